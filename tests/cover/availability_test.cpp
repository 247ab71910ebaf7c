// SPDX-License-Identifier: Apache-2.0
// Availability, bounds from tests, operators: VALIDATION V7.
#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "base/random.hpp"
#include "cover/availability.hpp"
#include "cover/detection_bound.hpp"
#include "cover/operator_watch.hpp"
#include "support/seed.hpp"

using namespace vedette;

TEST_CASE("availability of V7") {
  const std::vector<double> chain = {availability(100000, 24), availability(200000, 8),
                                     availability(50000, 8)};
  CHECK(series(chain) == Approx(.999560).margin(5e-7));
  CHECK(down_hours_a_year(series(chain)) == Approx(3.853).margin(5e-4));
  CHECK(expected_down(243, availability(30000, 72)) == Approx(.582).margin(5e-4));
  CHECK_THROWS_WITH(availability(0, 3), "MTBF 0 not in (0, inf)");
  CHECK_THROWS_AS(availability(1, -1), std::invalid_argument);
}

TEST_CASE("k of n: ends are series and parallel, the middle the sum over all states") {
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("k of n", "test");
  std::vector<double> a(7);
  for (double& x : a) x = s.uniform();
  CHECK(k_of_n(7, a) == Approx(series(a)).epsilon(1e-12));
  CHECK(k_of_n(1, a) == Approx(parallel(a)).epsilon(1e-12));
  CHECK(k_of_n(0, a) == Approx(1).epsilon(1e-12));
  CHECK(k_of_n(8, a) == 0);
  for (int k = 1; k <= 7; ++k) {
    double sum = 0;
    for (unsigned state = 0; state < 128; ++state) {
      double p = 1;
      int working = 0;
      for (unsigned i = 0; i < 7; ++i) {
        const bool up = state >> i & 1;
        working += up;
        p *= up ? a[i] : 1 - a[i];
      }
      if (working >= k) sum += p;
    }
    CHECK(k_of_n(k, a) == Approx(sum).epsilon(1e-12));
  }
  CHECK(k_of_n(2, 3, 0.9) == Approx(3 * .81 * .1 + .729));
}

TEST_CASE("cameras that share a cause") {
  const std::vector<double> left = {.1, .2}, right = {.5};
  const std::vector<SharedCause> groups = {{.01, left}, {.05, right}};
  CHECK(p_dark(groups) == Approx((.01 + .99 * .02) * (.05 + .95 * .5)));
  CHECK(p_dark({}) == 1);
}

TEST_CASE("bounds on a detection probability from tests") {
  CHECK(detection_lower_bound(30, 30) == Approx(.9050).margin(5e-5));
  CHECK(detection_lower_bound(49, 50) == Approx(.9086).margin(5e-5));
  CHECK(detection_lower_bound(98, 100) == Approx(.9384).margin(5e-5));
  CHECK(detection_lower_bound(0, 10) == 0);
  CHECK(detection_upper_bound(10, 10) == 1);
  CHECK(detection_upper_bound(0, 30) == Approx(1 - .9050).margin(5e-5));
  // By definition: at the bound, so many detections or more have probability 5 %.
  for (const int x : {1, 3, 11, 19}) {
    const double p = detection_lower_bound(static_cast<std::uint64_t>(x), 20);
    double tail = 0;
    for (int k = x; k <= 20; ++k)
      tail += std::exp(std::lgamma(21) - std::lgamma(k + 1) - std::lgamma(21 - k)) *
              std::pow(p, k) * std::pow(1 - p, 20 - k);
    CHECK(tail == Approx(.05).epsilon(1e-9));
  }
  CHECK(tests_to_show(.9) == 29);
  CHECK(tests_to_show(.99) == 299);
  CHECK(tests_to_show(.5, .5) == 1);
  CHECK_THROWS_AS(detection_lower_bound(3, 2), std::invalid_argument);
  CHECK_THROWS_AS(detection_lower_bound(0, 0), std::invalid_argument);
}

TEST_CASE("operators and monitors") {
  CHECK(share_of_events_seen(1) == .85);
  CHECK(share_of_events_seen(4) == Approx(.74));
  CHECK(share_of_events_seen(5) == Approx(.66));
  CHECK(share_of_events_seen(6) == Approx(.58));
  CHECK(share_of_events_seen(9) == Approx(.53));
  CHECK(share_of_events_seen(40) == .53);
  CHECK_THROWS_AS(share_of_events_seen(0), std::invalid_argument);
}
