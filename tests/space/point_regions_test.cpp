// SPDX-License-Identifier: Apache-2.0
#include "space/point_regions.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "space/polygon_join.hpp"
#include "support/seed.hpp"

namespace {

using namespace vedette;

__int128 twice_area(const std::vector<Polygon>& rings) {
  __int128 sum = 0;
  for (const Polygon& ring : rings) sum += twice_area_mm2(ring);
  return sum;
}

bool inside(const std::vector<Polygon>& rings, PointMm p) {
  int in = 0;
  for (const Polygon& ring : rings) in += contains(ring, p);
  return in % 2 == 1;
}

bool on_border(const std::vector<Polygon>& rings, PointMm p) {
  for (const Polygon& ring : rings)
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
      if (turn(ring[j], ring[i], p) == 0 && between(ring[j], ring[i], p)) return true;
  return false;
}

}  // namespace

TEST_CASE("two points: the border runs between them") {
  const std::vector<PointMm> points{{0, 0}, {1000, 0}};
  const std::vector<std::uint32_t> of{0, 1};
  const auto regions = point_regions(points, of, 3, 100);
  REQUIRE(regions[0].size() == 1);
  REQUIRE(regions[1].size() == 1);
  CHECK(regions[2].empty());
  // Also the frame's corners are neighbours: the border bends a little towards them.
  CHECK(twice_area(regions[0]) + twice_area(regions[1]) == 2 * 1200 * 200);
  CHECK(contains(regions[0][0], {499, 0}));
  CHECK(contains(regions[1][0], {501, 0}));
  CHECK(contains(regions[0][0], {440, 50}));
  CHECK(contains(regions[1][0], {560, 50}));
}

TEST_CASE("a region around another has a hole, and one border for both") {
  std::vector<PointMm> points;
  std::vector<std::uint32_t> of;
  for (int y = 0; y < 5; ++y)
    for (int x = 0; x < 5; ++x) {
      points.push_back({1000 * x, 1000 * y});
      of.push_back(x == 2 && y == 2 ? 1 : 0);
    }
  const auto regions = point_regions(points, of, 2, 500);
  REQUIRE(regions[0].size() == 2);
  REQUIRE(regions[1].size() == 1);
  CHECK(twice_area(regions[0]) + twice_area(regions[1]) == 2 * 25'000'000);
  const Polygon one = bridged(regions[0]);
  CHECK(twice_area_mm2(one) == twice_area(regions[0]));
  CHECK_FALSE(contains(one, {2000, 2000}));
  CHECK(contains(one, {4000, 4000}));
  // Taken apart again it is a polygon with a hole.
  const auto parts = join_polygons(std::vector<Polygon>{one});
  REQUIRE(parts.size() == 1);
  CHECK(parts[0].size() == 2);
  CHECK(area_m2(parts[0]) == Approx(area_m2(regions[0][0]) - area_m2(regions[0][1])));
}

TEST_CASE("made-up points: nothing twice, nothing left out, each point in its own region") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 40; ++round) {
    const int wide = round % 2 == 0 ? 1'000'000 : 12'000;
    const std::size_t n = 1 + random() % 300, regions = 1 + random() % 9;
    std::vector<PointMm> points;
    std::vector<std::uint32_t> of;
    const bool lattice = round % 3 == 0;  // many in one line and on one circle
    for (std::size_t i = 0; i < n; ++i) {
      const auto coordinate = [&] {
        const auto c = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(wide));
        return lattice ? c / 1000 * 1000 - 5000 : c - wide / 2;
      };
      const std::int64_t x = coordinate();
      points.push_back({x, coordinate()});
      of.push_back(static_cast<std::uint32_t>(random() % regions));
    }
    std::int64_t x0 = points[0].x, x1 = x0, y0 = points[0].y, y1 = y0;
    for (const PointMm p : points) {
      x0 = std::min(x0, p.x), x1 = std::max(x1, p.x);
      y0 = std::min(y0, p.y), y1 = std::max(y1, p.y);
    }
    const std::int64_t margin = 2000;
    const auto made = point_regions(points, of, regions, margin);
    __int128 sum = 0;
    for (const auto& rings : made) sum += twice_area(rings);
    CHECK(sum == static_cast<__int128>(2) * (x1 - x0 + 2 * margin) * (y1 - y0 + 2 * margin));
    std::set<PointMm> seen;
    for (std::size_t i = 0; i < n; ++i)
      if (seen.insert(points[i]).second && !on_border(made[of[i]], points[i]))
        CHECK(inside(made[of[i]], points[i]));
    for (int k = 0; k < 200; ++k) {
      const PointMm p{x0 - margin + 1 +
                          static_cast<std::int64_t>(
                              random() % static_cast<std::uint64_t>(x1 - x0 + 2 * margin - 1)),
                      y0 - margin + 1 +
                          static_cast<std::int64_t>(
                              random() % static_cast<std::uint64_t>(y1 - y0 + 2 * margin - 1))};
      int in = 0;
      bool border = false;
      for (const auto& rings : made) {
        in += inside(rings, p);
        border = border || on_border(rings, p);
      }
      if (!border) CHECK(in == 1);
    }
  }
}
