// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "base/hash.hpp"
#include "import_support.hpp"
#include "world/load.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

std::string dropped(const ImportReport& report) {
  std::string text;
  for (const ImportedTable& table : report.tables) {
    text += fmt::format("{} {}/{}:", table.role, table.taken, table.rows);
    for (const DroppedRows& rows : table.dropped)
      text += fmt::format(" {} in {}", drop_reason_name(rows.reason), fmt::join(rows.lines, " "));
    text += "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("an import writes the same files, byte for byte") {
  TinyImport tiny;
  REQUIRE(tiny.run() == "");
  CHECK(tiny.read("out/junctions.csv") ==
        "id,x_m,y_m,district,calls_per_day\n1,0,0,A,1.5\n2,300,400,A,0\n3,350,400,B,0\n");
  CHECK(tiny.read("out/roads.csv") ==
        "from,to,length_m,speed_kmh,oneway\n1,2,600,,0\n2,3,,40,0\n1,3,610,30,1\n");
  CHECK(tiny.read("out/stations.csv") == "id,junction\nP1,1\n");
  CHECK(tiny.read("out/districts.csv") == "id,people\nA,1000\nB,20\n");
  CHECK(tiny.read("out/scenario.yaml") ==
        "# yaml-language-server: $schema=scenario.schema.json\n"
        "# Made by `vedette import roads` with the mapping town.yaml: a new import overwrites it.\n"
        "# Source: a made-up town\n"
        "vedette: 1\n"
        "name:\n  en: Tiny\n  zh: \"小镇\"\n"
        "include: [models.yaml]\n"
        "start: \"2026-03-02T00:00:00+08:00\"\n"
        "duration_h: 24\n"
        "city:\n"
        "  junctions: junctions.csv\n"
        "  roads: roads.csv\n"
        "  stations: stations.csv\n"
        "  road_type: lanes\n"
        "  call_types: [call]\n"
        "units:\n  cars:\n    type: car\n    count: 1\n    at: stations\n");
  CHECK(tiny.read("out/models.yaml").find("\"*\": \"assumption: a test\"") != std::string::npos);
  CHECK(tiny.read("out/scenario.schema.json") == scenario_schema_text());
  CHECK(dropped(tiny.report) ==
        "junctions 3/4: cut_off_junction in 5\n"
        "roads 3/6: road_to_itself in 4 same_road in 5 cut_off_road in 7\n"
        "stations 1/2: cut_off_station in 3\n"
        "districts 2/3: empty_district in 4\n");
}

TEST_CASE("the report names files by content and no folder") {
  TinyImport tiny;
  REQUIRE(tiny.run() == "");
  const Json report = Json::parse(tiny.read("out/import-report.json"));
  CHECK(report == to_json(tiny.report));
  CHECK(report["mapping"] == "town.yaml");
  CHECK(report["mapping_sha256"] == sha256_hex(kTinyMapping));
  CHECK(report["tables"][0]["sha256"] == sha256_hex(kTinyJunctions));
  CHECK(report["tables"][1]["dropped"] == 3);
  CHECK(report["totals"].dump() ==
        R"({"junctions":3,"roads":3,"stations":1,"districts":2,"calls_per_day":1.5,)"
        R"("road_length_m":1260.0})");
  CHECK(report.dump().find(tiny.path("")) == std::string::npos);
}

TEST_CASE("the written scenario stands by itself and compiles") {
  TinyImport tiny;
  REQUIRE(tiny.run() == "");
  std::filesystem::rename(tiny.path("out"), tiny.path("elsewhere"));
  std::filesystem::remove_all(tiny.path("in"));
  Diagnostics diagnostics;
  const auto world = load_world(tiny.path("elsewhere"), {}, diagnostics);
  CHECK(text_of(diagnostics) == "");
  REQUIRE(world);
  CHECK(world->city.roads->node_count() == 3);
  CHECK(world->city.units.size() == 1);
}

TEST_CASE("an import may be repeated, and then leaves what it did not write") {
  TinyImport tiny;
  REQUIRE(tiny.run() == "");
  const std::string before = tiny.read("out/scenario.yaml");
  tiny.write("out/mine.txt", "mine");
  tiny.write("out/scenario.yaml", "changed");
  CHECK(tiny.run() == "");
  CHECK(tiny.read("out/scenario.yaml") == before);
  CHECK(tiny.read("out/mine.txt") == "mine");
  tiny.change_mapping("  stations: {file: posts.csv, id: post, junction: at}\n", "");
  tiny.change_mapping("  districts: {file: parts.csv, id: part, keep: [people]}\n", "");
  CHECK(tiny.run("in", "out/") == "");
  CHECK_FALSE(std::filesystem::exists(tiny.path("out/districts.csv")));
  CHECK_FALSE(std::filesystem::exists(tiny.path("out.partial-1")));
}

TEST_CASE("header, separator, origin and directed rows follow the mapping; cells are trimmed") {
  TinyImport tiny;
  tiny.write("in/nodes.csv",
             "\xef\xbb\xbf# a comment\nindex;x;y;\n 1 ; 500.0005;100\n\"a;b\";501;101\n");
  tiny.write("in/roads.csv", "a,b,km,kmh,way\n1,a;b,,,\na;b,1,,,\n");
  tiny.write("in/posts.csv", "post,at\n\"say \"\"hi\"\"\",1\n");
  std::string text(kTinyMapping);
  const std::size_t begin = text.find("  junctions:"), end = text.find("name:");
  text.replace(begin, end - begin,
               "  junctions: {file: nodes.csv, separator: \";\", header: [id, x, y], id: id, x: x,"
               " y: y, metres_per_unit: 1000, origin: [500, 100]}\n"
               "  roads: {file: roads.csv, from: a, to: b, both_ways: false}\n"
               "  stations: {file: posts.csv, id: post, junction: at}\n");
  tiny.write("town.yaml", text);
  REQUIRE(tiny.run() == "");
  CHECK(tiny.told_no_calls);
  CHECK(tiny.read("out/junctions.csv") == "id,x_m,y_m\n1,0.5,0\na;b,1000,1000\n");
  CHECK(tiny.read("out/roads.csv") == "from,to,oneway\n1,a;b,1\na;b,1,1\n");
  CHECK(tiny.read("out/stations.csv") == "id,junction\n\"say \"\"hi\"\"\",1\n");
}

TEST_CASE("one file can be imported where the mapping names none") {
  TinyImport tiny;
  tiny.write("all.csv", "nr,east,north,a,b\n1,0,0,1,2\n2,1,0,2,1\n");
  std::string text(kTinyMapping);
  const std::size_t begin = text.find("  junctions:"), end = text.find("name:");
  text.replace(begin, end - begin,
               "  junctions: {id: nr, x: east, y: north, metres_per_unit: 1}\n"
               "  roads: {from: a, to: b}\n"
               "  stations: {id: nr, junction: a}\n");
  tiny.write("town.yaml", text);
  CHECK(tiny.run("all.csv") == "");
  CHECK(dropped(tiny.report) == "junctions 2/2:\nroads 1/2: same_road in 3\nstations 2/2:\n");
  CHECK(tiny.run("in", "other").find("town.yaml:5:3: error: no 'file' is named") == 0);
}

// Where they differ: python3 sim/world/import/mapping_schema.py
TEST_CASE("the mapping's schema says the same as the scenario's where both speak") {
  const Json ours = Json::parse(road_mapping_schema_text());
  Json theirs = Json::parse(scenario_schema_text());
  // A sample is a file, which the written folder would lack.
  Json& duration = theirs["definitions"]["duration"];
  duration["oneOf"][1]["properties"].erase("sample");
  for (const auto& [key, value] : ours["properties"]["models"]["properties"].items())
    CHECK(value == theirs["properties"]["models"]["properties"][key]);
  for (const auto& [key, value] : ours["properties"]["city"]["properties"].items())
    CHECK(value == theirs["properties"]["city"]["properties"][key]);
  for (const char* key :
       {"name", "description", "start", "duration_h", "seed", "marks_min", "shifts", "units"})
    CHECK(ours["properties"][key] == theirs["properties"][key]);
  CHECK(ours["definitions"]["label"] == theirs["definitions"]["label"]);
  CHECK(ours["definitions"]["duration"]["oneOf"][1]["properties"] ==
        duration["oneOf"][1]["properties"]);
}
