// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cover/circles.hpp"
#include "record/reach_question.hpp"
#include "world/world.hpp"

namespace vedette::cli {

/// What `circles` is asked of sources that go about.
struct MovingQuestion {
  ReachQuestion about;
  std::vector<Duration> marks;  ///< ascending
  std::uint32_t district = kNoIndex;
  std::size_t sources = 0;           ///< stations, and units at work in that hour
  std::vector<CircleDrivers> alike;  ///< the same from their posts: for the map's last stretches
  std::uint64_t reps = 10;
  unsigned jobs = 1;
  double every_s = 120;  ///< between two moments that are counted
  std::string geojson;
  std::string who;  ///< in words, for the map's description
  double buffer_m = 60;
};

/// Prints what is reached within each mark from where units are: at moments of simulated runs the
/// places, calls and inhabitants expected (95 % interval over replications), for how much of the
/// time each place is reached (with --json each cell and each place), and polygons of what is
/// reached for half and for nine tenths of the time. Returns the exit code.
int moving_circles_command(const World& world, const MovingQuestion& question,
                           const Common& common);

}  // namespace vedette::cli
