// SPDX-License-Identifier: Apache-2.0
#include "study/study.hpp"

#include <algorithm>
#include <cmath>

namespace vedette {

FactorLevel Factor::at(double u) const {
  if (!is_range) {
    const auto n = static_cast<double>(levels.size());
    return levels[static_cast<std::size_t>(std::clamp(std::floor(u * n), 0.0, n - 1))];
  }
  double x = from + u * (to - from);
  if (whole) x = std::clamp(from + std::floor(u * (to - from + 1)), from, to);
  FactorLevel level;
  level.number = x;
  level.value = whole ? Json(static_cast<std::int64_t>(x)) : Json(x);
  level.name = number_text(x);
  return level;
}

const DesignPoint* Study::find(const std::string& design) const {
  const auto at = std::find_if(designs.begin(), designs.end(),
                               [&](const DesignPoint& d) { return d.name == design; });
  return at == designs.end() ? nullptr : &*at;
}

}  // namespace vedette
