// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vedette {

/// A thermal imager: focal length and pixel pitch in metres.
struct ThermalImager {
  double focal_length_m = 0;
  double pixel_pitch_m = 0;
};

/// Height of the critical dimension of a person in Johnson's criteria, metres.
inline constexpr double kHumanCriticalSize_m = 0.75;

/// The range at which `size_m` covers `pixels` pixels: f W / (n pitch). 1.5 pixels to see a person,
/// 6 for an automatic alarm. Throws std::invalid_argument on values not above 0.
double thermal_range(const ThermalImager& imager, double size_m, double pixels);
/// Pixels (or, halved, Johnson's cycles) that `size_m` covers at a distance.
double pixels_on_target(const ThermalImager& imager, double size_m, double distance_m);

/// P(task done) with r = N / N50 times the resolved cycles that half of observers need:
/// r^E / (1 + r^E), E = 2.7 + 0.7 r (Johnson 1958; target transfer function of the US Army NVESD,
/// Ratches 1976). Throws std::invalid_argument on r < 0.
double p_discrimination(double r);

}  // namespace vedette
