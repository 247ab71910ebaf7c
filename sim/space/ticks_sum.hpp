// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include "space/road_graph.hpp"

namespace vedette {

/// Two times one after the other; what cannot be reached stays so.
inline Ticks sum(Ticks a, Ticks b) {
  const auto total = static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b);
  return static_cast<Ticks>(std::min(total, static_cast<std::uint64_t>(kUnreachableTicks)));
}

}  // namespace vedette
