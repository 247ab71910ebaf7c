// SPDX-License-Identifier: Apache-2.0
// A threat: its tasks one after another, what sensors notice of it, and how it ends.
#include <algorithm>
#include <cmath>

#include "base/portable_math.hpp"
#include "engine/equipment/condition.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/access.hpp"
#include "engine/site/escort.hpp"
#include "engine/site/site_processes.hpp"
#include "space/point.hpp"
#include "world/protection.hpp"

namespace vedette {

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

void stop(IntruderState& who) {
  if (!who.present || who.interrupted) return;
  who.interrupted = true;
  who.process.interrupt();
}

class Attempt {
 public:
  Attempt(Run& run, std::size_t index)
      : run_(run),
        plan_(run.world.site.protection->threats[index]),
        me_(run.site.intruders[index]) {}

  // The sensors of the task's zones notice it, or not: each independently, by draws of its own.
  void be_sensed(std::size_t task) {
    const Site& site = run_.world.site;
    const Threat::Task& doing = plan_.tasks[task];
    for (const std::uint32_t zone : doing.zones) {
      if (run_.site.protection.access[zone]) continue;  // disarmed: nobody tries to notice
      for (const std::uint32_t sensor : site.zones[zone].sensors) {
        Stream random = own_stream(sensor, "sensed", task);
        const double p = site.protection->sensors[sensor].p_detection(doing.attack, run_.weather) *
                         sensor_detection_factor(run_, sensor);
        tell(TallyKind::kAttempt, sensor);
        if (random.uniform() >= p) continue;
        if (run_.site.protection.blind[sensor] > 0) {
          report_missed(run_, sensor);
          continue;
        }
        tell(TallyKind::kNoticed, sensor);
        const SensorReport report{sensor, &me_, run_.now(), random};
        run_.calendar.start(sense(run_, report));
      }
    }
  }
  // Covers the sensors of zones; some of them notice that.
  void mask(std::size_t task) {
    const Site& site = run_.world.site;
    for (const std::uint32_t zone : plan_.tasks[task].masks)
      for (const std::uint32_t sensor : site.zones[zone].sensors) {
        set_seeing(run_, sensor, false);
        Stream random = own_stream(sensor, "masked", task);
        if (random.uniform() >= site.protection->sensors[sensor].anti_mask) continue;
        const SensorReport report{sensor, &me_, run_.now(), random, true};
        run_.calendar.start(sense(run_, report));
      }
  }
  // One task; false when stopped. `here` is where it began and becomes where it ended.
  Task<bool> carry_out(std::size_t task, Duration span, PointMm& here) {
    const Threat::Task& doing = plan_.tasks[task];
    const Time since = run_.now();
    run_.log(Topic::kIntruder, plan_.entity, doing.name,
             doing.zones.empty() ? EntityId() : run_.world.site.zones[doing.zones[0]].entity);
    // A locked door is broken open at the end of the task, which takes so much longer.
    Duration breaking{};
    if (doing.door != kNoIndex) {
      Stream random = door_stream(doing.door, task);
      breaking = force_time(run_, doing.door, random);
      span = span + breaking;
    }
    const Duration before = seconds(span.seconds() * doing.sensed_after);
    bool done = before.us == 0 || co_await Delay(run_.calendar, before);
    if (done) {
      be_sensed(task);
      const Duration rest = span - before;
      done = rest.us == 0 || co_await Delay(run_.calendar, rest);
    }
    PointMm end = plan_.escort == kNoIndex ? doing.at : away(here, doing.away_m, task);
    if (!done) {
      const double share =
          static_cast<double>((run_.now() - since).us) / static_cast<double>(span.us);
      end = {here.x + std::llround(static_cast<double>(end.x - here.x) * share),
             here.y + std::llround(static_cast<double>(end.y - here.y) * share)};
    }
    tell_way(run_, plan_.entity, since, here, run_.now(), end);
    here = end;
    if (done && breaking.us > 0) forced_open(run_, doing.door, plan_.entity, since);
    if (done) mask(task);
    co_return done;
  }

