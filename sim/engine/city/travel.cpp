// SPDX-License-Identifier: Apache-2.0
// How units get about: mode, traffic of the hour, closed roads.
#include "engine/city/city_processes.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/weather.hpp"

namespace vedette {

const Mode& mode_of(const Run& run, std::uint32_t mode) {
  return run.world.city.road_states[run.city.road_state].modes[mode];
}

double pace_of(const Run& run, const Unit& unit) {
  return pace_of(run, mode_of(run, unit));
}

double pace_of(const Run& run, const Mode& mode) {
  const City& city = run.world.city;
  const double pace =
      mode.pace * weather_effects(run).road_time[static_cast<std::size_t>(run.weather)];
  if (city.even_pace || !mode.in_traffic) return pace;
  const std::int64_t local =
      run.now().us + static_cast<std::int64_t>(run.world.start_second_of_day) * kSecond.us;
  return pace * city.pace_by_hour[static_cast<std::size_t>(local % kDay.us / kHour.us)];
}

namespace {

// At each change everyone under way looks for a way again from the next junction on.
Process change_roads(Run& run) {
  const auto& states = run.world.city.road_states;
  for (std::size_t i = 1; i < states.size(); ++i) {
    (void)co_await Delay(run.calendar, states[i].from);
    run.city.road_state = i;
    run.log(Topic::kRoads, {}, "roads changed");
    for (UnitState& unit : run.city.units) {
      if (!unit.driving) continue;
      unit.rerouted = true;
      unit.process.interrupt();
    }
    dispatch_waiting(run);
  }
}

}  // namespace

void start_roads(Run& run) {
  if (run.world.city.road_states.size() > 1) run.calendar.start(change_roads(run));
}

}  // namespace vedette
