// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vedette {

enum class Metric { kEuclidean, kRightAngle };

/// Mean distance between two points spread evenly over a rectangle: right-angle (a + b) / 3;
/// Euclidean by Ghosh's formula (Bull. Calcutta Math. Soc. 43, 1951). All throw
/// std::invalid_argument on values not above 0. (Larson & Odoni, *Urban Operations Research*, 3.)
double mean_distance_in_rectangle(double a, double b, Metric metric);
/// The same from a unit parked at the centre: right-angle (a + b) / 4.
double mean_distance_from_centre(double a, double b, Metric metric);
/// Mean distance to the nearest of units scattered at random, `density` per area: Euclidean
/// 1 / (2 sqrt g), right-angle sqrt(pi / 8) / sqrt g. The square-root law.
double mean_distance_to_nearest(double density, Metric metric);

}  // namespace vedette
