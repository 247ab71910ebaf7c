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

const MonkeyTrial& of(const World& world, const MonkeyResult& result, const std::string& name,
                      std::string_view kind = {}) {
  for (const MonkeyTrial& trial : result.trials) {
    const Element& what = world.equipment->elements[trial.element];
    if (world.entities[what.entity.index()].name == name &&
        (kind.empty() || element_kind_name(what.kind) == kind))
      return trial;
  }
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

// Times of the small site by hand: 5 s to take an alarm, 15 s to judge it by its picture, and
// without one four seconds of waiting for it and then 60 s.
TEST_CASE("every stage of the chain is told, with each failure and without") {
  const SmallCity city;
  const auto world = city.world(scenario(city, false), kShort);
  MonkeyPlan plan = everything(*world);
  plan.moments = 0;
  const MonkeyResult result = run_monkey(*world, plan);
  const auto at = [](const auto& stages, Stage stage) {
    return stages[static_cast<std::size_t>(stage)];
  };
  const MonkeyFigures& without = result.without[0];
  for (const Stage stage :
       {Stage::kAtPanel, Stage::kAtServer, Stage::kQueued, Stage::kAcknowledged, Stage::kPicture,
        Stage::kAssessed, Stage::kGuardsDispatched, Stage::kGuardArrived, Stage::kPoliceCalled,
        Stage::kPoliceDispatched, Stage::kPoliceEnRoute, Stage::kPoliceArrived}) {
    CAPTURE(stage_name(stage));
    CHECK(at(without.since_sensed, stage).n > 0);
    CHECK(at(without.step, stage).n == at(without.since_sensed, stage).n);
    CHECK(at(without.step, stage).p50_s <= at(without.since_sensed, stage).p50_s);
  }
  CHECK(at(without.step, Stage::kAcknowledged).p50_s == Approx(5));
  CHECK(at(without.step, Stage::kAssessed).p50_s == Approx(15));

  const MonkeyTrial& blind = of(*world, result, "cam", "camera");
  CHECK(at(blind.figures.since_sensed, Stage::kPicture).n == 0);
  CHECK(at(blind.later, Stage::kPicture).lost == at(without.since_sensed, Stage::kPicture).n);
  CHECK(at(blind.figures.step, Stage::kAssessed).p50_s == Approx(64));
  CHECK(at(blind.later, Stage::kAssessed).n == at(without.since_sensed, Stage::kAssessed).n);
  CHECK(at(blind.later, Stage::kAssessed).most_s >= Approx(49));
  CHECK(at(blind.later, Stage::kAtServer).most_s == 0);

  const MonkeyTrial& mute = of(*world, result, "server");
  CHECK(at(mute.later, Stage::kAtPanel).lost == 0);
  CHECK(at(mute.later, Stage::kAtServer).lost == at(without.since_sensed, Stage::kAtServer).n);
  CHECK(at(mute.later, Stage::kGuardArrived).n == 0);
}

// The same alarm is found again by its place and moment, not by its number.
TEST_CASE("each alarm is compared with itself") {
  const auto alarm = [](std::uint32_t place, std::int64_t sensed, std::int64_t server) {
    MonkeyRecord::Alarm out;
    out.place = place;
    out.at.fill(kUnset);
    out.at[static_cast<std::size_t>(Stage::kSensed)] = Time{sensed};
    if (server > 0) out.at[static_cast<std::size_t>(Stage::kAtServer)] = Time{server};
    return out;
  };
  MonkeyRecord without, with;
  without.alarms = {alarm(1, 0, 1'000'000), alarm(2, 0, 1'000'000), alarm(1, 50, 1'000'050),
                    alarm(3, 70, 80), alarm(4, 90, 100)};
  with.alarms = {alarm(1, 50, 4'000'050), alarm(2, 0, 2'000'000), alarm(1, 0, 1'000'000),
                 alarm(3, 70, 0)};
  const MonkeyDelay d = delays(without, with)[static_cast<std::size_t>(Stage::kAtServer)];
  CHECK(d.n == 3);     // later by 0, 1 and 3 s
  CHECK(d.lost == 2);  // one did not get there, one is not there at all
  CHECK(d.most_s == 3);
  CHECK(d.p95_s == Approx(2.8));  // Hyndman & Fan's type 7: 1 + 0.9 (3 - 1)
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
