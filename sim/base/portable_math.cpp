// SPDX-License-Identifier: Apache-2.0
// The elementary functions; the special ones are in portable_special.cpp.
#include "base/portable_math.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>

#include "base/portable_double_double.hpp"
#include "base/portable_tables.hpp"

namespace vedette::portable {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint64_t kMantissa = (std::uint64_t{1} << 52) - 1;

constexpr std::uint64_t bits_of(double x) {
  return std::bit_cast<std::uint64_t>(x);
}
constexpr double from_bits(std::uint64_t bits) {
  return std::bit_cast<double>(bits);
}
/// 2^n for -1022 <= n <= 1023.
constexpr double power_of_two(std::int64_t n) {
  return from_bits(static_cast<std::uint64_t>(n + 1023) << 52);
}
/// Nearest integer of |x| < 2^51, ties to even.
constexpr double round_even(double x) {
  return (x + 0x1.8p52) - 0x1.8p52;
}

/// x = 2^k f (1 + r): the table entry of f, and m = x / 2^k. For finite x > 0.
struct LogParts {
  double k, f, m;
  const double* entry;
};

LogParts log_parts(double x) {
  std::uint64_t ix = bits_of(x);
  std::int64_t shift = 0;
  if (ix < std::uint64_t{1} << 52) {  // subnormal
    ix = bits_of(x * 0x1p54);
    shift = 54;
  }
  // Half a table step is added, so that f is the nearest grid point and f = 1 serves both sides
  // of 1.
  const std::uint64_t t = ix - tables::kLogOffset + (std::uint64_t{1} << 44);
  const std::int64_t k = static_cast<std::int64_t>(t) >> 52;
  const std::uint64_t i = (t >> 45) & 127;
  return {static_cast<double>(k - shift), from_bits(tables::kLogOffset + (i << 45)),
          from_bits(ix - (static_cast<std::uint64_t>(k) << 52)), tables::kLog[i]};
}

/// log(1 + r) - r + r^2/2 for |r| <= 2^-8 by its series.
constexpr double log_tail(double r) {
  const double r2 = r * r;
  return r2 * r * ((1.0 / 3 - r * (1.0 / 4)) + r2 * ((1.0 / 5 - r * (1.0 / 6)) + r2 * (1.0 / 7)));
}

/// log(x) to about 2^-68 relative, for finite x > 0.
DoubleDouble log_exact(double x) {
  const LogParts p = log_parts(x);
  const double d = p.m - p.f;  // exact
  const double r = d * p.entry[0];
  const DoubleDouble back = two_product(r, p.f);
  const double r_low = ((d - back.high) - back.low) * p.entry[0];
  const DoubleDouble half = two_product(r, -0.5 * r);
  const double r4 = r * r * r * r;
  const double tail = log_tail(r) - r4 * r4 * (1.0 / 8 - r * (1.0 / 9));
  const double rest = tail + half.low - r * r_low + p.k * tables::kLn2Low + p.entry[2];
  // Largest first: the exact part, r, then -r^2/2, then what is below 2^-20 of them.
  const DoubleDouble a = fast_two_sum(p.k * tables::kLn2High + p.entry[1], r);
  const DoubleDouble b = two_sum(a.high, half.high);
  const DoubleDouble c = two_sum(a.low, b.low);
  return fast_two_sum(b.high, c.high + (c.low + (r_low + rest)));
}

/// exp(x + low) = 2^k T (1 + q): table part T = high + low and q.
struct ExpParts {
  std::int64_t k;
  double high, low, q;
};

ExpParts exp_parts(double x, double low) {
  const double n = round_even(x * tables::kExpInverseStep);
  const std::int64_t whole = static_cast<std::int64_t>(n);
  const double r = ((x - n * tables::kExpStepHigh) - n * tables::kExpStepLow) + low;
  const double r2 = r * r;
  const double q = r + r2 * (0.5 + r * (1.0 / 6) + r2 * (1.0 / 24 + r * (1.0 / 120)));
  const double* entry = tables::kExp[whole & 127];
  return {whole >> 7, entry[0], entry[1], q};
}

double exp_of(double x, double low) {
  const ExpParts p = exp_parts(x, low);
  const double value = p.high + (p.low + p.high * p.q);
  if (p.k > 1023) return value * 2 * power_of_two(p.k - 1);
  if (p.k >= -1022) return value * power_of_two(p.k);
  return value * power_of_two(p.k + 100) * 0x1p-100;
}

}  // namespace

