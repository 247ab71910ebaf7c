// SPDX-License-Identifier: Apache-2.0
#include "world/import/city_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "space/strong_parts.hpp"
#include "world/import/csv_text.hpp"

namespace vedette {

std::string metres_text(std::int64_t mm) {
  const std::int64_t whole = std::abs(mm) / 1000, part = std::abs(mm) % 1000;
  std::string text = fmt::format("{}{}", mm < 0 ? "-" : "", whole);
  if (part == 0) return text;
  text += fmt::format(".{:03}", part);
  return text.substr(0, text.find_last_not_of('0') + 1);
}

double CityTables::length_m(const Road& road) const {
  if (road.length_m) return *road.length_m;
  const PointMm a = places_[by_id_.find(road.from)->second],
                b = places_[by_id_.find(road.to)->second];
  const double dx = static_cast<double>(a.x - b.x), dy = static_cast<double>(a.y - b.y);
  return std::sqrt(dx * dx + dy * dy) / 1000;
}

class CityReader {
 public:
  CityReader(const std::string& in, const Located& tables, Diagnostics& diagnostics)
      : in_(in), tables_(tables), diagnostics_(diagnostics) {}

  CityTables read() {
    const auto open = [&](const char* role, const std::vector<std::string_view>& columns) {
      const auto section = tables_.find(role);
      return section ? SourceTable::open(in_, role, *section, columns, diagnostics_) : std::nullopt;
    };
    city_.junction_table = open("junctions", {"id", "x", "y", "district", "calls_per_day"});
    city_.road_table = open("roads", {"from", "to", "length", "speed", "oneway"});
    city_.station_table = open("stations", {"id", "junction", "name"});
    city_.district_table = open("districts", {"id"});
    refuse_degrees();
    if (city_.junction_table) {
      read_junctions(*city_.junction_table);
      if (city_.road_table) read_roads(*city_.road_table);
      if (city_.station_table) read_stations(*city_.station_table);
    }
    if (city_.district_table) read_districts(*city_.district_table);
    if (!diagnostics_.has_errors()) leave_out_cut_off();
    if (!diagnostics_.has_errors()) leave_out_empty_districts();
    return std::move(city_);
  }

 private:
  double factor(const char* table, const char* key) const {
    const auto given = tables_.find(table)->find(key);
    return given ? given->value().get<double>() : 1;
  }

