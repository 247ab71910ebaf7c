// SPDX-License-Identifier: Apache-2.0
#include "base/distribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "base/require.hpp"

namespace vedette {
namespace {

constexpr const char* kAny = "a finite number";
constexpr double kZ90 = 1.2815515655446004;  // normal quantile of 0.9

}  // namespace

Distribution Distribution::constant(double value) {
  require(true, "value", value, kAny);
  return {Kind::kConstant, value, 0, 0, value, 0};
}

Distribution Distribution::exponential(double mean) {
  require_positive("mean", mean);
  return {Kind::kExponential, mean, 0, 0, mean, mean * mean};
}

Distribution Distribution::uniform(double low, double high) {
  require(true, "low", low, kAny);
  require(high >= low, "high", high, fmt::format("in [{}, inf)", low));
  const double width = high - low;
  Distribution d{Kind::kUniform, low, high, 0, low + width / 2, width * width / 12};
  d.derived_[0] = width;
  return d;
}

Distribution Distribution::triangular(double low, double mode, double high) {
  require(true, "low", low, kAny);
  require(true, "high", high, kAny);
  require(low <= mode && mode <= high, "mode", mode, fmt::format("in [{}, {}]", low, high));
  const double a = mode - low, b = high - mode;
  return {Kind::kTriangular,           low, mode, high, (low + mode + high) / 3,
          (a * a + b * b + a * b) / 18};
}

Distribution Distribution::normal(double mean, double sd) {
  require(true, "mean", mean, kAny);
  require_not_negative("sd", sd);
  return {Kind::kNormal, mean, sd, 0, mean, sd * sd};
}

Distribution Distribution::lognormal(double mean, double cv) {
  require_positive("mean", mean);
  require_not_negative("cv", cv);
  const double variance = portable::log1p(cv * cv);
  Distribution d{Kind::kLognormal, mean, cv, 0, mean, mean * mean * cv * cv};
  d.derived_[0] = portable::log(mean) - variance / 2;
  d.derived_[1] = std::sqrt(variance);
  return d;
}

Distribution Distribution::lognormal_by_percentiles(double median, double p90) {
  require_positive("median", median);
  require(p90 >= median, "p90", p90, fmt::format("in [{}, inf)", median));
  const double sigma = portable::log(p90 / median) / kZ90;
  const double growth = portable::exp(sigma * sigma);
  Distribution d = lognormal(median * std::sqrt(growth), std::sqrt(growth - 1));
  d.derived_[0] = portable::log(median);
  d.derived_[1] = sigma;
  return d;
}

Distribution Distribution::gamma(double mean, double cv) {
  require_positive("mean", mean);
  require_positive("cv", cv);
  Distribution d{Kind::kGamma, mean, cv, 0, mean, mean * mean * cv * cv};
  d.derived_[0] = 1 / (cv * cv);
  d.derived_[1] = mean * cv * cv;
  return d;
}

Distribution Distribution::erlang(int k, double mean) {
  require(k >= 1, "k", k, "an integer from 1");
  require_positive("mean", mean);
  Distribution d{Kind::kErlang, static_cast<double>(k), mean, 0, mean, mean * mean / k};
  d.derived_[0] = mean / k;
  return d;
}

Distribution Distribution::weibull(double shape, double scale) {
  require_positive("shape", shape);
  require_positive("scale", scale);
  const auto moment = [&](double n) { return portable::exp(portable::lgamma(1 + n / shape)); };
  const double mean = scale * moment(1);
  Distribution d{
      Kind::kWeibull, shape, scale, 0, mean, scale * scale * (moment(2) - moment(1) * moment(1))};
  d.derived_[0] = 1 / shape;
  return d;
}

Distribution Distribution::empirical(std::vector<double> sample) {
  if (sample.empty()) throw std::invalid_argument("an empirical distribution needs a value");
  for (const double x : sample) require(true, "value", x, kAny);
  std::sort(sample.begin(), sample.end());
  // Each gap between neighbours has the same probability and is uniform within.
  double mean = sample[0], square = 0;
  const std::size_t n = sample.size();
  if (n > 1) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < n; ++i) sum += (sample[i] + sample[i + 1]) / 2;
    mean = sum / static_cast<double>(n - 1);
    for (std::size_t i = 0; i + 1 < n; ++i) {
      const double a = sample[i] - mean, b = sample[i + 1] - mean;
      square += (a * a + a * b + b * b) / 3;
    }
    square /= static_cast<double>(n - 1);
  }
  Distribution d{Kind::kEmpirical, 0, 0, 0, mean, square};
  d.values_ = std::make_shared<const std::vector<double>>(std::move(sample));
  return d;
}

