// SPDX-License-Identifier: Apache-2.0
// Cities from maps: OpenStreetMap and GeoJSON.
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <set>

#include "import_support.hpp"
#include "support/seed.hpp"
#include "world/import/geojson_file.hpp"
#include "world/import/osm_file.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

using Way = RoadLines::Way;

// A square 1-2-3-4 with a bend (5) in 1-2, a dead end 3-6, a motorway 4-7-8 back to 1 that is
// one-way by default, a footpath, a closed yard, and a way that leads out of the extract.
constexpr std::string_view kOsm =
    "<osm version='0.6'>\n"
    "<node id='1' lat='50.000' lon='8.000'/><node id='2' lat='50.000' lon='8.010'/>\n"
    "<node id='3' lat='50.010' lon='8.010'/><node id='4' lat='50.010' lon='8.000'/>\n"
    "<node id='5' lat='49.999' lon='8.005'/><node id='6' lat='50.012' lon='8.012'/>\n"
    "<node id='7' lat='50.010' lon='7.990'/><node id='8' lat='50.000' lon='7.990'/>\n"
    "<node id='9' lat='50.0001' lon='8.0001'><tag k='amenity' v='police'/>"
    "<tag k='name' v='Old guard'/></node>\n"
    "<node id='20' lat='50.0099' lon='8.0099'/><node id='21' lat='50.0101' lon='8.0101'/>\n"
    "<node id='30' lat='50.2' lon='8.2'><tag k='amenity' v='police'/></node>\n"
    "<way id='100'><nd ref='1'/><nd ref='5'/><nd ref='2'/><tag k='highway' v='residential'/>"
    "<tag k='maxspeed' v='20 mph'/></way>\n"
    "<way id='101'><nd ref='2'/><nd ref='3'/><nd ref='4'/><tag k='highway' v='primary'/>"
    "<tag k='maxspeed' v='DE:urban'/><tag k='oneway' v='alternating'/></way>\n"
    "<way id='102'><nd ref='1'/><nd ref='4'/><tag k='highway' v='service'/>"
    "<tag k='oneway' v='-1'/></way>\n"
    "<way id='103'><nd ref='3'/><nd ref='6'/><tag k='highway' v='residential'/></way>\n"
    "<way id='104'><nd ref='4'/><nd ref='7'/><nd ref='8'/><nd ref='1'/>"
    "<tag k='highway' v='motorway'/></way>\n"
    "<way id='105'><nd ref='1'/><nd ref='3'/><tag k='highway' v='footway'/></way>\n"
    "<way id='106'><nd ref='2'/><nd ref='4'/><tag k='highway' v='service'/>"
    "<tag k='access' v='private'/></way>\n"
    "<way id='107'><nd ref='2'/><nd ref='3'/><nd ref='77'/><nd ref='78'/>"
    "<tag k='highway' v='residential'/></way>\n"
    "<way id='108'><nd ref='77'/><nd ref='78'/><tag k='highway' v='residential'/></way>\n"
    "<way id='110'><nd ref='20'/><nd ref='21'/><nd ref='20'/><tag k='amenity' v='police'/></way>\n"
    "<relation id='200'><tag k='amenity' v='police'/></relation>\n"
    "</osm>\n";

// The mapping of the tiny town with `source` in place of its tables.
std::string mapping_with(const std::string& source) {
  std::string text(kTinyMapping);
  const std::size_t begin = text.find("tables:"), end = text.find("name:");
  return text.replace(begin, end - begin, source);
}

std::string map_import(TinyImport& tiny, const std::string& file, std::string_view bytes,
                       const std::string& source) {
  tiny.write(file, bytes);
  tiny.write("town.yaml", mapping_with(source));
  return tiny.run(file);
}

const std::string kOsmSection =
    "osm:\n"
    "  speeds_kmh: {primary: 50, motorway: 100}\n"
    "  sources: {\"*\": \"assumption: a test\"}\n"
    "  stations: [police]\n"
    "  leave_out_access: [private]\n";

}  // namespace

