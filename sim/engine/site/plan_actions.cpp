// SPDX-License-Identifier: Apache-2.0
// What the steps of response plans do.
#include <algorithm>
#include <cmath>

#include "engine/equipment/condition.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/plan_run.hpp"
#include "engine/site/site_processes.hpp"
#include "engine/weather.hpp"

namespace vedette {

namespace {

// Fog, rain, snow and dust shorten how far a camera shows enough of the zones that it sees.
bool shows_enough(const Run& run, std::uint32_t index, const Zone& zone) {
  const double factor = of(weather_effects(run).camera_range, run.weather);
  if (factor == 1) return true;
  if (std::find(zone.cameras.begin(), zone.cameras.end(), index) == zone.cameras.end()) return true;
  const Camera& camera = run.world.site.cameras[index];
  const auto dx = static_cast<double>(zone.spot.x - camera.at.x),
             dy = static_cast<double>(zone.spot.y - camera.at.y);
  return std::sqrt(dx * dx + dy * dy) <= camera.range_m * 1000 * factor;
}

}  // namespace

Task<bool> picture_from(Run& run, HostId console, AlarmCase& alarm, std::uint32_t index) {
  const Site& site = run.world.site;
  const Camera& camera = site.cameras[index];
  const Zone& zone = site.zones[alarm.zone];
  const AlarmHandling& handling = site.handling;
  if (!shows_enough(run, index, zone)) co_return false;
  if (camera_known_down(run, index)) co_return false;  // nobody asks it for a picture
  const bool dead = camera_down(run, index);
  if (!dead && (!camera.host.valid() || !console.valid())) co_return true;  // wired directly
  const Time patience = run.now() + handling.camera_patience;
  if (dead) {
    (void)co_await Delay(run.calendar, patience);
  } else {
    auto asked = co_await first_of(
        run.carrier.send(run.calendar, console, camera.host, handling.message_bytes),
        Delay(run.calendar, patience));
    if (asked.index == 0 && asked.template get<0>() == Delivery::kDelivered) {
      auto shown = co_await first_of(
          run.carrier.send(run.calendar, camera.host, console, handling.picture_bytes),
          Delay(run.calendar, patience));
      if (shown.index == 0 && shown.template get<0>() == Delivery::kDelivered) {
        run.log(Topic::kMotionAlarm, camera.entity, "called up", zone.entity, alarm.incident->id);
        co_return true;
      }
    }
  }
  run.log(Topic::kMessageLost, camera.entity, "no picture", zone.entity, alarm.incident->id);
  co_return false;
}

namespace {

// One picture after another onto the wall, as many as are wanted, can be had and have room.
Task<StepOutcome> call_up(Run& run, AlarmCase& alarm, const PlanStep& what, HostId console) {
  const Site& site = run.world.site;
  PlanRun& plan = *alarm.plan;
  const auto& cameras = what.cameras.empty() ? site.zones[alarm.zone].cameras : what.cameras;
  std::uint32_t shown = 0;
  for (const std::uint32_t camera : cameras) {
    if (shown == what.most_cameras) break;
    if (!co_await picture_from(run, console, alarm, camera)) continue;
    if (plan.closed || !take_slot(run, alarm)) break;
    ++shown;
    run.log(Topic::kWall, site.cameras[camera].entity, "shown", alarm.incident->place,
            alarm.incident->id);
    if (!plan.picture && what.cameras.empty()) plan.shown_by = camera;
    plan.picture |= what.cameras.empty();
  }
  co_return shown > 0 ? StepOutcome::kDone : StepOutcome::kFailed;
}

// By radio; when nothing gets through for a while somebody runs.
Task<> reach_guards(Run& run, HostId console, EntityId who, const AlarmCase& alarm) {
  const Runner& runner = run.world.equipment->runner;
  const HostId radio = run.world.site.radio;
  const IncidentId incident = alarm.incident->id;
  if (!runner.present || !console.valid() || !radio.valid()) {
    co_await deliver(run, console, radio, who, incident);
    co_return;
  }
  const AlarmHandling& handling = run.world.site.handling;
  Stream way = run.random.stream(alarm.plan->key, name_hash("runner"));
  const Time patience = run.now() + runner.after;
  while (run.now() < patience) {
    auto sent =
        co_await first_of(run.carrier.send(run.calendar, console, radio, handling.message_bytes),
                          Delay(run.calendar, patience));
    if (sent.index == 0 && sent.template get<0>() == Delivery::kDelivered) co_return;
    run.log(Topic::kMessageLost, who, sent.index == 0 ? to_string(sent.template get<0>()) : "late",
            {}, incident);
    (void)co_await Delay(run.calendar, std::min(patience, run.now() + handling.retry));
  }
  run.log(Topic::kMessageLost, who, "runner sent", {}, incident);
  (void)co_await Delay(run.calendar, draw_duration(runner.way_s, way));
}

Task<StepOutcome> send_guards(Run& run, AlarmCase& alarm, const PlanStep& what, HostId console,
                              EntityId who) {
  co_await reach_guards(run, console, who, alarm);
  if (!alarm.incident->has(Stage::kGuardsDispatched))
    run.stamp(*alarm.incident, Stage::kGuardsDispatched, who);
  co_return dispatch_guards(run, alarm, what.guards, what.brigade) > 0 ? StepOutcome::kDone
                                                                       : StepOutcome::kFailed;
}

}  // namespace

Task<StepOutcome> carry_out(Run& run, AlarmCase& alarm, std::uint32_t step, HostId console) {
  const Site& site = run.world.site;
  PlanRun& plan = *alarm.plan;
  const PlanStep& what = plan.plan->steps[step];
  const EntityId who = plan.steps[step].who;
  if (what.timed) {
    Stream own = run.random.stream(plan.key, name_hash(what.name));
    Stream& random = plan.plan->built_in ? alarm.random : own;
    const Duration span = draw_duration(what.duration_s, random);
    (void)co_await Delay(run.calendar, span);
    if (plan.closed) co_return StepOutcome::kFailed;
  }
  switch (what.action) {
    case StepAction::kCallUp:
      co_return co_await call_up(run, alarm, what, console);
    case StepAction::kDispatchGuards:
      co_return co_await send_guards(run, alarm, what, console, who);
    case StepAction::kCallPolice:
      co_await deliver(run, site.server, site.police_line, who, alarm.incident->id);
      if (!alarm.incident->has(Stage::kPoliceCalled)) police_called(run, alarm);
      break;
    case StepAction::kEscalate:
      if (plan.taken) co_return StepOutcome::kLeftOut;
      run.site.response->rooms[what.escalate_to]->alarms.send({alarm.shared_from_this(), kNoIndex},
                                                              0);
      break;
    case StepAction::kLock:
    case StepAction::kUnlock:
      for (const std::uint32_t door : what.doors)
        set_locked(run, door, what.action == StepAction::kLock);
      break;
    case StepAction::kLockdown:
      for (std::uint32_t door = 0; door < site.doors.size(); ++door) set_locked(run, door, true);
      break;
    case StepAction::kLight:
      set_light(run, alarm.zone, true);
      break;
    default:
      break;  // notify, report, announce, task: the time that they take is all
  }
  co_return StepOutcome::kDone;
}

Task<> guard_steps(Run& run, AlarmCase& alarm, EntityId guard) {
  happened(run, alarm, PlanMoment::kGuardArrived);
  PlanRun& plan = *alarm.plan;
  for (std::uint32_t i = 2; i < plan.steps.size(); ++i) {
    if (plan.plan->steps[i].owner != StepOwner::kGuard ||
        plan.steps[i].phase != StepState::Phase::kDue)
      continue;
    step_begins(run, alarm, i, guard);
    const StepOutcome outcome = co_await carry_out(run, alarm, i, {});
    step_ends(run, alarm, i, outcome);
    i = 1;  // what was due only after this one may stand before it
  }
}

}  // namespace vedette
