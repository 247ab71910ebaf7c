// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <string_view>

namespace vedette {

/// Throws std::invalid_argument "radius 3 not in (0, 2]" unless `good` and `value` is finite.
inline void require(bool good, std::string_view what, double value, std::string_view bounds) {
  if (!good || !std::isfinite(value))
    throw std::invalid_argument(fmt::format("{} {} not {}", what, value, bounds));
}

inline void require_positive(std::string_view what, double value) {
  require(value > 0, what, value, "in (0, inf)");
}
inline void require_not_negative(std::string_view what, double value) {
  require(value >= 0, what, value, "in [0, inf)");
}
inline void require_probability(std::string_view what, double value) {
  require(value >= 0 && value <= 1, what, value, "in [0, 1]");
}

}  // namespace vedette
