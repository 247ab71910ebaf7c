// SPDX-License-Identifier: Apache-2.0
// Stations by place and points of demand, and the junctions nearest to them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "world/import/city_readers.hpp"
#include "world/import/nearest_point.hpp"

namespace vedette {

namespace {

double apart_m(PointMm a, PointMm b) {
  const double dx = static_cast<double>(a.x - b.x), dy = static_cast<double>(a.y - b.y);
  return std::sqrt(dx * dx + dy * dy) / 1000;
}

std::vector<PointMm> junction_places(const CityTables& city) {
  std::vector<PointMm> places;
  for (const CityTables::Junction& j : city.junctions) places.push_back(j.at);
  return places;
}

// What the positions of the roads are said to be in: who copies a station from the same map copies
// its system with it.
std::string system_of_roads(const Located& mapping) {
  auto roads = mapping.find("geojson");
  if (const auto tables = mapping.find("tables"); tables && !roads)
    roads = tables->find("junctions");
  const auto system = roads ? roads->find("coordinates") : std::nullopt;
  return system ? system->value().get<std::string>() : std::string("wgs84");
}

}  // namespace

void PointReader::read() {
  read_listed_stations();
  std::set<std::string> ids;
  for (const CityTables::Station& station : city_.stations)
    if (!ids.insert(station.id).second && !diagnostics_.has_errors())
      diagnostics_.error(mapping_.place(), fmt::format("station '{}' is there twice", station.id),
                         "once in a table or on the map, once listed");
  if (const auto tables = mapping_.find("tables"))
    if (const auto section = tables->find("demand")) read_demand(*section);
}

void PointReader::read_listed_stations() {
  const auto listed = mapping_.find("stations");
  if (!listed) return;
  ImportedTable table;
  table.role = "stations";
  table.file = "(mapping)";
  table.named_by = "numbers";
  table.rows = table.taken = listed->size();
  const std::uint32_t number = city_.add_table(std::move(table));
  city_.columns.stations = true;
  const std::string roads_in = system_of_roads(mapping_);
  for (std::size_t i = 0; i < listed->size(); ++i) {
    const Located given = listed->at(i), at = *given.find("at");
    LonLat place{at.value()[0].get<double>(), at.value()[1].get<double>()};
    const auto system = given.find("coordinates");
    if ((system ? system->value().get<std::string>() : roads_in) == "gcj02")
      place = wgs84_of_gcj02(place);
    CityTables::Station station;
    station.id = listed->key(i);
    if (const auto name = given.find("name")) station.name = name->value().get<std::string>();
    city_.columns.station_names |= !station.name.empty();
    const auto limit = given.find("snap_limit_m");
    station.snap_limit_m = limit ? limit->value().get<double>() : kUsualSnapLimitM;
    station.said_at = at.place();
    station.row = {number, static_cast<std::int64_t>(i + 1)};
    if (!city_.frame) {
      // Told for the first of them; a table of junctions that cannot be read has no frame either.
      if (!diagnostics_.has_errors())
        diagnostics_.error(at.place(),
                           "longitude and latitude cannot be placed on the junctions' plane",
                           "give city.geo_origin: [longitude, latitude] of its point [0, 0]");
    } else if (!city_.frame->holds(place))
      diagnostics_.error(at.place(), "too far from the city", "at is [longitude, latitude]");
    else
      station.place = city_.frame->to_plane(place);
    city_.stations.push_back(std::move(station));
  }
}

void PointReader::read_demand(const Located& section) {
  const auto table = SourceTable::open(in_, "demand", section,
                                       {"id", "x", "y", "population", "calls"}, diagnostics_);
  if (!table) return;
  const auto junctions = mapping_.find("tables")->find("junctions");
  const PlaceColumns columns(section, junctions, diagnostics_);
  const auto number = [&](const char* key, double otherwise) {
    const auto given = section.find(key);
    return given ? given->value().get<double>() : otherwise;
  };
  const double per_inhabitant = number("calls_per_1000_inhabitants_year", 0) / (1000 * 365.25);
  const double days = number("calls_over_days", 1);
  if (per_inhabitant > 0 && !table->has("population"))
    diagnostics_.error(section.find("calls_per_1000_inhabitants_year")->key_place(),
                       "there is no column 'population' for this rate");
  if (section.find("calls_over_days") && !table->has("calls"))
    diagnostics_.error(section.find("calls_over_days")->key_place(),
                       "there is no column 'calls' for it");
  if (!table->has("population") && !table->has("calls"))
    diagnostics_.error(section.key_place(), "neither population nor calls are named",
                       "give the column of at least one of them");
  over_junctions_ = section.find("spread") && section.find("spread")->value() == "over_junctions";
  as_districts_ = section.find("as_districts") && section.find("as_districts")->value() == true;
  if (as_districts_ && !(over_junctions_ && table->has("id")))
    diagnostics_.error(section.find("as_districts")->key_place(),
                       "districts need spread: over_junctions and a column 'id'");
  if (over_junctions_ && section.find("snap_limit_m"))
    diagnostics_.error(section.find("snap_limit_m")->key_place(),
                       "over_junctions gives every junction to a point, however far");
  snap_limit_m_ = number("snap_limit_m", kUsualSnapLimitM);
  const std::uint32_t index = city_.add_table(table->whole());
  const bool calls = table->has("calls");
  city_.columns.population |= table->has("population");
  city_.columns.calls |= calls || per_inhabitant > 0;
  city_.columns.district |= as_districts_;
  const auto value = [&](std::size_t row, const char* key) -> double {
    if (!table->has(key) || table->empty(row, key)) return 0;
    const double v = table->number(row, key, diagnostics_).value_or(0);
    if (v < 0 || v > 1e12)
      diagnostics_.error(table->place(row, key),
                         fmt::format("{} of {} is not in [0, 1e12]", key, v));
    return v;
  };
  if (!columns.can_place(section, city_.frame, diagnostics_)) return;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    Point point;
    point.id = table->text(row, "id");
    point.row = {index, table->line(row)};
    point.population = value(row, "population");
    point.calls_per_day = value(row, "calls") / days + point.population * per_inhabitant;
    if (const auto place = columns.read(*table, row, diagnostics_))
      point.at = columns.on_plane(*place, city_.frame, table->place(row, "x"), diagnostics_)
                     .value_or(PointMm{});
    points_.push_back(std::move(point));
  }
  if (points_.empty()) diagnostics_.error(table->header_place(), "there is no point in this file");
}