 private:
  // Draws of this threat at this sensor in this task: nobody else's are the same.
  Stream own_stream(std::uint32_t sensor, std::string_view purpose, std::size_t task) const {
    const EntityId entity = run_.world.site.sensors[sensor].entity;
    return run_.random.stream(
        run_.world.entities[plan_.entity.index()].hash,
        (run_.world.entities[entity.index()].hash ^ name_hash(purpose)) + task);
  }
  // So far away from there, in a direction that belongs to this threat and task.
  PointMm away(PointMm from, double metres, std::size_t task) const {
    if (metres == 0) return from;
    Stream random = run_.random.stream(run_.world.entities[plan_.entity.index()].hash,
                                       name_hash("away") + task);
    const double turn = random.uniform() * 2 * 3.141592653589793;
    return {from.x + std::llround(portable::cos(turn) * metres * 1000),
            from.y + std::llround(portable::sin(turn) * metres * 1000)};
  }
  Stream door_stream(std::uint32_t door, std::size_t task) const {
    const EntityId entity = run_.world.site.doors[door].entity;
    return run_.random.stream(
        run_.world.entities[plan_.entity.index()].hash,
        (run_.world.entities[entity.index()].hash ^ name_hash("forced")) + task);
  }
  void tell(TallyKind kind, std::uint32_t sensor) const {
    const Tally tally{kind, plan_.entity, run_.world.site.sensors[sensor].entity, run_.now(),
                      run_.now()};
    run_.sinks.each([&](Sink& s) { s.tally(tally); });
  }

  Run& run_;
  const Threat& plan_;
  IntruderState& me_;
};

// Those who are present when it begins may stop it themselves.
Process staff_react(Run& run, IntruderState& who, Duration after) {
  (void)co_await Delay(run.calendar, after);
  if (!who.present) co_return;
  run.log(Topic::kIntruder, who.plan->entity, "stopped by staff");
  stop(who);
}

// Waits for the phase of a trip that lasts long enough.
Task<> chance_on_escort(Run& run, const Threat& plan, Stream& random) {
  EscortState& escort = *run.site.escorts[plan.escort];
  const Duration after = draw_duration(plan.after_s, random);
  for (;;) {
    while (escort.phase != plan.during) (void)co_await escort.changed.wait();
    const auto came = co_await first_of(Delay(run.calendar, after), escort.changed.wait());
    if (came.index == 0) co_return;
  }
}

}  // namespace

Process threat(Run& run, std::size_t index) {
  const Threat& plan = run.world.site.protection->threats[index];
  IntruderState& me = run.site.intruders[index];
  Stream random = run.stream(plan.entity, "intrusion");
  if (plan.escort == kNoIndex) {
    const Duration window = plan.latest - plan.earliest;
    const Time beginning =
        plan.earliest + Duration{std::llround(random.uniform() * static_cast<double>(window.us))};
    (void)co_await Delay(run.calendar, beginning);
  } else {
    co_await chance_on_escort(run, plan, random);
  }

  Attempt attempt(run, index);
  PointMm here = plan.from;
  if (plan.escort != kNoIndex) {
    const NodeId node = run.site.escorts[plan.escort]->mover.next_node(run.now());
    here = millimetres(run.world.city.roads->node(node).x_m, run.world.city.roads->node(node).y_m);
    escort_in_trouble(run, plan.escort);
  }
  me.present = true;
  if (plan.approaches) {
    here = plan.tasks.front().at;
    tell_way(run, plan.entity, Time{0}, plan.from, run.now(), here);
  } else {
    run.log(Topic::kIntruder, plan.entity, threat_name(plan.kind));
  }
  if (plan.staff_stop_probability > 0) {
    Stream staff = run.stream(plan.entity, "staff");
    if (staff.uniform() < plan.staff_stop_probability) {
      const Duration after = draw_duration(plan.staff_reaction_s, staff);
      run.calendar.start(staff_react(run, me, after));
    }
  }
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
    const Duration span = draw_duration(plan.tasks[i].duration_s, random);
    if (!co_await attempt.carry_out(i, span, here)) break;
  }
  me.present = false;
  me.done = true;
  if (plan.escort != kNoIndex) escort_out_of_trouble(run, plan.escort);
  run.log(Topic::kIntruder, plan.entity, me.interrupted ? "interrupted" : "completed");
  run.sinks.each(
      [&](Sink& s) { s.intrusion(plan.entity, me.detected, me.interrupted, run.now()); });
}

void guard_reaches(AlarmCase& alarm, std::uint32_t guard) {
  for (IntruderState* who : alarm.intruders) {
    if (!who->present || who->plan->guards_needed == 0) continue;
    auto& there = who->guards_there;
    if (std::find(there.begin(), there.end(), guard) == there.end()) there.push_back(guard);
    if (there.size() >= who->plan->guards_needed) stop(*who);
  }
}

void police_reach(AlarmCase& alarm) {
  for (IntruderState* who : alarm.intruders)
    if (who->plan->police_stop_it) stop(*who);
}

}  // namespace vedette
