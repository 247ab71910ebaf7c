// SPDX-License-Identifier: Apache-2.0
#include "study/monkey.hpp"

#include <algorithm>
#include <csignal>
#include <memory>

#include "engine/run.hpp"
#include "engine/wires/carrier.hpp"
#include "study/child.hpp"
#include "study/monkey_watch.hpp"
#include "study/replications.hpp"

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
    for (const auto& stages : record.alarms) {
      if (stages[s] == kUnset.us) continue;
      std::int64_t before = kUnset.us;
      for (std::size_t b = 0; b < s; ++b)
        if (stages[b] != kUnset.us && stages[b] <= stages[s]) before = std::max(before, stages[b]);
      if (before != kUnset.us && before < stages[s]) steps.push_back({before, stages[s]});
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

std::string run_once(const World& world, Carrier& carrier, const MonkeyPlan& plan,
                     const RunChange* change) {
  MonkeyWatch watch(world);
  Sinks sinks;
  sinks.add(watch);
  Run run(world, Random(plan.seed, plan.replication), carrier, sinks, change);
  run.execute();
  return watch.record().to_bytes();
}

void judge(const World& world, const MonkeyRecord& without, const MonkeyRecord& with,
           MonkeyTrial& trial) {
  trial.figures = figures_of(world, with);
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

}  // namespace

MonkeyResult run_monkey(const World& world, const MonkeyPlan& plan) {
  MonkeyResult result;
  const auto carrier = make_carrier(world);
  MonkeyRecord without;
  {
    Child child([&] { return run_once(world, *carrier, plan, nullptr); });
    std::vector<Child*> one{&child};
    Child::wait_for_any(one);
    const ChildResult end = child.result();
    result.failure = end.failure;
    if (!end.failure.empty()) return result;
    without = MonkeyRecord::from_bytes(end.bytes);
    result.without = figures_of(world, without);
  }
  std::vector<Moment> moments{{Time{0}, ""}};
  if (plan.moments > 0) moments = draw_moments(world, without, plan);
  std::vector<MonkeyTrial> trials;
  for (const std::uint32_t element : plan.elements)
    for (const Moment& moment : moments) {
      MonkeyTrial& trial = trials.emplace_back();
      trial.element = element;
      trial.from = moment.at;
      trial.to = plan.moments > 0 ? moment.at + plan.lasts : kNever;
      trial.stage = moment.stage;
    }
  result.asked = trials.size();
  std::vector<std::pair<std::unique_ptr<Child>, std::size_t>> running;
  std::size_t next = 0, done = 0;
  std::vector<bool> finished(trials.size(), false);
  const auto stop = [&] { return plan.interrupted && plan.interrupted(); };
  while (done < trials.size()) {
    while (next < trials.size() && running.size() < std::max(1u, plan.workers) && !stop()) {
      const std::size_t index = next++;
      const MonkeyTrial& trial = trials[index];
      auto child = std::make_unique<Child>([&, index] {
        if (plan.crash_in == index + 1) (void)std::raise(SIGKILL);
        RunChange change;
        change.outages.push_back({trial.element, trial.from, trial.to, DownCause::kWhatIf});
        return run_once(world, *carrier, plan, &change);
      });
      running.emplace_back(std::move(child), index);
    }
    if (running.empty()) break;  // interrupted
    std::vector<Child*> children;
    for (auto& [child, index] : running) children.push_back(child.get());
    const std::size_t k = Child::wait_for_any(children);
    const std::size_t index = running[k].second;
    const ChildResult end = running[k].first->result();
    running.erase(running.begin() + static_cast<std::ptrdiff_t>(k));
    if (end.failure.empty())
      judge(world, without, MonkeyRecord::from_bytes(end.bytes), trials[index]);
    else
      trials[index].failure = end.failure;
    finished[index] = true;
    ++done;
    if (plan.progress) plan.progress(done, trials.size());
  }
  for (std::size_t i = 0; i < trials.size(); ++i)
    if (finished[i]) result.trials.push_back(std::move(trials[i]));
  return result;
}

}  // namespace vedette
