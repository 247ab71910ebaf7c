// SPDX-License-Identifier: Apache-2.0
#include "study/monkey.hpp"

#include <algorithm>
#include <csignal>
#include <memory>
#include <stdexcept>

#include "engine/equipment/equipment_processes.hpp"
#include "engine/kernel/process.hpp"
#include "engine/run.hpp"
#include "engine/site/access.hpp"
#include "engine/wires/carrier.hpp"
#include "study/child.hpp"
#include "study/monkey_watch.hpp"
#include "study/replications.hpp"
#include "world/no_index.hpp"

namespace vedette {

namespace {

struct Moment {
  Time at;
  std::string_view stage;
};

// A moment lies in the middle of something: of the step of some alarm that leads to a stage. Each
// stage that was reached has its turn.
std::vector<Moment> draw_moments(const World& world, const MonkeyRecord& record,
                                 const MonkeyPlan& plan) {
  struct Step {
    std::int64_t from, to;
  };
  std::vector<std::pair<std::size_t, std::vector<Step>>> by_stage;
  for (std::size_t s = 0; s < kStages; ++s) {
    std::vector<Step> steps;
    for (const MonkeyRecord::Alarm& alarm : record.alarms) {
      const StageTimes& at = alarm.at;
      if (at[s] == kUnset) continue;
      std::int64_t before = kUnset.us;
      for (std::size_t b = 0; b < s; ++b)
        if (at[b] != kUnset && at[b] <= at[s]) before = std::max(before, at[b].us);
      if (before != kUnset.us && before < at[s].us) steps.push_back({before, at[s].us});
    }
    if (!steps.empty()) by_stage.emplace_back(s, std::move(steps));
  }
  Stream draws = Random(plan.seed, plan.replication).stream("monkey", "moments");
  std::vector<Moment> out;
  for (std::uint32_t k = 0; k < plan.moments; ++k) {
    if (by_stage.empty()) {
      const double share = draws.uniform();
      out.push_back({Time{0} + seconds(share * world.horizon.seconds()), ""});
      continue;
    }
    const auto& [stage, steps] = by_stage[k % by_stage.size()];
    const Step& step = steps[draws.below(steps.size())];
    const auto within = static_cast<std::uint64_t>(step.to - step.from);
    out.push_back({Time{step.from + static_cast<std::int64_t>(draws.below(within))},
                   stage_name(static_cast<Stage>(stage))});
  }
  return out;
}

// What lies in the future of a failure must not depend on who was looking at which camera.
RunChange trial_change() {
  RunChange change;
  change.nobody_reports = true;
  return change;
}

std::string run_once(const World& world, Carrier& carrier, const MonkeyPlan& plan,
                     const RunChange& change) {
  MonkeyWatch watch(world);
  Sinks sinks;
  sinks.add(watch);
  Run run(world, Random(plan.seed, plan.replication), carrier, sinks, &change);
  run.execute();
  return watch.record().to_bytes();
}

void judge(const World& world, const MonkeyRecord& without, const MonkeyRecord& with,
           MonkeyTrial& trial) {
  trial.figures = figures_of(world, with);
  trial.later = delays(without, with);
  trial.violations = violations(world, without, with);
  const EntityId self = world.equipment->elements[trial.element].entity;
  for (const Element& element : world.equipment->elements) {
    const std::size_t e = element.entity.index();
    trial.takes_along += element.entity != self && with.down_us[e] > without.down_us[e];
  }
  for (const auto& [key, arrived] : without.reports) {
    if (!arrived) continue;
    const auto it = with.reports.find(key);
    trial.reports_lost += it == with.reports.end() || !it->second;
  }
}

// Trials under way, never more than the plan's workers.
class Trials {
 public:
  Trials(const World& world, const MonkeyPlan& plan, MonkeyResult& result)
      : world_(world), plan_(plan), result_(result), finished_(result.trials.size(), false) {}

