// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cover/placement.hpp"
#include "cover/placement_expected.hpp"
#include "space/cell_spans.hpp"
#include "world/placement.hpp"

namespace vedette {

/// A camera that may be bought, at its place and looking one way.
struct PlacementCandidate {
  CameraPose pose;
  std::string spot;
  std::int64_t price = 0;
};

/// What is asked of one part of the ground, in cells of the search (an asset is one cell).
struct PlacementPart {
  std::string name;  ///< of an area or asset; empty: the rest
  bool asset = false;
  std::uint32_t level = 0;
  double share = 1;
  std::uint8_t need = 1;  ///< cameras at once
  std::uint64_t cells = 0;
  std::uint64_t kept = 0;          ///< seen by cameras that stay
  std::uint64_t out_of_reach = 0;  ///< no candidate sees them
};

/// Candidates x cells: the matrix that a placement is chosen from. Cells that are out of reach, or
/// that the cameras which stay see already, are no rows.
struct PlacementField {
  static constexpr std::uint32_t kNoRow = 0xffffffffu;
  CellGrid grid;
  std::vector<PlacementPart> parts;            ///< by class
  std::vector<std::uint32_t> part_of_cell;     ///< kNoRow: not asked for
  std::vector<std::size_t> asset_cells;        ///< of the assets among the parts; SIZE_MAX: outside
  std::vector<PlacementCandidate> candidates;  ///< by column; those that see something asked for
  std::size_t tried = 0;                       ///< candidates, with those that see nothing
  std::vector<std::uint32_t> stay;  ///< cameras of the plan that stay: kept, and inside buildings
  PlacementProblem problem;
  FailureModel failures;
};

/// Throws InputError where there is nothing to be watched or nothing to be placed.
PlacementField placement_field(const CameraPlan& plan, bool night,
                               const PlacementProgress& progress = {});

struct CameraPlacement {
  PlacementAnswer answer;
  std::vector<std::uint32_t> chosen;   ///< columns, in the order in which they are worth most
  std::vector<double> expected_share;  ///< by part: of all its cells, those that stay seen included
  std::vector<double> share;           ///< the same while all work
  bool met = false;                    ///< everything that was asked for
};

/// Chooses among the candidates as site.placement says.
CameraPlacement place_cameras(const Placement& wanted, const PlacementField& field,
                              const PlacementOptions& options);

/// The cells asked for that a camera with these spans (by level) sees well enough, then assets
/// (numbered after the cells); ascending.
void cells_seen(const PlacementField& field, const std::vector<std::vector<CellSpan>>& spans,
                std::vector<std::uint32_t>& cells);

/// What cameras of this plan see of each part, as shares of its cells: all that hang there and
/// work.
std::vector<double> part_shares(const CameraPlan& plan, const PlacementField& field, bool night);

/// The plan with the cameras that stay and those that were chosen (named cam-new-1, …), and the
/// causes as groups.
CameraPlan plan_after(const CameraPlan& plan, const PlacementField& field,
                      const std::vector<std::uint32_t>& chosen);

}  // namespace vedette
