// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "cover/easi.hpp"

namespace vedette {

/// Plays the race between adversary and response on the calendar, as EASI describes it: unclipped
/// normal times, detection at each task's sensor, the first detection alone counts. Replication r
/// draws from the streams of (seed, r). Returns how many attacks were interrupted.
std::uint64_t simulate_race(std::span<const PathTask> tasks, const ResponseForce& force,
                            std::uint64_t replications, std::uint64_t seed);

}  // namespace vedette
