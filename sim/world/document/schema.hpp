// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "world/document/located.hpp"

namespace vedette {

struct SchemaNode;

/// A regular expression (ECMAScript, found anywhere unless anchored) with its source.
struct SchemaPattern {
  std::string text;
  std::regex regex;
};
/// std::regex recurses on the text's length: longer text is refused instead of tried.
inline constexpr std::size_t kMaxPatternText = 1000;

/// Kinds of JSON values, as bits; a whole number is also a number.
enum SchemaType : unsigned {
  kNullType = 1,
  kBooleanType = 2,
  kIntegerType = 4,
  kNumberType = 8,
  kTextType = 16,
  kListType = 32,
  kMapType = 64,
};

/// One schema, compiled. Absent keywords are empty; pointers live as long as the Schema.
struct SchemaNode {
  const SchemaNode* ref = nullptr;  ///< `$ref`: everything below but the descriptions is unused
  bool never = false;               ///< the schema `false`
  unsigned types = 0;               ///< SchemaType bits; 0 = any
  std::string name;                 ///< its name among the definitions

  std::vector<std::pair<std::string, const SchemaNode*>> properties;
  std::vector<std::string> required;
  std::vector<std::pair<SchemaPattern, const SchemaNode*>> pattern_properties;
  const SchemaNode* additional = nullptr;  ///< additionalProperties, if given as a schema or false
  const SchemaNode* property_names = nullptr;
  std::optional<std::size_t> min_properties, max_properties;

  const SchemaNode* items = nullptr;
  std::optional<std::size_t> min_items, max_items;
  bool unique_items = false;

  std::optional<double> minimum, maximum, exclusive_minimum, exclusive_maximum, multiple_of;
  std::optional<SchemaPattern> pattern;
  std::optional<std::size_t> min_length, max_length;

  std::optional<std::vector<Json>> choices;  ///< enum, or the single value of const
  std::vector<const SchemaNode*> one_of, any_of;

  std::string title, description;
  std::string unit;          ///< x-unit: of the number
  std::string shorthand;     ///< x-shorthand: the key that a bare number stands for
  std::string collection;    ///< x-ref: the collection whose member the text names
  std::optional<SchemaPattern> made_by_rule;  ///< x-ref-made: names that rules of the file make
  std::string pattern_says;  ///< x-pattern-text: the pattern in words, for error messages
  std::optional<Json> default_value;
  std::vector<Json> examples;

  const SchemaNode* property(std::string_view key) const;
};

/// The node that a chain of `$ref`s ends at.
const SchemaNode& resolved(const SchemaNode& node);

/// A schema in the subset of JSON Schema draft-07 that this project uses: type, properties,
/// required, additionalProperties, patternProperties, propertyNames, minProperties, maxProperties,
/// items (one schema), minItems, maxItems, uniqueItems, enum, const, minimum, maximum,
/// exclusiveMinimum, exclusiveMaximum, multipleOf, pattern, minLength, maxLength, oneOf, anyOf,
/// $ref to "#" or "#/definitions/NAME", with title, description, default, examples, $schema, $id,
/// $comment and any x-… annotation.
class Schema {
 public:
  /// Throws std::invalid_argument, naming the place, for anything outside the subset: a schema is
  /// part of the program, not input.
  explicit Schema(std::string_view json_text);
  Schema(Schema&&) noexcept;
  Schema& operator=(Schema&&) noexcept;
  ~Schema();

  const SchemaNode& root() const { return *root_; }
  /// In the order of the schema file.
  const std::vector<std::pair<std::string, const SchemaNode*>>& definitions() const {
    return definitions_;
  }

 private:
  friend class SchemaCompiler;
  std::vector<std::unique_ptr<SchemaNode>> nodes_;
  std::vector<std::pair<std::string, const SchemaNode*>> definitions_;
  const SchemaNode* root_ = nullptr;
};

/// The schemas that may hold at one place: with oneOf and anyOf there are several.
using SchemaSet = std::vector<const SchemaNode*>;

/// `node` and, recursively, the branches of its oneOf and anyOf, all resolved.
SchemaSet alternatives(const SchemaNode& node);
/// The schemas of a map's entry `key`; `declared` tells whether any names it under `properties`.
SchemaSet schemas_of_key(const SchemaSet& maps, std::string_view key, bool* declared = nullptr);
/// The schemas of a list's items.
SchemaSet schemas_of_items(const SchemaSet& lists);
/// All keys that the schemas name under `properties`.
std::vector<std::string> declared_keys(const SchemaSet& maps);
/// The x-shorthand key of any of them, or "".
std::string shorthand_key(const SchemaSet& maps);

}  // namespace vedette
