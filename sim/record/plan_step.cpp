// SPDX-License-Identifier: Apache-2.0
#include "record/plan_step.hpp"

#include <algorithm>
#include <iterator>

#include <iterator>
#include "space/road_graph.hpp"

namespace vedette {

std::string_view outcome_name(StepOutcome outcome) {
  static constexpr std::string_view kNames[] = {"done", "left_out", "failed", "missed", "open"};
  static_assert(std::size(kNames) == static_cast<std::size_t>(StepOutcome::kCount));
  return kNames[static_cast<std::size_t>(outcome)];
}

StepJudgement judge(const PlanStepRecord& step, Duration target, Time end) {
  const bool has_target = target != kUnreachable;
  switch (step.outcome) {
    case StepOutcome::kLeftOut:
    case StepOutcome::kCount:
      return {};
    case StepOutcome::kFailed:
    case StepOutcome::kMissed:
      return {true, false, 0};
    case StepOutcome::kOpen:
      if (!has_target || step.due == kUnset || end - step.due <= target) return {};
      return {true, false, 0};
    case StepOutcome::kDone:
      break;
  }
  const Duration took = step.end - step.due;
  if (!has_target || took <= target) return {true, true, 1};
  if (target.us <= 0) return {true, false, 0};
  const double over = static_cast<double>((took - target).us) / static_cast<double>(target.us);
  return {true, false, std::max(0.0, 1 - over)};
}

}  // namespace vedette
