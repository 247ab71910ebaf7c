// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "record/recorded.hpp"
#include "viz/core/edits.hpp"

namespace vedette::view {

/// What a camera sees, in plan: a fan around its place, metres.
struct FieldFan {
  double x_m = 0, y_m = 0, range_m = 0;
  double near_m = 0;        ///< nearer than this a person is not whole in the picture
  std::uint32_t floor = 0;  ///< of the recording
  /// How far each level of density reaches, ascending levels; 0: nowhere, or not known.
  std::vector<double> reach_m;
  std::vector<std::array<float, 2>> rim;  ///< from the right to the left edge of the picture
};

/// The wedge of range and angle, cut by walls. Rays through every wall's end within the wedge (and
/// a hair beside it), so that the outline is exact there, and one at least every 3 degrees; a wall
/// within 5 mm of the camera is the one that it hangs on and does not block.
FieldFan field_of(const RecordedGeometry::Camera& camera,
                  std::span<const RecordedGeometry::Line> walls);
/// The same with the walls of its floor, and how far levels of density reach (space/camera_reach).
FieldFan field_of(const Scene& scene, const RecordedGeometry::Camera& camera);

/// Which spots of the site nobody's camera sees: a grid of `cell_m` over the site's box.
struct BlindSpots {
  double x0_m = 0, y0_m = 0, cell_m = 1;
  int columns = 0, rows = 0;
  std::vector<std::uint8_t> cameras;  ///< how many see the cell's middle; 255: not on the site
  double seen_share = 0;              ///< of the cells on the site (outside of buildings)
};
BlindSpots blind_spots(const Scene& scene, const Design& design);

}  // namespace vedette::view
