// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "space/sight_plan.hpp"

namespace vedette::testing {

inline double number_in(std::mt19937_64& draw, double low, double high) {
  return low + (high - low) * (static_cast<double>(draw() >> 11) * 0x1p-53);
}

inline void add_ring(std::vector<BarrierWall>& walls, const std::vector<Offset>& ring,
                     Opacity barrier = {}) {
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Offset &a = ring[i], &b = ring[(i + 1) % ring.size()];
    walls.push_back({a.x, a.y, b.x, b.y, barrier});
  }
}

/// A yard of `side` metres with turned rectangles and free-standing walls, which may cross.
inline std::vector<BarrierWall> random_plan(std::mt19937_64& draw, double side, int buildings,
                                            int free_walls) {
  std::vector<BarrierWall> walls;
  add_ring(walls, {{0, 0}, {side, 0}, {side, side}, {0, side}});
  const auto whole_mm = [](double v) { return std::round(v * 1000) / 1000; };
  for (int i = 0; i < buildings; ++i) {
    const double x = number_in(draw, 0.1 * side, 0.9 * side),
                 y = number_in(draw, 0.1 * side, 0.9 * side);
    const double w = number_in(draw, 0.01, 0.05) * side, h = number_in(draw, 0.01, 0.05) * side;
    const double turned = i % 2 ? 0 : number_in(draw, 0, 1.5);
    const double c = std::cos(turned), s = std::sin(turned);
    std::vector<Offset> ring;
    for (const auto& [dx, dy] : {std::pair{-w, -h}, {w, -h}, {w, h}, {-w, h}})
      ring.push_back({whole_mm(x + c * dx - s * dy), whole_mm(y + s * dx + c * dy)});
    add_ring(walls, ring);
  }
  for (int i = 0; i < free_walls; ++i) {
    const double x = number_in(draw, 0.1 * side, 0.9 * side),
                 y = number_in(draw, 0.1 * side, 0.9 * side);
    walls.push_back({whole_mm(x),
                     whole_mm(y),
                     whole_mm(x + number_in(draw, -0.08, 0.08) * side),
                     whole_mm(y + number_in(draw, -0.08, 0.08) * side),
                     {}});
  }
  return walls;
}

/// A yard with turned rectangles that do not touch each other, one in each place of a grid of
/// `columns` x `rows`, sized and turned at random; corners in whole millimetres.
inline std::vector<std::vector<Offset>> apart_rings(std::mt19937_64& draw, double width,
                                                    double height, int columns, int rows) {
  std::vector<std::vector<Offset>> rings{{{0, 0}, {width, 0}, {width, height}, {0, height}}};
  const double w = width / columns, h = height / rows, most = 0.45 * std::min(w, h);
  const auto whole_mm = [](double v) { return std::round(v * 1000) / 1000; };
  for (int i = 0; i < columns; ++i)
    for (int j = 0; j < rows; ++j) {
      const double x = (i + 0.5) * w, y = (j + 0.5) * h;
      const double radius = number_in(draw, 0.3, 1) * most, angle = number_in(draw, 0, 6.28),
                   flat = number_in(draw, 0.2, 1.2);
      std::vector<Offset> ring;
      for (const double a : {angle, angle + flat, angle + M_PI, angle + M_PI + flat})
        ring.push_back({whole_mm(x + radius * std::cos(a)), whole_mm(y + radius * std::sin(a))});
      rings.push_back(ring);
    }
  return rings;
}

/// Distance to the first wall along a direction, trying every wall; `range` if there is none.
inline double first_wall(const std::vector<BarrierWall>& walls, double x, double y, double dx,
                         double dy, double range = 1e9) {
  double nearest = range;
  for (const BarrierWall& w : walls) {
    const double ux = w.ax - x, uy = w.ay - y, ex = w.bx - w.ax, ey = w.by - w.ay;
    const double across = dx * ey - dy * ex;
    if (across == 0) continue;
    const double t = (ux * ey - uy * ex) / across, s = (ux * dy - uy * dx) / across;
    if (t > 0 && s >= 0 && s <= 1 && t < nearest) nearest = t;
  }
  return nearest;
}

/// Area seen from (x, y) by the definition: between each two neighbouring directions in which a
/// wall ends or two walls cross, the first wall along the middle direction bounds a triangle.
inline double area_by_definition(const std::vector<BarrierWall>& walls, double x, double y) {
  std::vector<double> angles;
  const auto add = [&](double px, double py) { angles.push_back(std::atan2(py - y, px - x)); };
  for (std::size_t i = 0; i < walls.size(); ++i) {
    const BarrierWall& v = walls[i];
    add(v.ax, v.ay), add(v.bx, v.by);
    for (std::size_t j = i + 1; j < walls.size(); ++j) {
      const BarrierWall& w = walls[j];
      const double dx = v.bx - v.ax, dy = v.by - v.ay, ex = w.bx - w.ax, ey = w.by - w.ay;
      const double across = dx * ey - dy * ex;
      if (across == 0) continue;
      const double t = ((w.ax - v.ax) * ey - (w.ay - v.ay) * ex) / across;
      const double s = ((w.ax - v.ax) * dy - (w.ay - v.ay) * dx) / across;
      if (t >= 0 && t <= 1 && s >= 0 && s <= 1) add(v.ax + t * dx, v.ay + t * dy);
    }
  }
  std::sort(angles.begin(), angles.end());
  angles.push_back(angles.front() + 2 * M_PI);
  double sum = 0;
  for (std::size_t i = 0; i + 1 < angles.size(); ++i) {
    const double from = angles[i], to = angles[i + 1], middle = (from + to) / 2;
    if (to - from < 1e-14) continue;
    const double mx = std::cos(middle), my = std::sin(middle);
    const double t = first_wall(walls, x, y, mx, my);
    // That wall, met again at both bounding directions.
    const BarrierWall* wall = nullptr;
    for (const BarrierWall& w : walls)
      if (first_wall({w}, x, y, mx, my) == t) wall = &w;
    if (!wall) continue;
    const auto hit = [&](double angle) {
      const double dx = std::cos(angle), dy = std::sin(angle);
      const double ux = wall->ax - x, uy = wall->ay - y, ex = wall->bx - wall->ax,
                   ey = wall->by - wall->ay;
      return (ux * ey - uy * ex) / (dx * ey - dy * ex);
    };
    sum += hit(from) * hit(to) * std::sin(to - from) / 2;
  }
  return sum;
}

}  // namespace vedette::testing
