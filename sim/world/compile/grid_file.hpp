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

/// Cells from a GeoJSON file (RFC 7946): a FeatureCollection of Polygons whose property `id` names
/// the cell, in the coordinates of the junctions (`places`, one per node). The outer ring counts; a
/// junction on a common border belongs to the first. A cell whose border crosses itself is an
/// error; junctions outside every cell, cells that overlap and cells without a junction (left out)
/// are told.
std::vector<GridCell> cells_of_file(CompileContext& context, const Located& file,
                                    std::span<const PointMm> places);

}  // namespace vedette
