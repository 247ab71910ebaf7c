// SPDX-License-Identifier: Apache-2.0
// The police command centre: call-takers, choice of the unit, calls that wait.
#include <utility>

#include "engine/city/city_processes.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

bool has_desk(const Dispatch& d) {
  return d.desks != kNoIndex || d.handling_s.kind() != Distribution::Kind::kConstant ||
         d.handling_s.mean() > 0;
}

// A call-taker answers, asks, and hands over to dispatch.
Process take_call(Run& run, CallCase& call) {
  const Dispatch& d = run.world.city.dispatch;
  Grant place;
  std::size_t desk = 0;
  if (d.desks != kNoIndex) {
    place = co_await run.city.desk.acquire(call.incident->priority);
    while (run.city.desk_busy_since[desk] != kUnset) ++desk;  // the lowest free one
    run.city.desk_busy_since[desk] = run.now();
  }
  (void)co_await Delay(run.calendar, draw_duration(d.handling_s, call.random));
  EntityId who;
  if (d.desks != kNoIndex) {
    who = run.city.desks[desk];
    const Time since = std::exchange(run.city.desk_busy_since[desk], kUnset);
    run.sinks.each([&](Sink& s) { s.busy(who, since, run.now()); });
    place.release();
  }
  run.stamp(*call.incident, Stage::kPoliceAnswered, who);
  dispatch(run, call);
}

// Time for a unit to be at the call if it left now: the rest of its current arc, then by siren.
inline std::int64_t time_to(UnitState& unit, const TimesRow& row, Time now) {
  const NodeId next = unit.mover.next_node(now);
  return unit.mover.rest(now).us + row[next.index()];
}

// The free unit that would be there first, of those in `cell` (kNoIndex: of all); ties → the first.
UnitState* nearest_free(Run& run, const CallCase& call, std::uint32_t cell) {
  const City& city = run.world.city;
  const TimesRow row = city.siren->times_to(call.node);
  const Time now = run.now();
  UnitState* best = nullptr;
  std::int64_t best_us = kUnreachable.us;
  UnitState* const begin = run.city.units.data();
  UnitState* const end = begin + run.city.units.size();
  for (UnitState* unit = begin; unit != end; ++unit) {
    if (!unit->free) continue;
    if (cell != kNoIndex && city.units[static_cast<std::size_t>(unit - begin)].cell != cell)
      continue;
    const std::int64_t us = time_to(*unit, row, now);
    if (us >= best_us) continue;
    best = unit;
    best_us = us;
  }
  return best;
}

}  // namespace

void receive_call(Run& run, CallCase& call) {
  if (has_desk(run.world.city.dispatch))
    run.calendar.start(take_call(run, call));
  else
    dispatch(run, call);
}

void dispatch(Run& run, CallCase& call) {
  UnitState* unit = nullptr;
  if (run.world.city.dispatch.rule == DispatchRule::kOwnCellFirst && call.cell != kNoIndex)
    unit = nearest_free(run, call, call.cell);
  if (!unit) unit = nearest_free(run, call, kNoIndex);
  call.number = run.city.next_number++;
  if (!unit) {
    run.city.waiting.insert(&call);
    return;
  }
  unit->free = false;
  unit->order = &call;
  unit->process.interrupt();
}

CallCase* take_waiting(Run& run) {
  if (run.city.waiting.empty()) return nullptr;
  CallCase* call = *run.city.waiting.begin();
  run.city.waiting.erase(run.city.waiting.begin());
  return call;
}

}  // namespace vedette
