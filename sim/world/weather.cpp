// SPDX-License-Identifier: Apache-2.0
#include "world/weather.hpp"

namespace vedette {

namespace {
constexpr std::string_view kNames[] = {"clear", "rain", "fog", "snow", "wind", "dust"};
static_assert(std::size(kNames) == kWeatherStates);

// Month, 0 to 11, of a day since 1970-01-01 (Hinnant, *chrono-compatible low-level date
// algorithms*, 2014: civil_from_days).
int month_of_day(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t of_era = days - era * 146097;
  const std::int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const std::int64_t from_march = (5 * of_year + 2) / 153;
  return static_cast<int>((from_march + 2) % 12);
}
}  // namespace

std::string_view weather_name(WeatherState state) {
  return kNames[static_cast<std::size_t>(state)];
}

std::optional<WeatherState> weather_from(std::string_view name) {
  for (std::size_t i = 0; i < kWeatherStates; ++i)
    if (kNames[i] == name) return static_cast<WeatherState>(i);
  return std::nullopt;
}

std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  year -= month <= 2;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t of_era = year - era * 400;
  const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

ByWeather weather_shares(const Climate& climate, int month, int hour) {
  ByWeather pi;
  double sum = 0;
  for (std::size_t i = 0; i < kWeatherStates; ++i) {
    pi[i] = climate.share[static_cast<std::size_t>(month)][i] *
            climate.by_hour[static_cast<std::size_t>(hour)][i];
    sum += pi[i];
  }
  for (double& p : pi) p /= sum;
  return pi;
}

ByWeather weather_step(const Climate& climate, int month, int hour, WeatherState now) {
  const ByWeather pi = weather_shares(climate, month, hour);
  ByWeather step;
  double sum = 0;
  for (std::size_t i = 0; i < kWeatherStates; ++i) {
    step[i] = pi[i] / climate.memory_h[i];
    sum += step[i];
  }
  const double anew = 1 / of(climate.memory_h, now);
  for (double& p : step) p *= anew / sum;
  step[static_cast<std::size_t>(now)] += 1 - anew;
  return step;
}

int Weather::month_at(Time t) const {
  const std::int64_t local = start_second_of_day * kSecond.us + t.us;
  return month_of_day(start_day + local / kDay.us);
}

int Weather::hour_at(Time t) const {
  const std::int64_t local = start_second_of_day * kSecond.us + t.us;
  return static_cast<int>(local % kDay.us / kHour.us);
}

}  // namespace vedette
