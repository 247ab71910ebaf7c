// SPDX-License-Identifier: Apache-2.0
// An incident that needs more than one unit: the officers report, others are called in, and all
// leave together.
#include "engine/city/city_processes.hpp"
#include "engine/kernel/forever.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

// The officers' report reaches the command centre, which calls in the services.
void call_in(Run& run, CallCase& main) {
  const CallType& type = run.world.city.call_types[main.incident->type];
  Stream& shared = main.random;  // gives each service draws of its own
  for (const CallIn& service : type.calls_in) {
    CallCase& other = new_case(run);
    other.incident = main.incident;
    other.random = Stream(shared.bits(), shared.bits(), shared.bits(), 0);
    other.node = main.node;
    other.cell = main.cell;
    prepare_case(run, other);
    other.main = &main;
    other.off_road = main.off_road;
    other.simple = false;
    other.capability = service.capability;
    other.missing = service.count;
    main.on_the_way += service.count;
    main.called_in.push_back(&other);
    dispatch(run, other);
  }
}

}  // namespace

Process scene(Run& run, CallCase& call) {
  const CallType& type = run.world.city.call_types[call.incident->type];
  const Time over = run.now() + call.on_scene;
  if (!type.calls_in.empty()) {
    const Time report = run.now() + draw_duration(type.report_s, call.random);
    while (run.now() < report) (void)co_await Delay(run.calendar, report);
    run.stamp(*call.incident, Stage::kReported, call.incident->responder);
    call_in(run, call);
  }
  while (call.on_the_way > 0) (void)co_await Forever(run.calendar);
  run.stamp(*call.incident, Stage::kAllArrived);
  while (run.now() < over) (void)co_await Delay(run.calendar, over);
  run.stamp(*call.incident, Stage::kCleared, call.incident->responder);
  call.over = true;
  for (UnitState* unit : call.crew) unit->process.interrupt();
  // The cases go after the units have left them, at the same moment.
  while (!co_await Delay(run.calendar, Duration{}, Priority::kLate)) {
  }
  for (CallCase* other : call.called_in) run.city.free_cases.push_back(other);
  end_case(run, call);
}

}  // namespace vedette
