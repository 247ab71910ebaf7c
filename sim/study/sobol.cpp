// SPDX-License-Identifier: Apache-2.0
#include "study/sobol.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/random.hpp"
#include "study/latin_hypercube.hpp"

namespace vedette {

namespace {

constexpr std::size_t kResamples = 1000;

struct Indices {
  std::vector<double> first, total;
};

// Over the base points that `rows` names (an index may come more than once).
Indices indices(std::size_t factors, const std::vector<double>& values,
                const std::vector<std::size_t>& rows) {
  const std::size_t width = factors + 2;
  Accumulator both;
  for (const std::size_t r : rows) {
    both.add(values[r * width]);
    both.add(values[r * width + 1]);
  }
  const double mean = both.mean(), variance = both.variance();
  Indices out{std::vector<double>(factors), std::vector<double>(factors)};
  for (std::size_t i = 0; i < factors; ++i) {
    double first = 0, total = 0;
    for (const std::size_t r : rows) {
      const double a = values[r * width] - mean, b = values[r * width + 1] - mean;
      const double ab = values[r * width + 2 + i] - mean;
      first += b * (ab - a);
      total += (a - ab) * (a - ab) / 2;
    }
    const double n = static_cast<double>(rows.size());
    const double nan = std::numeric_limits<double>::quiet_NaN();
    out.first[i] = variance > 0 ? first / n / variance : nan;
    out.total[i] = variance > 0 ? total / n / variance : nan;
  }
  return out;
}

Interval with_bounds(double value, std::vector<double> resampled, double level) {
  resampled.erase(
      std::remove_if(resampled.begin(), resampled.end(), [](double x) { return std::isnan(x); }),
      resampled.end());
  std::sort(resampled.begin(), resampled.end());
  return {value, quantile_sorted(resampled, (1 - level) / 2),
          quantile_sorted(resampled, (1 + level) / 2)};
}

}  // namespace

std::vector<UnitPoint> sobol_points(std::size_t factors, std::size_t base_points,
                                    std::uint64_t seed) {
  const auto pairs =
      latin_hypercube(2 * factors, base_points, Random(seed, 0).stream("study/sobol", "points"));
  std::vector<UnitPoint> points;
  points.reserve(base_points * (factors + 2));
  const auto half = static_cast<std::ptrdiff_t>(factors);
  for (const UnitPoint& pair : pairs) {
    const UnitPoint a(pair.begin(), pair.begin() + half), b(pair.begin() + half, pair.end());
    points.push_back(a);
    points.push_back(b);
    for (std::size_t i = 0; i < factors; ++i) {
      points.push_back(a);
      points.back()[i] = b[i];
    }
  }
  return points;
}

std::vector<SobolIndex> sobol_indices(std::size_t factors, const std::vector<double>& values,
                                      double level, std::uint64_t seed) {
  const std::size_t width = factors + 2;
  std::vector<std::size_t> rows;
  for (std::size_t r = 0; (r + 1) * width <= values.size(); ++r) {
    const auto row = values.begin() + static_cast<std::ptrdiff_t>(r * width);
    if (std::none_of(row, row + static_cast<std::ptrdiff_t>(width),
                     [](double x) { return std::isnan(x); }))
      rows.push_back(r);
  }
  std::vector<SobolIndex> out(factors);
  if (rows.size() < 2) return out;
  const Indices here = indices(factors, values, rows);
  Stream draw = Random(seed, 0).stream("study/sobol", "bootstrap");
  std::vector<std::vector<double>> first(factors), total(factors);
  std::vector<std::size_t> some(rows.size());
  for (std::size_t b = 0; b < kResamples; ++b) {
    for (std::size_t& r : some) r = rows[draw.below(rows.size())];
    const Indices there = indices(factors, values, some);
    for (std::size_t i = 0; i < factors; ++i) {
      first[i].push_back(there.first[i]);
      total[i].push_back(there.total[i]);
    }
  }
  for (std::size_t i = 0; i < factors; ++i)
    out[i] = {with_bounds(here.first[i], first[i], level),
              with_bounds(here.total[i], total[i], level)};
  return out;
}

}  // namespace vedette
