// SPDX-License-Identifier: Apache-2.0
// Plans in GeoJSON: the same as the part of a scenario that they stand for, and what is wrong with
// one is told at its place.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "document_support.hpp"
#include "world/document/features.hpp"
#include "world/document/json_reader.hpp"
#include "world/import/import_layout.hpp"

namespace vedette {
namespace {

struct Read {
  Tree site;
  std::vector<std::string> told;
};

Read read(const std::string& text) {
  Diagnostics diagnostics;
  ReadBudget budget;
  const Tree tree = read_json(text, 0, "plan.geojson", budget, diagnostics);
  REQUIRE(is_feature_collection(tree));
  Read out{site_of_features(tree, {"plan.geojson"}, diagnostics), {}};
  for (const Diagnostic& d : diagnostics.sorted()) out.told.push_back(to_text(d));
  return out;
}

std::string plan(const std::string& features,
                 const std::string& own = R"({"coordinates": "metres"})") {
  return R"({"type": "FeatureCollection", "vedette": )" + own + ",\n\"features\": [\n" + features +
         "]}";
}
std::string feature(const std::string& properties, const std::string& type,
                    const std::string& coordinates) {
  return R"({"type": "Feature", "properties": )" + properties + R"(, "geometry": {"type": ")" +
         type + R"(", "coordinates": )" + coordinates + "}}";
}

TEST_CASE("features become the entries of a site") {
  const Read r = read(
      plan(feature(R"({"collection": "walls", "name": "w", "height_m": 3, "kind": null})",
                   "LineString", "[[0, 0], [5, 0, 1]]") +
           ",\n" +
           feature(R"({"collection": "rooms", "name": "r"})", "Polygon",
                   "[[[0, 0], [5, 0], [5, 5], [0, 0]]]") +
           ",\n" + feature(R"({"collection": "points", "name": "p"})", "Point", "[1, 2]") + ",\n" +
           feature(R"({"collection": "zones", "name": "z", "sensors": ["beam"], "point": "p"})",
                   "LineString", "[[0, 9], [5, 9]]")));
  CHECK(r.told.empty());
  CHECK(r.site.value == Json::parse(R"({"site": {
          "walls": {"w": {"points": [[0.0, 0.0], [5.0, 0.0]], "height_m": 3}},
          "rooms": {"r": {"corners": [[0.0, 0.0], [5.0, 0.0], [5.0, 5.0]]}},
          "walk": {"points": {"p": [1.0, 2.0]}},
          "zones": {"z": {"from": [0.0, 9.0], "to": [5.0, 9.0], "sensors": ["beam"],
                          "point": "p"}}}})"));
}

TEST_CASE("longitude and latitude are laid about the anchor") {
  const std::string far =
      feature(R"({"collection": "posts", "name": "p"})", "Point", "[106.8, 39.709]");
  const Read north = read(plan(far, R"({"geo_anchor": [106.8, 39.7]})"));
  REQUIRE(north.told.empty());
  const Json at = north.site.value["site"]["posts"]["p"]["at"];
  CHECK(at[0].get<double>() == 0);
  CHECK(at[1].get<double>() == Approx(999.3).margin(0.5));  // 0.009 degrees of the meridian at 39.7
}

