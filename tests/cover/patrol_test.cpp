// SPDX-License-Identifier: Apache-2.0
// Patrol exposure and mean travel distances: VALIDATION V5.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>

#include "base/random.hpp"
#include "cover/patrol_exposure.hpp"
#include "cover/travel_distance.hpp"
#include "support/seed.hpp"

using namespace vedette;

TEST_CASE("exposure of V5: visits every 1800 s, a task of 1200 s") {
  const PatrolExposure clock = patrol_exposure(1200, Distribution::constant(1800));
  const PatrolExposure spread = patrol_exposure(1200, Distribution::uniform(900, 2700));
  const PatrolExposure chance = patrol_exposure(1200, Distribution::exponential(1800));
  CHECK(clock.random_start == Approx(.6667).margin(5e-5));
  CHECK(spread.random_start == Approx(.6528).margin(5e-5));
  CHECK(chance.random_start == Approx(.4866).margin(5e-5));
  CHECK(clock.after_visit == 0);
  CHECK(spread.after_visit == Approx(.1667).margin(5e-5));
  CHECK(chance.after_visit == Approx(.4866).margin(5e-5));
  CHECK(patrol_exposure(1800, Distribution::constant(1800)).after_visit == 1);
  CHECK(patrol_exposure(5000, Distribution::uniform(900, 2700)).random_start == 1);
  CHECK(patrol_exposure(0, Distribution::exponential(9)).random_start == 0);
  CHECK_THROWS_AS(patrol_exposure(-1, Distribution::constant(1)), std::invalid_argument);
  CHECK_THROWS_AS(patrol_exposure(1, Distribution::normal(1, 1)), std::invalid_argument);
}

TEST_CASE("exposure: the general integral agrees with the closed forms") {
  // Erlang with one phase is exponential, Weibull with shape 1 too, a triangle near a uniform is
  // not.
  for (const double d : {10.0, 300.0, 2000.0}) {
    const double exact = patrol_exposure(d, Distribution::exponential(600)).random_start;
    CHECK(patrol_exposure(d, Distribution::erlang(1, 600)).random_start ==
          Approx(exact).margin(1e-9));
    CHECK(patrol_exposure(d, Distribution::weibull(1, 600)).random_start ==
          Approx(exact).margin(1e-9));
  }
  CHECK(patrol_exposure(1e5, Distribution::lognormal(600, .5)).random_start ==
        Approx(1).margin(1e-4));
}

TEST_CASE("equally spaced patrols") {
  const TourFigures t = tour_figures(1200, 3, 2);
  CHECK(t.interval_s == 200);
  CHECK(t.mean_idleness_s == 100);
  CHECK_THROWS_AS(tour_figures(1200, 0, 2), std::invalid_argument);
}

TEST_CASE("mean travel distances of V5") {
  const Metric straight = Metric::kEuclidean, right = Metric::kRightAngle;
  CHECK(mean_distance_in_rectangle(3, 6, right) == Approx(3));
  CHECK(mean_distance_from_centre(3, 6, right) == Approx(2.25));
  CHECK(mean_distance_in_rectangle(1, 1, straight) == Approx(.52140543).margin(5e-9));
  CHECK(mean_distance_to_nearest(4, straight) == Approx(.25));
  CHECK(mean_distance_to_nearest(4, right) == Approx(.62665707 / 2).margin(5e-9));
  // The unit square from its centre: (sqrt 2 + ln(1 + sqrt 2)) / 6.
  CHECK(mean_distance_from_centre(1, 1, straight) ==
        Approx((std::sqrt(2.0) + std::log(1 + std::sqrt(2.0))) / 6).epsilon(1e-12));
  CHECK_THROWS_AS(mean_distance_to_nearest(0, right), std::invalid_argument);
}

TEST_CASE("mean travel distances agree with sampling") {
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("distance", "test");
  const double a = 3, b = 1.2;
  double pair = 0, centre = 0;
  constexpr int kDraws = 400000;
  for (int i = 0; i < kDraws; ++i) {
    const double x = a * s.uniform(), y = b * s.uniform();
    pair += std::hypot(x - a * s.uniform(), y - b * s.uniform());
    centre += std::hypot(x - a / 2, y - b / 2);
  }
  CHECK(pair / kDraws ==
        Approx(mean_distance_in_rectangle(a, b, Metric::kEuclidean)).epsilon(0.006));
  CHECK(centre / kDraws ==
        Approx(mean_distance_from_centre(a, b, Metric::kEuclidean)).epsilon(0.006));
}
