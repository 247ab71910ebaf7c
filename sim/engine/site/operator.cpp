// SPDX-License-Identifier: Apache-2.0
// An operator of a duty room: alarms, steps of plans, rounds, breaks, hand-over.
#include <utility>

#include "engine/kernel/forever.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/site/operator_desk.hpp"
#include "engine/site/site_processes.hpp"

namespace vedette {

OperatorDesk::OperatorDesk(Run& run, std::size_t index)
    : run_(run),
      site_(run.world.site),
      response_(*site_.response),
      who_(site_.operators[index]),
      plan_(response_.operators[index]),
      index_(index),
      me_(run.site.response->operators[index]),
      room_(*run.site.response->rooms[plan_.room]),
      own_(run.stream(who_.entity, "operator")) {}

void OperatorDesk::works(TallyKind kind, Time since, bool busy) {
  if (run_.now() <= since) return;
  if (busy) run_.sinks.each([&](Sink& s) { s.busy(who_.entity, since, run_.now()); });
  const Tally tally{kind, who_.entity, {}, since, run_.now()};
  run_.sinks.each([&](Sink& s) { s.tally(tally); });
}

void OperatorDesk::attentive(bool on) {
  if (attentive_ == on) return;
  attentive_ = on;
  if (on)
    ++room_.watching;
  else
    --room_.watching;
}

Time OperatorDesk::next_change() const {
  if (plan_.shift == kNoIndex) return kNever;
  const auto& breaks = run_.world.city.shifts[plan_.shift].breaks;
  return next_break_ < breaks.size() ? std::min(duty_.to, duty_.from + breaks[next_break_].first)
                                     : duty_.to;
}

void OperatorDesk::begin() {
  if (plan_.shift != kNoIndex) {
    const Shift& shift = run_.world.city.shifts[plan_.shift];
    duty_ = next_duty(shift, run_.now(), run_.world.start_second_of_day);
    me_.on_duty = duty_.from <= run_.now();
    while (next_break_ < shift.breaks.size() &&
           duty_.from + shift.breaks[next_break_].first <= run_.now())
      ++next_break_;
  }
  run_.state(who_.entity, me_.on_duty ? "watching" : "off duty");
}

Task<> OperatorDesk::away(Time until, std::string_view state, TallyKind kind) {
  const Time since = run_.now();
  run_.state(who_.entity, state);
  while (run_.now() < until && !co_await Delay(run_.calendar, until)) {
  }
  works(kind, since, kind == TallyKind::kWorkHandOver);
  run_.state(who_.entity, "watching");
}

// Who leaves and who comes are both busy handing over; meanwhile alarms wait.
Task<> OperatorDesk::change_of_shifts() {
  const Shift& shift = run_.world.city.shifts[plan_.shift];
  if (me_.on_duty) {
    co_await away(run_.now() + draw_duration(response_.model.hand_over_s, own_), "handing over",
                  TallyKind::kWorkHandOver);
    me_.on_duty = false;
    run_.state(who_.entity, "off duty");
    run_.log(Topic::kShiftChange, who_.entity, "off duty");
    run_.sinks.each([&](Sink& s) { s.on_duty(who_.entity, me_.on_duty_since, run_.now()); });
    duty_ = next_duty(shift, run_.now(), run_.world.start_second_of_day);
  }
  while (run_.now() < duty_.from) (void)co_await Delay(run_.calendar, duty_.from);
  me_.on_duty = true;
  me_.on_duty_since = run_.now();
  next_break_ = 0;
  run_.log(Topic::kShiftChange, who_.entity, "on duty");
  if (room_.handed_over != run_.now()) {
    room_.handed_over = run_.now();
    room_.alarms.each([&](const DeskItem& item) {
      if (item.step != kNoIndex || item.alarm->plan->taken) return;
      const Incident& incident = *item.alarm->incident;
      const Tally tally{TallyKind::kWaitingAtHandOver, who_.entity, incident.place,
                        incident[Stage::kQueued], run_.now()};
      run_.sinks.each([&](Sink& s) { s.tally(tally); });
    });
  }
  co_await away(run_.now() + draw_duration(response_.model.hand_over_s, own_), "taking over",
                TallyKind::kWorkHandOver);
}

Task<> OperatorDesk::next() {
  if (me_.absent) {
    run_.state(who_.entity, "absent");
    me_.gone = true;
    while (me_.absent) (void)co_await Forever(run_.calendar);
    me_.gone = false;
    run_.state(who_.entity, "watching");
  }
  if (!me_.on_duty || run_.now() >= duty_.to) {
    co_await change_of_shifts();
  } else if (run_.now() >= next_change()) {
    const auto& one = run_.world.city.shifts[plan_.shift].breaks[next_break_++];
    co_await away(std::min(run_.now() + one.second, duty_.to), "on a break", TallyKind::kWorkBreak);
  } else {
    co_await wait_for_work();
  }
}

Task<> OperatorDesk::wait_for_work() {
  const Time until = next_change();
  std::optional<DeskItem> item;
  std::optional<std::shared_ptr<PlannedWork>> planned;
  me_.idle = true;
  attentive(true);
  if (until == kNever) {
    auto came = co_await first_of(room_.alarms.receive(), room_.planned.receive());
    item = std::move(came.get<0>());
    planned = std::move(came.get<1>());
  } else {
    auto came = co_await first_of(room_.alarms.receive(), room_.planned.receive(),
                                  Delay(run_.calendar, until));
    item = std::move(came.get<0>());
    planned = std::move(came.get<1>());
  }
  me_.idle = false;
  attentive(false);
  if (item) co_await take(std::move(*item));
  if (planned) co_await round(std::move(*planned));
}

Task<> OperatorDesk::take(DeskItem item) {
  PlanRun& plan = *item.alarm->plan;
  if (plan.closed || (item.step == kNoIndex && plan.taken)) co_return;
  if (item.step != kNoIndex && plan.steps[item.step].phase != StepState::Phase::kDue) co_return;
  since_ = me_.busy_since = run_.now();
  if (item.step == kNoIndex) {
    co_await see_to(*item.alarm);
  } else {
    run_.state(who_.entity, "carrying out plan");
    plan.at_hand = plan_.room;
    co_await step(*item.alarm, item.step);
    if (!plan.closed) co_await steps_of(*item.alarm);
    plan.at_hand = kNoIndex;
    works(TallyKind::kWorkPlan, since_, false);
  }
  const Time since = std::exchange(me_.busy_since, kUnset);
  run_.sinks.each([&](Sink& s) { s.busy(who_.entity, since, run_.now()); });
  run_.state(who_.entity, "watching");
}

Task<> OperatorDesk::see_to(AlarmCase& alarm) {
  const AlarmHandling& handling = site_.handling;
  Incident& incident = *alarm.incident;
  PlanRun& plan = *alarm.plan;
  plan.taken = true;
  run_.state(who_.entity, "alarm");
  step_begins(run_, alarm, 0, who_.entity);
  double seconds_needed = handling.acknowledge_s.sample(alarm.random);
  seconds_needed *= 1 + response_.model.slowdown * (1 - me_.trust);
  co_await work_on(alarm, seconds_needed > 0 ? seconds(seconds_needed) : Duration{});
  run_.stamp(incident, Stage::kAcknowledged, who_.entity);
  step_ends(run_, alarm, 0, StepOutcome::kDone);
  happened(run_, alarm, PlanMoment::kAcknowledged);
  step_begins(run_, alarm, 1, who_.entity);
  const bool judged_real = co_await assess(alarm);
  run_.stamp(incident, Stage::kAssessed, who_.entity);
  step_ends(run_, alarm, 1, StepOutcome::kDone);
  works(TallyKind::kWorkAlarm, since_, false);
  learn(judged_real && incident.real);
  if (!judged_real) {
    run_.log(Topic::kStage, who_.entity, "dismissed", incident.place, incident.id);
    happened(run_, alarm, PlanMoment::kDismissed);
    concluded(run_, alarm);
    co_return;
  }
  since_ = run_.now();
  plan.at_hand = plan_.room;
  happened(run_, alarm, PlanMoment::kConfirmed);
  co_await steps_of(alarm);
  plan.at_hand = kNoIndex;
  works(TallyKind::kWorkPlan, since_, false);
  concluded(run_, alarm);
}

// Everything of the plan that is due for this room, in the plan's order.
Task<> OperatorDesk::steps_of(AlarmCase& alarm) {
  const auto kept = alarm.shared_from_this();
  while (!alarm.plan->closed) {
    const std::uint32_t index = next_due(*alarm.plan, plan_.room);
    if (index == kNoIndex) co_return;
    if (site_.handling.preempt) {
      const std::uint32_t at_hand = std::exchange(alarm.plan->at_hand, kNoIndex);
      co_await more_urgent(alarm);
      if (alarm.plan->closed) co_return;
      alarm.plan->at_hand = at_hand;
      if (alarm.plan->steps[index].phase != StepState::Phase::kDue) continue;
    }
    co_await step(alarm, index);
  }
}

Task<> OperatorDesk::step(AlarmCase& alarm, std::uint32_t index) {
  step_begins(run_, alarm, index, who_.entity);
  const StepOutcome outcome = co_await carry_out(run_, alarm, index, who_.console);
  if (!alarm.plan->closed) step_ends(run_, alarm, index, outcome);
}

// Look after look; an alarm interrupts the one under way, which then begins again.
Task<> OperatorDesk::round(std::shared_ptr<PlannedWork> work) {
  const Round& what = response_.rounds[work->round];
  const OperatorModel& model = response_.model;
  const TallyKind kind = what.roll_call ? TallyKind::kWorkRollCall : TallyKind::kWorkRound;
  while (work->looks_done < what.looks && !work->given_up) {
    run_.state(who_.entity, what.roll_call ? "roll-call" : "video round");
    const Time since = me_.busy_since = run_.now();
    attentive(true);
    const Duration look = draw_duration(what.roll_call ? model.roll_call_s : model.look_s, own_);
    auto came = co_await first_of(room_.alarms.receive(1), Delay(run_.calendar, look));
    attentive(false);
    me_.busy_since = kUnset;
    works(kind, since);
    std::optional<DeskItem> item = std::move(came.get<0>());
    if (item) {
      co_await take(std::move(*item));
    } else if (came.index == 1) {
      looks_at(*work);
      ++work->looks_done;
    }
    if (me_.absent || run_.now() >= next_change()) break;
  }
  run_.state(who_.entity, "watching");
  if (work->given_up) co_return;
  if (work->looks_done < what.looks) {
    room_.planned.send(work, -1);  // whoever is free goes on with it
    co_return;
  }
  work->done = true;
  const bool late = run_.now() - work->due > what.within;
  const TallyKind end = what.roll_call
                            ? (late ? TallyKind::kRollCallLate : TallyKind::kRollCallInTime)
                            : (late ? TallyKind::kRoundLate : TallyKind::kRoundInTime);
  const Tally tally{end, who_.entity, {}, work->due, run_.now()};
  run_.sinks.each([&](Sink& s) { s.tally(tally); });
}

Process operator_at_desk(Run& run, std::size_t index) {
  OperatorDesk desk(run, index);
  desk.begin();
  for (;;) co_await desk.next();
}

}  // namespace vedette
