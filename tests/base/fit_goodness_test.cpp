// SPDX-License-Identifier: Apache-2.0
#include "base/fit_goodness.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "support/seed.hpp"

using namespace vedette;

TEST_CASE("the Kolmogorov-Smirnov distance by hand and against brute force") {
  const Distribution uniform = Distribution::uniform(0, 1);
  CHECK(ks_distance(std::vector<double>{0.5}, uniform) == Approx(0.5));
  CHECK(ks_distance(std::vector<double>{0.1, 0.2, 0.9}, uniform) == Approx(2.0 / 3 - 0.2));
  CHECK(ks_distance(std::vector<double>{0.7, 0.7, 0.7}, uniform) == Approx(0.7));

  CAPTURE(vedette::testing::seed());
  Stream random = Random(vedette::testing::seed(), 0).stream("ks", "sample");
  const Distribution gamma = Distribution::gamma(10, 0.7);
  for (int round = 0; round < 50; ++round) {
    std::vector<double> sample(1 + random.below(30));
    for (double& x : sample) x = std::floor(2 * gamma.sample(random)) / 2 + 0.25;
    std::sort(sample.begin(), sample.end());
    double brute = 0;
    for (const double x : sample) {
      const double p = gamma.cdf(x), n = static_cast<double>(sample.size());
      double below = 0, upto = 0;
      for (const double y : sample) {
        below += y < x ? 1 : 0;
        upto += y <= x ? 1 : 0;
      }
      brute = std::max({brute, std::abs(upto / n - p), std::abs(below / n - p)});
    }
    CHECK(ks_distance(sample, gamma) == Approx(brute).epsilon(1e-12));
  }
}

TEST_CASE("Kolmogorov's series at its published quantiles") {
  // P(K > 1.3581) = 0.05, P(K > 1.6276) = 0.01, with the correction of Stephens taken off.
  const auto distance = [](double k, double n) {
    return k / (std::sqrt(n) + 0.12 + 0.11 / std::sqrt(n));
  };
  CHECK(ks_p_value(distance(1.3581, 500), 500) == Approx(0.05).epsilon(1e-3));
  CHECK(ks_p_value(distance(1.6276, 40), 40) == Approx(0.01).epsilon(1e-3));
  CHECK(ks_p_value(0.001, 50) == 1);
  CHECK(ks_p_value(1, 1'000) == Approx(0).margin(1e-12));
  // Exact (Birnbaum 1952): for 10 values P(D >= 0.40925) = 0.05.
  CHECK(ks_p_value(0.40925, 10) == Approx(0.05).margin(0.001));
}

TEST_CASE("the step of a log's clock") {
  CHECK(clock_step_s(std::vector<double>{60, 120, 300}) == 60);
  CHECK(clock_step_s(std::vector<double>{300, 600}) == 300);
  CHECK(clock_step_s(std::vector<double>{61, 120}) == 1);
  CHECK(clock_step_s(std::vector<double>{0.1, 0.7, 33.3}) == 0.1);
  CHECK(clock_step_s(std::vector<double>{std::sqrt(2.0)}) == 0);
  CHECK(clock_step_s(std::vector<double>{}) == 0);
}

TEST_CASE("the bootstrap accepts what is true and refuses what is not, rounded or not") {
  CAPTURE(vedette::testing::seed());
  const Random random(vedette::testing::seed(), 0);
  int refused = 0;
  for (int round = 0; round < 60; ++round) {
    // Noted in minutes: without regard to the clock every family would be refused.
    Stream stream = random.stream("bootstrap", std::to_string(round));
    const Distribution truth = Distribution::gamma(900, 0.6);
    std::vector<double> sample;
    while (sample.size() < 500) {
      const double x = std::floor(stream.uniform() + truth.sample(stream) / 60) * 60;
      if (x > 0) sample.push_back(x);
    }
    std::sort(sample.begin(), sample.end());
    const auto gamma = fit_family(Family::kGamma, sample);
    const auto exponential = fit_family(Family::kExponential, sample);
    const Observation minutes{60, 0, 1e300};
    const double p = ks_bootstrap_p(*gamma, ks_distance(sample, gamma->distribution), sample.size(),
                                    minutes, stream, 99);
    CHECK(p >= 0.01);
    CHECK(p <= 1);
    refused += p < 0.05 ? 1 : 0;
    if (round < 5)
      CHECK(ks_bootstrap_p(*exponential, ks_distance(sample, exponential->distribution),
                           sample.size(), minutes, stream, 99) == Approx(0.01));
  }
  CHECK(refused <= 11);  // 3 expected of 60; five standard deviations above
}

TEST_CASE("tails of chi-square from tables") {
  CHECK(chi_square_tail(3.841, 1) == Approx(0.05).epsilon(1e-3));
  CHECK(chi_square_tail(18.307, 10) == Approx(0.05).epsilon(1e-3));
  CHECK(chi_square_tail(0, 5) == 1);
  CHECK(chi_square_tail(2, 2) == Approx(std::exp(-1)));
}

TEST_CASE("dispersion by hand") {
  Dispersion d;
  CHECK(std::isnan(d.index()));
  d.add(std::vector<std::uint64_t>{4});     // one stretch says nothing
  d.add(std::vector<std::uint64_t>{0, 0});  // nor does a silent one
  CHECK(std::isnan(d.p_value()));
  d.add(std::vector<std::uint64_t>{1, 3});  // mean 2: (1 + 1) / 2
  CHECK(d.chi_square() == Approx(1));
  CHECK(d.dof() == 1);
  d.add(std::vector<std::uint64_t>{5, 5, 5});
  CHECK(d.index() == Approx(1.0 / 3));
  CHECK(d.p_value() == Approx(chi_square_tail(1, 3)));
}

TEST_CASE("exact intervals of a Poisson count from tables") {
  // Garwood 1936, Pearson & Hartley table 40.
  CHECK(poisson_interval(0).low == 0);
  CHECK(poisson_interval(0).high == Approx(3.689).margin(5e-4));
  CHECK(poisson_interval(1).low == Approx(0.0253).margin(5e-5));
  CHECK(poisson_interval(1).high == Approx(5.572).margin(5e-4));
  CHECK(poisson_interval(10).low == Approx(4.795).margin(5e-4));
  CHECK(poisson_interval(10).high == Approx(18.39).margin(5e-3));
  CHECK(poisson_interval(8509).low == Approx(8329.1).margin(0.1));
  CHECK(poisson_interval(8509).high == Approx(8691.8).margin(0.1));
}
