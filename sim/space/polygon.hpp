// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "space/point.hpp"

namespace vedette {

/// Corners in order, either way round, the last joined to the first; no corner repeated at the end.
/// All predicates are exact in whole millimetres within ±kMaxMm.
using Polygon = std::vector<PointMm>;

/// Twice the signed area in mm²; positive when the corners run anticlockwise (shoelace formula).
inline __int128 twice_area_mm2(std::span<const PointMm> corners) {
  __int128 sum = 0;
  for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++)
    sum += static_cast<__int128>(corners[j].x) * corners[i].y -
           static_cast<__int128>(corners[i].x) * corners[j].y;
  return sum;
}

inline double area_m2(std::span<const PointMm> corners) {
  const __int128 twice = twice_area_mm2(corners);
  return static_cast<double>(twice < 0 ? -twice : twice) / 2e6;
}

/// Inside or on the border. Even-odd rule, so a self-crossing polygon has holes.
inline bool contains(std::span<const PointMm> corners, PointMm p) {
  bool inside = false;
  for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
    const PointMm a = corners[j], b = corners[i];
    const int side = turn(a, b, p);
    if (side == 0 && between(a, b, p)) return true;
    // Does the edge cross the ray from p to the right? Half-open in y: no corner counts twice.
    if ((a.y > p.y) != (b.y > p.y) && (side > 0) == (b.y > a.y)) inside = !inside;
  }
  return inside;
}

/// Centre of area, rounded to 1 mm; of a polygon without area the mean of its corners.
inline PointMm centroid(std::span<const PointMm> corners) {
  if (corners.empty()) return {};
  // Relative to the first corner, so that products of large coordinates keep their precision.
  const PointMm o = corners[0];
  double cx = 0, cy = 0, twice = 0, sum_x = 0, sum_y = 0;
  for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
    const auto ax = static_cast<double>(corners[j].x - o.x);
    const auto ay = static_cast<double>(corners[j].y - o.y);
    const auto bx = static_cast<double>(corners[i].x - o.x);
    const auto by = static_cast<double>(corners[i].y - o.y);
    const double cross = ax * by - bx * ay;
    twice += cross;
    cx += (ax + bx) * cross;
    cy += (ay + by) * cross;
    sum_x += bx;
    sum_y += by;
  }
  const auto n = static_cast<double>(corners.size());
  if (twice_area_mm2(corners) == 0)
    return {o.x + std::llround(sum_x / n), o.y + std::llround(sum_y / n)};
  return {o.x + std::llround(cx / (3 * twice)), o.y + std::llround(cy / (3 * twice))};
}

/// Smallest convex polygon around the points (Andrew's monotone chain), anticlockwise from the
/// leftmost of them, without points in the middle of an edge. Fewer than three if all are in line.
inline Polygon convex_hull(std::vector<PointMm> points) {
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  if (points.size() < 3) return points;
  Polygon hull;
  const auto chain = [&](auto first, auto last) {
    const std::size_t base = hull.size();
    for (; first != last; ++first) {
      while (hull.size() >= base + 2 && turn(hull[hull.size() - 2], hull.back(), *first) <= 0)
        hull.pop_back();
      hull.push_back(*first);
    }
    hull.pop_back();  // the first point of the other chain
  };
  chain(points.begin(), points.end());
  chain(points.rbegin(), points.rend());
  return hull;
}

}  // namespace vedette
