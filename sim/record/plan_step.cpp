// SPDX-License-Identifier: Apache-2.0
#include "record/plan_step.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace vedette {

std::string_view outcome_name(StepOutcome outcome) {
  static constexpr std::string_view kNames[] = {"done", "left_out", "failed", "missed", "open"};
  static_assert(std::size(kNames) == static_cast<std::size_t>(StepOutcome::kCount));
  return kNames[static_cast<std::size_t>(outcome)];
}

namespace {

struct Span {
  Time from;
  Duration target;
};

double credit(const Span& span, Time end) {
  const Duration took = end - span.from;
  if (took <= span.target) return 1;
  if (span.target.us <= 0) return 0;
  return std::max(
      0.0, 1 - static_cast<double>((took - span.target).us) / static_cast<double>(span.target.us));
}

}  // namespace

StepJudgement judge(const PlanStepRecord& step, const StepTargets& targets, Time end) {
  std::array<Span, 2> spans;
  std::size_t n = 0;
  if (targets.from_due != kUnreachable && step.due != kUnset)
    spans[n++] = {step.due, targets.from_due};
  if (targets.from_alarm != kUnreachable && step.alarm != kUnset)
    spans[n++] = {step.alarm, targets.from_alarm};
  switch (step.outcome) {
    case StepOutcome::kLeftOut:
    case StepOutcome::kCount:
      return {};
    case StepOutcome::kFailed:
    case StepOutcome::kMissed:
      return {true, false, 0};
    case StepOutcome::kOpen:
      for (std::size_t i = 0; i < n; ++i)
        if (end - spans[i].from > spans[i].target) return {true, false, 0};
      return {};
    case StepOutcome::kDone:
      break;
  }
  StepJudgement out{true, true, 1};
  for (std::size_t i = 0; i < n; ++i) {
    out.in_time = out.in_time && step.end - spans[i].from <= spans[i].target;
    out.credit = std::min(out.credit, credit(spans[i], step.end));
  }
  return out;
}

void StepTally::add(const PlanStepRecord& step, const StepJudgement& judgement,
                    double step_weight) {
  if (!judgement.counts) return;
  const bool done = step.outcome == StepOutcome::kDone;
  ++n;
  in_time += judgement.in_time;
  late += done && !judgement.in_time;
  not_done += !done;
  weight += step_weight;
  credit += step_weight * judgement.credit;
}

}  // namespace vedette
