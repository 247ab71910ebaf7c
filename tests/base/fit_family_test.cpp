// SPDX-License-Identifier: Apache-2.0
#include "base/fit_family.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "base/digamma.hpp"
#include "base/portable_math.hpp"
#include "support/seed.hpp"

using namespace vedette;

namespace {

std::vector<double> draws(const Distribution& d, std::size_t n, std::string_view name) {
  Stream random = Random(vedette::testing::seed(), 0).stream("fit test", name);
  std::vector<double> out(n);
  for (double& x : out) x = d.sample(random);
  return out;
}

// The likelihood term by term, from the densities of the textbooks and libm.
double log_density(const Distribution& d, double x) {
  const double a = d.parameter(0), b = d.parameter(1);
  switch (d.kind()) {
    case Distribution::Kind::kExponential:
      return -std::log(a) - x / a;
    case Distribution::Kind::kGamma: {
      const double k = 1 / (b * b), scale = a / k;
      return (k - 1) * std::log(x) - x / scale - k * std::log(scale) - std::lgamma(k);
    }
    case Distribution::Kind::kLognormal: {
      const double v = std::log1p(b * b), mu = std::log(a) - v / 2, z = std::log(x) - mu;
      return -std::log(x) - 0.5 * std::log(2 * M_PI * v) - z * z / (2 * v);
    }
    default:
      return std::log(a / b) + (a - 1) * std::log(x / b) - std::pow(x / b, a);
  }
}

double log_likelihood(const Distribution& d, const std::vector<double>& sample) {
  double sum = 0;
  for (const double x : sample) sum += log_density(d, x);
  return sum;
}

Distribution moved(Family family, const Distribution& d, double by_first, double by_second) {
  const double a = d.parameter(0) * by_first, b = d.parameter(1) * by_second;
  switch (family) {
    case Family::kExponential:
      return Distribution::exponential(a);
    case Family::kGamma:
      return Distribution::gamma(a, b);
    case Family::kLognormal:
      return Distribution::lognormal(a, b);
    case Family::kWeibull:
      return Distribution::weibull(a, b);
  }
  return {};
}

}  // namespace

TEST_CASE("digamma and trigamma at known points") {
  constexpr double kEuler = 0.57721566490153286;
  CHECK(portable::digamma(1) == Approx(-kEuler).epsilon(1e-14));
  CHECK(portable::digamma(0.5) == Approx(-kEuler - 2 * std::log(2)).epsilon(1e-14));
  CHECK(portable::digamma(10) == Approx(2.2517525890667211).epsilon(1e-14));
  CHECK(portable::trigamma(1) == Approx(M_PI * M_PI / 6).epsilon(1e-14));
  CHECK(portable::trigamma(0.5) == Approx(M_PI * M_PI / 2).epsilon(1e-14));
  CHECK(std::isnan(portable::digamma(0)));
  CHECK(std::isnan(portable::trigamma(-1)));
  // They are the slopes of lgamma and of each other.
  for (const double x : {0.01, 0.3, 1.7, 9.99, 10.01, 250.0}) {
    const double h = 1e-5 * x;
    CHECK(portable::digamma(x) ==
          Approx((std::lgamma(x + h) - std::lgamma(x - h)) / (2 * h)).epsilon(1e-7));
    CHECK(portable::trigamma(x) ==
          Approx((portable::digamma(x + h) - portable::digamma(x - h)) / (2 * h)).epsilon(1e-7));
  }
}

TEST_CASE("fits of three values by hand") {
  const std::vector<double> sample{1, 2, 4};
  const auto exponential = fit_family(Family::kExponential, sample);
  REQUIRE(exponential);
  CHECK(exponential->distribution.mean() == Approx(7.0 / 3));
  CHECK(exponential->aic == Approx(2 + 6 * (std::log(7.0 / 3) + 1)));
  const auto lognormal = fit_family(Family::kLognormal, sample);
  REQUIRE(lognormal);
  // ln x = 0, l, 2l with l = ln 2: mean l, variance by n 2/3 l^2.
  const double l = std::log(2.0), v = 2 * l * l / 3;
  CHECK(lognormal->distribution.mean() == Approx(2 * std::exp(v / 2)));
  CHECK(lognormal->distribution.parameter(1) == Approx(std::sqrt(std::exp(v) - 1)));
}

