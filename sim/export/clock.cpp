// SPDX-License-Identifier: Apache-2.0
#include "export/clock.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>

namespace vedette::gis {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

Clock::Parts parts_of(std::int64_t ms) {
  const std::int64_t day = floor_div(ms, 86'400'000);
  const auto of_day = static_cast<int>(ms - day * 86'400'000);
  const year_month_day date{sys_days(days(day))};
  return {static_cast<int>(date.year()),
          static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day())),
          of_day / 3'600'000,
          of_day / 60'000 % 60,
          of_day / 1000 % 60,
          of_day % 1000};
}

}  // namespace

Clock::Clock(const std::string& start) {
  int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0, used = 0;
  if (std::sscanf(start.c_str(), "%4d-%2d-%2dT%2d:%2d%n", &y, &mo, &d, &h, &mi, &used) < 5) return;
  std::string rest = start.substr(static_cast<std::size_t>(used));
  if (std::sscanf(rest.c_str(), ":%2d%n", &s, &used) == 1)
    rest.erase(0, static_cast<std::size_t>(used));
  char sign = 0;
  int offset_h = 0, offset_min = 0;
  if (std::sscanf(rest.c_str(), "%c%2d:%2d", &sign, &offset_h, &offset_min) == 3 &&
      (sign == '+' || sign == '-'))
    offset_s_ = (sign == '-' ? -1 : 1) * (offset_h * 3600 + offset_min * 60);
  const year_month_day date{std::chrono::year(y), std::chrono::month(static_cast<unsigned>(mo)),
                            std::chrono::day(static_cast<unsigned>(d))};
  if (!date.ok()) return;
  const auto day = static_cast<std::int64_t>(sys_days(date).time_since_epoch().count());
  start_s_ = day * 86'400 + h * 3600 + mi * 60 + s - offset_s_;
}

Clock::Parts Clock::utc(Time t) const {
  return parts_of(start_s_ * 1000 + floor_div(t.us, 1000));
}

std::string Clock::utc_text(Time t) const {
  const Parts p = utc(t);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", p.year, p.month, p.day, p.hour,
                     p.minute, p.second, p.millisecond);
}

std::string Clock::local_text(Time t) const {
  const Parts p = parts_of((start_s_ + offset_s_) * 1000 + floor_div(t.us, 1000));
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", p.year, p.month, p.day, p.hour,
                     p.minute, p.second);
}

}  // namespace vedette::gis
