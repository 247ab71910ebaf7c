// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "world/compile/context.hpp"

namespace vedette {

/// Divides the city into patrol cells by the one rule under `city.cells` and into the coarser
/// levels above them. Cells without a junction are left out. Demand areas learn which cell they lie
/// in.
void make_patrol_grid(CompileContext& context, const Located& city);

/// The cells in `parts` connected-looking groups with about the same number of calls each, by
/// halving along the longer side again and again (recursive bisection, Berger & Bokhari 1987).
/// Never more groups than cells; each group ascending.
std::vector<std::vector<std::uint32_t>> balanced_parts(CompileContext& context, std::size_t parts);

}  // namespace vedette
