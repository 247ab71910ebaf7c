// SPDX-License-Identifier: Apache-2.0
#include "world/import/nearest_point.hpp"

#include <algorithm>
#include <limits>

namespace vedette {

NearestPoint::NearestPoint(const std::vector<PointMm>& points) {
  for (std::size_t i = 0; i < points.size(); ++i)
    sorted_.push_back({points[i], static_cast<std::uint32_t>(i)});
  std::sort(sorted_.begin(), sorted_.end());
}

std::size_t NearestPoint::nearest(PointMm place) const {
  // Coordinates within ±kMaxMm: squares of their differences stay below 2^63.
  std::int64_t best = std::numeric_limits<std::int64_t>::max();
  std::uint32_t found = 0;
  const auto closer = [&](const Entry& entry) {
    const std::int64_t dx = entry.at.x - place.x, dy = entry.at.y - place.y;
    if (dx * dx > best) return false;  // nor is anything further out
    const std::int64_t d = dx * dx + dy * dy;
    if (d < best || (d == best && entry.index < found)) {
      best = d;
      found = entry.index;
    }
    return true;
  };
  const auto middle =
      std::lower_bound(sorted_.begin(), sorted_.end(), place.x,
                       [](const Entry& entry, std::int64_t x) { return entry.at.x < x; });
  for (auto right = middle; right != sorted_.end() && closer(*right); ++right) {
  }
  for (auto left = middle; left != sorted_.begin() && closer(*(left - 1)); --left) {
  }
  return found;
}

}  // namespace vedette
