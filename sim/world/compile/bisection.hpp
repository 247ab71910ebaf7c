// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "space/polygon.hpp"

namespace vedette {

/// A rectangle with the points in it.
struct BalancedPart {
  PointMm low, high;
  std::vector<std::uint32_t> points;  ///< indices, ascending
};

/// Divides the rectangle around `points` into `parts` rectangles of about the same weight, halving
/// along the longer side again and again (recursive coordinate bisection, Berger & Bokhari 1987).
/// Every point is in exactly one; never more parts than points with different places allow.
/// Weights >= 0; all 0: by number.
std::vector<BalancedPart> bisect(std::span<const PointMm> points, std::span<const double> weights,
                                 std::size_t parts);

}  // namespace vedette
