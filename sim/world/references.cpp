// SPDX-License-Identifier: Apache-2.0
#include "world/references.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vedette {

namespace {

// Adds the names under one collection, given by its path.
void add_members(Located root, std::string_view collection, std::vector<std::string>& names) {
  std::optional<Located> at = root;
  while (at && !collection.empty()) {
    const auto dot = collection.find('.');
    at = at->find(collection.substr(0, dot));
    collection = dot == std::string_view::npos ? std::string_view{} : collection.substr(dot + 1);
  }
  if (!at) return;
  for (std::size_t i = 0; i < at->size(); ++i) {
    if (at->value().is_object())
      names.push_back(at->key(i));
    else if (at->at(i).value().is_string())
      names.push_back(at->at(i).value().get<std::string>());
  }
}

// Of several collections, "one|another", all.
std::vector<std::string> members(Located root, std::string_view collections) {
  std::vector<std::string> names;
  for (;;) {
    const auto bar = collections.find('|');
    add_members(root, collections.substr(0, bar), names);
    if (bar == std::string_view::npos) return names;
    collections.remove_prefix(bar + 1);
  }
}

std::string spoken(std::string collections) {
  for (auto bar = collections.find('|'); bar != std::string::npos; bar = collections.find('|', bar))
    collections.replace(bar, 1, " or ");
  return collections;
}

void check(Located root, Located at, const SchemaSet& schemas, Diagnostics& diagnostics) {
  for (const SchemaNode* node : schemas) {
    if (node->collection.empty() || !at.value().is_string()) continue;
    const std::string name = at.value().get<std::string>();
    const auto known = members(root, node->collection);
    if (std::find(known.begin(), known.end(), name) != known.end()) break;
    // Whether a rule really makes it is found out when the rules are followed.
    if (node->made_by_rule && name.size() <= kMaxPatternText &&
        std::regex_search(name, node->made_by_rule->regex))
      break;
    const std::string near = nearest(name, known);
    std::string hint;
    if (!near.empty())
      hint = fmt::format("did you mean '{}'?", near);
    else if (known.empty())
      hint = fmt::format("there is nothing under {}", spoken(node->collection));
    diagnostics.error(at.place(),
                      fmt::format("there is no '{}' in {}", name, spoken(node->collection)), hint);
    break;
  }
  if (at.value().is_object()) {
    for (std::size_t i = 0; i < at.size(); ++i)
      check(root, at.at(i), schemas_of_key(schemas, at.key(i)), diagnostics);
  } else if (at.value().is_array()) {
    for (std::size_t i = 0; i < at.size(); ++i)
      check(root, at.at(i), schemas_of_items(schemas), diagnostics);
  }
}

}  // namespace

void check_references(Located root, const Schema& schema, Diagnostics& diagnostics) {
  check(root, root, alternatives(schema.root()), diagnostics);
}

}  // namespace vedette
