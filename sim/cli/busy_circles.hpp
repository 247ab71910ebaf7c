// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "world/world.hpp"

namespace vedette::cli {

/// What `circles --busy` is asked.
struct BusyQuestion {
  std::vector<Duration> marks;  ///< ascending
  std::optional<int> hour;      ///< of the day; none: all 24
  std::uint32_t district = kNoIndex;
  std::uint64_t reps = 10;
  unsigned jobs = 1;
  double every_s = 600;  ///< between two moments that are counted
  std::string geojson;   ///< where to write the patrol cells with their shares, hour by hour
};

/// Prints, per hour of the day, the probability that a place is reached within each mark while
/// units are busy: simulated (with a 95 % interval over replications) beside the hypercube model,
/// and with --json and on the map by cell. Returns the exit code.
int busy_circles_command(const World& world, const BusyQuestion& question, const Common& common);

}  // namespace vedette::cli
