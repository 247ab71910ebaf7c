// SPDX-License-Identifier: Apache-2.0
#include "space/ring_sides.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>
#include <random>
#include <vector>

#include "support/seed.hpp"

namespace vedette {
namespace {

TEST_CASE("sides of a ring that cross, touch or fold back are told by their numbers") {
  CHECK_FALSE(own_sides_meet({{0, 0}, {4, 0}, {4, 4}, {0, 4}}));
  CHECK_FALSE(own_sides_meet({{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}));  // closed by a repetition
  CHECK_FALSE(own_sides_meet({{0, 0}, {2, 0}, {4, 0}, {4, 4}, {0, 4}}));  // straight on
  const auto bow = own_sides_meet({{0, 0}, {4, 4}, {4, 0}, {0, 4}});
  REQUIRE(bow);
  CHECK(bow->first == 0);
  CHECK(bow->second == 2);
  CHECK(bow->cross);
  const auto pinched = own_sides_meet({{0, 0}, {4, 0}, {2, 2}, {4, 4}, {0, 4}, {2, 2}});
  REQUIRE(pinched);
  CHECK_FALSE(pinched->cross);
  const auto spike = own_sides_meet({{0, 0}, {4, 0}, {4, 4}, {4, 9}, {4, 4}, {0, 4}});
  REQUIRE(spike);
  CHECK(spike->first == 1);  // the side before the spike meets its way back
  CHECK(spike->second == 3);
}

TEST_CASE("one ring crosses another where their sides do, and only there") {
  const Polygon yard{{0, 0}, {10, 0}, {10, 10}, {0, 10}};
  CHECK_FALSE(sides_cross(yard, {{2, 2}, {4, 2}, {4, 4}}));
  CHECK_FALSE(sides_cross(yard, {{0, 2}, {4, 2}, {4, 4}}));  // touches
  const auto out = sides_cross(yard, {{8, 4}, {14, 5}, {8, 6}});
  REQUIRE(out);
  CHECK(out->first == 1);
  CHECK(out->second == 0);
}

// Brute force: every pair of sides by the definition, in halves of a small lattice.
TEST_CASE("random rings meet themselves exactly where trying all pairs says so") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  const auto at = [&] { return static_cast<std::int64_t>(random() % 7); };
  for (int round = 0; round < 3000; ++round) {
    Polygon ring;
    const std::size_t n = 3 + random() % 5;
    while (ring.size() < n) {
      const PointMm p{at(), at()};
      if (ring.empty() || (p != ring.back() && (ring.size() + 1 < n || p != ring.front())))
        ring.push_back(p);
    }
    std::optional<std::pair<std::size_t, std::size_t>> first;
    bool crossing = false;
    for (std::size_t i = 0; i < n && !first; ++i)
      for (std::size_t k = i + 1; k < n && !first; ++k) {
        const PointMm a = ring[i], b = ring[(i + 1) % n], c = ring[k], d = ring[(k + 1) % n];
        const bool cross = turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
        // Common points: ends of one on the other; two neighbours have one in any case.
        std::vector<PointMm> common;
        for (const PointMm p : {c, d})
          if (turn(a, b, p) == 0 && between(a, b, p)) common.push_back(p);
        for (const PointMm p : {a, b})
          if (turn(c, d, p) == 0 && between(c, d, p)) common.push_back(p);
        std::sort(common.begin(), common.end());
        common.erase(std::unique(common.begin(), common.end()), common.end());
        const bool neighbours = k == i + 1 || (i == 0 && k == n - 1);
        if (!cross && common.size() <= (neighbours ? 1u : 0u)) continue;
        first = {i, k};
        crossing = cross;
      }
    const auto found = own_sides_meet(ring);
    REQUIRE(found.has_value() == first.has_value());
    if (!first) continue;
    CHECK(found->first == first->first);
    CHECK(found->second == first->second);
    CHECK(found->cross == crossing);
  }
}

}  // namespace
}  // namespace vedette
