// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "world/compile/grid_file.hpp"

namespace vedette {

/// Two edges of the polygon (each by its first corner, the earlier first) that cross in a point
/// inside both; nothing where there are none. Exact. An edge that only touches another is none.
std::optional<std::pair<std::size_t, std::size_t>> self_crossing(const Polygon& corners);

/// Pairs of cells whose insides meet, by index, ascending: edges that cross, or a corner of one
/// inside the other. Where that is by less than 1 m (borders drawn twice, rounded corners) the two
/// count as neighbours. Two cells of the very same corners overlap.
std::vector<std::pair<std::size_t, std::size_t>> overlapping(const std::vector<GridCell>& cells);

}  // namespace vedette
