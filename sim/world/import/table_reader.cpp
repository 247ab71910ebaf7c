// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "base/csv.hpp"
#include "space/road_graph.hpp"
#include "world/import/city_readers.hpp"

namespace vedette {

TableReader::TableReader(const std::string& in, const Located& mapping, CityTables& city,
                         Diagnostics& diagnostics)
    : in_(in), mapping_(mapping), city_(city), diagnostics_(diagnostics) {
  if (const auto junctions = section("junctions"))
    if (const auto whole = junctions->find("whole_ids")) whole_ids_ = whole->value().get<bool>();
  junctions_ = open("junctions", {"id", "x", "y", "district", "calls_per_day"});
  roads_ = open("roads", {"from", "to", "length", "speed", "oneway", "time", "siren_time"});
  stations_ = open("stations", {"id", "junction", "name", "x", "y"});
  districts_ = open("districts", {"id"});
}

std::optional<Located> TableReader::section(const char* role) const {
  const auto tables = mapping_.find("tables");
  return tables ? tables->find(role) : std::nullopt;
}

std::optional<SourceTable> TableReader::open(const char* role,
                                             const std::vector<std::string_view>& columns) {
  const auto here = section(role);
  return here ? SourceTable::open(in_, role, *here, columns, diagnostics_) : std::nullopt;
}

double TableReader::factor(const char* role, const char* key) const {
  const auto given = section(role)->find(key);
  return given ? given->value().get<double>() : 1;
}

// Some programs write whole numbers as 12.0.
std::string TableReader::id_text(const SourceTable& table, std::size_t row, const char* key) const {
  std::string id = table.text(row, key);
  if (!whole_ids_) return id;
  const std::size_t dot = id.find('.');
  if (dot == std::string::npos || dot == 0 || id.find_first_not_of('0', dot + 1) < id.size() ||
      id.find_first_not_of("0123456789") != dot)
    return id;
  return id.substr(0, dot);
}

// The cell, which must not be empty, as an id that no earlier row has.
std::string TableReader::new_id(const SourceTable& table, std::size_t row, const char* what,
                                Seen& seen) {
  std::string id = id_text(table, row, "id");
  const Place place = table.place(row, "id");
  if (id.empty())
    diagnostics_.error(place, fmt::format("a {} needs an id", what));
  else if (const auto [it, fresh] = seen.emplace(id, place.line); !fresh)
    diagnostics_.error(place, fmt::format("{} '{}' is there twice", what, id),
                       fmt::format("first in line {}", it->second));
  return id;
}

void TableReader::read_network() {
  if (junctions_)
    read_junctions(*junctions_);
  else  // what is wrong with the section is told even where the file is not as it says
    PlaceColumns(*section("junctions"), std::nullopt, diagnostics_);
  city_.index();
  if (junctions_ && roads_) read_roads(*roads_);
}

void TableReader::read_stations_and_districts() {
  const bool junctions = mapping_.find("osm") || mapping_.find("geojson") || junctions_;
  if (stations_ && junctions) read_stations(*stations_);
  if (districts_) read_districts(*districts_);
}

void TableReader::read_junctions(const SourceTable& table) {
  const Located here = *section("junctions");
  const PlaceColumns columns(here, std::nullopt, diagnostics_);
  const std::uint32_t number = city_.add_table(table.whole());
  city_.columns.district = table.has("district");
  city_.columns.calls = table.has("calls_per_day");
  Seen seen;
  std::vector<std::optional<PlaceColumns::Read>> places;
  std::vector<LonLat> degrees;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    CityTables::Junction junction;
    junction.id = new_id(table, row, "junction", seen);
    places.push_back(columns.read(table, row, diagnostics_));
    if (places.back() && columns.geographic())
      degrees.push_back({places.back()->x, places.back()->y});
    junction.district = table.text(row, "district");
    junction.row = {number, table.line(row)};
    if (!table.empty(row, "calls_per_day")) {
      junction.calls_per_day = table.number(row, "calls_per_day", diagnostics_).value_or(0);
      if (junction.calls_per_day < 0)
        diagnostics_.error(table.place(row, "calls_per_day"), "there cannot be less than no call");
    }
    city_.junctions.push_back(std::move(junction));
  }
  if (table.rows() == 0)
    diagnostics_.error(table.header_place(), "there is no junction in this file");
  const auto city = mapping_.find("city");
  if (columns.geographic() || (city && city->find("geo_origin")))
    city_.frame = frame_for(mapping_, degrees, table.header_place(), diagnostics_);
  if (columns.geographic() && !city_.frame) return;
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (places[row])
      city_.junctions[row].at =
          columns.on_plane(*places[row], city_.frame, table.place(row, "x"), diagnostics_)
              .value_or(PointMm{});
}

