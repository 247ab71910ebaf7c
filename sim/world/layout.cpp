// SPDX-License-Identifier: Apache-2.0
#include "world/layout.hpp"

namespace vedette {

std::uint32_t Layout::area_at(std::uint32_t plane, PointMm p) const {
  std::uint32_t found = kNowhere;
  for (std::uint32_t i = 0; i < areas.size(); ++i) {
    if (found != kNowhere && areas[i].level <= areas[found].level) continue;
    for (const SiteArea::Part& part : areas[i].parts)
      if (part.plane == plane && contains(part.corners, p)) {
        found = i;
        break;
      }
  }
  return found;
}

}  // namespace vedette
