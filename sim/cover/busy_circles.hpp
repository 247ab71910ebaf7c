// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "base/time.hpp"
#include "world/world.hpp"

namespace vedette {

/// Is a shift at work in the middle of that hour of the day (0 to 23)?
bool at_work(const Shift& shift, int hour);

/// Response circles of a working city: the probability that a call is reached within each mark,
/// given that units are busy with other calls, by the hypercube queueing model (Larson 1974, 1975).
struct BusyCircles {
  std::vector<Duration> marks;
  std::vector<std::vector<double>> reach;  ///< [area][mark]: probability, 0..1
  std::vector<double> share_of_calls;      ///< per mark: the mean over calls
  std::size_t units = 0;                   ///< on duty in that hour
  double workload = 0;                     ///< mean share of time busy
  std::vector<double> workloads;           ///< of each unit on duty, in the world's order
  double all_busy = 0;                     ///< probability that nobody is free
  double calls_per_s = 0;                  ///< in that hour
  double service_s = 0;                    ///< mean time a call keeps a unit, way included
  double way_s = 0;                        ///< of it turnout and travel
  bool moving = false;                     ///< some units patrol: see below
  bool exact = false;                      ///< exact model (few units), else Larson's approximation
};

/// Where all units wait at fixed places, reach is the hypercube's: the nearest free one goes. Where
/// some patrol, whoever is nearest changes by the minute; then reach is 1 - prod over units of (1 -
/// share free x share of its points near enough), units independent, shares free the hypercube's.
///
/// For calls in the middle of `hour` of the week (0 = Monday 00:00). Turnout counts with its mean.
/// Assumes one unit a call, the nearest free one in the order of mean travel time; a unit on patrol
/// is at any of its patrol points alike; service times exponential, each unit with a mean of its
/// own, that of its ways included (calibrated: Larson & Odoni, Urban Operations Research, 5.4). A
/// call that finds nobody free counts as not reached. Units without the first capability (police)
/// do not count, and those with a `reach` are sent no farther; where there are more than 12 units
/// such a one is asked last instead of never, and whom it would take does not count as reached.
/// Throws std::invalid_argument where no such unit is on duty or the city has no calls.
BusyCircles busy_circles(const World& world, std::size_t hour, std::vector<Duration> marks);

}  // namespace vedette
