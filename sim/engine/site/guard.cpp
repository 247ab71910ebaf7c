// SPDX-License-Identifier: Apache-2.0
// A guard: shift and hand-over, tours past the checkpoints (alone or in a pair), rest at the post,
// and the alarms he is sent to.
#include <algorithm>
#include <optional>

#include "engine/equipment/equipment_processes.hpp"
#include "engine/kernel/forever.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/guard_way.hpp"
#include "engine/site/plan_run.hpp"
#include "engine/site/site_processes.hpp"
#include "engine/site/tour.hpp"
#include "engine/weather.hpp"

namespace vedette {

namespace {

class GuardDuty {
 public:
  GuardDuty(Run& run, std::size_t index)
      : run_(run),
        index_(index),
        guard_(run.world.site.guards[index]),
        me_(run.site.guards[index]),
        running_(running_ways(run, run.world.site.handling.run_factor)),
        way_(run, me_.mover, passer(run, index)) {
    way_.stand(guard_.post);
    const std::uint32_t pair = run.site.pair_of[index];
    if (pair != kNoIndex) pair_ = &run.site.pairs[pair];
    if (guard_.tour == kNoIndex || follows()) return;
    plan_.emplace(run, index);
    if (pair_) pair_->plan = &*plan_;
  }
  ~GuardDuty() {
    if (pair_ && leads()) pair_->plan = nullptr;
  }
  GuardDuty(const GuardDuty&) = delete;
  GuardDuty& operator=(const GuardDuty&) = delete;

  bool ordered() const { return me_.order != nullptr; }
  bool at_post() {
    return me_.mover.next_node(run_.now()) == guard_.post && !me_.mover.moving(run_.now());
  }
  /// The span of duty that contains now or comes next.
  Duty shift() const {
    const Protection* plan = run_.world.site.protection.get();
    const std::uint32_t shift = plan ? plan->guards[index_].shift : kNoIndex;
    if (shift == kNoIndex) return {Time{0}, kNever};
    return next_duty(run_.world.city.shifts[shift], run_.now(), run_.world.start_second_of_day);
  }
  Duration hand_over() const { return run_.world.site.protection->guards[index_].hand_over; }

  /// Walks to `to`; false when an order came on the way.
  Task<bool> walk(NodeId to) { co_return co_await way_.go(to, *run_.world.site.walking); }

  /// Runs to the alarm's zone, searches, is free again there.
  Task<> see_to(AlarmCase& alarm) {
    const Site& site = run_.world.site;
    Incident& incident = *alarm.incident;
    me_.busy_since = run_.now();
    const bool recorder = run_.world.network.recorders.profile != kNoIndex;
    const StreamId live = recorder ? begin_recording(run_) : 0;
    run_.state(guard_.entity, "ordered");
    (void)co_await Delay(run_.calendar, draw_duration(site.handling.guard_reaction_s, reactions_));
    way_.tell();
    run_.state(guard_.entity, "running");
    (void)co_await way_.go(site.zones[alarm.zone].walk_node, *running_, true);
    run_.state(guard_.entity, "at alarm");
    if (!incident.has(Stage::kGuardArrived)) {
      incident.responder = guard_.entity;
      run_.stamp(incident, Stage::kGuardArrived, guard_.entity);
    }
    guard_reaches(alarm, static_cast<std::uint32_t>(index_));
    co_await guard_steps(run_, alarm, guard_.entity);
    (void)co_await Delay(run_.calendar, draw_duration(site.handling.search_s, reactions_));
    const Time since = std::exchange(me_.busy_since, kUnset);
    if (recorder) end_recording(run_, live, guard_.entity, since);
    run_.sinks.each([&](Sink& s) { s.busy(guard_.entity, since, run_.now()); });
    me_.order = nullptr;
    me_.free = !me_.absent;
    concluded(run_, alarm);
  }

  /// At the post until `until`, or until a tour has been walked or given up, or an order came.
  Task<> stay_or_tour(Time until, Time no_tour_before) {
    if (pair_ && follows()) {
      if (pair_->wanted && pair_->plan) {
        pair_->wanted = false;
        pair_->walking = true;
        run_.site.guards[pair_->leader].process.interrupt();
        co_await tour(*pair_->plan);
        co_return;
      }
      co_await rest(until);
      co_return;
    }
    if (!plan_ || plan_->next() >= until) {
      co_await rest(until);
      co_return;
    }
    const Time start = std::max(plan_->next(), no_tour_before);
    if (start > run_.now() && !co_await Delay(run_.calendar, start)) co_return;
    plan_->skip_past();
    // Nobody sets out on a tour that would not be over by the end of the shift.
    if (until != kNever && run_.now() + plan_->expected() > until) {
      if (plan_->by_the_clock())
        plan_->give_up();
      else
        co_await rest(until);
      co_return;
    }
    if (pair_ && !co_await find_partner()) {
      if (!ordered()) plan_->give_up();
      co_return;
    }
    plan_->begin();
    co_await tour(*plan_);
  }

  Task<> rest(Time until) {
    if (until == kNever)
      (void)co_await Forever(run_.calendar);
    else
      (void)co_await Delay(run_.calendar, until);
  }

