// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "space/point.hpp"
#include "space/sight.hpp"

namespace vedette {

/// Where somebody of a certain width can stand and walk straight among walls seen from above.
///
/// The walker is a regular octagon about a circle of `radius_mm`, two sides to the north, so that
/// all is exact in whole millimetres: a wall keeps the walker's middle out of the inside of the
/// convex hull of two octagons about its ends (the Minkowski sum of wall and walker). Touching is
/// allowed. So a gap between walls along x or y is passed if it is 2 radii wide; a round walker's
/// shortest way around a corner is shorter than the octagon's by less than 5.5 % of the arc around
/// it, at most 0.344 radii for a whole turn (8 tan(pi/8) against pi).
///
/// Shortest ways among such obstacles are polylines that bend only at corners (Lozano-Perez &
/// Wesley, Comm. ACM 22 (1979) 560-570): the visibility graph of corners(), start and end has them
/// exactly.
class FreeSpace {
 public:
  /// Radius in (0, 10 m]; walls within ±kMaxMm. Throws InputError.
  FreeSpace(std::span<const Wall> walls, std::int64_t radius_mm);

  /// Whether the walker's middle can be at p.
  bool stands(PointMm p) const { return straight(p, p); }
  /// Whether one walks straight from p to q; p = q: whether one can be there.
  bool straight(PointMm p, PointMm q) const;
  /// A wall that keeps the walker away from p, as an index; the number of walls if there is none.
  std::size_t blocker(PointMm p) const;
  /// The corners about which shortest ways may bend, in order, each once.
  const std::vector<PointMm>& corners() const { return corners_; }
  std::int64_t radius_mm() const { return radius_mm_; }

  /// The wall's obstacle: corners anticlockwise, none repeated, none in the middle of a side.
  static std::vector<PointMm> obstacle(const Wall& wall, std::int64_t radius_mm);

 private:
  struct Obstacle {
    std::vector<PointMm> hull;
    PointMm low, high;  // its box
  };
  // Calls visit(obstacle) for each obstacle whose cells the box of p and q touches; stops and
  // returns true when visit does.
  template <class Visit>
  bool any(PointMm p, PointMm q, const Visit& visit) const;
  void find_corners();

  std::int64_t radius_mm_;
  std::vector<Obstacle> obstacles_;
  std::vector<PointMm> corners_;
  std::int64_t x0_ = 0, y0_ = 0, cell_mm_ = 1, width_ = 0, height_ = 0;
  std::vector<std::uint32_t> begin_, of_cell_;  // obstacles of each cell
};

/// Whether the segment p q passes the inside of a convex polygon (anticlockwise); p = q: whether p
/// is inside. Touching the border is not passing. Exact within ±kMaxMm.
bool passes_inside(std::span<const PointMm> convex, PointMm p, PointMm q);

}  // namespace vedette
