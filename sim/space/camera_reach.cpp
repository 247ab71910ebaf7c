// SPDX-License-Identifier: Apache-2.0
#include "space/camera_reach.hpp"

#include <algorithm>
#include <cmath>

#include "base/portable_math.hpp"

namespace vedette {

namespace {

constexpr GroundRing kNowhere{1, 0};
constexpr double kDegree = portable::kPi / 180;

double tan_deg(double angle_deg) {
  return portable::sin(angle_deg * kDegree) / portable::cos(angle_deg * kDegree);
}

}  // namespace

GroundRing whole_person(const CameraLens& lens, double person_m) {
  if (!lens.tilt_deg || lens.vfov_deg <= 0) return {0, kNoLimit};
  const double height = lens.height_m, above = height - person_m;
  const double lower = *lens.tilt_deg + lens.vfov_deg / 2,
               upper = *lens.tilt_deg - lens.vfov_deg / 2;
  GroundRing ring{0, kNoLimit};
  // Feet.
  if (lower < 90) {
    if (height > 0 && lower <= 0) return kNowhere;
    if (height > 0) ring.near_m = height / tan_deg(lower);
  }
  // Crown.
  if (upper >= 90) return kNowhere;
  if (upper > 0) {
    if (above <= 0) return kNowhere;
    ring.far_m = above / tan_deg(upper);
  } else if (above < 0) {
    if (upper == 0) return kNowhere;
    if (upper > -90) ring.near_m = std::max(ring.near_m, above / tan_deg(upper));
  }
  return ring;
}

double density_reach(const CameraLens& lens, double px_per_m, double person_m) {
  if (px_per_m <= 0) return kNoLimit;
  if (lens.pixels_across <= 0) return 0;
  const double slant = lens.hfov_deg < 180
                           ? lens.pixels_across / (2 * px_per_m * tan_deg(lens.hfov_deg / 2))
                           : lens.pixels_across / (px_per_m * lens.hfov_deg * kDegree);
  // Without a height the plan alone counts.
  const double drop =
      lens.height_m <= 0 ? 0 : std::max(lens.height_m, std::fabs(lens.height_m - person_m));
  return slant <= drop ? 0 : std::sqrt(slant * slant - drop * drop);
}

double vertical_angle(double hfov_deg, double pixels_across, double pixels_up) {
  if (pixels_across <= 0 || pixels_up <= 0) return 0;
  if (hfov_deg >= 180) return std::min(180.0, hfov_deg * pixels_up / pixels_across);
  return 2 / kDegree * portable::atan2(tan_deg(hfov_deg / 2) * pixels_up / pixels_across, 1);
}

GroundRing camera_ring(const CameraLens& lens, double px_per_m, double person_m) {
  GroundRing ring = whole_person(lens, person_m);
  ring.far_m = std::min({ring.far_m, lens.range_m, density_reach(lens, px_per_m, person_m)});
  return ring;
}

}  // namespace vedette
