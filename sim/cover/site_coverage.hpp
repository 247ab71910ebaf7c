// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cover/coverage_map.hpp"
#include "world/camera_plan.hpp"

namespace vedette {

/// The cells of a site and its parts: regions[0] is what is to be watched (the polygon that the
/// scenario draws, else the box of the site; less the inside of buildings), then the areas.
struct CoverageFrame {
  CellGrid grid;
  std::vector<std::vector<CellSpan>> regions;
  std::vector<std::string> names;  ///< of regions; [0] is empty
};

/// `more`: points that the grid must hold too (zones, assets are in already). Throws InputError
/// where the site has no extent, or more cells than memory should hold.
CoverageFrame coverage_frame(const CameraPlan& plan, std::span<const Offset> more = {});

/// Pixel densities of the levels of a map made here: [0] is 0 ("seen at all, within range"), then
/// those of the plan's profile, ascending.
std::vector<double> level_densities(const CameraPlan& plan);

/// What a camera sees, cell by cell and level by level: the whole of a person upright there, at
/// that density. The row of a placement's visibility matrix (candidates x cells, as spans), and
/// what CoverageMap::set_camera() takes. Keeps memory; one for each thread.
class CameraSpanMaker {
 public:
  explicit CameraSpanMaker(const CameraPlan& plan)
      : plan_(plan), densities_(level_densities(plan)) {}
  /// By level. With a preset as it looks there, else along its azimuth.
  std::vector<std::vector<CellSpan>> spans(const CameraPose& camera, const CellGrid& grid,
                                           bool night, const CameraPreset* preset = nullptr);

 private:
  const CameraPlan& plan_;
  std::vector<double> densities_;
  Visible visible_;
  SpanMaker maker_;
  std::vector<GroundRing> rings_;
};

/// The map with all cameras but touring ones, which watch a place only part of the time: they have
/// no spans here.
CoverageMap coverage_map(const CameraPlan& plan, const CoverageFrame& frame, bool night);

/// Area that is expected to be seen, by level and region, while cameras fail independently and with
/// their groups, and tour: sum over cells of 1 - P(dark), P(dark) = prod over groups g of
/// [q_g + (1 - q_g) prod over cameras i in g of p_i], a camera without a group being one of its own
/// with q = 0; p_i = 1 - availability x share of its tour in which it sees the cell. (Monotone and
/// submodular in the set of cameras.) `out` cameras see nothing.
std::vector<std::vector<double>> expected_m2(const CameraPlan& plan, const CoverageFrame& frame,
                                             bool night, const std::vector<bool>& out = {});

}  // namespace vedette
