// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "world/compile/context.hpp"

namespace vedette {

/// A patrol cell before it is entered into the World.
struct GridCell {
  std::string name;
  Polygon corners;
  std::vector<NodeId> nodes;
};

/// The cells that `rule.file` draws (drawn_cells), and their junctions (`places`, one per node). A
/// cell in several pieces, or with a hole, is one border with bridges of no width; a junction on a
/// common border belongs to the first. Junctions outside every cell, cells that overlap and cells
/// without a junction (left out) are told.
std::vector<GridCell> cells_of_file(CompileContext& context, const Located& rule,
                                    std::span<const PointMm> places);

}  // namespace vedette
