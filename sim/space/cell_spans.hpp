// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "space/sight_plan.hpp"

namespace vedette {

/// Square cells over the plane; a cell counts as seen when its middle is.
struct CellGrid {
  double x0_m = 0, y0_m = 0;  ///< south-west corner
  double cell_m = 0.25;
  std::int32_t columns = 0, rows = 0;

  double x_m(std::int32_t column) const { return x0_m + (column + 0.5) * cell_m; }
  double y_m(std::int32_t row) const { return y0_m + (row + 0.5) * cell_m; }
  double cell_area_m2() const { return cell_m * cell_m; }
  /// A grid over the box, with a cell to spare on every side.
  static CellGrid over(Offset low, Offset high, double cell_m);
};

/// The cells begin <= column < end of a row.
struct CellSpan {
  std::int32_t row, begin, end;
  bool operator==(const CellSpan&) const = default;
};

/// What is farther from the eye than near_m and up to far_m, over the ground.
struct GroundRing {
  double near_m = 0;
  double far_m = kNoLimit;
};

/// Turns what an eye sees into rows of cells. Keeps its memory over calls; one for each thread.
class SpanMaker {
 public:
  /// The cells whose middle the eye sees within each ring (ascending by row, then column,
  /// disjoint); `out[i]` for `rings[i]`. Shadows of low walls are left out.
  void make(const Visible& visible, Offset eye, const CellGrid& grid,
            std::span<const GroundRing> rings, std::vector<std::vector<CellSpan>>& out);

  /// The cells whose middle is inside closed borders (even-odd rule; on the plane, not relative).
  static std::vector<CellSpan> inside(std::span<const std::vector<Offset>> borders,
                                      const CellGrid& grid);

 private:
  struct Crossing {
    std::int32_t row;
    double x;
  };
  void cross(Offset a, Offset b);
  void shadow_row(const Visible& visible, double y);

  double first_y_ = 0, cell_m_ = 1;   // of row low_, relative to the eye
  std::int32_t low_ = 0, high_ = -1;  // rows that matter
  std::vector<Crossing> crossings_;
  std::vector<std::int32_t> begin_;  // of each row's crossings
  std::vector<double> sorted_;
  std::vector<std::pair<double, double>> pieces_, shadows_, rest_;
};

/// How many cells.
std::int64_t cells_in(std::span<const CellSpan> spans);

}  // namespace vedette
