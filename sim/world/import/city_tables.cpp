// SPDX-License-Identifier: Apache-2.0
#include "world/import/city_tables.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>

#include "space/strong_parts.hpp"
#include "world/import/city_readers.hpp"

namespace vedette {

void CityTables::index() {
  for (const Junction& j : junctions)
    if (!j.id.empty()) by_id_.emplace(j.id, j.at);
}

std::optional<PointMm> CityTables::place_of(std::string_view id) const {
  const auto it = by_id_.find(id);
  return it == by_id_.end() ? std::nullopt : std::optional(it->second);
}

std::vector<std::string> CityTables::junction_ids() const {
  std::vector<std::string> ids;
  for (const auto& [id, place] : by_id_) ids.push_back(id);
  return ids;
}

double CityTables::length_m(const Road& road) const {
  if (road.length_m) return *road.length_m;
  const PointMm a = *place_of(road.from), b = *place_of(road.to);
  const double dx = static_cast<double>(a.x - b.x), dy = static_cast<double>(a.y - b.y);
  return std::sqrt(dx * dx + dy * dy) / 1000;
}

namespace {

void leave_out_cut_off(CityTables& city) {
  RoadGraphBuilder builder;
  std::map<std::string, NodeId, std::less<>> nodes;
  for (const CityTables::Junction& j : city.junctions)
    nodes.emplace(j.id, builder.add_node(0, 0, j.id));
  for (const CityTables::Road& road : city.roads) {
    const NodeId a = nodes.find(road.from)->second, b = nodes.find(road.to)->second;
    builder.add_arc(a, b, 1, 1);
    if (!road.oneway) builder.add_arc(b, a, 1, 1);
  }
  const RoadGraph whole = builder.build();
  std::set<std::string, std::less<>> gone;
  for (const NodeId node : largest_strong_part(whole).dropped) gone.insert(whole.node(node).name);
  std::erase_if(city.junctions, [&](const CityTables::Junction& j) {
    if (!gone.count(j.id)) return false;
    city.drop(j.row, DropReason::kCutOffJunction);
    return true;
  });
  std::erase_if(city.roads, [&](const CityTables::Road& road) {
    if (!gone.count(road.from) && !gone.count(road.to)) return false;
    city.drop(road.row, DropReason::kCutOffRoad);
    return true;
  });
  std::erase_if(city.stations, [&](const CityTables::Station& s) {
    if (!gone.count(s.junction)) return false;
    city.drop(s.row, DropReason::kCutOffStation);
    return true;
  });
}

void leave_out_empty_districts(CityTables& city, Diagnostics& diagnostics, const Place& file) {
  if (!city.columns.districts) return;
  std::set<std::string> used, known;
  for (const CityTables::Junction& j : city.junctions) used.insert(j.district);
  for (const CityTables::District& d : city.districts) known.insert(d.id);
  for (const std::string& d : used)
    if (!d.empty() && !known.count(d))
      diagnostics.warning(
          file, fmt::format("junctions lie in a district '{}' that is not in this file", d));
  std::erase_if(city.districts, [&](const CityTables::District& d) {
    if (used.count(d.id)) return false;
    city.drop(d.row, DropReason::kEmptyDistrict);
    return true;
  });
}

// Exactly one of the three ways to give roads.
bool one_source(const Located& mapping, Diagnostics& diagnostics) {
  const auto tables = mapping.find("tables");
  const auto junctions = tables ? tables->find("junctions") : std::nullopt;
  const auto roads = tables ? tables->find("roads") : std::nullopt;
  const auto osm = mapping.find("osm"), geojson = mapping.find("geojson");
  if (osm && geojson)
    diagnostics.error(geojson->key_place(), "osm and geojson are two maps of the same city",
                      "give one of them");
  else if (osm || geojson) {
    for (const auto& table : {junctions, roads})
      if (table)
        diagnostics.error(table->key_place(), "the junctions and roads are those of the map",
                          "take this table out, or the section of the map");
  } else if (!junctions || !roads) {
    diagnostics.error(tables ? tables->key_place() : mapping.place(),
                      fmt::format("there are no {}", junctions ? "roads" : "junctions"),
                      "give tables.junctions and tables.roads, or osm, or geojson");
  }
  return !diagnostics.has_errors();
}

}  // namespace

CityTables read_city_tables(const std::string& in, const Document& mapping,
                            Diagnostics& diagnostics) {
  CityTables city;
  const Located root = mapping.located();
  if (!one_source(root, diagnostics)) return city;
  TableReader tables(in, root, city, diagnostics);
  if (root.find("osm"))
    read_osm_city(in, root, city, diagnostics);
  else if (root.find("geojson"))
    read_geojson_city(in, root, city, diagnostics);
  else
    tables.read_network();
  tables.read_stations_and_districts();
  PointReader points(in, root, city, diagnostics);
  points.read();
  if (!diagnostics.has_errors()) leave_out_cut_off(city);
  if (!diagnostics.has_errors()) points.put_at_junctions();
  if (!diagnostics.has_errors())
    leave_out_empty_districts(city, diagnostics, tables.districts_place());
  if (city.frame) city.details["geo_origin"] = {city.frame->origin().lon, city.frame->origin().lat};
  return city;
}

}  // namespace vedette