// The cell as the id of a junction.
std::string TableReader::junction(const SourceTable& table, std::size_t row, const char* key) {
  std::string id = id_text(table, row, key);
  if (city_.place_of(id)) return id;
  std::string near;
  // Looking for what was meant is slow, and after some rows no more help.
  if (++unknown_ <= 20) near = nearest(id, city_.junction_ids());
  diagnostics_.error(table.place(row, key), fmt::format("there is no junction '{}'", id),
                     near.empty() ? "" : fmt::format("did you mean '{}'?", near));
  return id;
}

std::optional<double> TableReader::amount(const SourceTable& table, std::size_t row,
                                          const char* key, double unit, double low, double high,
                                          const char* what) {
  if (table.empty(row, key)) return std::nullopt;
  auto value = table.number(row, key, diagnostics_);
  if (!value) return std::nullopt;
  *value *= unit;
  if (*value >= low && *value <= high) return value;
  diagnostics_.error(table.place(row, key),
                     fmt::format("{} of {} is not in [{}, {}]", what, *value, low, high));
  return std::nullopt;
}

bool TableReader::is_oneway(const SourceTable& table, std::size_t row, bool otherwise) {
  if (!table.has("oneway")) return otherwise;
  const std::string word = table.text(row, "oneway");
  if (word.empty()) return false;
  if (const auto said = truth_of(word)) return *said;
  diagnostics_.error(table.place(row, "oneway"),
                     fmt::format("'{}' does not say whether the road is one-way", word),
                     "1, true, yes or 是; 0, false, no, 否 or empty");
  return false;
}

void TableReader::check_roads_section(const Located& here, const SourceTable& table) {
  const auto both_ways = here.find("both_ways");
  if (both_ways && table.has("oneway"))
    diagnostics_.error(both_ways->key_place(), "both_ways and a column oneway say the same twice",
                       "give one of them");
  for (const auto& [unit, of] :
       {std::pair("length_metres_per_unit", "length"), std::pair("speed_kmh_per_unit", "speed"),
        std::pair("time_seconds_per_unit", "time")})
    if (here.find(unit) && !here.find(of) &&
        !(of == std::string_view("time") && here.find("siren_time")))
      diagnostics_.error(here.find(unit)->key_place(),
                         fmt::format("there is no column '{}' for {}", of, unit));
}

