// SPDX-License-Identifier: Apache-2.0
// The monkey on the small site: what falls, what never rises, and what a crash is called.
#include <catch2/catch.hpp>

#include <algorithm>

#include "engine/run.hpp"
#include "engine/small_site.hpp"
#include "engine/wires/carrier.hpp"
#include "study/child.hpp"
#include "study/monkey.hpp"
#include "study/monkey_watch.hpp"
#include "study/replications.hpp"
#include "world/equipment.hpp"

namespace vedette {
namespace {

using testing::scenario;
using testing::SmallCity;

const std::vector<std::string> kShort{"city.demand={calls_per_day: 0}", "duration_h=3",
                                      "models.sensors.beam.nuisance_per_day=40"};

MonkeyPlan everything(const World& world) {
  MonkeyPlan plan;
  plan.seed = 3;
  plan.workers = 2;
  for (std::uint32_t e = 0; e < world.equipment->elements.size(); ++e) plan.elements.push_back(e);
  return plan;
}

const MonkeyTrial& of(const World& world, const MonkeyResult& result, const std::string& name) {
  for (const MonkeyTrial& trial : result.trials)
    if (world.entities[world.equipment->elements[trial.element].entity.index()].name == name)
      return trial;
  FAIL("no trial of " + name);
  return result.trials.front();
}

TEST_CASE("single points of failure come out by what is lost with them") {
  const SmallCity city;
  const auto world = city.world(scenario(city, false), kShort);
  MonkeyPlan plan = everything(*world);
  plan.moments = 0;
  const MonkeyResult result = run_monkey(*world, plan);
  CHECK(result.failure.empty());
  REQUIRE(result.trials.size() == plan.elements.size());
  CHECK(result.without[0].delivered == 1);
  CHECK(result.without[0].coverage == 1);
  for (const MonkeyTrial& trial : result.trials) {
    CHECK(trial.failure.empty());
    CHECK(trial.violations.empty());
  }
  const auto reports = result.without[0].reports;
  CHECK(of(*world, result, "panel").reports_lost == reports);
  CHECK(of(*world, result, "server").reports_lost == reports);
  CHECK(of(*world, result, "radio").reports_lost == 0);
  CHECK(of(*world, result, "cam").figures.coverage == 0);
  // The beam is the only source of nuisance; the thermal line reports the intruder all the same.
  CHECK(of(*world, result, "north-thermal").reports_lost == 1);
  CHECK(of(*world, result, "north-beam").reports_lost == reports - 1);
}

TEST_CASE("each element at moments of the alarm chain: no crash, nothing rises") {
  const SmallCity city;
  const auto world = city.world(scenario(city, false), kShort);
  MonkeyPlan plan = everything(*world);
  plan.moments = 6;
  plan.lasts = 20 * kMinute;
  const MonkeyResult result = run_monkey(*world, plan);
  CHECK(result.trials.size() == 6 * plan.elements.size());
  for (const MonkeyTrial& trial : result.trials) {
    CHECK(trial.failure.empty());
    CHECK(trial.violations.empty());
    CHECK(!trial.stage.empty());
    CHECK(trial.figures.availability < 1);
  }
  // The same again: the same.
  plan.workers = 1;
  const MonkeyResult again = run_monkey(*world, plan);
  for (std::size_t i = 0; i < result.trials.size(); ++i) {
    CHECK(again.trials[i].from.us == result.trials[i].from.us);
    CHECK(again.trials[i].figures.delivered == result.trials[i].figures.delivered);
  }
}

// The oracle: the same failure in a run of its own, from the beginning.
TEST_CASE("a trial that branches off is the run with that failure") {
  const SmallCity city;
  const auto world = city.world(scenario(city, false), kShort);
  MonkeyPlan plan = everything(*world);
  plan.moments = 5;
  plan.lasts = 20 * kMinute;
  const MonkeyResult result = run_monkey(*world, plan);
  REQUIRE(result.without.size() == 6);
  const auto carrier = make_carrier(*world);
  for (const MonkeyTrial& trial : result.trials) {
    CHECK(trial.end == Time{0} + world->horizon);
    Child child([&] {
      MonkeyWatch watch(*world);
      Sinks sinks;
      sinks.add(watch);
      RunChange change;
      change.outages.push_back({trial.element, trial.from, trial.to, DownCause::kWhatIf});
      Run run(*world, Random(plan.seed, plan.replication), *carrier, sinks, &change);
      run.execute();
      return watch.record().to_bytes();
    });
    std::vector<Child*> one{&child};
    Child::wait_for_any(one);
    const MonkeyFigures whole = figures_of(*world, MonkeyRecord::from_bytes(child.result().bytes));
    CHECK(trial.figures.delivered == whole.delivered);
    CHECK(trial.figures.coverage == whole.coverage);
    CHECK(trial.figures.availability == whole.availability);
    CHECK(trial.figures.alarms == whole.alarms);
    for (std::size_t s = 0; s < kStages; ++s) {
      CHECK(trial.figures.since_sensed[s].n == whole.since_sensed[s].n);
      CHECK(trial.figures.since_sensed[s].p95_s == whole.since_sensed[s].p95_s);
    }
  }
}

TEST_CASE("a trial that is cut short ends so long after the element is back") {
  const SmallCity city;
  const auto world = city.world(scenario(city, false), kShort);
  MonkeyPlan plan = everything(*world);
  plan.moments = 5;
  plan.lasts = 10 * kMinute;
  plan.after = 15 * kMinute;
  const MonkeyResult result = run_monkey(*world, plan);
  REQUIRE(result.trials.size() == 5 * plan.elements.size());
  for (const MonkeyTrial& trial : result.trials) {
    CHECK(trial.failure.empty());
    CHECK(trial.violations.empty());
    CHECK(trial.end == std::min(Time{0} + world->horizon, trial.from + 25 * kMinute));
    const double down_s = std::min(600.0, (trial.end - trial.from).seconds());
    const double elements = static_cast<double>(world->equipment->elements.size());
    const double lost = result.without[trial.without].availability - trial.figures.availability;
    CHECK(lost * elements * trial.end.seconds() ==
          Approx((1 + static_cast<double>(trial.takes_along)) * down_s));
  }
}

TEST_CASE("a trial that dies is told, the others go on") {
  const SmallCity city;
  const auto world = city.world(scenario(city, false), kShort);
  MonkeyPlan plan = everything(*world);
  plan.moments = 0;
  plan.crash_in = 2;
  const MonkeyResult result = run_monkey(*world, plan);
  REQUIRE(result.trials.size() == plan.elements.size());
  CHECK(result.trials[1].failure.find("signal 9") != std::string::npos);
  CHECK(std::count_if(result.trials.begin(), result.trials.end(),
                      [](const auto& t) { return !t.failure.empty(); }) == 1);
}

TEST_CASE("what rises is found") {
  const SmallCity city;
  const auto world = city.world(scenario(city, false), kShort);
  MonkeyRecord without, with;
  without.end = Time{0} + world->horizon;
  without.down_us.resize(world->entities.size());
  without.uncovered_us.resize(world->entities.size());
  without.reports = {{{3, 100}, false}, {{3, 200}, true}};
  with = MonkeyRecord::from_bytes(without.to_bytes());
  CHECK(violations(*world, without, with).empty());
  without.down_us[2] = 5;
  CHECK(violations(*world, without, with).size() == 1);
  with.down_us[2] = 6;
  with.uncovered_us[1] = 7;
  with.reports[{3, 200}] = false;
  with.reports[{4, 200}] = true;
  CHECK(violations(*world, without, with).empty());
  with.reports[{3, 100}] = true;
  CHECK(violations(*world, without, with).size() == 1);
}

}  // namespace
}  // namespace vedette
