// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "base/diagnostics.hpp"
#include "space/visible_region.hpp"
#include "support/random_plan.hpp"
#include "support/seed.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

double seen(const std::vector<BarrierWall>& walls, double x, double y) {
  Visible visible;
  SightPlan(walls).look({.x_m = x, .y_m = y}, visible);
  CHECK_FALSE(is_open(visible));
  return visible_area(visible);
}

std::vector<BarrierWall> ring(const std::vector<Offset>& corners) {
  std::vector<BarrierWall> walls;
  add_ring(walls, corners);
  return walls;
}

}  // namespace

TEST_CASE("Areas known by hand", "[visibility]") {
  const auto l = ring({{0, 0}, {4, 0}, {4, 2}, {2, 2}, {2, 4}, {0, 4}});
  CHECK(seen(l, 1, 1) == Approx(12).epsilon(1e-12));
  CHECK(seen(l, 3, 1) == Approx(10).epsilon(1e-12));
  const auto u = ring({{0, 0}, {6, 0}, {6, 4}, {4, 4}, {4, 2}, {2, 2}, {2, 4}, {0, 4}});
  CHECK(seen(u, 1, 3) == Approx(10).epsilon(1e-12));
  CHECK(seen(u, 3, 1) == Approx(16).epsilon(1e-12));
  auto pillar = ring({{0, 0}, {10, 0}, {10, 10}, {0, 10}});
  auto room = pillar;
  add_ring(pillar, {{4, 4}, {6, 4}, {6, 6}, {4, 6}});
  CHECK(seen(pillar, 2, 5) == Approx(70).epsilon(1e-12));
  CHECK(seen(pillar, 2, 2) == Approx(72).epsilon(1e-12));
  CHECK(seen(pillar, 1, 5) == Approx(76).epsilon(1e-12));
  room.push_back({5, 0, 5, 6, {}});
  CHECK(seen(room, 3, 2) == Approx(54).epsilon(1e-12));
  room.push_back({2, 3, 2, 7, {}});
  CHECK(seen(room, 3, 2) == Approx(42.9).epsilon(1e-12));
}

TEST_CASE("An eye on a wall sees both sides, on a corner what is all round", "[visibility]") {
  auto room = ring({{0, 0}, {10, 0}, {10, 10}, {0, 10}});
  CHECK(seen(room, 5, 5) == Approx(100));
  room.push_back({5, 0, 5, 10, {}});
  CHECK(seen(room, 5, 5) == Approx(100));
  CHECK(seen(room, 4.999, 5) == Approx(50));
  Visible visible;
  room.pop_back();
  const SightPlan plan(room);
  plan.look({.x_m = 0, .y_m = 0, .only_enclosed = true}, visible);
  CHECK(visible_area(visible) == Approx(100));
  plan.look({.x_m = 0, .y_m = 5, .only_enclosed = true}, visible);
  CHECK(visible_area(visible) == Approx(100));
  plan.look({.x_m = 0, .y_m = 5, .range_m = 3, .azimuth_deg = 90, .angle_deg = 90}, visible);
  CHECK(visible_area(visible, 3) == Approx(M_PI * 9 / 4));
}

TEST_CASE("Random plans agree with the definition", "[visibility]") {
  std::mt19937_64 draw(testing::seed());
  for (int round = 0; round < 40; ++round) {
    const auto walls = random_plan(draw, 100, 8, 10);
    const SightPlan plan(walls);
    Visible visible;
    for (int i = 0; i < 10; ++i) {
      const double x = std::round(number_in(draw, 1, 99) * 1000) / 1000,
                   y = std::round(number_in(draw, 1, 99) * 1000) / 1000;
      plan.look({.x_m = x, .y_m = y}, visible);
      INFO("eye " << x << ", " << y);
      CHECK(visible_area(visible) == Approx(area_by_definition(walls, x, y)).epsilon(1e-7));
    }
  }
}

TEST_CASE("A wedge with a range is the full view, cut", "[visibility]") {
  std::mt19937_64 draw(testing::seed());
  for (int round = 0; round < 40; ++round) {
    const SightPlan plan(random_plan(draw, 100, 20, 20));
    Visible full, part;
    for (int i = 0; i < 20; ++i) {
      Eye eye{.x_m = number_in(draw, 1, 99), .y_m = number_in(draw, 1, 99)};
      plan.look(eye, full);
      eye.range_m = number_in(draw, 2, 60);
      eye.azimuth_deg = i % 4 ? number_in(draw, -360, 360) : 90 * (i / 4);
      eye.angle_deg = i % 5 ? number_in(draw, 1, 359.9) : 90;
      plan.look(eye, part);
      // The rest of the circle must be what is missing from the full view.
      Eye rest = eye;
      rest.azimuth_deg += 180, rest.angle_deg = 360 - eye.angle_deg;
      const double seen_here = visible_area(part, eye.range_m);
      double angle = 0;
      for (const SeenEdge& e : part.edges)
        angle += std::atan2(e.a.x * e.b.y - e.a.y * e.b.x, e.a.x * e.b.x + e.a.y * e.b.y);
      CHECK(angle * 180 / M_PI == Approx(eye.angle_deg).epsilon(1e-9));
      plan.look(rest, part);
      const double elsewhere = visible_area(part, eye.range_m);
      INFO("eye " << eye.x_m << ", " << eye.y_m << " to " << eye.azimuth_deg << " over "
                  << eye.angle_deg);
      CHECK(seen_here + elsewhere == Approx(visible_area(full, eye.range_m)).epsilon(1e-9));
    }
  }
}

