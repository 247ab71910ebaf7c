// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "world/site.hpp"

namespace vedette {

/// Cameras of the site that can judge what happens at `spot`: within range, inside the horizontal
/// field of view (its edge included), no wall between. Nearest first, ties in scenario order.
std::vector<std::uint32_t> cameras_that_see(const Site& site, PointMm spot);

}  // namespace vedette
