// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>

#include "base/portable_math.hpp"
#include "base/portable_tables.hpp"

namespace vedette::portable {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// exp(-factor x^2): the square is split into an exact part and a small rest.
double exp_minus_square(double x, double factor) {
  const std::uint64_t top = std::bit_cast<std::uint64_t>(x) & 0xfffffffff8000000u;
  const double h = std::bit_cast<double>(top);
  return exp(-factor * h * h) * exp(-factor * (x - h) * (x + h));
}

/// exp(x^2) erfc(x), x >= 0.
double erfc_scaled(double x) {
  const double u = (x - 3.75) / (x + 3.75);
  double b1 = 0, b2 = 0;  // Clenshaw
  constexpr int kTerms = sizeof tables::kErfc / sizeof *tables::kErfc;
  for (int i = kTerms - 1; i > 0; --i) {
    const double b = 2 * u * b1 - b2 + tables::kErfc[i];
    b2 = b1;
    b1 = b;
  }
  return (u * b1 - b2 + tables::kErfc[0]) / (1 + 2 * x);
}

/// erf(x) for |x| <= 0.5 by its series (Abramowitz & Stegun 7.1.5).
double erf_small(double x) {
  const double z = x * x;
  double term = 1, sum = 0;
  for (int n = 1; n < 14; ++n) {
    term *= -z / n;
    sum += term / (2 * n + 1);
  }
  constexpr double kFactor = 0x1.20dd750429b6dp+0, kFactorLow = 0x1.1ae3a914fed80p-56;
  return kFactor * x + (kFactorLow * x + kFactor * x * sum);
}

template <int N>
double polynomial(const double (&c)[N], double x) {
  double p = c[N - 1];
  for (int i = N - 2; i >= 0; --i) p = p * x + c[i];
  return p;
}

/// ln Gamma(z) - [(z - 1/2) ln z - z + ln(2 pi)/2], the error of Stirling's formula.
double stirling_error(double z) {
  if (z < 10) return lgamma(z) - ((z - 0.5) * log(z) - z + 0.91893853320467274178);
  const double w = 1 / (z * z);
  constexpr double kTerms[] = {1.0 / 12,   -1.0 / 360,      1.0 / 1260, -1.0 / 1680,
                               1.0 / 1188, -691.0 / 360360, 1.0 / 156,  -3617.0 / 122400};
  return polynomial(kTerms, w) / z;
}

/// x^a exp(-x) / Gamma(a), in Loader's form (2000), which keeps its accuracy for large a.
double gamma_front(double a, double x) {
  const double m = (x - a) / a;
  const double l = std::fabs(m) < 0.5 ? log1p(m) : log(x / a);
  return std::sqrt(a / (2 * kPi)) * exp(-stirling_error(a) - a * (m - l));
}

/// x^a y^b / B(a, b) with y = 1 - x, in the same form.
double beta_front(double a, double b, double x, double y) {
  const double d = x * b - y * a;
  const double delta = stirling_error(a + b) - stirling_error(a) - stirling_error(b);
  // log1p of a ratio near its mean, log far from it, where log1p(d / a) would cancel.
  const auto part = [](double n, double ratio, double shift) {
    return n * (std::fabs(shift) < 0.5 ? log1p(shift) : log(ratio));
  };
  const double exponent = part(a, x * ((a + b) / a), d / a) + part(b, y * ((a + b) / b), -d / b);
  return std::sqrt(a * b / (2 * kPi * (a + b))) * exp(delta + exponent);
}

/// I_x(a, b) = beta_front * this, for x below the mean or so (DiDonato & Morris, ACM TOMS 18(3),
/// 1992, equation 9; Lentz's evaluation). All terms are free of cancellation.
double beta_fraction(double a, double b, double x, double y) {
  constexpr double kTiny = 1e-300;
  const double shift = a * y - b * x + 1;
  double h = a * shift / (a + 1), c = h, d = 0;
  for (int m = 1; m < 100000; ++m) {
    const double odd = a + 2 * m - 1;
    const double top = (a + m - 1) / odd * ((a + b + m - 1) / odd) * (m * (b - m) * x * x);
    const double bottom =
        m + m * (b - m) * x / odd + (a + m) * (shift + m * (1 + y)) / (a + 2 * m + 1);
    d = bottom + top * d;
    d = 1 / (std::fabs(d) < kTiny ? kTiny : d);
    c = bottom + top / c;
    if (std::fabs(c) < kTiny) c = kTiny;
    h *= c * d;
    if (std::fabs(c * d - 1) < 3e-16) break;
  }
  return 1 / h;
}

double gamma_series(double a, double x) {
  double term = 1 / a, sum = term;
  for (int n = 1; n < 100000 && term > sum * 1e-17; ++n) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * gamma_front(a, x);
}

double gamma_fraction(double a, double x) {
  double b = x + 1 - a, c = 1e300, d = 1 / b, h = d;
  for (int n = 1; n < 100000; ++n) {
    const double an = -n * (n - a);
    b += 2;
    d = an * d + b;
    d = 1 / (std::fabs(d) < 1e-300 ? 1e-300 : d);
    c = b + an / c;
    if (std::fabs(c) < 1e-300) c = 1e-300;
    h *= c * d;
    if (std::fabs(c * d - 1) < 3e-16) break;
  }
  return h * gamma_front(a, x);
}

}  // namespace

