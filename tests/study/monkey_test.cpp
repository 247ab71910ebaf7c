// SPDX-License-Identifier: Apache-2.0
// The monkey on the small site: what falls, what never rises, and what a crash is called.
#include <catch2/catch.hpp>

#include <algorithm>

#include "engine/small_site.hpp"
#include "study/monkey.hpp"
#include "study/monkey_watch.hpp"
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
  CHECK(result.without.delivered == 1);
  CHECK(result.without.coverage == 1);
  for (const MonkeyTrial& trial : result.trials) {
    CHECK(trial.failure.empty());
    CHECK(trial.violations.empty());
  }
  const auto reports = result.without.reports;
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
