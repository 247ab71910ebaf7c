// SPDX-License-Identifier: Apache-2.0
#include "world/document/schema.hpp"

#include <algorithm>

namespace vedette {
namespace {

// Adds `node` and the branches below it; `set` is short, a look through it stops cycles.
void add_alternatives(const SchemaNode& node, SchemaSet& set) {
  const SchemaNode& target = resolved(node);
  if (std::find(set.begin(), set.end(), &target) != set.end()) return;
  set.push_back(&target);
  for (const SchemaNode* branch : target.one_of) add_alternatives(*branch, set);
  for (const SchemaNode* branch : target.any_of) add_alternatives(*branch, set);
}

}  // namespace

const SchemaNode* SchemaNode::property(std::string_view key) const {
  for (const auto& [name_of, node] : properties)
    if (name_of == key) return node;
  return nullptr;
}

const SchemaNode& resolved(const SchemaNode& node) {
  const SchemaNode* at = &node;
  while (at->ref != nullptr) at = at->ref;
  return *at;
}

Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;
Schema::~Schema() = default;

SchemaSet alternatives(const SchemaNode& node) {
  SchemaSet set;
  add_alternatives(node, set);
  return set;
}

SchemaSet schemas_of_key(const SchemaSet& maps, std::string_view key, bool* declared) {
  SchemaSet set;
  if (declared) *declared = false;
  for (const SchemaNode* map : maps) {
    bool named = false;
    if (const SchemaNode* node = map->property(key)) {
      add_alternatives(*node, set);
      named = true;
      if (declared) *declared = true;
    }
    for (const auto& [pattern, node] : map->pattern_properties) {
      if (key.size() > kMaxPatternText || !std::regex_search(key.begin(), key.end(), pattern.regex))
        continue;
      add_alternatives(*node, set);
      named = true;
    }
    if (!named && map->additional) add_alternatives(*map->additional, set);
  }
  return set;
}

SchemaSet schemas_of_items(const SchemaSet& lists) {
  SchemaSet set;
  for (const SchemaNode* list : lists)
    if (list->items) add_alternatives(*list->items, set);
  return set;
}

std::vector<std::string> declared_keys(const SchemaSet& maps) {
  std::vector<std::string> keys;
  for (const SchemaNode* map : maps)
    for (const auto& [key, node] : map->properties)
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  return keys;
}

std::string shorthand_key(const SchemaSet& maps) {
  for (const SchemaNode* map : maps)
    if (!map->shorthand.empty()) return map->shorthand;
  return {};
}

}  // namespace vedette
