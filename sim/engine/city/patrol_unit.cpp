// SPDX-License-Identifier: Apache-2.0
// A patrol unit: shift, patrol of its cell or waiting at home, and the calls it is sent to.
#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/city/city_processes.hpp"
#include "engine/kernel/forever.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/site_processes.hpp"

namespace vedette {

namespace {

struct Duty {
  Time from, to;
};

// The span of the shift that contains `now` or comes next.
Duty next_duty(const Shift& shift, Time now, int start_second_of_day) {
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

Duration scaled(Duration d, double factor) {
  return factor == 1.0 ? d : Duration{std::llround(static_cast<double>(d.us) / factor)};
}

void stamp(Run& run, CallCase& call, Stage stage, EntityId unit) {
  run.stamp(*call.incident, stage, unit);
  if (call.alarm) police_stage(run, *call.alarm, stage, unit);
}

Process patrol_unit(Run& run, std::size_t index) {
  const City& city = run.world.city;
  const Unit& unit = city.units[index];
  UnitState& me = run.city.units[index];
  Calendar& clock = run.calendar;
  Stream choice = run.stream(unit.entity, "patrol");
  const bool patrols = unit.cell != kNoIndex && city.cells[unit.cell].nodes.size() > 1;
  const auto tell = [&] {
    if (run.sinks.wants_movement()) me.mover.tell(run, unit.entity, run.now());
  };

  for (;;) {
    const Duty duty = next_duty(city.shifts[unit.shift], run.now(), run.world.start_second_of_day);
    if (duty.from > run.now()) {
      run.state(unit.entity, "off duty");
      (void)co_await Delay(clock, duty.from);
    }
    me.on_duty = true;
    me.on_duty_since = run.now();
    me.mover.place(unit.home);
    run.state(unit.entity, patrols ? "patrolling" : "at home");
    if (duty.from > Time{0}) run.log(Topic::kShiftChange, unit.entity, "on duty");
    bool at_home = true;

    while (run.now() < duty.to || me.order) {
      if (!me.order) {
        me.order = take_waiting(run);
        me.free = false;
      }
      if (CallCase* const call = me.order) {
        // Assigned: turnout, the way, the scene. Nothing calls the unit off before it is clear.
        Incident& incident = *call->incident;
        me.busy_since = run.now();
        stamp(run, *call, Stage::kPoliceDispatched, unit.entity);
        run.state(unit.entity, "turnout");
        const Distribution& turnout =
            at_home && !patrols ? unit.turnout_s : unit.turnout_on_patrol_s;
        const Duration ready = draw_duration(turnout, call->random);
        if (ready.us > 0) {
          tell();
          if (me.mover.moving(run.now())) {
            // It stops at the next junction to take the order in; that is where the way begins.
            const NodeId next = me.mover.next_node(run.now());
            const Time there =
                me.mover.depart(*city.travel, next, run.now(), me.mover.to_next_node(run.now()));
            (void)co_await Delay(clock, std::max(run.now() + ready, there));
            tell();
            me.mover.place(next);
          } else {
            (void)co_await Delay(clock, ready);
          }
        }
        stamp(run, *call, Stage::kPoliceEnRoute, unit.entity);
        run.state(unit.entity, "on the way");
        tell();
        const Duration rest = scaled(me.mover.to_next_node(run.now()), city.siren_factor);
        const Time there = me.mover.depart(*city.siren, call->node, run.now(), rest);
        if (there > run.now()) (void)co_await Delay(clock, there);
        tell();
        me.mover.place(call->node);
        at_home = call->node == unit.home;
        if (!incident.responder.valid()) incident.responder = unit.entity;
        stamp(run, *call, Stage::kPoliceArrived, unit.entity);
        run.state(unit.entity, "on scene");
        (void)co_await Delay(clock, call->on_scene);
        run.stamp(incident, Stage::kCleared, unit.entity);
        const Time since = std::exchange(me.busy_since, kUnset);
        run.sinks.each([&](Sink& s) { s.busy(unit.entity, since, run.now()); });
        AlarmCase* const alarm = call->alarm;
        end_case(run, *call);
        if (alarm) police_done(run, *alarm);
        me.order = nullptr;
        continue;
      }
      if (run.now() >= duty.to) break;

      // Nothing to do: patrol, go home, or wait there. An order ends any of these waits.
      Time until = duty.to;
      if (patrols) {
        const auto& nodes = city.cells[unit.cell].nodes;
        const NodeId here = me.mover.next_node(run.now());
        NodeId next = nodes[choice.below(nodes.size())];
        if (next == here) next = nodes[choice.below(nodes.size())];
        until = me.mover.depart(*city.travel, next, run.now(), me.mover.to_next_node(run.now()));
        me.free = true;
        run.state(unit.entity, "patrolling");
      } else if (!at_home) {
        until = me.mover.depart(*city.travel, unit.home, run.now());
        me.free = city.dispatch.returning_units_respond;
        run.state(unit.entity, "going home");
      } else {
        me.free = true;
        run.state(unit.entity, "at home");
      }
      if (until == kNever) {
        (void)co_await Forever(clock);
      } else {
        (void)co_await Delay(clock, std::min(until, duty.to));
      }
      if (me.order) continue;
      me.free = false;
      tell();
      if (run.now() == until && !patrols) {
        me.mover.place(unit.home);
        at_home = true;
      }
      if (patrols && run.now() == until) {
        me.mover.place(me.mover.destination());
        const Duration pause = draw_duration(unit.pause_s, choice);
        if (pause.us > 0) {
          me.free = true;
          (void)co_await Delay(clock, std::min(run.now() + pause, duty.to));
          if (!me.order) me.free = false;
        }
      }
    }
    // Hand-over: whoever is still out comes home off duty.
    tell();
    me.on_duty = me.free = false;
    me.mover.place(unit.home);
    run.sinks.each([&](Sink& s) { s.on_duty(unit.entity, me.on_duty_since, run.now()); });
    run.log(Topic::kShiftChange, unit.entity, "off duty");
  }
}

}  // namespace

void start_calls(Run& run);

void start_city(Run& run) {
  const City& city = run.world.city;
  if (!city.present) return;
  for (std::size_t i = 0; i < city.units.size(); ++i)
    run.city.units[i].process = run.calendar.start(patrol_unit(run, i));
  start_calls(run);
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
