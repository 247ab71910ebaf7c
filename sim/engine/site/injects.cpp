// SPDX-License-Identifier: Apache-2.0
// What an exercise throws in: failures, incidents, absences; docs/plans.md.
#include <algorithm>

#include "cover/operator_watch.hpp"
#include "engine/equipment/condition.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/devices.hpp"
#include "engine/site/plan_run.hpp"
#include "engine/site/site_processes.hpp"

namespace vedette {

namespace {

using Kind = Inject::Kind;
using On = Inject::On;

void switch_devices(Run& run, std::uint32_t index, bool on) {
  const Inject& inject = run.world.site.response->injects[index];
  InjectState& state = run.site.response->injects[index];
  if (state.down != on || (!on && state.repaired)) return;
  state.down = !on;
  const Down why{DownCause::kInject, {}, inject.announced};
  for (const std::uint32_t element : inject.elements) {
    if (on)
      bring_back(run, element, why);
    else
      take_down(run, element, why);
  }
}

Task<> fail(Run& run, std::uint32_t index) {
  const Inject& inject = run.world.site.response->injects[index];
  const Time since = run.now();
  run.site.response->injects[index].begun = true;
  if (inject.ups.us > 0) (void)co_await Delay(run.calendar, inject.ups, Priority::kUrgent);
  switch_devices(run, index, false);
  if (inject.lasts == kUnreachable) co_return;
  (void)co_await Delay(run.calendar, since + inject.lasts, Priority::kUrgent);
  switch_devices(run, index, true);
}

// Also what a battery still feeds: it does not go out any more. What has not failed yet is not put
// right beforehand.
void repair(Run& run, std::uint32_t index) {
  if (!run.site.response->injects[index].begun) return;
  run.site.response->injects[index].repaired = true;
  switch_devices(run, index, true);
}

// Somebody of the duty room sees it on a monitor: the monitors are shared out evenly among those
// who watch, and each watches his as in the trials (cover/operator_watch). Where every camera of
// the zone is dark there is nothing to see.
bool seen_on_a_monitor(Run& run, std::uint32_t zone, Stream& random) {
  const double u = random.uniform();
  const auto& cameras = run.world.site.zones[zone].cameras;
  const auto dark = [&](std::uint32_t camera) { return camera_down(run, camera); };
  if (!cameras.empty() && std::all_of(cameras.begin(), cameras.end(), dark)) return false;
  const std::uint32_t watching = run.site.response->rooms[0]->watching;
  if (watching == 0) return false;
  const double each =
      std::max(1.0, static_cast<double>(run.world.site.response->rooms[0].monitors) / watching);
  return u < share_of_events_seen(each);
}

Task<> raise(Run& run, const Inject& inject) {
  const Site& site = run.world.site;
  Stream random = run.random.stream(name_hash("inject/" + inject.name), name_hash("raise"));
  AlarmCase& alarm =
      open_alarm(run, inject.zone, inject.alarm_type, inject.real, run.now(), random);
  Incident& incident = *alarm.incident;
  if (inject.by == Inject::By::kVideo) {
    Stream looks = run.random.stream(name_hash("inject/" + inject.name), name_hash("seen"));
    const Time begun = run.now();
    (void)co_await Delay(run.calendar, draw_duration(site.response->model.notice_s, looks));
    if (!seen_on_a_monitor(run, inject.zone, looks)) {
      if (inject.otherwise == kUnreachable) co_return;
      if (begun + inject.otherwise > run.now())
        (void)co_await Delay(run.calendar, begun + inject.otherwise);
    }
  }
  run.stamp(incident, Stage::kSensed, incident.place);
  if (inject.by == Inject::By::kButton) {
    run.stamp(incident, Stage::kAtPanel);
    co_await deliver(run, site.zones[alarm.zone].panel, site.server, incident.place, incident.id);
    run.stamp(incident, Stage::kAtServer);
    if (site.platform.valid()) {
      co_await deliver(run, site.server, site.platform, incident.place, incident.id);
      run.stamp(incident, Stage::kAtPlatform);
    }
    co_await show_in_room(run, alarm, alarm.plan->plan->room);
  }
  enter_queue(run, alarm);
}

Task<> absent(Run& run, const Inject& inject) {
  const bool guard = inject.guard != kNoIndex;
  const auto set = [&](bool away) {
    if (guard && away) {
      guard_lost(run, inject.guard, "absent");
    } else if (guard) {
      guard_back(run, inject.guard);
    } else if (away) {
      operator_lost(run, inject.op);
    } else {
      operator_back(run, inject.op);
    }
  };
  set(true);
  if (inject.lasts == kUnreachable) co_return;
  (void)co_await Delay(run.calendar, inject.lasts);
  set(false);
}

void injects_hear_inject(Run& run, std::uint32_t index);

Process happens(Run& run, std::uint32_t index, Time at) {
  const Inject& inject = run.world.site.response->injects[index];
  if (at > run.now()) (void)co_await Delay(run.calendar, at, Priority::kUrgent);
  run.log(Topic::kInject, {}, inject.name);
  run.sinks.each([&](Sink& s) { s.inject(index, run.now()); });
  injects_hear_inject(run, index);
  if (inject.kind == Kind::kFail) co_await fail(run, index);
  if (inject.kind == Kind::kRepair) repair(run, inject.repairs);
  if (inject.kind == Kind::kRaise) co_await raise(run, inject);
  if (inject.kind == Kind::kAbsent) co_await absent(run, inject);
}

// Each inject comes once.
void fire(Run& run, std::uint32_t index) {
  InjectState& state = run.site.response->injects[index];
  if (state.fired) return;
  state.fired = true;
  const Inject& inject = run.world.site.response->injects[index];
  const Time at = (inject.on == On::kTime ? inject.at : run.now()) + inject.delay;
  run.calendar.start(happens(run, index, at));
}

template <class Fits>
void hear(Run& run, const Fits& fits) {
  const auto& injects = run.world.site.response->injects;
  for (std::uint32_t i = 0; i < injects.size(); ++i)
    if (fits(injects[i], i)) fire(run, i);
}

void injects_hear_inject(Run& run, std::uint32_t index) {
  hear(run, [&](const Inject& one, std::uint32_t) {
    return one.on == On::kInject && one.inject == index;
  });
}

}  // namespace

void start_injects(Run& run) {
  hear(run, [](const Inject& one, std::uint32_t) { return one.on == On::kTime; });
}

void injects_hear(Run& run, PlanMoment moment) {
  hear(run, [&](const Inject& one, std::uint32_t index) {
    const bool fits = (one.on == On::kMoment && one.moment == moment) ||
                      (one.on == On::kReceived && moment == PlanMoment::kReceived) ||
                      (one.on == On::kAcknowledged && moment == PlanMoment::kAcknowledged);
    return fits && ++run.site.response->injects[index].seen == one.count;
  });
}

void injects_hear_step(Run& run, std::uint32_t plan, std::uint32_t step) {
  hear(run, [&](const Inject& one, std::uint32_t) {
    return one.on == On::kStep && one.plan == plan && one.step == step;
  });
}

void injects_hear_state(Run& run, EntityId who, std::string_view state) {
  hear(run, [&](const Inject& one, std::uint32_t) {
    return one.on == On::kState && one.who == who && one.state == state;
  });
}

}  // namespace vedette
