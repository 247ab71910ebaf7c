// SPDX-License-Identifier: Apache-2.0
// The free space of a walker among walls, and shortest ways about its corners, against an oracle
// that knows neither corners nor cells: the same question asked of every wall with rational
// clipping in floating point, and shortest ways over a fine lattice of points.
#include "space/free_space.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <queue>

#include "base/diagnostics.hpp"
#include "base/random.hpp"
#include "support/seed.hpp"

namespace vedette {
namespace {

double distance_mm(PointMm a, PointMm b) {
  return std::hypot(static_cast<double>(a.x - b.x), static_cast<double>(a.y - b.y));
}

// Distance from the octagon's point of view: the largest of the eight sides' directions, so that
// the walker touches where it equals the radius.
double octagon_gauge(double dx, double dy) {
  const double h = std::sqrt(0.5);
  return std::max({std::fabs(dx), std::fabs(dy), h * std::fabs(dx + dy), h * std::fabs(dx - dy)});
}

// Least gauge between the segments' points, by ternary search over two parameters (it is convex).
double gauge(PointMm p, PointMm q, const Wall& w) {
  const auto at = [&](double s, double t) {
    const double px = static_cast<double>(p.x) + s * static_cast<double>(q.x - p.x);
    const double py = static_cast<double>(p.y) + s * static_cast<double>(q.y - p.y);
    const double wx = static_cast<double>(w.a.x) + t * static_cast<double>(w.b.x - w.a.x);
    const double wy = static_cast<double>(w.a.y) + t * static_cast<double>(w.b.y - w.a.y);
    return octagon_gauge(px - wx, py - wy);
  };
  const auto least = [](const auto& f) {
    double a = 0, b = 1;
    for (int i = 0; i < 60; ++i) {
      const double m1 = a + (b - a) / 3, m2 = b - (b - a) / 3;
      (f(m1) <= f(m2) ? b : a) = f(m1) <= f(m2) ? m2 : m1;
    }
    return f((a + b) / 2);
  };
  return least([&](double s) { return least([&](double t) { return at(s, t); }); });
}

// Shortest way by Dijkstra over start, end and the corners; infinite if there is none.
double shortest_mm(const FreeSpace& space, PointMm from, PointMm to) {
  std::vector<PointMm> nodes{from, to};
  nodes.insert(nodes.end(), space.corners().begin(), space.corners().end());
  std::vector<double> best(nodes.size(), INFINITY);
  std::priority_queue<std::pair<double, std::size_t>> open;
  best[0] = 0;
  open.push({0, 0});
  while (!open.empty()) {
    const auto [d, i] = open.top();
    open.pop();
    if (-d > best[i]) continue;
    for (std::size_t k = 0; k < nodes.size(); ++k) {
      const double there = best[i] + distance_mm(nodes[i], nodes[k]);
      if (there >= best[k] || !space.straight(nodes[i], nodes[k])) continue;
      best[k] = there;
      open.push({-there, k});
    }
  }
  return best[1];
}

struct Plan {
  std::vector<Wall> walls;
  PointMm from, to;
};

Plan random_plan(Stream& random, bool square) {
  const auto at = [&](std::int64_t most) {
    return static_cast<std::int64_t>(random.uniform() * static_cast<double>(most));
  };
  Plan plan;
  const std::int64_t n = 2 + at(12);
  for (std::int64_t i = 0; i < n; ++i) {
    Wall w{{at(20) * 500, at(20) * 500}, {}};
    const std::int64_t length = (1 + at(8)) * 500;
    if (square)
      w.b =
          random.uniform() < 0.5 ? PointMm{w.a.x + length, w.a.y} : PointMm{w.a.x, w.a.y + length};
    else
      w.b = {at(10'000), at(10'000)};
    plan.walls.push_back(w);
  }
  plan.from = {at(10'000), at(10'000)};
  plan.to = {at(10'000), at(10'000)};
  return plan;
}

TEST_CASE("a wall's obstacle is the hull of two octagons about its ends") {
  const auto hull = FreeSpace::obstacle({{0, 0}, {5000, 0}}, 250);
  CHECK(hull.size() == 8);
  // Around 250 mm the octagon's half side is 103.6 mm, rounded up.
  const FreeSpace space(std::vector<Wall>{{{0, 0}, {5000, 0}}}, 250);
  CHECK(!space.stands({0, 249}));
  CHECK(space.stands({0, 250}));
  CHECK(!space.stands({-249, 0}));
  CHECK(space.stands({-250, 104}));
  CHECK(space.straight({-1000, 250}, {6000, 250}));  // along the wall, touching
  CHECK(!space.straight({-1000, 249}, {6000, 249}));
  CHECK(!space.straight({2500, 300}, {2500, -300}));
  CHECK(space.corners().size() == 8);
  CHECK(space.blocker({2500, 0}) == 0);
  CHECK(space.blocker({2500, 260}) == 1);
}

TEST_CASE("a gap is passed when it is as wide as the walker") {
  const auto gap = [](std::int64_t mm) {
    const std::vector<Wall> walls{{{-9000, 0}, {0, 0}}, {{mm, 0}, {9000, 0}}};
    return FreeSpace(walls, 250).straight({mm / 2, -1000}, {mm / 2, 1000});
  };
  CHECK(gap(500));
  CHECK(!gap(499));
}

TEST_CASE("the way around a wall's end is that of the octagon") {
  const FreeSpace space(std::vector<Wall>{{{0, 0}, {0, -50'000}}}, 250);
  const double way = shortest_mm(space, {-1000, -3000}, {1000, -3000});
  // Up to (-250, 104) at a slant, round by (-104, 250) and (104, 250), and down.
  const double by_hand = 2 * (std::hypot(750, 3104) + std::hypot(146, 146)) + 208;
  CHECK(way == Approx(by_hand).epsilon(1e-12));
  // The round walker's: tangent, arc, tangent. Too long by less than 5.5 % of the arc.
  const double reach = std::hypot(1000, 3000), tangent = std::sqrt(reach * reach - 250 * 250);
  const double arc = 250 * (2 * M_PI - 2 * std::acos(250 / reach) - 2 * std::atan2(1000, 3000));
  const double round = 2 * tangent + arc;
  CHECK(way >= round - 1e-6);
  CHECK(way <= round + 0.055 * arc + 2);  // 2 mm: whole millimetres
}

TEST_CASE("whether one walks straight agrees with the distance to every wall") {
  const std::uint64_t seed = testing::seed();
  Stream random = Random(seed, 1).stream(1, 2);
  for (int round = 0; round < 150; ++round) {
    const Plan plan = random_plan(random, round % 2 == 0);
    const FreeSpace space(plan.walls, 250);
    double least = INFINITY;
    for (const Wall& w : plan.walls) least = std::min(least, gauge(plan.from, plan.to, w));
    if (std::fabs(least - 250) < 1) continue;  // whole millimetres decide here
    INFO("round " << round);
    CHECK(space.straight(plan.from, plan.to) == (least > 250));
  }
}

TEST_CASE("shortest ways are no longer than any found on a lattice, and no shorter than allowed") {
  const std::uint64_t seed = testing::seed();
  Stream random = Random(seed, 1).stream(3, 4);
  for (int round = 0; round < 40; ++round) {
    const Plan plan = random_plan(random, round % 3 != 0);
    const FreeSpace space(plan.walls, 250);
    if (!space.stands(plan.from) || !space.stands(plan.to)) continue;
    const double exact = shortest_mm(space, plan.from, plan.to);
    // The lattice walks in 32 directions from point to point, 250 mm apart, and straight from the
    // start and to the end; each of its steps is asked of every wall.
    constexpr int kSide = 57;
    const auto node = [](int x, int y) { return PointMm{x * 250 - 2000, y * 250 - 2000}; };
    std::vector<std::vector<PointMm>> hulls;
    for (const Wall& w : plan.walls) hulls.push_back(FreeSpace::obstacle(w, 250));
    const auto step_free = [&](PointMm p, PointMm q) {
      for (const auto& hull : hulls)
        if (passes_inside(hull, p, q)) return false;
      return true;
    };
    std::vector<double> best(kSide * kSide, INFINITY);
    std::priority_queue<std::pair<double, int>> open;
    for (int i = 0; i < kSide * kSide; ++i) {
      const PointMm p = node(i % kSide, i / kSide);
      if (distance_mm(plan.from, p) > 800 || !step_free(plan.from, p)) continue;
      best[static_cast<std::size_t>(i)] = distance_mm(plan.from, p);
      open.push({-best[static_cast<std::size_t>(i)], i});
    }
    double lattice = step_free(plan.from, plan.to) ? distance_mm(plan.from, plan.to) : INFINITY;
    while (!open.empty()) {
      const auto [d, i] = open.top();
      open.pop();
      if (-d > best[static_cast<std::size_t>(i)]) continue;
      const PointMm p = node(i % kSide, i / kSide);
      if (distance_mm(p, plan.to) < 800 && step_free(p, plan.to))
        lattice = std::min(lattice, -d + distance_mm(p, plan.to));
      for (int dy = -3; dy <= 3; ++dy)
        for (int dx = -3; dx <= 3; ++dx) {
          const int x = i % kSide + dx, y = i / kSide + dy;
          if (x < 0 || y < 0 || x >= kSide || y >= kSide) continue;
          const auto k = static_cast<std::size_t>(y * kSide + x);
          const double there = -d + distance_mm(p, node(x, y));
          if (there >= best[k] || !step_free(p, node(x, y))) continue;
          best[k] = there;
          open.push({-there, static_cast<int>(k)});
        }
    }
    INFO("seed " << seed << ", round " << round << ": exact " << exact << ", lattice " << lattice);
    if (std::isinf(exact)) CHECK(std::isinf(lattice));
    CHECK(exact <= lattice + 1e-6);
    // In the open the lattice is at most 2 % longer; narrow gaps it may miss altogether.
    if (std::isfinite(lattice) && round % 3 != 0) CHECK(exact >= lattice * 0.80 - 1000);
    CHECK(exact >= distance_mm(plan.from, plan.to) - 1e-6);
  }
}

TEST_CASE("a walker has a width") {
  CHECK_THROWS_AS(FreeSpace({}, 0), InputError);
  CHECK_THROWS_AS(FreeSpace({}, 10'001), InputError);
  CHECK(FreeSpace({}, 250).straight({0, 0}, {1, 1}));
}

}  // namespace
}  // namespace vedette
