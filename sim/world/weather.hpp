// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace vedette {

enum class WeatherState : std::uint8_t { kClear, kRain, kFog, kSnow, kWind, kDust, kCount };
inline constexpr std::size_t kWeatherStates = static_cast<std::size_t>(WeatherState::kCount);
std::string_view weather_name(WeatherState state);  ///< "clear", "rain", …
std::optional<WeatherState> weather_from(std::string_view name);

/// Something by state of the weather: a probability, a factor, a rate.
using ByWeather = std::array<double, kWeatherStates>;
inline constexpr ByWeather kSameInAllWeather{1, 1, 1, 1, 1, 1};
inline double of(const ByWeather& values, WeatherState state) {
  return values[static_cast<std::size_t>(state)];
}

/// How the weather of a region changes: a Markov chain in steps of one hour. In state i, the
/// weather is drawn anew with probability rho_i = 1 / memory_i, from nu_j proportional to
/// pi_j rho_j; else it stays. Its stationary shares are then pi exactly, for any memories (balance:
/// sum_i pi_i rho_i nu_j = pi_j rho_j), and a spell of state i lasts 1 / (rho_i (1 - nu_i)) hours
/// in the mean. pi is share(month) x by_hour(hour), made to sum to 1.
struct Climate {
  std::array<ByWeather, 12> share{};    ///< of time, by month; any positive scale
  std::array<ByWeather, 24> by_hour{};  ///< relative to the month's share, by hour of the day
  ByWeather memory_h{};                 ///< >= 1
};

/// pi: shares of time at that month (0 = January) and hour of the day.
ByWeather weather_shares(const Climate& climate, int month, int hour);
/// Probabilities of the next hour's state.
ByWeather weather_step(const Climate& climate, int month, int hour, WeatherState now);

/// What the weather does to those who are not sensors. Factors of time and of sight.
struct WeatherEffects {
  ByWeather road_time = kSameInAllWeather;     ///< driving in the city
  ByWeather walk_time = kSameInAllWeather;     ///< guards on foot
  ByWeather camera_range = kSameInAllWeather;  ///< <= 1: how far a camera still shows enough
};

/// The one weather of site and city: every model reads the same.
struct Weather {
  struct Change {
    Time at;
    WeatherState state;
  };
  std::vector<Change> given;  ///< in order of time, the first at 0; empty: drawn from the climate
  Climate climate;
  WeatherEffects effects;
  std::int64_t start_day = 0;  ///< days from 1970-01-01 to the local day of time 0
  std::int64_t start_second_of_day = 0;

  /// Month (0 = January) and hour of the local calendar at a time of the run.
  int month_at(Time t) const;
  int hour_at(Time t) const;
};

/// Days from 1970-01-01 in the proleptic Gregorian calendar; month 1 to 12.
std::int64_t days_from_civil(std::int64_t year, int month, int day);

}  // namespace vedette
