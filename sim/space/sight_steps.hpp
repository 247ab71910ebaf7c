// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "space/constrained_mesh.hpp"

namespace vedette {

/// A mesh laid out for looking through it: one step for each side of each triangle, sides numbered
/// 3 x triangle + index of the corner opposite.
class SightSteps {
 public:
  /// Coming in through a side: the corner opposite, and where it goes on beyond the two other
  /// sides. A way on is the number of the side by which the next triangle is entered; where there
  /// is a wall or the end of the frame, it is ~(number of the side gone out through).
  struct Step {
    double x, y;
    std::int32_t right, left;  ///< seen from the side come in through
  };

  explicit SightSteps(const ConstrainedMesh& mesh) {
    const auto triangles = mesh.triangles();
    const auto corners = mesh.corners();
    const auto way = [&](std::int32_t t, int i) {
      const auto& from = triangles[t];
      const std::int32_t o = from.beyond[i];
      if (o < 0 || from.wall[i] != ConstrainedMesh::kOpen) return ~(3 * t + i);
      return entry(triangles, t, i);
    };
    steps_.reserve(3 * triangles.size());
    for (std::int32_t t = 0; t < static_cast<std::int32_t>(triangles.size()); ++t)
      for (int i = 0; i < 3; ++i) {
        const LatticePoint& apex = corners[triangles[t].corner[i]];
        steps_.push_back({apex.x, apex.y, way(t, i == 2 ? 0 : i + 1), way(t, i == 0 ? 2 : i - 1)});
      }
  }

  const Step* data() const { return steps_.data(); }

  /// The side by which the neighbour across side i of t is entered; there must be one.
  static std::int32_t entry(std::span<const ConstrainedMesh::Triangle> triangles, std::int32_t t,
                            int i) {
    const std::int32_t o = triangles[t].beyond[i], tail = triangles[t].corner[i == 2 ? 0 : i + 1];
    const auto& corner = triangles[o].corner;
    return 3 * o + (corner[2] == tail ? 0 : corner[0] == tail ? 1 : 2);
  }

 private:
  std::vector<Step> steps_;
};

}  // namespace vedette
