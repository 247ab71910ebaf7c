// SPDX-License-Identifier: Apache-2.0
#include "cover/pixel_density.hpp"

#include <cmath>
#include <limits>

#include "base/portable_math.hpp"
#include "base/require.hpp"

namespace vedette {
namespace {

double tan_deg(double angle_deg) {
  const double a = angle_deg * (portable::kPi / 180);
  return portable::sin(a) / portable::cos(a);
}

void check_view(double pixels, double fov_deg) {
  require_positive("pixels", pixels);
  require(fov_deg > 0 && fov_deg < 180, "field of view", fov_deg, "in (0, 180)");
}

}  // namespace

double pixel_density(double pixels, double fov_deg, double distance_m) {
  check_view(pixels, fov_deg);
  require_positive("distance", distance_m);
  return pixels / (2 * distance_m * tan_deg(fov_deg / 2));
}

double density_range(double pixels, double fov_deg, double density_px_per_m) {
  check_view(pixels, fov_deg);
  require_positive("pixel density", density_px_per_m);
  return pixels / (2 * density_px_per_m * tan_deg(fov_deg / 2));
}

double slant_distance(double ground_m, double camera_height_m, double target_height_m) {
  const double drop = camera_height_m - target_height_m;
  return std::sqrt(ground_m * ground_m + drop * drop);
}

GroundReach ground_reach(double camera_height_m, double target_height_m, double tilt_deg,
                         double vfov_deg) {
  const double drop = camera_height_m - target_height_m;
  require(drop > 0, "camera height above target", drop, "in (0, inf)");
  require(tilt_deg >= -90 && tilt_deg <= 90, "tilt", tilt_deg, "in [-90, 90]");
  require(vfov_deg > 0 && vfov_deg < 180, "vertical field of view", vfov_deg, "in (0, 180)");
  const double lower = tilt_deg + vfov_deg / 2, upper = tilt_deg - vfov_deg / 2;
  constexpr double kNever = std::numeric_limits<double>::infinity();
  const auto reach = [&](double down) {
    return down >= 90 ? 0 : down <= 0 ? kNever : drop / tan_deg(down);
  };
  return {reach(lower), reach(upper)};
}

const DensityProfile& en_62676_4_2014() {
  static const DensityProfile profile{"EN 62676-4:2014",
                                      {{"monitor", 12.5},
                                       {"detect", 25},
                                       {"observe", 62.5},
                                       {"recognise", 125},
                                       {"identify", 250}}};
  return profile;
}

const DensityProfile& iec_62676_4_2025() {
  static const DensityProfile profile{"IEC 62676-4:2025",
                                      {{"overview", 20},
                                       {"outline", 40},
                                       {"discern", 80},
                                       {"perceive", 125},
                                       {"characterise", 250},
                                       {"validate", 500},
                                       {"scrutinise", 1500}}};
  return profile;
}

const DensityProfile* density_profile(const std::string& name) {
  for (const DensityProfile* profile : {&en_62676_4_2014(), &iec_62676_4_2025()})
    if (profile->name == name) return profile;
  return nullptr;
}

int level_reached(const DensityProfile& profile, double px_per_m) {
  int level = -1;
  for (const DensityLevel& l : profile.levels)
    if (px_per_m >= l.px_per_m) ++level;
  return level;
}

}  // namespace vedette
