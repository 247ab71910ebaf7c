// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "space/point.hpp"

namespace vedette {

/// A straight piece of wall, seen from above; opaque at any height.
struct Wall {
  PointMm a;
  PointMm b;
};

/// Whether `wall` blocks the line from `eye` to `target`. A wall is a closed set, ends included: a
/// line that only touches an end or runs along the wall is blocked, so that nothing leaks through
/// the corner where two walls meet. Two exceptions: contact at the eye itself or at the target
/// itself and nowhere else does not block. So the face of a wall can be seen, and a camera may hang
/// exactly on a wall's line; it then looks to both sides, hence mount it a millimetre in front.
/// Exact for coordinates within ±kMaxMm.
bool blocks(const Wall& wall, PointMm eye, PointMm target);

/// Whether no wall blocks; tries every wall.
bool sees(PointMm eye, PointMm target, std::span<const Wall> walls);

/// The same answers, quickly among many walls: a uniform grid of cells that know their walls.
/// Immutable; may be shared between threads.
class SightIndex {
 public:
  /// Throws InputError if a coordinate is not within ±kMaxMm.
  explicit SightIndex(std::vector<Wall> walls);
  bool sees(PointMm eye, PointMm target) const;
  std::span<const Wall> walls() const { return walls_; }

 private:
  // Calls visit(first cell, last cell) for each column of cells that the segment may pass, with
  // the cells of that column; stops when visit returns false.
  template <class Visit>
  void columns(PointMm a, PointMm b, Visit visit) const;

  std::vector<Wall> walls_;
  std::int64_t x0_ = 0, y0_ = 0, cell_mm_ = 1;
  std::int64_t width_ = 0, height_ = 0;  // cells
  std::vector<std::uint32_t> begin_;     // per cell + 1, cells of a column side by side
  std::vector<std::uint32_t> wall_of_cell_;
};

}  // namespace vedette
