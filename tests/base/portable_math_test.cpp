// SPDX-License-Identifier: Apache-2.0
// Every function against long double libm over wide ranges; the bounds are those of the header.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

#include "base/portable_math.hpp"
#include "base/random.hpp"
#include "support/seed.hpp"

using namespace vedette;

namespace {

/// Distance of `ours` from the exact value in units in the last place of the exact value.
double ulps(double ours, long double exact) {
  if (std::isinf(ours) || std::isinf(static_cast<double>(exact)))
    return ours == static_cast<double>(exact) ? 0 : 1e300;
  int exponent = 0;
  std::frexp(exact, &exponent);
  const long double ulp = std::ldexp(1.0L, std::max(exponent - 53, -1074));
  return static_cast<double>(std::fabs(static_cast<long double>(ours) - exact) / ulp);
}

struct Worst {
  double ulp = 0, at = 0, at2 = 0;
  void see(double ours, long double exact, double x, double y = 0) {
    const double u = ulps(ours, exact);
    if (!(u <= ulp)) ulp = u, at = x, at2 = y;
  }
};

constexpr int kDraws = 300000;
const double kInf = std::numeric_limits<double>::infinity();

/// Any positive finite double, all exponents alike.
double any_positive(Stream& s) {
  double x;
  do {
    const std::uint64_t bits = s.bits() >> 1;
    std::memcpy(&x, &bits, 8);
  } while (!std::isfinite(x) || x == 0);
  return x;
}

#define EXPECT_WITHIN(worst, bound)                                                         \
  do {                                                                                      \
    INFO(#worst << ": " << (worst).ulp << " ulp at " << (worst).at << ", " << (worst).at2); \
    CHECK((worst).ulp <= (bound));                                                          \
  } while (false)

}  // namespace

TEST_CASE("log and log1p") {
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("log", "test");
  Worst wide, near_one, unit, plus;
  for (int i = 0; i < kDraws; ++i) {
    double x = any_positive(s);
    wide.see(portable::log(x), std::log(static_cast<long double>(x)), x);
    x = s.uniform();
    unit.see(portable::log(x), std::log(static_cast<long double>(x)), x);
    x = 0.98 + 0.04 * s.uniform();
    near_one.see(portable::log(x), std::log(static_cast<long double>(x)), x);
    x = std::exp(-40 + 80 * s.uniform());
    plus.see(portable::log1p(x), std::log1p(static_cast<long double>(x)), x);
    x = -s.uniform();
    plus.see(portable::log1p(x), std::log1p(static_cast<long double>(x)), x);
  }
  EXPECT_WITHIN(wide, 1);
  EXPECT_WITHIN(unit, 1);
  EXPECT_WITHIN(near_one, 1);
  EXPECT_WITHIN(plus, 2);
  CHECK(portable::log(1.0) == 0);
  CHECK(portable::log(0.0) == -kInf);
  CHECK(portable::log(kInf) == kInf);
  CHECK(std::isnan(portable::log(-1.0)));
  CHECK(std::isnan(portable::log(std::nan(""))));
}

TEST_CASE("exp and expm1") {
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("exp", "test");
  Worst wide, small, subnormal, minus;
  for (int i = 0; i < kDraws; ++i) {
    double x = -708 + 1417 * s.uniform();
    wide.see(portable::exp(x), std::exp(static_cast<long double>(x)), x);
    x = -0.7 + 1.4 * s.uniform();
    small.see(portable::exp(x), std::exp(static_cast<long double>(x)), x);
    minus.see(portable::expm1(x), std::expm1(static_cast<long double>(x)), x);
    x *= 0.01;
    minus.see(portable::expm1(x), std::expm1(static_cast<long double>(x)), x);
    x = -50 + 100 * s.uniform();
    minus.see(portable::expm1(x), std::expm1(static_cast<long double>(x)), x);
    x = -745 + 37 * s.uniform();
    subnormal.see(portable::exp(x), std::exp(static_cast<long double>(x)), x);
  }
  EXPECT_WITHIN(wide, 1);
  EXPECT_WITHIN(small, 1);
  EXPECT_WITHIN(subnormal, 2);
  EXPECT_WITHIN(minus, 4);
  CHECK(portable::exp(0.0) == 1);
  CHECK(portable::exp(710.0) == kInf);
  CHECK(portable::exp(-746.0) == 0);
  CHECK(portable::exp(-kInf) == 0);
  CHECK(portable::exp(kInf) == kInf);
  CHECK(std::isnan(portable::exp(std::nan(""))));
}

TEST_CASE("pow") {
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("pow", "test");
  Worst wide, usual, near_one;
  for (int i = 0; i < kDraws; ++i) {
    double x = any_positive(s);
    double y = (-700 + 1400 * s.uniform()) / std::fabs(std::log(x));
    wide.see(portable::pow(x, y), std::pow(static_cast<long double>(x), y), x, y);
    x = 20 * s.uniform();
    y = -5 + 10 * s.uniform();
    usual.see(portable::pow(x, y), std::pow(static_cast<long double>(x), y), x, y);
    x = 1 + 1e-3 * (s.uniform() - 0.5);
    y = 1e5 * s.uniform();
    near_one.see(portable::pow(x, y), std::pow(static_cast<long double>(x), y), x, y);
  }
  // The 64-bit mantissa of long double pow carries errors of its own at large exponents.
  EXPECT_WITHIN(wide, 1);
  EXPECT_WITHIN(usual, 1);
  EXPECT_WITHIN(near_one, 1);
  for (int n = 0; n < 30; ++n) CHECK(portable::pow(3, n) == std::round(portable::pow(3, n)));
  CHECK(portable::pow(2, -1074) == std::ldexp(1.0, -1074));
  CHECK(portable::pow(4, 0.5) == 2);
  CHECK(portable::pow(0, 2) == 0);
  CHECK(portable::pow(0, -2) == kInf);
  CHECK(portable::pow(0, 0) == 1);
  CHECK(portable::pow(kInf, -1) == 0);
  CHECK(portable::pow(0.5, kInf) == 0);
  CHECK(std::isnan(portable::pow(-1, 2)));
}

TEST_CASE("sin and cos") {
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("sin", "test");
  Worst turn, medium, huge;
  const auto see = [](Worst& w, double x) {
    w.see(portable::sin(x), std::sin(static_cast<long double>(x)), x);
    w.see(portable::cos(x), std::cos(static_cast<long double>(x)), x);
  };
  for (int i = 0; i < kDraws; ++i) {
    see(turn, -7 + 14 * s.uniform());
    see(medium, 1e6 * (2 * s.uniform() - 1));
    see(huge, 1e6 + std::exp(40 * s.uniform()));
  }
  for (int n = 1; n < 60000; ++n) see(medium, n * (portable::kPi / 2));  // the hardest: near zeros
  EXPECT_WITHIN(turn, 1);
  EXPECT_WITHIN(medium, 1);
  EXPECT_WITHIN(huge, 1);
  // From 200-bit arithmetic; 6381956970095103 * 2^797 is the double nearest to a multiple of pi/2.
  CHECK(portable::cos(6381956970095103.0 * std::ldexp(1.0, 797)) ==
        Approx(-4.68716592425462761112e-19).epsilon(1e-15));
  CHECK(portable::sin(1e22) == Approx(-0.8522008497671888017727).epsilon(1e-15));
  CHECK(portable::cos(1e300) == Approx(std::cos(static_cast<long double>(1e300))).epsilon(1e-15));
  CHECK(portable::sin(0.0) == 0);
  CHECK(portable::cos(0.0) == 1);
  CHECK(std::isnan(portable::sin(kInf)));
}

TEST_CASE("atan2") {
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("atan2", "test");
  Worst w;
  for (int i = 0; i < kDraws; ++i) {
    const double x = (2 * s.uniform() - 1) * 100, y = (2 * s.uniform() - 1) * 100;
    w.see(portable::atan2(y, x), std::atan2(static_cast<long double>(y), x), y, x);
    const double z = any_positive(s);
    w.see(portable::atan2(y, z), std::atan2(static_cast<long double>(y), z), y, z);
  }
  EXPECT_WITHIN(w, 2.5);
  for (const double y : {0.0, -0.0, 1.0, -1.0, kInf, -kInf})
    for (const double x : {0.0, -0.0, 1.0, -1.0, kInf, -kInf}) {
      CAPTURE(y, x);
      CHECK(portable::atan2(y, x) == std::atan2(y, x));
      CHECK(std::signbit(portable::atan2(y, x)) == std::signbit(y));
    }
}
