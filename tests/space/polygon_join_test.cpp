// SPDX-License-Identifier: Apache-2.0
#include "space/polygon_join.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "support/seed.hpp"

namespace {

using namespace vedette;

Polygon box(std::int64_t x0, std::int64_t y0, std::int64_t x1, std::int64_t y1) {
  return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
}

double area(const std::vector<Rings>& parts) {
  double m2 = 0;
  for (const Rings& rings : parts) m2 += area_m2(rings);
  return m2;
}

bool inside(const std::vector<Rings>& parts, PointMm p) {
  int in = 0;
  for (const Rings& rings : parts)
    for (const Polygon& ring : rings) in += contains(ring, p);
  return in % 2 == 1;  // an outer ring, and the rings of holes and islands within
}

// What every answer keeps: which way rings run, and that no ring passes a corner twice.
void check_rings(const std::vector<Rings>& parts) {
  for (const Rings& rings : parts) {
    REQUIRE_FALSE(rings.empty());
    for (std::size_t i = 0; i < rings.size(); ++i) {
      REQUIRE((twice_area_mm2(rings[i]) > 0) == (i == 0));
      REQUIRE(std::set<PointMm>(rings[i].begin(), rings[i].end()).size() == rings[i].size());
      for (const PointMm p : rings[i]) REQUIRE(contains(rings[0], p));
    }
  }
}

}  // namespace

TEST_CASE("cells joined along their borders") {
  const std::vector<Polygon> pair{box(0, 0, 10, 10), box(10, 0, 20, 10)};
  CHECK(join_polygons(pair) == std::vector<Rings>{{box(0, 0, 20, 10)}});
  // A part of an edge is shared; the corners may run either way.
  const std::vector<Polygon> uneven{{{0, 0}, {0, 10}, {10, 10}, {10, 0}}, box(10, 4, 20, 30)};
  CHECK(join_polygons(uneven) ==
        std::vector<Rings>{
            {{{0, 0}, {10, 0}, {10, 4}, {20, 4}, {20, 30}, {10, 30}, {10, 10}, {0, 10}}}});
  // Apart, and touching in a corner: two parts.
  const std::vector<Polygon> apart{box(0, 0, 10, 10), box(20, 0, 30, 10)};
  CHECK(join_polygons(apart) == std::vector<Rings>{{apart[0]}, {apart[1]}});
  const std::vector<Polygon> corner{box(0, 0, 10, 10), box(10, 10, 20, 20)};
  CHECK(join_polygons(corner) == std::vector<Rings>{{corner[0]}, {corner[1]}});
  // A ring of eight around a hole.
  std::vector<Polygon> eight;
  for (int i = 0; i < 9; ++i)
    if (i != 4) eight.push_back(box(i % 3 * 10, i / 3 * 10, i % 3 * 10 + 10, i / 3 * 10 + 10));
  CHECK(join_polygons(eight) ==
        std::vector<Rings>{{box(0, 0, 30, 30), {{10, 10}, {10, 20}, {20, 20}, {20, 10}}}});
  CHECK(join_polygons({}).empty());
  CHECK(join_polygons(std::vector<Polygon>(2, box(0, 0, 5, 5))) ==
        std::vector<Rings>{{box(0, 0, 5, 5)}});
}

TEST_CASE("polygons that overlap") {
  const std::vector<Polygon> cross{box(0, 10, 30, 20), box(10, 0, 20, 30)};
  const auto joined = join_polygons(cross);
  REQUIRE(joined.size() == 1);
  CHECK(joined[0].size() == 1);
  CHECK(joined[0][0].size() == 12);
  CHECK(area(joined) == Approx(500e-6));
  const std::vector<Polygon> within{box(0, 0, 30, 30), box(10, 10, 20, 20)};
  CHECK(join_polygons(within) == std::vector<Rings>{{box(0, 0, 30, 30)}});
}

// Cells of a rough grid, some of them missing, some cut in two: counted square by square.
TEST_CASE("any cells of a grid: areas add up, holes and parts are right") {
  const std::uint64_t seed = vedette::testing::seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 60; ++round) {
    const int columns = 2 + static_cast<int>(random() % 9),
              rows = 2 + static_cast<int>(random() % 9);
    std::vector<std::vector<bool>> there(static_cast<std::size_t>(rows));
    std::vector<Polygon> cells;
    std::int64_t squares = 0;
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < columns; ++c) {
        const bool take = random() % 10 < 6;
        there[static_cast<std::size_t>(r)].push_back(take);
        if (!take) continue;
        ++squares;
        const std::int64_t x = c * 1000, y = r * 1000;
        if (random() % 3 == 0) {  // the border has a corner that the neighbour does not have
          const auto cut = 1 + static_cast<std::int64_t>(random() % 999);
          cells.push_back(box(x, y, x + cut, y + 1000));
          cells.push_back(box(x + cut, y, x + 1000, y + 1000));
        } else {
          cells.push_back(box(x, y, x + 1000, y + 1000));
        }
      }
    const auto joined = join_polygons(cells);
    check_rings(joined);
    CHECK(area(joined) == Approx(static_cast<double>(squares)).margin(1e-9));
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < columns; ++c)
        REQUIRE(inside(joined, {c * 1000 + 500, r * 1000 + 500}) ==
                there[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)]);
    // Parts are squares that hang together by their sides.
    std::set<std::pair<int, int>> left;
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < columns; ++c)
        if (there[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)]) left.insert({r, c});
    std::size_t parts = 0;
    while (!left.empty()) {
      ++parts;
      std::vector<std::pair<int, int>> next{*left.begin()};
      left.erase(left.begin());
      while (!next.empty()) {
        const auto [r, c] = next.back();
        next.pop_back();
        for (const auto& to : {std::pair(r + 1, c), {r - 1, c}, {r, c + 1}, {r, c - 1}})
          if (left.erase(to)) next.push_back(to);
      }
    }
    CHECK(joined.size() == parts);
  }
}

// Oracle: inside the union is inside any of them.
TEST_CASE("triangles thrown on a plane, joined") {
  const std::uint64_t seed = vedette::testing::seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  const auto coordinate = [&] { return static_cast<std::int64_t>(random() % 100'000); };
  for (int round = 0; round < 40; ++round) {
    std::vector<Polygon> triangles;
    for (int i = 0; i < 12; ++i) {
      const PointMm at{coordinate(), coordinate()};
      Polygon t;
      for (int k = 0; k < 3; ++k) t.push_back({at.x + coordinate() / 3, at.y + coordinate() / 3});
      if (twice_area_mm2(t) != 0) triangles.push_back(std::move(t));
    }
    const auto joined = join_polygons(triangles);
    check_rings(joined);
    for (int i = 0; i < 500; ++i) {
      const PointMm p{coordinate(), coordinate()};
      bool in = false, near = false;
      for (const Polygon& t : triangles) {
        in = in || contains(t, p);
        for (const PointMm d : {PointMm{3, 0}, {-3, 0}, {0, 3}, {0, -3}})
          near = near || contains(t, p) != contains(t, {p.x + d.x, p.y + d.y});
      }
      if (!near) REQUIRE(inside(joined, p) == in);
    }
  }
}