TEST_CASE("maxspeed and oneway as the wiki of OpenStreetMap has them") {
  CHECK(maxspeed_kmh("50") == 50.0);
  CHECK(maxspeed_kmh("50 km/h") == 50.0);
  CHECK(maxspeed_kmh("30 mph") == 48.28032);
  CHECK(maxspeed_kmh("55 mph") == 88.51392);
  CHECK(maxspeed_kmh("10 knots") == Approx(18.52));
  CHECK(maxspeed_kmh("walk") == 5.0);
  for (const char* other : {"", "none", "signals", "BR:urban", "50;30", "-5", "0", "1e9", "nan"})
    CHECK_FALSE(maxspeed_kmh(other));
  CHECK(oneway_of("", "residential", "") == Way::kBoth);
  CHECK(oneway_of("", "motorway", "") == Way::kForward);
  CHECK(oneway_of("", "motorway_link", "") == Way::kForward);
  CHECK(oneway_of("", "residential", "roundabout") == Way::kForward);
  CHECK(oneway_of("no", "motorway", "roundabout") == Way::kBoth);
  CHECK(oneway_of("-1", "primary", "") == Way::kBackward);
  CHECK(oneway_of("reverse", "primary", "") == Way::kBackward);
  for (const char* yes : {"yes", "true", "1"})
    CHECK(oneway_of(yes, "primary", "") == Way::kForward);
  CHECK_FALSE(oneway_of("reversible", "primary", ""));
}

TEST_CASE("an OpenStreetMap file becomes a city") {
  TinyImport tiny;
  REQUIRE(map_import(tiny, "town.osm", kOsm, kOsmSection) ==
          "town.osm: warning: a station is too far from every junction and left out: node-30 "
          "(24863 m, at most 200 m)\n"
          "  hint: are its coordinates those of the roads? snap_limit_m allows more\n");
  // 5, 7 and 8 are bends; 6 is a dead end, but one that can be left again.
  CHECK(tiny.read("out/junctions.csv").substr(0, 11) == "id,x_m,y_m\n");
  CHECK(tiny.report.totals["junctions"] == 5);
  const std::string roads = tiny.read("out/roads.csv");
  CHECK(roads.find("from,to,length_m,speed_kmh,oneway\n1,2,") == 0);
  CHECK(roads.find(",32.18688,0\n") != std::string::npos);  // 20 mph
  CHECK(roads.find("\n2,3,1112.") != std::string::npos);    // 0.01° of the meridian at 50° N
  CHECK(roads.find("\n4,1,1112.") != std::string::npos);    // against the line
  CHECK(roads.find(",100,1\n") != std::string::npos);       // the motorway
  CHECK(tiny.read("out/stations.csv").find("node-9,Old guard,1\nway-110,,3\n") !=
        std::string::npos);
  const Json report = to_json(tiny.report);
  const Json& map = report["map"];
  CHECK(map["drivable_ways"] == 7);
  CHECK(map["routing_nodes"] == 5);
  CHECK(map["unread_maxspeed"].dump() == R"({"DE:urban":1})");
  CHECK(map["unread_oneway"].dump() == R"({"alternating":1})");
  CHECK(map["missing_nodes"] == 4);
  CHECK(map["ways_cut_at_missing_nodes"] == 1);
  CHECK(map["amenities_without_place"] == 1);
  CHECK(map["speeds"]["primary"]["source"] == "assumption: a test");
  CHECK(
      report["tables"][0]["dropped_because"].dump() ==
      R"([{"reason":"closed_way","why":"its access is left out","rows":1,"ways":[106]},)"
      R"({"reason":"missing_nodes","why":"its nodes are not in the file","rows":1,"ways":[108]}])");
  const Json& stations = report["tables"][3];
  CHECK(stations["rows"] == 3);
  CHECK(stations["dropped_because"][0]["reason"] == "too_far");
  CHECK(report["stations_snapped"][0]["distance_m"].get<double>() == Approx(13.23).margin(0.05));
  CHECK(tiny.read("out/scenario.yaml").find("  geo_origin: [8.006, 50.006]\n") !=
        std::string::npos);
}

