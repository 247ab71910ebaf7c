// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "world/world.hpp"

namespace vedette::peers {

struct DispatchTotals {
  std::uint64_t calls = 0, reached = 0;
  std::int64_t response_us = 0;  ///< sum over the calls reached
};

/// The dispatch model of a city without patrols, desks and shifts as a hand-written event loop over
/// a heap: no processes, no incidents, no sinks. Same draws, same decisions as the engine; what it
/// does not do is everything else. The yardstick for what the engine's generality costs.
DispatchTotals bare_dispatch(const World& world, std::uint64_t seed, std::uint64_t replication);

}  // namespace vedette::peers
