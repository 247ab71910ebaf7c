// SPDX-License-Identifier: Apache-2.0
#include "measure/figures.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>

#include <catch2/catch.hpp>

#include "base/diagnostics.hpp"
#include "base/statistics.hpp"
#include "measure/figure_support.hpp"
#include "record/recording.hpp"
#include "record/scratch.hpp"
#include "record/small_world.hpp"
#include "support/seed.hpp"

using namespace vedette;
using namespace vedette::test;

TEST_CASE("figures of a run and of its recording are the same") {
  const Scratch scratch("figures");
  const World world = small_world();
  std::mt19937_64 random(testing::seed());
  CAPTURE(testing::seed());
  for (int round = 0; round < 12; ++round) {
    const std::uint64_t seed = random();
    RunInfo info;
    info.replication = 1 + seed % 1000;
    info.level =
        std::array{RecordLevel::kNone, RecordLevel::kEvents, RecordLevel::kFull}[round % 3];
    Figures streamed(world, info.replication);
    {
      Recording recording(scratch / "run.vdt", world, info);
      play(world, seed, round < 2 ? round : 1500, {&streamed, &recording});
      recording.close();
    }
    RecordingReader reader(scratch / "run.vdt");
    const RepFigures a = streamed.result(), b = figures_of(reader);
    CAPTURE(round);
    CHECK(same(a, b));
    if (round >= 2) {
      CHECK(value(a, "calls.n") > 50);
      CHECK(value(a, "tasks.n") > 20);
      CHECK(value(a, "posts.windows") > 20);
      CHECK(value(a, "patrol.visits") > 50);
      CHECK(figure(a, "calls.complete_s.p50").n > 30);
      CHECK(value(a, "alarms.nuisance.n") > 20);
      CHECK(value(a, "intrusions.n") > 5);
      CHECK(value(a, "utilisation.unit.car-1") > 0.05);
    }
    CHECK(same(streamed.result(), a));  // asking changes nothing
  }
}

TEST_CASE("response times of calls") {
  const World world = small_world();
  Figures figures(world, 1);
  // Responses of 60, 61, 180 and 1900 s, and one call that nobody reached.
  figures.incident_closed(call(0, 0, 100, 110, 160));
  figures.incident_closed(call(1, 0, 200, 210, 261));
  figures.incident_closed(call(2, 1, 300, 330, 480));
  figures.incident_closed(call(3, 1, 400, 500, 2300));
  figures.incident_closed(call(4, 1, 500, -1, -1));
  figures.finish(Time{0} + kDay);
  const RepFigures f = figures.result();
  CHECK(value(f, "calls.n") == 5);
  CHECK(value(f, "calls.unanswered") == 1);
  CHECK(value(f, "calls.priority.1.n") == 2);
  CHECK(value(f, "calls.priority.3.n") == 3);
  CHECK(value(f, "calls.type.noise.unanswered") == 1);
  CHECK(figure(f, "calls.response_s.mean").n == 4);
  CHECK(value(f, "calls.response_s.mean") == Approx((60 + 61 + 180 + 1900) / 4.0).epsilon(1e-15));
  const std::vector<double> sorted{60, 61, 180, 1900};
  CHECK(value(f, "calls.response_s.p50") == quantile_sorted(sorted, 0.5));
  CHECK(value(f, "calls.response_s.p90") == quantile_sorted(sorted, 0.9));
  CHECK(value(f, "calls.response_s.p95") == quantile_sorted(sorted, 0.95));
  CHECK(value(f, "calls.dispatch_s.mean") == Approx(37.5));
  CHECK(value(f, "calls.to_scene_s.p50") == Approx((51 + 150) / 2.0));
  // "Within" means <=; one that nobody reached is within nothing.
  CHECK(value(f, "calls.within.60") == Approx(0.2));
  CHECK(value(f, "calls.within.180") == Approx(0.6));
  CHECK(value(f, "calls.within.300") == Approx(0.6));
  CHECK(figure(f, "calls.within.60").n == 5);
  // Bins of 10 s hold their upper end; the last one holds the rest.
  REQUIRE(f.response_histogram.size() == 181);
  CHECK(f.response_histogram[5] == 1);
  CHECK(f.response_histogram[6] == 1);
  CHECK(f.response_histogram[17] == 1);
  CHECK(f.response_histogram[180] == 1);
}

