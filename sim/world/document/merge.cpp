// SPDX-License-Identifier: Apache-2.0
#include "world/document/merge.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace vedette {
namespace {

// A value that was forgotten has its key's place.
bool written_out(const PlaceNode& node) {
  return node.line != node.key_line || node.column != node.key_column;
}

void merge_maps(Json& base, PlaceNode& base_places, Json&& over, PlaceNode&& over_places,
                const SchemaSet& schemas) {
  std::map<std::string, std::size_t> index;  // a look through the map for each key would be n²
  std::size_t n = 0;
  for (const auto& [key, unused] : entries(base)) index.emplace(key, n++);

  n = 0;
  std::vector<std::size_t> gone;
  for (auto& [key, value] : entries(over)) {
    PlaceNode& places = over_places.children[n++];
    const auto at = index.find(key);
    if (at != index.end() && value.is_null() && written_out(places)) {
      gone.push_back(at->second);
    } else if (at != index.end()) {
      Json& slot = (entries(base).begin() + at->second)->second;
      merge(slot, base_places.children[at->second], std::move(value), std::move(places),
            schemas_of_key(schemas, key));
    } else {
      entries(base).emplace_back(key, std::move(value));
      base_places.children.push_back(std::move(places));
    }
  }
  std::sort(gone.begin(), gone.end(), std::greater<>());
  for (const std::size_t i : gone) remove_entry(base, base_places, i);
}

void take_place(PlaceNode& node, const PlaceNode& from) {
  node.file = from.file;
  node.line = from.line;
  node.column = from.column;
  node.key_line = from.key_line;
  node.key_column = from.key_column;
}

// A map of at most one key is a choice (a distribution is lognormal or gamma): the other choice
// replaces it instead of standing beside it.
bool is_choice(const SchemaSet& schemas) {
  for (const SchemaNode* node : schemas)
    if (node->max_properties == 1) return true;
  return false;
}

}  // namespace

void remove_entry(Json& map, PlaceNode& places, std::size_t i) {
  const auto offset = static_cast<std::ptrdiff_t>(i);
  entries(map).erase(entries(map).begin() + offset);
  places.children.erase(places.children.begin() + offset);
}

std::string number_key(const Json& value, const SchemaSet& schemas) {
  std::string key = shorthand_key(schemas);
  if (key.empty() && value.is_object() && value.contains("count")) key = "count";
  return key;
}

void wrap_in_map(Json& value, PlaceNode& places, const std::string& key) {
  PlaceNode inner = std::move(places);
  places = {};
  take_place(places, inner);
  places.children.push_back(std::move(inner));
  Json map = Json::object();
  entries(map).emplace_back(key, std::move(value));
  value = std::move(map);
}

void merge(Json& base, PlaceNode& base_places, Json&& over, PlaceNode&& over_places,
           const SchemaSet& schemas) {
  if (base.is_object() && over.is_number()) {
    const std::string key = number_key(base, schemas);
    if (!key.empty()) {
      // The map itself stays where it was written.
      wrap_in_map(over, over_places, key);
      merge_maps(base, base_places, std::move(over), std::move(over_places), schemas);
      return;
    }
  }
  if (base.is_object() && over.is_object() && !is_choice(schemas)) {
    take_place(base_places, over_places);
    merge_maps(base, base_places, std::move(over), std::move(over_places), schemas);
    return;
  }
  base = std::move(over);
  base_places = std::move(over_places);
}

}  // namespace vedette
