// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.hpp"
#include "world/city.hpp"

namespace vedette {

/// A span of time on duty.
struct Duty {
  Time from, to;
};

/// The span of the shift that contains `now` or comes next; a shift round the clock never ends.
inline Duty next_duty(const Shift& shift, Time now, int start_second_of_day) {
  if (shift.from_s == shift.to_s) return {now, kNever};
  const std::int64_t offset = static_cast<std::int64_t>(start_second_of_day) * kSecond.us;
  const std::int64_t local = now.us + offset;
  const std::int64_t length =
      (shift.to_s - shift.from_s + (shift.to_s <= shift.from_s ? 86400 : 0)) * kSecond.us;
  std::int64_t from = local / kDay.us * kDay.us + shift.from_s * kSecond.us;
  if (from - kDay.us + length > local) from -= kDay.us;  // yesterday's goes on past midnight
  if (from + length <= local) from += kDay.us;
  return {Time{from - offset}, Time{from + length - offset}};
}

}  // namespace vedette
