// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace vedette {

/// Pixel density as EN 62676-4 counts it: pixels per metre across a plane perpendicular to the
/// optical axis at distance d, H / (2 d tan(hfov / 2)), the same over the whole plane. A
/// rectilinear lens gives an object at the same distance off axis more pixels; that gain is not
/// counted. For a camera on a mast d is the slant distance. Angles in degrees; all throw
/// std::invalid_argument on values out of range (pixels and distances > 0, angles in (0, 180)).
double pixel_density(double pixels, double fov_deg, double distance_m);
/// The distance at which the density has fallen to `density_px_per_m`.
double density_range(double pixels, double fov_deg, double density_px_per_m);

/// Distance from a camera at height H to a point at height h, `ground_m` away.
double slant_distance(double ground_m, double camera_height_m, double target_height_m);

/// Ground distances that a tilted camera sees at height h: from the lower to the upper edge of the
/// picture. Tilt is downwards from the horizon.
struct GroundReach {
  double dead_zone_m;  ///< (H - h) / tan(tilt + vfov/2); 0 when it looks straight down or further
  double far_cut_m;    ///< (H - h) / tan(tilt - vfov/2); infinite at or above the horizon
};
GroundReach ground_reach(double camera_height_m, double target_height_m, double tilt_deg,
                         double vfov_deg);

/// A named level of a standard, such as "identify" from 250 px/m.
struct DensityLevel {
  std::string name;
  double px_per_m;
};

/// Levels are profiles, not constants: standards and editions differ. Ascending.
struct DensityProfile {
  std::string name;
  std::vector<DensityLevel> levels;
};

/// EN 62676-4:2014: monitor 12.5, detect 25, observe 62.5, recognise 125, identify 250.
const DensityProfile& en_62676_4_2014();
/// IEC 62676-4:2025: overview 20, outline 40, discern 80, perceive 125, characterise 250, validate
/// 500, scrutinise 1500.
const DensityProfile& iec_62676_4_2025();
/// By name ("EN 62676-4:2014", "IEC 62676-4:2025"); nullptr if there is none.
const DensityProfile* density_profile(const std::string& name);

/// Index of the highest level that a density reaches ("at least"), or -1.
int level_reached(const DensityProfile& profile, double px_per_m);

}  // namespace vedette
