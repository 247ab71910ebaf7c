// SPDX-License-Identifier: Apache-2.0
#include "study/morris.hpp"

#include <cmath>
#include <numeric>
#include <utility>

#include "base/random.hpp"
#include "base/statistics.hpp"

namespace vedette {

std::vector<UnitPoint> morris_points(std::size_t factors, std::size_t trajectories, unsigned levels,
                                     std::uint64_t seed) {
  Stream draw = Random(seed, 0).stream("study/morris", "trajectories");
  const unsigned jump = levels / 2;  // in steps of the grid
  const double step = 1.0 / (levels - 1);
  std::vector<UnitPoint> points;
  for (std::size_t t = 0; t < trajectories; ++t) {
    // A place from which a jump up is possible, or, mirrored, one down.
    std::vector<unsigned> at(factors);
    std::vector<bool> down(factors);
    for (std::size_t i = 0; i < factors; ++i) {
      at[i] = static_cast<unsigned>(draw.below(levels - jump));
      down[i] = draw.below(2) == 1;
      if (down[i]) at[i] += jump;
    }
    std::vector<std::size_t> order(factors);
    std::iota(order.begin(), order.end(), 0);
    for (std::size_t i = factors; i > 1; --i) std::swap(order[i - 1], order[draw.below(i)]);
    const auto put = [&] {
      UnitPoint point(factors);
      for (std::size_t i = 0; i < factors; ++i) point[i] = at[i] * step;
      points.push_back(std::move(point));
    };
    put();
    for (const std::size_t i : order) {
      at[i] = down[i] ? at[i] - jump : at[i] + jump;
      put();
    }
  }
  return points;
}

std::vector<MorrisEffect> morris_effects(const std::vector<UnitPoint>& points,
                                         const std::vector<double>& values, double level) {
  const std::size_t factors = points.empty() ? 0 : points[0].size();
  const std::size_t trajectories = points.size() / (factors + 1);
  std::vector<MorrisEffect> out(factors);
  std::vector<double> most(factors, 0);
  for (MorrisEffect& one : out) one.all.assign(trajectories, std::nan(""));
  for (std::size_t p = 1; p < points.size(); ++p) {
    if (p % (factors + 1) == 0) continue;  // the first of the next trajectory
    for (std::size_t i = 0; i < factors; ++i) {
      const double moved = points[p][i] - points[p - 1][i];
      if (moved == 0) continue;
      const double change = values[p] - values[p - 1];
      if (std::isnan(change)) continue;
      out[i].all[p / (factors + 1)] = change / moved;
      if (std::fabs(change) > most[i]) {
        most[i] = std::fabs(change);
        out[i].largest = p;
      }
    }
  }
  for (MorrisEffect& one : out) {
    std::vector<double> effects, sizes;
    for (const double x : one.all) {
      if (std::isnan(x)) continue;
      effects.push_back(x);
      sizes.push_back(std::fabs(x));
    }
    one.effects = effects.size();
    one.mean = mean_interval(effects, level);
    one.mean_absolute = mean_interval(sizes, level);
    Accumulator spread;
    for (const double x : effects) spread.add(x);
    one.sd = spread.sd();
  }
  return out;
}

}  // namespace vedette
