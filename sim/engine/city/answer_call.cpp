// SPDX-License-Identifier: Apache-2.0
// A unit with an order: turnout, the way, the scene. Others may be sent in its place.
#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "engine/city/city_processes.hpp"
#include "engine/kernel/forever.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/officers.hpp"
#include "engine/site/site_processes.hpp"

namespace vedette {

namespace {

Duration scaled(Duration d, double factor) {
  return factor == 1.0 ? d : Duration{std::llround(static_cast<double>(d.us) / factor)};
}

// The first unit's stages are the incident's; a later unit's only show in its own states.
void stamp_first(Run& run, CallCase& call, Stage stage, EntityId unit) {
  if (call.main != &call || call.incident->has(stage)) return;
  run.stamp(*call.incident, stage, unit);
  if (call.alarm) police_stage(run, *call.alarm, stage, unit);
}

// What may take the unit away from this order.
void soften(UnitState& me, const CallCase& call, bool work_is_interruptible, Preemption rule) {
  me.ready->under_way = !work_is_interruptible;
  me.ready->soft_priority =
      work_is_interruptible || rule != Preemption::kNone ? call.priority : std::uint8_t{0};
}

class Answer {
 public:
  Answer(Run& the_run, std::size_t index)
      : run(the_run),
        city(the_run.world.city),
        unit(city.units[index]),
        me(the_run.city.units[index]) {}

  Run& run;
  const City& city;
  const Unit& unit;
  UnitState& me;

  void tell() const {
    if (run.sinks.wants_movement()) me.mover.tell(run, unit.entity, run.now());
  }
  bool replaced(const CallCase* call) const { return me.order != call; }

