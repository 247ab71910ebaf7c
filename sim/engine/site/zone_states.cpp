// SPDX-License-Identifier: Apache-2.0
// Zones: armed, in access (disarmed by the clock), at fault; sensors that are masked or broken.
#include <algorithm>

#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/site_processes.hpp"
#include "world/protection.hpp"

namespace vedette {

namespace {

void tell_state(Run& run, std::uint32_t zone) {
  const ProtectionState& state = run.site.protection;
  const std::string_view word = state.faults[zone]   ? "fault"
                                : state.access[zone] ? "access"
                                                     : "armed";
  const EntityId entity = run.world.site.zones[zone].entity;
  run.state(entity, word);
  run.log(Topic::kZoneState, entity, word);
}

bool in_access(const ZoneRules& rules, std::int64_t second) {
  return std::any_of(rules.access.begin(), rules.access.end(), [&](const auto& span) {
    const auto& [from, to] = span;
    return from < to ? from <= second && second < to : from <= second || second < to;
  });
}

// Seconds until the next beginning or end of a span.
std::int64_t until_next(const ZoneRules& rules, std::int64_t second) {
  std::int64_t least = 86400;
  for (const auto& [from, to] : rules.access)
    for (const std::int64_t edge : {static_cast<std::int64_t>(from), std::int64_t{to}})
      least = std::min(least, (edge - second + 86400 - 1) % 86400 + 1);
  return least;
}

std::int64_t second_of_day(const Run& run) {
  return (run.now().us / kSecond.us + run.world.start_second_of_day) % 86400;
}

Process by_the_clock(Run& run, std::uint32_t zone) {
  const ZoneRules& rules = run.world.site.protection->zones[zone];
  for (;;) {
    const std::int64_t wait_s = until_next(rules, second_of_day(run));
    (void)co_await Delay(run.calendar, Duration{wait_s * kSecond.us}, Priority::kUrgent);
    const bool access = in_access(rules, second_of_day(run));
    if (access == (run.site.protection.access[zone] != 0)) continue;
    run.site.protection.access[zone] = access;
    tell_state(run, zone);
  }
}

Process sensor_event(Run& run, const SensorEvent& event) {
  const bool fault = event.kind == SensorEvent::Kind::kFault;
  const auto change = [&](bool seeing) {
    for (const std::uint32_t sensor : event.sensors) {
      set_seeing(run, sensor, seeing);
      const EntityId entity = run.world.site.sensors[sensor].entity;
      if (fault)
        run.log(seeing ? Topic::kHardwareRepaired : Topic::kHardwareFailure, entity,
                seeing ? "on" : "off");
    }
    if (fault) zone_fault(run, event.zone, !seeing);
  };
  (void)co_await Delay(run.calendar, event.from, Priority::kUrgent);
  change(false);
  if (event.to == kNever) co_return;
  (void)co_await Delay(run.calendar, event.to, Priority::kUrgent);
  change(true);
}

}  // namespace

void zone_fault(Run& run, std::uint32_t zone, bool fault) {
  run.site.protection.faults[zone] += fault ? 1u : -1u;
  tell_state(run, zone);
}

void set_seeing(Run& run, std::uint32_t sensor, bool seeing) {
  run.site.protection.blind[sensor] += seeing ? -1u : 1u;
  run.state(run.world.site.sensors[sensor].entity,
            run.site.protection.blind[sensor] ? "blind" : "seeing");
}

void start_zone_states(Run& run) {
  const Protection* plan = run.world.site.protection.get();
  if (!plan) return;
  for (std::uint32_t z = 0; z < plan->zones.size(); ++z) {
    if (plan->zones[z].access.empty()) continue;
    run.site.protection.access[z] = in_access(plan->zones[z], second_of_day(run));
    tell_state(run, z);
    run.calendar.start(by_the_clock(run, z));
  }
  for (const SensorEvent& event : plan->sensor_events) run.calendar.start(sensor_event(run, event));
}

}  // namespace vedette