TEST_CASE("what is wrong with a plan is told at its place, all at once") {
  const Read r = read(
      plan(feature(R"({"collection": "wals", "name": "w"})", "LineString", "[[0, 0], [5, 0]]") +
           ",\n" + feature(R"({"collection": "walls", "name": "w"})", "Point", "[0, 0]") + ",\n" +
           feature(R"({"collection": "doors"})", "Point", "[0, 0]") + ",\n" +
           feature(R"({"collection": "doors", "name": "d"})", "Point", "[0, \"a\"]") + ",\n" +
           feature(R"({"collection": "doors", "name": "e", "at": 5})", "Point", "[0, 1]") + ",\n" +
           feature(R"({"collection": "zones", "name": "z"})", "LineString",
                   "[[0, 0], [1, 0], [2, 0]]")));
  REQUIRE(r.told.size() == 6);
  CHECK(r.told[0].find("plan.geojson:3:") == 0);
  CHECK(r.told[0].find("no collection text 'wals'") != std::string::npos);
  CHECK(r.told[1].find("walls are drawn as LineString, found text 'Point'") != std::string::npos);
  CHECK(r.told[2].find("needs the property 'name'") != std::string::npos);
  CHECK(r.told[3].find("a position is [x, y]") != std::string::npos);
  CHECK(r.told[4].find("'at' of 'e' is what is drawn") != std::string::npos);
  CHECK(r.told[5].find("two positions") != std::string::npos);
  const Read unknown = read(plan("", "{}"));
  REQUIRE(unknown.told.size() == 1);
  CHECK(unknown.told[0].find("does not say what its coordinates are") != std::string::npos);
}

// A drawing in the plain form of DXF: group code and value, a line each.
std::string dxf(const std::vector<std::pair<int, std::string>>& groups) {
  std::string text;
  for (const auto& [code, value] : groups) text += std::to_string(code) + "\n" + value + "\n";
  return text;
}

TEST_CASE("a DXF drawing in millimetres becomes a plan that scenarios include") {
  const std::filesystem::path folder = std::filesystem::path(VEDETTE_BINARY_DIR) / "layout-import";
  std::filesystem::create_directories(folder);
  const auto write = [&](const char* name, const std::string& text) {
    std::ofstream(folder / name, std::ios::binary) << text;
    return (folder / name).string();
  };
  const std::string drawing =
      write("plan.dxf",
            dxf({{0, "SECTION"}, {2, "ENTITIES"}, {0, "LINE"},  {8, "WALL"},       {10, "1000"},
                 {20, "2000"},   {11, "6000"},    {21, "2000"}, {0, "LWPOLYLINE"}, {8, "ROOM"},
                 {90, "4"},      {70, "1"},       {10, "1000"}, {20, "2000"},      {10, "6000"},
                 {20, "2000"},   {10, "6000"},    {20, "7000"}, {10, "1000"},      {20, "7000"},
                 {0, "POINT"},   {8, "DOOR"},     {10, "3000"}, {20, "2000"},      {0, "POINT"},
                 {8, "NOTES"},   {10, "0"},       {20, "0"},    {0, "ENDSEC"},     {0, "EOF"}}));
  const std::string mapping = write("mapping.yaml", R"(source: "drawn for a test"
scale: 0.001
origin: [1000, 2000]
layers:
  - {where: {Layer: WALL}, as: walls, set: {kind: glass}}
  - {where: {Layer: ROOM}, as: rooms}
  - {where: {Layer: DOOR}, as: doors, fields: {delay_s: Missing}}
)");
  Diagnostics diagnostics;
  const auto import = import_layout(drawing, mapping, diagnostics);
  for (const Diagnostic& d : diagnostics.sorted()) UNSCOPED_INFO(to_text(d));
  REQUIRE(import);
  CHECK(import->features == 4);
  CHECK(import->taken == 3);
  CHECK(import->dropped.at("no_rule") == 1);
  const Read r = read(import->geojson);
  CHECK(r.told.empty());
  CHECK(r.site.value == Json::parse(R"({"site": {
          "walls": {"walls-1": {"points": [[0.0, 0.0], [5.0, 0.0]], "kind": "glass"}},
          "rooms": {"rooms-1": {"corners": [[0.0, 0.0], [5.0, 0.0], [5.0, 5.0], [0.0, 5.0]]}},
          "doors": {"doors-1": {"at": [2.0, 0.0]}}}})"));
  Diagnostics none;
  CHECK(!import_layout(mapping, mapping, none));  // no drawing
  CHECK(none.has_errors());
}

}  // namespace
}  // namespace vedette
