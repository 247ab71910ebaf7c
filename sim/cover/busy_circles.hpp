// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
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
  std::vector<std::uint32_t> who;          ///< these units
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
/// Assumes one unit a call, the nearest free one of those able to answer it in the order of mean
/// travel time; a unit on patrol is at any of its patrol points alike, and those of the same points
/// take turns; service times exponential, each unit with a mean of its own, that of its calls and
/// ways (calibrated: Larson & Odoni, Urban Operations Research, 5.4). A call that finds nobody free
/// counts as not reached; it waits where every unit may take every call and that line has an end,
/// else it is lost.
///
/// What is reached is what police units (the first capability) reach. Units are these and all who
/// share calls with them, by way of others too; calls that none of them may answer are not among
/// `calls_per_s`. Who is not able, or has a `reach` and is sent no farther, is never asked. Throws
/// std::invalid_argument where no police unit is on duty or the city has no calls.
BusyCircles busy_circles(const World& world, std::size_t hour, std::vector<Duration> marks);

/// The same hour after hour: what does not change is found once. `world` must outlive it.
class BusyHours {
 public:
  explicit BusyHours(const World& world);
  ~BusyHours();
  BusyCircles solve(std::size_t hour, std::vector<Duration> marks);
  struct Ways;

 private:
  const World& world_;
  std::unique_ptr<Ways> ways_;
};

}  // namespace vedette
