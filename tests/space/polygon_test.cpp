// SPDX-License-Identifier: Apache-2.0
#include "space/polygon.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace vedette;

TEST_CASE("area, centroid and containment of an L-shaped yard") {
  const Polygon yard{{0, 0}, {4000, 0}, {4000, 2000}, {2000, 2000}, {2000, 6000}, {0, 6000}};
  CHECK(area_m2(yard) == 16);
  CHECK(twice_area_mm2(yard) > 0);
  CHECK(centroid(yard) == PointMm{1500, 2500});
  CHECK(contains(yard, {1000, 5000}));
  CHECK(contains(yard, {3000, 1000}));
  CHECK_FALSE(contains(yard, {3000, 3000}));
  CHECK_FALSE(contains(yard, {-1, 0}));
  CHECK_FALSE(contains(yard, {5000, 2000}));
  for (const PointMm corner : yard) CHECK(contains(yard, corner));
  CHECK(contains(yard, {2000, 4000}));  // on the border
  CHECK_FALSE(contains(yard, {2001, 4000}));
  const Polygon other_way(yard.rbegin(), yard.rend());
  CHECK(area_m2(other_way) == 16);
  CHECK(centroid(other_way) == centroid(yard));
  CHECK(contains(other_way, {1000, 5000}));
}

TEST_CASE("polygons without area") {
  CHECK(area_m2({}) == 0);
  CHECK_FALSE(contains({}, {0, 0}));
  const Polygon line{{0, 0}, {10, 10}, {20, 20}};
  CHECK(area_m2(line) == 0);
  CHECK(centroid(line) == PointMm{10, 10});
  CHECK(contains(line, {5, 5}));
  CHECK(convex_hull(line) == Polygon{{0, 0}, {20, 20}});
  CHECK(convex_hull({{1, 1}, {1, 1}}) == Polygon{{1, 1}});
}

TEST_CASE("a convex hull holds every point and turns left at each corner") {
  std::mt19937_64 random(Catch::rngSeed());
  INFO("seed " << Catch::rngSeed());
  for (int round = 0; round < 200; ++round) {
    std::vector<PointMm> points(1 + random() % 30);
    for (PointMm& p : points)
      p = {static_cast<std::int64_t>(random() % 12), static_cast<std::int64_t>(random() % 12)};
    const Polygon hull = convex_hull(points);
    for (std::size_t i = 0; hull.size() > 2 && i < hull.size(); ++i)
      REQUIRE(turn(hull[i], hull[(i + 1) % hull.size()], hull[(i + 2) % hull.size()]) == 1);
    for (const PointMm p : points) REQUIRE(contains(hull, p));
    for (const PointMm p : hull)
      REQUIRE(std::find(points.begin(), points.end(), p) != points.end());
  }
}