  void refuse_degrees() {
    for (const char* key : {"x", "y"}) {
      const Located column = *tables_.find("junctions")->find(key);
      std::string name = column.value().get<std::string>();
      std::transform(name.begin(), name.end(), name.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
      for (const char* degrees : {"lon", "lng", "long", "longitude", "lat", "latitude"})
        if (name == degrees)
          diagnostics_.error(column.place(),
                             "longitude and latitude are not imported: a plane is needed",
                             "project them first, to metres or another length");
    }
  }

  // The cell, which must not be empty, as an id that no earlier row has.
  std::string new_id(const SourceTable& table, std::size_t row, const char* what,
                     std::map<std::string, int, std::less<>>& seen) {
    std::string id = table.text(row, "id");
    const Place place = table.place(row, "id");
    if (id.empty())
      diagnostics_.error(place, fmt::format("a {} needs an id", what));
    else if (const auto [it, fresh] = seen.emplace(id, place.line); !fresh)
      diagnostics_.error(place, fmt::format("{} '{}' is there twice", what, id),
                         fmt::format("first in line {}", it->second));
    return id;
  }

  void read_junctions(const SourceTable& table) {
    const double unit = factor("junctions", "metres_per_unit");
    const auto origin = tables_.find("junctions")->find("origin");
    std::map<std::string, int, std::less<>> seen;
    const auto metres = [&](std::size_t row, const char* key, int axis) -> double {
      const auto value = table.number(row, key, diagnostics_);
      if (!value) return 0;
      const double m = (*value - (origin ? origin->value()[axis].get<double>() : 0)) * unit;
      if (m >= -kMaxMetres && m <= kMaxMetres) return m;
      diagnostics_.error(table.place(row, key),
                         fmt::format("{} m from the origin: at most {} m", m, kMaxMetres),
                         "is metres_per_unit right? give an origin in the mapping");
      return 0;
    };
    for (std::size_t row = 0; row < table.rows(); ++row) {
      CityTables::Junction junction;
      junction.id = new_id(table, row, "junction", seen);
      junction.at = millimetres(metres(row, "x", 0), metres(row, "y", 1));
      junction.district = table.text(row, "district");
      junction.row = row;
      if (!table.empty(row, "calls_per_day")) {
        junction.calls_per_day = table.number(row, "calls_per_day", diagnostics_).value_or(0);
        if (junction.calls_per_day < 0)
          diagnostics_.error(table.place(row, "calls_per_day"),
                             "there cannot be less than no call");
      }
      if (!junction.id.empty()) city_.by_id_.emplace(junction.id, city_.places_.size());
      city_.places_.push_back(junction.at);
      city_.junctions.push_back(std::move(junction));
    }
    if (table.rows() == 0)
      diagnostics_.error(table.header_place(), "there is no junction in this file");
  }

  // The cell as the id of a junction.
  std::string junction(const SourceTable& table, std::size_t row, const char* key) {
    std::string id = table.text(row, key);
    if (city_.by_id_.count(id)) return id;
    std::string near;
    // Looking for what was meant is slow, and after some rows no more help.
    if (++unknown_ <= 20) {
      std::vector<std::string> names;
      for (const auto& [name, index] : city_.by_id_) names.push_back(name);
      near = nearest(id, names);
    }
    diagnostics_.error(table.place(row, key), fmt::format("there is no junction '{}'", id),
                       near.empty() ? "" : fmt::format("did you mean '{}'?", near));
    return id;
  }

  std::optional<double> amount(const SourceTable& table, std::size_t row, const char* key,
                               double unit, double low, double high, const char* what) {
    if (table.empty(row, key)) return std::nullopt;
    auto value = table.number(row, key, diagnostics_);
    if (!value) return std::nullopt;
    *value *= unit;
    if (*value >= low && *value <= high) return value;
    diagnostics_.error(table.place(row, key),
                       fmt::format("{} of {} is not in [{}, {}]", what, *value, low, high));
    return std::nullopt;
  }

  bool is_oneway(const SourceTable& table, std::size_t row, bool otherwise) {
    if (!table.has("oneway")) return otherwise;
    std::string word = table.text(row, "oneway");
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    for (const char* yes : {"1", "true", "yes"})
      if (word == yes) return true;
    for (const char* no : {"", "0", "false", "no"})
      if (word == no) return false;
    diagnostics_.error(table.place(row, "oneway"),
                       fmt::format("'{}' does not say whether the road is one-way", word),
                       "1, true or yes; 0, false, no or empty");
    return false;
  }

  void read_roads(SourceTable& table) {
    const Located section = *tables_.find("roads");
    const double length_unit = factor("roads", "length_metres_per_unit"),
                 speed_unit = factor("roads", "speed_kmh_per_unit");
    const auto both_ways = section.find("both_ways");
    if (both_ways && table.has("oneway"))
      diagnostics_.error(both_ways->key_place(), "both_ways and a column oneway say the same twice",
                         "give one of them");
    for (const auto& [unit, of] :
         {std::pair("length_metres_per_unit", "length"), std::pair("speed_kmh_per_unit", "speed")})
      if (section.find(unit) && !section.find(of))
        diagnostics_.error(section.find(unit)->key_place(),
                           fmt::format("there is no column '{}' for {}", of, unit));
    const bool oneway = both_ways && !both_ways->value().get<bool>();
    std::size_t too_short = 0;
    std::set<std::tuple<std::string, std::string, double, double, bool>> seen;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      CityTables::Road road;
      road.from = junction(table, row, "from");
      road.to = junction(table, row, "to");
      road.length_m = amount(table, row, "length", length_unit, 0, kMaxMetres, "a length in m");
      road.speed_kmh = amount(table, row, "speed", speed_unit, 0.001, 300, "a speed in km/h");
      road.oneway = is_oneway(table, row, oneway);
      road.row = row;
      if (diagnostics_.has_errors()) continue;
      if (road.from == road.to) {
        table.drop(row, DropReason::kRoadToItself);
        continue;
      }
      const bool turned = !road.oneway && road.to < road.from;
      if (!seen.emplace(turned ? road.to : road.from, turned ? road.from : road.to,
                        road.length_m.value_or(-1), road.speed_kmh.value_or(-1), road.oneway)
               .second) {
        table.drop(row, DropReason::kSameRoad);
        continue;
      }
      CityTables::Road straight = road;
      straight.length_m.reset();
      if (city_.length_m(road) < 0.99 * city_.length_m(straight)) ++too_short;
      city_.roads.push_back(std::move(road));
    }
    if (too_short > 0)
      diagnostics_.warning(section.find("length")->place(),
                           fmt::format("{} of {} roads are shorter than the straight line between "
                                       "their ends",
                                       too_short, table.rows()),
                           "are metres_per_unit and length_metres_per_unit right?");
    if (table.rows() == 0)
      diagnostics_.error(table.header_place(), "there is no road in this file");
  }

