// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace vedette {

/// A figure with its confidence interval; without one (a single observation) low and high are NaN.
struct Interval {
  double value = std::numeric_limits<double>::quiet_NaN();
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
  double half_width() const { return (high - low) / 2; }
  bool known() const { return low <= high; }
  bool contains(double x) const { return low <= x && x <= high; }
};

/// Two-sided Student t: P(|T| <= t) = level for `dof` degrees of freedom (> 0, may be fractional or
/// infinite = normal), 0 < level < 1. Relative error below 1e-9.
double student_t(double level, double dof);
/// Two-sided normal: P(|Z| <= z) = level.
double normal_two_sided(double level);
/// P(T <= t) for Student's T.
double student_t_cdf(double t, double dof);

/// Counts, mean and variance in one pass (Welford 1962); merge() is exact up to rounding (Chan,
/// Golub & LeVeque 1979) but depends on order: merge in a fixed order where bytes matter.
class Accumulator {
 public:
  void add(double x);
  void merge(const Accumulator& other);
  std::uint64_t count() const { return count_; }
  double mean() const;      ///< NaN without values
  double variance() const;  ///< of the sample (n - 1); NaN with fewer than two
  double sd() const;
  double minimum() const { return min_; }  ///< +inf without values
  double maximum() const { return max_; }
  double sum() const { return mean_ * static_cast<double>(count_); }
  /// Student t interval of the mean, the values taken as independent.
  Interval interval(double level = 0.95) const;

 private:
  std::uint64_t count_ = 0;
  double mean_ = 0, m2_ = 0;
  double min_ = std::numeric_limits<double>::infinity();
  double max_ = -std::numeric_limits<double>::infinity();
};

/// Mean of values with weights (>= 0).
class WeightedMean {
 public:
  void add(double value, double weight);
  void merge(const WeightedMean& other);
  double weight() const { return weight_; }
  double sum() const { return sum_; }
  double mean() const;  ///< NaN without weight

 private:
  double weight_ = 0, sum_ = 0;
};

/// Time average of a quantity that changes in steps (a queue length, a number of busy units).
/// Times in seconds (or any unit), never decreasing.
class TimeWeighted {
 public:
  TimeWeighted() = default;
  explicit TimeWeighted(double start, double value = 0)
      : from_(start), last_(start), value_(value) {}
  /// The quantity is `value` from `time` on.
  void set(double time, double value);
  void add(double time, double change) { set(time, value_ + change); }
  double value() const { return value_; }
  /// Integral from the start to `until` (not before the last change).
  double integral(double until) const { return integral_ + value_ * (until - last_); }
  double mean(double until) const;  ///< NaN over no time
  double maximum() const { return max_; }

 private:
  double from_ = 0, last_ = 0, value_ = 0, integral_ = 0;
  double max_ = value_;
};

/// Mean and Student t interval of independent values.
Interval mean_interval(std::span<const double> values, double level = 0.95);
/// Mean of a - b and its interval, pair by pair (common random numbers); sizes must be equal.
Interval paired_interval(std::span<const double> a, std::span<const double> b, double level = 0.95);

/// Quantile p in [0, 1] of a sorted sample, Hyndman & Fan (1996) type 7: linear between the order
/// statistics at h = (n - 1) p, the default of R and NumPy. NaN for an empty sample.
double quantile_sorted(std::span<const double> sorted, double p);

/// Wilson score interval of a share of `successes` in `trials` (Wilson 1927); value = the share.
/// Without trials all three are NaN.
Interval wilson(std::uint64_t successes, std::uint64_t trials, double level = 0.95);

}  // namespace vedette