TEST_CASE("a broken or empty map is told, and nothing is written") {
  TinyImport tiny;
  const auto said = [&](const std::string& name, std::string_view bytes,
                        const std::string& source) {
    return map_import(tiny, name, bytes, source);
  };
  CHECK(said("bad.osm", "<osm version='0.6'><way id='1'>", "osm: {}\n")
            .find("bad.osm: error: not a readable OpenStreetMap file: ") == 0);
  CHECK(said("bad.osm.pbf", "no protobuf at all, but long enough to look at", "osm: {}\n")
            .find("bad.osm.pbf: error: not a readable OpenStreetMap file: ") == 0);
  CHECK(said("empty.osm", "<osm version='0.6'></osm>", "osm: {}\n") ==
        "empty.osm: error: there is no drivable way in this file\n"
        "  hint: is it the right extract? are its nodes in it?\n");
  CHECK(said("town.osm", kOsm,
             "osm:\n  speeds_kmh: {primary: 50}\n  sources: {primry: \"x y z\"}\n") ==
        "town.yaml:5:16: error: the speed of primary has no source\n"
        "  hint: name it under 'sources': a citation, or 'assumption: why'\n"
        "town.yaml:6:13: error: a source for 'primry', which has no speed here\n"
        "  hint: did you mean 'primary'?\n");
  CHECK(said("town.osm", kOsm, "osm: {}\ngeojson: {}\n").find("town.yaml:5:1: error: ") == 0);
  CHECK(said("town.osm", kOsm, "tables: {}\n") ==
        "town.yaml:4:1: error: there are no junctions\n"
        "  hint: give tables.junctions and tables.roads, or osm, or geojson\n");
  CHECK_FALSE(tiny.written);
}

TEST_CASE("a GeoJSON file becomes a city") {
  constexpr std::string_view kMap =
      "{\"type\": \"FeatureCollection\", \"features\": [\n"
      " {\"type\": \"Feature\", \"properties\": {\"v\": 40, \"kind\": \"primary\", \"dir\": "
      "null},\n"
      "  \"geometry\": {\"type\": \"LineString\",\n"
      "   \"coordinates\": [[8, 50], [8.005, 49.999], [8.01, 50]]}},\n"
      " {\"type\": \"Feature\", \"properties\": {\"kind\": \"primary\", \"dir\": -1},\n"
      "  \"geometry\": {\"type\": \"MultiLineString\",\n"
      "   \"coordinates\": [[[8, 50], [8.00999999999, 50.00000001]], [[8.01, 50], [8.02, 50]]]}},\n"
      " {\"type\": \"Feature\", \"properties\": {\"v\": \"20 mph\", \"dir\": false},\n"
      "  \"geometry\": {\"type\": \"LineString\", \"coordinates\": [[8.01, 50], [8.02, 50, 9]]}},\n"
      " {\"type\": \"Feature\", \"properties\": {}, \"geometry\": {\"type\": \"Point\","
      " \"coordinates\": [8, 50]}}\n"
      "]}\n";
  const std::string section =
      "geojson: {speed: v, class: kind, oneway: dir, speeds_kmh: {primary: 60},"
      " sources: {primary: \"assumption: a test\"}}\n"
      "stations: {P1: {at: [8, 50.0005], name: West}}\n";
  TinyImport tiny;
  REQUIRE(map_import(tiny, "town.geojson", kMap, section) == "");
  CHECK(tiny.report.totals["junctions"] == 3);
  const std::string roads = tiny.read("out/roads.csv");
  CHECK(roads.find("\n1,3,7") != std::string::npos);
  CHECK(roads.find(",40,0\n3,1,7") != std::string::npos);
  CHECK(roads.find(",60,1\n4,3,7") != std::string::npos);
  CHECK(roads.find(",32.18688,0\n") != std::string::npos);
  CHECK(tiny.read("out/stations.csv") == "id,name,junction\nP1,West,1\n");
  CHECK(to_json(tiny.report)["tables"][0]["dropped_because"][0]["features"][0] == 4);

  TinyImport bad;
  const auto said = [&](std::string_view bytes) {
    return map_import(bad, "bad.geojson", bytes, "geojson: {speed: v}\n");
  };
  CHECK(said("{\"type\": \"FeatureCollection\"}") ==
        "bad.geojson:1:1: error: this is no GeoJSON FeatureCollection: no list 'features'\n");
  CHECK(
      said("{\"features\": [\n{\"properties\": {\"v\": true}, \"geometry\":\n"
           "{\"type\": \"LineString\", \"coordinates\": [[4e5, 5e6],\n[\"x\", 1], [8, 50]]}}]}") ==
      "bad.geojson:2:22: error: true is no speed in (0, 300] km/h\n"
      "  hint: a number, \"50\" or \"30 mph\"; null where it is not known\n"
      "bad.geojson:3:40: error: [400000, 5000000] is no longitude and latitude of a city\n"
      "  hint: GeoJSON is in degrees: longitude in [-180, 180], latitude in [-85, 85]\n"
      "bad.geojson:4:1: error: a position is [longitude, latitude]\n");
  CHECK(said("{\"features\": [").find("bad.geojson:1:") == 0);
}

