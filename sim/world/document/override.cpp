// SPDX-License-Identifier: Apache-2.0
#include "world/document/override.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "world/document/key_hint.hpp"
#include "world/document/merge.hpp"
#include "world/document/yaml_reader.hpp"

namespace vedette {
namespace {

[[noreturn]] void fail(const Place& place, std::string message, std::string hint = {}) {
  throw InputError{{place, Severity::kError, std::move(message), std::move(hint)}};
}

std::uint32_t characters(std::string_view text) {
  std::uint32_t n = 0;
  for (const char c : text) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return n;
}

std::optional<std::size_t> index_of(std::string_view text) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return index;
}

bool admits_map(const SchemaSet& schemas) {
  return std::any_of(schemas.begin(), schemas.end(), [](const SchemaNode* one) {
    return !one->never && (one->types == 0 || (one->types & kMapType) != 0);
  });
}

// Walks down the path to the value that is meant, then lays the new one over it.
class Override {
 public:
  Override(const std::string& text, Tree& document, std::uint32_t file, const Schema* schema)
      : text_(text), value_(&document.value), places_(&document.places), file_(file) {
    if (schema) schemas_ = alternatives(schema->root());
  }

  void apply(const std::string& path, Tree value) {
    if (path.empty()) fail({"--set " + text_, 1, 1}, "the path is empty");
    for (std::size_t at = 0; at < path.size() + 1;) {
      std::size_t end = std::min(path.find('.', at), path.size());
      if (value_->is_object()) {
        // The shortest run of steps that is a key; a key with dots is found by taking more.
        const std::size_t first_end = end;
        while (!find(path.substr(at, end - at)) && end < path.size())
          end = std::min(path.find('.', end + 1), path.size());
        if (!find(path.substr(at, end - at))) end = first_end;
      }
      adds_ = end == path.size() && !value.value.is_null();
      names_map_ = adds_ && value.value.is_object();
      step(path.substr(at, end - at), path.substr(0, end), column(at));
      at = end + 1;
    }
    if (value.value.is_null() && map_) {
      remove_entry(*map_, *map_places_, entry_);
      return;
    }
    value.places.key_line = 1;
    value.places.key_column = last_column_;
    merge(*value_, *places_, std::move(value.value), std::move(value.places), schemas_);
  }

  /// True once a part of the path was made, or a number was written out as a map.
  bool has_changed() const { return changed_; }

 private:
  std::uint32_t column(std::size_t byte) const {
    return characters(std::string_view(text_).substr(0, byte)) + 1;
  }

  std::optional<std::size_t> find(const std::string& key) const {
    std::size_t i = 0;
    for (const auto& [name, unused] : entries(*value_)) {
      if (name == key) return i;
      ++i;
    }
    return std::nullopt;
  }

  void step(const std::string& key, const std::string& path, std::uint32_t column) {
    const Place place{"--set " + path, 0, 0};
    if (key.empty()) fail(place, "empty step in the path");
    last_column_ = column;
    // `cars: 8` stands for `cars: {count: 8}` where the schema says so.
    if (value_->is_number() && !shorthand_key(schemas_).empty()) {
      wrap_in_map(*value_, *places_, shorthand_key(schemas_));
      changed_ = true;
    }
    if (value_->is_object())
      step_into_map(key, place);
    else if (value_->is_array())
      step_into_list(key, place);
    else
      fail(place,
           fmt::format("unknown path: {} is {} and has no '{}'", owner_, describe(*value_), key));
    owner_ = path;
  }