TEST_CASE("two fleets have figures of their own") {
  World world = small_world();
  Figures one(world, 1);
  for (const Figure& f : one.result().figures)  // one fleet says no more than all units
    CHECK(f.id.find("fleet") == std::string::npos);

  world.city.units[2].fleet = "reserve";
  const EntityId cars[] = {entity_named(world, "car-0"), entity_named(world, "car-1"),
                           entity_named(world, "car-2")};
  Figures figures(world, 1);
  // The cars were there after 60 and 181 s, the reserve after 300 s; nobody came to the last one,
  // and a guard was first at another.
  const auto reached = [&](std::uint32_t id, double after_s, EntityId by) {
    Incident i = call(id, 0, 100, 110, after_s < 0 ? -1 : 100 + after_s);
    i.responder = by;
    figures.incident_closed(i);
  };
  reached(0, 60, cars[0]);
  reached(1, 181, cars[1]);
  reached(2, 300, cars[2]);
  reached(3, -1, {});
  reached(4, 30, entity_named(world, "guard-1"));
  for (const EntityId car : cars) figures.on_duty(car, Time{0}, Time{0} + kHour);
  figures.busy(cars[0], Time{0}, Time{0} + seconds(1800));
  figures.busy(cars[2], Time{0}, Time{0} + seconds(900));
  const RepFigures f = figures.result();
  CHECK(value(f, "calls.n") == 5);
  CHECK(value(f, "calls.fleet.cars.n") == 2);
  CHECK(value(f, "calls.fleet.cars.within.60") == 0.5);
  CHECK(value(f, "calls.fleet.cars.within.180") == 0.5);
  CHECK(value(f, "calls.fleet.cars.within.300") == 1);
  CHECK(figure(f, "calls.fleet.cars.within.300").n == 2);
  CHECK(value(f, "calls.fleet.cars.response_s.p50") == Approx(120.5));
  CHECK(value(f, "calls.fleet.reserve.within.180") == 0);
  CHECK(value(f, "calls.fleet.reserve.response_s.p90") == Approx(300));
  CHECK(value(f, "utilisation.fleet.cars") == Approx(0.25));
  CHECK(figure(f, "utilisation.fleet.cars").n == 2);
  CHECK(value(f, "utilisation.fleet.reserve") == Approx(0.25));
}

TEST_CASE("fleets read from a recording are those of the world") {
  const Scratch scratch("fleets");
  World world = small_world();
  world.city.units[1].fleet = "reserve";
  Figures streamed(world, 1);
  RunInfo info;
  info.replication = 1;
  info.level = RecordLevel::kEvents;
  {
    Recording recording(scratch / "run.vdt", world, info);
    play(world, testing::seed(), 1500, {&streamed, &recording});
    recording.close();
  }
  CAPTURE(testing::seed());
  RecordingReader reader(scratch / "run.vdt");
  const RepFigures a = streamed.result(), b = figures_of(reader);
  CHECK(same(a, b));
  CHECK(value(a, "calls.fleet.reserve.n") + value(a, "calls.fleet.cars.n") ==
        value(a, "calls.n") - value(a, "calls.unanswered"));
  CHECK(value(a, "calls.fleet.reserve.n") > 10);
}

TEST_CASE("the histogram agrees with the shares at every mark") {
  const World world = small_world();
  Figures figures(world, 1);
  std::mt19937_64 random(3);
  for (std::uint32_t i = 0; i < 2000; ++i)  // whole seconds, so that many lie on a mark
    figures.incident_closed(call(i, 0, 1000, 1000, 1000 + static_cast<double>(random() % 400)));
  const RepFigures f = figures.result();
  for (const int mark : {60, 180, 300}) {
    std::uint64_t within = 0;
    for (int bin = 0; bin < mark / 10; ++bin)
      within += f.response_histogram[static_cast<std::size_t>(bin)];
    CHECK(value(f, "calls.within." + std::to_string(mark)) ==
          Approx(static_cast<double>(within) / 2000));
  }
}

TEST_CASE("stages of an alarm") {
  const World world = small_world();
  Figures figures(world, 1);
  Incident n;
  n.kind = IncidentKind::kAlarm;
  n.id = IncidentId(0);
  const std::pair<Stage, double> stages[] = {
      {Stage::kOccurred, 9},      {Stage::kSensed, 10},           {Stage::kAtPanel, 10.5},
      {Stage::kAtServer, 11},     {Stage::kQueued, 11},           {Stage::kAcknowledged, 20},
      {Stage::kAssessed, 40},     {Stage::kGuardsDispatched, 45}, {Stage::kGuardArrived, 145},
      {Stage::kPoliceCalled, 60}, {Stage::kPoliceDispatched, 90}, {Stage::kPoliceArrived, 290},
      {Stage::kCleared, 400}};
  for (const auto& [stage, at] : stages) n[stage] = Time{0} + seconds(at);
  n.closed = true;
  figures.incident_closed(n);
  Incident wind = n;
  wind.id = IncidentId(1);
  wind.real = false;
  for (const Stage s : {Stage::kGuardsDispatched, Stage::kGuardArrived, Stage::kPoliceCalled,
                        Stage::kPoliceDispatched, Stage::kPoliceArrived})
    wind[s] = kUnset;
  figures.incident_closed(wind);
  const RepFigures f = figures.result();
  CHECK(value(f, "alarms.real.n") == 1);
  CHECK(value(f, "alarms.nuisance.n") == 1);
  CHECK(value(f, "alarms.real.guard_arrived_s.mean") == Approx(135));
  CHECK(value(f, "alarms.real.police_arrived_s.p95") == Approx(280));
  CHECK(value(f, "alarms.real.step.acknowledged_s.mean") == Approx(9));
  CHECK(value(f, "alarms.real.step.assessed_s.mean") == Approx(20));
  CHECK(value(f, "alarms.real.step.guard_arrived_s.mean") == Approx(100));
  CHECK(value(f, "alarms.real.step.police_called_s.mean") == Approx(20));
  CHECK(value(f, "alarms.real.step.police_arrived_s.mean") == Approx(200));
  CHECK(value(f, "alarms.nuisance.assessed_s.mean") == Approx(30));
  CHECK(figure(f, "alarms.nuisance.guard_arrived_s.mean").n == 0);
}

