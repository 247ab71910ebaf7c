// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <span>

#include "space/sight_plan.hpp"
#include "space/sight_steps.hpp"

namespace vedette {

/// One look from one eye: triangular expansion (see SightPlan). Everything is relative to the eye,
/// in lattice units; coordinates and their differences are whole, hence exact.
///
/// What is looked through is the window between two bounding rays, given by points on them. As long
/// as the next corner lies on one side of the window or the other nothing is remembered; where it
/// lies inside, the left part waits on a stack.
class SightExpansion {
 public:
  /// Along either axis no corner is farther from the eye than `corner_reach`, no point that gives a
  /// ray farther than `ray_reach`. `factors` as for GroundShadow, by kind of wall: 1 looked
  /// through, kNoLimit not looked over.
  SightExpansion(const ConstrainedMesh& mesh, const SightSteps& steps, LatticePoint eye,
                 double units_per_metre, double range_m, double corner_reach, double ray_reach,
                 std::span<const double> factors, Visible& out)
      : triangles_(mesh.triangles()),
        corners_(mesh.corners()),
        steps_(steps.data()),
        eye_(eye),
        metre_(1 / units_per_metre),
        square_(range_m * range_m * units_per_metre * units_per_metre),
        limited_(range_m < kNoLimit),
        sure_(0x1p-50 * corner_reach * ray_reach),
        factors_(factors),
        out_(out) {}

  /// Looks out through a side of a triangle that the eye is in (or on the border of), between two
  /// rays.
  void through(std::int32_t triangle, int side, const LatticePoint& right,
               const LatticePoint& left) {
    const auto& t = triangles_[triangle];
    Window w;
    w.u = relative(corners_[t.corner[side == 2 ? 0 : side + 1]]);
    w.v = relative(corners_[t.corner[side == 0 ? 2 : side - 1]]);
    w.right = relative(right), w.left = relative(left);
    w.way = t.beyond[side] < 0 || t.wall[side] != ConstrainedMesh::kOpen
                ? ~(3 * triangle + side)
                : SightSteps::entry(triangles_, triangle, side);
    for (;;) {
      if (w.way < 0 ? !pass(w) : !within_range(w)) {
        if (!pop(w)) return;
        continue;
      }
      const SightSteps::Step& step = steps_[w.way];
      const Point apex{step.x - eye_.x, step.y - eye_.y};
      const double r = side_of(w.right, apex), l = side_of(w.left, apex);
      if (r > 0 && l < 0) {
        push({step.left, apex, w.v, apex, w.left});
        w.way = step.right;
        w.v = w.left = apex;
      } else if (l < 0) {
        w.way = step.left;
        w.u = apex;
      } else if (r > 0) {
        w.way = step.right;
        w.v = apex;
      } else if (!pop(w)) {
        return;
      }
    }
  }

 private:
  using Point = LatticePoint;
  // From u to v, between the rays through `right` and `left`.
  struct Window {
    std::int32_t way;
    Point u, v, right, left;
  };

  Point relative(const LatticePoint& p) const { return {p.x - eye_.x, p.y - eye_.y}; }

  // Positive where p is to the left of the ray: its sign is exact. The difference of products of
  // whole numbers errs by at most 2^-51 of the largest product, else integers decide.
  double side_of(const Point& ray, const Point& p) const {
    const double cross = ray.x * p.y - ray.y * p.x;
    if (std::fabs(cross) > sure_) [[likely]]
      return cross;
    return turn({0, 0}, ray, p);
  }

  void push(const Window& w) {
    if (count_ < few_.size())
      few_[count_] = w;
    else
      many_.push_back(w);
    ++count_;
  }
  bool pop(Window& w) {
    if (count_ == 0) return false;
    if (--count_ < few_.size()) {
      w = few_[count_];
    } else {
      w = many_.back();
      many_.pop_back();
    }
    return true;
  }

  // At a wall or the frame's end: whether the view goes on; then with the way on. Else the piece is
  // seen.
  bool pass(Window& w) {
    const std::int32_t side = ~w.way, triangle = side / 3, i = side % 3;
    const auto& t = triangles_[triangle];
    const double factor = factors_[t.wall[i]];
    if (factor == kNoLimit || t.beyond[i] < 0) {
      see(w, factor == 1);
      return false;
    }
    if (factor != 1) out_.shadows.push_back({meet(w.right, w, w.u), meet(w.left, w, w.v), factor});
    w.way = SightSteps::entry(triangles_, triangle, i);
    return factor != 1 || within_range(w);
  }

  // Whether the range goes on beyond the edge; else the piece is seen.
  bool within_range(const Window& w) {
    if (!limited_ || !beyond_range(w.u, w.v)) return true;
    see(w, true);
    return false;
  }

  void see(const Window& w, bool open) {
    out_.edges.push_back({meet(w.right, w, w.u), meet(w.left, w, w.v), open});
  }

  // Whether no point of the edge is within the range.
  bool beyond_range(const Point& u, const Point& v) const {
    const double dx = v.x - u.x, dy = v.y - u.y;
    const double along = -(u.x * dx + u.y * dy), length = dx * dx + dy * dy;
    if (along <= 0) return u.x * u.x + u.y * u.y > square_;
    if (along >= length) return v.x * v.x + v.y * v.y > square_;
    const double cross = u.x * dy - u.y * dx;
    return cross * cross > square_ * length;
  }

  // Where the ray meets the edge; `end` is the end it most likely meets.
  Offset meet(const Point& ray, const Window& w, const Point& end) const {
    if (ray == end) return {ray.x * metre_, ray.y * metre_};
    const double dx = w.v.x - w.u.x, dy = w.v.y - w.u.y;
    const double across = ray.x * dy - ray.y * dx;
    const double t = (across == 0 ? 1 : (w.u.x * dy - w.u.y * dx) / across) * metre_;
    return {ray.x * t, ray.y * t};
  }

  std::span<const ConstrainedMesh::Triangle> triangles_;
  std::span<const LatticePoint> corners_;
  const SightSteps::Step* steps_;
  LatticePoint eye_;
  double metre_, square_;
  bool limited_;
  double sure_;
  std::span<const double> factors_;
  Visible& out_;
  std::size_t count_ = 0;
  // Windows that wait; left as they are until they are used.
  union {
    std::array<Window, 64> few_;
  };
  std::vector<Window> many_;
};

}  // namespace vedette
