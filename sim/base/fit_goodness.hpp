// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/fit_family.hpp"
#include "base/random.hpp"

namespace vedette {

/// Kolmogorov-Smirnov distance: the largest |share of the sample <= x - P(draw <= x)| over all x
/// (both sides of every step). `sorted` is not empty.
double ks_distance(std::span<const double> sorted, const Distribution& distribution);

/// P(D >= distance) for n values from a fully known continuous distribution: Kolmogorov's series at
/// (sqrt n + 0.12 + 0.11 / sqrt n) D (Stephens, JRSS B 32, 1970). With parameters estimated from
/// the same sample it is too large, with rounded values too small.
double ks_p_value(double distance, std::uint64_t n);

/// How a log makes a value out of a true time: it notes beginning and end on a clock that shows
/// whole `step_s` (0: exactly), and only values in (above, at_most] are kept.
struct Observation {
  double step_s = 0;
  double above = 0;
  double at_most = 1e300;
};

/// The coarsest of 3600, 900, 300, 60, 30, 15, 10, 5, 1, 0.1, 0.01 and 0.001 s of which all values
/// are multiples; 0 if none. An empty sample: 0.
double clock_step_s(std::span<const double> sample);

/// P(D >= distance) by parametric bootstrap (Stute, Gonzalez Manteiga & Presedo Quindimil, Metrika
/// 40, 1993): samples of the same size from `fit`, observed as the log does, fitted again, each
/// with its own D. At most `samples` are drawn; it ends early when `kBootstrapEnough` have exceeded
/// (Besag & Clifford, Biometrika 78, 1991). The smallest value is 1 / (samples + 1).
double ks_bootstrap_p(const FamilyFit& fit, double distance, std::size_t n,
                      const Observation& observation, Stream random, int samples = 99);
inline constexpr int kBootstrapEnough = 10;

/// P(X >= x) for chi-square with `dof` > 0 degrees of freedom.
double chi_square_tail(double x, double dof);

/// Are counts of equal stretches of time Poisson? Index = variance / mean (n - 1 below); sum of
/// (n_i - mean)^2 / mean is chi-square with n - 1 degrees of freedom if they are (Fisher 1925;
/// Cochran, Biometrics 10, 1954). Several groups of equal stretches, each with its own mean, add
/// up.
class Dispersion {
 public:
  /// One group; without any event, or with one stretch only, it says nothing and is left out.
  void add(std::span<const std::uint64_t> counts);
  double chi_square() const { return chi_square_; }
  double dof() const { return dof_; }
  double index() const;    ///< NaN without groups
  double p_value() const;  ///< of more spread than Poisson; NaN without groups

 private:
  double chi_square_ = 0, dof_ = 0;
};

/// Exact interval of a Poisson mean from one count (Garwood, Biometrika 28, 1936); value = count.
Interval poisson_interval(std::uint64_t count, double level = 0.95);

}  // namespace vedette
