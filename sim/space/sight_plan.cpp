// SPDX-License-Identifier: Apache-2.0
#include "space/sight_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory_resource>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/portable_math.hpp"
#include "space/sight_expansion.hpp"
#include "space/sight_steps.hpp"

namespace vedette {

namespace {

constexpr double kMostUnits = 0x1p40;

// Whether the ray through p lies within the cone from r (included) to l (excluded), less than half
// a turn wide.
bool in_cone(const LatticePoint& q, const LatticePoint& r, const LatticePoint& l,
             const LatticePoint& p) {
  const int from = turn(q, r, p);
  if (from == 0) return (r.x - q.x) * (p.x - q.x) + (r.y - q.y) * (p.y - q.y) > 0;
  return from > 0 && turn(q, p, l) > 0;
}

struct Cone {
  LatticePoint right, left;
};

// The wedge in parts of less than half a turn, anticlockwise. Each bounding ray is a lattice point
// far away, so that it is exact from here on.
std::vector<Cone> cones(const Eye& eye, LatticePoint q) {
  const int parts = static_cast<int>(std::ceil(eye.angle_deg / 100));
  std::vector<Cone> out;
  LatticePoint last;
  for (int i = 0; i <= parts; ++i) {
    const double clockwise_deg = eye.azimuth_deg + eye.angle_deg * (0.5 - double(i) / parts);
    const double a = clockwise_deg * (portable::kPi / 180);
    const LatticePoint ray{q.x + std::round(portable::sin(a) * kMostUnits),
                           q.y + std::round(portable::cos(a) * kMostUnits)};
    if (i) out.push_back({last, ray});
    last = ray;
  }
  return out;
}

}  // namespace

std::uint32_t SightPlan::kind_of(const Opacity& barrier) {
  const auto found = std::find(kinds_.begin(), kinds_.end(), barrier) - kinds_.begin();
  if (found == static_cast<std::ptrdiff_t>(kinds_.size())) kinds_.push_back(barrier);
  return static_cast<std::uint32_t>(found);
}

LatticePoint SightPlan::lattice(double x_m, double y_m) const {
  return {std::round(x_m * units_), std::round(y_m * units_)};
}

SightPlan::SightPlan(std::span<const BarrierWall> walls, double margin_m, double units_per_metre)
    : units_(units_per_metre), kinds_(1, Opacity{0, 0}) {
  std::vector<LatticeWall> lattice_walls;
  for (const BarrierWall& w : walls) {
    if (w.barrier == Opacity{0, 0}) continue;
    const LatticePoint a = lattice(w.ax, w.ay), b = lattice(w.bx, w.by);
    for (const double v : {a.x, a.y, b.x, b.y})
      if (!(std::fabs(v) <= kMostUnits))
        throw InputError{{{},
                          Severity::kError,
                          fmt::format("wall end at {} m not within {} m of the origin", v / units_,
                                      kMostUnits / units_),
                          {}}};
    lattice_walls.push_back({a, b, kind_of(w.barrier)});
  }
  const auto both = [this](std::uint32_t k, std::uint32_t l) {
    return kind_of({std::max(kinds_[k].light_m, kinds_[l].light_m),
                    std::max(kinds_[k].heat_m, kinds_[l].heat_m)});
  };
  mesh_ = std::make_shared<ConstrainedMesh>(noded(std::move(lattice_walls)),
                                            std::max(2.0, std::round(margin_m * units_)), both);
  steps_ = std::make_shared<SightSteps>(*mesh_);
  enclosed_ = mesh_->enclosed();
}

bool SightPlan::covers(double x_m, double y_m) const {
  const LatticePoint p = lattice(x_m, y_m), low = mesh_->frame_low(), high = mesh_->frame_high();
  return p.x > low.x && p.y > low.y && p.x < high.x && p.y < high.y;
}

void SightPlan::look(const Eye& eye, Visible& out) const {
  out.edges.clear();
  out.shadows.clear();
  out.all_round = eye.angle_deg >= 360;
  if (!covers(eye.x_m, eye.y_m)) return;
  const LatticePoint q = lattice(eye.x_m, eye.y_m);

  // How far the shadow of each kind of wall reaches on the ground: 1 not at all, kNoLimit for ever.
  std::array<double, 64> few;
  std::vector<double> many(kinds_.size() > few.size() ? kinds_.size() : 0);
  double* const factors = many.empty() ? few.data() : many.data();
  for (std::size_t k = 0; k < kinds_.size(); ++k) {
    const double top = eye.thermal ? kinds_[k].heat_m : kinds_[k].light_m;
    factors[k] = top <= 0 ? 1
                 : eye.height_m <= 0 || top >= eye.height_m - 1e-9
                     ? kNoLimit
                     : eye.height_m / (eye.height_m - top);
  }
  const LatticePoint low = mesh_->frame_low(), high = mesh_->frame_high();
  const double reach = std::max(high.x - low.x, high.y - low.y);
  SightExpansion expansion(*mesh_, *steps_, q, units_, eye.range_m, reach,
                           out.all_round ? reach : std::max(reach, kMostUnits),
                           {factors, kinds_.size()}, out);

  // The edges first looked through, anticlockwise: those of the triangle, or of all triangles that
  // touch the eye.
  struct First {
    std::int32_t triangle;
    int edge;
  };
  std::array<std::byte, 512> space;  // no allocation but at a corner of very many triangles
  std::pmr::monotonic_buffer_resource pool(space.data(), space.size());
  std::pmr::vector<First> first(&pool);
  first.reserve(16);
  const auto triangles = mesh_->triangles();
  const auto corners = mesh_->corners();
  const ConstrainedMesh::Place at = mesh_->locate(q);
  const auto next = [](int i) { return (i + 1) % 3; };
  if (at.on == ConstrainedMesh::Place::On::kTriangle) {
    for (int i = 0; i < 3; ++i) first.push_back({at.triangle, i});
  } else if (at.on == ConstrainedMesh::Place::On::kEdge) {
    const std::int32_t o = triangles[at.triangle].beyond[at.index];
    const std::int32_t tail = triangles[at.triangle].corner[next(at.index)];
    first = {{at.triangle, next(at.index)}, {at.triangle, next(next(at.index))}};
    if (o >= 0) {
      int j = 0;
      while (triangles[o].corner[next(next(j))] != tail) ++j;
      first.push_back({o, next(j)});
      first.push_back({o, next(next(j))});
    }
  } else {
    const std::int32_t corner = triangles[at.triangle].corner[at.index];
    std::int32_t t = at.triangle;
    do {
      int i = 0;
      while (triangles[t].corner[i] != corner) ++i;
      first.push_back({t, i});
      t = triangles[t].beyond[next(i)];
    } while (t != at.triangle);
  }
  bool all = true;
  if (eye.only_enclosed) {
    // What is left must begin after a gap to be in order.
    const auto outside = [&](const First& f) { return !enclosed_[f.triangle]; };
    const auto gap = std::find_if(first.begin(), first.end(), outside);
    all = gap == first.end();
    std::rotate(first.begin(), gap, first.end());
    std::erase_if(first, outside);
  }

  const auto ends = [&](const First& f) {
    const auto& t = triangles[f.triangle];
    return Cone{corners[t.corner[next(f.edge)]], corners[t.corner[next(next(f.edge))]]};
  };
  if (out.all_round) {
    out.all_round = all;
    for (const First& f : first) {
      const Cone c = ends(f);
      expansion.through(f.triangle, f.edge, c.right, c.left);
    }
    return;
  }
  // Each part of the wedge begins with the edge that its right ray goes through.
  for (const Cone& part : cones(eye, q)) {
    std::size_t begin = 0;
    while (begin < first.size()) {
      const Cone c = ends(first[begin]);
      if (in_cone(q, c.right, c.left, part.right)) break;
      ++begin;
    }
    for (std::size_t k = 0; k < first.size(); ++k) {
      const First& f = first[(begin + k) % first.size()];
      const Cone c = ends(f);
      const bool from_ray = in_cone(q, c.right, c.left, part.right);
      if (!from_ray && !in_cone(q, part.right, part.left, c.right)) continue;
      expansion.through(f.triangle, f.edge, from_ray ? part.right : c.right,
                        turn(q, c.left, part.left) > 0 ? c.left : part.left);
    }
  }
}

}  // namespace vedette
