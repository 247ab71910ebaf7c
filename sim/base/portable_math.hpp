// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Elementary and special functions that return the same bits on every processor. glibc's own
/// choose between variants with and without FMA at run time and differ in the last bits, so nothing
/// that enters a result may call them. Only + - * / sqrt, bit operations and tables are used here
/// (compile with -ffp-contract=off). Errors are the largest seen in tests/base, in units in the
/// last place (ulp). Special values follow C: log(0) = -inf, log(-1) = NaN and so on.
namespace vedette::portable {

inline constexpr double kPi = 3.141592653589793238462643;
inline constexpr double kLn2 = 0.693147180559945309417232;

/// Natural logarithm; 1 ulp. Table-driven (Tang, ACM TOMS 16(4), 1990).
double log(double x);
/// log(1 + x) without cancellation for small x; x > -1; 2 ulp.
double log1p(double x);
/// Exponential; 1 ulp (2 for subnormal results). Table-driven (Tang, ACM TOMS 15(2), 1989).
double exp(double x);
/// exp(x) - 1 without cancellation for small x; 4 ulp.
double expm1(double x);
/// x to the y for x >= 0 (NaN for x < 0): exp(y log x) in double-double arithmetic; 1 ulp.
double pow(double x, double y);
/// Angle in radians, any finite size (Cody-Waite, beyond 1e6 Payne-Hanek reduction); 1 ulp.
double sin(double x);
double cos(double x);
/// Angle of (x, y) in [-pi, pi]; 2.5 ulp. atan2(0, x) is 0 for x >= +0 and pi for x < 0 (sign of y
/// kept).
double atan2(double y, double x);

/// Error function and its complement; erfc keeps relative accuracy in the far tail; 4 ulp.
/// Chebyshev series of exp(x^2) erfc(x) in (x - k)/(x + k) (Shepherd & Laframboise, Math. Comp. 36,
/// 1981).
double erf(double x);
double erfc(double x);
/// Standard normal distribution function P(Z <= z).
double normal_cdf(double z);
/// Its inverse for 0 < p < 1 (-inf at 0, inf at 1, NaN outside); relative error about 1e-16
/// (Wichura, AS 241, Applied Statistics 37(3), 1988).
double normal_quantile(double p);

/// ln Gamma(x) for x > 0; absolute error below 1e-14 * max(1, |result|) (Stirling series after
/// shifting x above 10).
double lgamma(double x);
/// Regularised lower incomplete gamma P(a, x), a > 0, x >= 0: the share of a gamma(a) variate below
/// x; relative error about 1e-13 (series and continued fraction: Abramowitz &
/// Stegun 6.5.29, 6.5.31).
double gamma_p(double a, double x);
/// 1 - P(a, x) without cancellation.
double gamma_q(double a, double x);
/// Regularised incomplete beta I_x(a, b), a, b > 0, 0 <= x <= 1: the share of a beta(a, b) variate
/// below x; relative error about 1e-13 (continued fraction: Abramowitz & Stegun 26.5.8, Lentz).
double beta_p(double a, double b, double x);
/// The same with y = 1 - x given by the caller, for x close to 1.
double beta_p(double a, double b, double x, double y);

}  // namespace vedette::portable
