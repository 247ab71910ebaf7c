// SPDX-License-Identifier: Apache-2.0
// Response plans, what became of their steps, injects, trust.
#include "record/recording_reader_impl.hpp"

namespace vedette {

std::vector<RecordedPlan> RecordingReader::plans() {
  return impl_->connection.use([&] {
    std::vector<RecordedPlan> found;
    auto& rows = impl_->rows;
    {
      Impl::Statement& s = impl_->connection.statement(
          "SELECT rowid, plan, name, label_en, label_zh FROM plans ORDER BY rowid");
      const Impl::ResetGuard guard{s};
      Impl::Rows::Rising rising;
      while (s.step()) {
        rising.next(rows, s);
        if (s.integer(1) != static_cast<std::int64_t>(found.size()))
          rows.damaged("its plans are not in order");
        found.push_back({s.text(2), s.text(3), s.text(4), {}});
      }
    }
    Impl::Statement& s = impl_->connection.statement(
        "SELECT rowid, plan, step, name, label_en, label_zh, action, owner, target_us, weight, "
        "alarm_target_us FROM plan_steps ORDER BY rowid");
    const Impl::ResetGuard guard{s};
    Impl::Rows::Rising rising;
    while (s.step()) {
      rising.next(rows, s);
      if (found.empty()) rows.damaged("a step belongs to no plan");
      const auto plan = rows.integer(s, 1, 0, static_cast<std::int64_t>(found.size()) - 1);
      auto& steps = found[static_cast<std::size_t>(plan)].steps;
      if (s.integer(2) != static_cast<std::int64_t>(steps.size()))
        rows.damaged("its plans are not in order");
      const auto target = [&](int column) {
        return s.is_null(column) ? kUnreachable
                                 : microseconds(rows.integer(s, column, 0, kUnreachable.us));
      };
      const double weight = s.real(9);
      if (!(weight >= 0 && weight <= 100)) rows.damaged("a weight is out of bounds");
      steps.push_back({s.text(3), s.text(4), s.text(5), s.text(6), s.text(7), target(8),
                       weight, target(10)});
    }
    return found;
  });
}

std::vector<PlanStepRecord> RecordingReader::plan_steps() {
  const std::vector<RecordedPlan> known = plans();
  return impl_->connection.use([&] {
    auto& rows = impl_->rows;
    Impl::Statement& s = impl_->connection.statement(
        "SELECT seq, incident, plan, step, who, due_us, start_us, end_us, outcome, alarm_us "
        "FROM steps ORDER BY seq");
    const Impl::ResetGuard guard{s};
    Impl::Rows::Rising rising;
    std::vector<PlanStepRecord> found;
    while (s.step()) {
      rising.next(rows, s);
      PlanStepRecord one;
      one.incident = rows.incident(s, 1);
      one.plan = rows.index_or_none(s, 2);
      one.step = rows.index_or_none(s, 3);
      if (one.plan >= known.size() || one.step >= known[one.plan].steps.size())
        rows.damaged("a step belongs to no plan");
      one.who = rows.entity(s, 4);
      one.due = rows.time_or_unset(s, 5);
      one.start = rows.time_or_unset(s, 6);
      one.end = rows.time_or_unset(s, 7);
      one.outcome = static_cast<StepOutcome>(
          rows.integer(s, 8, 0, static_cast<std::int64_t>(StepOutcome::kCount) - 1));
      one.alarm = rows.time_or_unset(s, 9);
      if (one.outcome == StepOutcome::kDone && (one.due == kUnset || one.end == kUnset))
        rows.damaged("a step is done but has no time");
      found.push_back(one);
    }
    return found;
  });
}

std::vector<RecordedInject> RecordingReader::injects() {
  return impl_->connection.use([&] {
    auto& rows = impl_->rows;
    Impl::Statement& s = impl_->connection.statement(
        "SELECT i.seq, n.name, n.label_en, n.label_zh, i.t_us FROM injects i "
        "JOIN inject_names n ON n.id = i.id ORDER BY i.seq");
    const Impl::ResetGuard guard{s};
    Impl::Rows::Rising rising;
    std::vector<RecordedInject> found;
    while (s.step()) {
      rising.next(rows, s);
      found.push_back({s.text(1), s.text(2), s.text(3), rows.time(s, 4)});
    }
    return found;
  });
}

std::vector<RecordedTrust> RecordingReader::trust() {
  return impl_->connection.use([&] {
    auto& rows = impl_->rows;
    Impl::Statement& s =
        impl_->connection.statement("SELECT seq, who, t_us, trust FROM trust ORDER BY seq");
    const Impl::ResetGuard guard{s};
    Impl::Rows::Rising rising;
    std::vector<RecordedTrust> found;
    while (s.step()) {
      rising.next(rows, s);
      const double trust = s.real(3);
      if (!(trust >= 0 && trust <= 1)) rows.damaged("a trust is out of bounds");
      found.push_back({rows.somebody(s, 1), rows.time(s, 2), trust});
    }
    return found;
  });
}

}  // namespace vedette
