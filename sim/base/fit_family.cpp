// SPDX-License-Identifier: Apache-2.0
#include "base/fit_family.hpp"

#include <cmath>
#include <vector>

#include "base/digamma.hpp"
#include "base/portable_math.hpp"

namespace vedette {

namespace {

// What the likelihoods need of a sample; logs are taken once.
struct Sums {
  double n = 0, mean = 0, mean_log = 0, variance_log = 0;  // the variance by n
  std::vector<double> logs;
};

std::optional<Sums> sums_of(std::span<const double> sample) {
  if (sample.size() < 3) return std::nullopt;
  Sums s;
  s.n = static_cast<double>(sample.size());
  s.logs.reserve(sample.size());
  double sum = 0, sum_log = 0;
  for (const double x : sample) {
    if (!(x > 0) || !std::isfinite(x)) return std::nullopt;
    s.logs.push_back(portable::log(x));
    sum += x;
    sum_log += s.logs.back();
  }
  s.mean = sum / s.n;
  s.mean_log = sum_log / s.n;
  for (const double l : s.logs) s.variance_log += (l - s.mean_log) * (l - s.mean_log);
  s.variance_log /= s.n;
  // Spread of a millionth: the likelihood has no maximum worth the name.
  if (!std::isfinite(s.mean) || s.variance_log < 1e-12) return std::nullopt;
  return s;
}

Interval around(double mean, double variance) {
  const double half = normal_two_sided(0.95) * std::sqrt(variance);
  return {mean, mean - half, mean + half};
}

FamilyFit exponential(const Sums& s) {
  FamilyFit fit;
  fit.distribution = Distribution::exponential(s.mean);
  fit.log_likelihood = -s.n * (portable::log(s.mean) + 1);
  fit.aic = 2 - 2 * fit.log_likelihood;
  fit.mean = around(s.mean, s.mean * s.mean / s.n);
  return fit;
}

std::optional<FamilyFit> gamma(const Sums& s) {
  const double gap = portable::log(s.mean) - s.mean_log;  // > 0 by Jensen
  if (!(gap > 0)) return std::nullopt;
  double k = (3 - gap + std::sqrt((gap - 3) * (gap - 3) + 24 * gap)) / (12 * gap);
  for (int i = 0; i < 100; ++i) {
    const double f = portable::log(k) - portable::digamma(k) - gap;
    const double next = 1 / (1 / k + f / (k * k * (1 / k - portable::trigamma(k))));
    if (!(next > 0) || !std::isfinite(next)) return std::nullopt;
    const bool done = std::abs(next - k) <= 1e-12 * k;
    k = next;
    if (done) break;
  }
  const double cv = 1 / std::sqrt(k);
  if (!(cv > 0 && cv <= 100)) return std::nullopt;
  FamilyFit fit;
  fit.distribution = Distribution::gamma(s.mean, cv);
  const double scale = s.mean / k;
  fit.log_likelihood =
      s.n * ((k - 1) * s.mean_log - k - k * portable::log(scale) - portable::lgamma(k));
  fit.aic = 4 - 2 * fit.log_likelihood;
  fit.mean = around(s.mean, s.mean * s.mean / (k * s.n));
  return fit;
}

std::optional<FamilyFit> lognormal(const Sums& s) {
  const double v = s.variance_log;
  const double cv = std::sqrt(portable::expm1(v)), mean = portable::exp(s.mean_log + v / 2);
  if (!(cv <= 100) || !std::isfinite(mean)) return std::nullopt;
  FamilyFit fit;
  fit.distribution = Distribution::lognormal(mean, cv);
  fit.log_likelihood = -s.n * (s.mean_log + 0.5 * (portable::log(2 * portable::kPi * v) + 1));
  fit.aic = 4 - 2 * fit.log_likelihood;
  const Interval log_mean = around(s.mean_log + v / 2, v / s.n + v * v / (2 * (s.n - 1)));
  fit.mean = {mean, portable::exp(log_mean.low), portable::exp(log_mean.high)};
  return fit;
}

// In units of the geometric mean, so that no power overflows for sensible shapes.
struct WeibullSlope {
  const Sums& s;
  double power = 0, slope = 0;  // sum y^c / n; derivative of the equation
  double operator()(double c) {
    double sum = 0, first = 0, second = 0;
    for (const double l : s.logs) {
      const double y = l - s.mean_log, p = portable::exp(c * y);
      sum += p;
      first += p * y;
      second += p * y * y;
    }
    power = sum / s.n;
    const double ratio = first / sum;
    slope = second / sum - ratio * ratio + 1 / (c * c);
    return ratio - 1 / c;
  }
};

std::optional<FamilyFit> weibull(const Sums& s) {
  WeibullSlope equation{s};
  // The log of a Weibull variate has standard deviation pi / (c sqrt 6).
  double c = portable::kPi / std::sqrt(6 * s.variance_log);
  double low = 0, high = 0;  // no upper bound known yet
  for (int i = 0; i < 200; ++i) {
    const double f = equation(c);
    if (!std::isfinite(f)) {
      high = c;
    } else {
      (f < 0 ? low : high) = c;
      const double next = c - f / equation.slope;
      if (std::abs(next - c) <= 1e-12 * c) break;
      c = next;
    }
    if (!(c > low) || (high > 0 && !(c < high))) c = high > 0 ? (low + high) / 2 : 2 * low;
  }
  (void)equation(c);
  const double scale = portable::exp(s.mean_log + portable::log(equation.power) / c);
  if (!(c >= 0.1 && c <= 1000) || !std::isfinite(scale)) return std::nullopt;
  FamilyFit fit;
  fit.distribution = Distribution::weibull(c, scale);
  // At the maximum sum (x / scale)^c = n.
  fit.log_likelihood =
      s.n * (portable::log(c) - c * portable::log(scale) + (c - 1) * s.mean_log - 1);
  fit.aic = 4 - 2 * fit.log_likelihood;
  const double mean = fit.distribution.mean();
  const double by_scale = mean / scale, by_shape = -mean * portable::digamma(1 + 1 / c) / (c * c);
  const double variance =
      (by_scale * by_scale * 1.10866 * (scale / c) * (scale / c) +
       by_shape * by_shape * 0.60793 * c * c + 2 * by_scale * by_shape * 0.25702 * scale) /
      s.n;
  fit.mean = around(mean, variance);
  return fit;
}

}  // namespace

std::string_view family_name(Family family) {
  constexpr std::array<std::string_view, 4> kNames{"exponential", "gamma", "lognormal", "weibull"};
  return kNames[static_cast<std::size_t>(family)];
}

std::optional<FamilyFit> fit_family(Family family, std::span<const double> sample) {
  const auto sums = sums_of(sample);
  if (!sums) return std::nullopt;
  std::optional<FamilyFit> fit;
  switch (family) {
    case Family::kExponential:
      fit = exponential(*sums);
      break;
    case Family::kGamma:
      fit = gamma(*sums);
      break;
    case Family::kLognormal:
      fit = lognormal(*sums);
      break;
    case Family::kWeibull:
      fit = weibull(*sums);
      break;
  }
  if (fit) fit->family = family;
  return fit;
}

}  // namespace vedette
