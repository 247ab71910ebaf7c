// SPDX-License-Identifier: Apache-2.0
#include "cover/square_root_law.hpp"

#include <cmath>

#include "base/portable_math.hpp"
#include "base/require.hpp"

namespace vedette {

double square_root_constant(Metric metric, Scatter layout) {
  const bool euclidean = metric == Metric::kEuclidean;
  switch (layout) {
    case Scatter::kRandom:
      return mean_distance_to_nearest(1, metric);
    case Scatter::kSquares:
      return mean_distance_from_centre(1, 1, metric);
    case Scatter::kBest:
      break;
  }
  return euclidean ? std::sqrt(2 / (3 * std::sqrt(3.0))) * (1.0 / 3 + portable::log(3) / 4)
                   : std::sqrt(2.0) / 3;
}

double square_root_distance(double area, double units, double busy, Metric metric, Scatter layout) {
  require_positive("area", area);
  require_positive("units", units);
  require(busy >= 0 && busy < 1, "busy fraction", busy, "in [0, 1)");
  return square_root_constant(metric, layout) * std::sqrt(area / (units * (1 - busy)));
}

double square_root_distance(double area, std::span<const double> p_free, Metric metric,
                            Scatter layout) {
  require_positive("area", area);
  double sum = 0, p = 0;
  for (std::size_t n = 1; n < p_free.size(); ++n) {
    require_probability("probability", p_free[n]);
    sum += p_free[n] * std::sqrt(area / static_cast<double>(n));
    p += p_free[n];
  }
  require_positive("probability that a unit is free", p);
  return square_root_constant(metric, layout) * sum / p;
}

}  // namespace vedette