TEST_CASE("utilisation is busy time over duty time") {
  const World world = small_world();
  Figures figures(world, 1);
  const EntityId a = entity_named(world, "car-0"), b = entity_named(world, "car-1");
  figures.on_duty(a, Time{0}, Time{0} + kHour);
  figures.on_duty(b, Time{0}, Time{0} + kHour);
  figures.on_duty(b, Time{0} + kHour, Time{0} + kHour + kHour);
  figures.busy(a, Time{0} + kMinute, Time{0} + seconds(31 * 60));
  figures.busy(b, Time{0}, Time{0} + seconds(12 * 60));
  const RepFigures f = figures.result();
  CHECK(value(f, "utilisation.unit.car-0") == Approx(0.5));
  CHECK(value(f, "utilisation.unit.car-1") == Approx(0.1));
  CHECK(value(f, "utilisation.unit") == Approx(42.0 / 180));
}

TEST_CASE("a damaged recording gives figures or a sentence") {
  const Scratch scratch("damaged_figures");
  const World world = small_world();
  {
    RunInfo info;
    info.level = RecordLevel::kNone;
    Recording recording(scratch / "good.vdt", world, info);
    play(world, 5, 2000, {&recording});
    recording.close();
  }
  const std::string bytes = bytes_of(scratch / "good.vdt");
  std::mt19937_64 random(testing::seed());
  CAPTURE(testing::seed());
  int refused = 0;
  for (int round = 0; round < 300; ++round) {
    std::string bad = bytes;
    for (std::uint64_t n = 1 + random() % 40; n > 0; --n)
      bad[random() % bad.size()] = static_cast<char>(random());
    write_bytes(scratch / "bad.vdt", bad);
    try {
      RecordingReader reader(scratch / "bad.vdt");
      figures_of(reader);
    } catch (const InputError& error) {
      ++refused;
      CHECK_FALSE(error.diagnostic.message.empty());
    }
  }
  CHECK(refused > 30);
}

TEST_CASE("figures survive a pipe, and damage to it") {
  const World world = small_world();
  Figures figures(world, 77);
  play(world, 4, 600, {&figures});
  const RepFigures before = figures.result();
  const std::string bytes = before.to_bytes();
  CHECK(same(RepFigures::from_bytes(bytes), before));

  for (std::size_t length = 0; length < bytes.size(); length += length < 200 ? 1 : 37)
    CHECK_THROWS_AS(RepFigures::from_bytes(std::string_view(bytes).substr(0, length)), InputError);
  CHECK_THROWS_AS(RepFigures::from_bytes(bytes + "x"), InputError);

  std::mt19937_64 random(testing::seed());
  CAPTURE(testing::seed());
  int refused = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string bad = bytes;
    const std::size_t within = round % 2 ? bad.size() : 64;
    for (int i = 0; i < 3; ++i) bad[random() % within] = static_cast<char>(random());
    try {
      RepFigures::from_bytes(bad);
    } catch (const InputError&) {
      ++refused;
    }
  }
  CHECK(refused > 500);
}

TEST_CASE("steps of plans are in time, late or not done: the shares of the three add up") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  FigureFrame frame;
  frame.plans = {{"drill", {{"guard", 1, seconds(60)}, {"operator", 2, StepTargets(seconds(10))}}},
                 {"built-in", {}}};
  StepTally plain;
  Figures figures(std::make_shared<FigureFrame>(frame), 1);
  for (std::uint32_t k = 0; k < 500; ++k) {
    PlanStepRecord step;
    step.incident = IncidentId(k / 2);
    step.step = k % 2;
    step.due = Time{0} + seconds(100.0 * k);
    step.outcome = static_cast<StepOutcome>(random() % 5);
    // Up to five times the target: far beyond where late steps get any credit.
    if (step.outcome == StepOutcome::kDone)
      step.end = step.due + seconds(static_cast<double>(random() % 300));
    figures.plan_step(step);
    const auto& what = frame.plans[0].steps[step.step];
    plain.add(step, judge(step, what.targets, Time{0} + seconds(1e6)), what.weight);
  }
  figures.finish(Time{0} + seconds(1e6));
  const RepFigures f = figures.result();
  const auto n = static_cast<double>(plain.n);
  CHECK(plain.n == plain.in_time + plain.late + plain.not_done);
  CHECK(plain.late > 50);
  CHECK(value(f, "plans.in_time") == static_cast<double>(plain.in_time) / n);
  CHECK(value(f, "plans.late") == static_cast<double>(plain.late) / n);
  CHECK(value(f, "plans.not_done") == static_cast<double>(plain.not_done) / n);
  CHECK(value(f, "plans.in_time") + value(f, "plans.late") + value(f, "plans.not_done") ==
        Approx(1).epsilon(1e-12));
}
