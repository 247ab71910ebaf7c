// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "space/cell_spans.hpp"

namespace vedette {

/// What decides how far a camera sees a person who stands upright on the ground. Metres, degrees.
/// Azimuth and elevation are taken independently: a dead zone is a circle around the camera, as in
/// the planner's formula. (A rectilinear picture cuts the ground along a line across the axis
/// instead, so that at the picture's sides the dead zone reaches farther out by 1 / cos of the
/// angle off axis; a dome's or a fisheye's does not.)
struct CameraLens {
  double hfov_deg = 90;
  double range_m = kNoLimit;       ///< never used beyond
  double height_m = 0;             ///< above the ground; 0: the plan alone counts
  double pixels_across = 0;        ///< horizontal resolution; 0: unknown
  std::optional<double> tilt_deg;  ///< below the horizon; none: nothing is cut off above and below
  double vfov_deg = 0;             ///< of use with a tilt only
};

/// Ground distances between which the whole person, from the feet to the crown, is in the picture:
/// feet above its lower edge, d >= H / tan(tilt + vfov/2); crown below its upper edge, d <= (H - h)
/// / tan(tilt - vfov/2), and where the camera hangs lower than the crown d >= (h - H) /
/// tan(vfov/2 - tilt). near > far: nowhere.
GroundRing whole_person(const CameraLens& lens, double person_m);

/// Up to which ground distance all of a person has at least so many pixels per metre: across the
/// axis (EN 62676-4), over the slant distance to the farther of feet and crown,
/// W / (2 rho tan(hfov/2)); from 180 degrees on a panorama's W / (rho hfov) (hfov in radians).
/// 0: nowhere, also where the resolution is not known. rho = 0: everywhere.
double density_reach(const CameraLens& lens, double px_per_m, double person_m);

/// vfov of a rectilinear lens: tan(vfov/2) = tan(hfov/2) up / across; of a panorama in proportion.
double vertical_angle(double hfov_deg, double pixels_across, double pixels_up);

/// Both together with the range.
GroundRing camera_ring(const CameraLens& lens, double px_per_m, double person_m);

}  // namespace vedette