void TableReader::read_roads(const SourceTable& table) {
  const Located here = *section("roads");
  const double length_unit = factor("roads", "length_metres_per_unit"),
               speed_unit = factor("roads", "speed_kmh_per_unit"),
               time_unit = factor("roads", "time_seconds_per_unit");
  check_roads_section(here, table);
  const auto both_ways = here.find("both_ways");
  const bool oneway = both_ways && !both_ways->value().get<bool>();
  const std::uint32_t number = city_.add_table(table.whole());
  city_.columns.length = table.has("length");
  city_.columns.speed = table.has("speed");
  city_.columns.seconds = table.has("time");
  city_.columns.siren_seconds = table.has("siren_time");
  std::size_t too_short = 0;
  std::set<std::tuple<std::string, std::string, double, double, double, double, bool>> seen;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    CityTables::Road road;
    road.from = junction(table, row, "from");
    road.to = junction(table, row, "to");
    road.length_m = amount(table, row, "length", length_unit, 0, kMaxMetres, "a length in m");
    road.speed_kmh = amount(table, row, "speed", speed_unit, 0.001, 300, "a speed in km/h");
    road.seconds = amount(table, row, "time", time_unit, 0, kMaxArcSeconds, "a time in s");
    road.siren_seconds =
        amount(table, row, "siren_time", time_unit, 0, kMaxArcSeconds, "a time in s");
    road.oneway = is_oneway(table, row, oneway);
    road.row = {number, table.line(row)};
    if (diagnostics_.has_errors()) continue;
    if (road.from == road.to) {
      city_.drop(road.row, DropReason::kRoadToItself);
      continue;
    }
    const bool turned = !road.oneway && road.to < road.from;
    if (!seen.emplace(turned ? road.to : road.from, turned ? road.from : road.to,
                      road.length_m.value_or(-1), road.speed_kmh.value_or(-1),
                      road.seconds.value_or(-1), road.siren_seconds.value_or(-1), road.oneway)
             .second) {
      city_.drop(road.row, DropReason::kSameRoad);
      continue;
    }
    CityTables::Road straight = road;
    straight.length_m.reset();
    if (city_.length_m(road) < 0.99 * city_.length_m(straight)) ++too_short;
    city_.roads.push_back(std::move(road));
  }
  if (too_short > 0)
    diagnostics_.warning(here.find("length")->place(),
                         fmt::format("{} of {} roads are shorter than the straight line between "
                                     "their ends",
                                     too_short, table.rows()),
                         "are metres_per_unit and length_metres_per_unit right?");
  if (table.rows() == 0) diagnostics_.error(table.header_place(), "there is no road in this file");
}

void TableReader::read_stations(const SourceTable& table) {
  const Located here = *section("stations");
  const bool at_junction = table.has("junction"), at_place = table.has("x") && table.has("y");
  if (at_junction == at_place || table.has("x") != table.has("y")) {
    diagnostics_.error(here.key_place(), "a station stands at a junction or at x and y",
                       "give the column 'junction', or both 'x' and 'y'");
    return;
  }
  std::optional<PlaceColumns> columns;
  if (at_place) columns.emplace(here, section("junctions"), diagnostics_);
  if (columns && !columns->can_place(here, city_.frame, diagnostics_)) return;
  const auto limit = here.find("snap_limit_m");
  if (limit && at_junction)
    diagnostics_.error(limit->key_place(), "stations at junctions are not moved",
                       "snap_limit_m goes with x and y");
  const std::uint32_t number = city_.add_table(table.whole());
  city_.columns.stations = true;
  city_.columns.station_names |= table.has("name");
  Seen seen;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    CityTables::Station station;
    station.id = new_id(table, row, "station", seen);
    if (at_junction) {
      station.junction = junction(table, row, "junction");
    } else if (const auto place = columns->read(table, row, diagnostics_)) {
      station.place = columns->on_plane(*place, city_.frame, table.place(row, "x"), diagnostics_);
    }
    station.snap_limit_m = limit ? limit->value().get<double>() : kUsualSnapLimitM;
    station.name = table.text(row, "name");
    station.said_at = table.place(row, "id");
    station.row = {number, table.line(row)};
    city_.stations.push_back(std::move(station));
  }
}

void TableReader::read_districts(const SourceTable& table) {
  Seen seen;
  bool complete = true;
  if (const auto keep = section("districts")->find("keep"))
    for (const Json& column : keep->value()) {
      city_.district_columns.push_back(column.get<std::string>());
      complete &= table.has_column(city_.district_columns.back(), diagnostics_);
    }
  const std::uint32_t number = city_.add_table(table.whole());
  city_.columns.districts = true;
  for (std::size_t row = 0; row < table.rows() && complete; ++row) {
    CityTables::District district;
    district.id = new_id(table, row, "district", seen);
    for (const std::string& column : city_.district_columns)
      district.kept.push_back(table.cell(row, column));
    district.row = {number, table.line(row)};
    city_.districts.push_back(std::move(district));
  }
}

}  // namespace vedette
