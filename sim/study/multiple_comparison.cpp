// SPDX-License-Identifier: Apache-2.0
#include "study/multiple_comparison.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "base/portable_math.hpp"
#include "study/two_stage.hpp"

namespace vedette {

namespace {

std::size_t known(std::span<const double> p) {
  return static_cast<std::size_t>(
      std::count_if(p.begin(), p.end(), [](double x) { return !std::isnan(x); }));
}

double correlation(std::span<const double> a, std::span<const double> b) {
  Accumulator x, y;
  for (std::size_t i = 0; i < a.size(); ++i) {
    x.add(a[i]);
    y.add(b[i]);
  }
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - x.mean()) * (b[i] - y.mean());
  return sum / (static_cast<double>(a.size() - 1) * x.sd() * y.sd());
}

// The same value again and again, but for the rounding of differences.
bool nearly_alike(const Accumulator& values) {
  constexpr double kRounding = 1e-12;
  const double size = std::max(std::fabs(values.minimum()), std::fabs(values.maximum()));
  return values.maximum() - values.minimum() <= kRounding * size;
}

}  // namespace

std::vector<double> bonferroni_adjusted(std::span<const double> p) {
  const auto k = static_cast<double>(known(p));
  std::vector<double> out(p.begin(), p.end());
  for (double& x : out) x = std::isnan(x) ? x : std::min(1.0, k * x);
  return out;
}

std::vector<double> holm_adjusted(std::span<const double> p) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (!std::isnan(p[i])) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](auto i, auto j) { return p[i] < p[j]; });
  std::vector<double> out(p.begin(), p.end());
  double least = 0;
  for (std::size_t j = 0; j < order.size(); ++j) {
    least = std::max(least, static_cast<double>(order.size() - j) * p[order[j]]);
    out[order[j]] = std::min(1.0, least);
  }
  return out;
}

double simultaneous_level(double level, std::size_t k) {
  return k < 2 ? level : 1 - (1 - level) / static_cast<double>(k);
}

PairedComparison compare_paired(std::span<const double> a, std::span<const double> b, double level,
                                std::size_t n0, bool shares) {
  if (a.size() != b.size()) throw std::invalid_argument("a pair has two members");
  PairedComparison out;
  out.pairs = a.size();
  std::vector<double> differences(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) differences[i] = a[i] - b[i];
  out.identical =
      std::all_of(differences.begin(), differences.end(), [](double d) { return d == 0; });
  const std::size_t first = n0 > 0 ? std::min(n0, a.size()) : a.size();
  out.difference = two_stage_interval(differences, first, level);
  out.p = std::numeric_limits<double>::quiet_NaN();
  out.correlation = out.p;
  if (first < 2) return out;
  out.correlation = correlation(a, b);
  if (out.identical) {
    out.p = 1;
    return out;
  }
  Accumulator spread;
  for (std::size_t i = 0; i < first; ++i) spread.add(differences[i]);
  if (!nearly_alike(spread)) {
    const double error = spread.sd() / std::sqrt(static_cast<double>(a.size()));
    const double t = std::fabs(out.difference.value) / error;
    out.p = 2 * student_t_cdf(-t, static_cast<double>(first - 1));
    return out;
  }
  out.difference = {out.difference.value};
  Accumulator all;
  for (const double d : differences) all.add(d);
  if (!nearly_alike(all)) return out;  // the first stage alone had no spread
  const double n = static_cast<double>(a.size()), d = out.difference.value;
  out.p = portable::pow(2, 1 - n);
  if (!shares) return out;
  const double q = portable::pow(1 - level, 1 / n);
  out.difference.low = std::max(-1.0, q * d - (1 - q));
  out.difference.high = std::min(1.0, q * d + (1 - q));
  return out;
}

}  // namespace vedette
