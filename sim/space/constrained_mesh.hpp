// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "space/lattice.hpp"
#include "space/wall_noding.hpp"

namespace vedette {

/// A constrained Delaunay triangulation of walls and of a frame around them: every wall is an edge
/// (or a chain of edges) of some triangles. Corners and topology are exact; whether an edge without
/// a wall is Delaunay is decided in doubles, which costs at most a little speed. Immutable.
class ConstrainedMesh {
 public:
  static constexpr std::uint32_t kOpen = 0;  ///< no wall on this edge
  struct Triangle {
    std::int32_t corner[3];  ///< anticlockwise
    std::int32_t beyond[3];  ///< neighbour across the edge opposite corner i; -1 outside the frame
    std::uint32_t wall[3];   ///< kind of wall on that edge, kOpen if none
  };
  struct Place {
    enum class On { kTriangle, kEdge, kCorner } on;
    std::int32_t triangle;
    int index;  ///< of the edge or corner within the triangle
  };

  /// `walls` as noded() returns them, kinds from 1. `combine(k, l)` gives the kind of an edge that
  /// carries both. The frame is the box of the walls, wider by `margin` on every side.
  template <class Combine>
  ConstrainedMesh(std::span<const LatticeWall> walls, double margin, Combine combine)
      : ConstrainedMesh(walls, margin) {
    for (const LatticeWall& w : walls) mark(w, combine);
    finish();
  }

  /// Of points alone, without walls: a Delaunay triangulation.
  ConstrainedMesh(std::span<const LatticePoint> points, double margin);

  std::span<const Triangle> triangles() const { return triangles_; }
  std::span<const LatticePoint> corners() const { return corners_; }
  LatticePoint frame_low() const { return low_; }
  LatticePoint frame_high() const { return high_; }

  /// Where p lies; p must be strictly inside the frame. A walk from a triangle nearby.
  Place locate(LatticePoint p) const;

  /// For each triangle whether walls enclose it: reached from the frame across an odd number of
  /// walls.
  std::vector<bool> enclosed() const;

 private:
  ConstrainedMesh(std::span<const LatticeWall> walls, double margin);
  void make_corners(std::vector<LatticePoint> points, double margin);
  void insert_corners();
  void insert_corner(std::int32_t corner);
  void link(std::int32_t triangle, int edge, std::int32_t other);
  std::int32_t add(std::int32_t a, std::int32_t b, std::int32_t c);
  void flip(std::int32_t triangle, int edge);
  void legalise();
  bool should_flip(std::int32_t triangle, int edge) const;
  Place walk(std::int32_t from, const LatticePoint& p) const;
  std::int32_t corner_at(const LatticePoint& p) const;
  bool find_edge(std::int32_t a, std::int32_t b, std::int32_t& triangle, int& edge) const;
  void insert_wall(std::int32_t a, std::int32_t b);
  void insert_piece(std::int32_t a, std::int32_t b);
  std::int32_t first_crossed(std::int32_t a, std::int32_t b, std::int32_t& triangle,
                             int& edge) const;
  void finish();

  template <class Combine>
  void mark(const LatticeWall& w, Combine combine) {
    chain_.clear();
    insert_wall(corner_at(w.a), corner_at(w.b));
    for (std::size_t i = 0; i + 1 < chain_.size(); ++i) {
      std::int32_t t;
      int e;
      if (!find_edge(chain_[i], chain_[i + 1], t, e)) continue;
      const std::uint32_t before = triangles_[t].wall[e];
      const std::uint32_t kind = before == kOpen ? w.kind : combine(before, w.kind);
      set_wall(t, e, kind);
    }
  }
  void set_wall(std::int32_t triangle, int edge, std::uint32_t kind);

  std::vector<LatticePoint> corners_;  // first the four of the frame, then in order of x and y
  std::vector<Triangle> triangles_;
  LatticePoint low_, high_;
  // While building.
  std::vector<std::int32_t> at_corner_;                 // some triangle of each corner
  std::vector<std::int32_t> chain_;                     // corners along the wall at hand
  std::vector<std::pair<std::int32_t, int>> suspects_;  // edges to be looked at
  // Hints for locate(): the triangle at the middle of each cell of a grid.
  double cell_ = 1;
  std::size_t columns_ = 1, rows_ = 1;
  std::vector<std::int32_t> hint_;
};

}  // namespace vedette
