// SPDX-License-Identifier: Apache-2.0
#include "world/import/import_roads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "base/embedded.hpp"
#include "base/hash.hpp"
#include "world/document/schema_manual.hpp"
#include "world/document/text_file.hpp"
#include "world/import/city_files.hpp"
#include "world/load.hpp"
#include "world/references.hpp"

VEDETTE_EMBEDDED(road_mapping_schema);

namespace vedette {

namespace fs = std::filesystem;

std::string_view road_mapping_schema_text() {
  return embedded::road_mapping_schema();
}

const Schema& road_mapping_schema() {
  static const Schema schema(road_mapping_schema_text());
  return schema;
}

namespace {

bool has_input(const std::string& in, Diagnostics& diagnostics) {
  std::error_code ignored;
  if (!fs::exists(in, ignored)) {
    diagnostics.error({in, 0, 0}, fmt::format("no such file or folder: '{}'", in));
    return false;
  }
  if (!fs::is_directory(in, ignored)) return true;
  std::error_code error;
  for (fs::recursive_directory_iterator it(in, error), end; !error && it != end;
       it.increment(error))
    if (it->is_regular_file(ignored)) return true;
  diagnostics.error({in, 0, 0}, error ? fmt::format("cannot read this folder: {}", error.message())
                                      : std::string("there is no file in this folder"));
  return false;
}

// The keys of the mapping that are a scenario's, in the order in which people write one, with the
// files that the import adds.
std::string scenario_yaml(const Json& mapping, const ImportReport& report, const CityTables& city) {
  Json scenario{{"vedette", 1}};
  const auto copy = [&](const char* key) {
    if (mapping.contains(key)) scenario[key] = mapping[key];
  };
  copy("name");
  copy("description");
  scenario["include"] = Json::array({"models.yaml"});
  for (const char* key : {"start", "duration_h", "seed", "marks_min", "shifts"}) copy(key);
  scenario["city"] = {{"junctions", "junctions.csv"}, {"roads", "roads.csv"}};
  if (city.columns.stations) scenario["city"]["stations"] = "stations.csv";
  if (city.frame)
    scenario["city"]["geo_origin"] = {city.frame->origin().lon, city.frame->origin().lat};
  for (const auto& [key, value] : mapping["city"].items()) scenario["city"][key] = value;
  copy("units");
  std::string source = report.source;
  std::replace_if(
      source.begin(), source.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return fmt::format(
      "# yaml-language-server: $schema=scenario.schema.json\n"
      "# Made by `vedette import roads` with the mapping {}: a new import overwrites it.\n"
      "# Source: {}\n{}",
      report.mapping, source, yaml_text(scenario));
}

Json totals(const CityTables& city) {
  double calls = 0, metres = 0, people = 0;
  std::set<std::string> districts;
  for (const CityTables::Junction& j : city.junctions) {
    calls += j.calls_per_day;
    people += j.population;
    if (!j.district.empty()) districts.insert(j.district);
  }
  for (const CityTables::Road& road : city.roads) metres += city.length_m(road);
  Json out{{"junctions", city.junctions.size()},
           {"roads", city.roads.size()},
           {"stations", city.stations.size()},
           {"districts", districts.size()},
           {"calls_per_day", static_cast<double>(std::llround(calls * 1e6)) / 1e6},
           {"road_length_m", rounded_to_mm(metres)}};
  if (city.columns.population) out["population"] = std::round(people * 1e6) / 1e6;
  return out;
}

}  // namespace

std::optional<RoadImport> import_roads(const std::string& in, const std::string& mapping,
                                       Diagnostics& diagnostics) {
  RoadImport out;
  out.mapping = load_document(mapping, road_mapping_schema(), {}, diagnostics);
  if (!out.mapping.root.is_null())
    check_references(out.mapping.located(), road_mapping_schema(), diagnostics);
  // A faulty mapping says nothing reliable about the tables.
  if (diagnostics.has_errors() || !has_input(in, diagnostics)) return std::nullopt;
  const CityTables city = read_city_tables(in, out.mapping, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;

  const Json& root = out.mapping.root;
  out.report.mapping = fs::path(mapping).filename().string();
  out.report.mapping_sha256 = sha256_hex(read_text_file(mapping, {mapping, 0, 0}));
  out.report.source = root["source"].get<std::string>();
  out.report.tables = city.tables;
  out.report.details = city.details;
  out.report.totals = totals(city);

  const auto add = [&](const char* name, std::string bytes) {
    out.files.emplace_back(name, std::move(bytes));
  };
  add("junctions.csv", junctions_csv(city));
  add("roads.csv", roads_csv(city));
  if (city.columns.stations) add("stations.csv", stations_csv(city));
  if (city.columns.districts) add("districts.csv", districts_csv(city));
  add("models.yaml", "# yaml-language-server: $schema=scenario.schema.json\n" +
                         yaml_text(Json{{"models", root["models"]}}));
  add("scenario.yaml", scenario_yaml(root, out.report, city));
  add("scenario.schema.json", std::string(scenario_schema_text()));
  add(kImportReportFile, to_json(out.report).dump(2) + "\n");
  return out;
}

}  // namespace vedette
