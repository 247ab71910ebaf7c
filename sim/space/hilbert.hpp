// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>

namespace vedette {

/// Place of (x, y), both in [0, 1], along a Hilbert curve of 2^16 by 2^16 cells (Hilbert 1891; the
/// loop of Warren, Hacker's Delight, 16): points that are near in this order are near in the plane.
inline std::uint64_t hilbert_index(double x, double y) {
  constexpr std::uint32_t kSide = 1u << 16;
  auto cell = [](double v) {
    const double scaled = v * kSide;
    return scaled <= 0 ? 0u : scaled >= kSide ? kSide - 1 : static_cast<std::uint32_t>(scaled);
  };
  std::uint32_t cx = cell(x), cy = cell(y);
  std::uint64_t index = 0;
  for (std::uint32_t s = kSide / 2; s > 0; s /= 2) {
    const std::uint32_t rx = (cx & s) ? 1 : 0, ry = (cy & s) ? 1 : 0;
    index += static_cast<std::uint64_t>(s) * s * ((3 * rx) ^ ry);
    if (ry == 0) {
      if (rx == 1) cx = kSide - 1 - cx, cy = kSide - 1 - cy;
      std::swap(cx, cy);
    }
  }
  return index;
}

}  // namespace vedette