  bool stop() const { return plan_.interrupted && plan_.interrupted(); }
  /// Waits until there is room for one more.
  void make_room() {
    while (running_.size() >= std::max(1u, plan_.workers)) collect_one();
  }
  void add(std::unique_ptr<Child> child, std::size_t index,
           std::shared_ptr<const MonkeyRecord> without) {
    running_.push_back({std::move(child), index, std::move(without)});
  }
  void collect_all() {
    while (!running_.empty()) collect_one();
  }
  /// Trials that were never finished (it was broken off) are left out.
  void drop_unfinished() {
    std::vector<MonkeyTrial> done;
    for (std::size_t i = 0; i < finished_.size(); ++i)
      if (finished_[i]) done.push_back(std::move(result_.trials[i]));
    result_.trials = std::move(done);
  }

 private:
  struct One {
    std::unique_ptr<Child> child;
    std::size_t index;
    std::shared_ptr<const MonkeyRecord> without;
  };
  void collect_one() {
    std::vector<Child*> children;
    for (const One& one : running_) children.push_back(one.child.get());
    const std::size_t k = Child::wait_for_any(children);
    const One one = std::move(running_[k]);
    running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(k));
    const ChildResult end = one.child->result();
    MonkeyTrial& trial = result_.trials[one.index];
    if (end.failure.empty())
      judge(world_, *one.without, MonkeyRecord::from_bytes(end.bytes), trial);
    else
      trial.failure = end.failure;
    finished_[one.index] = true;
    if (plan_.progress) plan_.progress(++done_, finished_.size());
  }

  const World& world_;
  const MonkeyPlan& plan_;
  MonkeyResult& result_;
  std::vector<bool> finished_;
  std::vector<One> running_;
  std::uint64_t done_ = 0;
};

void one_after_another(const World& world, const MonkeyPlan& plan, Carrier& carrier,
                       const std::shared_ptr<const MonkeyRecord>& without, MonkeyResult& result) {
  Trials trials(world, plan, result);
  for (std::size_t index = 0; index < result.trials.size() && !trials.stop(); ++index) {
    trials.make_room();
    const MonkeyTrial& trial = result.trials[index];
    auto child = std::make_unique<Child>([&, index] {
      if (plan.crash_in == index + 1) (void)std::raise(SIGKILL);
      RunChange change = trial_change();
      change.outages.push_back({trial.element, trial.from, trial.to, DownCause::kWhatIf});
      return run_once(world, carrier, plan, change);
    });
    trials.add(std::move(child), index, without);
  }
  trials.collect_all();
  trials.drop_unfinished();
}

// The run without failure, which stops at each moment and forks a trial for each element.
struct Stem {
  const World& world;
  const MonkeyPlan& plan;
  const std::vector<Moment>& moments;
  MonkeyResult& result;
  Trials& trials;
  MonkeyWatch& watch;
  bool branched = false;  ///< this process is a trial
};

std::string answer_of(const Run& run, const MonkeyWatch& watch) {
  MonkeyRecord record = watch.record();
  if (run.site.access)
    for (const auto& [key, table] : run.site.access->detours) record.detours.push_back(key);
  return record.to_bytes();
}

Process cut_short(Run& run, MonkeyWatch& watch) {
  run.finish(run.now());
  Child::answer(answer_of(run, watch));
  co_return;
}

// In a child of the stem: goes on to its end, without (kNoIndex) or with the trial's failure.
void go_on(Run& run, Stem& stem, std::size_t index, Time end) {
  stem.branched = true;
  if (index != kNoIndex) {
    if (stem.plan.crash_in == index + 1) (void)std::raise(SIGKILL);
    const MonkeyTrial& trial = stem.result.trials[index];
    run.calendar.start(outage(run, {trial.element, trial.from, trial.to, DownCause::kWhatIf}),
                       run.now(), Priority::kUrgent);
  }
  if (end < Time{0} + stem.world.horizon)
    run.calendar.start(cut_short(run, stem.watch), end, Priority::kLate);
}

Process branch_off(Run& run, Stem& stem, std::size_t moment) {
  if (stem.branched || stem.trials.stop()) co_return;
  const std::size_t moments = stem.moments.size();
  const Time end = stem.result.trials[moment].end;
  stem.trials.make_room();
  auto child = Child::branch();
  if (!child) {
    go_on(run, stem, kNoIndex, end);
    co_return;
  }
  std::vector<Child*> one{child.get()};
  Child::wait_for_any(one);
  const ChildResult base = child->result();
  if (!base.failure.empty()) throw std::runtime_error(base.failure);
  const auto without = std::make_shared<const MonkeyRecord>(MonkeyRecord::from_bytes(base.bytes));
  stem.result.without[moment + 1] = figures_of(stem.world, *without);
  // The same doors turn people away in the trials: what goes round them is made once for all.
  for (const auto& [doors, speed] : without->detours) (void)ways_without(run, doors, speed);
  for (std::size_t e = 0; e < stem.plan.elements.size() && !stem.trials.stop(); ++e) {
    const std::size_t index = e * moments + moment;
    stem.trials.make_room();
    auto trial = Child::branch();
    if (!trial) {
      go_on(run, stem, index, end);
      co_return;
    }
    stem.trials.add(std::move(trial), index, without);
  }
}

void branch_at(const World& world, const MonkeyPlan& plan, Carrier& carrier,
               const std::vector<Moment>& moments, MonkeyResult& result) {
  Trials trials(world, plan, result);
  MonkeyWatch watch(world);
  Sinks sinks;
  sinks.add(watch);
  const RunChange change = trial_change();
  Run run(world, Random(plan.seed, plan.replication), carrier, sinks, &change);
  Stem stem{world, plan, moments, result, trials, watch};
  for (std::size_t k = 0; k < moments.size(); ++k)
    run.calendar.start(branch_off(run, stem, k), moments[k].at, Priority::kUrgent);
  try {
    run.execute();
  } catch (const std::exception& e) {
    if (stem.branched) Child::fail(e.what());
    throw;
  }
  if (stem.branched) Child::answer(answer_of(run, watch));
  trials.collect_all();
  trials.drop_unfinished();
}

}  // namespace

