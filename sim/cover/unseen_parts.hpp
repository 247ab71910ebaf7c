// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "space/sight_plan.hpp"

namespace vedette {

/// Borders by the even-odd rule; each a closed line.
using Border = std::vector<Offset>;

struct UnseenPart {
  double area = 0;
  Offset inside;  ///< a point well within
};

/// The connected parts of `whole` (one region of several rings) that none of `seen` covers and that
/// are larger than `least` m², from the bottom up. Slab by slab between the heights of all corners
/// and crossings, in doubles.
std::vector<UnseenPart> unseen_parts(std::span<const Border> whole, std::span<const Border> seen,
                                     double least);

}  // namespace vedette
