// SPDX-License-Identifier: Apache-2.0
#include "engine/city/city_state.hpp"

#include <algorithm>

#include "engine/city/arrivals.hpp"
#include "engine/city/city_processes.hpp"
#include "engine/run.hpp"

namespace vedette {

CityState::CityState(const World& world, Calendar& calendar)
    : units(world.city.units.size()),
      ready(world.city.units.size()),
      desk(calendar, world.city.dispatch.desks == kNoIndex ? 1 : world.city.dispatch.desks),
      points(world.city.areas.size()),
      none_overdue(world.city.beats.size(), Time{0}),
      draw_from(world.city.beats.size()),
      reviewers(calendar, world.city.dispatch.reviewers) {
  for (std::size_t i = 0; i < world.entities.size(); ++i)
    if (world.entities[i].kind == EntityKind::kDispatcher) desks.push_back(EntityId(i));
  desk_busy_since.assign(desks.size(), kUnset);
  for (std::size_t i = 0; i < points.size(); ++i) points[i].place = world.city.areas[i].entity;
  for (std::size_t i = 0; i < units.size(); ++i) {
    units[i].ready = &ready[i];
    ready[i].capabilities = world.city.units[i].capabilities;
    units[i].mode = world.city.units[i].mode;
    units[i].reach = world.city.units[i].reach;
  }
  for (const CallType& type : world.city.call_types)
    if (type.share > 0 && !type.interruptible) asked_by_calls |= type.capability;
  may_be_taken = world.city.dispatch.preemption != Preemption::kNone ||
                 std::any_of(world.city.call_types.begin(), world.city.call_types.end(),
                             [](const CallType& type) { return type.interruptible; });
}

CityState::~CityState() = default;

void start_city(Run& run) {
  const City& city = run.world.city;
  if (!city.present) return;
  prepare_move_up(run);
  for (std::size_t i = 0; i < city.units.size(); ++i)
    run.city.units[i].process = run.calendar.start(patrol_unit(run, i));
  start_calls(run);
  start_work(run);
  start_roads(run);
  start_probe(run);
}

void finish_city(Run& run, Time end) {
  for (std::size_t i = 0; i < run.city.units.size(); ++i) {
    UnitState& unit = run.city.units[i];
    const EntityId who = run.world.city.units[i].entity;
    if (run.sinks.wants_movement()) unit.mover.tell(run, who, end);
    if (unit.busy_since != kUnset)
      run.sinks.each([&](Sink& s) { s.busy(who, unit.busy_since, end); });
    if (unit.on_duty) run.sinks.each([&](Sink& s) { s.on_duty(who, unit.on_duty_since, end); });
  }
  for (std::size_t i = 0; i < run.city.desks.size(); ++i) {
    const EntityId who = run.city.desks[i];
    const Time since = run.city.desk_busy_since[i];
    if (since != kUnset) run.sinks.each([&](Sink& s) { s.busy(who, since, end); });
    run.sinks.each([&](Sink& s) { s.on_duty(who, Time{0}, end); });
  }
}

}  // namespace vedette
