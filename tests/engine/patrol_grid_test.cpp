// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <numeric>
#include <set>

#include "engine/small_scenarios.hpp"
#include "space/geo_frame.hpp"
#include "support/seed.hpp"
#include "world/compile/bisection.hpp"

namespace vedette {
namespace {

using testing::SmallCity;

TEST_CASE("bisection puts every point into one part and fills every part") {
  Stream random = Random(testing::seed(), 1).stream("bisection", "points");
  CAPTURE(testing::seed());
  for (int round = 0; round < 200; ++round) {
    const std::size_t n = 1 + random.below(300), parts = 1 + random.below(320);
    std::vector<PointMm> points;
    std::vector<double> weights;
    std::set<PointMm> places;
    while (points.size() < n) {
      const PointMm p{static_cast<std::int64_t>(random.below(1000)),
                      static_cast<std::int64_t>(random.below(1000))};
      if (!places.insert(p).second) continue;
      points.push_back(p);
      // Now and then one weighs more than all others together.
      weights.push_back(random.below(20) == 0 ? 1000.0 : random.uniform());
    }
    const auto made = bisect(points, weights, parts);
    std::vector<int> times(n, 0);
    for (const BalancedPart& part : made) {
      REQUIRE_FALSE(part.points.empty());
      REQUIRE(std::is_sorted(part.points.begin(), part.points.end()));
      for (const std::uint32_t i : part.points) {
        ++times[i];
        REQUIRE(part.low.x <= points[i].x);
        REQUIRE(points[i].x <= part.high.x);
        REQUIRE(part.low.y <= points[i].y);
        REQUIRE(points[i].y <= part.high.y);
      }
    }
    REQUIRE(std::count(times.begin(), times.end(), 1) == static_cast<std::ptrdiff_t>(n));
    REQUIRE(made.size() <= parts);
  }
}

TEST_CASE("equal points in a row are shared out equally") {
  std::vector<PointMm> row;
  for (int i = 0; i < 64; ++i) row.push_back({i, 0});
  const auto made = bisect(row, std::vector<double>(64, 1.0), 16);
  REQUIRE(made.size() == 16);
  for (const BalancedPart& part : made) CHECK(part.points.size() == 4);
}

TEST_CASE("every junction lies in its cell, whatever the rule") {
  const SmallCity city;
  for (const char* rule :
       {"{columns: 3, rows: 2}", "{square_m: 700}", "{hexagon_m: 900}", "{hexagon_m: 350}",
        "{balanced: 7}", "{balanced: 25}", "{around_stations: true}"}) {
    INFO(rule);
    const auto world = city.world(city.yaml("", rule));
    const City& c = world->city;
    std::vector<int> seen(c.areas.size(), 0);
    for (const Cell& cell : c.cells) {
      for (const NodeId node : cell.nodes) {
        ++seen[node.index()];
        const auto& at = c.roads->node(node);
        CHECK(contains(cell.corners, millimetres(at.x_m, at.y_m)));
        CHECK(&c.cells[c.areas[node.index()].cell] == &cell);
      }
    }
    CHECK(std::count(seen.begin(), seen.end(), 1) == static_cast<std::ptrdiff_t>(seen.size()));
  }
}

TEST_CASE("four levels: every cell has a parent up to the city") {
  const SmallCity city;
  const auto world = city.world(
      city.yaml("",
                "{balanced: 12, points: 1, levels: [{name: street, balanced: 5}, {name: district, "
                "districts: true}, {name: city, balanced: 1}]}"));
  const City& c = world->city;
  CHECK(c.cells.size() == 12);
  REQUIRE(c.coarser.size() == 3);
  CHECK(c.coarser[0].cells.size() == 5);
  CHECK(c.coarser[1].cells.size() == 2);
  CHECK(c.coarser[2].cells.size() == 1);
  for (const Cell& cell : c.cells) {
    CHECK(cell.nodes.size() == 1);
    REQUIRE(cell.parent < 5);
    const Cell& street = c.coarser[0].cells[cell.parent];
    REQUIRE(street.parent < 2);
    CHECK(c.coarser[1].cells[street.parent].parent == 0);
  }
}

// A rectangle as GeoJSON's ring.
std::string ring(double x0, double y0, double x1, double y1) {
  return fmt::format("[[{0}, {1}], [{2}, {1}], [{2}, {3}], [{0}, {3}], [{0}, {1}]]", x0, y0, x1,
                     y1);
}

std::string feature(const std::string& properties, const std::string& type,
                    const std::string& coordinates) {
  return "{\"type\": \"Feature\", \"properties\": {" + properties +
         "}, \"geometry\": {\"type\": \"" + type + "\", \"coordinates\": " + coordinates + "}}";
}

void write_features(const std::string& path, const std::vector<std::string>& features) {
  std::ofstream(path) << "{\"type\": \"FeatureCollection\", \"features\": ["
                      << fmt::format("{}", fmt::join(features, ",\n")) << "]}";
}

TEST_CASE("drawn cells: in pieces, around another, on several levels") {
  const SmallCity city;  // 5 x 5 junctions, 500 m apart
  write_features(
      city.folder() + "grid.geojson",
      {feature("\"id\": \"around\", \"level\": 1", "Polygon",
               "[" + ring(-100, -100, 1600, 1600) + ", " + ring(400, 400, 600, 600) + "]"),
       feature("\"cell\": \"within\", \"level\": 1", "Polygon",
               "[" + ring(400, 400, 600, 600) + "]"),
       feature("\"name\": \"pieces\", \"level\": 1", "MultiPolygon",
               "[[" + ring(1600, -100, 2100, 1600) + "], [" + ring(-100, 1600, 2100, 2100) + "]]"),
       feature("\"id\": \"west\", \"level\": 2", "Polygon",
               "[" + ring(-100, -100, 1600, 1600) + "]"),
       feature(
           "\"id\": \"rest\", \"level\": 2", "MultiPolygon",
           "[[" + ring(1600, -100, 2100, 2100) + "], [" + ring(-100, 1600, 1600, 2100) + "]]")});
  const auto world =
      city.world(city.yaml("",
                           "{file: grid.geojson, level: 1, levels: [{name: quarter, file: "
                           "grid.geojson, level: 2}, {name: city, balanced: 1}]}"));
  const City& c = world->city;
  REQUIRE(c.cells.size() == 3);
  CHECK(c.cells[0].nodes.size() == 15);
  CHECK(c.cells[1].nodes == std::vector{NodeId(6)});
  CHECK(c.cells[2].nodes.size() == 9);
  CHECK(area_m2(c.cells[0].corners) == Approx(1700.0 * 1700 - 200 * 200));
  CHECK(area_m2(c.cells[2].corners) == Approx(500.0 * 1700 + 2200 * 500));
  REQUIRE(c.coarser.size() == 2);
  REQUIRE(c.coarser[0].cells.size() == 2);
  CHECK(c.coarser[0].cells[0].nodes.size() == 16);
  CHECK(c.cells[0].parent == 0);
  CHECK(c.cells[1].parent == 0);
  CHECK(c.cells[2].parent == 1);
  CHECK(c.coarser[0].cells[1].parent == 0);
}

TEST_CASE("drawn cells in degrees") {
  const SmallCity city;
  const GeoFrame frame(LonLat{109.8, 40.6});
  const auto corner = [&](std::int64_t x, std::int64_t y, bool gcj02) {
    LonLat at = frame.to_lon_lat({x * 1000, y * 1000});
    if (gcj02) at = gcj02_of_wgs84(at);
    return fmt::format("[{:.9f}, {:.9f}]", at.lon, at.lat);
  };
  for (const bool gcj02 : {false, true}) {
    write_features(city.folder() + "degrees.geojson",
                   {feature("\"id\": \"south\"", "Polygon",
                            fmt::format("[[{}, {}, {}, {}]]", corner(-90, -90, gcj02),
                                        corner(2090, -90, gcj02), corner(2090, 1250, gcj02),
                                        corner(-90, 1250, gcj02)))});
    const std::vector<std::string> place = {"city.geo_origin=[109.8, 40.6]"};
    const auto world =
        city.world(city.yaml("", gcj02 ? "{file: degrees.geojson, coordinates: gcj02}"
                                       : "{file: degrees.geojson, coordinates: wgs84}"),
                   place);
    REQUIRE(world->city.cells.size() == 1);
    CHECK(world->city.cells[0].nodes.size() == 15);
    CHECK(area_m2(world->city.cells[0].corners) == Approx(2180.0 * 1340).epsilon(1e-5));
    // Without a word they look like metres, all within one.
    Diagnostics diagnostics;
    CHECK_FALSE(load_world_text(city.yaml("", "{file: degrees.geojson}"),
                                city.folder() + "scenario.yaml", place, diagnostics));
    CHECK(diagnostics.all().front().message.find("these look like longitude and latitude") !=
          std::string::npos);
  }
}

TEST_CASE("calls spread by the length of road at each junction") {
  const SmallCity city;
  const auto world =
      city.world(city.yaml(), {"city.demand={calls_per_day: 80, spread: by_road_length}"});
  // 40 roads of 500 m: two calls for each, one at either end.
  for (std::size_t i = 0; i < 25; ++i) {
    const std::size_t x = i % 5, y = i / 5;
    const int roads = 4 - (x == 0 || x == 4) - (y == 0 || y == 4);
    CHECK(world->city.areas[i].calls_per_day == Approx(roads));
  }
}

TEST_CASE("all cells are shared among a fleet, each belongs to one beat") {
  const SmallCity city;
  const auto world = city.world(city.yaml("", "{balanced: 11}",
                                          "cars: {type: car, count: 4, at: all_cells, route: "
                                          "{rule: weighted}}"));
  std::vector<int> seen(world->city.cells.size(), 0);
  CHECK(world->city.units.size() == 4);
  for (const Unit& unit : world->city.units) {
    const Beat& beat = world->city.beats[unit.beat];
    for (const std::uint32_t cell : beat.cells) ++seen[cell];
    CHECK(beat.weight.back() == Approx(1));
  }
  CHECK(std::count(seen.begin(), seen.end(), 1) == 11);
}

TEST_CASE("where there are more units than cells, all patrol: some share a cell") {
  const SmallCity city;
  const auto world = city.world(city.yaml("", "{balanced: 3}",
                                          "cars: {type: car, count: 7, at: all_cells, route: "
                                          "{rule: fixed_tour}}"));
  REQUIRE(world->city.units.size() == 7);
  CHECK(world->city.beats.size() == 3);
  std::vector<int> units(3, 0);
  for (const Unit& unit : world->city.units) ++units[unit.beat];
  CHECK(*std::min_element(units.begin(), units.end()) == 2);
  CHECK(*std::max_element(units.begin(), units.end()) == 3);
  // Two on one tour are apart.
  CHECK(world->city.units[0].beat != world->city.units[1].beat);
}

}  // namespace
}  // namespace vedette
