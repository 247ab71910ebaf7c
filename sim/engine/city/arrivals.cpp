// SPDX-License-Identifier: Apache-2.0
#include "engine/city/arrivals.hpp"

#include <algorithm>
#include <cmath>

namespace vedette {

namespace {

constexpr std::int64_t kWeekUs = 7 * kDay.us;

std::int64_t start_of_week_us(const World& world) {
  return world.start_weekday * kDay.us + world.start_second_of_day * kSecond.us;
}

}  // namespace

std::size_t hour_of_week(const World& world, Time at) {
  return static_cast<std::size_t>((at.us + start_of_week_us(world)) % kWeekUs / kHour.us);
}

RatesOfWeek::RatesOfWeek(const WeekRates& the_rates) : rates(the_rates) {
  for (const double h : rates) {
    sum += h;
    flat = flat && h == 1.0;
    silent = silent && h <= 0;
  }
}

Arrivals::Arrivals(const RatesOfWeek& week, double per_day, const World& world)
    : week_(week),
      start_us_(start_of_week_us(world)),
      per_us_(per_day / static_cast<double>(kDay.us)) {}

// Arrivals expected in a week.
double Arrivals::week_area() const {
  double area = 0;
  for (const double h : week_.rates) area += per_us_ * h * static_cast<double>(kHour.us);
  return area;
}

Time Arrivals::next(Time now, double draw) const {
  if (week_.silent || per_us_ <= 0) return kNever;
  // Longer than any run, and safe to calculate with.
  constexpr double kTooLong = 2e18;
  if (week_.flat)
    return draw / per_us_ < kTooLong ? now + Duration{std::llround(draw / per_us_)} : kNever;
  std::int64_t t = now.us;
  // The sum is off by rounding at most; only what may be a week or more asks for the exact area.
  if (draw > per_us_ * week_.sum * static_cast<double>(kHour.us) * (1 - 1e-9)) {
    const double area = week_area(), weeks = std::floor(draw / area);
    if (!(weeks * static_cast<double>(kWeekUs) < kTooLong)) return kNever;
    draw -= weeks * area;
    t += static_cast<std::int64_t>(weeks) * kWeekUs;
  }
  for (;;) {
    const std::int64_t local = (t + start_us_) % kWeekUs;
    const double rate = per_us_ * week_.rates[static_cast<std::size_t>(local / kHour.us)];
    const std::int64_t left = kHour.us - local % kHour.us;
    const double area = rate * static_cast<double>(left);
    if (draw < area) return Time{t + std::llround(draw / rate)};
    draw -= area;
    t += left;
  }
}

CallMix::CallMix(const City& city) {
  const bool own_weeks = std::any_of(city.call_types.begin(), city.call_types.end(),
                                     [](const CallType& t) { return t.by_hour && t.share > 0; });
  if (!own_weeks) {
    rates = city.by_hour;
    for (const CallType& type : city.call_types) even_.push_back(type.share);
    week_ = std::make_unique<RatesOfWeek>(rates);
    return;
  }
  by_hour_.resize(rates.size());
  for (std::size_t h = 0; h < rates.size(); ++h) {
    double sum = 0;
    for (const CallType& type : city.call_types) {
      const double rate = type.share * (type.by_hour ? (*type.by_hour)[h] : city.by_hour[h]);
      by_hour_[h].push_back(rate);
      sum += rate;
    }
    rates[h] = sum;
    for (double& rate : by_hour_[h]) rate = sum > 0 ? rate / sum : 0;
  }
  week_ = std::make_unique<RatesOfWeek>(rates);
}

std::uint16_t CallMix::draw_type(const World& world, Time now, Stream& random) const {
  const auto& shares = by_hour_.empty() ? even_ : by_hour_[hour_of_week(world, now)];
  double u = random.uniform();
  std::size_t last = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i] <= 0) continue;
    last = i;
    if (u < shares[i]) break;
    u -= shares[i];
  }
  return static_cast<std::uint16_t>(last);
}

}  // namespace vedette