TEST_CASE("no fit where the likelihood has no maximum") {
  for (const Family family : kFamilies) {
    CHECK_FALSE(fit_family(family, std::vector<double>{}));
    CHECK_FALSE(fit_family(family, std::vector<double>{1, 2}));
    CHECK_FALSE(fit_family(family, std::vector<double>{0, 1, 2}));
    CHECK_FALSE(fit_family(family, std::vector<double>{5, 5, 5, 5}));
    CHECK_FALSE(fit_family(family, std::vector<double>{1, 2, INFINITY}));
    CHECK_FALSE(fit_family(family, std::vector<double>{1, 2, NAN}));
  }
}

TEST_CASE("the likelihood is what it says, and nowhere near is it larger") {
  CAPTURE(vedette::testing::seed());
  for (const Distribution& truth :
       {Distribution::exponential(300), Distribution::gamma(32, 0.5), Distribution::gamma(5, 1.3),
        Distribution::lognormal(1600, 0.7), Distribution::weibull(0.6, 40),
        Distribution::weibull(9, 1e-3)}) {
    const std::vector<double> sample = draws(truth, 400, truth.describe());
    CAPTURE(truth.describe());
    for (const Family family : kFamilies) {
      const auto fit = fit_family(family, sample);
      REQUIRE(fit);
      CAPTURE(fit->distribution.describe());
      CHECK(fit->log_likelihood == Approx(log_likelihood(fit->distribution, sample)).epsilon(1e-9));
      for (const double a : {0.99, 1.0, 1.01})
        for (const double b : {0.99, 1.0, 1.01})
          CHECK(log_likelihood(moved(family, fit->distribution, a, b), sample) <=
                fit->log_likelihood + 1e-7 * std::abs(fit->log_likelihood));
    }
  }
}

TEST_CASE("parameters come back, and the intervals of the means cover") {
  CAPTURE(vedette::testing::seed());
  const std::pair<Family, Distribution> truths[] = {
      {Family::kExponential, Distribution::exponential(300)},
      {Family::kGamma, Distribution::gamma(32.6, 0.48)},
      {Family::kLognormal, Distribution::lognormal(1641, 0.71)},
      {Family::kWeibull, Distribution::weibull(1.8, 400)}};
  for (const auto& [family, truth] : truths) {
    CAPTURE(truth.describe());
    const auto large = fit_family(family, draws(truth, 40'000, truth.describe()));
    REQUIRE(large);
    for (int i = 0; i < (family == Family::kExponential ? 1 : 2); ++i)
      CHECK(large->distribution.parameter(i) == Approx(truth.parameter(i)).epsilon(0.03));
    int covered = 0;
    for (int i = 0; i < 200; ++i) {
      const auto fit = fit_family(family, draws(truth, 200, truth.describe() + std::to_string(i)));
      covered += fit && fit->mean.contains(truth.mean()) ? 1 : 0;
    }
    CHECK(covered >= 175);  // 190 expected, five standard deviations below
  }
}

TEST_CASE("the family that made a sample has the least AIC") {
  CAPTURE(vedette::testing::seed());
  const std::pair<Family, Distribution> truths[] = {
      {Family::kGamma, Distribution::gamma(60, 0.6)},
      {Family::kLognormal, Distribution::lognormal(60, 0.9)},
      {Family::kWeibull, Distribution::weibull(3.5, 60)}};
  for (const auto& [family, truth] : truths) {
    const std::vector<double> sample = draws(truth, 20'000, truth.describe());
    for (const Family other : kFamilies) {
      if (other == family) continue;
      CHECK(fit_family(family, sample)->aic < fit_family(other, sample)->aic);
    }
  }
}