MonkeyResult run_monkey(const World& world, const MonkeyPlan& plan) {
  MonkeyResult result;
  const auto carrier = make_carrier(world);
  auto without = std::make_shared<MonkeyRecord>();
  {
    Child child([&] { return run_once(world, *carrier, plan, trial_change()); });
    std::vector<Child*> one{&child};
    Child::wait_for_any(one);
    const ChildResult end = child.result();
    result.failure = end.failure;
    result.without.emplace_back();
    if (!end.failure.empty()) return result;
    *without = MonkeyRecord::from_bytes(end.bytes);
    result.without[0] = figures_of(world, *without);
  }
  const Time horizon = Time{0} + world.horizon;
  std::vector<Moment> moments{{Time{0}, ""}};
  if (plan.moments > 0) {
    moments = draw_moments(world, *without, plan);
    result.without.resize(1 + moments.size());
  }
  for (const std::uint32_t element : plan.elements)
    for (std::size_t k = 0; k < moments.size(); ++k) {
      MonkeyTrial& trial = result.trials.emplace_back();
      trial.element = element;
      trial.from = moments[k].at;
      trial.to = plan.moments > 0 ? trial.from + plan.lasts : kNever;
      trial.end = plan.moments > 0 && plan.after != kUnreachable
                      ? std::min(horizon, trial.to + plan.after)
                      : horizon;
      trial.without = plan.moments > 0 ? k + 1 : 0;
      trial.stage = moments[k].stage;
    }
  result.asked = result.trials.size();
  if (plan.moments > 0)
    branch_at(world, plan, *carrier, moments, result);
  else
    one_after_another(world, plan, *carrier, without, result);
  return result;
}

}  // namespace vedette
