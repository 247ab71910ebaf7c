// SPDX-License-Identifier: Apache-2.0
// The police command centre: call-takers.
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

}  // namespace

void receive_call(Run& run, CallCase& call) {
  if (has_desk(run.world.city.dispatch))
    run.calendar.start(take_call(run, call));
  else
    dispatch(run, call);
}

}  // namespace vedette
