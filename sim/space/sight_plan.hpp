// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "space/constrained_mesh.hpp"
#include "space/point.hpp"

namespace vedette {

class SightSteps;

inline constexpr double kNoLimit = std::numeric_limits<double>::infinity();

/// Up to which height above the ground a wall blocks light and heat. Glass blocks heat alone, a
/// wire fence neither; a wall without a known height blocks at any.
struct Opacity {
  double light_m = kNoLimit;
  double heat_m = kNoLimit;
  bool operator==(const Opacity&) const = default;
};

/// A straight piece of wall in metres.
struct BarrierWall {
  double ax, ay, bx, by;
  Opacity barrier;
};

/// Metres, relative to the eye.
struct Offset {
  double x = 0;
  double y = 0;
};

/// One piece of what an eye sees all round: whatever stands first in the directions from a to b
/// (anticlockwise). Open pieces are no wall but the end of the range or of the plan.
struct SeenEdge {
  Offset a, b;
  bool open = false;
};

/// Behind a wall lower than the eye the ground is hidden from a..b (on the wall) up to that line
/// times `factor`, then seen again.
struct GroundShadow {
  Offset a, b;
  double factor = 1;
};

/// Everything between the eye and `edges`, apart from `shadows`. Edges follow each other
/// anticlockwise and join: all the way round, or over the wedge that was asked for.
struct Visible {
  std::vector<SeenEdge> edges;
  std::vector<GroundShadow> shadows;
  bool all_round = true;
};

struct Eye {
  double x_m = 0, y_m = 0;
  /// Walls lower than this are looked over (to the ground behind them); 0: every wall that blocks
  /// at all blocks the view.
  double height_m = 0;
  bool thermal = false;
  /// Pieces beyond this are not told apart any more (a promise that they are not needed).
  double range_m = kNoLimit;
  /// Directions: the middle clockwise from north (+y), and the whole angle; 360 or more: all round.
  double azimuth_deg = 0, angle_deg = 360;
  /// Only to the side that walls enclose (for an eye on a ring of walls or on its corner; only for
  /// plans of closed rings that do not touch).
  bool only_enclosed = false;
};

/// A plan of walls (closed polygons and free-standing thin walls alike), prepared for the question
/// what can be seen from a point. Triangular expansion (Bungiu, Hemmer, Hershberger, Huang,
/// Kroeller, Efficient computation of visibility polygons, 2014) over a constrained Delaunay
/// triangulation: from the triangle of the eye through edge after edge that is no wall, the view
/// narrowed by each corner; begun on the wedge and ended at the range, so that its cost is that of
/// what is seen. All decisions are exact on a lattice of whole units (1/1024 mm by default); only
/// where a ray meets a wall in between two corners is a double.
/// An eye on a wall looks to both sides of it. Immutable; may be shared between threads.
class SightPlan {
 public:
  static constexpr double kUnitsPerMetre = 1'024'000;

  /// Walls are rounded to the lattice. The plan's frame is `margin_m` wider than the walls.
  /// Throws InputError where a coordinate exceeds the lattice (2^40 units) or walls cannot be told
  /// apart (noded()).
  explicit SightPlan(std::span<const BarrierWall> walls, double margin_m = 100,
                     double units_per_metre = kUnitsPerMetre);

  /// Whether the eye may stand at (x, y): within the frame.
  bool covers(double x_m, double y_m) const;
  /// What is seen; `out` keeps its memory over calls. An eye outside the frame sees nothing.
  void look(const Eye& eye, Visible& out) const;

  const ConstrainedMesh& mesh() const { return *mesh_; }
  double units_per_metre() const { return units_; }
  LatticePoint lattice(double x_m, double y_m) const;

 private:
  std::uint32_t kind_of(const Opacity& barrier);

  double units_;
  std::vector<Opacity> kinds_;  // [0]: no wall
  std::shared_ptr<const ConstrainedMesh> mesh_;
  std::shared_ptr<const SightSteps> steps_;
  std::vector<bool> enclosed_;
};

}  // namespace vedette
