// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "base/portable_math.hpp"
#include "base/statistics.hpp"
#include "cover/stages.hpp"
#include "support/seed.hpp"

using namespace vedette;
using D = Distribution;
using Method = StageSum::Method;

TEST_CASE("the alarm chain of V2: four exponential stages") {
  const StageSum sum(
      {D::exponential(5), D::exponential(30), D::exponential(20), D::exponential(60)});
  CHECK(sum.method() == Method::kPhaseType);
  CHECK(sum.mean() == 115);
  CHECK(sum.sd() == Approx(70.178).margin(5e-4));
  CHECK(sum.cdf(180) == Approx(.845819).margin(5e-7));
  CHECK(sum.quantile(.5) == Approx(99.80).margin(5e-3));
  CHECK(sum.quantile(.95) == Approx(249.85).margin(5e-3));
  CHECK(sum.cdf(0) == 0);
  CHECK(sum.cdf(-5) == 0);
}

TEST_CASE("phase types: distinct rates by partial fractions, equal ones as Erlang") {
  // P(T > t) = sum_i exp(-r_i t) prod_{j != i} r_j / (r_j - r_i).
  const std::vector<long double> r = {1 / 5.L, 1 / 30.L, 1 / 20.L, 1 / 60.L};
  const StageSum sum(
      {D::exponential(5), D::exponential(30), D::exponential(20), D::exponential(60)});
  for (const double t : {1.0, 30.0, 180.0, 900.0}) {
    long double tail = 0;
    for (std::size_t i = 0; i < r.size(); ++i) {
      long double term = std::exp(-r[i] * t);
      for (std::size_t j = 0; j < r.size(); ++j)
        if (j != i) term *= r[j] / (r[j] - r[i]);
      tail += term;
    }
    CAPTURE(t);
    CHECK(sum.exceeds(t) == Approx(static_cast<double>(tail)).epsilon(1e-11));
  }
  const StageSum equal({D::exponential(2), D::exponential(2), D::erlang(3, 6)});
  for (const double t : {0.1, 4.0, 10.0, 60.0})
    CHECK(equal.exceeds(t) == Approx(portable::gamma_q(5, t / 2)).epsilon(1e-12));
  // Almost equal rates, where partial fractions lose every digit.
  CHECK(StageSum({D::exponential(2), D::exponential(2 + 1e-9)}).cdf(3) ==
        Approx(portable::gamma_p(2, 1.5)).epsilon(1e-8));
  // Very unlike rates: 1 ms beside 1,000 s.
  const StageSum stiff({D::exponential(1e-3), D::exponential(1000)});
  CHECK(stiff.exceeds(2500) ==
        Approx((std::exp(-2.5) * 1000 - 1e-3 * 0) / (1000 - 1e-3)).epsilon(1e-9));
  // A constant stage moves all.
  const StageSum moved({D::constant(10), D::exponential(5)});
  CHECK(moved.cdf(15) == Approx(1 - std::exp(-1.0)));
  CHECK(moved.cdf(9.9) == 0);
}

TEST_CASE("sums with a formula: normal, constant, single") {
  const StageSum normal({D::normal(10, 3), D::normal(20, 4), D::constant(5)});
  CHECK(normal.method() == Method::kNormal);
  CHECK(normal.sd() == Approx(5));
  CHECK(normal.quantile(.95) == Approx(35 + 5 * 1.6448536269514722));
  const StageSum constant({D::constant(3), D::constant(4)});
  CHECK(constant.cdf(6.999) == 0);
  CHECK(constant.cdf(7) == 1);
  CHECK(constant.quantile(.3) == 7);
  const StageSum single({D::lognormal(30, .5), D::constant(2)});
  CHECK(single.method() == Method::kSingle);
  CHECK(single.cdf(32) == Approx(D::lognormal(30, .5).cdf(30)));
  CHECK(single.cdf(single.quantile(.9)) == Approx(.9).epsilon(1e-10));
  CHECK_THROWS_AS(StageSum({}), std::invalid_argument);
  CHECK_THROWS_AS(normal.quantile(1), std::invalid_argument);
}

TEST_CASE("convolution agrees with exact sums") {
  // Uniform + uniform is triangular.
  const StageSum two({D::uniform(0, 1), D::uniform(0, 1)});
  CHECK(two.method() == Method::kConvolution);
  for (const double x : {0.1, 0.7, 1.0, 1.6})
    CHECK(two.cdf(x) == Approx(D::triangular(0, 1, 2).cdf(x)).margin(1e-7));
  CHECK(two.quantile(.5) == Approx(1).margin(1e-6));
  // Gamma stages of one scale add up to a gamma: shapes 4 and 2.25, scale 3 (cv = 1/sqrt(shape)).
  const StageSum gammas({D::gamma(12, .5), D::gamma(6.75, 1 / 1.5)});
  for (const double x : {5.0, 15.0, 18.75, 30.0, 60.0})
    CHECK(gammas.cdf(x) == Approx(portable::gamma_p(6.25, x / 3)).margin(1e-7));
  // Exponential stages forced through the grid by a narrow uniform.
  const StageSum exact({D::exponential(5), D::exponential(30)});
  const StageSum grid({D::exponential(5), D::exponential(30), D::uniform(-1e-3, 1e-3)});
  for (const double x : {1.0, 20.0, 50.0, 200.0})
    CHECK(grid.cdf(x) == Approx(exact.cdf(x)).margin(1e-6));
  // Three uniforms: Irwin-Hall, F(1.5) = 1/2, F(1) = 1/6.
  const StageSum three({D::uniform(0, 1), D::uniform(0, 1), D::uniform(0, 1)});
  CHECK(three.cdf(1) == Approx(1.0 / 6).margin(1e-7));
  CHECK(three.cdf(1.5) == Approx(0.5).margin(1e-7));
}

TEST_CASE("any mixture of stages agrees with sampling") {
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("stages", "test");
  const std::vector<std::vector<Distribution>> chains = {
      {D::lognormal(30, .8), D::weibull(1.5, 20), D::triangular(5, 10, 40), D::constant(3)},
      {D::exponential(20), D::erlang(3, 60), D::constant(12), D::exponential(45)},
      {D::normal(20, 4), D::gamma(40, 1.2), D::empirical({10, 20, 25, 60})},
  };
  for (const auto& stages : chains) {
    const StageSum sum(stages);
    constexpr int kDraws = 200000;
    std::vector<double> draws(kDraws);
    Accumulator a;
    for (double& x : draws) {
      for (const Distribution& d : stages) x += d.sample(s);
      a.add(x);
    }
    std::sort(draws.begin(), draws.end());
    CHECK(a.mean() == Approx(sum.mean()).epsilon(0.01));
    CHECK(a.sd() == Approx(sum.sd()).epsilon(0.02));
    double distance = 0;
    for (int i = 0; i < kDraws; i += 100)
      distance = std::max(distance, std::fabs(sum.cdf(draws[i]) - (i + 0.5) / kDraws));
    CHECK(distance * std::sqrt(double(kDraws)) < 2.2);  // Kolmogorov: exceeded once in 8,000
  }
}
