// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "base/distribution.hpp"
#include "base/statistics.hpp"

namespace vedette {

/// Families of distributions of a time that maximum likelihood can fit here.
enum class Family { kExponential, kGamma, kLognormal, kWeibull };
inline constexpr std::array<Family, 4> kFamilies{Family::kExponential, Family::kGamma,
                                                 Family::kLognormal, Family::kWeibull};
std::string_view family_name(Family family);  ///< as a scenario writes it: "gamma"

/// One family fitted to one sample.
struct FamilyFit {
  Family family = Family::kExponential;
  Distribution distribution;
  double log_likelihood = 0;
  double aic = 0;  ///< 2 k - 2 ln L, k parameters (Akaike, IEEE Trans. Automatic Control 19, 1974)
  Interval mean;   ///< of the fitted distribution, large-sample 95 % interval
};

/// Maximum likelihood. Nothing where it has no solution: fewer than 3 values, one that is not
/// positive and finite, or values (nearly) all equal; or parameters that no scenario may hold.
///
/// - exponential: the mean; interval mean (1 ± z / sqrt n).
/// - gamma: ln k - digamma(k) = ln(mean) - mean(ln x) by Newton's method in 1/k (Minka, "Estimating
///   a Gamma distribution", 2002); the mean's variance is mean^2 / (k n).
/// - lognormal: mean and variance (by n) of ln x; interval of Cox (Zhou & Gao, Statistics in
///   Medicine 16, 1997).
/// - Weibull: sum x^c ln x / sum x^c - 1/c = mean(ln x), increasing in c, by Newton's method inside
///   a bracket; the mean's variance from those of the parameters (Johnson, Kotz & Balakrishnan,
///   Continuous Univariate Distributions 1, 1994, ch. 21: 1.1087 and 0.6079 over n, 0.2570).
std::optional<FamilyFit> fit_family(Family family, std::span<const double> sample);

}  // namespace vedette
