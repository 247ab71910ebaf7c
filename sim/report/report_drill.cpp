// SPDX-License-Identifier: Apache-2.0
// After action: the steps of written response plans against their targets.
#include <algorithm>

#include "report/report_parts.hpp"

namespace vedette::report {

namespace {

// More would bury the reader: those with the lowest scores are shown.
constexpr std::size_t kMostReviewed = 12;

struct Tally : StepTally {
  ReportData score() const {
    return weight > 0 ? ReportData(credit / weight) : ReportData(nullptr);
  }
  ReportData json() const {
    return {
        {"n", n}, {"in_time", in_time}, {"late", late}, {"not_done", not_done}, {"score", score()}};
  }
};

ReportData text(const std::string& en, const std::string& zh) {
  return {{"en", en}, {"zh", zh}};
}

ReportData seconds_or_null(Time t) {
  return t == kUnset ? ReportData(nullptr) : ReportData(t.seconds());
}

// What the page says of a step.
std::string verdict(const PlanStepRecord& step, const StepJudgement& judgement, bool has_target) {
  if (step.outcome != StepOutcome::kDone) return std::string(outcome_name(step.outcome));
  if (!has_target) return "done";
  return judgement.in_time ? "in_time" : "late";
}

struct Reviewed {
  const Incident* incident = nullptr;
  std::uint32_t plan = 0;
  std::vector<PlanStepRecord> steps;
  Tally tally;
};

ReportData step_json(const PlanStepRecord& step, const RecordedPlanStep& what, Time end,
                     Names& names) {
  const auto target = [](Duration d) {
    return d == kUnreachable ? ReportData(nullptr) : ReportData(d.seconds());
  };
  const bool has_target = what.target != kUnreachable || what.alarm_target != kUnreachable;
  const StepJudgement judgement = judge(step, what.targets(), end);
  return {{"name", text(what.label_en, what.label_zh)},
          {"owner", what.owner},
          {"who", names.of(step.who)},
          {"due", seconds_or_null(step.due)},
          {"start", seconds_or_null(step.start)},
          {"end", seconds_or_null(step.end)},
          {"target_s", target(what.target)},
          {"alarm", seconds_or_null(step.alarm)},
          {"alarm_target_s", target(what.alarm_target)},
          {"verdict", verdict(step, judgement, has_target)}};
}

std::vector<Reviewed> reviews(const Material& m, const std::vector<RecordedPlan>& plans,
                              const std::vector<PlanStepRecord>& steps) {
  std::map<IncidentId, const Incident*> incidents;
  for (const Incident& i : m.incidents) incidents[i.id] = &i;
  std::map<IncidentId, Reviewed> by_incident;
  for (const PlanStepRecord& step : steps) {
    const auto incident = incidents.find(step.incident);
    if (step.plan + 1 >= plans.size() || incident == incidents.end()) continue;
    Reviewed& one = by_incident[step.incident];
    one.incident = incident->second;
    one.plan = step.plan;
    one.steps.push_back(step);
    const RecordedPlanStep& what = plans[step.plan].steps[step.step];
    one.tally.add(step, judge(step, what.targets(), m.info.end), what.weight);
  }
  std::vector<Reviewed> out;
  for (auto& [id, one] : by_incident) {
    std::sort(one.steps.begin(), one.steps.end(),
              [](const PlanStepRecord& a, const PlanStepRecord& b) { return a.step < b.step; });
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

ReportData drill(const Material& m, const Summary& summary, RecordingReader& recording,
                 Names& names) {
  const std::vector<RecordedPlan> plans = recording.plans();
  std::vector<Reviewed> all = reviews(m, plans, recording.plan_steps());
  if (all.empty()) return nullptr;
  Tally team;
  std::map<std::string, Tally> owners;
  for (const Reviewed& one : all) {
    for (const PlanStepRecord& step : one.steps) {
      const RecordedPlanStep& what = plans[step.plan].steps[step.step];
      const StepJudgement judgement = judge(step, what.targets(), m.info.end);
      team.add(step, judgement, what.weight);
      owners[what.owner].add(step, judgement, what.weight);
    }
  }
  ReportData out{{"team", team.json()}, {"score", figure(summary, "plans.score")}};
  out["owners"] = ReportData::array();
  for (const char* owner : {"operator", "sub_room", "guard", "commander", "platform"}) {
    if (owners[owner].n == 0) continue;
    ReportData row{{"owner", owner}};
    row.update(owners[owner].json());
    out["owners"].push_back(std::move(row));
  }
  out["injects"] = ReportData::array();
  for (const RecordedInject& inject : recording.injects())
    out["injects"].push_back(
        {{"name", text(inject.label_en, inject.label_zh)}, {"t", inject.at.seconds()}});
  out["outcomes"] = ReportData::array();
  const ReportData world = ReportData::parse(recording.world_json(), nullptr, false);
  for (const RecordedIntrusion& i : recording.intrusions())
    out["outcomes"].push_back({{"who", names.of(i.who)},
                               {"kind", threat_kind(world, m.entities[i.who.index()].name)},
                               {"detected", i.detected},
                               {"interrupted", i.interrupted},
                               {"t", i.at.seconds()}});
  // The worst of them, then in order of time.
  const auto share = [](const Reviewed& r) {
    return r.tally.weight > 0 ? r.tally.credit / r.tally.weight : 2.0;
  };
  out["reviewed_of"] = all.size();
  std::stable_sort(all.begin(), all.end(),
                   [&](const Reviewed& a, const Reviewed& b) { return share(a) < share(b); });
  if (all.size() > kMostReviewed) all.resize(kMostReviewed);
  std::sort(all.begin(), all.end(),
            [](const Reviewed& a, const Reviewed& b) { return a.incident->id < b.incident->id; });
  out["reviews"] = ReportData::array();
  for (const Reviewed& one : all) {
    ReportData review{{"id", one.incident->id.value},
                      {"type", one.incident->type},
                      {"real", one.incident->real},
                      {"place", names.of(one.incident->place)},
                      {"from", one.incident->stages[0].seconds()},
                      {"plan", text(plans[one.plan].label_en, plans[one.plan].label_zh)}};
    review.update(one.tally.json());
    review["steps"] = ReportData::array();
    for (const PlanStepRecord& step : one.steps)
      review["steps"].push_back(
          step_json(step, plans[one.plan].steps[step.step], m.info.end, names));
    out["reviews"].push_back(std::move(review));
  }
  return out;
}

}  // namespace vedette::report
