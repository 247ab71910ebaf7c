// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <compare>
#include <cstdint>
#include <limits>

namespace vedette {

/// A span of simulated time in whole microseconds. May be negative (a difference).
struct Duration {
  std::int64_t us = 0;
  constexpr auto operator<=>(const Duration&) const = default;
  constexpr double seconds() const { return static_cast<double>(us) * 1e-6; }
};

/// A moment of simulated time: whole microseconds since the scenario's `start`.
struct Time {
  std::int64_t us = 0;
  constexpr auto operator<=>(const Time&) const = default;
  constexpr double seconds() const { return static_cast<double>(us) * 1e-6; }
};

inline constexpr Time kNever{std::numeric_limits<std::int64_t>::max()};
/// A stage that has not happened.
inline constexpr Time kUnset{std::numeric_limits<std::int64_t>::min()};

constexpr Duration operator-(Time a, Time b) {
  return {a.us - b.us};
}
constexpr Duration operator*(int n, Duration d) { return {n * d.us}; }
constexpr Time operator+(Time a, Duration d) {
  return {a.us + d.us};
}
constexpr Time operator-(Time a, Duration d) {
  return {a.us - d.us};
}
constexpr Duration operator+(Duration a, Duration b) {
  return {a.us + b.us};
}
constexpr Duration operator-(Duration a, Duration b) {
  return {a.us - b.us};
}

/// Rounds to the nearest microsecond. Everything that enters a World or the calendar passes here.
inline Duration seconds(double s) {
  return {std::llround(s * 1e6)};
}
constexpr Duration microseconds(std::int64_t us) {
  return {us};
}

inline constexpr Duration kSecond{1'000'000};
inline constexpr Duration kMinute{60'000'000};
inline constexpr Duration kHour{3'600'000'000};
inline constexpr Duration kDay{86'400'000'000};

}  // namespace vedette
