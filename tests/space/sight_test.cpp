// SPDX-License-Identifier: Apache-2.0
#include "space/sight.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "base/diagnostics.hpp"

using namespace vedette;

namespace {

const Wall kWall{{10, -5}, {10, 5}};

// Rational intersection, written out another way: is there a common point other than the ends of
// the line of sight? Tries the wall's ends and the crossing of the two lines.
bool blocks_slowly(const Wall& w, PointMm e, PointMm t) {
  using Wide = __int128;
  const Wide dx = t.x - e.x, dy = t.y - e.y, wx = w.b.x - w.a.x, wy = w.b.y - w.a.y;
  const auto on_line = [&](PointMm p) {  // strictly between e and t
    if (dx * (p.y - e.y) != dy * (p.x - e.x)) return false;
    const Wide dot = dx * (p.x - e.x) + dy * (p.y - e.y);
    return dot > 0 && dot < dx * dx + dy * dy;
  };
  if (on_line(w.a) || on_line(w.b)) return true;
  Wide det = dx * wy - dy * wx;
  if (det == 0) {
    const auto on_wall = [&](PointMm p) {
      if (wx * (p.y - w.a.y) != wy * (p.x - w.a.x)) return false;
      const Wide dot = wx * (p.x - w.a.x) + wy * (p.y - w.a.y);
      return dot >= 0 && dot <= wx * wx + wy * wy;
    };
    return w.a != w.b && e != t && on_wall(e) && on_wall(t);
  }
  Wide s = (w.a.x - e.x) * wy - (w.a.y - e.y) * wx;  // along the sight line, times det
  Wide u = (w.a.x - e.x) * dy - (w.a.y - e.y) * dx;  // along the wall, times det
  if (det < 0) det = -det, s = -s, u = -u;
  return s > 0 && s < det && u >= 0 && u <= det;
}

}  // namespace

TEST_CASE("a wall across the line of sight blocks, one beside it does not") {
  CHECK(blocks(kWall, {0, 0}, {20, 0}));
  CHECK(blocks(kWall, {20, 0}, {0, 0}));
  CHECK_FALSE(blocks(kWall, {0, 6}, {20, 6}));
  CHECK_FALSE(blocks(kWall, {0, 0}, {9, 0}));
  CHECK_FALSE(blocks(kWall, {11, 0}, {20, 0}));
}

TEST_CASE("touching a wall's end blocks, so nothing leaks through a corner") {
  CHECK(blocks(kWall, {0, 5}, {20, 5}));
  CHECK(blocks(kWall, {0, -5}, {20, -5}));
  const std::vector<Wall> corner{{{10, 10}, {10, 20}}, {{10, 10}, {20, 10}}};
  CHECK_FALSE(sees({0, 0}, {15, 15}, corner));
  CHECK(blocks({{5, 0}, {5, 0}}, {0, 0}, {20, 0}));  // a post
}

TEST_CASE("along a wall is blocked") {
  CHECK(blocks(kWall, {10, -9}, {10, 9}));
  CHECK(blocks(kWall, {10, -3}, {10, 3}));  // inside the wall
  CHECK(blocks(kWall, {10, -5}, {10, 5}));  // from end to end
  CHECK(blocks(kWall, {10, -5}, {10, 9}));
  CHECK_FALSE(blocks(kWall, {10, 5}, {10, 9}));  // away from its end
  CHECK_FALSE(blocks(kWall, {10, 6}, {10, 9}));
}

TEST_CASE("the wall at the eye or at the target does not block") {
  CHECK_FALSE(blocks(kWall, {0, 0}, {10, 0}));   // the face of the wall is seen
  CHECK_FALSE(blocks(kWall, {10, 0}, {0, 0}));   // a camera on the wall's line
  CHECK_FALSE(blocks(kWall, {10, 0}, {20, 0}));  // looks to both sides
  CHECK_FALSE(blocks(kWall, {10, 5}, {20, 9}));
  CHECK_FALSE(blocks(kWall, {10, 0}, {10, 0}));
}

TEST_CASE("predicates are exact at the edge of the world") {
  const PointMm far{kMaxMm, kMaxMm - 1}, origin{-kMaxMm, -kMaxMm};
  // The wall's end is 1/(2e9) mm off the line; doubles cannot tell.
  CHECK_FALSE(blocks({{0, 0}, {-5, 5}}, origin, far));
  CHECK(blocks({{0, -1}, {-5, 5}}, origin, far));
}

TEST_CASE("the index gives the answers of the plain search, and both those of another formula") {
  std::mt19937_64 random(Catch::rngSeed());
  INFO("seed " << Catch::rngSeed());
  for (int round = 0; round < 60; ++round) {
    // Small coordinates bring touching ends and walls in line; large ones ordinary cases.
    const std::int64_t size = round % 3 == 0 ? 6 : round % 3 == 1 ? 60 : 200'000;
    const auto point = [&] {
      const auto c = [&] { return static_cast<std::int64_t>(random() % (2 * size + 1)) - size; };
      return PointMm{c(), c()};
    };
    std::vector<Wall> walls;
    const std::size_t count = random() % (size == 6 ? 4 : 60);
    for (std::size_t i = 0; i < count; ++i) {
      Wall w{point(), point()};
      if (random() % 2) w.b = {w.a.x + (w.b.x - w.a.x) / 8, w.a.y + (w.b.y - w.a.y) / 8};
      walls.push_back(w);
    }
    const SightIndex index(walls);
    for (int i = 0; i < 300; ++i) {
      const PointMm eye = point(), target = point();
      INFO(eye.x << ',' << eye.y << " -> " << target.x << ',' << target.y);
      const bool plain = sees(eye, target, walls);
      REQUIRE(index.sees(eye, target) == plain);
      REQUIRE(index.sees(target, eye) == plain);
      REQUIRE(plain == std::none_of(walls.begin(), walls.end(),
                                    [&](const Wall& w) { return blocks_slowly(w, eye, target); }));
    }
  }
  const std::vector<Wall> outside{{{0, 0}, {kMaxMm + 1, 0}}};
  CHECK_THROWS_AS(SightIndex(outside), InputError);
}
