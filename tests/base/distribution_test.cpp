// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "base/distribution.hpp"
#include "base/statistics.hpp"
#include "support/seed.hpp"

using namespace vedette;

TEST_CASE("every distribution draws with its stated mean and variance") {
  CAPTURE(testing::seed());
  const std::vector<Distribution> all = {
      Distribution::constant(4),
      Distribution::exponential(30),
      Distribution::uniform(-2, 5),
      Distribution::triangular(1, 2, 7),
      Distribution::triangular(1, 1, 7),
      Distribution::triangular(1, 7, 7),
      Distribution::normal(90, 27),
      Distribution::lognormal(30, 0.5),
      Distribution::lognormal_by_percentiles(20, 45),
      Distribution::gamma(12, 0.4),
      Distribution::gamma(12, 1.4),
      Distribution::erlang(3, 60),
      Distribution::weibull(1.7, 10),
      Distribution::weibull(0.8, 10),
      Distribution::empirical({5, 1, 2, 2, 9}),
      Distribution::empirical({3}),
  };
  for (const Distribution& d : all) {
    CAPTURE(d.describe());
    Stream s = Random(testing::seed(), 0).stream(d.describe(), "test");
    constexpr int kBatches = 100;
    Accumulator means, variances;
    const double mark = d.mean() * 0.9;
    int below = 0;
    for (int b = 0; b < kBatches; ++b) {
      Accumulator batch;
      for (int i = 0; i < 3000; ++i) {
        const double x = d.sample(s);
        batch.add(x);
        below += x <= mark;
      }
      means.add(batch.mean());
      variances.add(batch.variance());
    }
    const double p = d.cdf(mark), draws = 3000.0 * kBatches;
    CHECK(std::fabs(below / draws - p) <= 5 * std::sqrt(p * (1 - p) / draws));
    const double slack = 1e-12 * (1 + std::fabs(d.mean()) + d.variance());
    CHECK(std::fabs(means.mean() - d.mean()) <= 5 * means.sd() / 10 + slack);
    CHECK(std::fabs(variances.mean() - d.variance()) <= 6 * variances.sd() / 10 + slack);
  }
}

TEST_CASE("closed forms") {
  CHECK(Distribution::weibull(2, 1).mean() == Approx(std::sqrt(portable::kPi) / 2).epsilon(1e-13));
  CHECK(Distribution::weibull(1, 5).variance() == Approx(25).epsilon(1e-12));
  CHECK(Distribution::triangular(0, 0, 6).variance() == Approx(2));
  CHECK(Distribution::triangular(0, 3, 6).mean() == Approx(3));
  CHECK(Distribution::erlang(4, 8).variance() == Approx(16));
  CHECK(Distribution::empirical({0, 1}).variance() == Approx(1.0 / 12));
  CHECK(Distribution().mean() == 0);
  CHECK(Distribution::lognormal(30, 0.5).describe() == "lognormal(mean 30, cv 0.5)");
}

TEST_CASE("quantiles of draws: percentiles of the lognormal, interpolation of the empirical") {
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("percentiles", "test");
  const Distribution l = Distribution::lognormal_by_percentiles(20, 45);
  int below_median = 0, below_p90 = 0;
  for (int i = 0; i < 100000; ++i) {
    const double x = l.sample(s);
    below_median += x <= 20;
    below_p90 += x <= 45;
  }
  CHECK(std::abs(below_median - 50000) < 800);
  CHECK(std::abs(below_p90 - 90000) < 500);

  const std::vector<double> values = {1, 2, 4, 8};
  const Distribution e = Distribution::empirical(values);
  std::vector<double> draws(100000);
  for (double& x : draws) x = e.sample(s);
  std::sort(draws.begin(), draws.end());
  CHECK(draws.front() >= 1);
  CHECK(draws.back() <= 8);
  for (const double p : {0.1, 0.33, 0.5, 0.9})
    CHECK(quantile_sorted(draws, p) == Approx(quantile_sorted(values, p)).margin(0.06));
}

TEST_CASE("inversion: one uniform a draw and larger uniforms give larger draws") {
  for (const Distribution& d : {Distribution::exponential(1), Distribution::normal(0, 1),
                                Distribution::lognormal(1, 1), Distribution::triangular(0, 1, 3),
                                Distribution::uniform(0, 2), Distribution::empirical({1, 3, 4})}) {
    CAPTURE(d.describe());
    Stream a = Random(1, 1).stream("x", "y"), b = a;
    for (int i = 0; i < 7; ++i) d.sample(a);
    for (int i = 0; i < 7; ++i) b.uniform();
    CHECK(a.bits() == b.bits());
  }
}

TEST_CASE("parameters that make no distribution are refused with value and bounds") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_WITH(Distribution::exponential(0), "mean 0 not in (0, inf)");
  CHECK_THROWS_WITH(Distribution::triangular(1, 9, 7), "mode 9 not in [1, 7]");
  CHECK_THROWS_WITH(Distribution::uniform(3, 2), "high 2 not in [3, inf)");
  CHECK_THROWS_AS(Distribution::constant(nan), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::normal(0, -1), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::normal(nan, 1), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::lognormal(-1, 1), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::lognormal_by_percentiles(5, 4), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::gamma(1, 0), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::erlang(0, 1), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::weibull(1, -1), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::empirical({}), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::empirical({1, nan}), std::invalid_argument);
}
