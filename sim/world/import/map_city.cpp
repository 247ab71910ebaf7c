// SPDX-License-Identifier: Apache-2.0
// Cities from maps: the roads of an OpenStreetMap or GeoJSON file.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "base/hash.hpp"
#include "world/document/key_hint.hpp"
#include "world/document/text_file.hpp"
#include "world/import/city_readers.hpp"
#include "world/import/geojson_file.hpp"
#include "world/import/osm_file.hpp"

namespace vedette {

std::optional<GeoFrame> frame_for(const Located& mapping, const std::vector<LonLat>& places,
                                  const Place& blamed, Diagnostics& diagnostics) {
  LonLat origin;
  Place place = blamed;
  const auto city = mapping.find("city");
  const auto given = city ? city->find("geo_origin") : std::nullopt;
  if (given) {
    origin = {given->value()[0].get<double>(), given->value()[1].get<double>()};
    place = given->place();
  } else if (!places.empty()) {
    LonLat low = places[0], high = places[0];
    for (const LonLat& p : places) {
      low = {std::min(low.lon, p.lon), std::min(low.lat, p.lat)};
      high = {std::max(high.lon, p.lon), std::max(high.lat, p.lat)};
    }
    // Six decimals: ten centimetres, and short to write.
    origin = {std::round((low.lon + high.lon) / 2 * 1e6) / 1e6,
              std::round((low.lat + high.lat) / 2 * 1e6) / 1e6};
  }
  if (std::abs(origin.lon) <= 180 && std::abs(origin.lat) <= 80) return GeoFrame(origin);
  diagnostics.error(place,
                    fmt::format("no plane about longitude {}, latitude {}", origin.lon, origin.lat),
                    "[longitude, latitude] within 180 and 80 degrees");
  return std::nullopt;
}

namespace {

struct MapFile {
  std::string path, name, bytes;
  ImportedTable table(const char* role, const char* named_by, std::size_t rows) const {
    ImportedTable out;
    out.role = role;
    out.file = name;
    out.sha256 = sha256;
    out.named_by = named_by;
    out.rows = out.taken = rows;
    return out;
  }
  std::string sha256;
};

std::optional<MapFile> open_map(const std::string& in, const Located& section,
                                Diagnostics& diagnostics) {
  MapFile out;
  out.path = source_file(in, section, diagnostics);
  if (out.path.empty()) return std::nullopt;
  out.name = std::filesystem::path(out.path).filename().string();
  try {
    const auto named = section.find("file");
    out.bytes = read_text_file(out.path, named ? named->place() : Place{out.path, 0, 0});
  } catch (const InputError& e) {
    diagnostics.error(e.diagnostic.place, e.diagnostic.message, e.diagnostic.hint);
    return std::nullopt;
  }
  out.sha256 = sha256_hex(out.bytes);
  return out;
}

// Speeds by class of road; each has a source, as every number of a model.
std::map<std::string, double, std::less<>> class_speeds(const Located& section, Json& facts,
                                                        Diagnostics& diagnostics) {
  std::map<std::string, double, std::less<>> out;
  const auto speeds = section.find("speeds_kmh"), sources = section.find("sources");
  std::vector<std::string> classes;
  Json told = Json::object();
  for (std::size_t i = 0; speeds && i < speeds->size(); ++i) {
    const std::string& name = speeds->key(i);
    classes.push_back(name);
    out[name] = speeds->at(i).value().get<double>();
    auto source = sources ? sources->find(name) : std::nullopt;
    if (!source && sources) source = sources->find("*");
    if (source)
      told[name] = {{"kmh", out[name]}, {"source", source->value()}};
    else
      diagnostics.error(speeds->at(i).key_place(),
                        fmt::format("the speed of {} has no source", name),
                        "name it under 'sources': a citation, or 'assumption: why'");
  }
  for (std::size_t i = 0; sources && i < sources->size(); ++i)
    if (sources->key(i) != "*" && !out.count(sources->key(i)))
      diagnostics.error(sources->at(i).key_place(),
                        fmt::format("a source for '{}', which has no speed here", sources->key(i)),
                        key_hint(sources->key(i), classes).text);
  if (!told.empty()) facts["speeds"] = std::move(told);
  return out;
}

void take_network(const LineNetwork& network, const MapFile& file, const char* points,
                  const char* lines, const Located& mapping, CityTables& city,
                  Diagnostics& diagnostics) {
  std::vector<LonLat> places;
  for (const RoadLines::Point& p : network.junctions) places.push_back(p.at);
  city.frame = frame_for(mapping, places, {file.path, 0, 0}, diagnostics);
  if (!city.frame) return;
  const std::uint32_t junctions =
      city.add_table(file.table("junctions", points, network.junctions.size()));
  for (const RoadLines::Point& p : network.junctions) {
    CityTables::Junction junction;
    junction.id = std::to_string(p.id);
    junction.row = {junctions, p.id};
    if (city.frame->holds(p.at)) {
      junction.at = city.frame->to_plane(p.at);
    } else {
      diagnostics.error(
          {file.path, 0, 0},
          fmt::format("junction {} at [{}, {}] is too far from the origin [{}, {}]", junction.id,
                      p.at.lon, p.at.lat, city.frame->origin().lon, city.frame->origin().lat),
          "at most 3 degrees of longitude and 10 of latitude");
      return;
    }
    city.junctions.push_back(std::move(junction));
  }
  city.index();
  const std::uint32_t roads = city.add_table(file.table("roads", lines, network.roads.size()));
  city.columns.length = true;
  for (const LineNetwork::Road& r : network.roads) {
    CityTables::Road road;
    road.from = std::to_string(network.junctions[r.from].id);
    road.to = std::to_string(network.junctions[r.to].id);
    road.length_m = rounded_to_mm(r.length_m);
    road.speed_kmh = r.speed_kmh;
    city.columns.speed |= r.speed_kmh.has_value();
    road.oneway = r.oneway;
    road.row = {roads, r.line};
    if (r.from == r.to)
      city.drop(road.row, DropReason::kRoadToItself);
    else
      city.roads.push_back(std::move(road));
  }
}

void take_amenities(const OsmRoads& osm, const MapFile& file, const Located& section,
                    CityTables& city, Diagnostics& diagnostics) {
  if (!section.find("stations") || !city.frame) return;
  const std::uint32_t number =
      city.add_table(file.table("stations", "places", osm.amenities.size()));
  city.columns.stations = true;
  const auto limit = section.find("snap_limit_m");
  for (const OsmRoads::Amenity& amenity : osm.amenities) {
    CityTables::Station station;
    station.id = amenity.id;
    station.name = amenity.name;
    city.columns.station_names |= !amenity.name.empty();
    station.snap_limit_m = limit ? limit->value().get<double>() : kUsualSnapLimitM;
    station.said_at = {file.path, 0, 0};
    station.row = {number, std::stoll(amenity.id.substr(amenity.id.find('-') + 1))};
    if (city.frame->holds(amenity.at))
      station.place = city.frame->to_plane(amenity.at);
    else
      diagnostics.error({file.path, 0, 0}, fmt::format("{} is too far from the city", amenity.id));
    city.stations.push_back(std::move(station));
  }
}

Json counts(const std::map<std::string, std::size_t>& by_value) {
  Json out = Json::object();
  for (const auto& [value, count] : by_value) out[value] = count;
  return out;
}

}  // namespace

void read_osm_city(const std::string& in, const Located& mapping, CityTables& city,
                   Diagnostics& diagnostics) {
  const Located section = *mapping.find("osm");
  Json facts = Json::object();
  OsmOrder order;
  order.speeds_kmh = class_speeds(section, facts, diagnostics);
  const auto listed = [&](const char* key) {
    const auto given = section.find(key);
    return given ? given->value().get<std::set<std::string, std::less<>>>()
                 : std::set<std::string, std::less<>>();
  };
  order.highways = listed("highways");
  if (order.highways.empty())
    order.highways.insert(usual_drivable_highways().begin(), usual_drivable_highways().end());
  order.closed = listed("leave_out_access");
  order.amenities = listed("stations");
  if (const auto tag = section.find("maxspeed")) order.use_maxspeed = tag->value().get<bool>();
  const auto file = open_map(in, section, diagnostics);
  if (!file) return;
  OsmRoads osm;
  try {
    osm = read_osm(file->bytes, file->path, order);
  } catch (const InputError& e) {
    diagnostics.error(e.diagnostic.place, e.diagnostic.message, e.diagnostic.hint);
    return;
  }
  if (osm.lines.lines.empty()) {
    diagnostics.error({file->path, 0, 0}, "there is no drivable way in this file",
                      "is it the right extract? are its nodes in it?");
    return;
  }
  const std::uint32_t ways =
      city.add_table(file->table("ways", "ways", osm.drivable_ways + osm.closed_ways.size()));
  for (const std::int64_t way : osm.closed_ways) city.drop({ways, way}, DropReason::kClosedWay);
  for (const std::int64_t way : osm.empty_ways) city.drop({ways, way}, DropReason::kMissingNodes);
  const LineNetwork network = cut_at_junctions(osm.lines);
  facts["drivable_ways"] = osm.drivable_ways;
  facts["routing_nodes"] = network.junctions.size();
  facts["length_km"] = rounded_to_mm(network.length_m / 1000);
  facts["speeds_from_tag"] = osm.speeds_from_tag;
  facts["speeds_from_class"] = osm.speeds_from_class;
  facts["unread_maxspeed"] = counts(osm.unread_speeds);
  facts["unread_oneway"] = counts(osm.unread_oneways);
  facts["missing_nodes"] = osm.missing_nodes;
  facts["ways_cut_at_missing_nodes"] = osm.cut_ways.size();
  if (section.find("stations")) facts["amenities_without_place"] = osm.amenities_without_place;
  city.details["map"] = std::move(facts);
  take_network(network, *file, "nodes", "ways", mapping, city, diagnostics);
  take_amenities(osm, *file, section, city, diagnostics);
}

void read_geojson_city(const std::string& in, const Located& mapping, CityTables& city,
                       Diagnostics& diagnostics) {
  const Located section = *mapping.find("geojson");
  Json facts = Json::object();
  GeoJsonOrder order;
  order.speeds_kmh = class_speeds(section, facts, diagnostics);
  const auto text = [&](const char* key) {
    const auto given = section.find(key);
    return given ? given->value().get<std::string>() : std::string();
  };
  order.speed = text("speed");
  order.oneway = text("oneway");
  order.highway = text("class");
  order.gcj02 = text("coordinates") == "gcj02";
  if (const auto unit = section.find("speed_kmh_per_unit"))
    order.speed_kmh_per_unit = unit->value().get<double>();
  if (!order.speeds_kmh.empty() && order.highway.empty())
    diagnostics.error(section.find("speeds_kmh")->key_place(),
                      "speeds by class, but no property is named that tells the class",
                      "class: highway, for example");
  const auto file = open_map(in, section, diagnostics);
  if (!file) return;
  const GeoJsonRoads map = read_geojson(file->bytes, file->path, order, diagnostics);
  if (diagnostics.has_errors()) return;
  const std::uint32_t features = city.add_table(file->table("features", "features", map.features));
  for (const std::int64_t number : map.not_lines)
    city.drop({features, number}, DropReason::kNoLine);
  const LineNetwork network = cut_at_junctions(map.lines);
  facts["drivable_ways"] = map.lines.lines.size();
  facts["routing_nodes"] = network.junctions.size();
  facts["length_km"] = rounded_to_mm(network.length_m / 1000);
  city.details["map"] = std::move(facts);
  take_network(network, *file, "points", "features", mapping, city, diagnostics);
}

}  // namespace vedette
