// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace vedette {

/// How a step of a response plan ended.
enum class StepOutcome : std::uint8_t {
  kDone,
  kLeftOut,  ///< not needed: what it was to prevent had not happened, or a nuisance alarm was over
  kFailed,   ///< could not be done: nobody free, no picture, no free slot
  kMissed,   ///< never begun, of a real alarm: it was dismissed, or over before
  kOpen,     ///< not finished when the run ended
  kCount
};
std::string_view outcome_name(StepOutcome outcome);  ///< "done", "left_out", …

/// One step of the plan that an incident followed.
struct PlanStepRecord {
  IncidentId incident;
  std::uint32_t plan = 0;
  std::uint32_t step = 0;
  EntityId who;       ///< invalid: the platform, or nobody
  Time due = kUnset;  ///< kUnset: never
  Time start = kUnset;
  Time end = kUnset;  ///< done or failed
  StepOutcome outcome = StepOutcome::kOpen;
};

/// What a score needs to know of a step.
struct StepJudgement {
  bool counts = false;  ///< false: left out, or open with its target still ahead
  bool in_time = false;
  double credit = 0;  ///< 1 in time; late: down to 0 at twice the target; 0 not done
};
/// `target`: from due to done, kUnreachable for none; `end`: the run's.
StepJudgement judge(const PlanStepRecord& step, Duration target, Time end);

}  // namespace vedette
