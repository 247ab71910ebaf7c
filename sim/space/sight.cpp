// SPDX-License-Identifier: Apache-2.0
#include "space/sight.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/diagnostics.hpp"

namespace vedette {

bool blocks(const Wall& wall, PointMm eye, PointMm target) {
  const int a_side = turn(eye, target, wall.a), b_side = turn(eye, target, wall.b);
  if (a_side * b_side > 0) return false;
  const int eye_side = turn(wall.a, wall.b, eye), target_side = turn(wall.a, wall.b, target);
  if (eye_side * target_side > 0) return false;

  if (eye == target) return false;  // whatever stands there touches only the eye itself
  // A wall of no length is a post; as a point it blocks when it stands on the open line.
  if (wall.a == wall.b)
    return a_side == 0 && between(eye, target, wall.a) && wall.a != eye && wall.a != target;

  if (a_side == 0 && b_side == 0) {
    // All in one line: does the wall hold any point of the line other than one of its ends?
    const bool a_on = between(eye, target, wall.a), b_on = between(eye, target, wall.b);
    if ((a_on && wall.a != eye && wall.a != target) || (b_on && wall.b != eye && wall.b != target))
      return true;
    // No end of the wall is strictly within, so it holds all of the line or at most its ends.
    return between(wall.a, wall.b, eye) && between(wall.a, wall.b, target);
  }
  // They meet in exactly one point, which is the eye or the target when that is on the wall's line.
  return eye_side != 0 && target_side != 0;
}

bool sees(PointMm eye, PointMm target, std::span<const Wall> walls) {
  return std::none_of(walls.begin(), walls.end(),
                      [&](const Wall& wall) { return blocks(wall, eye, target); });
}

SightIndex::SightIndex(std::vector<Wall> walls) : walls_(std::move(walls)) {
  const auto fits = [](std::int64_t v) { return v >= -kMaxMm && v <= kMaxMm; };
  for (const Wall& w : walls_)
    for (const PointMm p : {w.a, w.b})
      if (!fits(p.x) || !fits(p.y))
        throw InputError{
            {{},
             Severity::kError,
             fmt::format("wall end ({}, {}) mm not within {} mm of the origin", p.x, p.y, kMaxMm),
             {}}};
  if (walls_.empty()) return;

  std::int64_t x1 = walls_[0].a.x, y1 = walls_[0].a.y;
  x0_ = x1, y0_ = y1;
  for (const Wall& w : walls_) {
    x0_ = std::min({x0_, w.a.x, w.b.x}), x1 = std::max({x1, w.a.x, w.b.x});
    y0_ = std::min({y0_, w.a.y, w.b.y}), y1 = std::max({y1, w.a.y, w.b.y});
  }
  // About one cell per wall.
  const double area = static_cast<double>(x1 - x0_ + 1) * static_cast<double>(y1 - y0_ + 1);
  const auto side = std::llround(std::sqrt(area / static_cast<double>(walls_.size())));
  const std::int64_t longest = std::max(x1 - x0_, y1 - y0_) + 1;
  cell_mm_ = std::max<std::int64_t>({1, side, longest / 1024 + 1});
  width_ = (x1 - x0_) / cell_mm_ + 1;
  height_ = (y1 - y0_) / cell_mm_ + 1;

  // Counting sort of (cell, wall).
  begin_.assign(static_cast<std::size_t>(width_ * height_) + 1, 0);
  for (const Wall& w : walls_)
    columns(w.a, w.b, [&](std::size_t first, std::size_t last) {
      for (std::size_t c = first; c <= last; ++c) ++begin_[c + 1];
      return true;
    });
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
  wall_of_cell_.resize(begin_.back());
  for (std::uint32_t i = 0; i < walls_.size(); ++i)
    columns(walls_[i].a, walls_[i].b, [&](std::size_t first, std::size_t last) {
      for (std::size_t c = first; c <= last; ++c) wall_of_cell_[next[c]++] = i;
      return true;
    });
}

template <class Visit>
void SightIndex::columns(PointMm a, PointMm b, Visit visit) const {
  if (b.x < a.x) std::swap(a, b);
  const std::int64_t x1 = x0_ + width_ * cell_mm_ - 1, y1 = y0_ + height_ * cell_mm_ - 1;
  if (b.x < x0_ || a.x > x1 || std::max(a.y, b.y) < y0_ || std::min(a.y, b.y) > y1) return;
  const std::int64_t dx = b.x - a.x, dy = b.y - a.y;
  // Height of the segment at x, as a whole number within 1 of the true one.
  const auto y_at = [&](std::int64_t x) {
    if (dx == 0) return a.y;
    return a.y + static_cast<std::int64_t>(static_cast<__int128>(x - a.x) * dy / dx);
  };
  const std::int64_t first = (std::max(a.x, x0_) - x0_) / cell_mm_;
  const std::int64_t last = (std::min(b.x, x1) - x0_) / cell_mm_;
  for (std::int64_t column = first; column <= last; ++column) {
    // A millimetre of slack on each side makes up for the rounding and for the gap to the next
    // whole millimetre: no cell that the segment passes is left out.
    const std::int64_t left = std::max(a.x, x0_ + column * cell_mm_ - 1);
    const std::int64_t right = std::min(b.x, x0_ + (column + 1) * cell_mm_);
    std::int64_t low = y_at(left), high = dx == 0 ? b.y : y_at(right);
    if (low > high) std::swap(low, high);
    low = std::max(low - 1, y0_), high = std::min(high + 1, y1);
    if (low > high) continue;
    const auto begin = static_cast<std::size_t>(column * height_);
    if (!visit(begin + static_cast<std::size_t>((low - y0_) / cell_mm_),
               begin + static_cast<std::size_t>((high - y0_) / cell_mm_)))
      return;
  }
}

bool SightIndex::sees(PointMm eye, PointMm target) const {
  bool clear = true;
  columns(eye, target, [&](std::size_t first, std::size_t last) {
    for (std::uint32_t i = begin_[first]; clear && i < begin_[last + 1]; ++i)
      clear = !blocks(walls_[wall_of_cell_[i]], eye, target);
    return clear;
  });
  return clear;
}

}  // namespace vedette
