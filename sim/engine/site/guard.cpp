// SPDX-License-Identifier: Apache-2.0
// A guard: tours past the checkpoints, rest at the post, and the alarms he is sent to.
#include "engine/kernel/forever.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/guard_way.hpp"
#include "engine/site/site_processes.hpp"

namespace vedette {

namespace {

class GuardDuty {
 public:
  GuardDuty(Run& run, std::size_t index)
      : run_(run),
        guard_(run.world.site.guards[index]),
        me_(run.site.guards[index]),
        running_(run.world.site.walking->scaled(run.world.site.handling.run_factor)),
        way_(run, me_.mover, passer(run, index)) {
    way_.stand(guard_.post);
  }

  /// Walks to `to`; false when an order came on the way.
  Task<bool> walk(NodeId to) { co_return co_await way_.go(to, *run_.world.site.walking); }
  /// Stays; false when an order came.
  Task<bool> stay(Duration span) { co_return co_await Delay(run_.calendar, span); }

  /// Runs to the alarm's zone, searches, is free again there.
  Task<> see_to(AlarmCase& alarm) {
    const Site& site = run_.world.site;
    Incident& incident = *alarm.incident;
    me_.busy_since = run_.now();
    run_.state(guard_.entity, "ordered");
    (void)co_await Delay(run_.calendar, draw_duration(site.handling.guard_reaction_s, reactions_));
    way_.tell();
    run_.state(guard_.entity, "running");
    (void)co_await way_.go(site.zones[alarm.zone].walk_node, running_, true);
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
    (void)co_await Delay(run_.calendar, draw_duration(site.handling.search_s, reactions_));
    const Time since = std::exchange(me_.busy_since, kUnset);
    run_.sinks.each([&](Sink& s) { s.busy(guard_.entity, since, run_.now()); });
    me_.order = nullptr;
    me_.free = true;
    concluded(run_, alarm);
  }

 private:
  static Passer passer(Run& run, std::size_t index) {
    const Site& site = run.world.site;
    const EntityId who = site.guards[index].entity;
    return {who, site.layout->badge_of_guard[index], kNowhere, run.stream(who, "doors")};
  }
  Run& run_;
  const Guard& guard_;
  GuardState& me_;
  TravelTable running_;
  SiteWay way_;
  Stream reactions_ = run_.stream(guard_.entity, "reactions");
};

}  // namespace

Process guard_on_duty(Run& run, std::size_t index) {
  const Site& site = run.world.site;
  const Guard& guard = site.guards[index];
  GuardState& me = run.site.guards[index];
  GuardDuty duty(run, index);
  Stream pauses = run.stream(guard.entity, "tour");
  Time next_tour = Time{0} + guard.first_tour;
  for (;;) {
    while (me.order) co_await duty.see_to(*me.order);
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