double log(double x) {
  if (!(x > 0)) return x == 0 ? -kInfinity : kNaN;
  if (x == kInfinity) return x;
  const LogParts p = log_parts(x);
  const double d = p.m - p.f;  // exact
  const double r = d * p.entry[0];
  // The quotient in two parts: a multiple of 2^-52, whose product with f (8 bits) is exact.
  const double r_high = (r + 1.5) - 1.5;
  const double r_low = (d - r_high * p.f) * p.entry[0];
  const double w = p.k * tables::kLn2High + p.entry[1];  // exact
  const DoubleDouble sum = fast_two_sum(w, r_high);
  const double rest = r_low + (p.k * tables::kLn2Low + p.entry[2] - 0.5 * r * r + log_tail(r));
  return sum.high + (sum.low + rest);
}

double log1p(double x) {
  const double u = 1 + x;
  if (!(u > 0) || u == kInfinity) return log(u);
  return log(u) + (x - (u - 1)) / u;  // the rounding of 1 + x, to first order
}

double exp(double x) {
  if (!(x <= 709.782712893384)) return x != x ? x : kInfinity;
  if (x < -745.1332191019412) return 0;
  return exp_of(x, 0);
}

double expm1(double x) {
  if (x > 40) return exp(x);
  if (x < -40) return -1;
  if (x != x) return x;
  const ExpParts p = exp_parts(x, 0);
  const double scale = power_of_two(p.k);
  return (scale * p.high - 1) + scale * (p.low + p.high * p.q);
}

double pow(double x, double y) {
  if (x == 1 || y == 0) return 1;
  if (!(x >= 0) || y != y) return kNaN;
  if (x == 0) return y > 0 ? 0 : kInfinity;
  if (x == kInfinity) return y > 0 ? kInfinity : 0;
  if (y == kInfinity || y == -kInfinity) return (x > 1) == (y > 0) ? kInfinity : 0;
  const DoubleDouble l = log_exact(x);
  const double rough = l.high * y;
  if (rough > 710) return kInfinity;
  if (rough < -746) return 0;
  const DoubleDouble e = two_product(l.high, y);
  return exp_of(e.high, e.low + l.low * y);
}

