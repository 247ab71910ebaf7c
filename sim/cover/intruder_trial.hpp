// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/statistics.hpp"
#include "world/camera_plan.hpp"

namespace vedette {

/// Intruders who cross the edge of what is watched somewhere and go the shortest way around the
/// buildings to a target. Walls and fences they climb (no time is lost: the cautious side).
struct IntruderTrial {
  std::uint64_t intruders = 2'000;
  std::uint64_t seed = 1;
  double speed_mps = 2.0;   ///< a person who hurries
  double needed_s = 2;      ///< in the view of one working camera without a break: then seen
  double response_s = 60;   ///< seen so long before the target counts as in time
  std::uint32_t level = 0;  ///< of a coverage map
  bool night = false;
  std::vector<PointMm> targets;  ///< none: places drawn over what is watched
  /// Called with the intruders that are done, or nothing.
  std::function<void(std::uint64_t done)> progress{};
};

/// One design's outcome, by intruder: seconds before the target when first seen; < 0: never.
struct TrialOutcome {
  std::vector<double> before_target_s;
  Interval seen, in_time;    ///< shares with Wilson's interval
  double mean_before_s = 0;  ///< of those seen
};

struct TrialComparison {
  std::vector<TrialOutcome> designs;             ///< in the order of the plans
  Interval seen_difference, in_time_difference;  ///< last less first, pair by pair
  std::uint64_t intruders = 0;
  double mean_way_m = 0;
};

/// The same intruders, and the same failures of cameras and causes that designs share, for every
/// plan; each camera is down with its unavailability, each group with its own. Plans differ in
/// cameras and groups only. Throws InputError where nobody can get anywhere.
TrialComparison try_intruders(const std::vector<const CameraPlan*>& plans,
                              const IntruderTrial& trial, double level_confidence = 0.95);

/// Entrances of buildings (doors in their outer walls) and what stands in the open.
std::vector<PointMm> intruder_targets(const CameraPlan& plan, const std::vector<PointMm>& doors);

}  // namespace vedette