void PointReader::put_at_junctions() {
  if (city_.junctions.empty()) return;
  put_stations();
  if (!points_.empty()) put_demand();
}

void PointReader::put_stations() {
  const NearestPoint junctions(junction_places(city_));
  std::vector<std::string> far;
  Place first_far;
  std::erase_if(city_.stations, [&](CityTables::Station& station) {
    if (!station.place) return false;
    const CityTables::Junction& j = city_.junctions[junctions.nearest(*station.place)];
    const double metres = apart_m(j.at, *station.place);
    if (metres > station.snap_limit_m) {
      city_.drop(station.row, DropReason::kTooFar);
      if (far.empty()) first_far = station.said_at;
      far.push_back(fmt::format("{} ({:.0f} m, at most {} m)", station.id, metres,
                                number_text(station.snap_limit_m)));
      return true;
    }
    station.junction = j.id;
    city_.snapped.push_back({station.id, j.id, rounded_to_mm(metres)});
    return false;
  });
  if (!far.empty()) {
    const std::size_t shown = std::min<std::size_t>(far.size(), 5);
    diagnostics_.warning(
        first_far,
        fmt::format("{} too far from every junction and left out: {}{}",
                    far.size() == 1 ? "a station is" : fmt::format("{} stations are", far.size()),
                    fmt::join(far.begin(), far.begin() + static_cast<std::ptrdiff_t>(shown), ", "),
                    far.size() > shown ? " …" : ""),
        "are its coordinates those of the roads? snap_limit_m allows more");
  }
  if (city_.snapped.empty()) return;
  Json list = Json::array();
  for (const CityTables::Snapped& s : city_.snapped)
    list.push_back(
        {{"station", s.station}, {"junction", s.junction}, {"distance_m", s.distance_m}});
  city_.details["stations_snapped"] = std::move(list);
}

void PointReader::put_demand() {
  double population = 0, calls = 0, lost_population = 0, lost_calls = 0, farthest = 0;
  const auto give = [&](CityTables::Junction& j, const Point& point, double share) {
    j.population += point.population * share;
    j.calls_per_day += point.calls_per_day * share;
  };
  if (over_junctions_) {
    std::vector<PointMm> places;
    for (const Point& point : points_) places.push_back(point.at);
    const NearestPoint nearest(places);
    std::vector<std::size_t> point_of, count(points_.size(), 0);
    for (const CityTables::Junction& j : city_.junctions) {
      point_of.push_back(nearest.nearest(j.at));
      ++count[point_of.back()];
    }
    for (std::size_t i = 0; i < city_.junctions.size(); ++i) {
      const Point& point = points_[point_of[i]];
      give(city_.junctions[i], point, 1.0 / static_cast<double>(count[point_of[i]]));
      farthest = std::max(farthest, apart_m(city_.junctions[i].at, point.at));
      if (as_districts_) city_.junctions[i].district = point.id;
    }
    for (std::size_t p = 0; p < points_.size(); ++p) {
      const bool lost = count[p] == 0;
      if (lost) city_.drop(points_[p].row, DropReason::kTooFar);
      (lost ? lost_population : population) += points_[p].population;
      (lost ? lost_calls : calls) += points_[p].calls_per_day;
    }
  } else {
    const NearestPoint junctions(junction_places(city_));
    for (const Point& point : points_) {
      CityTables::Junction& j = city_.junctions[junctions.nearest(point.at)];
      const double metres = apart_m(j.at, point.at);
      const bool lost = metres > snap_limit_m_;
      (lost ? lost_population : population) += point.population;
      (lost ? lost_calls : calls) += point.calls_per_day;
      if (lost) {
        city_.drop(point.row, DropReason::kTooFar);
      } else {
        farthest = std::max(farthest, metres);
        give(j, point, 1);
      }
    }
  }
  const auto rounded = [](double v) { return std::round(v * 1e6) / 1e6; };
  city_.details["demand"] = {{"population", rounded(population)},
                             {"calls_per_day", rounded(calls)},
                             {"dropped_population", rounded(lost_population)},
                             {"dropped_calls_per_day", rounded(lost_calls)},
                             {"largest_distance_m", rounded_to_mm(farthest)}};
}

}  // namespace vedette
