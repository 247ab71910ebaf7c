// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "space/road_graph.hpp"

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
  Time alarm = kUnset;  ///< when the first sensor (or person) reported; kUnset: nobody has
};

/// At most so long; kUnreachable for none.
struct StepTargets {
  StepTargets(Duration due, Duration alarm = kUnreachable) : from_due(due), from_alarm(alarm) {}
  Duration from_due;    ///< to done
  Duration from_alarm;  ///< to done: whatever kept the step from being due counts too
};

/// What a score needs to know of a step.
struct StepJudgement {
  bool counts = false;  ///< false: left out, or open with its targets still ahead
  bool in_time = false;
  double credit = 0;  ///< 1 in time; late: down to 0 at twice the target; 0 not done
};
/// The worse of the two targets counts. `end`: the run's.
StepJudgement judge(const PlanStepRecord& step, const StepTargets& targets, Time end);

/// Steps that count, each in one of three: done in time, done late (however late), not done.
struct StepTally {
  std::uint64_t n = 0, in_time = 0, late = 0, not_done = 0;
  double weight = 0, credit = 0;
  void add(const PlanStepRecord& step, const StepJudgement& judgement, double step_weight);
};

}  // namespace vedette