  void read_stations(const SourceTable& table) {
    std::map<std::string, int, std::less<>> seen;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      CityTables::Station station;
      station.id = new_id(table, row, "station", seen);
      station.junction = junction(table, row, "junction");
      station.name = table.text(row, "name");
      station.row = row;
      city_.stations.push_back(std::move(station));
    }
  }

  void read_districts(const SourceTable& table) {
    std::map<std::string, int, std::less<>> seen;
    bool complete = true;
    if (const auto keep = tables_.find("districts")->find("keep"))
      for (const Json& column : keep->value()) {
        city_.district_columns.push_back(column.get<std::string>());
        complete &= table.has_column(city_.district_columns.back(), diagnostics_);
      }
    for (std::size_t row = 0; row < table.rows() && complete; ++row) {
      CityTables::District district;
      district.id = new_id(table, row, "district", seen);
      for (const std::string& column : city_.district_columns)
        district.kept.push_back(table.cell(row, column));
      district.row = row;
      city_.districts.push_back(std::move(district));
    }
  }

  void leave_out_cut_off() {
    RoadGraphBuilder builder;
    for (const CityTables::Junction& j : city_.junctions)
      builder.add_node(0, 0, j.id, city_.junction_table->place(j.row, "id"));
    for (const CityTables::Road& road : city_.roads) {
      const NodeId a(city_.by_id_.find(road.from)->second), b(city_.by_id_.find(road.to)->second);
      builder.add_arc(a, b, 1, 1);
      if (!road.oneway) builder.add_arc(b, a, 1, 1);
    }
    const RoadGraph whole = builder.build();
    std::set<std::string, std::less<>> gone;
    for (const NodeId node : largest_strong_part(whole).dropped) gone.insert(whole.node(node).name);
    std::erase_if(city_.junctions, [&](const CityTables::Junction& j) {
      if (!gone.count(j.id)) return false;
      city_.junction_table->drop(j.row, DropReason::kCutOffJunction);
      return true;
    });
    std::erase_if(city_.roads, [&](const CityTables::Road& road) {
      if (!gone.count(road.from) && !gone.count(road.to)) return false;
      city_.road_table->drop(road.row, DropReason::kCutOffRoad);
      return true;
    });
    std::erase_if(city_.stations, [&](const CityTables::Station& s) {
      if (!gone.count(s.junction)) return false;
      city_.station_table->drop(s.row, DropReason::kCutOffStation);
      return true;
    });
  }

  void leave_out_empty_districts() {
    if (!city_.district_table) return;
    std::set<std::string> used, known;
    for (const CityTables::Junction& j : city_.junctions) used.insert(j.district);
    for (const CityTables::District& d : city_.districts) known.insert(d.id);
    for (const std::string& d : used)
      if (!d.empty() && !known.count(d))
        diagnostics_.warning(city_.district_table->header_place(),
                             fmt::format("junctions lie in a district '{}' that is not in this "
                                         "file",
                                         d));
    std::erase_if(city_.districts, [&](const CityTables::District& d) {
      if (used.count(d.id)) return false;
      city_.district_table->drop(d.row, DropReason::kEmptyDistrict);
      return true;
    });
  }

  const std::string& in_;
  const Located& tables_;
  Diagnostics& diagnostics_;
  CityTables city_;
  std::size_t unknown_ = 0;
};

CityTables read_city_tables(const std::string& in, const Located& tables,
                            Diagnostics& diagnostics) {
  return CityReader(in, tables, diagnostics).read();
}

}  // namespace vedette
