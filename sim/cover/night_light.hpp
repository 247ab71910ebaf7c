// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "base/require.hpp"

namespace vedette {

/// Light that analytics need on a person, lux.
inline constexpr double kAnalyticsLux = 50;
/// The rated range of an infrared lamp over the range that is used: four times the light.
inline constexpr double kInfraredMargin = 2;

/// Lux at a distance from a lamp, the beam perpendicular to what it lights: E = I / d² (inverse
/// square law). Throws std::invalid_argument on values not above 0, as all of these do.
inline double lamp_lux(double intensity_cd, double distance_m) {
  require_positive("intensity", intensity_cd);
  require_positive("distance", distance_m);
  return intensity_cd / (distance_m * distance_m);
}
/// The intensity of a lamp that gives `lux` at a distance.
inline double lamp_intensity(double lux, double distance_m) {
  require_positive("light", lux);
  require_positive("distance", distance_m);
  return lux * distance_m * distance_m;
}
/// How far it gives at least `lux`.
inline double lit_range(double intensity_cd, double lux) {
  require_positive("intensity", intensity_cd);
  require_positive("light", lux);
  return std::sqrt(intensity_cd / lux);
}

}  // namespace vedette
