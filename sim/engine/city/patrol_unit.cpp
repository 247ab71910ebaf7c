// SPDX-License-Identifier: Apache-2.0
// A patrol unit: shift, hand-over, patrol of its beat or waiting at its post, breaks, and the calls
// it is sent to.
#include <algorithm>
#include <utility>
#include <vector>

#include "engine/city/city_processes.hpp"
#include "engine/kernel/forever.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/shift.hpp"

namespace vedette {

namespace {

// A fleet at places has its place twice as its beat; a cell of one junction has it once.
bool stays_at_one_place(const std::vector<NodeId>& points) {
  return points.size() > 1 &&
         std::all_of(points.begin(), points.end(), [&](NodeId p) { return p == points.front(); });
}

class Patrol {
 public:
  Patrol(Run& the_run, std::size_t the_index)
      : run(the_run),
        index(the_index),
        city(the_run.world.city),
        unit(city.units[the_index]),
        me(the_run.city.units[the_index]),
        who(unit.entity),
        beat(unit.beat),
        patrols(beat != kNoIndex && city.beats[beat].points.size() > 0),
        stays(patrols && stays_at_one_place(city.beats[beat].points)),
        moves_up(beat == kNoIndex && city.dispatch.move_up != MoveUp::kNone),
        choice(the_run.stream(who, "patrol")),
        sight(the_run.stream(who, "sight")),
        shift(city.shifts[unit.shift]),
        breaks(unit.breaks ? *unit.breaks : shift.breaks) {
    copy_unit();
  }

  Run& run;
  const std::size_t index;
  const City& city;
  const Unit& unit;
  UnitState& me;
  // What each point of a patrol needs stands together, the unit's part of it copied: memory is what
  // patrols wait for.
  const EntityId who;
  std::uint32_t beat;
  const bool patrols, stays, moves_up;          ///< stays: its beat is one place, where it waits
  bool at_post = true;                          ///< waiting inside, with the full turnout
  Time left_at = kUnset;                        ///< for the point it is on its way to
  std::vector<std::pair<Time, NodeId>> passed;  ///< on the present way, in order of time
  const Finds* finds = nullptr;
  const StopChecks* checks = nullptr;
  Stream choice;
  Distribution pause_s;
  Stream sight;
  std::vector<bool> in_passing;  ///< per junction: to be visited in passing; empty: none
  const Shift& shift;
  const Breaks& breaks;

  // After every wait: a change of the run may have put another unit in its place.
  void follow_change() {
    if (run.change) copy_unit();
  }
  void copy_unit() {
    finds = unit.finds.get();
    checks = unit.checks.get();
    pause_s = unit.pause_s;
    me.mode = unit.mode;
    const bool same = beat == unit.beat && !in_passing.empty();
    if (!patrols || unit.beat == kNoIndex || same) return;
    beat = unit.beat;
    in_passing.clear();
    if (!city.beats[beat].passing_counts()) return;
    in_passing.resize(city.areas.size());
    for (const NodeId point : city.beats[beat].points) in_passing[point.index()] = true;
  }

