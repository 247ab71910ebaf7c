// SPDX-License-Identifier: Apache-2.0
// Junctions in degrees, stations and demand by place, times of arcs.
#include <catch2/catch.hpp>
#include <random>

#include "import_support.hpp"
#include "support/seed.hpp"
#include "world/import/nearest_point.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

std::string tables(const std::string& text) {
  std::string mapping(kTinyMapping);
  const std::size_t begin = mapping.find("tables:"), end = mapping.find("name:");
  return mapping.replace(begin, end - begin, text);
}

constexpr std::string_view kDegrees = "id,lon,lat\n1.0,8,50\n2.0,8.01,50\n3.0,8.02,50\n";
constexpr std::string_view kArcs =
    "misc,1,,\n,\narcs,4,,\nindex,from,to,m1,m2,\n"
    "1,1.0,2.0,0.0005,0.001\n2,2.0,1.0,0.0005,0.001\n3,2.0,3.0,0.001,0.002\n4,3.0,2.0,0.001,0."
    "002\n,\n";
const std::string kNetwork =
    "tables:\n"
    "  junctions: {file: n.csv, id: id, x: lon, y: lat, coordinates: wgs84, whole_ids: true}\n"
    "  roads: {file: a.csv, skip_lines: 3, header: [i, from, to, siren, normal], from: from, to: "
    "to,\n"
    "          time: normal, siren_time: siren, time_seconds_per_unit: 86400, both_ways: false}\n";

const std::string kPost = "stations: {P1: {at: [8, 50]}}\n";

std::string run(TinyImport& tiny, const std::string& more) {
  tiny.write("in/n.csv", kDegrees);
  tiny.write("in/a.csv", kArcs);
  tiny.write("town.yaml", tables(kNetwork + more));
  return tiny.run();
}

}  // namespace

TEST_CASE("junctions in degrees lie on a plane about their middle; arcs have times") {
  TinyImport tiny;
  tiny.write("in/posts.csv", "id,lon,lat\nP1,8.0001,50.0003\nP2,8.0099,50\nP3,8,50.1\n");
  REQUIRE(run(tiny, "  stations: {file: posts.csv, id: id, x: lon, y: lat, snap_limit_m: 50}\n") ==
          "in/posts.csv:4:1: warning: a station is too far from every junction and left out: P3 "
          "(11123 m, at most 50 m)\n"
          "  hint: are its coordinates those of the roads? snap_limit_m allows more\n");
  CHECK(tiny.read("out/scenario.yaml").find("geo_origin: [8.01, 50]") != std::string::npos);
  // A hundredth of a degree along the 50th parallel is 716.958 m on WGS 84.
  CHECK(tiny.read("out/junctions.csv") == "id,x_m,y_m\n1,-716.958,0.048\n2,0,0\n3,716.958,0.048\n");
  CHECK(tiny.read("out/roads.csv") ==
        "from,to,seconds,siren_seconds,oneway\n1,2,86.4,43.2,1\n2,1,86.4,43.2,1\n"
        "2,3,172.8,86.4,1\n3,2,172.8,86.4,1\n");
  CHECK(tiny.read("out/stations.csv") == "id,junction\nP1,1\nP2,2\n");
  const Json report = to_json(tiny.report);
  CHECK(report["tables"][2]["dropped_because"].dump() ==
        R"([{"reason":"too_far","why":"further from every junction than the snap limit",)"
        R"("rows":1,"lines":[4]}])");
  CHECK(report["stations_snapped"].size() == 2);
}