TEST_CASE("listed stations are in the coordinates of the roads, or in their own") {
  constexpr std::string_view kMap =
      "{\"type\": \"FeatureCollection\", \"features\": [\n"
      " {\"type\": \"Feature\", \"properties\": {}, \"geometry\": {\"type\": \"LineString\",\n"
      "   \"coordinates\": [[109.84, 40.65], [109.846, 40.652], [109.85, 40.65]]}},\n"
      " {\"type\": \"Feature\", \"properties\": {}, \"geometry\": {\"type\": \"LineString\",\n"
      "   \"coordinates\": [[109.846, 40.652], [109.85, 40.66]]}}]}\n";
  const std::string section = "geojson: {coordinates: gcj02}\nstations:\n";
  TinyImport tiny;
  // P2 is the same corner in WGS 84.
  const LonLat corner = wgs84_of_gcj02({109.846, 40.652});
  REQUIRE(map_import(tiny, "town.geojson", kMap,
                     section + "  P1: {at: [109.846, 40.652]}\n" +
                         fmt::format("  P2: {{at: [{:.9f}, {:.9f}], coordinates: wgs84}}\n",
                                     corner.lon, corner.lat)) == "");
  const Json snapped = to_json(tiny.report)["stations_snapped"];
  REQUIRE(snapped.size() == 2);
  for (const Json& s : snapped) {
    CHECK(s["junction"] == "2");
    CHECK(s["distance_m"].get<double>() < 0.01);
  }
  // Taken for WGS 84 it would be some hundred metres off, and is told so.
  TinyImport off;
  CHECK(map_import(off, "town.geojson", kMap,
                   section + "  P1: {at: [109.846, 40.652]}\n"
                             "  P2: {at: [109.846, 40.652], coordinates: wgs84}\n") ==
        "town.yaml:7:12: warning: a station is too far from every junction and left out: P2 "
        "(376 m, at most 200 m)\n"
        "  hint: are its coordinates those of the roads? snap_limit_m allows more\n");
}

TEST_CASE("lines are cut at exactly the points that are ends or passed twice") {
  CAPTURE(seed());
  std::mt19937_64 random(seed());
  for (int round = 0; round < 200; ++round) {
    RoadLines lines;
    const std::size_t points = 2 + random() % 12;
    for (std::size_t i = 0; i < points; ++i)
      lines.points.push_back({static_cast<std::int64_t>(i + 1),
                              {8 + 0.001 * static_cast<double>(random() % 50),
                               50 + 0.001 * static_cast<double>(random() % 50)}});
    for (std::size_t n = 1 + random() % 5; n > 0; --n) {
      RoadLines::Line line{static_cast<std::int64_t>(n), {}, {}, Way(random() % 3)};
      for (std::size_t k = 2 + random() % 6; k > 0; --k)
        line.through.push_back(static_cast<std::uint32_t>(random() % points));
      lines.lines.push_back(line);
    }
    const LineNetwork network = cut_at_junctions(lines);
    // By the definition, one point at a time.
    std::set<std::int64_t> expected;
    double length = 0;
    std::size_t roads = 0;
    for (std::size_t p = 0; p < points; ++p) {
      std::size_t passed = 0;
      bool end = false;
      for (const RoadLines::Line& line : lines.lines) {
        for (const std::uint32_t at : line.through) passed += at == p;
        end |= line.through.front() == p || line.through.back() == p;
      }
      if (end || passed >= 2) expected.insert(static_cast<std::int64_t>(p + 1));
    }
    for (const RoadLines::Line& line : lines.lines)
      for (std::size_t i = 1; i < line.through.size(); ++i) {
        length +=
            distance_m(lines.points[line.through[i - 1]].at, lines.points[line.through[i]].at);
        roads += expected.count(line.through[i] + 1);
      }
    std::set<std::int64_t> found;
    for (const RoadLines::Point& p : network.junctions) found.insert(p.id);
    CHECK(found == expected);
    CHECK(network.roads.size() == roads);
    CHECK(network.length_m == Approx(length).margin(1e-6));
  }
}
