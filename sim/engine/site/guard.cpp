// SPDX-License-Identifier: Apache-2.0
// A guard: tours past the checkpoints, rest at the post, and the alarms he is sent to.
#include "engine/kernel/forever.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/plan_run.hpp"
#include "engine/site/site_processes.hpp"

namespace vedette {

namespace {

class GuardDuty {
 public:
  GuardDuty(Run& run, std::size_t index)
      : run_(run),
        guard_(run.world.site.guards[index]),
        me_(run.site.guards[index]),
        running_(run.world.site.walking->scaled(run.world.site.handling.run_factor)) {}

  /// Walks to `to`; false when an order came on the way.
  Task<bool> walk(NodeId to) {
    const Time there = me_.mover.depart(*run_.world.site.walking, to, run_.now(),
                                        me_.mover.to_next_node(run_.now()));
    const bool arrived = co_await Delay(run_.calendar, there);
    tell();
    if (arrived) me_.mover.place(to);
    co_return arrived;
  }
  /// Stays; false when an order came.
  Task<bool> stay(Duration span) { co_return co_await Delay(run_.calendar, span); }

  /// Runs to the alarm's zone, searches, is free again there.
  Task<> see_to(AlarmCase& alarm) {
    const Site& site = run_.world.site;
    Incident& incident = *alarm.incident;
    me_.busy_since = run_.now();
    run_.state(guard_.entity, "ordered");
    (void)co_await Delay(run_.calendar, draw_duration(site.handling.guard_reaction_s, reactions_));
    tell();
    run_.state(guard_.entity, "running");
    const NodeId spot = site.zones[alarm.zone].walk_node;
    const Time there =
        me_.mover.depart(running_, spot, run_.now(), me_.mover.to_next_node(run_.now()));
    (void)co_await Delay(run_.calendar, there);
    tell();
    me_.mover.place(spot);
    run_.state(guard_.entity, "at alarm");
    if (!incident.has(Stage::kGuardArrived)) {
      incident.responder = guard_.entity;
      run_.stamp(incident, Stage::kGuardArrived, guard_.entity);
      // Guards on the spot stop whoever the alarm was about, if his tasks are not done yet.
      for (IntruderState* intruder : alarm.intruders) {
        if (!intruder->present) continue;
        intruder->interrupted = true;
        intruder->process.interrupt();
      }
    }
    co_await guard_steps(run_, alarm, guard_.entity);
    (void)co_await Delay(run_.calendar, draw_duration(site.handling.search_s, reactions_));
    const Time since = std::exchange(me_.busy_since, kUnset);
    run_.sinks.each([&](Sink& s) { s.busy(guard_.entity, since, run_.now()); });
    me_.order = nullptr;
    me_.free = !me_.absent;
    concluded(run_, alarm);
  }
  void tell() {
    if (run_.sinks.wants_movement()) me_.mover.tell(run_, guard_.entity, run_.now());
  }

 private:
  Run& run_;
  const Guard& guard_;
  GuardState& me_;
  TravelTable running_;
  Stream reactions_ = run_.stream(guard_.entity, "reactions");
};

}  // namespace

Process guard_on_duty(Run& run, std::size_t index) {
  const Site& site = run.world.site;
  const Guard& guard = site.guards[index];
  GuardState& me = run.site.guards[index];
  GuardDuty duty(run, index);
  Stream pauses = run.stream(guard.entity, "tour");
  me.mover.place(guard.post);
  Time next_tour = Time{0} + guard.first_tour;
  for (;;) {
    while (me.order) co_await duty.see_to(*me.order);
    if (me.absent) {
      run.state(guard.entity, "absent");
      while (me.absent) (void)co_await Forever(run.calendar);
    }
    if (me.mover.next_node(run.now()) != guard.post || me.mover.moving(run.now())) {
      run.state(guard.entity, "going back");
      if (!co_await duty.walk(guard.post)) continue;
    }
    run.state(guard.entity, "at post");
    if (guard.tour == kNoIndex) {
      (void)co_await Forever(run.calendar);
      continue;
    }
    if (next_tour > run.now() && !co_await Delay(run.calendar, next_tour)) continue;

    const Tour& tour = site.tours[guard.tour];
    run.state(guard.entity, "touring");
    bool called_away = false;
    for (const std::uint32_t point : tour.checkpoints) {
      const Checkpoint& checkpoint = site.checkpoints[point];
      called_away = !co_await duty.walk(checkpoint.node);
      if (called_away) break;
      run.log(Topic::kCheckpointVisited, guard.entity, "visited", checkpoint.entity);
      called_away = !co_await duty.stay(draw_duration(tour.pause_s, pauses));
      if (called_away) break;
    }
    // A tour that was broken off is not made up for: the next one comes after the usual rest.
    if (called_away) run.log(Topic::kCheckpointVisited, guard.entity, "broken off");
    next_tour = run.now() + draw_duration(tour.rest_s, pauses);
  }
}

}  // namespace vedette
