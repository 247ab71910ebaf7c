// SPDX-License-Identifier: Apache-2.0
// What is seen, beside CGAL's exact answer.
#include <catch2/catch.hpp>

#include "space/visible_region.hpp"
#include "support/cgal_sight.hpp"
#include "support/random_plan.hpp"
#include "support/seed.hpp"

using namespace vedette;
using namespace vedette::testing;

TEST_CASE("Areas are those of CGAL's exact kernel", "[visibility][cgal]") {
  CAPTURE(seed());
  std::mt19937_64 draw(seed());
  for (int round = 0; round < 8; ++round) {
    const auto rings = apart_rings(draw, 80, 50, 3 + round, 4);
    std::vector<BarrierWall> walls;
    for (const auto& ring : rings) add_ring(walls, ring);
    const SightPlan plan(walls);
    CgalSight cgal(rings);
    cgal.prepare();
    Visible visible;
    int tried = 0;
    while (tried < 30) {
      const double x = std::round(number_in(draw, 0.1, 79.9) * 1000) / 1000,
                   y = std::round(number_in(draw, 0.1, 49.9) * 1000) / 1000;
      plan.look({.x_m = x, .y_m = y}, visible);
      INFO("eye " << x << ", " << y);
      CHECK(visible_area(visible) == Approx(cgal.area(x, y, cgal.face(x, y))).epsilon(1e-9));
      ++tried;
    }
  }
}