  void tell() const {
    if (run.sinks.wants_movement()) me.mover.tell(run, who, run.now());
  }
  NodeId here() const { return me.mover.next_node(run.now()); }
  void visit(NodeId point) const {
    PatrolPoint& own = run.city.points[point.index()];
    own.last_visit = run.now();
    if (stays) return;  // a depot or a post: being there is no patrol
    const Tally visit{TallyKind::kVisit, who, own.place, run.now(), run.now()};
    run.sinks.each([&](Sink& s) { s.tally(visit); });
  }
  // Patrol points of the beat that it drives past on the way it has just set out on: when, which.
  void look_ahead(NodeId to) {
    passed.clear();
    if (in_passing.empty()) return;
    me.mover.each_node([&](NodeId node, auto left) {
      if (!in_passing[node.index()] || node == to) return;
      if (const Time at = me.mover.time_with(left()); at > run.now()) passed.emplace_back(at, node);
    });
  }
  // A full way by the present roads, after what is left of the arc.
  Time depart(NodeId to) const {
    me.siren = false;
    return me.mover.depart(*mode_of(run, unit).travel, to, run.now(),
                           me.mover.to_next_node(run.now()), pace_of(run, unit));
  }
  // To that point, or while no road leads there to the one of the others that has waited longest.
  Time depart_on_patrol(NodeId point) const {
    me.siren = false;
    const Mode& mode = mode_of(run, me.mode);
    const double pace = pace_of(run, mode);
    const auto depart_to = [&](NodeId to) {
      return me.mover.depart_along(*mode.travel, to, run.now(), me.mover.to_next_node(run.now()),
                                   pace);
    };
    const Time there = depart_to(point);
    return there != kNever ? there : depart_to(longest_idle(run, me, beat, here()));
  }
  // The next break that is due, kNever after the last.
  Time next_break(const Duty& duty) const {
    if (me.next_break >= breaks.size() || duty.to == kNever) return kNever;
    return duty.from + breaks[me.next_break].first;
  }
};

// Patrol points may lie at one place, and pauses be 0: time must go on all the same.
constexpr Duration kShortestVisit = 60 * kSecond;

// Patrol from point to point, until an order comes or `until`. One frame for all of it: a city's
// patrols visit tens of millions of points in a year.
Task<> patrol(Patrol& a, Time until) {
  Run& run = a.run;
  UnitState& me = a.me;
  Delay wait(run.calendar, until);
  for (;;) {
    // On the way; what it passes is visited.
    a.follow_change();
    a.left_at = run.now();
    const Time there = a.depart_on_patrol(next_point(run, me, a.beat, a.here(), a.choice));
    const NodeId to = me.mover.destination();
    const Time end = std::min(there, until);
    me.ready->free = true;
    me.driving = true;
    run.state(a.who, "patrolling");
    ++run.city.points[to.index()].heading_to;
    bool on = true;  // nobody has interrupted it
    a.look_ahead(to);
    for (std::size_t i = 0; on && i < a.passed.size() && a.passed[i].first <= end; ++i) {
      on = co_await wait.to(a.passed[i].first);
      if (on) a.visit(a.passed[i].second);
    }
    if (on && end == kNever)
      (void)co_await Forever(run.calendar);
    else if (on && run.now() < end)  // it may stand there already
      (void)co_await wait.to(end);
    a.follow_change();
    --run.city.points[to.index()].heading_to;
    me.driving = false;
    if (me.order) co_return;
    me.ready->free = false;
    a.tell();
    if (!std::exchange(me.rerouted, false) && run.now() == there) {
      // At the point: look around, stand. `me.ready->free` decides whether an order may come.
      me.mover.place(to);
      a.visit(to);
      if (a.finds && a.sight.uniform() < a.finds->chance)
        co_await report_find(run, a.unit, me, to, a.sight);
      a.follow_change();
      if (a.checks && a.sight.uniform() < a.checks->chance)
        co_await stop_check(run, a.unit, me, to, a.sight);
      a.follow_change();
      if (a.finds || a.checks) run.state(a.who, "patrolling");
      me.order = take_waiting(run, me);  // one may have come while it was at that
      if (me.order) co_return;
      Duration pause = draw_duration(a.pause_s, a.choice);
      if (run.now() == a.left_at) pause = std::max(pause, kShortestVisit);
      const Time over = std::min(run.now() + pause, until);
      me.ready->free = pause.us > 0;
      while (run.now() < over && !me.order) (void)co_await wait.to(over);
      if (me.order) co_return;
      me.ready->free = false;
    }
    if (run.now() >= until) co_return;
    me.order = take_waiting(run, me);
    if (me.order) co_return;
  }
}

// Go to the post, or wait there, until an order comes or `until`.
Task<> wait_at_post(Patrol& a, Time until) {
  Run& run = a.run;
  UnitState& me = a.me;
  Time there = kNever;
  const bool on_the_way = !a.at_post;
  if (on_the_way) {
    if (a.moves_up) me.post = best_post(run, a.unit);
    there = a.depart(me.post);
    me.ready->free = a.city.dispatch.returning_units_respond;
    run.state(a.unit.entity, a.moves_up ? "moving up" : "going home");
  } else {
    me.ready->free = true;
    run.state(a.unit.entity, "at home");
  }
  if (a.moves_up && me.ready->free) set_covering(run, me, true);
  me.driving = on_the_way;
  const Time end = std::min(there, until);
  if (end == kNever)
    (void)co_await Forever(run.calendar);
  else
    (void)co_await Delay(run.calendar, end);
  me.driving = false;
  if (me.order) co_return;
  me.ready->free = false;
  set_covering(run, me, false);
  a.tell();
  if (std::exchange(me.rerouted, false) || run.now() != there || !on_the_way) co_return;
  me.mover.place(me.post);
  a.at_post = true;
}

// Where the unit begins counts as visited, once it is in step with the others on the tour, if there
// are any: they have all taken over by the mean time, some sooner and some later.
Task<> begin_patrol(Patrol& a, const Duty& duty) {
  Run& run = a.run;
  const Time taken_over =
      duty.from > Time{0} ? duty.from + seconds(a.unit.handover_s.mean()) : Time{0};
  const auto& units = run.world.city.units;
  const bool tour = a.city.beats[a.unit.beat].rule == RouteRule::kFixedTour &&
                    std::any_of(units.begin(), units.end(), [&](const Unit& other) {
                      return &other != &a.unit && other.beat == a.unit.beat;
                    });
  const Time end = tour ? std::min(taken_over + a.unit.tour_wait, duty.to) : run.now();
  if (run.now() < end) {
    a.me.order = take_waiting(run, a.me);
    a.me.ready->free = !a.me.order;
    while (run.now() < end && !a.me.order) (void)co_await Delay(run.calendar, end);
    if (a.me.order) co_return;
    a.me.ready->free = false;
  }
  // Where there is no other point it is there already and looks round at once.
  const auto& points = a.city.beats[a.unit.beat].points;
  if (std::any_of(points.begin(), points.end(), [&](NodeId p) { return p != a.unit.home; }))
    a.visit(a.unit.home);
}

// On duty from now to duty.to; a call in hand is finished.
Task<> duty_hours(Patrol& a, Duty duty) {
  Run& run = a.run;
  UnitState& me = a.me;
  const Duration taking_over =
      duty.from > Time{0} ? draw_duration(a.unit.handover_s, a.choice) : Duration{};
  if (taking_over.us > 0) {
    run.state(a.unit.entity, "hand-over");
    const Time ready = run.now() + taking_over;
    while (run.now() < ready) (void)co_await Delay(run.calendar, ready);
  }
  if (a.patrols && run.now() < duty.to && !me.order) co_await begin_patrol(a, duty);
  while (run.now() < duty.to || me.order) {
    if (!me.order) me.order = take_waiting(run, me);
    if (me.order) {
      me.ready->free = false;
      const bool inside = a.at_post && !a.patrols;
      co_await answer_call(run, a.index, inside);
      a.at_post =
          !a.patrols && !me.mover.moving(run.now()) && me.mover.next_node(run.now()) == me.post;
      continue;
    }
    if (run.now() >= duty.to) break;
    if (run.now() >= a.next_break(duty)) {
      run.state(a.unit.entity, "break");
      a.tell();
      me.mover.place(me.mover.next_node(run.now()));
      const Time over = run.now() + a.breaks[me.next_break++].second;
      while (run.now() < over) (void)co_await Delay(run.calendar, over);
      continue;
    }
    const Time until = std::min(duty.to, a.next_break(duty));
    if (a.patrols)
      co_await patrol(a, until);
    else
      co_await wait_at_post(a, until);
  }
}

}  // namespace

Process patrol_unit(Run& run, std::size_t index) {
  Patrol a(run, index);
  UnitState& me = a.me;
  const EntityId who = a.unit.entity;
  const RunChange* const change = run.change;
  const bool begins = change && index < change->unit_begins.size() && change->unit_begins[index];
  const bool ends = change && index < change->unit_ends.size() && change->unit_ends[index];
  if (begins) {
    run.state(who, "off duty");
    (void)co_await Delay(run.calendar, change->at);
  }
  for (;;) {
    Duty duty = next_duty(a.shift, run.now(), run.world.start_second_of_day);
    // Withdrawn: in the middle of a shift, or before the next one begins.
    if (ends && (run.now() >= change->at || duty.from >= change->at)) {
      run.state(who, "off duty");
      (void)co_await Forever(run.calendar);
    }
    if (ends) duty.to = std::min(duty.to, change->at);
    if (duty.from > run.now()) {
      run.state(who, "off duty");
      (void)co_await Delay(run.calendar, duty.from);
    }
    if (begins) duty.from = std::max(duty.from, run.now());
    me.on_duty = true;
    me.on_duty_since = run.now();
    me.mover.place(a.unit.home);
    me.post = a.unit.home;
    a.at_post = true;
    me.next_break = 0;
    me.tour_index = a.unit.tour_start;
    while (run.now() >= a.next_break(duty)) ++me.next_break;  // the run begins later than these
    run.state(who, a.patrols ? "patrolling" : "at home");
    if (duty.from > Time{0}) run.log(Topic::kShiftChange, who, "on duty");
    co_await duty_hours(a, duty);
    a.tell();
    me.on_duty = me.ready->free = false;
    run.sinks.each([&](Sink& s) { s.on_duty(who, me.on_duty_since, run.now()); });
    run.log(Topic::kShiftChange, who, "off duty");
    // Off duty it drives home; nobody can send it any more.
    if (me.mover.moving(run.now()) || me.mover.next_node(run.now()) != a.unit.home) {
      run.state(who, "going home");
      const Time home = a.depart(a.unit.home);
      const Duty next = next_duty(a.shift, run.now(), run.world.start_second_of_day);
      const bool withdrawn = ends && run.now() >= change->at;
      (void)co_await Delay(run.calendar, withdrawn ? home : std::min(home, next.from));
      a.tell();
    }
    me.mover.place(a.unit.home);
  }
}

}  // namespace vedette
