// SPDX-License-Identifier: Apache-2.0
// Response plans, injects and the duty room on a small site whose times are constants.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

#include "base/statistics.hpp"
#include "engine/small_site.hpp"
#include "study/replications.hpp"
#include "world/response.hpp"

namespace vedette {
namespace {

using testing::scenario;
using testing::SmallCity;

struct PlanSink : Sink {
  void plan_step(const PlanStepRecord& step) override { steps.push_back(step); }
  void incident_closed(const Incident& i) override { closed.push_back(i); }
  void inject(std::uint32_t index, Time at) override { injects.emplace_back(index, at); }
  void trust(EntityId, Time, double value) override { trusts.push_back(value); }
  void tally(const Tally& tally) override { tallies.push_back(tally); }
  std::vector<PlanStepRecord> steps;
  std::vector<Incident> closed;
  std::vector<std::pair<std::uint32_t, Time>> injects;
  std::vector<double> trusts;
  std::vector<Tally> tallies;
};

const std::vector<std::string> kQuiet{"city.demand={calls_per_day: 0}", "duration_h=3"};

std::shared_ptr<const World> world_of(const SmallCity& city, std::vector<std::string> more,
                                      bool network = false) {
  std::vector<std::string> all = kQuiet;
  all.insert(all.end(), more.begin(), more.end());
  return city.world(scenario(city, network), all);
}

PlanSink run_once(const World& world, std::uint64_t replication = 1) {
  PlanSink sink;
  Sinks sinks;
  sinks.add(sink);
  Replicator replicator(world);
  replicator.run_here(1, replication, sinks);
  return sink;
}

// Seconds after the crossing at 1 h.
double s(Time t) {
  return (t - Time{kHour.us}).seconds();
}

const PlanStepRecord& step(const World& world, const PlanSink& sink, const std::string& name) {
  for (const PlanStepRecord& one : sink.steps)
    if (world.site.response->plans[one.plan].steps[one.step].name == name) return one;
  FAIL("no step " + name);
  return sink.steps.front();
}

TEST_CASE("a site without plans follows the built-in one, and its steps are told") {
  const SmallCity city;
  const auto world = world_of(city, {});
  REQUIRE(world->site.response->plans.size() == 1);
  const PlanSink sink = run_once(*world);
  REQUIRE(sink.steps.size() == 4);
  CHECK(s(step(*world, sink, "acknowledge").due) == 0.5);
  CHECK(s(step(*world, sink, "acknowledge").end) == 5.5);
  CHECK(s(step(*world, sink, "assess").end) == 20.5);
  CHECK(s(step(*world, sink, "dispatch_guards").end) == 20.5);
  CHECK(s(step(*world, sink, "call_police").due) == 20.5);
  CHECK(s(step(*world, sink, "call_police").end) == 40.5);
}

const char* const kPlan =
    "site.plans={all: {acknowledge_target_s: 5, assess_target_s: 10, steps: {"
    "wall: {do: call_up, owner: platform, target_s: 1},"
    "wake: {do: escalate, owner: platform, to: commander, delay_s: 60, unless: acknowledged},"
    "guards: {do: dispatch_guards, owner: operator, guards: 1, target_s: 20},"
    "lock: {do: lockdown, owner: commander, duration_s: 7},"
    "police: {do: call_police, owner: operator, after: [guards, lock], target_s: 5},"
    "hold: {do: task, owner: guard, duration_s: 30},"
    "report: {do: report, owner: commander, after: hold, duration_s: 10}}}}";

TEST_CASE("steps come in their order, by their owners, and are judged against their targets") {
  const SmallCity city;
  const auto world =
      world_of(city, {kPlan, "site.duty_room.wall_slots=1", "site.doors={gate: {at: [50, 0]}}"});
  const PlanSink sink = run_once(*world);
  const auto at = [&](const char* name) -> const PlanStepRecord& {
    return step(*world, sink, name);
  };
  CHECK(s(at("wall").end) == 0.5);
  CHECK_FALSE(at("wall").who.valid());
  CHECK(at("wake").outcome == StepOutcome::kLeftOut);
  CHECK(s(at("guards").end) == 20.5);
  CHECK(s(at("lock").start) == 20.5);  // side by side with the guards' order
  CHECK(s(at("lock").end) == 27.5);
  CHECK(s(at("police").due) == 27.5);  // due later: by way of the room's queue
  CHECK(s(at("police").end) == 47.5);
  CHECK(s(at("hold").start) == 50.5);  // the guard is there after 10 s and 60 m at 3 m/s
  CHECK(s(at("hold").end) == 80.5);
  CHECK(s(at("report").end) == 90.5);
  const auto& steps = world->site.response->plans[0].steps;
  const auto judged = [&](const char* name) {
    const PlanStepRecord& one = at(name);
    return judge(one, steps[one.step].target, Time{0} + 3 * kHour);
  };
  CHECK(judged("acknowledge").in_time);  // within means at most
  CHECK_FALSE(judged("assess").in_time);
  CHECK(judged("assess").credit == Approx(0.5));
  CHECK(judged("police").credit == 0);  // 20 s against 5 s
  CHECK_FALSE(judged("wake").counts);
  // The guard searches after his step: free again, and the alarm over, 100 s later.
  CHECK(s(sink.closed.front()[Stage::kCleared]) >= 180.5);
}

TEST_CASE("an alarm that nobody acknowledges goes to the commander") {
  const SmallCity city;
  const auto world =
      world_of(city, {kPlan, "site.duty_room.wall_slots=1", "site.doors={gate: {at: [50, 0]}}",
                      "injects={ill: {at_min: 30, absent: {operator: op}}}"});
  const PlanSink sink = run_once(*world);
  CHECK(s(step(*world, sink, "wake").end) == 60.5);
  const PlanStepRecord& taken = step(*world, sink, "acknowledge");
  CHECK(s(taken.end) == 65.5);
  CHECK(world->entities[taken.who.index()].name == "commander");
  // What is the operator's stays undone.
  CHECK(step(*world, sink, "guards").outcome == StepOutcome::kOpen);
  CHECK(sink.injects.size() == 1);
}

TEST_CASE("without a free slot or a picture the wall stays dark, and that is told") {
  const SmallCity city;
  const auto world =
      world_of(city, {kPlan, "site.duty_room.wall_slots=1", "site.doors={gate: {at: [50, 0]}}",
                      "injects={cut: {at_min: 10, fail: {cameras: [cam]}}}"});
  const PlanSink sink = run_once(*world);
  CHECK(step(*world, sink, "wall").outcome == StepOutcome::kFailed);
  CHECK(s(step(*world, sink, "wall").end) == 4.5);
}

TEST_CASE("a dead camera that nobody told of costs the patience, one that is known does not") {
  const SmallCity city;
  const bool told = GENERATE(false, true);
  const auto world = world_of(city, {std::string("injects={cut: {at_min: 10, fail: {cameras: "
                                                 "[cam], announced: ") +
                                     (told ? "true" : "false") + "}}}"});
  const PlanSink sink = run_once(*world);
  CHECK(s(step(*world, sink, "assess").end) == 5.5 + (told ? 0 : 4) + 60);
}

TEST_CASE("injects come on their conditions, once, in a chain") {
  const SmallCity city;
  const auto world = world_of(
      city, {"site.alarm_types={call: {priority: 2}}",
             "injects={a: {when: {acknowledged: 1}, delay_s: 2, raise: {zone: north, type: call, "
             "by: telephone, real: false}}, b: {when: {inject: a}, delay_s: 3, absent: {guard: "
             "g1, for_min: 1}}, c: {when: {guard: g1, is: absent}, raise: {zone: north}}}"});
  const PlanSink sink = run_once(*world);
  REQUIRE(sink.injects.size() == 3);
  CHECK(s(sink.injects[0].second) == 7.5);
  CHECK(s(sink.injects[1].second) == 10.5);
  CHECK(s(sink.injects[2].second) == 10.5);
  // The call waits behind the alarm, and the third alarm, more urgent, goes before it.
  std::map<std::uint32_t, Time> taken;
  for (const Incident& i : sink.closed)
    if (i.kind == IncidentKind::kAlarm) taken[i.id.value] = i[Stage::kAcknowledged];
  std::vector<Time> times;
  for (const auto& [id, time] : taken) times.push_back(time);
  REQUIRE(times.size() == 3);
  CHECK(times[2] < times[1]);
}

TEST_CASE("trust falls with every nuisance alarm by its rate") {
  const SmallCity city;
  const auto world = world_of(
      city, {"models.operators={o: {trust_start: 0.8, trust_rate: 0.1, trust_effect: 0, look_s: 1,"
             " roll_call_s: 1, hand_over_s: 1, notice_s: 1,"
             " sources: {\"*\": \"assumption: test\"}}}",
             "site.operator_type=o", "models.sensors.beam.nuisance_per_day=200"});
  const PlanSink sink = run_once(*world);
  REQUIRE(sink.trusts.size() > 5);
  double trust = 0.8;
  std::size_t real = 0;
  for (const double told : sink.trusts) {
    const double down = trust - 0.1 * trust, up = trust + 0.1 * (1 - trust);
    real += told == Approx(up);
    CHECK((told == Approx(down) || told == Approx(up)));
    trust = told;
  }
  CHECK(real <= 1);
}

TEST_CASE("rounds are done between alarms, late when they are, given up when due again") {
  const SmallCity city;
  const auto world = world_of(
      city, {"models.operators={o: {trust_start: 1, trust_rate: 0, trust_effect: 0, look_s: 10,"
             " roll_call_s: 700, hand_over_s: 1, notice_s: 1,"
             " sources: {\"*\": \"assumption: test\"}}}",
             "site.operator_type=o",
             "site.rounds={r: {kind: video_round, looks: 3, every_min: 60, within_min: 1}, "
             "c: {kind: roll_call, looks: 6, every_min: 60, first_min: 2}}"});
  const PlanSink sink = run_once(*world);
  std::map<TallyKind, int> n;
  for (const Tally& tally : sink.tallies) ++n[tally.kind];
  // Rounds of 30 s come first at 0 h; a roll-call takes 70 minutes: never within its hour.
  CHECK(n[TallyKind::kRoundInTime] >= 1);
  CHECK(n[TallyKind::kRollCallInTime] == 0);
  CHECK(n[TallyKind::kRollCallMissed] >= 1);
}

struct WaitSink : Sink {
  explicit WaitSink(std::size_t batches, Duration span) : sums(batches), spans(span) {}
  void incident_closed(const Incident& i) override {
    if (!i.has(Stage::kAcknowledged)) return;
    const auto batch = static_cast<std::size_t>(i[Stage::kQueued].us / spans.us);
    if (batch >= sums.size()) return;
    auto& [sum, n] = sums[batch][i.priority == 1 ? 0 : 1];
    sum += i.between(Stage::kQueued, Stage::kAcknowledged).seconds();
    ++n;
  }
  std::vector<std::array<std::pair<double, int>, 2>> sums;
  Duration spans;
};

TEST_CASE("the operators' queue waits as Cobham says") {
  // 2 urgent and 58 other alarms an hour, exponential 30 s, one operator: 15.2542 and 30.5085 s.
  const SmallCity city;
  constexpr std::size_t kBatches = 40;
  const auto world = world_of(
      city,
      {"duration_h=16000", "site.alarm_types={other: {priority: 2}}",
       "models.sensors.beam.alarm_type=other", "models.sensors.beam.nuisance_per_day=1392",
       "models.sensors.thermal.nuisance_per_day=48", "models.sensors.beam.detection_probability=0",
       "models.sensors.thermal.detection_probability=0", "site.cameras.cam.azimuth_deg=180",
       "models.duty_rooms.room.acknowledge_s=0",
       "models.duty_rooms.room.assess_without_camera_s={exponential: {mean: 30}}",
       "models.duty_rooms.room.merge_window_s=0"});
  WaitSink sink(kBatches, Duration{world->horizon.us / static_cast<std::int64_t>(kBatches)});
  Sinks sinks;
  sinks.add(sink);
  Replicator replicator(*world);
  replicator.run_here(5, 1, sinks);
  const double exact[] = {15.2542, 30.5085};
  for (int k = 0; k < 2; ++k) {
    std::vector<double> means;
    for (const auto& batch : sink.sums) {
      const auto& [sum, n] = batch[static_cast<std::size_t>(k)];
      REQUIRE(n > 0);
      means.push_back(sum / n);
    }
    const Interval interval = mean_interval(means, 0.999);
    INFO(interval.low << " .. " << interval.high);
    CHECK(interval.low <= exact[k]);
    CHECK(interval.high >= exact[k]);
    CHECK(interval.high - interval.low < 0.08 * exact[k]);
  }
}

TEST_CASE("what a monitor shows is noticed as often as in the trials") {
  // One operator, four monitors: 74 % (PSDB).
  const SmallCity city;
  const auto world =
      world_of(city, {"duration_h=0.2", "site.duty_room.monitors=4",
                      "injects={fight: {at_min: 1, raise: {zone: north, by: video}}}"});
  std::uint64_t seen = 0;
  constexpr std::uint64_t kRuns = 600;
  for (std::uint64_t r = 1; r <= kRuns; ++r) {
    const PlanSink sink = run_once(*world, r);
    seen += std::any_of(sink.closed.begin(), sink.closed.end(), [](const Incident& i) {
      return i.kind == IncidentKind::kAlarm && i.has(Stage::kAcknowledged);
    });
  }
  const Interval interval = wilson(seen, kRuns);
  INFO(seen);
  CHECK(interval.low - 0.03 <= 0.74);
  CHECK(interval.high + 0.03 >= 0.74);
}

TEST_CASE("where every camera is dark nobody sees anything on a monitor") {
  const SmallCity city;
  const auto world = world_of(city, {"duration_h=0.2", "site.duty_room.monitors=4",
                                     "injects={dark: {at_min: 0.5, fail: {cameras: [cam]}}, fight: "
                                     "{at_min: 1, raise: {zone: north, by: video, else_min: 3}}}"});
  for (std::uint64_t r = 1; r <= 10; ++r) {
    const PlanSink sink = run_once(*world, r);
    for (const Incident& i : sink.closed)
      if (i.kind == IncidentKind::kAlarm) CHECK(i[Stage::kSensed].seconds() == 240);
  }
}

TEST_CASE("the credit of a late step falls to nothing at twice its target") {
  PlanStepRecord one;
  one.outcome = StepOutcome::kDone;
  one.due = Time{0};
  const auto credit = [&](double took, Duration target) {
    one.end = Time{0} + seconds(took);
    return judge(one, target, kNever).credit;
  };
  CHECK(credit(10, 10 * kSecond) == 1);
  CHECK(credit(15, 10 * kSecond) == Approx(0.5));
  CHECK(credit(20, 10 * kSecond) == 0);
  CHECK(credit(99, 10 * kSecond) == 0);
  CHECK(credit(99, kUnreachable) == 1);
  CHECK(credit(1, Duration{}) == 0);
  one.outcome = StepOutcome::kOpen;
  CHECK_FALSE(judge(one, 10 * kSecond, Time{0} + 10 * kSecond).counts);
  CHECK(judge(one, 10 * kSecond, Time{0} + 11 * kSecond).counts);
  one.outcome = StepOutcome::kLeftOut;
  CHECK_FALSE(judge(one, 10 * kSecond, kNever).counts);
}

TEST_CASE("a target from the alarm on counts what kept the step from being due") {
  PlanStepRecord one;
  one.outcome = StepOutcome::kDone;
  one.alarm = Time{0};
  one.due = Time{0} + seconds(100);
  one.end = Time{0} + seconds(105);
  const StepTargets both{10 * kSecond, 70 * kSecond};
  CHECK(judge(one, 10 * kSecond, kNever).in_time);
  CHECK_FALSE(judge(one, both, kNever).in_time);
  CHECK(judge(one, both, kNever).credit == Approx(0.5));
  one.alarm = Time{0} + seconds(60);
  CHECK(judge(one, both, kNever).in_time);
  one.end = Time{0} + seconds(115);  // now the step's own is the worse
  CHECK(judge(one, both, kNever).credit == Approx(0.5));
  one.outcome = StepOutcome::kOpen;
  one.due = kUnset;
  CHECK_FALSE(judge(one, both, Time{0} + seconds(130)).counts);
  CHECK(judge(one, both, Time{0} + seconds(131)).counts);
  one.alarm = kUnset;
  CHECK_FALSE(judge(one, both, Time{0} + seconds(9999)).counts);
}

TEST_CASE("an outage before a step costs points where the target counts from the alarm") {
  const SmallCity city;
  // The picture of the zone is missing for four seconds, and assessing without it takes 60 s.
  const auto scored = [&](const char* inject) {
    const auto world = world_of(
        city, {"site.plans={all: {steps: {guards: {do: dispatch_guards, owner: operator, guards: "
               "1, target_s: 10, target_from_alarm_s: 30}}}}",
               inject});
    const PlanSink sink = run_once(*world);
    const PlanStepRecord& guards = step(*world, sink, "guards");
    const PlanStep& what = world->site.response->plans[0].steps[guards.step];
    CHECK(judge(guards, what.target, kNever).credit == 1);
    return judge(guards, {what.target, what.alarm_target}, kNever).credit;
  };
  CHECK(scored("injects=null") == 1);
  CHECK(scored("injects={cut: {at_min: 10, fail: {cameras: [cam]}}}") == 0);  // 69 s
}

TEST_CASE("an exercise fails supplies, rooms, sensors and doors, and puts them right again") {
  const SmallCity city;
  std::string text = scenario(city, false, R"(
power:
  mains: grid
  supplies: {board: {type: plain, feeds: [{of: [{kind: camera}, {kind: host, names: [console]}],
                                   watts_each: 10}]}}
injects:
  cut: {at_min: 10, fail: {supplies: [mains], announced: true}}
  blind: {at_min: 11, fail: {sensors: ["north-*"], doors: [gate], for_min: 2}}
  light: {when: {inject: cut}, delay_s: 300, repair: cut}
  spared: {at_min: 20, fail: {cameras: [cam], ups_min: 5}}
  in-time: {at_min: 22, repair: spared}
)");
  const std::string key = "models:\n";
  text.insert(text.find(key) + key.size(), R"(
  mains: {grid: {outages_per_year: 0, outage_s: 60, sources: {"*": "assumption: test"}}}
  ups: {plain: {capacity_wh: 0, sources: {"*": "assumption: test"}}}
)");
  const auto world =
      city.world(text, {"duration_h=0.5", "site.intruders.thief=null",
                        "city.demand={calls_per_day: 0}", "site.doors={gate: {at: [50, 0]}}"});
  PlanSink sink;
  testing::run_direct(*world, sink);
  std::map<std::string, std::pair<double, double>> down;
  for (const Tally& t : sink.tallies)
    if (t.kind >= TallyKind::kDownOwn && t.kind <= TallyKind::kDownWhatIf)
      down[world->entities[t.who.index()].name] = {t.from.seconds(), t.to.seconds()};
  const auto minutes = [](double a, double b) { return std::pair(60 * a, 60 * b); };
  CHECK(down.at("mains") == minutes(10, 15));
  CHECK(down.at("cam") == minutes(10, 15));
  CHECK(down.at("console") == minutes(10, 15));
  CHECK(down.at("north-beam") == minutes(11, 13));
  CHECK(down.at("north-thermal") == minutes(11, 13));
  CHECK(down.at("gate") == minutes(11, 13));
  CHECK(down.size() == 7);  // with the board
}

TEST_CASE("a repair that comes before its failure does not undo it") {
  const SmallCity city;
  const auto world =
      world_of(city, {"injects={cut: {when: {acknowledged: 1}, delay_s: 60, fail: {cameras: "
                      "[cam]}}, back: {at_min: 0.1, repair: cut}}"});
  PlanSink sink;
  testing::run_direct(*world, sink);
  CHECK(std::any_of(sink.tallies.begin(), sink.tallies.end(), [](const Tally& t) {
    return t.kind >= TallyKind::kDownOwn && t.kind <= TallyKind::kDownWhatIf;
  }));
}

// The thief's alarm is of priority 1, the telephone call of priority 2 and 30 s before it.
TEST_CASE("a more urgent alarm makes an operator lay the other one aside") {
  const SmallCity city;
  for (const bool preempt : {false, true}) {
    const auto world = world_of(
        city, {"site.alarm_types={call: {priority: 2}}",
               "injects={call: {at_min: 59.9, raise: {type: call, zone: north, by: telephone}}}",
               std::string("site.duty_room.preempt=") + (preempt ? "true" : "false")});
    const PlanSink sink = run_once(*world);
    const auto of = [&](const char* name, std::uint32_t incident) {
      for (const PlanStepRecord& one : sink.steps)
        if (one.incident.value == incident &&
            world->site.response->plans[one.plan].steps[one.step].name == name)
          return s(one.end);
      return -1.0;
    };
    // The call is taken at -6 s, acknowledged at -1, and needs 15 s of looking: 14 s.
    CHECK(of("acknowledge", 0) == -1);
    CHECK(of("acknowledge", 1) == (preempt ? 0.5 + 5 : 14 + 20 + 5));
  }
}

TEST_CASE("triggers know areas and security levels") {
  const SmallCity city;
  const std::vector<std::string> yard{
      "site.areas={yard: {level: 3, corners: [[0, 60], [100, 60], [100, 100], [0, 100]]},"
      " hut: {level: 1, corners: [[0, 0], [20, 0], [20, 20], [0, 20]]}}"};
  const auto plan = [&](const std::string& when) {
    auto all = yard;
    all.push_back("site.plans={own: {when: {" + when +
                  "}, steps: {n: {do: notify, owner: platform}}}}");
    const auto world = world_of(city, all);
    return plan_for(*world->site.response, 0, 0, 1, 0);
  };
  CHECK(plan("areas: [yard]") == 0);
  CHECK(plan("security_levels: [3]") == 0);
  CHECK(plan("security_levels: [0, 3]") == 0);
}

TEST_CASE("locks of a plan are by door or by area, and end with a release") {
  const SmallCity city;
  const auto world =
      world_of(city, {"site.doors={gate: {at: [50, 0]}, hatch: {at: [10, 10]}}",
                      "site.plans={all: {steps: {"
                      "lock: {do: lock, owner: platform, doors: [gate]},"
                      "all: {do: lockdown, owner: operator, duration_s: 3},"
                      "end: {do: release, owner: operator, after: all, duration_s: 2}}}}"});
  const auto& steps = world->site.response->plans[0].steps;
  CHECK(steps[2].doors == std::vector<std::uint32_t>{0});
  CHECK(steps[3].doors == std::vector<std::uint32_t>{0, 1});
  CHECK(steps[4].doors == std::vector<std::uint32_t>{0, 1});
  const PlanSink sink = run_once(*world);
  CHECK(s(step(*world, sink, "lock").end) == 0.5);
  CHECK(s(step(*world, sink, "all").end) == 23.5);
  CHECK(s(step(*world, sink, "end").end) == 25.5);
}

}  // namespace
}  // namespace vedette
