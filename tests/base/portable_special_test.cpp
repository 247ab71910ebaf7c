// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>

#include "base/portable_math.hpp"
#include "base/random.hpp"
#include "support/seed.hpp"

using namespace vedette;

namespace {
double relative(double ours, long double exact) {
  if (exact == 0) return std::fabs(ours);
  return static_cast<double>(std::fabs((static_cast<long double>(ours) - exact) / exact));
}
}  // namespace

TEST_CASE("erf, erfc and the normal distribution function") {
  double worst_erf = 0, worst_erfc = 0, worst_cdf = 0;
  for (double x = -6; x <= 26; x += 0.00137) {
    worst_erf =
        std::max(worst_erf, relative(portable::erf(x), std::erf(static_cast<long double>(x))));
    worst_erfc =
        std::max(worst_erfc, relative(portable::erfc(x), std::erfc(static_cast<long double>(x))));
  }
  for (double z = -37.5; z <= 8; z += 0.00191)
    worst_cdf =
        std::max(worst_cdf, relative(portable::normal_cdf(z), std::erfc(-z * std::sqrt(0.5L)) / 2));
  CAPTURE(worst_erf, worst_erfc, worst_cdf);
  CHECK(worst_erf < 1e-15);
  CHECK(worst_erfc < 1e-15);
  CHECK(worst_cdf < 1e-15);
  CHECK(portable::erfc(0) == 1);
  CHECK(portable::erfc(30) == 0);
  CHECK(portable::erfc(-30) == 2);
  CHECK(portable::normal_cdf(0) == 0.5);
  // Abramowitz & Stegun, table 26.1.
  CHECK(portable::normal_cdf(1) == Approx(0.841344746068543).epsilon(1e-14));
  CHECK(portable::normal_cdf(-1.96) == Approx(0.024997895148220).epsilon(1e-13));
}

TEST_CASE("normal quantile inverts the distribution function") {
  // Published check values of AS 241.
  CHECK(portable::normal_quantile(0.25) == Approx(-0.6744897501960817).epsilon(1e-15));
  CHECK(portable::normal_quantile(0.001) == Approx(-3.090232306167814).epsilon(1e-15));
  CHECK(portable::normal_quantile(1e-20) == Approx(-9.262340089798408).epsilon(1e-15));
  CHECK(portable::normal_quantile(0.5) == 0);
  CHECK(std::isinf(portable::normal_quantile(0)));
  CHECK(std::isnan(portable::normal_quantile(1.5)));
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("quantile", "test");
  double worst = 0;
  for (int i = 0; i < 200000; ++i) {
    const double p = i % 2 ? s.uniform() : portable::exp(-600 * s.uniform());
    const double z = portable::normal_quantile(p);
    // The condition number of the tail: a relative error e in z moves the tail by z^2 e.
    worst = std::max(worst, relative(portable::normal_cdf(z), p) / (1 + z * z));
  }
  CHECK(worst < 1e-15);
}

TEST_CASE("log gamma") {
  double worst = 0;
  for (double x = 1e-3; x < 2000; x *= 1.0007) {
    const long double exact = std::lgamma(static_cast<long double>(x));
    const double error = static_cast<double>(std::fabs(portable::lgamma(x) - exact));
    worst = std::max(worst, error / std::max(1.0, static_cast<double>(std::fabs(exact))));
  }
  CHECK(worst < 1e-14);
}

TEST_CASE("incomplete gamma: Erlang tails by their finite sum") {
  // Q(k, x) = exp(-x) sum_{j<k} x^j / j! (Abramowitz & Stegun 6.5.13 with integer a).
  for (const int k : {1, 2, 3, 10, 50})
    for (const double x : {0.01, 0.5, 1.0, 3.0, 9.5, 40.0, 60.0}) {
      long double term = 1, sum = 1;
      for (int j = 1; j < k; ++j) sum += term *= static_cast<long double>(x) / j;
      const long double q = sum * std::exp(-static_cast<long double>(x));
      CAPTURE(k, x);
      CHECK(relative(portable::gamma_q(k, x), q) < 2e-13);
      CHECK(portable::gamma_p(k, x) + portable::gamma_q(k, x) == Approx(1).epsilon(1e-14));
    }
  // a = 1/2: P = erf(sqrt x).
  for (const double x : {1e-6, 0.1, 1.0, 4.0})
    CHECK(portable::gamma_p(0.5, x) == Approx(portable::erf(std::sqrt(x))).epsilon(1e-13));
}

TEST_CASE("incomplete beta: binomial tails by their finite sum") {
  // P(Bin(n, p) >= k) = I_p(k, n - k + 1) (Abramowitz & Stegun 26.5.24).
  for (const int n : {1, 5, 30, 200})
    for (const double p : {0.001, 0.2, 0.5, 0.93}) {
      long double tail = 0;
      for (int k = n; k >= 1; --k) {
        long double term = 1;
        for (int j = 1; j <= k; ++j) term *= static_cast<long double>(n - k + j) / j * p;
        for (int j = 0; j < n - k; ++j) term *= 1 - static_cast<long double>(p);
        tail += term;
        CAPTURE(n, p, k);
        if (tail > 1e-280L) CHECK(relative(portable::beta_p(k, n - k + 1, p), tail) < 1e-12);
      }
    }
  CHECK(portable::beta_p(2, 3, 0) == 0);
  CHECK(portable::beta_p(2, 3, 1) == 1);
  CHECK(portable::beta_p(0.5, 0.5, 0.5) == Approx(0.5).epsilon(1e-14));
}
