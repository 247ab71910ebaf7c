// SPDX-License-Identifier: Apache-2.0
// An operator of the duty room: takes alarms, looks, judges, sends.
#include <cmath>

#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/site_processes.hpp"
#include "engine/weather.hpp"

namespace vedette {

namespace {

// Fog, rain, snow and dust shorten how far a camera shows enough.
bool shows_enough(const Run& run, const Camera& camera, PointMm spot) {
  const double factor = of(weather_effects(run).camera_range, run.weather);
  if (factor == 1) return true;
  const auto dx = static_cast<double>(spot.x - camera.at.x),
             dy = static_cast<double>(spot.y - camera.at.y);
  return std::sqrt(dx * dx + dy * dy) <= camera.range_m * 1000 * factor;
}

// A picture of the zone's spot: its cameras are called up nearest first, until one answers in time.
Task<bool> call_up_camera(Run& run, HostId console, AlarmCase& alarm) {
  const Site& site = run.world.site;
  const Zone& zone = site.zones[alarm.zone];
  const AlarmHandling& handling = site.handling;
  for (const std::uint32_t index : zone.cameras) {
    const Camera& camera = site.cameras[index];
    if (!shows_enough(run, camera, zone.spot)) continue;
    if (!camera.host.valid() || !console.valid()) co_return true;  // wired directly
    const Time patience = run.now() + handling.camera_patience;
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
    run.log(Topic::kMessageLost, camera.entity, "no picture", zone.entity, alarm.incident->id);
  }
  co_return false;
}

}  // namespace

Process operator_at_desk(Run& run, std::size_t index) {
  const Site& site = run.world.site;
  const Operator& me = site.operators[index];
  OperatorState& state = run.site.operators[index];
  const AlarmHandling& handling = site.handling;
  run.state(me.entity, "watching");
  for (;;) {
    const std::optional<AlarmCase*> next = co_await run.site.alarms.receive();
    if (!next) continue;
    AlarmCase& alarm = **next;
    Incident& incident = *alarm.incident;
    state.busy_since = run.now();
    run.state(me.entity, "alarm");
    co_await deliver(run, site.server, me.console, me.entity, incident.id);
    (void)co_await Delay(run.calendar, draw_duration(handling.acknowledge_s, alarm.random));
    run.stamp(incident, Stage::kAcknowledged, me.entity);

    const bool picture = co_await call_up_camera(run, me.console, alarm);
    run.state(me.entity, picture ? "assessing" : "assessing blind");
    const Distribution& time =
        picture ? handling.assess_with_camera_s : handling.assess_without_camera_s;
    (void)co_await Delay(run.calendar, draw_duration(time, alarm.random));
    // From here on a further report of the zone is a new alarm.
    if (run.site.open_case[alarm.zone] == &alarm) run.site.open_case[alarm.zone] = nullptr;
    const double u = alarm.random.uniform();
    const bool judged_real = incident.real ? u >= handling.wrong_dismissal_probability
                                           : u < handling.wrong_confirmation_probability;
    run.stamp(incident, Stage::kAssessed, me.entity);
    if (!judged_real) {
      run.log(Topic::kStage, me.entity, "dismissed", incident.place, incident.id);
      concluded(run, alarm);
    } else {
      ++alarm.under_way;  // the operator, until everybody is on the way
      if (handling.guards_sent > 0) {
        co_await deliver(run, me.console, site.radio, me.entity, incident.id);
        run.stamp(incident, Stage::kGuardsDispatched, me.entity);
        dispatch_guards(run, alarm);
      }
      if (handling.police_call_type != kNoIndex) {
        (void)co_await Delay(run.calendar, draw_duration(handling.call_police_s, alarm.random));
        co_await deliver(run, site.server, site.police_line, me.entity, incident.id);
        police_called(run, alarm);
      }
      concluded(run, alarm);
    }
    const Time since = std::exchange(state.busy_since, kUnset);
    run.sinks.each([&](Sink& s) { s.busy(me.entity, since, run.now()); });
    run.state(me.entity, "watching");
  }
}

}  // namespace vedette
