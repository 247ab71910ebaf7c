// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world/compile/context.hpp"

namespace vedette {

/// Divides the city into patrol cells by the rule under `city.cells`: squares over the junctions'
/// extent, or around each station the junctions that it reaches first. Cells without a junction are
/// left out. Demand areas learn which cell they lie in.
void make_patrol_grid(CompileContext& context, const Located& city);

}  // namespace vedette
