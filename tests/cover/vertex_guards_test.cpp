// SPDX-License-Identifier: Apache-2.0
#include "cover/vertex_guards.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "cover/unseen_parts.hpp"

using namespace vedette;

TEST_CASE("Combs need a corner for each tooth", "[guards]") {
  for (int teeth = 1; teeth <= 6; ++teeth) {
    std::vector<Offset> comb{{0, 0}, {4.0 * teeth - 4 + 1, 0}};
    for (int i = teeth - 1; i >= 0; --i) {
      if (i < teeth - 1) comb.push_back({4.0 * i + 2, 1});
      comb.push_back({4.0 * i + 0.5, 20});
      if (i > 0) comb.push_back({4.0 * i - 1, 1});
    }
    const VertexGuards found = fewest_vertex_guards({comb});
    CAPTURE(teeth, comb.size());
    CHECK(found.proven);
    CHECK(found.guards.size() <= std::max<std::size_t>(1, comb.size() / 3));
    if (teeth > 1) CHECK(found.guards.size() == static_cast<std::size_t>(teeth));
  }
}

TEST_CASE("Holes, and rings that enclose nothing", "[guards]") {
  const Rings room{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, {{4, 4}, {6, 4}, {6, 6}, {4, 6}}};
  const VertexGuards found = fewest_vertex_guards(room);
  CHECK(found.proven);
  CHECK(found.guards.size() == 2);
  CHECK(area_of(room) == Approx(96));
  CHECK_THROWS_AS(fewest_vertex_guards({{{0, 0}, {1, 1}, {2, 2}}}), std::invalid_argument);
}

TEST_CASE("What is left unseen", "[guards]") {
  const std::vector<Border> whole{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}};
  const std::vector<Border> seen{{{0, 0}, {10, 0}, {10, 4}, {0, 4}},
                                 {{0, 3}, {5, 3}, {5, 10}, {0, 10}}};
  const auto parts = unseen_parts(whole, seen, 1e-9);
  REQUIRE(parts.size() == 1);
  CHECK(parts[0].area == Approx(30));
  CHECK(parts[0].inside.x > 5);
  CHECK(parts[0].inside.y > 4);
}
