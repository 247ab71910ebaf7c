// SPDX-License-Identifier: Apache-2.0
#include "world/compile/cell_shapes.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vedette {

namespace {

constexpr double kNeighbours_mm = 1000;

struct Box {
  PointMm low{kMaxMm, kMaxMm}, high{-kMaxMm, -kMaxMm};
  void take(PointMm p) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  bool meets(const Box& o) const {
    return low.x <= o.high.x && o.low.x <= high.x && low.y <= o.high.y && o.low.y <= high.y;
  }
};

Box box_of(const Polygon& corners) {
  Box out;
  for (const PointMm p : corners) out.take(p);
  return out;
}

bool cross(PointMm a, PointMm b, PointMm c, PointMm d) {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

double distance_mm(PointMm p, PointMm a, PointMm b) {
  const double dx = static_cast<double>(b.x - a.x), dy = static_cast<double>(b.y - a.y);
  const double px = static_cast<double>(p.x - a.x), py = static_cast<double>(p.y - a.y);
  const double square = dx * dx + dy * dy;
  const double t = square > 0 ? std::clamp((px * dx + py * dy) / square, 0.0, 1.0) : 0;
  return std::hypot(px - t * dx, py - t * dy);
}

bool deep_inside(PointMm p, const Polygon& corners) {
  if (!contains(corners, p)) return false;
  for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++)
    if (distance_mm(p, corners[j], corners[i]) <= kNeighbours_mm) return false;
  return true;
}

bool cross_deeply(PointMm a, PointMm b, PointMm c, PointMm d) {
  return cross(a, b, c, d) && distance_mm(a, c, d) > kNeighbours_mm &&
         distance_mm(b, c, d) > kNeighbours_mm && distance_mm(c, a, b) > kNeighbours_mm &&
         distance_mm(d, a, b) > kNeighbours_mm;
}

bool overlap(const Polygon& one, const Polygon& other) {
  const auto same = [](Polygon p) {
    std::sort(p.begin(), p.end());
    return p;
  };
  if (same(one) == same(other)) return true;
  const auto any_inside = [](const Polygon& points, const Polygon& in) {
    return std::any_of(points.begin(), points.end(), [&](PointMm p) { return deep_inside(p, in); });
  };
  if (any_inside(one, other) || any_inside(other, one)) return true;
  for (std::size_t i = 0, j = one.size() - 1; i < one.size(); j = i++)
    for (std::size_t k = 0, l = other.size() - 1; k < other.size(); l = k++)
      if (cross_deeply(one[j], one[i], other[l], other[k])) return true;
  return false;
}

}  // namespace

std::optional<std::pair<std::size_t, std::size_t>> self_crossing(const Polygon& corners) {
  const std::size_t n = corners.size();
  const auto end = [&](std::size_t i) { return corners[i + 1 < n ? i + 1 : 0]; };
  // Edges by their left ends: only those that overlap in x are compared.
  const auto left = [&](std::size_t i) { return std::min(corners[i].x, end(i).x); };
  const auto right = [&](std::size_t i) { return std::max(corners[i].x, end(i).x); };
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return left(a) < left(b); });
  std::optional<std::pair<std::size_t, std::size_t>> first;
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t l = k + 1; l < n && left(order[l]) <= right(order[k]); ++l) {
      const auto [a, b] = std::minmax(order[k], order[l]);
      const std::pair<std::size_t, std::size_t> found{a, b};
      if (cross(corners[a], end(a), corners[b], end(b)) && (!first || found < *first))
        first = found;
    }
  return first;
}

std::vector<std::pair<std::size_t, std::size_t>> overlapping(const std::vector<GridCell>& cells) {
  std::vector<Box> boxes;
  for (const GridCell& cell : cells) boxes.push_back(box_of(cell.corners));
  std::vector<std::pair<std::size_t, std::size_t>> out;
  for (std::size_t a = 0; a < cells.size(); ++a)
    for (std::size_t b = a + 1; b < cells.size(); ++b)
      if (boxes[a].meets(boxes[b]) && overlap(cells[a].corners, cells[b].corners))
        out.emplace_back(a, b);
  return out;
}

}  // namespace vedette
