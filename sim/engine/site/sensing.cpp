// SPDX-License-Identifier: Apache-2.0
// From a sensor to the panel: is its zone armed, does it see, is the alarm verified.
#include <algorithm>

#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/site_processes.hpp"
#include "world/protection.hpp"

namespace vedette {

namespace {

// Two reports that verify one another.
bool verify(const Run& run, std::uint32_t a, std::uint32_t b) {
  const Site& site = run.world.site;
  const Protection& plan = *site.protection;
  const std::uint32_t za = site.sensors[a].zone, zb = site.sensors[b].zone;
  if (za == zb)
    return plan.verification.technologies &&
           plan.sensors[a].technology != plan.sensors[b].technology;
  const auto& near = plan.zones[za].adjacent;
  return std::find(near.begin(), near.end(), zb) != near.end();
}

void mark_verified(Run& run, AlarmCase& alarm, EntityId sensor) {
  if (alarm.confirmed) return;
  alarm.confirmed = true;
  const Incident& incident = *alarm.incident;
  run.log(Topic::kZoneState, sensor, "verified", incident.place, incident.id);
  const Tally tally{TallyKind::kVerified, sensor, incident.place, incident[Stage::kSensed],
                    run.now()};
  run.sinks.each([&](Sink& s) { s.tally(tally); });
}

// Reports that are too old to verify anything are forgotten; one that was held till then never
// becomes an alarm.
void forget_old(Run& run) {
  const Duration window = run.world.site.protection->verification.window;
  ProtectionState& state = run.site.protection;
  const auto old = [&](const auto& r) { return run.now() - r.at > window; };
  std::erase_if(state.recent, old);
  std::erase_if(state.held, old);
}

void at_panel(Run& run, const SensorReport& report) {
  const Site& site = run.world.site;
  ProtectionState& state = run.site.protection;
  const Sensor& sensor = site.sensors[report.sensor];
  const EntityId zone = site.zones[sensor.zone].entity;
  if (state.access[sensor.zone] && !report.tamper) {
    run.log(Topic::kZoneState, sensor.entity, "disarmed", zone);
    return;
  }
  forget_old(run);
  std::vector<std::uint32_t> partners;  // zones whose reports this one verifies
  for (const auto& r : state.recent)
    if (verify(run, report.sensor, r.sensor)) partners.push_back(site.sensors[r.sensor].zone);
  const bool verified = !partners.empty();
  state.recent.push_back({report.sensor, run.now()});
  if (site.protection->verification.hold && !verified && !report.tamper) {
    run.log(Topic::kZoneState, sensor.entity, "held", zone);
    state.held.push_back({report, run.now()});
    return;
  }
  // What this report verifies goes first, in the order in which it came.
  for (std::size_t i = 0; i < state.held.size();) {
    if (!verify(run, report.sensor, state.held[i].report.sensor)) {
      ++i;
      continue;
    }
    const SensorReport held = state.held[i].report;
    state.held.erase(state.held.begin() + static_cast<std::ptrdiff_t>(i));
    mark_verified(run, sensor_report(run, held), sensor.entity);
  }
  AlarmCase& alarm = sensor_report(run, report);
  if (!verified) return;
  mark_verified(run, alarm, sensor.entity);
  for (const std::uint32_t partner : partners)
    if (AlarmCase* const other = run.site.open_case[partner])
      mark_verified(run, *other, sensor.entity);
}

}  // namespace

void report_missed(Run& run, std::uint32_t sensor) {
  const Sensor& what = run.world.site.sensors[sensor];
  if (run.site.protection.access[what.zone]) return;
  const Tally tally{TallyKind::kReport, what.entity, run.world.site.zones[what.zone].entity,
                    run.now(), run.now()};
  run.sinks.each([&](Sink& s) { s.tally(tally); });
}

Process sense(Run& run, SensorReport report) {
  const Sensor& sensor = run.world.site.sensors[report.sensor];
  (void)co_await Delay(run.calendar, draw_duration(sensor.report_s, report.random));
  at_panel(run, report);
}

}  // namespace vedette