TEST_CASE("A low wall hides the ground behind it for a while", "[visibility]") {
  // 2 m wall 10 m before a camera at 4 m: hidden from 10 to 10 x 4 / (4 - 2) = 20 m.
  std::vector<BarrierWall> walls = ring({{0, 0}, {40, 0}, {40, 20}, {0, 20}});
  walls.push_back({15, 0, 15, 20, {2, 2}});
  const SightPlan plan(walls);
  Visible visible;
  plan.look({.x_m = 5, .y_m = 10, .height_m = 4}, visible);
  CHECK(visible_area(visible) == Approx(800));
  REQUIRE_FALSE(visible.shadows.empty());
  for (const GroundShadow& s : visible.shadows) {
    CHECK(s.factor == Approx(2));
    CHECK(s.a.x == Approx(10));
  }
  plan.look({.x_m = 5, .y_m = 10, .height_m = 2}, visible);
  CHECK(visible_area(visible) == Approx(300));
  plan.look({.x_m = 5, .y_m = 10}, visible);
  CHECK(visible_area(visible) == Approx(300));
}

TEST_CASE("Glass stops heat, a fence nothing", "[visibility]") {
  std::vector<BarrierWall> walls = ring({{0, 0}, {40, 0}, {40, 20}, {0, 20}});
  walls.push_back({20, 0, 20, 20, {0, kNoLimit}});
  walls.push_back({30, 0, 30, 20, {0, 0}});
  const SightPlan plan(walls);
  Visible visible;
  plan.look({.x_m = 5, .y_m = 10, .height_m = 4}, visible);
  CHECK(visible_area(visible) == Approx(800));
  plan.look({.x_m = 5, .y_m = 10, .height_m = 4, .thermal = true}, visible);
  CHECK(visible_area(visible) == Approx(400));
}

TEST_CASE("The polygon has the area", "[visibility]") {
  std::mt19937_64 draw(testing::seed());
  const SightPlan plan(random_plan(draw, 100, 20, 20));
  Visible visible;
  for (int i = 0; i < 50; ++i) {
    Eye eye{.x_m = number_in(draw, 1, 99), .y_m = number_in(draw, 1, 99)};
    if (i % 2) eye.range_m = number_in(draw, 5, 50);
    if (i % 3) eye.azimuth_deg = number_in(draw, 0, 360), eye.angle_deg = number_in(draw, 5, 300);
    plan.look(eye, visible);
    const auto border = visible_polygon(visible, eye.range_m, 1e-5);
    double twice = 0;
    for (std::size_t k = 0; k < border.size(); ++k) {
      const Offset &a = border[k], &b = border[(k + 1) % border.size()];
      twice += a.x * b.y - a.y * b.x;
    }
    CHECK(twice / 2 == Approx(visible_area(visible, eye.range_m)).epsilon(1e-4));
  }
}

TEST_CASE("Walls on top of each other, crossing, without length", "[visibility]") {
  auto walls = ring({{0, 0}, {10, 0}, {10, 10}, {0, 10}});
  walls.push_back({0, 0, 10, 0, {1, 0}});
  walls.push_back({5, 5, 5, 5, {}});
  walls.push_back({2, 2, 8, 8, {}});
  walls.push_back({2, 8, 8, 2, {}});
  walls.push_back({4, 4, 9, 9, {}});
  // A star of eight arms; from the middle of the left quarter: the quarter as far as the arms'
  // ends, and past them.
  CHECK(seen(walls, 3, 5) == Approx(area_by_definition(walls, 3, 5)).epsilon(1e-9));
  CHECK(seen(walls, 5, 9) == Approx(area_by_definition(walls, 5, 9)).epsilon(1e-9));
  CHECK_THROWS_AS(SightPlan(std::vector<BarrierWall>{{0, 0, 1e9, 0, {}}}), InputError);
}

TEST_CASE("A plan without walls", "[visibility]") {
  const SightPlan plan(std::vector<BarrierWall>{}, 50);
  Visible visible;
  plan.look({.x_m = 10, .y_m = 10, .range_m = 20}, visible);
  CHECK(is_open(visible));
  CHECK(visible_area(visible, 20) == Approx(M_PI * 400));
  CHECK(visible_area(visible, 20, 10) == Approx(M_PI * 300));
  plan.look({.x_m = 60, .y_m = 0}, visible);
  CHECK(visible.edges.empty());
}
