// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/run.hpp"
#include "engine/shift.hpp"
#include "engine/site/plan_run.hpp"

namespace vedette {

/// One operator at work: what he does with what waits in his room (docs/plans.md).
class OperatorDesk {
 public:
  OperatorDesk(Run& run, std::size_t index);

  /// The shift's hours, breaks and absences first, else the next alarm, step or planned work.
  Task<> next();
  /// Begins a duty that has begun already when the run does.
  void begin();

 private:
  // operator.cpp
  Task<> wait_for_work();
  Task<> change_of_shifts();
  Task<> take(DeskItem item);
  Task<> see_to(AlarmCase& alarm);
  Task<> steps_of(AlarmCase& alarm);
  Task<> step(AlarmCase& alarm, std::uint32_t index);
  Task<> round(std::shared_ptr<PlannedWork> work);
  Task<> away(Time until, std::string_view state, TallyKind kind);
  // operator_preempt.cpp
  /// Works on the alarm for so long; what is more urgent is seen to in between, where the duty
  /// room's rules say so.
  Task<> work_on(const AlarmCase& alarm, Duration span);
  /// Sees to everything that waits and is more urgent than this alarm.
  Task<> more_urgent(const AlarmCase& alarm);
  // operator_looks.cpp
  /// Judges the alarm; true: taken for real.
  Task<bool> assess(AlarmCase& alarm);
  Task<bool> find_picture(AlarmCase& alarm, std::uint32_t& camera, View& view);
  double density_factor(const AlarmCase& alarm, std::uint32_t camera) const;
  double damage_factor(std::uint32_t camera) const;
  void looks_at(const PlannedWork& work);
  void learn(bool outcome);

  void works(TallyKind kind, Time since, bool busy = true);
  void attentive(bool on);
  Time next_change() const;

  Run& run_;
  const Site& site_;
  const Response& response_;
  const Operator& who_;
  const OperatorDuty& plan_;
  const std::size_t index_;
  OperatorState& me_;
  RoomState& room_;
  Stream own_;
  Duty duty_{Time{0}, kNever};
  std::size_t next_break_ = 0;
  Time since_{0};  ///< of the work that is to be told next
  bool attentive_ = false;
};

}  // namespace vedette
