// SPDX-License-Identifier: Apache-2.0
// The one weather of a run. Every model reads Run::weather, so that it is a common cause: sensors
// of a whole site err together while cameras show less and the streets are slow.
#include "engine/weather.hpp"

#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

void set(Run& run, WeatherState state) {
  run.weather = state;
  run.log(Topic::kWeather, {}, weather_name(state));
}

WeatherState pick(const ByWeather& probabilities, double u) {
  double sum = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < kWeatherStates; ++i) {
    if (probabilities[i] <= 0) continue;
    last = i;
    sum += probabilities[i];
    if (u < sum) break;
  }
  return static_cast<WeatherState>(last);
}

// The weather changes before anything else of the same moment.
Process as_given(Run& run) {
  const auto& changes = run.world.weather->given;
  for (std::size_t i = 1; i < changes.size(); ++i) {
    (void)co_await Delay(run.calendar, changes[i].at, Priority::kUrgent);
    set(run, changes[i].state);
  }
}

Process drawn(Run& run, Stream random) {
  const Weather& weather = *run.world.weather;
  for (;;) {
    (void)co_await Delay(run.calendar, kHour, Priority::kUrgent);
    const ByWeather step = weather_step(weather.climate, weather.month_at(run.now()),
                                        weather.hour_at(run.now()), run.weather);
    const WeatherState next = pick(step, random.uniform());
    if (next != run.weather) set(run, next);
  }
}

}  // namespace

void start_weather(Run& run) {
  const Weather* weather = run.world.weather.get();
  if (!weather) return;
  if (!weather->given.empty()) {
    set(run, weather->given.front().state);
    run.calendar.start(as_given(run));
    return;
  }
  Stream random = run.random.stream("weather", "states");
  const Time start{0};
  set(run, pick(weather_shares(weather->climate, weather->month_at(start), weather->hour_at(start)),
                random.uniform()));
  run.calendar.start(drawn(run, random));
}

const WeatherEffects& weather_effects(const Run& run) {
  static const WeatherEffects kNone;
  return run.world.weather ? run.world.weather->effects : kNone;
}

}  // namespace vedette