double Distribution::sample(Stream& random) const {
  switch (kind_) {
    case Kind::kConstant:
      return given_[0];
    case Kind::kExponential:
      return given_[0] * random.exponential();
    case Kind::kUniform:
      return given_[0] + derived_[0] * random.uniform();
    case Kind::kTriangular: {
      const double u = random.uniform();
      const double a = given_[1] - given_[0], b = given_[2] - given_[1], width = a + b;
      return u * width < a ? given_[0] + std::sqrt(u * width * a)
                           : given_[2] - std::sqrt((1 - u) * width * b);
    }
    case Kind::kNormal:
      return given_[0] + given_[1] * random.normal();
    case Kind::kLognormal:
      return portable::exp(derived_[0] + derived_[1] * random.normal());
    case Kind::kGamma:
      return derived_[1] * random.gamma(derived_[0]);
    case Kind::kErlang: {
      double sum = 0;
      for (int k = static_cast<int>(given_[0]); k > 0; --k) sum += random.exponential();
      return derived_[0] * sum;
    }
    case Kind::kWeibull:
      return given_[1] * portable::pow(random.exponential(), derived_[0]);
    case Kind::kEmpirical: {
      const std::vector<double>& v = *values_;
      const double h = random.uniform() * static_cast<double>(v.size() - 1);
      const std::size_t i = static_cast<std::size_t>(h);
      if (i + 1 >= v.size()) return v.back();
      return v[i] + (h - static_cast<double>(i)) * (v[i + 1] - v[i]);
    }
  }
  return 0;
}

double Distribution::cdf(double x) const {
  const double a = given_[0], b = given_[1], c = given_[2];
  switch (kind_) {
    case Kind::kConstant:
      return x >= a ? 1 : 0;
    case Kind::kExponential:
      return x <= 0 ? 0 : -portable::expm1(-x / a);
    case Kind::kUniform:
      return x >= b ? 1 : x <= a ? 0 : (x - a) / derived_[0];
    case Kind::kTriangular:
      if (x >= c) return 1;
      if (x <= a) return 0;
      return x <= b ? (x - a) * (x - a) / ((b - a) * (c - a))
                    : 1 - (c - x) * (c - x) / ((c - b) * (c - a));
    case Kind::kNormal:
      return b > 0 ? portable::normal_cdf((x - a) / b) : x >= a ? 1 : 0;
    case Kind::kLognormal:
      if (x <= 0) return 0;
      if (derived_[1] == 0) return x >= mean_ ? 1 : 0;
      return portable::normal_cdf((portable::log(x) - derived_[0]) / derived_[1]);
    case Kind::kGamma:
      return x <= 0 ? 0 : portable::gamma_p(derived_[0], x / derived_[1]);
    case Kind::kErlang:
      return x <= 0 ? 0 : portable::gamma_p(a, x / derived_[0]);
    case Kind::kWeibull:
      return x <= 0 ? 0 : -portable::expm1(-portable::pow(x / b, a));
    case Kind::kEmpirical: {
      const std::vector<double>& v = *values_;
      if (x >= v.back()) return 1;
      if (x < v.front()) return 0;
      const std::size_t above =
          static_cast<std::size_t>(std::upper_bound(v.begin(), v.end(), x) - v.begin());
      const double low = v[above - 1], part = (x - low) / (v[above] - low);
      return (static_cast<double>(above - 1) + part) / static_cast<double>(v.size() - 1);
    }
  }
  return 0;
}

std::string Distribution::describe() const {
  const double a = given_[0], b = given_[1], c = given_[2];
  switch (kind_) {
    case Kind::kConstant:
      return fmt::format("constant({})", a);
    case Kind::kExponential:
      return fmt::format("exponential(mean {})", a);
    case Kind::kUniform:
      return fmt::format("uniform(low {}, high {})", a, b);
    case Kind::kTriangular:
      return fmt::format("triangular(low {}, mode {}, high {})", a, b, c);
    case Kind::kNormal:
      return fmt::format("normal(mean {}, sd {})", a, b);
    case Kind::kLognormal:
      return fmt::format("lognormal(mean {}, cv {})", a, b);
    case Kind::kGamma:
      return fmt::format("gamma(mean {}, cv {})", a, b);
    case Kind::kErlang:
      return fmt::format("erlang(k {}, mean {})", a, b);
    case Kind::kWeibull:
      return fmt::format("weibull(shape {}, scale {})", a, b);
    case Kind::kEmpirical:
      return fmt::format("empirical({} values)", values_->size());
  }
  return {};
}

}  // namespace vedette
