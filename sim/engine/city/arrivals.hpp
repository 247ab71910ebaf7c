// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.hpp"
#include "world/world.hpp"

namespace vedette {

/// Non-homogeneous Poisson process by inversion of its cumulated rate, which is straight within
/// each hour of the week (Cinlar 1975): the next arrival comes where the area under the rate, from
/// now on, reaches one unit-exponential draw. One draw per arrival, so streams of compared designs
/// stay in step.
class Arrivals {
 public:
  /// `rates`: relative, over the week from Monday 00:00 local time; must outlive this.
  Arrivals(const WeekRates& rates, double per_day, const World& world);
  /// kNever where nothing comes any more.
  Time next(Time now, double draw) const;

 private:
  const WeekRates& rates_;
  std::int64_t start_us_;  ///< of time 0 since Monday 00:00
  double per_us_ = 0;
  double week_area_ = 0;  ///< arrivals expected in a week
  bool flat_ = true, silent_ = false;
};

/// When calls come and of which types: types may have a week of their own.
class CallMix {
 public:
  explicit CallMix(const City& city);
  WeekRates rates{};  ///< of all types together, relative
  /// One draw; the type of a call that comes now.
  std::uint16_t draw_type(const World& world, Time now, Stream& random) const;

 private:
  std::vector<double> even_;  ///< shares that hold all week, when no type has a week of its own
  std::vector<std::vector<double>> by_hour_;  ///< else shares per hour of the week
};

/// Hour of the week (0 = Monday 00:00 to 01:00 local time) of a moment of the run.
std::size_t hour_of_week(const World& world, Time at);

}  // namespace vedette
