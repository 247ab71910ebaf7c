// SPDX-License-Identifier: Apache-2.0
// Which step of an alarm's plan is due when; docs/plans.md.
#include "engine/site/plan_run.hpp"

#include <algorithm>

#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/site_processes.hpp"

namespace vedette {

namespace {

using Phase = StepState::Phase;

// Steps that do not keep an alarm open: guards' (who keep it open themselves), those of the
// operator's own handling, and those that are only done if something does not happen.
bool holds(const PlanStep& step) {
  return step.owner != StepOwner::kGuard && step.action != StepAction::kAcknowledge &&
         step.action != StepAction::kAssess && !step.unless;
}

void record(Run& run, const AlarmCase& alarm, std::uint32_t step, StepOutcome outcome, Time end) {
  const StepState& state = alarm.plan->steps[step];
  const PlanStepRecord told{alarm.incident->id, alarm.plan->index, step, state.who,
                            state.due,          state.start,       end,  outcome,
                            (*alarm.incident)[Stage::kSensed]};
  run.sinks.each([&](Sink& s) { s.plan_step(told); });
  if (!alarm.plan->plan->built_in)
    run.log(Topic::kPlanStep, state.who, alarm.plan->plan->steps[step].name, alarm.incident->place,
            alarm.incident->id);
}

Process by_platform(Run& run, std::shared_ptr<AlarmCase> alarm, std::uint32_t step) {
  step_begins(run, *alarm, step, {});
  const Site& site = run.world.site;
  const HostId central = site.platform.valid() ? site.platform : site.server;
  const StepOutcome outcome = co_await carry_out(run, *alarm, step, central);
  if (!alarm->plan->closed) step_ends(run, *alarm, step, outcome);
}

void becomes_due(Run& run, AlarmCase& alarm, std::uint32_t step) {
  PlanRun& plan = *alarm.plan;
  const PlanStep& what = plan.plan->steps[step];
  plan.steps[step].phase = Phase::kDue;
  plan.steps[step].due = run.now();
  if (what.action == StepAction::kAcknowledge || what.action == StepAction::kAssess) return;
  switch (what.owner) {
    case StepOwner::kPlatform:
      run.calendar.start(by_platform(run, alarm.shared_from_this(), step));
      break;
    case StepOwner::kGuard:
      break;  // whoever is, or comes, on the spot
    default:
      if (plan.at_hand != what.room)
        run.site.response->rooms[what.room]->alarms.send({alarm.shared_from_this(), step},
                                                         alarm.incident->priority);
  }
}

Process after_delay(Run& run, std::shared_ptr<AlarmCase> alarm, std::uint32_t step) {
  (void)co_await Delay(run.calendar, alarm->plan->plan->steps[step].delay);
  if (!alarm->plan->closed && alarm->plan->steps[step].phase == Phase::kDelayed)
    becomes_due(run, *alarm, step);
}

// Everything that the step waited for has happened.
void release(Run& run, AlarmCase& alarm, std::uint32_t step) {
  PlanRun& plan = *alarm.plan;
  const PlanStep& what = plan.plan->steps[step];
  if (what.unless && plan.happened[static_cast<std::size_t>(*what.unless)]) {
    step_ends(run, alarm, step, StepOutcome::kLeftOut);
    return;
  }
  if (holds(what)) ++alarm.under_way;
  if (what.delay.us == 0) {
    becomes_due(run, alarm, step);
    return;
  }
  plan.steps[step].phase = Phase::kDelayed;
  run.calendar.start(after_delay(run, alarm.shared_from_this(), step));
}

}  // namespace

void begin_plan(Run& run, AlarmCase& alarm) {
  const Response& response = *run.world.site.response;
  const std::int64_t second =
      (run.now().us / kSecond.us + run.world.start_second_of_day) % (kDay.us / kSecond.us);
  alarm.plan = std::make_shared<PlanRun>();
  PlanRun& plan = *alarm.plan;
  plan.index =
      plan_for(response, alarm.incident->type, alarm.zone, alarm.incident->priority, second);
  plan.plan = &response.plans[plan.index];
  plan.steps.resize(plan.plan->steps.size());
  for (std::size_t i = 0; i < plan.steps.size(); ++i)
    plan.steps[i].open = plan.plan->steps[i].moments.size() + plan.plan->steps[i].after.size();
  // The built-in plan draws from the alarm's own stream alone.
  if (!plan.plan->built_in) plan.key = alarm.random.bits();
}

void enter_queue(Run& run, AlarmCase& alarm) {
  run.stamp(*alarm.incident, Stage::kQueued);
  ++alarm.under_way;  // until it is judged
  happened(run, alarm, PlanMoment::kReceived);
  const auto& rooms = run.site.response->rooms;
  if (rooms.empty()) return;
  auto& waiting = rooms[alarm.plan->plan->room]->alarms;
  const std::size_t before = waiting.size();
  waiting.send({alarm.shared_from_this(), kNoIndex}, alarm.incident->priority);
  if (waiting.size() > before) call_off(run, alarm.plan->plan->room, alarm.incident->priority);
}

void happened(Run& run, AlarmCase& alarm, PlanMoment moment) {
  PlanRun& plan = *alarm.plan;
  bool& known = plan.happened[static_cast<std::size_t>(moment)];
  if (known) return;
  known = true;
  for (std::uint32_t i = 0; i < plan.steps.size(); ++i) {
    const PlanStep& what = plan.plan->steps[i];
    StepState& state = plan.steps[i];
    const auto& moments = what.moments;
    if (what.unless == moment && state.phase < Phase::kRunning) {
      step_ends(run, alarm, i, StepOutcome::kLeftOut);
    } else if (state.phase == Phase::kWaiting &&
               std::find(moments.begin(), moments.end(), moment) != moments.end() &&
               --state.open == 0) {
      release(run, alarm, i);
    }
  }
  injects_hear(run, moment);
}

void step_begins(Run& run, AlarmCase& alarm, std::uint32_t step, EntityId who) {
  StepState& state = alarm.plan->steps[step];
  state.phase = Phase::kRunning;
  state.start = run.now();
  state.who = who;
}

void step_ends(Run& run, AlarmCase& alarm, std::uint32_t step, StepOutcome outcome) {
  PlanRun& plan = *alarm.plan;
  StepState& state = plan.steps[step];
  const bool held = holds(plan.plan->steps[step]) && state.phase != Phase::kWaiting;
  state.phase = Phase::kOver;
  record(run, alarm, step, outcome, run.now());
  for (std::uint32_t i = 0; i < plan.steps.size(); ++i) {
    const auto& after = plan.plan->steps[i].after;
    if (plan.steps[i].phase == Phase::kWaiting &&
        std::find(after.begin(), after.end(), step) != after.end() && --plan.steps[i].open == 0)
      release(run, alarm, i);
  }
  injects_hear_step(run, plan.index, step);
  if (held) concluded(run, alarm);
}

void finish_plan(Run& run, AlarmCase& alarm, bool at_end) {
  if (!alarm.plan || alarm.plan->closed) return;
  PlanRun& plan = *alarm.plan;
  const bool received = plan.happened[static_cast<std::size_t>(PlanMoment::kReceived)];
  for (std::uint32_t i = 0; i < plan.steps.size(); ++i) {
    const StepState& state = plan.steps[i];
    const PlanStep& what = plan.plan->steps[i];
    if (state.phase == Phase::kOver) continue;
    StepOutcome outcome = StepOutcome::kLeftOut;
    const bool of_nuisance = std::find(what.moments.begin(), what.moments.end(),
                                       PlanMoment::kDismissed) != what.moments.end();
    if (of_nuisance || (state.phase != Phase::kWaiting && what.unless))
      outcome = StepOutcome::kLeftOut;
    else if (at_end && (state.phase != Phase::kWaiting || received))
      outcome = StepOutcome::kOpen;
    else if (alarm.incident->real && what.action != StepAction::kEscalate)
      outcome = StepOutcome::kMissed;
    record(run, alarm, i, outcome, kUnset);
  }
  release_slots(run, alarm);
  plan.closed = true;
}

std::uint32_t next_due(const PlanRun& plan, std::uint32_t room) {
  for (std::uint32_t i = 2; i < plan.steps.size(); ++i) {
    if (plan.steps[i].phase == Phase::kDue && plan.plan->steps[i].room == room) return i;
  }
  return kNoIndex;
}

}  // namespace vedette