  void go_on_duty() {
    me_.free = !me_.absent;
    me_.on_duty_since = run_.now();
  }
  void go_off_duty() {
    me_.free = false;
    const Time since = std::exchange(me_.on_duty_since, kUnset);
    run_.sinks.each([&](Sink& s) { s.on_duty(guard_.entity, since, run_.now()); });
    run_.log(Topic::kShiftChange, guard_.entity, "off duty");
    run_.state(guard_.entity, "off duty");
  }

 private:
  bool leads() const { return pair_->leader == index_; }
  bool follows() const { return pair_ && pair_->follower == index_; }

  // Waits for the other of the pair at the post; false when he does not come or an order does.
  Task<bool> find_partner() {
    pair_->wanted = true;
    run_.state(guard_.entity, "waiting for partner");
    GuardState& other = run_.site.guards[pair_->follower];
    if (other.free && !other.order) other.process.interrupt();
    const Duration patience = run_.world.site.protection->tours[guard_.tour].pair_patience;
    const bool in_vain = co_await Delay(run_.calendar, patience);
    const bool found = !in_vain && pair_->walking;
    pair_->wanted = false;
    if (!found && in_vain) run_.log(Topic::kCheckpointVisited, guard_.entity, "no partner");
    co_return found;
  }

  // Both of a pair walk it side by side; who is called away takes the other out of it too.
  Task<> tour(TourPlan& plan) {
    const Site& site = run_.world.site;
    run_.state(guard_.entity, "touring");
    const bool tells = !follows();
    std::size_t k = 0;
    bool whole = true;
    // The leader begins the tour in the same moment, but perhaps after this.
    if (!tells) (void)co_await Delay(run_.calendar, Duration{});
    for (; whole && k < plan.points(); ++k) {
      const Checkpoint& checkpoint = site.checkpoints[plan.point(k)];
      whole = co_await walk(checkpoint.node) && together();
      if (!whole) break;
      if (tells) {
        run_.log(Topic::kCheckpointVisited, guard_.entity, "visited", checkpoint.entity);
        plan.read(k);
      }
      const Duration pause = plan.pause(k);
      whole = co_await Delay(run_.calendar, pause) && together();
    }
    if (pair_ && pair_->walking && !whole) {
      pair_->walking = false;
      run_.site.guards[follows() ? pair_->leader : pair_->follower].process.interrupt();
    }
    if (!tells) co_return;
    plan.over(k, whole);
    if (pair_) pair_->walking = false;
  }
  bool together() const { return !pair_ || pair_->walking; }
  static Passer passer(Run& run, std::size_t index) {
    const Site& site = run.world.site;
    const EntityId who = site.guards[index].entity;
    return {who, site.layout->badge_of_guard[index], kNowhere, run.stream(who, "doors")};
  }
  Run& run_;
  std::size_t index_;
  const Guard& guard_;
  GuardState& me_;
  std::shared_ptr<const TravelTable> running_;
  SiteWay way_;
  Stream reactions_ = run_.stream(guard_.entity, "reactions");
  PairState* pair_ = nullptr;
  std::optional<TourPlan> plan_;
};

}  // namespace

Process guard_on_duty(Run& run, std::size_t index) {
  const Guard& guard = run.world.site.guards[index];
  GuardState& me = run.site.guards[index];
  GuardDuty duty(run, index);
  for (;;) {
    const Duty shift = duty.shift();
    if (shift.from > run.now()) {
      if (me.free) {
        me.free = false;
        run.state(guard.entity, "off duty");
      }
      if (!co_await Delay(run.calendar, shift.from)) continue;
    }
    duty.go_on_duty();
    if (shift.from > Time{0}) {
      run.log(Topic::kShiftChange, guard.entity, "on duty");
      if (guard.tour != kNoIndex) run.site.tour_gaps[guard.tour].new_shift = true;
    }
    const Time handed_over = shift.to == kNever ? Time{0} : shift.from + duty.hand_over();
    while (run.now() < shift.to || duty.ordered()) {
      while (duty.ordered()) co_await duty.see_to(*me.order);
      if (run.now() >= shift.to) break;
      if (me.absent) {
        run.state(guard.entity, me.why_absent);
        while (me.absent && run.now() < shift.to) co_await duty.rest(shift.to);
        continue;
      }
      if (me.stand.valid()) {
        const NodeId there = me.stand;
        run.state(guard.entity, "standing in");
        if (co_await duty.walk(there)) co_await duty.rest(shift.to);
        continue;
      }
      if (!duty.at_post()) {
        run.state(guard.entity, "going back");
        if (!co_await duty.walk(guard.post)) continue;
      }
      run.state(guard.entity, run.now() < handed_over ? "hand-over" : "at post");
      co_await duty.stay_or_tour(shift.to, handed_over);
    }
    if (me.stand.valid()) leave_post(run, static_cast<std::uint32_t>(index));
    // Whoever is still outside walks back first, and may still be needed.
    while (duty.ordered() || !duty.at_post()) {
      if (duty.ordered())
        co_await duty.see_to(*me.order);
      else
        (void)co_await duty.walk(guard.post);
    }
    duty.go_off_duty();
  }
}

}  // namespace vedette
