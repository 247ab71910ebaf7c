// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/statistics.hpp"
#include "world/protection.hpp"
#include "world/world.hpp"

namespace vedette {

/// How a threat ends when the whole site is simulated: operators who are busy, guards on their
/// tours, nuisance alarms, weather.
struct SiteOutcome {
  std::uint64_t attacks = 0;   ///< that ended within the run
  Interval interrupted;        ///< share, Wilson's 95 % interval
  Interval detected;
};

/// Runs replications 1 to `count` of the world with this threat and no other.
/// Throws std::runtime_error if a replication fails.
SiteOutcome simulate_threat(const World& world, const Threat& threat, std::uint64_t count,
                            std::uint64_t seed, unsigned workers);

}  // namespace vedette