namespace {

/// x = quadrant * pi/2 + (high + low), |high| <= pi/4.
struct Reduced {
  unsigned quadrant;
  double high, low;
};

/// 64 bits of 2/pi from bit `position` after the point (negative: leading zeros).
std::uint64_t two_over_pi_bits(int position) {
  const auto word = [](int i) { return i < 0 || i >= 20 ? 0 : tables::kTwoOverPi[i]; };
  const int index = position >= 0 ? position / 64 : -((63 - position) / 64);
  const int offset = position - index * 64;
  return offset == 0 ? word(index) : word(index) << offset | word(index + 1) >> (64 - offset);
}

/// Payne & Hanek 1983: only those bits of 2/pi are multiplied that decide the quadrant and the
/// rest.
Reduced reduce_large(double x) {
  using Wide = unsigned __int128;
  const int exponent = static_cast<int>(bits_of(x) >> 52) - 1075;  // x = mantissa * 2^exponent
  const std::uint64_t mantissa = (bits_of(x) & kMantissa) | (kMantissa + 1);
  const int first = exponent - 2;  // bits before it count whole turns
  // The low 192 bits of mantissa * 192 bits: two bits of quadrant, 190 of fraction.
  const Wide low = static_cast<Wide>(mantissa) * two_over_pi_bits(first + 128);
  const Wide middle = static_cast<Wide>(mantissa) * two_over_pi_bits(first + 64) + (low >> 64);
  std::uint64_t w0 = mantissa * two_over_pi_bits(first) + static_cast<std::uint64_t>(middle >> 64);
  std::uint64_t w1 = static_cast<std::uint64_t>(middle);
  const std::uint64_t w2 = static_cast<std::uint64_t>(low);
  unsigned quadrant = static_cast<unsigned>(w0 >> 62);
  w0 = w0 << 2 | w1 >> 62;
  w1 = w1 << 2 | w2 >> 62;
  const bool negative = w0 >> 63;
  Wide fraction = static_cast<Wide>(w0) << 64 | w1;
  if (negative) {
    fraction = ~fraction;  // off by one unit of 2^-128
    ++quadrant;
  }
  int zeros = 0;
  while (zeros < 127 && !(fraction >> 127)) {
    fraction <<= 1;
    ++zeros;
  }
  const double scale = (negative ? -1 : 1) * power_of_two(-zeros);
  const double high = static_cast<double>(static_cast<std::uint64_t>(fraction >> 75)) * 0x1p-53;
  const double low_part =
      static_cast<double>(static_cast<std::uint64_t>(fraction >> 22) & ((kMantissa << 1) | 1)) *
      0x1p-106;
  const double half_pi = kPi / 2, half_pi_low = 0x1.1a62633145c07p-54;
  const DoubleDouble p = two_product(high, half_pi);
  const DoubleDouble sum = fast_two_sum(p.high, p.low + (high * half_pi_low + low_part * half_pi));
  return {quadrant & 3, sum.high * scale, sum.low * scale};
}

/// For finite x >= 0.
Reduced reduce(double x) {
  if (x <= kPi / 4) return {0, x, 0};
  if (x > 1e6) return reduce_large(x);
  const double n = round_even(x * (2 / kPi));
  const DoubleDouble a = two_sum(x - n * tables::kHalfPi[0], -n * tables::kHalfPi[1]);
  const DoubleDouble b = two_sum(a.high, -n * tables::kHalfPi[2]);
  const DoubleDouble sum = fast_two_sum(b.high, a.low + (b.low - n * tables::kHalfPi[3]));
  return {static_cast<unsigned>(static_cast<std::uint64_t>(n) & 3), sum.high, sum.low};
}

double sin_of(double r, double low) {
  const double z = r * r;
  double p = 1.0 / 355687428096000;
  for (const double c : {1.0 / 1307674368000, 1.0 / 6227020800, 1.0 / 39916800, 1.0 / 362880,
                         1.0 / 5040, 1.0 / 120, 1.0 / 6})
    p = c - z * p;
  return r - (z * r * p - low * (1 - 0.5 * z));
}

double cos_of(double r, double low) {
  const double z = r * r;
  double p = 1.0 / 6402373705728000;
  for (const double c : {1.0 / 20922789888000, 1.0 / 87178291200, 1.0 / 479001600, 1.0 / 3628800,
                         1.0 / 40320, 1.0 / 720, 1.0 / 24})
    p = c - z * p;
  const DoubleDouble one = fast_two_sum(1, -0.5 * z);
  return one.high + (one.low + (z * z * p - r * low));
}

double by_quadrant(const Reduced& r, unsigned turn) {
  const unsigned q = (r.quadrant + turn) & 3;
  const double value = q & 1 ? cos_of(r.high, r.low) : sin_of(r.high, r.low);
  return q & 2 ? -value : value;
}

/// atan(q) for 0 <= q <= 1 as a sum of two: reduction to the nearest sixteenth, then the series.
DoubleDouble atan_of(double q) {
  const double n = round_even(q * 16);
  const double c = n * (1.0 / 16);
  const double t = (q - c) / (1 + q * c);
  const double z = t * t;
  double p = 1.0 / 13;
  for (const double k : {1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3}) p = k - z * p;
  const double* entry = tables::kAtan[static_cast<int>(n)];
  const DoubleDouble sum = fast_two_sum(entry[0], t);
  return {sum.high, sum.low + (entry[1] - z * t * p)};
}

}  // namespace

double sin(double x) {
  if (!(x - x == 0)) return kNaN;
  const double value = by_quadrant(reduce(x < 0 ? -x : x), 0);
  return x < 0 ? -value : value;
}

double cos(double x) {
  if (!(x - x == 0)) return kNaN;
  return by_quadrant(reduce(x < 0 ? -x : x), 1);
}

double atan2(double y, double x) {
  if (x != x || y != y) return kNaN;
  const bool left = std::signbit(x), below = std::signbit(y);
  double ax = left ? -x : x, ay = below ? -y : y;
  if (ax == kInfinity && ay == kInfinity) ax = ay = 1;
  DoubleDouble a{0, 0};
  if (ay > ax) {
    const DoubleDouble b = atan_of(ax / ay);
    const DoubleDouble sum = fast_two_sum(kPi / 2, -b.high);
    a = {sum.high, sum.low - b.low + 0x1.1a62633145c07p-54};
  } else if (ay > 0) {
    a = atan_of(ay / ax);
  }
  double angle = a.high + a.low;
  if (left) {
    const DoubleDouble sum = fast_two_sum(kPi, -a.high);
    angle = sum.high + (sum.low - a.low + 0x1.1a62633145c07p-53);
  }
  return below ? -angle : angle;
}

}  // namespace vedette::portable
