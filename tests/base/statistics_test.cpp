// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "base/portable_math.hpp"
#include "base/random.hpp"
#include "base/statistics.hpp"
#include "support/seed.hpp"

using namespace vedette;

TEST_CASE("Student t quantiles") {
  // Closed forms: dof 1 tan(pi level / 2); dof 2 (A&S 26.7.3-4 solved) level sqrt(2 / (1 -
  // level^2)).
  for (const double level : {0.5, 0.9, 0.95, 0.99, 0.999}) {
    CAPTURE(level);
    CHECK(student_t(level, 1) == Approx(std::tan(portable::kPi * level / 2)).epsilon(1e-10));
    CHECK(student_t(level, 2) == Approx(level * std::sqrt(2 / (1 - level * level))).epsilon(1e-10));
    // Cornish-Fisher (A&S 26.7.5) is exact to 1e-13 here.
    const double z = normal_two_sided(level), n = 1e4;
    const double g1 = (z * z * z + z) / 4;
    const double g2 = (5 * std::pow(z, 5) + 16 * std::pow(z, 3) + 3 * z) / 96;
    const double g3 =
        (3 * std::pow(z, 7) + 19 * std::pow(z, 5) + 17 * std::pow(z, 3) - 15 * z) / 384;
    CHECK(student_t(level, n) ==
          Approx(z + g1 / n + g2 / (n * n) + g3 / (n * n * n)).epsilon(1e-11));
  }
  // Tables (Fisher & Yates) to their digits.
  CHECK(student_t(0.95, 10) == Approx(2.228138852).epsilon(1e-9));
  CHECK(student_t(0.99, 30) == Approx(2.749995654).epsilon(1e-9));
  CHECK(student_t(0.999, 5) == Approx(6.868826626).epsilon(1e-9));
  CHECK(student_t(0.95, std::numeric_limits<double>::infinity()) ==
        Approx(1.959963984540054).epsilon(1e-14));
  CHECK(student_t(0.95, 1e9) == Approx(1.959963984540054 + 2.37227e-9).epsilon(1e-11));
  CHECK(std::isnan(student_t(0.95, 0)));
  CHECK(std::isnan(student_t(1, 5)));
  for (const double dof : {0.5, 1.5, 3.0, 47.0, 1e6})
    for (const double level : {0.1, 0.95, 0.999})
      CHECK(2 * student_t_cdf(student_t(level, dof), dof) - 1 == Approx(level).epsilon(1e-10));
}

TEST_CASE("accumulator: values, merging, intervals") {
  Accumulator a;
  CHECK(std::isnan(a.mean()));
  for (const double x : {2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0}) a.add(x);
  CHECK(a.mean() == 5);
  CHECK(a.variance() == Approx(32.0 / 7));
  CHECK(a.minimum() == 2);
  CHECK(a.maximum() == 9);
  const Interval i = a.interval(0.95);
  CHECK(i.high - 5 == Approx(2.364624252 * std::sqrt(32.0 / 7 / 8)).epsilon(1e-9));
  CHECK(i.half_width() == Approx(5 - i.low));

  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("merge", "test");
  Accumulator whole, left, right;
  for (int k = 0; k < 1000; ++k) {
    const double x = 1e6 + s.normal();
    whole.add(x);
    (k < 300 ? left : right).add(x);
  }
  left.merge(right);
  left.merge({});
  CHECK(left.count() == 1000);
  CHECK(left.mean() == Approx(whole.mean()).epsilon(1e-14));
  CHECK(left.variance() == Approx(whole.variance()).epsilon(1e-9));

  CHECK_FALSE(mean_interval(std::vector<double>{3}).known());
  CHECK(mean_interval(std::vector<double>{3}).value == 3);
  const std::vector<double> x = {1, 2, 3}, y = {1, 1, 1};
  CHECK(paired_interval(x, y).value == Approx(1));
}

TEST_CASE("the 95 % interval covers the mean in 95 % of samples") {
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("coverage", "test");
  int covered = 0;
  for (int i = 0; i < 10000; ++i) {
    Accumulator a;
    for (int k = 0; k < 5; ++k) a.add(s.normal());
    covered += a.interval(0.95).contains(0);
  }
  CHECK(std::abs(covered - 9500) < 110);
}

TEST_CASE("weighted and time-weighted means") {
  WeightedMean w;
  CHECK(std::isnan(w.mean()));
  w.add(10, 1);
  w.add(20, 3);
  CHECK(w.mean() == 17.5);
  TimeWeighted q(10);
  q.set(12, 3);
  q.add(14, -1);
  CHECK(q.value() == 2);
  CHECK(q.maximum() == 3);
  CHECK(q.integral(20) == 3 * 2 + 2 * 6);
  CHECK(q.mean(20) == Approx(1.8));
  CHECK(std::isnan(TimeWeighted(5).mean(5)));
}

TEST_CASE("quantiles of type 7") {
  const std::vector<double> v = {15, 20, 35, 40, 50};
  CHECK(quantile_sorted(v, 0) == 15);
  CHECK(quantile_sorted(v, 0.5) == 35);
  CHECK(quantile_sorted(v, 0.4) == Approx(29));
  CHECK(quantile_sorted(v, 0.95) == Approx(48));
  CHECK(quantile_sorted(v, 1) == 50);
  CHECK(std::isnan(quantile_sorted({}, 0.5)));
}

TEST_CASE("Wilson interval") {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  const Interval a = wilson(81, 263);
  CHECK(a.low == Approx(0.2553).margin(5e-5));
  CHECK(a.high == Approx(0.3662).margin(5e-5));
  const Interval b = wilson(15, 148);
  CHECK(b.low == Approx(0.0624).margin(5e-5));
  CHECK(b.high == Approx(0.1605).margin(5e-5));
  const Interval c = wilson(0, 20);
  CHECK(c.low == 0);
  CHECK(c.high == Approx(0.1611).margin(5e-5));
  const Interval d = wilson(29, 29);
  CHECK(d.low == Approx(0.8830).margin(5e-5));
  CHECK(d.high == 1);
  CHECK_FALSE(wilson(0, 0).known());
}
