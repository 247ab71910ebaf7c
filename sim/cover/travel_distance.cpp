// SPDX-License-Identifier: Apache-2.0
#include "cover/travel_distance.hpp"

#include <cmath>

#include "base/portable_math.hpp"
#include "base/require.hpp"

namespace vedette {

double mean_distance_in_rectangle(double a, double b, Metric metric) {
  require_positive("side", a);
  require_positive("side", b);
  if (metric == Metric::kRightAngle) return (a + b) / 3;
  const double d = std::sqrt(a * a + b * b);
  const double a2 = a * a, b2 = b * b;
  return (a2 * a / b2 + b2 * b / a2 + d * (3 - a2 / b2 - b2 / a2) +
          2.5 * (b2 / a * portable::log((a + d) / b) + a2 / b * portable::log((b + d) / a))) /
         15;
}

double mean_distance_from_centre(double a, double b, Metric metric) {
  require_positive("side", a);
  require_positive("side", b);
  if (metric == Metric::kRightAngle) return (a + b) / 4;
  // The centre is the corner of four rectangles a/2 x b/2; mean distance from a corner of x by y:
  // d/3 + (y^2/x ln((x + d)/y) + x^2/y ln((y + d)/x)) / 6.
  const double x = a / 2, y = b / 2, d = std::sqrt(x * x + y * y);
  return d / 3 +
         (y * y / x * portable::log((x + d) / y) + x * x / y * portable::log((y + d) / x)) / 6;
}

double mean_distance_to_nearest(double density, Metric metric) {
  require_positive("density", density);
  const double euclidean = 1 / (2 * std::sqrt(density));
  return metric == Metric::kEuclidean ? euclidean : std::sqrt(portable::kPi / 8 / density);
}

}  // namespace vedette
