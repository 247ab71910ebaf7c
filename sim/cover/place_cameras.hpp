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

/// Grid, parts and who stays alone, in cells of another size: no candidates, no problem.
PlacementField placement_parts(const CameraPlan& plan, double cell_m);

struct CameraPlacement {
  PlacementAnswer answer;
  std::vector<std::uint32_t> chosen;   ///< columns, in the order in which they are worth most
  std::vector<double> expected_share;  ///< by part: of all its cells, those that stay seen included
  std::vector<double> share;           ///< the same while all work
  bool met = false;                    ///< everything that was asked for
};

/// Chooses among the candidates as site.placement says. `more_rows`, by part: so many rows more
/// than what is asked for.
CameraPlacement place_cameras(const Placement& wanted, const PlacementField& field,
                              const PlacementOptions& options,
                              std::span<const std::uint64_t> more_rows = {});

/// Columns that are worth most first: what greedy would take of them alone.
std::vector<std::uint32_t> in_order(const PlacementProblem& problem,
                                    std::span<const std::uint32_t> chosen);

/// Visits the cells asked for that a camera with these spans (by level) sees well enough, then
/// assets (numbered after the cells).
template <class Visit>
void each_cell_seen(const PlacementField& f, const std::vector<std::vector<CellSpan>>& spans,
                    const Visit& visit) {
  const auto columns = static_cast<std::size_t>(f.grid.columns);
  for (std::size_t level = 0; level < spans.size(); ++level)
    for (const CellSpan& s : spans[level])
      for (std::int32_t c = s.begin; c < s.end; ++c) {
        const std::size_t cell =
            static_cast<std::size_t>(s.row) * columns + static_cast<std::size_t>(c);
        const std::uint32_t k = f.part_of_cell[cell];
        if (k != PlacementField::kNoRow && f.parts[k].level == level)
          visit(static_cast<std::uint32_t>(cell));
      }
  const std::size_t first = f.parts.size() - f.asset_cells.size();
  for (std::size_t i = 0; i < f.asset_cells.size(); ++i) {
    if (f.asset_cells[i] == SIZE_MAX) continue;
    const auto row = static_cast<std::int32_t>(f.asset_cells[i] / columns),
               column = static_cast<std::int32_t>(f.asset_cells[i] % columns);
    for (const CellSpan& s : spans[f.parts[first + i].level])
      if (s.row == row && s.begin <= column && column < s.end)
        visit(static_cast<std::uint32_t>(f.part_of_cell.size() + i));
  }
}
/// The same as a list.
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
