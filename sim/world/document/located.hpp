// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"

namespace vedette {

/// Every document is held as JSON whose maps keep the order of the file.
using Json = nlohmann::ordered_json;

/// Where one value stands, and the key before it; children in the order of the JSON value's own.
/// Line and column count from 1 (columns in characters, not bytes); 0 = unknown or no key.
struct PlaceNode {
  std::uint32_t file = 0;  ///< index into PositionTable::names
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t key_line = 0;
  std::uint32_t key_column = 0;
  std::vector<PlaceNode> children;
};

/// Places of a whole document, shaped like its JSON tree.
struct PositionTable {
  std::vector<std::string> names;  ///< files and overrides, as they are shown to people
  PlaceNode root;

  Place place(const PlaceNode& node) const;
  /// The place of the key, or of the value where it has none (list items, the root).
  Place key_place(const PlaceNode& node) const;
};

/// A JSON value with its places, while a document is being read and merged.
struct Tree {
  Json value;
  PlaceNode places;
};

/// A value in a document together with its place: what the checks and the parsers walk along.
/// Refers to the document, which must outlive it.
class Located {
 public:
  Located(const Json& value, const PlaceNode& node, const PositionTable& table)
      : value_(&value), node_(&node), table_(&table) {}

  const Json& value() const { return *value_; }
  Place place() const { return table_->place(*node_); }
  Place key_place() const { return table_->key_place(*node_); }

  /// Number of entries of a map or a list; 0 for anything else.
  std::size_t size() const { return node_->children.size(); }
  /// The i-th entry of a map or a list, i < size().
  Located at(std::size_t i) const;
  /// The i-th key of a map, i < size().
  const std::string& key(std::size_t i) const;
  /// The map's value under `key`; nothing if there is none or this is no map.
  std::optional<Located> find(std::string_view key) const;

 private:
  const Json* value_;
  const PlaceNode* node_;
  const PositionTable* table_;
};

/// The map's entries as the vector that they are, for access by position in constant time.
Json::object_t& entries(Json& map);
const Json::object_t& entries(const Json& map);

/// What a person calls this value: "text 'wide'", "5", "a list", "a map", "true", "nothing".
std::string describe(const Json& value);

/// Shortest text that reads back as the same number, whole numbers without a fraction ("8").
std::string number_text(double number);
std::string number_text(const Json& number);

}  // namespace vedette
