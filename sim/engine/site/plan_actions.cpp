// SPDX-License-Identifier: Apache-2.0
// What the steps of response plans do.
#include <algorithm>
#include <cmath>

#include "engine/equipment/condition.hpp"
#include "engine/equipment/equipment_processes.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/plan_run.hpp"
#include "engine/site/site_processes.hpp"
#include "engine/weather.hpp"
#include "world/protection.hpp"

namespace vedette {

namespace {

// Fog, rain, snow and dust shorten how far a camera shows enough of the zones that it sees.
bool shows_enough(const Run& run, std::uint32_t index, std::uint32_t of_zone) {
  const Site& site = run.world.site;
  const Zone& zone = site.zones[of_zone];
  // What travels with an escort looks at it from near by.
  if (site.protection->zones[of_zone].carried_by != kNoIndex) return true;
  const double factor = of(weather_effects(run).camera_range, run.weather);
  if (factor == 1) return true;
  if (std::find(zone.cameras.begin(), zone.cameras.end(), index) == zone.cameras.end()) return true;
  const Camera& camera = run.world.site.cameras[index];
  const auto dx = static_cast<double>(zone.spot.x - camera.at.x),
             dy = static_cast<double>(zone.spot.y - camera.at.y);
  return std::sqrt(dx * dx + dy * dy) <= camera.range_m * 1000 * factor;
}

}  // namespace

Task<bool> picture_from(Run& run, HostId console, AlarmCase& alarm, std::uint32_t index,
                        std::uint32_t profile, View& view) {
  const Site& site = run.world.site;
  const Camera& camera = site.cameras[index];
  const Zone& zone = site.zones[alarm.zone];
  const AlarmHandling& handling = site.handling;
  if (!shows_enough(run, index, alarm.zone)) co_return false;
  if (camera_known_down(run, index) || run.site.response->camera_away[index] > 0)
    co_return false;  // nobody asks it for a picture
  const bool dead = camera_down(run, index);
  const auto shown = [&] {
    Incident& incident = *alarm.incident;
    if (!incident.has(Stage::kPicture)) run.stamp(incident, Stage::kPicture, camera.entity);
    return true;
  };
  if (!dead && (!camera.host.valid() || !console.valid())) co_return shown();  // wired directly
  const Time asked = run.now();
  if (dead) {
    (void)co_await Delay(run.calendar, asked + handling.camera_patience);
  } else if (co_await call_up_picture(run, console, alarm, index, profile, view)) {
    run.log(Topic::kMotionAlarm, camera.entity, "called up", zone.entity, alarm.incident->id);
    co_return shown();
  }
  const Tally failed{TallyKind::kCallUpFailed,
                     console.valid() ? run.world.network.hosts[console.index()].entity : EntityId(),
                     camera.entity, asked, run.now()};
  run.sinks.each([&](Sink& s) { s.tally(failed); });
  run.log(Topic::kMessageLost, camera.entity, "no picture", zone.entity, alarm.incident->id);
  if (dead) dead_camera_reported(run, index);
  co_return false;
}

namespace {

// One picture after another onto the wall, as many as are wanted, can be had and have room.
Task<StepOutcome> call_up(Run& run, AlarmCase& alarm, const PlanStep& what, HostId console) {
  const Site& site = run.world.site;
  PlanRun& plan = *alarm.plan;
  const auto& cameras = what.cameras.empty() ? site.zones[alarm.zone].cameras : what.cameras;
  // On the wall of the room, where it is on the network.
  const std::uint32_t room = plan.plan->room;
  if (room < site.walls.size()) console = site.walls[room];
  std::uint32_t shown = 0;
  for (const std::uint32_t camera : cameras) {
    if (shown == what.most_cameras) break;
    View view;
    if (!co_await picture_from(run, console, alarm, camera, run.world.network.wall, view)) continue;
    if (plan.closed || !take_slot(run, alarm)) break;
    plan.wall.push_back(std::move(view));
    ++shown;
    run.log(Topic::kWall, site.cameras[camera].entity, "shown", alarm.incident->place,
            alarm.incident->id);
    if (!plan.picture && what.cameras.empty()) plan.shown_by = camera;
    plan.picture |= what.cameras.empty();
  }
  co_return shown > 0 ? StepOutcome::kDone : StepOutcome::kFailed;
}

// A radio that is dead: somebody runs to the guard who is nearest to him.
Task<> send_runner(Run& run, AlarmCase& alarm, EntityId who, Time given) {
  const Site& site = run.world.site;
  const TravelTable& running = *running_ways(run, site.handling.run_factor);
  Duration way = kUnreachable;
  for (GuardState& guard : run.site.guards)
    if (guard.free && !guard.order)
      // Asked from where he is: the table leads to named places, and no way is longer back.
      way =
          std::min(way, running.time(guard.mover.next_node(run.now()), site.handling.runner_from));
  if (way == kUnreachable) co_return;
  run.log(Topic::kRunner, who, "sent", {}, alarm.incident->id);
  (void)co_await Delay(run.calendar, way);
  const Tally tally{TallyKind::kRunnerSent, who, {}, given, run.now()};
  run.sinks.each([&](Sink& s) { s.tally(tally); });
}

Task<StepOutcome> send_guards(Run& run, AlarmCase& alarm, const PlanStep& what, HostId console,
                              EntityId who) {
  const Site& site = run.world.site;
  const Time given = run.now();
  const bool runner = site.handling.runner_from.valid();
  const Time until = runner ? given + site.handling.radio_patience : kNever;
  const HostId exchange =
      site.communications.valid() && console.valid() ? site.communications : console;
  bool heard = true;
  if (exchange != console)
    heard = co_await deliver_until(run, console, exchange, who, alarm.incident->id, until);
  if (heard)
    heard = co_await deliver_until(run, exchange, site.radio, who, alarm.incident->id, until);
  if (!heard) co_await send_runner(run, alarm, who, given);
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
  const HostId central = site.platform.valid() ? site.platform : site.server;
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
      co_await deliver(run, central, site.police_line, who, alarm.incident->id);
      if (!alarm.incident->has(Stage::kPoliceCalled)) police_called(run, alarm);
      break;
    case StepAction::kEscalate:
      if (plan.taken) co_return StepOutcome::kLeftOut;
      if (run.world.network.simulated) {
        co_await show_in_room(run, alarm, what.escalate_to);
        if (plan.taken || plan.closed) co_return StepOutcome::kLeftOut;
      }
      run.site.response->rooms[what.escalate_to]->alarms.send({alarm.shared_from_this(), kNoIndex},
                                                              0);
      break;
    case StepAction::kLock:
    case StepAction::kLockdown:
      for (const std::uint32_t door : what.doors) set_locked(run, door, true);
      break;
    case StepAction::kUnlock:
      for (const std::uint32_t door : what.doors) set_locked(run, door, false);
      break;
    case StepAction::kRelease:
      for (const std::uint32_t door : what.doors) release_door(run, door);
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
