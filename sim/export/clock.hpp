// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "base/time.hpp"

namespace vedette::gis {

/// Simulated time as dates of the calendar, from a scenario's `start`: YYYY-MM-DDThh:mm[:ss] and
/// an offset from UTC (Z, +08:00; none: UTC). A start that is no date counts as 1970-01-01.
class Clock {
 public:
  explicit Clock(const std::string& start);

  /// Parts of a moment in UTC, rounded down to the millisecond.
  struct Parts {
    int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0;
  };
  Parts utc(Time t) const;
  /// "2026-03-01T16:00:00.000Z".
  std::string utc_text(Time t) const;
  /// As a watch on the spot shows it: "2026-03-02 00:00:00".
  std::string local_text(Time t) const;

 private:
  std::int64_t start_s_ = 0;   // of time 0 since 1970-01-01 00:00 UTC
  std::int64_t offset_s_ = 0;  // local time minus UTC
};

}  // namespace vedette::gis
