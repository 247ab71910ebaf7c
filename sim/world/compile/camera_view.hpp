// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "world/site.hpp"

namespace vedette {

/// Cameras of the site that can judge what happens at `spot`: the whole of a person who stands
/// there within range, at the density that the site's coverage asks for, in the picture (its edge
/// included), no wall between. Nearest first, ties in scenario order. After compile_cameras().
std::vector<std::uint32_t> cameras_that_see(const Site& site, PointMm spot);

}  // namespace vedette
