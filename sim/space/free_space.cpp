// SPDX-License-Identifier: Apache-2.0
#include "space/free_space.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/diagnostics.hpp"
#include "space/polygon.hpp"

namespace vedette {

namespace {

__int128 cross(PointMm a, PointMm b, PointMm c) {
  return static_cast<__int128>(b.x - a.x) * (c.y - a.y) -
         static_cast<__int128>(b.y - a.y) * (c.x - a.x);
}

// tan(pi/8) = sqrt(2) - 1, rounded up so that no side comes nearer than the radius.
std::int64_t half_side(std::int64_t radius) {
  return static_cast<std::int64_t>(
      std::ceil(static_cast<double>(radius) * (std::sqrt(2.0) - 1.0) + 1e-6));
}

// Whether a convex polygon whose box meets the closed square also meets it itself: no side has the
// whole square strictly on its right (separating axes).
bool touches_cell(std::span<const PointMm> convex, PointMm low, std::int64_t size) {
  const PointMm corners[] = {
      low, {low.x + size, low.y}, {low.x + size, low.y + size}, {low.x, low.y + size}};
  for (std::size_t i = 0, j = convex.size() - 1; i < convex.size(); j = i++) {
    const auto outside = [&](PointMm p) { return turn(convex[j], convex[i], p) < 0; };
    if (std::all_of(std::begin(corners), std::end(corners), outside)) return false;
  }
  return true;
}

}  // namespace

bool passes_inside(std::span<const PointMm> convex, PointMm p, PointMm q) {
  // Inside is where every side has the point strictly on its left. Along p + t (q - p) side i
  // allows t with a_i + t (b_i - a_i) > 0; the segment passes if (0, 1) keeps an open interval,
  // (low_n / low_d, high_n / high_d).
  const bool point = p == q;
  __int128 low_n = 0, low_d = 1, high_n = 1, high_d = 1;
  for (std::size_t i = 0, j = convex.size() - 1; i < convex.size(); j = i++) {
    const __int128 a = cross(convex[j], convex[i], p);
    if (point) {
      if (a <= 0) return false;
      continue;
    }
    const __int128 b = cross(convex[j], convex[i], q);
    if (a <= 0 && b <= 0) return false;
    if (a >= 0 && b >= 0) continue;
    // The side's line is crossed at t = a / (a - b). Magnitudes are below 2^64 (kMaxMm), products
    // below 2^127.
    if (a < 0) {
      const __int128 n = -a, d = b - a;
      if (n * low_d > low_n * d) low_n = n, low_d = d;
    } else {
      const __int128 n = a, d = a - b;
      if (n * high_d < high_n * d) high_n = n, high_d = d;
    }
  }
  return low_n * high_d < high_n * low_d;
}

std::vector<PointMm> FreeSpace::obstacle(const Wall& wall, std::int64_t radius_mm) {
  const std::int64_t r = radius_mm, t = half_side(r);
  std::vector<PointMm> points;
  points.reserve(16);
  for (const PointMm e : {wall.a, wall.b})
    for (const auto& [dx, dy] :
         {std::pair{r, t}, {t, r}, {-t, r}, {-r, t}, {-r, -t}, {-t, -r}, {t, -r}, {r, -t}})
      points.push_back({e.x + dx, e.y + dy});
  return convex_hull(std::move(points));
}

FreeSpace::FreeSpace(std::span<const Wall> walls, std::int64_t radius_mm) : radius_mm_(radius_mm) {
  if (radius_mm <= 0 || radius_mm > 10'000)
    throw InputError{{{},
                      Severity::kError,
                      fmt::format("a walker's radius of {} mm is not in (0, 10000]", radius_mm),
                      {}}};
  const std::int64_t most = kMaxMm - radius_mm;
  std::int64_t length = 0;
  PointMm low{kMaxMm, kMaxMm}, high{-kMaxMm, -kMaxMm};
  for (const Wall& wall : walls) {
    for (const PointMm p : {wall.a, wall.b})
      if (p.x < -most || p.x > most || p.y < -most || p.y > most)
        throw InputError{{{}, Severity::kError, "a wall is farther than 1000 km away", {}}};
    Obstacle o{obstacle(wall, radius_mm), {}, {}};
    o.low = o.high = o.hull.front();
    for (const PointMm p : o.hull) {
      o.low = {std::min(o.low.x, p.x), std::min(o.low.y, p.y)};
      o.high = {std::max(o.high.x, p.x), std::max(o.high.y, p.y)};
    }
    low = {std::min(low.x, o.low.x), std::min(low.y, o.low.y)};
    high = {std::max(high.x, o.high.x), std::max(high.y, o.high.y)};
    length += o.high.x - o.low.x + o.high.y - o.low.y;
    obstacles_.push_back(std::move(o));
  }
  if (obstacles_.empty()) return;
  // Cells about as wide as a wall is long, at most some millions of them.
  x0_ = low.x;
  y0_ = low.y;
  cell_mm_ = std::max<std::int64_t>(length / static_cast<std::int64_t>(obstacles_.size()) / 2, 500);
  while ((high.x - low.x) / cell_mm_ + 1 > 1000) cell_mm_ *= 2;
  while ((high.y - low.y) / cell_mm_ + 1 > 1000) cell_mm_ *= 2;
  width_ = (high.x - low.x) / cell_mm_ + 1;
  height_ = (high.y - low.y) / cell_mm_ + 1;
  std::vector<std::vector<std::uint32_t>> cells(static_cast<std::size_t>(width_ * height_));
  for (std::uint32_t i = 0; i < obstacles_.size(); ++i) {
    const Obstacle& o = obstacles_[i];
    for (std::int64_t cx = (o.low.x - x0_) / cell_mm_; cx <= (o.high.x - x0_) / cell_mm_; ++cx)
      for (std::int64_t cy = (o.low.y - y0_) / cell_mm_; cy <= (o.high.y - y0_) / cell_mm_; ++cy) {
        if (touches_cell(o.hull, {x0_ + cx * cell_mm_, y0_ + cy * cell_mm_}, cell_mm_))
          cells[static_cast<std::size_t>(cx * height_ + cy)].push_back(i);
      }
  }
  begin_.push_back(0);
  for (const auto& cell : cells) {
    of_cell_.insert(of_cell_.end(), cell.begin(), cell.end());
    begin_.push_back(static_cast<std::uint32_t>(of_cell_.size()));
  }
  find_corners();
}

template <class Visit>
bool FreeSpace::any(PointMm p, PointMm q, const Visit& visit) const {
  if (obstacles_.empty()) return false;
  const PointMm low{std::min(p.x, q.x), std::min(p.y, q.y)};
  const PointMm high{std::max(p.x, q.x), std::max(p.y, q.y)};
  const std::int64_t last_x = std::min((high.x - x0_) / cell_mm_, width_ - 1);
  if (high.x < x0_ || high.y < y0_) return false;
  for (std::int64_t cx = std::max<std::int64_t>((low.x - x0_) / cell_mm_, 0); cx <= last_x; ++cx) {
    // The part of the segment above this column of cells; a millimetre more on either side.
    std::int64_t from_y = low.y, to_y = high.y;
    if (p.x != q.x) {
      const auto y_at = [&](std::int64_t x) {
        const std::int64_t clamped = std::clamp(x, low.x, high.x);
        return p.y + static_cast<std::int64_t>(static_cast<__int128>(q.y - p.y) * (clamped - p.x) /
                                               (q.x - p.x));
      };
      const std::int64_t y1 = y_at(x0_ + cx * cell_mm_), y2 = y_at(x0_ + (cx + 1) * cell_mm_);
      from_y = std::min(y1, y2) - 1;
      to_y = std::max(y1, y2) + 1;
    }
    if (to_y < y0_) continue;
    const std::int64_t last_y = std::min((to_y - y0_) / cell_mm_, height_ - 1);
    for (std::int64_t cy = std::max<std::int64_t>((from_y - y0_) / cell_mm_, 0); cy <= last_y;
         ++cy) {
      const auto cell = static_cast<std::size_t>(cx * height_ + cy);
      for (std::uint32_t k = begin_[cell]; k < begin_[cell + 1]; ++k) {
        const Obstacle& o = obstacles_[of_cell_[k]];
        if (o.high.x < low.x || o.low.x > high.x || o.high.y < low.y || o.low.y > high.y) continue;
        if (visit(of_cell_[k])) return true;
      }
    }
  }
  return false;
}

bool FreeSpace::straight(PointMm p, PointMm q) const {
  return !any(p, q, [&](std::uint32_t i) { return passes_inside(obstacles_[i].hull, p, q); });
}

std::size_t FreeSpace::blocker(PointMm p) const {
  std::size_t found = obstacles_.size();
  any(p, p, [&](std::uint32_t i) {
    if (!passes_inside(obstacles_[i].hull, p, p)) return false;
    found = i;
    return true;
  });
  return found;
}

void FreeSpace::find_corners() {
  for (const Obstacle& o : obstacles_)
    for (const PointMm p : o.hull) {
      // Inside another obstacle, or on its side: there the free space is not dented inwards.
      const bool covered = any(p, p, [&](std::uint32_t i) {
        const auto& hull = obstacles_[i].hull;
        bool on_side = false;
        for (std::size_t k = 0, j = hull.size() - 1; k < hull.size(); j = k++) {
          const int side = turn(hull[j], hull[k], p);
          if (side < 0 || p == hull[k]) return false;
          on_side = on_side || side == 0;
        }
        return true;
      });
      if (!covered) corners_.push_back(p);
    }
  std::sort(corners_.begin(), corners_.end());
  corners_.erase(std::unique(corners_.begin(), corners_.end()), corners_.end());
}

}  // namespace vedette
