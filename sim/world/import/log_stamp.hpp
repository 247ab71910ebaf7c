// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace vedette {

/// Order of the parts of a date.
enum class DateOrder { kYearFirst, kDayFirst, kMonthFirst };

/// A date and time of day as a log shows it: the local clock, and its offset where the log has one.
struct Stamp {
  std::int64_t local_us = 0;  ///< since 1970-01-01T00:00 on that clock
  std::optional<int> offset_s;

  std::int64_t day() const;  ///< since 1970-01-01
  int hour() const;          ///< 0 .. 23
  int weekday() const;       ///< 0 = Monday
};

/// From one to the other; by the offsets where both have one, else by the local clock.
Duration operator-(const Stamp& to, const Stamp& from);

/// Reads a stamp: the date's three numbers parted by - or / or . (the year has four digits), then
/// after T or blanks HH:MM or HH:MM:SS with a fraction, then AM or PM, then Z or an offset (+08:00,
/// +0800, +08). The date alone is its midnight; 24:00 is the next. Nothing if it is none.
std::optional<Stamp> read_stamp(std::string_view text, DateOrder order);

/// Days since 1970-01-01 of a Gregorian date (Hinnant, "chrono-compatible low-level date
/// algorithms"), and back as "2019-04-01".
std::int64_t days_of_date(std::int64_t year, int month, int day);
std::string date_text(std::int64_t days);

}  // namespace vedette
