// SPDX-License-Identifier: Apache-2.0
// What sets sensors off: intruders, and everything that is none.
#include <cmath>

#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/access.hpp"
#include "engine/site/site_processes.hpp"
#include "space/point.hpp"

namespace vedette {

Process nuisance_source(Run& run, std::uint32_t index) {
  const Sensor& sensor = run.world.site.sensors[index];
  Stream random = run.stream(sensor.entity, "nuisance");
  const std::uint64_t sensor_hash = run.world.entities[sensor.entity.index()].hash;
  const double mean_s = 86400 / sensor.nuisance_per_day;
  for (std::uint64_t n = 0;; ++n) {
    (void)co_await Delay(run.calendar, seconds(random.exponential() * mean_s));
    run.calendar.start(sensor_report(run, index, nullptr, run.now(),
                                     run.random.stream(sensor_hash, name_hash("report") + n)));
  }
}

namespace {

void tell_way(Run& run, EntityId who, Time t0, PointMm from, Time t1, PointMm to) {
  if (!run.sinks.wants_movement() || t1 <= t0) return;
  const Segment segment{who,
                        t0,
                        t1,
                        static_cast<double>(from.x) / 1000,
                        static_cast<double>(from.y) / 1000,
                        static_cast<double>(to.x) / 1000,
                        static_cast<double>(to.y) / 1000};
  run.sinks.each([&](Sink& s) { s.segment(segment); });
}

}  // namespace

Process intruder(Run& run, std::size_t index) {
  const Site& site = run.world.site;
  const Intruder& plan = site.intruders[index];
  IntruderState& me = run.site.intruders[index];
  Stream random = run.stream(plan.entity, "intrusion");
  const Duration window = plan.latest - plan.earliest;
  const Time crossing =
      plan.earliest + Duration{std::llround(random.uniform() * static_cast<double>(window.us))};
  (void)co_await Delay(run.calendar, crossing);

  const Zone& zone = site.zones[plan.zone];
  run.log(Topic::kIntruder, plan.entity, "crosses", zone.entity);
  tell_way(run, plan.entity, Time{0}, plan.from, run.now(), zone.spot);
  me.present = true;
  for (const std::uint32_t sensor : zone.sensors) {
    Stream report = run.stream(site.sensors[sensor].entity, "crossing");
    if (report.uniform() >= site.sensors[sensor].detection_probability) continue;
    run.calendar.start(sensor_report(run, sensor, &me, run.now(), report));
  }
  PointMm here = zone.spot;
  for (const Intruder::Task& task : plan.tasks) {
    const Time since = run.now();
    run.log(Topic::kIntruder, plan.entity, task.name);
    const Duration span = draw_duration(task.duration_s, random);
    const bool done = co_await Delay(run.calendar, span);
    if (!done) {
      const double share =
          static_cast<double>((run.now() - since).us) / static_cast<double>(span.us);
      const PointMm stopped{here.x + std::llround(static_cast<double>(task.at.x - here.x) * share),
                            here.y + std::llround(static_cast<double>(task.at.y - here.y) * share)};
      tell_way(run, plan.entity, since, here, run.now(), stopped);
      break;
    }
    tell_way(run, plan.entity, since, here, run.now(), task.at);
    here = task.at;
  }
  me.present = false;
  me.done = true;
  const std::string_view outcome = me.interrupted ? "interrupted" : "completed";
  run.log(Topic::kIntruder, plan.entity, outcome);
  run.sinks.each(
      [&](Sink& s) { s.intrusion(plan.entity, me.detected, me.interrupted, run.now()); });
}

void start_site(Run& run) {
  const Site& site = run.world.site;
  if (!site.present) return;
  start_access(run);
  for (std::size_t i = 0; i < site.operators.size(); ++i)
    run.calendar.start(operator_at_desk(run, i));
  for (std::size_t i = 0; i < site.guards.size(); ++i)
    run.site.guards[i].process = run.calendar.start(guard_on_duty(run, i));
  for (std::uint32_t i = 0; i < site.sensors.size(); ++i)
    if (site.sensors[i].nuisance_per_day > 0) run.calendar.start(nuisance_source(run, i));
  for (std::size_t i = 0; i < site.intruders.size(); ++i)
    run.site.intruders[i].process = run.calendar.start(intruder(run, i));
}

void finish_site(Run& run, Time end) {
  const Site& site = run.world.site;
  const auto busy = [&](EntityId who, Time since) {
    if (since != kUnset) run.sinks.each([&](Sink& s) { s.busy(who, since, end); });
    run.sinks.each([&](Sink& s) { s.on_duty(who, Time{0}, end); });
  };
  for (std::size_t i = 0; i < site.operators.size(); ++i)
    busy(site.operators[i].entity, run.site.operators[i].busy_since);
  for (std::size_t i = 0; i < site.guards.size(); ++i) {
    if (run.sinks.wants_movement()) run.site.guards[i].mover.tell(run, site.guards[i].entity, end);
    busy(site.guards[i].entity, run.site.guards[i].busy_since);
  }
}

}  // namespace vedette