TEST_CASE("demand goes to the nearest junction, or over the junctions nearest to a point") {
  TinyImport tiny;
  tiny.write("in/people.csv",
             "hex,lon,lat,people,calls\na,8.001,50,1000,20\nb,8.002,50,500,\nc,8.5,50,7,1\n");
  REQUIRE(run(tiny,
              "  demand: {file: people.csv, id: hex, x: lon, y: lat, population: people,\n"
              "           calls: calls, calls_over_days: 10, snap_limit_m: 500,\n"
              "           calls_per_1000_inhabitants_year: 365.25}\n" +
                  kPost) == "");
  CHECK(tiny.read("out/junctions.csv") ==
        "id,x_m,y_m,calls_per_day,population\n1,-716.958,0.048,3.5,1500\n2,0,0,0,0\n"
        "3,716.958,0.048,0,0\n");
  const Json demand = to_json(tiny.report)["demand"];
  CHECK(demand["population"] == 1500.0);
  CHECK(demand["dropped_population"] == 7.0);
  CHECK(demand["dropped_calls_per_day"].get<double>() == Approx(0.107));
  CHECK(tiny.report.totals["population"] == 1500.0);

  tiny.write("in/people.csv", "hex,lon,lat,people,calls\na,8.001,50,0,20\nb,8.015,50,0,30\n");
  REQUIRE(run(tiny,
              "  demand: {file: people.csv, id: hex, x: lon, y: lat, calls: calls,\n"
              "           spread: over_junctions, as_districts: true}\n" +
                  kPost) == "");
  CHECK(tiny.read("out/junctions.csv") ==
        "id,x_m,y_m,district,calls_per_day\n1,-716.958,0.048,a,20\n2,0,0,b,15\n"
        "3,716.958,0.048,b,15\n");
}

TEST_CASE("what is wrong with places is told in the mapping or the table") {
  TinyImport tiny;
  tiny.write("in/posts.csv", "id,lon,lat\nP1,8,95\nP2,12,50\n");
  CHECK(run(tiny, "  stations: {file: posts.csv, id: id, x: lon, y: lat}\n") ==
        "in/posts.csv:2:6: error: a latitude of 95 is not in [-85, 85]\n"
        "  hint: x is the longitude, y the latitude\n"
        "in/posts.csv:3:4: error: [12, 50] is too far from the origin [8.01, 50]\n"
        "  hint: at most 3 degrees of longitude and 10 of latitude\n");
  CHECK(run(tiny, "  stations: {file: posts.csv, id: id, x: lon}\n") ==
        "town.yaml:8:3: error: a station stands at a junction or at x and y\n"
        "  hint: give the column 'junction', or both 'x' and 'y'\n");
  CHECK(run(tiny, "  demand: {file: posts.csv, x: lon, y: lat}\n") ==
        "in/posts.csv:2:6: error: a latitude of 95 is not in [-85, 85]\n"
        "  hint: x is the longitude, y the latitude\n"
        "in/posts.csv:3:4: error: [12, 50] is too far from the origin [8.01, 50]\n"
        "  hint: at most 3 degrees of longitude and 10 of latitude\n"
        "town.yaml:8:3: error: neither population nor calls are named\n"
        "  hint: give the column of at least one of them\n");
  TinyImport metres;
  metres.change_mapping("stations: {file: posts.csv, id: post, junction: at}",
                        "stations: {file: posts.csv, id: post, x: at, y: at, coordinates: wgs84}");
  CHECK(metres.run().find("in/posts.csv:2:4: error: 'at'") == std::string::npos);
  metres.write("in/posts.csv", "post,at\nP1,8\n");
  CHECK(metres.run() ==
        "town.yaml:21:68: error: longitude and latitude cannot be placed on the junctions' plane\n"
        "  hint: give city.geo_origin: [longitude, latitude] of its point [0, 0]\n");
  metres.change_mapping("metres_per_unit: 100", "coordinates: metres");
  CHECK(metres.run().find("town.yaml:5:3: error: metres_per_unit is missing") != std::string::npos);
}

TEST_CASE("the nearest point is that of a search through all") {
  CAPTURE(seed());
  std::mt19937_64 random(seed());
  for (int round = 0; round < 300; ++round) {
    const std::int64_t size = 1 + static_cast<std::int64_t>(random() % 30);
    const auto coordinate = [&] { return static_cast<std::int64_t>(random() % 61) % size; };
    std::vector<PointMm> points(1 + random() % 40);
    for (PointMm& p : points) p = {coordinate(), coordinate()};
    const NearestPoint index(points);
    for (int i = 0; i < 20; ++i) {
      const PointMm place{coordinate() - 3, coordinate() + 3};
      const auto distance = [&](PointMm p) {
        return (p.x - place.x) * (p.x - place.x) + (p.y - place.y) * (p.y - place.y);
      };
      std::size_t best = 0;
      for (std::size_t k = 1; k < points.size(); ++k)
        if (distance(points[k]) < distance(points[best])) best = k;
      CHECK(index.nearest(place) == best);
    }
  }
}
