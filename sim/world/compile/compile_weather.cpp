// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "world/compile/context.hpp"
#include "world/compile/site_parts.hpp"
#include "world/weather.hpp"

namespace vedette {

ByWeather by_weather(CompileContext& c, const std::optional<Located>& at, double otherwise) {
  ByWeather out;
  out.fill(otherwise);
  for (std::size_t i = 0; at && i < at->size(); ++i)
    out[static_cast<std::size_t>(*weather_from(at->key(i)))] = c.number(at->at(i), otherwise);
  return out;
}

namespace {

// share_by_month and by_hour: one list for each state.
template <std::size_t N>
void read_lists(const std::optional<Located>& at, double otherwise,
                std::array<ByWeather, N>& out) {
  for (ByWeather& of_step : out) of_step.fill(otherwise);
  for (std::size_t s = 0; at && s < at->size(); ++s)
    for (std::size_t i = 0; i < N; ++i)
      out[i][static_cast<std::size_t>(*weather_from(at->key(s)))] =
          at->at(s).value()[i].template get<double>();
}

void read_climate(CompileContext& c, const Located& type, Climate& climate) {
  const Located share = *type.find("share_by_month"), memory = *type.find("memory_h");
  read_lists(share, 0, climate.share);
  read_lists(type.find("by_hour"), 1, climate.by_hour);
  climate.memory_h = by_weather(c, memory, 1);
  for (std::size_t s = 0; s < share.size(); ++s)
    if (!memory.find(share.key(s)))
      c.error(share.at(s).key_place(), fmt::format("memory_h says nothing of {}", share.key(s)));
  for (std::size_t month = 0; month < 12; ++month)
    for (std::size_t hour = 0; hour < 24; ++hour) {
      double sum = 0;
      for (std::size_t s = 0; s < kWeatherStates; ++s)
        sum += climate.share[month][s] * climate.by_hour[hour][s];
      if (sum > 0) continue;
      c.error(share.key_place(),
              fmt::format("no weather has a share in month {} at hour {}", month + 1, hour));
      return;
    }
}

void read_given(CompileContext& c, const Located& given, Weather& out) {
  for (std::size_t i = 0; i < given.size(); ++i) {
    const Located from = *given.at(i).find("from_h");
    const Time at = Time{0} + seconds(c.number(from, 0) * 3600);
    if (i == 0 && at > Time{0}) out.given.push_back({Time{0}, WeatherState::kClear});
    if (i > 0 && at <= out.given.back().at)
      c.error(from.place(), fmt::format("from_h {} is not later than the one before it",
                                        number_text(from.value())));
    out.given.push_back({at, *weather_from(c.text(given.at(i).find("state")))});
  }
}

}  // namespace

void compile_weather(CompileContext& c) {
  const auto at = c.root().find("weather");
  if (!at) return;
  auto out = std::make_shared<Weather>();
  const auto climate = at->find("climate"), given = at->find("given");
  if (climate.has_value() == given.has_value()) {
    c.error(at->key_place(), "the weather is either given or drawn from a climate",
            "name one of 'given' and 'climate'");
    return;
  }
  if (climate) read_climate(c, *c.typed(*at, "climates", "climate").type, out->climate);
  if (given) read_given(c, *given, *out);
  if (at->find("effects")) {
    const Located effects = *c.typed(*at, "weather_effects", "effects").type;
    out->effects.road_time = by_weather(c, effects.find("road_time_factor"), 1);
    out->effects.walk_time = by_weather(c, effects.find("walk_time_factor"), 1);
    out->effects.camera_range = by_weather(c, effects.find("camera_range_factor"), 1);
  }
  const std::string& start = c.world().start;
  out->start_day = days_from_civil(std::stoi(start.substr(0, 4)), std::stoi(start.substr(5, 2)),
                                   std::stoi(start.substr(8, 2)));
  out->start_second_of_day = c.world().start_second_of_day;
  c.world().weather = std::move(out);
}

}  // namespace vedette
