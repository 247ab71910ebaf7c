// SPDX-License-Identifier: Apache-2.0
#include "cover/thermal_range.hpp"

#include "base/portable_math.hpp"
#include "base/require.hpp"

namespace vedette {

double pixels_on_target(const ThermalImager& imager, double size_m, double distance_m) {
  require_positive("focal length", imager.focal_length_m);
  require_positive("pixel pitch", imager.pixel_pitch_m);
  require_positive("size", size_m);
  require_positive("distance", distance_m);
  return imager.focal_length_m * size_m / (distance_m * imager.pixel_pitch_m);
}

double thermal_range(const ThermalImager& imager, double size_m, double pixels) {
  require_positive("pixels", pixels);
  return pixels_on_target(imager, size_m, pixels);  // the formula is symmetric in the two
}

double p_discrimination(double r) {
  require_not_negative("r", r);
  if (r > 20) return 1;  // to 1e-20
  const double power = portable::pow(r, 2.7 + 0.7 * r);
  return power / (1 + power);
}

}  // namespace vedette
