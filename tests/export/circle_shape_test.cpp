// SPDX-License-Identifier: Apache-2.0
#include "export/circle_shape.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "space/made_up_town.hpp"
#include "support/seed.hpp"

namespace {

using namespace vedette;
using namespace vedette::gis;

constexpr PointMm at(std::int64_t x_m, std::int64_t y_m) {
  return {x_m * 1000, y_m * 1000};
}

Circles circles_of(const RoadGraph& roads, std::vector<NodeId> from, std::vector<double> marks_s,
                   double factor) {
  std::vector<CircleSource> sources;
  for (const NodeId n : from) sources.push_back({n, {}});
  std::vector<CircleTarget> targets;
  for (std::size_t n = 0; n < roads.node_count(); ++n) targets.push_back({"", NodeId(n), 1});
  std::vector<Duration> marks;
  for (const double s : marks_s) marks.push_back(seconds(s));
  return response_circles(roads, sources, targets, marks, factor);
}

// A 0 m, B 600 m, C 1200 m on a line, 10 m/s; B to C one way if asked.
RoadGraph line_of_three(bool one_way) {
  RoadGraphBuilder builder;
  for (const double x : {0.0, 600.0, 1200.0}) builder.add_node(x, 0);
  const auto road = [&](std::size_t a, std::size_t b) {
    builder.add_arc(NodeId(a), NodeId(b), 60, 600);
  };
  road(0, 1), road(1, 0), road(1, 2);
  if (!one_way) road(2, 1);
  return builder.build();
}

double distance_mm(const Piece& p, PointMm q) {
  const auto dx = static_cast<double>(p.b.x - p.a.x), dy = static_cast<double>(p.b.y - p.a.y);
  const auto px = static_cast<double>(q.x - p.a.x), py = static_cast<double>(q.y - p.a.y);
  const double length2 = dx * dx + dy * dy;
  const double t = length2 > 0 ? std::clamp((px * dx + py * dy) / length2, 0.0, 1.0) : 0;
  return std::hypot(px - t * dx, py - t * dy);
}

bool inside(const std::vector<Rings>& polygons, PointMm p) {
  for (const Rings& rings : polygons) {
    if (!contains(rings.front(), p)) continue;
    bool in_hole = false;
    for (std::size_t i = 1; i < rings.size(); ++i) in_hole = in_hole || contains(rings[i], p);
    if (!in_hole) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("roads are reached as far as the mark allows") {
  const RoadGraph roads = line_of_three(false);
  const auto pieces = [&](std::vector<NodeId> from, double mark_s, double factor = 1) {
    const Circles c = circles_of(roads, std::move(from), {mark_s}, factor);
    return reached_pieces({&roads, factor, kUnreachable, {}}, c.reach, seconds(mark_s));
  };
  const NodeId a(0), b(1), c(2);
  CHECK(pieces({a}, 30) == std::vector<Piece>{{at(0, 0), at(300, 0)}});
  CHECK(pieces({a}, 60) == std::vector<Piece>{{at(0, 0), at(600, 0)}});
  CHECK(pieces({a}, 90) == std::vector<Piece>{{at(0, 0), at(600, 0)}, {at(600, 0), at(900, 0)}});
  // From both ends: two pieces, until they meet in the middle.
  CHECK(pieces({a, b}, 20) == std::vector<Piece>{{at(0, 0), at(200, 0)},
                                                 {at(400, 0), at(600, 0)},
                                                 {at(600, 0), at(800, 0)}});
  CHECK(pieces({a, c}, 90) ==
        std::vector<Piece>{{at(0, 0), at(600, 0)}, {at(600, 0), at(1200, 0)}});
  CHECK(pieces({a}, 30, 1.5) == std::vector<Piece>{{at(0, 0), at(450, 0)}});
  CHECK(pieces({a}, 0).empty());
  // Against a one-way street nothing is reached.
  const RoadGraph one_way = line_of_three(true);
  const Circles from_c = circles_of(one_way, {c}, {300}, 1);
  CHECK(reached_pieces({&one_way, 1, kUnreachable, {}}, from_c.reach, seconds(300)).empty());
}

TEST_CASE("what is around a piece of road") {
  const Polygon disc = around({at(5, 5), at(5, 5)}, 60);
  CHECK(disc.size() == 32);
  const double pi = std::acos(-1.0);
  CHECK(area_m2(disc) == Approx(32 / 2.0 * 60 * 60 * std::sin(2 * pi / 32)).epsilon(1e-5));
  const Polygon capsule = around({at(0, 0), at(1000, 0)}, 60);
  CHECK(area_m2(capsule) == Approx(area_m2(disc) + 1000 * 120).epsilon(1e-5));
  CHECK(contains(capsule, at(500, 60)));
  CHECK_FALSE(contains(capsule, at(500, 61)));
  // A longer piece in the same direction holds the shorter one's.
  for (const PointMm p : around({at(0, 0), at(300, 400)}, 60))
    CHECK(contains(around({at(0, 0), at(330, 440)}, 60), p));
}

TEST_CASE("circles of a street: each holds the one before") {
  const RoadGraph roads = line_of_three(false);
  const CircleDrivers cars{&roads, 1, kUnreachable, {{NodeId(0), {}}}};
  const std::vector<Duration> marks{seconds(30), seconds(90)};
  const auto shapes = circle_polygons(std::span(&cars, 1), marks, 60);
  REQUIRE(shapes.size() == 2);
  REQUIRE(shapes[0].size() == 1);
  REQUIRE(shapes[1].size() == 1);
  CHECK(shapes[0][0].size() == 1);
  CHECK(area_m2(shapes[0][0][0]) == Approx(area_m2(around({at(0, 0), at(300, 0)}, 60))));
  CHECK(area_m2(shapes[1][0][0]) == Approx(area_m2(around({at(0, 0), at(900, 0)}, 60))));
}

TEST_CASE("circles of a mixed set: who walks, who takes long to leave, who goes only so far") {
  const RoadGraph roads = line_of_three(false);
  const auto area = [&](const std::vector<CircleDrivers>& drivers, double mark_s) {
    const std::vector<Duration> marks{seconds(mark_s)};
    double m2 = 0;
    const auto shapes = circle_polygons(drivers, marks, 60);
    for (const Rings& rings : shapes[0]) m2 += area_m2(rings);
    return m2;
  };
  const auto capsule = [](std::int64_t from_m, std::int64_t to_m) {
    return area_m2(around({at(from_m, 0), at(to_m, 0)}, 60));
  };
  const CircleDrivers car{&roads, 1, kUnreachable, {{NodeId(0), {}}}};
  const CircleDrivers walker{&roads, 0.2, kUnreachable, {{NodeId(2), {}}}};
  CHECK(area({car, walker}, 30) == Approx(capsule(0, 300) + capsule(1140, 1200)));
  // Not yet out of the door.
  CHECK(area({{&roads, 1, kUnreachable, {{NodeId(0), seconds(40)}}}}, 30) == 0);
  CHECK(area({{&roads, 1, kUnreachable, {{NodeId(0), seconds(40)}}}}, 60) ==
        Approx(capsule(0, 200)));
  // Sent no farther than 30 s away, whenever he left.
  const CircleDrivers near{
      &roads, 1, seconds(30), {{NodeId(0), seconds(40)}, {NodeId(1), seconds(10)}}};
  CHECK(area({near}, 300) == Approx(capsule(0, 900)));
  const auto reach = reach_of_nodes(near);
  CHECK(reach[0].source == 0);
  CHECK(reach[1].time == seconds(10));
  CHECK(reach[2].source == Circles::kNoSource);
}

// Oracle: a place is inside exactly when some reached piece is within the buffer.
TEST_CASE("circles of a made-up town against brute force") {
  const std::uint64_t seed = vedette::testing::seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  const RoadGraph roads = road_graph(made_up_town({seed, 90, 6}));
  std::vector<NodeId> stations;
  for (int i = 0; i < 3; ++i) stations.push_back(NodeId(random() % roads.node_count()));
  const double factor = 1.3, buffer_m = 60;
  const Circles circles = circles_of(roads, stations, {30, 60, 180, 300}, factor);
  CircleDrivers cars{&roads, factor, kUnreachable, {}};
  for (const NodeId s : stations) cars.sources.push_back({s, {}});
  const auto shapes = circle_polygons(std::span(&cars, 1), circles.marks, buffer_m);
  double before = 0;
  for (std::size_t k = 0; k < shapes.size(); ++k) {
    auto pieces = reached_pieces(cars, circles.reach, circles.marks[k]);
    for (const NodeId s : stations) {
      const PointMm p = millimetres(roads.node(s).x_m, roads.node(s).y_m);
      pieces.push_back({p, p});
    }
    double area = 0;
    for (const Rings& rings : shapes[k])
      for (std::size_t i = 0; i < rings.size(); ++i) area += (i == 0 ? 1 : -1) * area_m2(rings[i]);
    CHECK(area >= before);
    before = area;
    int checked = 0;
    for (int i = 0; i < 2000; ++i) {
      // Near the roads, where it matters.
      const auto& n = roads.node(NodeId(random() % roads.node_count()));
      const PointMm p{
          std::llround(n.x_m * 1000) + static_cast<std::int64_t>(random() % 400'000) - 200'000,
          std::llround(n.y_m * 1000) + static_cast<std::int64_t>(random() % 400'000) - 200'000};
      double nearest = 1e12;
      for (const Piece& piece : pieces) nearest = std::min(nearest, distance_mm(piece, p));
      CAPTURE(k, p.x, p.y, nearest);
      // Between the polygon's sides and the circle either may be; so may holes under 1 m².
      if (nearest < 0.995 * 1000 * buffer_m - 5) {
        REQUIRE(inside(shapes[k], p));
        ++checked;
      } else if (nearest > 1000 * buffer_m + 1000) {
        REQUIRE_FALSE(inside(shapes[k], p));
        ++checked;
      }
    }
    CHECK(checked > 1500);
    // Every junction within the mark is inside, and so is what was inside for the mark before.
    for (std::size_t n = 0; n < roads.node_count(); ++n)
      if (circles.reach[n].time <= circles.marks[k])
        CHECK(inside(shapes[k], millimetres(roads.node(NodeId(n)).x_m, roads.node(NodeId(n)).y_m)));
  }
}
