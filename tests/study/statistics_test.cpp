// SPDX-License-Identifier: Apache-2.0
// Designs and statistics of studies against published and exact values, and by simulation.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "base/portable_math.hpp"
#include "base/random.hpp"
#include "study/factorial.hpp"
#include "study/latin_hypercube.hpp"
#include "study/morris.hpp"
#include "study/multiple_comparison.hpp"
#include "study/regression.hpp"
#include "study/select_kn.hpp"
#include "study/select_ocba.hpp"
#include "study/sobol.hpp"
#include "study/two_stage.hpp"
#include "support/seed.hpp"

namespace vedette {
namespace {

TEST_CASE("Holm and Bonferroni: R's p.adjust") {
  // p.adjust(c(.01, .02, .03, .04, .05), "holm") and a tie with a large value.
  const std::vector<double> p{0.01, 0.04, 0.03, 0.005};
  const auto holm = holm_adjusted(p), bonferroni = bonferroni_adjusted(p);
  const std::vector<double> expected{0.03, 0.06, 0.06, 0.02};
  for (std::size_t i = 0; i < p.size(); ++i) {
    CHECK(holm[i] == Approx(expected[i]).epsilon(1e-12));
    CHECK(bonferroni[i] == Approx(4 * p[i]).epsilon(1e-12));
    CHECK(holm[i] <= bonferroni[i]);
  }
  const auto some = holm_adjusted(std::vector<double>{0.6, std::nan(""), 0.7});
  CHECK(some[0] == 1);
  CHECK(std::isnan(some[1]));
  CHECK(some[2] == 1);
  CHECK(simultaneous_level(0.95, 5) == Approx(0.99));
  CHECK(simultaneous_level(0.95, 1) == 0.95);
}

TEST_CASE("paired comparison: Student's sleep data") {
  // Student (1908), Biometrika 6: extra hours of sleep; t = -4.0621, df 9, p = .002833,
  // mean difference -1.58, 95 % interval -2.4598858 to -0.7001142 (R's t.test, paired).
  const std::vector<double> a{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
  const std::vector<double> b{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
  const PairedComparison c = compare_paired(a, b, 0.95);
  CHECK(c.difference.value == Approx(-1.58).epsilon(1e-12));
  CHECK(c.difference.low == Approx(-2.4598858).epsilon(1e-7));
  CHECK(c.difference.high == Approx(-0.7001142).epsilon(1e-7));
  CHECK(c.p == Approx(0.002833).epsilon(1e-3));
  CHECK(c.correlation == Approx(0.7951702).epsilon(1e-6));
  CHECK(compare_paired(a, a, 0.95).identical);
  CHECK(compare_paired(a, a, 0.95).p == 1);
  CHECK(std::isnan(compare_paired(std::vector<double>{1}, std::vector<double>{2}, 0.95).p));
}

TEST_CASE("Stein's two stages: the count, and coverage with and without a cap") {
  const std::vector<double> first{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  // s = 3.02765, t(9) = 2.262157: (2.262157 * 3.02765 / 1)^2 = 46.9
  CHECK(two_stage_count(first, 1, 0.95, 1000) == 47);
  CHECK(two_stage_count(first, 100, 0.95, 1000) == 10);
  CHECK(two_stage_count(first, 0.01, 0.95, 200) == 200);
  CHECK(share_count(0.05, 0.95, 10000) == 385);

  const std::uint64_t seed = testing::seed();
  INFO("VEDETTE_TEST_SEED=" << seed);
  for (const std::uint64_t cap : {1000u, 25u}) {
    int covered = 0;
    constexpr int kTimes = 4000;
    for (int i = 0; i < kTimes; ++i) {
      Stream draw = Random(seed, static_cast<std::uint64_t>(i)).stream("test/stein", "values");
      std::vector<double> values;
      while (values.size() < 8) values.push_back(3 + 2 * draw.normal());
      const auto n = two_stage_count(values, 0.8, 0.95, cap);
      while (values.size() < n) values.push_back(3 + 2 * draw.normal());
      covered += two_stage_interval(values, 8, 0.95).contains(3);
    }
    // Exact: 95 %. Five standard errors of 4,000 trials are 1.72 %.
    CHECK(std::fabs(covered / double(kTimes) - 0.95) < 0.0173);
  }
}

TEST_CASE("factorial designs: all combinations, balance, resolution") {
  const auto full = full_factorial({2, 3, 1});
  CHECK(full.size() == 6);
  CHECK(std::set(full.begin(), full.end()).size() == 6);
  // 2^(7-4) with d = ab, e = ac, f = bc, g = abc: resolution III; 2^(4-1) with d = abc: IV.
  const auto iii = fractional_factorial({{}, {}, {}, {0, 1}, {0, 2}, {1, 2}, {0, 1, 2}});
  CHECK(iii.resolution == 3);
  CHECK(iii.runs.size() == 8);
  for (std::size_t i = 0; i < 7; ++i) {
    int balance = 0;
    for (const auto& run : iii.runs) balance += run[i] ? 1 : -1;
    CHECK(balance == 0);
    for (std::size_t j = 0; j < i; ++j) {  // main effects are orthogonal
      int product = 0;
      for (const auto& run : iii.runs) product += (run[i] ? 1 : -1) * (run[j] ? 1 : -1);
      CHECK(product == 0);
    }
  }
  CHECK(fractional_factorial({{}, {}, {}, {0, 1, 2}}).resolution == 4);
  CHECK(fractional_factorial({{}, {}}).resolution == 0);
}

TEST_CASE("Latin hypercube: every stratum once") {
  const auto points = latin_hypercube(3, 50, Random(7, 0).stream("test", "lhs"));
  for (std::size_t i = 0; i < 3; ++i) {
    std::set<int> strata;
    for (const auto& p : points) {
      CHECK((p[i] >= 0 && p[i] < 1));
      strata.insert(static_cast<int>(p[i] * 50));
    }
    CHECK(strata.size() == 50);
  }
}

TEST_CASE("straight lines: exact where they are true, and no worse than any other fit") {
  const std::uint64_t seed = testing::seed();
  INFO("VEDETTE_TEST_SEED=" << seed);
  std::mt19937_64 draw(seed);
  std::uniform_real_distribution<double> u(-1, 1);
  for (int k = 0; k < 50; ++k) {
    const std::size_t factors = 1 + draw() % 5, n = factors + 2 + draw() % 20;
    std::vector<std::vector<double>> points(n, std::vector<double>(factors));
    for (auto& p : points)
      for (double& x : p) x = u(draw);
    const auto model = LinearModel::of(points);
    REQUIRE(model);
    std::vector<double> truth, y;
    for (std::size_t j = 0; j <= factors; ++j) truth.push_back(10 * u(draw));
    const auto at = [&](const std::vector<double>& b, const std::vector<double>& x) {
      double sum = b[0];
      for (std::size_t j = 0; j < factors; ++j) sum += b[j + 1] * x[j];
      return sum;
    };
    for (const auto& p : points) y.push_back(at(truth, p));
    std::vector<double> b = model->fit(y);
    for (std::size_t j = 0; j <= factors; ++j) CHECK(b[j] == Approx(truth[j]).margin(1e-9));
    CHECK(model->explained(y) == Approx(1));
    // With noise: what is left over is at right angles to every column (the normal equations).
    for (double& v : y) v += u(draw);
    b = model->fit(y);
    std::vector<double> dot(factors + 1, 0);
    for (std::size_t i = 0; i < n; ++i) {
      const double rest = y[i] - at(b, points[i]);
      dot[0] += rest;
      for (std::size_t j = 0; j < factors; ++j) dot[j + 1] += rest * points[i][j];
    }
    for (const double d : dot) CHECK(d == Approx(0).margin(1e-9));
  }
  CHECK_FALSE(LinearModel::of({{0}, {1}}));                         // too few
  CHECK_FALSE(LinearModel::of({{1}, {1}, {1}, {1}}));               // does not vary
  CHECK_FALSE(LinearModel::of({{0, 0}, {1, 2}, {2, 4}, {5, 10}}));  // one is twice the other
  CHECK_FALSE(LinearModel::of({}));
}

TEST_CASE("Morris: exact on a linear function, interactions seen on a product") {
  const auto points = morris_points(3, 20, 4, 11);
  CHECK(points.size() == 80);
  std::vector<double> values;
  for (const auto& x : points) {
    for (const double u : x) CHECK((u >= 0 && u <= 1));
    values.push_back(2 * x[0] - 5 * x[1]);
  }
  auto effects = morris_effects(points, values, 0.95);
  CHECK(effects[0].mean.value == Approx(2));
  CHECK(effects[1].mean.value == Approx(-5));
  CHECK(effects[1].mean.high == Approx(-5));  // straight: every step says the same
  CHECK(effects[1].mean_absolute.value == Approx(5));
  CHECK(effects[2].mean_absolute.value == Approx(0).margin(1e-12));
  CHECK(effects[0].all.size() == 20);
  CHECK(effects[0].largest % 4 != 0);
  CHECK(effects[0].sd == Approx(0).margin(1e-9));
  CHECK(effects[0].effects == 20);
  for (std::size_t i = 0; i < points.size(); ++i) values[i] = points[i][0] * points[i][1];
  effects = morris_effects(points, values, 0.95);
  CHECK(effects[0].sd > 0.1);
  CHECK(effects[0].mean.low < effects[0].mean.value);
  CHECK(effects[0].mean_absolute.low <= effects[0].mean_absolute.value);
}

TEST_CASE("Sobol' indices: the Ishigami function's exact shares") {
  // f = sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, x in (-pi, pi): S = .3139, .4424, 0;
  // total .5576, .4424, .2437 (Ishigami & Homma 1990).
  const auto points = sobol_points(3, 8000, 3);
  REQUIRE(points.size() == 40000);
  std::vector<double> values;
  for (const auto& u : points) {
    const auto x = [&](std::size_t i) { return portable::kPi * (2 * u[i] - 1); };
    const double s1 = portable::sin(x(0)), s2 = portable::sin(x(1)), x3 = x(2);
    values.push_back(s1 + 7 * s2 * s2 + 0.1 * x3 * x3 * x3 * x3 * s1);
  }
  const auto s = sobol_indices(3, values, 0.999, 1);
  const double first[] = {0.3139, 0.4424, 0}, total[] = {0.5576, 0.4424, 0.2437};
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(s[i].first.value == Approx(first[i]).margin(0.03));
    CHECK(s[i].total.value == Approx(total[i]).margin(0.03));
    CHECK(s[i].first.contains(first[i]));
    CHECK(s[i].total.contains(total[i]));
  }
}

// Normal designs with means, a common part for all (as common random numbers give), in replication
// r.
double made_up(std::uint64_t seed, std::uint64_t macro, std::size_t i, std::uint64_t r,
               double mean) {
  Stream own = Random(seed, r).stream(macro * 1000 + i, 1),
         common = Random(seed, r).stream(macro, 2);
  return mean + own.normal() + common.normal();
}

TEST_CASE("Kim & Nelson: picks the best at least as often as it says, and drops the bad early") {
  const std::uint64_t seed = testing::seed();
  INFO("VEDETTE_TEST_SEED=" << seed);
  int right = 0;
  std::uint64_t worst = 0, best = 0;
  constexpr int kTimes = 1000;
  for (std::uint64_t m = 0; m < kTimes; ++m) {
    // The slippage configuration, hardest of all: one better by the indifference, the rest alike.
    const double means[] = {0.5, 0, 0, 0, -2};
    SelectionData data{
        5, [&](std::size_t i, std::uint64_t r) { return made_up(seed, m, i, r, means[i]); },
        [](std::size_t) { return std::uint64_t{100000}; }};
    const KnResult result = select_kn(data, {0.95, 0.5, 10, 10, 100000});
    REQUIRE(result.done);
    right += result.left.front() == 0;
    worst += result.dropped_at[4];
    best += result.replications;
  }
  // At least 95 %; four standard errors are 2.8 %.
  CHECK(right / double(kTimes) > 0.922);
  CHECK(worst < best / 2);
}

TEST_CASE("Kim & Nelson asks in steps and goes on where it was") {
  std::vector<std::uint64_t> have(3, 0);
  SelectionData data{
      3, [](std::size_t i, std::uint64_t r) { return made_up(5, 0, i, r, i == 1 ? 0.4 : 0); },
      [&](std::size_t i) { return have[i]; }};
  const KnOptions options{0.95, 0.4, 10, 7, 500};
  KnResult result = select_kn(data, options);
  CHECK(result.wanted == std::vector<std::uint64_t>(3, 10));
  for (int i = 0; i < 200 && !result.done; ++i) {
    for (std::size_t d = 0; d < 3; ++d) have[d] = std::max(have[d], result.wanted[d]);
    result = select_kn(data, options);
    for (std::size_t d = 0; d < 3 && !result.done; ++d)
      CHECK((result.wanted[d] == 0 || (result.wanted[d] - 10) % 7 == 0 || result.wanted[d] == 500));
  }
  REQUIRE(result.done);
  have.assign(3, 500);
  const KnResult at_once = select_kn(data, options);
  CHECK(at_once.left == result.left);
  CHECK(at_once.replications == result.replications);
}

TEST_CASE("Kim & Nelson: one difference after a first stage without any decides nothing") {
  // A yes in every 50th replication of the first, later in every 40th of the second: after 20
  // replications nothing has differed.
  SelectionData data{2,
                     [](std::size_t i, std::uint64_t r) {
                       const std::uint64_t every = i == 0 ? 50 : 40;
                       return r % every == every - 1 ? 1.0 : 0.0;
                     },
                     [](std::size_t) { return std::uint64_t{100000}; }};
  const KnResult result = select_kn(data, {0.95, 0.02, 20, 10, 100000});
  REQUIRE(result.done);
  // It is in replication 40 that they differ first; N = h^2 S^2 / d^2 is some hundreds.
  CHECK(result.left.size() == 1);
  CHECK(result.replications > 200);
  const KnResult short_of = select_kn(data, {0.95, 0.02, 20, 10, 120});
  CHECK(short_of.left.size() == 2);
  CHECK(short_of.asked > 120);
  CHECK_FALSE(short_of.alike);
  const KnResult before = select_kn(data, {0.95, 0.02, 20, 10, 30});
  CHECK(before.left.size() == 2);
  CHECK(before.alike);
  CHECK(before.asked == 0);
}

TEST_CASE("Kim & Nelson: the same difference every time is taken as sure, and said") {
  SelectionData data{2, [](std::size_t i, std::uint64_t r) { return double(i) + double(r % 3); },
                     [](std::size_t) { return std::uint64_t{1000}; }};
  const KnResult result = select_kn(data, {0.95, 0.5, 10, 10, 1000});
  REQUIRE(result.done);
  CHECK(result.left == std::vector<std::size_t>{1});
  CHECK(result.without_spread[0]);
  CHECK(result.dropped_at[0] == 10);
}

TEST_CASE("Kim & Nelson: with very unequal spreads the best is picked as often as it says") {
  const std::uint64_t seed = testing::seed();
  INFO("VEDETTE_TEST_SEED=" << seed);
  int right = 0;
  constexpr int kTimes = 500;
  for (std::uint64_t m = 0; m < kTimes; ++m) {
    const double spread[] = {0.1, 4, 1};
    SelectionData data{3,
                       [&](std::size_t i, std::uint64_t r) {
                         const double mean = i == 0 ? 1 : 0;
                         return mean + spread[i] * made_up(seed + 77, m, i, r, 0);
                       },
                       [](std::size_t) { return std::uint64_t{1000000}; }};
    const KnResult result = select_kn(data, {0.95, 1, 10, 10, 1000000});
    REQUIRE(result.done);
    right += result.left.front() == 0;
  }
  CHECK(right / double(kTimes) > 0.911);
}

TEST_CASE("budget allocation: the paper's ratios, the whole budget, a pure function") {
  // Equal spreads, leads 1 and 2: n1 / n2 = 4; nb = sqrt(n1^2 + n2^2).
  const auto shares = ocba_shares({3, 2, 1}, {1, 1, 1});
  CHECK(shares[1] / shares[2] == Approx(4));
  CHECK(shares[0] / shares[2] == Approx(std::sqrt(17.0)));
  CHECK(shares[0] + shares[1] + shares[2] == Approx(1));
  std::uint64_t have = 0;
  SelectionData data{4,
                     [](std::size_t i, std::uint64_t r) {
                       return made_up(9, 0, i, r, i == 2 ? 1 : 0.1 * double(i));
                     },
                     [&](std::size_t) { return have; }};
  OcbaResult result = select_ocba(data, {10, 30, 400});
  CHECK(result.wanted == std::vector<std::uint64_t>(4, 10));
  have = 400;
  result = select_ocba(data, {10, 30, 400});
  CHECK(result.done);
  CHECK(result.best == 2);
  std::uint64_t sum = 0;
  for (const auto n : result.wanted) sum += n;
  CHECK(sum == 400);
  CHECK(result.chance > 0.9);
}

}  // namespace
}  // namespace vedette