  void step_into_map(const std::string& key, const Place& place) {
    bool declared = false;
    SchemaSet schemas = schemas_of_key(schemas_, key, &declared);
    std::optional<std::size_t> i = find(key);
    // A map written out makes a new entry where names are free.
    if (!i && !declared && !(names_map_ && admits_map(schemas))) {
      std::vector<std::string> known = declared_keys(schemas_);
      for (const auto& [name, unused] : entries(*value_))
        if (std::find(known.begin(), known.end(), name) == known.end()) known.push_back(name);
      fail(place, fmt::format("unknown path: {} has no '{}'", owner_, key),
           key_hint(key, known).text);
    }
    if (!i) {
      i = value_->size();
      entries(*value_).emplace_back(key, Json::object());
      add_place();
    }
    map_ = value_;
    map_places_ = places_;
    entry_ = *i;
    value_ = &(entries(*value_).begin() + *i)->second;
    places_ = &places_->children[*i];
    schemas_ = std::move(schemas);
  }

  void add_place() {
    PlaceNode made;
    made.file = file_;
    made.line = made.key_line = 1;
    made.column = made.key_column = last_column_;
    places_->children.push_back(std::move(made));
    changed_ = true;
  }

  void step_into_list(const std::string& key, const Place& place) {
    if (key == "+" && adds_) {
      value_->push_back(Json::object());
      add_place();
    }
    std::optional<std::size_t> found;
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < value_->size(); ++i) {
      const Json& item = (*value_)[i];
      if (!item.is_object()) continue;
      const auto id = item.find("id");
      if (id == item.end()) continue;
      ids.push_back(id->is_string() ? id->get<std::string>() : describe(*id));
      if (ids.back() == key) found = i;
    }
    const std::optional<std::size_t> index = index_of(key);
    if (!found && index && *index < value_->size()) found = index;
    if (!found && key == "+" && adds_) found = value_->size() - 1;
    if (!found) {
      std::string hint = ids.empty() ? "" : key_hint(key, ids).text;
      if (hint.empty())
        hint = (value_->empty() ? "the list is empty"
                                : fmt::format("items are 0 to {}", value_->size() - 1)) +
               (adds_ ? "; + adds one" : "");
      fail(place, fmt::format("unknown path: {} has no item '{}'", owner_, key), std::move(hint));
    }
    map_ = nullptr;
    value_ = &(*value_)[*found];
    places_ = &places_->children[*found];
    schemas_ = schemas_of_items(schemas_);
  }

  const std::string& text_;
  Json* value_;
  PlaceNode* places_;
  // The map whose entry the value is, if it is one's.
  Json* map_ = nullptr;
  PlaceNode* map_places_ = nullptr;
  std::size_t entry_ = 0;
  SchemaSet schemas_;
  std::uint32_t file_;
  std::uint32_t last_column_ = 1;
  std::string owner_ = "the document";
  bool changed_ = false;
  bool adds_ = false;       // the step is the last, and may make an item
  bool names_map_ = false;  // … or an entry of any name
};

}  // namespace

bool apply_override(const std::string& text, Tree& document, std::vector<std::string>& names,
                    const Schema* schema, ReadBudget& budget, Diagnostics& diagnostics) {
  const std::string name = "--set " + text;
  const auto file = static_cast<std::uint32_t>(names.size());
  Override override(text, document, file, schema);
  try {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) fail({name, 0, 0}, "no '='", "write --set PATH=VALUE");
    const std::string value_text = text.substr(equals + 1);
    const std::uint32_t column = characters(std::string_view(text).substr(0, equals)) + 2;
    Tree value = read_yaml(value_text, file, name, budget, diagnostics, column);
    if (value.places.line == 0)
      fail({name, 1, static_cast<int>(column)}, "no value after '='", "write null or \"\"");
    const std::size_t first = value_text.find_first_not_of(" \t");
    if (value.value.is_structured() && value_text[first] != '[' && value_text[first] != '{')
      fail({name, 1, static_cast<int>(column)}, "a map or list must stand in { } or [ ]");
    names.push_back(name);
    override.apply(text.substr(0, equals), std::move(value));
  } catch (const InputError& error) {
    const Diagnostic& d = error.diagnostic;
    diagnostics.error(d.place, d.message, d.hint);
    return !override.has_changed();
  }
  return true;
}

}  // namespace vedette
