// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/random.hpp"

namespace vedette {

/// A probability distribution of one number. Factories throw std::invalid_argument, naming value
/// and bounds, on parameters that make none. Draws are not clipped here: whoever uses a draw as a
/// duration takes max(0, draw) itself, so that formulas and simulation of unclipped models agree.
/// Cheap to copy (an empirical sample is shared).
class Distribution {
 public:
  enum class Kind {
    kConstant,
    kExponential,
    kUniform,
    kTriangular,
    kNormal,
    kLognormal,
    kGamma,
    kErlang,
    kWeibull,
    kEmpirical,
  };

  /// The constant 0.
  Distribution() = default;

  static Distribution constant(double value);
  static Distribution exponential(double mean);          ///< mean > 0
  static Distribution uniform(double low, double high);  ///< low <= high
  static Distribution triangular(double low, double mode, double high);
  static Distribution normal(double mean, double sd);     ///< sd >= 0; unclipped
  static Distribution lognormal(double mean, double cv);  ///< mean > 0, cv >= 0
  /// By its 50th and 90th percentile, 0 < median <= p90.
  static Distribution lognormal_by_percentiles(double median, double p90);
  static Distribution gamma(double mean, double cv);        ///< mean > 0, cv > 0
  static Distribution erlang(int k, double mean);           ///< k >= 1; mean of the sum
  static Distribution weibull(double shape, double scale);  ///< both > 0
  /// Draws by linear interpolation of the quantiles of the sample (Hyndman & Fan type 7, as
  /// quantile_sorted()): continuous between the smallest and the largest value. mean() and
  /// variance() are those of this interpolated distribution. Any order; at least one value.
  static Distribution empirical(std::vector<double> sample);

  double sample(Stream& random) const;
  /// P(draw <= x).
  double cdf(double x) const;
  double mean() const { return mean_; }
  double variance() const { return variance_; }
  Kind kind() const { return kind_; }
  /// Parameters in the order of the factory (for an empirical one: none).
  double parameter(int index) const { return given_[index]; }
  /// As in "lognormal(mean 30, cv 0.5)".
  std::string describe() const;

 private:
  Distribution(Kind kind, double a, double b, double c, double mean, double variance)
      : kind_(kind), given_{a, b, c}, mean_(mean), variance_(variance) {}

  Kind kind_ = Kind::kConstant;
  double given_[3] = {0, 0, 0};  // as the user said it
  double derived_[2] = {0, 0};   // what sample() needs
  double mean_ = 0, variance_ = 0;
  std::shared_ptr<const std::vector<double>> values_;  // empirical: sorted
};

}  // namespace vedette
