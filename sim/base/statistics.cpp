// SPDX-License-Identifier: Apache-2.0
#include "base/statistics.hpp"

#include <algorithm>
#include <cmath>

#include "base/portable_math.hpp"

namespace vedette {
namespace {
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// P(|T| > t) (Abramowitz & Stegun 26.7.1).
double both_tails(double t, double dof) {
  const double sum = dof + t * t;
  return portable::beta_p(dof / 2, 0.5, dof / sum, t * t / sum);
}

}  // namespace

double normal_two_sided(double level) {
  return -portable::normal_quantile((1 - level) / 2);
}

double student_t_cdf(double t, double dof) {
  if (dof == kInfinity) return portable::normal_cdf(t);
  const double tail = both_tails(t, dof) / 2;
  return t < 0 ? tail : 1 - tail;
}

double student_t(double level, double dof) {
  if (!(level > 0 && level < 1 && dof > 0)) return kNaN;
  // Beyond this the difference to the normal, about z^3 / (4 dof), is below 1e-11.
  if (dof > 1e12) return normal_two_sided(level);
  const double target = 1 - level;
  double low = 0, high = 1;
  while (both_tails(high, dof) > target) {
    low = high;
    high *= 2;
    if (high > 1e150) return kInfinity;
  }
  // Secant steps on the tail, kept inside the bracket by bisection (Illinois rule).
  double f_low = both_tails(low, dof) - target, f_high = both_tails(high, dof) - target;
  int side = 0;
  for (int i = 0; i < 200 && high - low > 4e-16 * high; ++i) {
    double t = (low * f_high - high * f_low) / (f_high - f_low);
    if (!(t > low && t < high)) t = low + (high - low) / 2;
    const double f = both_tails(t, dof) - target;
    if (f == 0) return t;
    if (f > 0) {
      low = t;
      f_low = f;
      if (side == 1) f_high /= 2;
      side = 1;
    } else {
      high = t;
      f_high = f;
      if (side == -1) f_low /= 2;
      side = -1;
    }
  }
  return low + (high - low) / 2;
}

void Accumulator::add(double x) {
  ++count_;
  const double d = x - mean_;
  mean_ += d / static_cast<double>(count_);
  m2_ += d * (x - mean_);
  min_ = std::min(min_, x);
  max_ = std::max(max_, x);
}

void Accumulator::merge(const Accumulator& other) {
  if (other.count_ == 0) return;
  if (count_ == 0) {
    *this = other;
    return;
  }
  const double a = static_cast<double>(count_), b = static_cast<double>(other.count_);
  const double d = other.mean_ - mean_;
  count_ += other.count_;
  mean_ += d * (b / (a + b));
  m2_ += other.m2_ + d * d * (a * b / (a + b));
  min_ = std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
}

double Accumulator::mean() const {
  return count_ ? mean_ : kNaN;
}
double Accumulator::variance() const {
  return count_ > 1 ? m2_ / static_cast<double>(count_ - 1) : kNaN;
}
double Accumulator::sd() const {
  return std::sqrt(variance());
}

Interval Accumulator::interval(double level) const {
  if (count_ < 2) return {mean(), kNaN, kNaN};
  const double n = static_cast<double>(count_);
  const double half = student_t(level, n - 1) * std::sqrt(variance() / n);
  return {mean_, mean_ - half, mean_ + half};
}

void WeightedMean::add(double value, double weight) {
  weight_ += weight;
  sum_ += value * weight;
}
void WeightedMean::merge(const WeightedMean& other) {
  weight_ += other.weight_;
  sum_ += other.sum_;
}
double WeightedMean::mean() const {
  return weight_ > 0 ? sum_ / weight_ : kNaN;
}

void TimeWeighted::set(double time, double value) {
  integral_ += value_ * (time - last_);
  last_ = time;
  value_ = value;
  max_ = std::max(max_, value);
}
double TimeWeighted::mean(double until) const {
  return until > from_ ? integral(until) / (until - from_) : kNaN;
}

Interval mean_interval(std::span<const double> values, double level) {
  Accumulator a;
  for (const double x : values) a.add(x);
  return a.interval(level);
}

Interval paired_interval(std::span<const double> a, std::span<const double> b, double level) {
  if (a.size() != b.size()) return {};
  Accumulator difference;
  for (std::size_t i = 0; i < a.size(); ++i) difference.add(a[i] - b[i]);
  return difference.interval(level);
}

double quantile_sorted(std::span<const double> sorted, double p) {
  if (sorted.empty() || !(p >= 0 && p <= 1)) return kNaN;
  const double h = static_cast<double>(sorted.size() - 1) * p;
  const std::size_t i = static_cast<std::size_t>(h);
  if (i + 1 >= sorted.size()) return sorted.back();
  const double part = h - static_cast<double>(i);
  return part == 0 ? sorted[i] : sorted[i] + part * (sorted[i + 1] - sorted[i]);
}

Interval wilson(std::uint64_t successes, std::uint64_t trials, double level) {
  if (trials == 0) return {};
  const double n = static_cast<double>(trials), p = static_cast<double>(successes) / n;
  const double z = normal_two_sided(level), z2 = z * z;
  const double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = z / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  // The bounds at no and at full success are exact zeros and ones but for rounding.
  return {p, successes == 0 ? 0 : centre - half, successes == trials ? 1 : centre + half};
}

}  // namespace vedette
