// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "space/cell_spans.hpp"

namespace vedette {

/// The cells begin <= column < end.
struct CellRun {
  std::int32_t begin, end;
};

/// A corner of cells: `x` columns and `y` rows from the grid's south-west corner.
struct CellCorner {
  std::int32_t x, y;
  bool operator==(const CellCorner&) const = default;
};
using CellRing = std::vector<CellCorner>;

/// One piece of ground: cells that hang together by their sides.
struct CellPolygon {
  CellRing outer;               ///< anticlockwise
  std::vector<CellRing> holes;  ///< clockwise
  std::int64_t cells = 0;
  bool operator==(const CellPolygon&) const = default;
};

/// The pieces that runs of cells form; `rows[r]` are those of row r, ascending and apart from each
/// other. In the order of their lowest, leftmost cells. Linear in the number of runs (but for the
/// joining of neighbouring runs).
std::vector<CellPolygon> polygons_of(std::span<const std::vector<CellRun>> rows);

/// A ring in metres.
std::vector<Offset> metres_of(const CellRing& ring, const CellGrid& grid);

}  // namespace vedette