double erf(double x) {
  if (std::fabs(x) <= 0.5) return erf_small(x);
  if (x != x) return x;
  return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
}

double erfc(double x) {
  if (x < 0.5) return x < -0.5 ? 2 - erfc(-x) : 1 - erf_small(x);
  if (!(x < 28)) return x != x ? x : 0;
  return exp_minus_square(x, 1) * erfc_scaled(x);
}

double normal_cdf(double z) {
  constexpr double kRootHalf = 0.70710678118654752440;
  if (z > -1) return 0.5 * erfc(-z * kRootHalf);
  if (!(z > -39)) return z != z ? z : 0;
  return 0.5 * exp_minus_square(z, 0.5) * erfc_scaled(-z * kRootHalf);
}

double normal_quantile(double p) {
  static constexpr double kA[] = {3.3871328727963666080e0,  1.3314166789178437745e+2,
                                  1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                  4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                  3.3430575583588128105e+4, 2.5090809287301226727e+3};
  static constexpr double kB[] = {1.0,
                                  4.2313330701600911252e+1,
                                  6.8718700749205790830e+2,
                                  5.3941960214247511077e+3,
                                  2.1213794301586595867e+4,
                                  3.9307895800092710610e+4,
                                  2.8729085735721942674e+4,
                                  5.2264952788528545610e+3};
  static constexpr double kC[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                  5.76949722146069140550e0,  3.64784832476320460504e0,
                                  1.27045825245236838258e0,  2.41780725177450611770e-1,
                                  2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr double kD[] = {1.0,
                                  2.05319162663775882187e0,
                                  1.67638483018380384940e0,
                                  6.89767334985100004550e-1,
                                  1.48103976427480074590e-1,
                                  1.51986665636164571966e-2,
                                  5.47593808499534494600e-4,
                                  1.05075007164441684324e-9};
  static constexpr double kE[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                  1.78482653991729133580e0,  2.96560571828504891230e-1,
                                  2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                  2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr double kF[] = {1.0,
                                  5.99832206555887937690e-1,
                                  1.36929880922735805310e-1,
                                  1.48753612908506148525e-2,
                                  7.86869131145613259100e-4,
                                  1.84631831751005468180e-5,
                                  1.42151175831644588870e-7,
                                  2.04426310338993978564e-15};
  const double q = p - 0.5;
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(kA, r) / polynomial(kB, r);
  }
  if (!(p > 0 && p < 1)) return p == 0 ? -kInfinity : p == 1 ? kInfinity : kNaN;
  const double r = std::sqrt(-log(q < 0 ? p : 1 - p));
  const double value = r <= 5 ? polynomial(kC, r - 1.6) / polynomial(kD, r - 1.6)
                              : polynomial(kE, r - 5) / polynomial(kF, r - 5);
  return q < 0 ? -value : value;
}

double lgamma(double x) {
  if (!(x > 0)) return x == 0 ? kInfinity : kNaN;
  if (x == kInfinity) return x;
  double product = 1;
  while (x < 10) product *= x++;
  return (x - 0.5) * log(x) - x + 0.91893853320467274178 + stirling_error(x) - log(product);
}

double gamma_p(double a, double x) {
  if (!(a > 0 && x >= 0)) return kNaN;
  if (x == 0) return 0;
  if (x == kInfinity) return 1;
  return x < a + 1 ? gamma_series(a, x) : 1 - gamma_fraction(a, x);
}

double gamma_q(double a, double x) {
  if (!(a > 0 && x >= 0)) return kNaN;
  if (x == 0) return 1;
  if (x == kInfinity) return 0;
  return x < a + 1 ? 1 - gamma_series(a, x) : gamma_fraction(a, x);
}

double beta_p(double a, double b, double x, double y) {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) return kNaN;
  if (x == 0) return 0;
  if (y == 0) return 1;
  // The fraction converges fast on its own side of the mean.
  if (x * (a + b + 2) < a + 1) return beta_front(a, b, x, y) * beta_fraction(a, b, x, y);
  return 1 - beta_front(b, a, y, x) * beta_fraction(b, a, y, x);
}

double beta_p(double a, double b, double x) {
  return beta_p(a, b, x, 1 - x);
}

}  // namespace vedette::portable
