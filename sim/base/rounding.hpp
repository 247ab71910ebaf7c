// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace vedette {

/// The nearest whole number, halves away from zero: std::llround without a call, for hot loops.
/// |x| < 2^62.
inline std::int64_t nearest_whole(double x) {
  const auto whole = static_cast<std::int64_t>(x);  // towards zero; the rest is exact
  const double rest = x - static_cast<double>(whole);
  return whole + (rest >= 0.5) - (rest <= -0.5);
}

}  // namespace vedette
