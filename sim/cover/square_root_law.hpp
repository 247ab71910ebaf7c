// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "cover/travel_distance.hpp"

namespace vedette {

/// How the units that are free lie in the area.
enum class Scatter {
  kRandom,   // scattered at random
  kSquares,  // at the centres of equal squares with sides along the streets
  kBest      // Euclidean: centres of hexagons; right-angle: centres of squares on their tips
};

/// The constant c of the square-root law: mean distance to the nearest unit = c sqrt(area / units),
/// for units of a large area. Random 1/2 and sqrt(pi/8); squares (sqrt 2 + ln(1 + sqrt 2)) / 6 and
/// 1/2; best sqrt(2 / (3 sqrt 3)) (1/3 + ln 3 / 4) and sqrt 2 / 3. (Larson & Odoni, *Urban
/// Operations Research*, 3; Fejes Toth for the hexagons.)
double square_root_constant(Metric metric, Scatter layout);

/// Mean distance from the nearest free unit to a call: c sqrt(area / (units (1 - busy))), with the
/// mean number of free units for their number (Kolesar & Blum, Management Science 19(12), 1973). In
/// the unit whose square `area` is in. Throws std::invalid_argument unless area and units are above
/// 0 and busy in [0, 1).
double square_root_distance(double area, double units, double busy, Metric metric, Scatter layout);

/// The same without the approximation of the mean: c sum_n P(n) sqrt(area / n) / sum_n P(n) over
/// n >= 1 free units, where `p_free[n]` is the probability of n free (an Erlang or hypercube model
/// gives it). Throws std::invalid_argument where that probability is 0.
double square_root_distance(double area, std::span<const double> p_free, Metric metric,
                            Scatter layout);

}  // namespace vedette
