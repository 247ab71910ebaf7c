// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/random.hpp"
#include "world/world.hpp"

namespace vedette {

/// `rates`: relative, over the week from Monday 00:00 local time; must outlive this. What a week
/// adds up to is found once, for all processes that follow it.
struct RatesOfWeek {
  explicit RatesOfWeek(const WeekRates& rates);
  const WeekRates& rates;
  double sum = 0;
  bool flat = true, silent = true;
};

/// Non-homogeneous Poisson process by inversion of its cumulated rate, which is straight within
/// each hour of the week (Cinlar 1975): the next arrival comes where the area under the rate, from
/// now on, reaches one unit-exponential draw. One draw per arrival, so streams of compared designs
/// stay in step.
class Arrivals {
 public:
  /// `week` must outlive this.
  Arrivals(const RatesOfWeek& week, double per_day, const World& world);
  /// kNever where nothing comes any more.
  Time next(Time now, double draw) const;

 private:
  double week_area() const;

  const RatesOfWeek& week_;
  std::int64_t start_us_;  ///< of time 0 since Monday 00:00
  double per_us_ = 0;
};

/// When calls come and of which types: types may have a week of their own.
class CallMix {
 public:
  explicit CallMix(const City& city);
  WeekRates rates{};  ///< of all types together, relative
  const RatesOfWeek& week() const { return *week_; }
  /// One draw; the type of a call that comes now.
  std::uint16_t draw_type(const World& world, Time now, Stream& random) const;

 private:
  std::unique_ptr<const RatesOfWeek> week_;  ///< of rates
  std::vector<double> even_;  ///< shares that hold all week, when no type has a week of its own
  std::vector<std::vector<double>> by_hour_;  ///< else shares per hour of the week
};

/// Hour of the week (0 = Monday 00:00 to 01:00 local time) of a moment of the run.
std::size_t hour_of_week(const World& world, Time at);

}  // namespace vedette
