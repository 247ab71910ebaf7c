// SPDX-License-Identifier: Apache-2.0
// Where calls for service come from.
#include "engine/city/arrivals.hpp"
#include "engine/city/city_processes.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/site_processes.hpp"

namespace vedette {

namespace {

// The call's own draws: the n-th of an area is the same call whatever the police do.
Stream draws_of(const Run& run, const Entity& entity, std::uint64_t n) {
  return run.random.stream(entity.hash, name_hash("call") + (n + 1) * 0x9e3779b97f4a7c15u);
}

void open_call(Run& run, const DemandArea& area, std::uint16_t type, std::uint8_t priority,
               Stream random, double on_scene_s, Duration off_road) {
  const Entity& entity = run.world.entities[area.entity.index()];
  CallCase& call = new_case(run);
  call.random = random;
  call.node = area.node;
  call.cell = area.cell;
  Incident& incident = run.new_incident();
  incident.kind = IncidentKind::kCall;
  incident.type = type;
  incident.priority = priority;
  incident.x_m = entity.x_m;
  incident.y_m = entity.y_m;
  incident.place = area.entity;
  incident[Stage::kOccurred] = incident[Stage::kPoliceCalled] = run.now();
  call.incident = &incident;
  prepare_case(run, call);
  if (on_scene_s >= 0) call.on_scene = seconds(on_scene_s);
  call.off_road = off_road;
  run.open(incident);
  receive_call(run, call);
}

// The calls of one demand area.
Process calls_of(Run& run, const CallMix& mix, const DemandArea& area) {
  const Entity& entity = run.world.entities[area.entity.index()];
  Stream gaps = run.stream(area.entity, "arrivals");
  const Time end = Time{0} + run.world.horizon;
  const Arrivals arrivals(mix.week(), area.calls_per_day, run.world);
  for (std::uint64_t n = 0;; ++n) {
    const Time at = arrivals.next(run.now(), gaps.exponential());
    if (at > end) co_return;
    (void)co_await Delay(run.calendar, at);
    Stream random = draws_of(run, entity, n);
    const std::uint16_t type = mix.draw_type(run.world, run.now(), random);
    open_call(run, area, type, static_cast<std::uint8_t>(run.world.city.call_types[type].priority),
              random, -1, {});
  }
}

// A recorded log, played again.
Process replay(Run& run) {
  const City& city = run.world.city;
  for (std::size_t n = 0; n < city.trace.size(); ++n) {
    const TraceCall& call = city.trace[n];
    if (call.at > run.now()) (void)co_await Delay(run.calendar, call.at);
    const DemandArea& area = city.areas[call.area];
    open_call(run, area, call.type, call.priority,
              draws_of(run, run.world.entities[area.entity.index()], n), call.on_scene_s,
              call.off_road);
  }
}

}  // namespace

CallCase& new_case(Run& run) {
  CityState& city = run.city;
  if (city.free_cases.empty()) {
    city.all_cases.push_back(std::make_unique<CallCase>());
    return *city.all_cases.back();
  }
  CallCase* const call = city.free_cases.back();
  city.free_cases.pop_back();
  return *call;
}

void prepare_case(Run& run, CallCase& call) {
  const CallType& type = run.world.city.call_types[call.incident->type];
  call.main = &call;
  call.missing = call.on_the_way = type.units;
  call.capability = type.capability;
  call.priority = call.incident->priority;
  call.simple = type.units == 1 && type.calls_in.empty() && !type.interruptible;
  call.waiting = call.over = call.scene_set = call.expired = false;
  call.alarm = nullptr;
  call.post = nullptr;
  call.off_road = {};
  call.until = kNever;
  call.called_in.clear();
  call.crew.clear();
  call.on_scene = draw_duration(type.on_scene_s, call.random);
}

void end_case(Run& run, CallCase& call) {
  run.close(*call.incident);
  AlarmCase* const alarm = call.alarm;
  run.city.free_cases.push_back(&call);
  if (alarm) police_done(run, *alarm);
}

void start_calls(Run& run) {
  const City& city = run.world.city;
  if (city.replays) {
    run.calendar.start(replay(run));
    return;
  }
  run.city.mix = std::make_unique<CallMix>(city);
  for (const DemandArea& area : city.areas)
    if (area.calls_per_day > 0) run.calendar.start(calls_of(run, *run.city.mix, area));
}

}  // namespace vedette