  // To the scene by the present state of the roads.
  Time depart(const CallCase& call) const {
    const Mode& mode = mode_of(run, unit);
    // The rest of an arc is driven with siren from now on, unless it is already.
    const double faster = me.siren ? 1 : mode.siren->speed_factor() / mode.travel->speed_factor();
    const Duration rest = scaled(me.mover.to_next_node(run.now()), faster);
    me.siren = true;
    return me.mover.depart(*mode.siren, call.node, run.now(), rest, pace_of(run, unit));
  }
  // A unit under way stops at the next junction to take the order in; the way begins there.
  Time stop_at_next() const {
    const NodeId next = me.mover.next_node(run.now());
    me.siren = false;
    return me.mover.depart(*mode_of(run, unit).travel, next, run.now(),
                           me.mover.to_next_node(run.now()));
  }
  // The time on the scene: what is left of the work, or until the post's window ends.
  Duration work_of(const CallCase& call) const {
    if (call.until == kNever || !call.post->stays) return call.on_scene;
    return std::max(call.until - run.now(), Duration{});
  }
  void manned(const CallCase& call, Time since) const {
    if (!call.post || !call.post->stays) return;
    const Tally tally{TallyKind::kManned, unit.entity, call.post->entity, since, run.now()};
    run.sinks.each([&](Sink& s) { s.tally(tally); });
  }
  void no_longer_busy() const {
    const Time since = std::exchange(me.busy_since, kUnset);
    if (since != kUnset) run.sinks.each([&](Sink& s) { s.busy(unit.entity, since, run.now()); });
  }
};

// On the scene of a case with several units: until everybody may leave.
Task<> stay_with_others(Answer& a, CallCase& call) {
  CallCase& main = *call.main;
  main.crew.push_back(&a.me);
  if (&call == &main) stamp_first(a.run, call, Stage::kPoliceArrived, a.unit.entity);
  --main.on_the_way;
  if (!main.scene_set) {
    main.scene_set = true;
    main.scene = a.run.calendar.start(scene(a.run, main));
  } else if (main.on_the_way == 0) {
    main.scene.interrupt();  // everybody is there
  }
  while (!main.over) (void)co_await Forever(a.run.calendar);
}

}  // namespace

Task<> answer_call(Run& run, std::size_t index, bool at_post) {
  Answer a(run, index);
  UnitState& me = a.me;
  Calendar& clock = run.calendar;
  const EntityId who = a.unit.entity;
  const Preemption rule = a.city.dispatch.preemption;
  me.busy_since = run.now();
  me.driving = false;
  while (CallCase* const call = me.order) {
    Incident& incident = *call->incident;
    const CallType& type = a.city.call_types[incident.type];
    soften(me, *call, type.interruptible, rule);
    stamp_first(run, *call, Stage::kPoliceDispatched, who);
    run.state(who, "turnout");
    const Distribution& turnout = at_post ? a.unit.turnout_s : a.unit.turnout_on_patrol_s;
    const Duration ready = draw_duration(turnout, call->random);
    at_post = false;
    if (ready.us > 0) {
      a.tell();
      Time out = run.now() + ready;
      const bool moving = me.mover.moving(run.now());
      const NodeId next = me.mover.next_node(run.now());
      if (moving) out = std::max(out, a.stop_at_next());
      while (run.now() < out && !a.replaced(call)) (void)co_await Delay(clock, out);
      if (a.replaced(call)) continue;
      a.tell();
      if (moving) me.mover.place(next);
    }
    stamp_first(run, *call, Stage::kPoliceEnRoute, who);
    run.state(who, "on the way");
    a.tell();
    Time there = a.depart(*call);
    me.driving = true;
    while ((run.now() < there || me.rerouted) && !a.replaced(call)) {
      if (std::exchange(me.rerouted, false)) {
        a.tell();
        there = a.depart(*call);
      } else if (there == kNever) {
        (void)co_await Forever(clock);  // no way, unless a road is opened again
      } else {
        (void)co_await Delay(clock, there);
      }
    }
    me.driving = false;
    a.tell();
    if (a.replaced(call)) continue;
    me.mover.place(call->node);
    const Time at_place = run.now() + call->off_road;
    while (run.now() < at_place && !a.replaced(call)) (void)co_await Delay(clock, at_place);
    if (a.replaced(call)) continue;
    if (call->expired) {  // its window is over
      a.no_longer_busy();
      end_case(run, *call);
      me.ready->soft_priority = 0;
      me.order = nullptr;
      continue;
    }
    if (call->main == call && !incident.responder.valid()) incident.responder = who;
    run.state(who, "on scene");
    std::optional<OfficersOnSite> inside;
    if (const AlarmCase* const alarm = call->main->alarm; alarm && enters_site(run, *alarm)) {
      me.ready->soft_priority = 0;
      me.ready->under_way = false;
      const NodeId spot = run.world.site.zones[alarm->zone].walk_node;
      stamp_first(run, *call, Stage::kPoliceArrived, who);
      run.state(who, "on the site");
      inside.emplace(run, who, Stream(call->random.bits(), call->random.bits(), 0, 0));
      co_await inside->go(spot);
      stamp_first(run, *call, Stage::kPoliceAtSpot, who);
      run.state(who, "on scene");
    }
    if (call->simple) {
      me.ready->soft_priority = 0;
      stamp_first(run, *call, Stage::kPoliceArrived, who);
      const Time end = run.now() + call->on_scene;
      while (run.now() < end) (void)co_await Delay(clock, end);
      run.stamp(incident, Stage::kCleared, who);
      a.no_longer_busy();
      end_case(run, *call);
    } else if (type.interruptible || call->post) {
      stamp_first(run, *call, Stage::kPoliceArrived, who);
      me.ready->under_way = false;
      if (!type.interruptible) me.ready->soft_priority = 0;
      me.work_until = run.now() + a.work_of(*call);
      const Time since = run.now();
      while (run.now() < me.work_until && !a.replaced(call))
        (void)co_await Delay(clock, me.work_until);
      a.manned(*call, since);
      if (a.replaced(call)) continue;
      run.stamp(incident, Stage::kCleared, who);
      a.no_longer_busy();
      end_case(run, *call);
    } else {
      me.ready->soft_priority = 0;
      co_await stay_with_others(a, *call);
      a.no_longer_busy();
    }
    me.ready->soft_priority = 0;
    me.work_until = kNever;
    me.order = nullptr;
    if (inside) {
      run.state(who, "leaving the site");
      co_await inside->back();
    }
  }
}

}  // namespace vedette
