// SPDX-License-Identifier: Apache-2.0
#include "cover/expected_coverage.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "base/random.hpp"
#include "cover/square_root_law.hpp"
#include "support/seed.hpp"

using namespace vedette;

TEST_CASE("expected coverage is 1 - busy^k of each demand") {
  const std::vector<double> weight{10, 20, 30};
  const std::vector<std::uint32_t> units{0, 1, 2};
  CHECK(expected_coverage(weight, units, 0.5) == Approx(20 * 0.5 + 30 * 0.75));
  CHECK(expected_coverage(weight, units, 0) == Approx(50));
  CHECK(expected_coverage(weight, units, 1) == Approx(0).margin(1e-15));
  CHECK_THROWS_AS(expected_coverage(weight, units, 1.5), std::invalid_argument);
}

TEST_CASE("the marginal coverage is what one more unit adds") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  Stream random = Random(seed, 0).stream("marginal", "test");
  for (int round = 0; round < 100; ++round) {
    const double busy = random.uniform();
    std::vector<double> weight;
    std::vector<std::uint32_t> units;
    for (int i = 0; i < 8; ++i) {
      weight.push_back(10 * random.uniform());
      units.push_back(static_cast<std::uint32_t>(random.below(4)));
    }
    CoveredBy points;
    for (int b = 0; b < 4; ++b) {
      std::vector<std::uint32_t> demands;
      for (std::uint32_t i = 0; i < 8; ++i)
        if (random.below(2) == 0) demands.push_back(i);
      points.add_point(demands);
    }
    const std::vector<double> powers = busy_powers(busy, 4);
    const double now = expected_coverage(weight, units, busy);
    double best = -1;
    for (std::size_t b = 0; b < points.points(); ++b) {
      std::vector<std::uint32_t> more = units;
      count_unit(points.of(b), 1, more);
      const double gain = expected_coverage(weight, more, busy) - now;
      CHECK(marginal_coverage(points.of(b), weight, units, powers) == Approx(gain).margin(1e-12));
      best = std::max(best, gain);
      count_unit(points.of(b), -1, more);
      CHECK(more == units);
    }
    CHECK(best_waiting_point(points, weight, units, powers).gain == Approx(best).margin(1e-12));
  }
}

TEST_CASE("of equal waiting points the first") {
  CoveredBy points;
  points.add_point(std::vector<std::uint32_t>{0});
  points.add_point(std::vector<std::uint32_t>{1});
  points.add_point(std::vector<std::uint32_t>{2});
  const std::vector<double> weight{1, 4, 4};
  const std::vector<std::uint32_t> units{0, 0, 0};
  CHECK(best_waiting_point(points, weight, units, busy_powers(0.3, 1)).point == 1);
  const std::vector<std::uint32_t> covered{0, 1, 1};
  CHECK(best_waiting_point(points, weight, covered, busy_powers(0.3, 1)).point == 1);
  CHECK(best_waiting_point(points, weight, covered, busy_powers(0.2, 1)).point == 0);
}

TEST_CASE("the square-root law: constants of Larson and Odoni, busy units count less") {
  const auto c = square_root_constant;
  CHECK(c(Metric::kEuclidean, Scatter::kRandom) == 0.5);
  CHECK(c(Metric::kRightAngle, Scatter::kRandom) == Approx(0.62665707).margin(1e-8));
  CHECK(c(Metric::kEuclidean, Scatter::kSquares) == Approx(0.38259785823).margin(1e-10));
  CHECK(c(Metric::kRightAngle, Scatter::kSquares) == 0.5);
  CHECK(c(Metric::kEuclidean, Scatter::kBest) == Approx(0.377196).margin(1e-6));
  CHECK(c(Metric::kRightAngle, Scatter::kBest) == Approx(0.4714045208).margin(1e-9));
  CHECK(square_root_distance(100, 10, 0.6, Metric::kEuclidean, Scatter::kRandom) == Approx(2.5));
  // Always four free: the same; spread around four: longer (the square root is convex).
  const std::vector<double> four{0, 0, 0, 0, 1};
  const std::vector<double> spread{0, 0, 0.25, 0, 0.5, 0, 0.25};
  CHECK(square_root_distance(100, four, Metric::kEuclidean, Scatter::kRandom) == Approx(2.5));
  CHECK(square_root_distance(100, spread, Metric::kEuclidean, Scatter::kRandom) > 2.5);
  const std::vector<double> never{1, 0};
  CHECK_THROWS_AS(square_root_distance(100, never, Metric::kEuclidean, Scatter::kRandom),
                  std::invalid_argument);
  CHECK_THROWS_AS(square_root_distance(100, 5, 1, Metric::kEuclidean, Scatter::kRandom),
                  std::invalid_argument);
}
