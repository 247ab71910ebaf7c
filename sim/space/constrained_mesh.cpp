// SPDX-License-Identifier: Apache-2.0
#include "space/constrained_mesh.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <stdexcept>

#include "space/hilbert.hpp"

namespace vedette {

namespace {

constexpr int next(int i) {
  return i == 2 ? 0 : i + 1;
}
constexpr int before(int i) {
  return i == 0 ? 2 : i - 1;
}

}  // namespace

ConstrainedMesh::ConstrainedMesh(std::span<const LatticeWall> walls, double margin) {
  std::vector<LatticePoint> ends;
  for (const LatticeWall& w : walls) ends.push_back(w.a), ends.push_back(w.b);
  make_corners(std::move(ends), margin);
  insert_corners();
}

ConstrainedMesh::ConstrainedMesh(std::span<const LatticePoint> points, double margin) {
  make_corners({points.begin(), points.end()}, margin);
  insert_corners();
  finish();
}

void ConstrainedMesh::insert_corners() {
  at_corner_.assign(corners_.size(), -1);
  triangles_.reserve(2 * corners_.size());
  add(0, 1, 2);
  add(0, 2, 3);
  link(0, 1, 1);
  // Along a Hilbert curve each corner lies near the one before.
  std::vector<std::pair<std::uint64_t, std::int32_t>> order;
  for (std::size_t i = 4; i < corners_.size(); ++i)
    order.emplace_back(hilbert_index((corners_[i].x - low_.x) / (high_.x - low_.x),
                                     (corners_[i].y - low_.y) / (high_.y - low_.y)),
                       static_cast<std::int32_t>(i));
  std::sort(order.begin(), order.end());
  for (const auto& [key, corner] : order) insert_corner(corner);
}

void ConstrainedMesh::make_corners(std::vector<LatticePoint> ends, double margin) {
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  if (!ends.empty()) low_ = high_ = ends[0];
  for (const LatticePoint& p : ends) {
    low_ = {std::min(low_.x, p.x), std::min(low_.y, p.y)};
    high_ = {std::max(high_.x, p.x), std::max(high_.y, p.y)};
  }
  low_ = {low_.x - margin, low_.y - margin}, high_ = {high_.x + margin, high_.y + margin};
  corners_ = {low_, {high_.x, low_.y}, high_, {low_.x, high_.y}};
  corners_.insert(corners_.end(), ends.begin(), ends.end());
}

std::int32_t ConstrainedMesh::corner_at(const LatticePoint& p) const {
  return static_cast<std::int32_t>(std::lower_bound(corners_.begin() + 4, corners_.end(), p) -
                                   corners_.begin());
}

std::int32_t ConstrainedMesh::add(std::int32_t a, std::int32_t b, std::int32_t c) {
  const auto t = static_cast<std::int32_t>(triangles_.size());
  triangles_.push_back({{a, b, c}, {-1, -1, -1}, {kOpen, kOpen, kOpen}});
  at_corner_[a] = at_corner_[b] = at_corner_[c] = t;
  return t;
}

// Makes `other` the neighbour across `edge` of `triangle`, and the other way round.
void ConstrainedMesh::link(std::int32_t triangle, int edge, std::int32_t other) {
  triangles_[triangle].beyond[edge] = other;
  if (other < 0) return;
  const std::int32_t tail = triangles_[triangle].corner[next(edge)];
  Triangle& o = triangles_[other];
  for (int i = 0; i < 3; ++i)
    if (o.corner[before(i)] == tail) o.beyond[i] = triangle;
}

void ConstrainedMesh::insert_corner(std::int32_t corner) {
  const LatticePoint p = corners_[corner];
  const Place at = walk(static_cast<std::int32_t>(triangles_.size()) - 1, p);
  const auto split = [&](std::int32_t t, int edge) {  // corner lies on it or within t (edge -1)
    const Triangle old = triangles_[t];
    if (edge < 0) {
      triangles_[t].corner[0] = corner;
      const std::int32_t u = add(old.corner[0], corner, old.corner[2]);
      const std::int32_t v = add(old.corner[0], old.corner[1], corner);
      at_corner_[corner] = at_corner_[old.corner[1]] = at_corner_[old.corner[2]] = t;
      link(t, 0, old.beyond[0]);
      link(u, 1, old.beyond[1]);
      link(v, 2, old.beyond[2]);
      link(t, 1, u);
      link(t, 2, v);
      link(u, 2, v);
      suspects_ = {{t, 0}, {u, 1}, {v, 2}};
      return;
    }
    // Both triangles at the edge are halved: t keeps the half towards the edge's head.
    const std::int32_t o = old.beyond[edge];
    const std::int32_t apex = old.corner[edge], tail = old.corner[next(edge)],
                       head = old.corner[before(edge)];
    const std::int32_t t_tail = old.beyond[before(edge)], t_head = old.beyond[next(edge)];
    const Triangle opposite = triangles_[o];
    int j = 0;
    while (opposite.beyond[j] != t || opposite.corner[before(j)] != tail) ++j;
    const std::int32_t far = opposite.corner[j];
    const std::int32_t o_tail = opposite.beyond[next(j)], o_head = opposite.beyond[before(j)];
    triangles_[t] = {{apex, corner, head}, {-1, -1, -1}, {kOpen, kOpen, kOpen}};
    triangles_[o] = {{far, head, corner}, {-1, -1, -1}, {kOpen, kOpen, kOpen}};
    const std::int32_t u = add(apex, tail, corner), v = add(far, corner, tail);
    at_corner_[corner] = at_corner_[apex] = at_corner_[head] = t;
    at_corner_[far] = o, at_corner_[tail] = u;
    link(t, 0, o);
    link(t, 1, t_head);
    link(t, 2, u);
    link(o, 1, v);
    link(o, 2, o_head);
    link(u, 0, v);
    link(u, 2, t_tail);
    link(v, 1, o_tail);
    suspects_ = {{t, 1}, {o, 2}, {u, 2}, {v, 1}};
  };
  if (at.on == Place::On::kCorner) return;  // cannot be: corners are distinct
  split(at.triangle, at.on == Place::On::kEdge ? at.index : -1);
  legalise();
}

// Replaces the edge between two triangles by the other diagonal of their quadrangle. Afterwards the
// triangle and its former neighbour share the edges numbered 2 and 1.
void ConstrainedMesh::flip(std::int32_t t, int edge) {
  const std::int32_t o = triangles_[t].beyond[edge];
  const Triangle a = triangles_[t], b = triangles_[o];
  int j = 0;
  while (b.corner[before(j)] != a.corner[next(edge)]) ++j;
  const std::int32_t apex = a.corner[edge], tail = a.corner[next(edge)],
                     head = a.corner[before(edge)], far = b.corner[j];
  triangles_[t] = {{apex, tail, far},
                   {-1, -1, a.beyond[before(edge)]},
                   {b.wall[next(j)], kOpen, a.wall[before(edge)]}};
  triangles_[o] = {{apex, far, head},
                   {-1, a.beyond[next(edge)], -1},
                   {b.wall[before(j)], a.wall[next(edge)], kOpen}};
  link(t, 0, b.beyond[next(j)]);
  link(t, 2, a.beyond[before(edge)]);
  link(o, 0, b.beyond[before(j)]);
  link(o, 1, a.beyond[next(edge)]);
  link(t, 1, o);
  at_corner_[apex] = at_corner_[tail] = at_corner_[far] = t;
  at_corner_[head] = o;
}

// Whether the neighbour's far corner lies within the circle through the triangle's corners, for
// certain: the determinant exceeds a bound on its rounding error (Shewchuk 1997, static form).
bool ConstrainedMesh::should_flip(std::int32_t t, int edge) const {
  const Triangle& a = triangles_[t];
  const std::int32_t o = a.beyond[edge];
  if (o < 0 || a.wall[edge] != kOpen) return false;
  const Triangle& b = triangles_[o];
  int j = 0;
  while (b.corner[before(j)] != a.corner[next(edge)]) ++j;
  const LatticePoint d = corners_[b.corner[j]];
  double x[3], y[3], square[3];
  for (int i = 0; i < 3; ++i) {
    x[i] = corners_[a.corner[i]].x - d.x, y[i] = corners_[a.corner[i]].y - d.y;
    square[i] = x[i] * x[i] + y[i] * y[i];
  }
  double determinant = 0, permanent = 0;
  for (int i = 0; i < 3; ++i) {
    const double p = x[next(i)] * y[before(i)], q = x[before(i)] * y[next(i)];
    determinant += square[i] * (p - q);
    permanent += square[i] * (std::fabs(p) + std::fabs(q));
  }
  return determinant > 1e-14 * permanent;
}

void ConstrainedMesh::legalise() {
  while (!suspects_.empty()) {
    const auto [t, edge] = suspects_.back();
    suspects_.pop_back();
    if (!should_flip(t, edge)) continue;
    const std::int32_t o = triangles_[t].beyond[edge];
    flip(t, edge);
    for (const auto& [triangle, e] : {std::pair{t, 0}, {t, 2}, {o, 0}, {o, 1}})
      suspects_.emplace_back(triangle, e);
  }
}

ConstrainedMesh::Place ConstrainedMesh::walk(std::int32_t from, const LatticePoint& p) const {
  std::int32_t t = from, came = -1;
  // The first edge that is tried alternates, so that no walk goes round for ever.
  for (std::uint32_t step = 0;; ++step) {
    const Triangle& at = triangles_[t];
    int zeros = 0, zero = 0, first_zero = 0;
    bool moved = false;
    const int start = static_cast<int>((step * 2654435761u >> 16) % 3);
    for (int k = 0; k < 3 && !moved; ++k) {
      const int i = (start + k) % 3;
      if (at.beyond[i] == came && came >= 0) continue;
      const int side = turn(corners_[at.corner[next(i)]], corners_[at.corner[before(i)]], p);
      if (side < 0) {
        came = t;
        t = at.beyond[i];
        moved = true;
      } else if (side == 0) {
        first_zero = zeros ? zero : i;
        zero = i;
        ++zeros;
      }
    }
    if (moved) {
      if (t < 0) throw std::logic_error("a point outside the frame");
      continue;
    }
    // (p is strictly on this side of the edge that was come through.)
    if (zeros == 0) return {Place::On::kTriangle, t, 0};
    if (zeros == 1) return {Place::On::kEdge, t, zero};
    return {Place::On::kCorner, t, 3 - zero - first_zero};
  }
}

bool ConstrainedMesh::find_edge(std::int32_t a, std::int32_t b, std::int32_t& triangle,
                                int& edge) const {
  // Once round a anticlockwise; where the frame ends the way, once clockwise from the beginning.
  for (const bool clockwise : {false, true}) {
    std::int32_t t = at_corner_[a];
    const std::int32_t start = t;
    do {
      const Triangle& at = triangles_[t];
      int i = 0;
      while (at.corner[i] != a) ++i;
      if (at.corner[next(i)] == b) return triangle = t, edge = before(i), true;
      if (at.corner[before(i)] == b) return triangle = t, edge = next(i), true;
      t = at.beyond[clockwise ? before(i) : next(i)];
    } while (t >= 0 && t != start);
    if (t == start) return false;
  }
  return false;
}

void ConstrainedMesh::set_wall(std::int32_t triangle, int edge, std::uint32_t kind) {
  Triangle& t = triangles_[triangle];
  t.wall[edge] = kind;
  const std::int32_t o = t.beyond[edge];
  if (o < 0) return;
  Triangle& other = triangles_[o];
  for (int i = 0; i < 3; ++i)
    if (other.corner[before(i)] == t.corner[next(edge)]) other.wall[i] = kind;
}

// A corner next to `a` on the line from a to b; or -1 and the edge through which the line leaves
// the first triangle.
std::int32_t ConstrainedMesh::first_crossed(std::int32_t a, std::int32_t b, std::int32_t& triangle,
                                            int& edge) const {
  const LatticePoint p = corners_[a], q = corners_[b];
  for (const bool clockwise : {false, true}) {
    std::int32_t t = at_corner_[a];
    const std::int32_t start = t;
    do {
      const Triangle& at = triangles_[t];
      int i = 0;
      while (at.corner[i] != a) ++i;
      const std::int32_t right = at.corner[next(i)], left = at.corner[before(i)];
      const int r = turn(p, q, corners_[right]), l = turn(p, q, corners_[left]);
      if (r == 0 && strictly_between(p, q, corners_[right])) return right;
      if (l == 0 && strictly_between(p, q, corners_[left])) return left;
      if (r < 0 && l > 0) return triangle = t, edge = i, -1;
      t = at.beyond[clockwise ? before(i) : next(i)];
    } while (t >= 0 && t != start);
    if (t == start) break;
  }
  throw std::logic_error("a wall leads out of the frame");
}

// Makes the wall a chain of edges, leaving its corners in chain_. Walls are noded, so there is
// hardly ever a corner in between.
void ConstrainedMesh::insert_wall(std::int32_t a, std::int32_t b) {
  chain_.push_back(a);
  while (chain_.back() != b) {
    const std::int32_t from = chain_.back();
    std::int32_t t;
    int e;
    if (find_edge(from, b, t, e)) {
      chain_.push_back(b);
      continue;
    }
    const std::int32_t on = first_crossed(from, b, t, e);
    if (on >= 0)
      chain_.push_back(on);
    else
      insert_piece(from, b);
  }
}

// Flips the edges that cross the line from a to b until it is an edge itself (Sloan 1993), or until
// the first corner on the line is joined; that corner, or b, is added to chain_.
void ConstrainedMesh::insert_piece(std::int32_t a, std::int32_t b) {
  std::deque<std::pair<std::int32_t, std::int32_t>> crossing;
  std::int32_t t;
  int e;
  first_crossed(a, b, t, e);
  const LatticePoint p = corners_[a], q = corners_[b];
  std::int32_t end = b;
  for (;;) {
    const std::int32_t right = triangles_[t].corner[next(e)],
                       left = triangles_[t].corner[before(e)];
    if (triangles_[t].wall[e] != kOpen) throw std::logic_error("walls that are not noded");
    crossing.emplace_back(right, left);
    const std::int32_t o = triangles_[t].beyond[e];
    int j = 0;
    while (triangles_[o].corner[before(j)] != right) ++j;
    const std::int32_t far = triangles_[o].corner[j];
    if (far == b) break;
    const int side = turn(p, q, corners_[far]);
    if (side == 0) {
      end = far;
      break;
    }
    t = o;
    e = side > 0 ? next(j) : before(j);
  }
  const LatticePoint r = corners_[end];
  std::vector<std::pair<std::int32_t, std::int32_t>> fresh;
  while (!crossing.empty()) {
    const auto [u, v] = crossing.front();
    crossing.pop_front();
    if (!find_edge(u, v, t, e)) throw std::logic_error("an edge got lost");
    const std::int32_t o = triangles_[t].beyond[e];
    int j = 0;
    while (triangles_[o].corner[before(j)] != triangles_[t].corner[next(e)]) ++j;
    const std::int32_t apex = triangles_[t].corner[e], far = triangles_[o].corner[j];
    const LatticePoint tail = corners_[triangles_[t].corner[next(e)]],
                       head = corners_[triangles_[t].corner[before(e)]];
    // Only a strictly convex quadrangle can be flipped; another one becomes so in time.
    if (turn(corners_[apex], corners_[far], tail) >= 0 ||
        turn(corners_[apex], corners_[far], head) <= 0) {
      crossing.emplace_back(u, v);
      continue;
    }
    flip(t, e);
    const bool touches = apex == a || apex == end || far == a || far == end;
    if (!touches && turn(p, r, corners_[apex]) * turn(p, r, corners_[far]) < 0)
      crossing.emplace_back(apex, far);
    else
      fresh.emplace_back(apex, far);
  }
  // The new edge itself is to stay: mark it while its neighbourhood is made Delaunay again.
  if (!find_edge(a, end, t, e)) throw std::logic_error("a wall got lost");
  const std::uint32_t old = triangles_[t].wall[e];
  set_wall(t, e, ~0u);
  for (const auto& [u, v] : fresh)
    if (find_edge(u, v, t, e)) {
      suspects_.assign(1, {t, e});
      legalise();
    }
  find_edge(a, end, t, e);
  set_wall(t, e, old);
  chain_.push_back(end);
}

}  // namespace vedette
