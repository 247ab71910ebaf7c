// SPDX-License-Identifier: Apache-2.0
#include "world/import/city_files.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "world/import/csv_text.hpp"

namespace vedette {

std::string metres_text(std::int64_t mm) {
  const std::int64_t whole = std::abs(mm) / 1000, part = std::abs(mm) % 1000;
  std::string text = fmt::format("{}{}", mm < 0 ? "-" : "", whole);
  if (part == 0) return text;
  text += fmt::format(".{:03}", part);
  return text.substr(0, text.find_last_not_of('0') + 1);
}

std::string junctions_csv(const CityTables& city) {
  const CityTables::Columns& has = city.columns;
  std::vector<std::string> header{"id", "x_m", "y_m"};
  if (has.district) header.push_back("district");
  if (has.calls) header.push_back("calls_per_day");
  if (has.population) header.push_back("population");
  CsvText out(header);
  for (const CityTables::Junction& j : city.junctions) {
    std::vector<std::string> row{j.id, metres_text(j.at.x), metres_text(j.at.y)};
    if (has.district) row.push_back(j.district);
    if (has.calls) row.push_back(number_text(j.calls_per_day));
    if (has.population) row.push_back(number_text(j.population));
    out.row(row);
  }
  return out.text();
}

std::string roads_csv(const CityTables& city) {
  const CityTables::Columns& has = city.columns;
  const bool oneway = std::any_of(city.roads.begin(), city.roads.end(),
                                  [](const CityTables::Road& road) { return road.oneway; });
  std::vector<std::string> header{"from", "to"};
  if (has.length) header.push_back("length_m");
  if (has.speed) header.push_back("speed_kmh");
  if (has.seconds) header.push_back("seconds");
  if (has.siren_seconds) header.push_back("siren_seconds");
  if (oneway) header.push_back("oneway");
  CsvText out(header);
  const auto cell = [](const std::optional<double>& v) {
    return v ? number_text(*v) : std::string();
  };
  for (const CityTables::Road& road : city.roads) {
    std::vector<std::string> row{road.from, road.to};
    if (has.length) row.push_back(cell(road.length_m));
    if (has.speed) row.push_back(cell(road.speed_kmh));
    if (has.seconds) row.push_back(cell(road.seconds));
    if (has.siren_seconds) row.push_back(cell(road.siren_seconds));
    if (oneway) row.push_back(road.oneway ? "1" : "0");
    out.row(row);
  }
  return out.text();
}

std::string stations_csv(const CityTables& city) {
  const bool names = city.columns.station_names;
  CsvText out(names ? std::vector<std::string>{"id", "name", "junction"}
                    : std::vector<std::string>{"id", "junction"});
  for (const CityTables::Station& s : city.stations)
    out.row(names ? std::vector<std::string>{s.id, s.name, s.junction}
                  : std::vector<std::string>{s.id, s.junction});
  return out.text();
}

std::string districts_csv(const CityTables& city) {
  std::vector<std::string> header{"id"};
  header.insert(header.end(), city.district_columns.begin(), city.district_columns.end());
  CsvText out(header);
  for (const CityTables::District& d : city.districts) {
    std::vector<std::string> row{d.id};
    row.insert(row.end(), d.kept.begin(), d.kept.end());
    out.row(row);
  }
  return out.text();
}

}  // namespace vedette
