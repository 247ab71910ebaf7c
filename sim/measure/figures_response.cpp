// SPDX-License-Identifier: Apache-2.0
#include "measure/figures_response.hpp"

#include <fmt/format.h>

#include <set>

namespace vedette::measure {

namespace {

struct Score : StepTally {
  double share(std::uint64_t part) const {
    return n ? static_cast<double>(part) / static_cast<double>(n) : 0;
  }
  void put(const std::string& id, std::vector<Figure>& out) const {
    out.push_back({id + ".score", weight > 0 ? credit / weight : 0, weight > 0 ? n : 0});
    out.push_back({id + ".in_time", share(in_time), n});
  }
};

}  // namespace

void ResponseFigures::tally(const Tally& t) {
  const auto k = static_cast<std::size_t>(t.kind);
  ++counts_[k];
  sums_us_[k] += (t.to - t.from).us;
}

void ResponseFigures::put_plans(const FigureFrame& frame, Time end,
                                std::vector<Figure>& out) const {
  Score all;
  std::uint64_t acknowledged = 0, to_acknowledge = 0;
  std::map<std::uint32_t, Score> by_plan;
  std::map<std::string, Score> by_owner;
  std::set<IncidentId> incidents;
  for (const PlanStepRecord& step : steps_) {
    if (step.plan + 1 >= frame.plans.size()) continue;  // the built-in one has no targets
    const FigureFrame::Plan& plan = frame.plans[step.plan];
    const FigureFrame::Step& what = plan.steps[step.step];
    const StepJudgement judgement = judge(step, what.targets, end);
    incidents.insert(step.incident);
    if (!judgement.counts) continue;
    all.add(step, judgement, what.weight);
    by_plan[step.plan].add(step, judgement, what.weight);
    by_owner[what.owner].add(step, judgement, what.weight);
    if (step.step == 0 && what.targets.from_due != kUnreachable) {
      ++to_acknowledge;
      acknowledged += judgement.in_time;
    }
  }
  if (incidents.empty()) return;
  out.push_back({"plans.n", static_cast<double>(incidents.size()), 1});
  out.push_back({"plans.steps", static_cast<double>(all.n), 1});
  all.put("plans", out);
  out.push_back({"plans.late", all.share(all.late), all.n});
  out.push_back({"plans.not_done", all.share(all.not_done), all.n});
  if (to_acknowledge)
    out.push_back({"plans.acknowledged_in_time",
                   static_cast<double>(acknowledged) / static_cast<double>(to_acknowledge),
                   to_acknowledge});
  for (const auto& [owner, score] : by_owner) score.put("plans.owner." + owner, out);
  for (const auto& [plan, score] : by_plan) score.put("plans.plan." + frame.plans[plan].name, out);
}

void ResponseFigures::put(const FigureFrame& frame, std::int64_t operators_us, Time end,
                          std::vector<Figure>& out) const {
  put_plans(frame, end, out);
  const auto count = [&](TallyKind kind) { return counts_[static_cast<std::size_t>(kind)]; };
  const auto planned = [&](const char* id, TallyKind in_time, TallyKind late, TallyKind missed) {
    const std::uint64_t n = count(in_time) + count(late) + count(missed);
    if (n == 0) return;
    const auto share = [&](TallyKind kind) {
      return static_cast<double>(count(kind)) / static_cast<double>(n);
    };
    out.push_back({fmt::format("{}.n", id), static_cast<double>(n), 1});
    out.push_back({fmt::format("{}.in_time", id), share(in_time), n});
    out.push_back({fmt::format("{}.not_done", id), share(missed), n});
  };
  planned("rounds", TallyKind::kRoundInTime, TallyKind::kRoundLate, TallyKind::kRoundMissed);
  planned("roll_calls", TallyKind::kRollCallInTime, TallyKind::kRollCallLate,
          TallyKind::kRollCallMissed);
  if (count(TallyKind::kWorkHandOver) > 0) {
    const std::uint64_t waiting = count(TallyKind::kWaitingAtHandOver);
    out.push_back({"hand_over.waiting", static_cast<double>(waiting), 1});
    const auto sum = sums_us_[static_cast<std::size_t>(TallyKind::kWaitingAtHandOver)];
    out.push_back({"hand_over.waited_s",
                   waiting ? static_cast<double>(sum) * 1e-6 / static_cast<double>(waiting) : 0,
                   waiting});
  }
  static constexpr std::pair<TallyKind, const char*> kWork[] = {
      {TallyKind::kWorkAlarm, "alarms"},       {TallyKind::kWorkPlan, "plans"},
      {TallyKind::kWorkRound, "rounds"},       {TallyKind::kWorkRollCall, "roll_calls"},
      {TallyKind::kWorkHandOver, "hand_over"}, {TallyKind::kWorkBreak, "breaks"}};
  for (const auto& [kind, name] : kWork) {
    if (count(kind) == 0 || operators_us <= 0) continue;
    out.push_back({fmt::format("operators.work.{}", name),
                   static_cast<double>(sums_us_[static_cast<std::size_t>(kind)]) /
                       static_cast<double>(operators_us),
                   count(kind)});
  }
  if (trust_.empty()) return;
  double sum = 0;
  for (const auto& [who, trust] : trust_) sum += trust;
  out.push_back({"operators.trust", sum / static_cast<double>(trust_.size()), trust_.size()});
}

}  // namespace vedette::measure
