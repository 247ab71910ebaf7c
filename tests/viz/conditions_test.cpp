// SPDX-License-Identifier: Apache-2.0
// How devices stood, from what is counted and logged.
#include "viz/core/conditions.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "record/recording.hpp"
#include "record/scratch.hpp"
#include "record/small_world.hpp"
#include "support/seed.hpp"
#include "viz/core/lanes.hpp"
#include "viz/core/playback.hpp"

using namespace vedette;
using namespace vedette::view;
using namespace vedette::test;

namespace {

constexpr EntityId kA{std::size_t{0}}, kB{std::size_t{1}};
Time at(double s) {
  return Time{0} + seconds(s);
}
Tally tally(TallyKind kind, EntityId who, EntityId place, double from, double to) {
  return {kind, who, place, at(from), at(to)};
}
Event event(double t, Topic topic, EntityId who, std::string_view text) {
  return {at(t), topic, who, {}, {}, text};
}

}  // namespace

TEST_CASE("a failure: hidden, noticed, waiting for a part, under repair, mended") {
  const std::vector<Tally> tallies{tally(TallyKind::kFailed, {}, kA, 100, 100),
                                   tally(TallyKind::kFailureNoticed, {}, kA, 100, 160),
                                   tally(TallyKind::kDownOwn, kA, {}, 100, 900),
                                   tally(TallyKind::kRepaired, {}, kA, 100, 900)};
  const std::vector<Event> events{event(100, Topic::kHardwareFailure, kA, "failed"),
                                  event(200, Topic::kMaintenance, kA, "waits for a spare"),
                                  event(600, Topic::kMaintenance, kA, "repair"),
                                  event(900, Topic::kHardwareRepaired, kA, "on")};
  const Conditions c(2, tallies, events, at(2000));
  const auto& spans = c.of(kA);
  REQUIRE(spans.size() == 4);
  const double ends[] = {160, 200, 600, 900};
  const Repair repairs[] = {Repair::kNone, Repair::kNone, Repair::kWaitsForSpare,
                            Repair::kUnderWay};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(spans[i].to == at(ends[i]));
    CHECK(spans[i].what == Condition::kFailed);
    CHECK(spans[i].known == (i == 0 ? KnownTo::kNobody : KnownTo::kSomebody));
    CHECK(spans[i].repair == repairs[i]);
  }
  CHECK(c.at(kA, at(99)) == nullptr);
  CHECK(c.at(kA, at(700))->repair == Repair::kUnderWay);
  CHECK(c.at(kA, at(900)) == nullptr);
  CHECK(c.ailing() == std::vector<std::uint32_t>{0});
  CHECK(c.of(kB).empty());
}

TEST_CASE("degraded, then worse, then without power, and what the recording cannot say") {
  const std::vector<Tally> tallies{
      tally(TallyKind::kDegraded, {}, kA, 10, 10),
      tally(TallyKind::kDownOwn, kA, {}, 50, 70),
      tally(TallyKind::kDownPower, kA, kB, 70, 90),
      tally(TallyKind::kRepaired, {}, kA, 10, 70),
      tally(TallyKind::kDownInject, kA, {}, 100, 110),
      tally(TallyKind::kDownWhatIf, kA, {}, 120, 130),
      tally(TallyKind::kDownPlanned, kA, {}, 140, 150),
  };
  const Conditions c(2, tallies, {}, at(1000));
  CHECK(c.at(kA, at(20))->what == Condition::kDegraded);
  CHECK(c.at(kA, at(20))->known == KnownTo::kNobody);
  CHECK(c.at(kA, at(60))->what == Condition::kFailed);
  CHECK(c.at(kA, at(80))->what == Condition::kUnpowered);
  CHECK(c.at(kA, at(80))->by == kB);
  CHECK(c.at(kA, at(80))->known == KnownTo::kSomebody);
  CHECK(c.at(kA, at(105))->known == KnownTo::kNotSaid);
  CHECK(c.at(kA, at(125))->known == KnownTo::kNobody);
  CHECK(c.at(kA, at(145))->what == Condition::kPlanned);
  CHECK(c.at(kA, at(95)) == nullptr);
}

TEST_CASE("what is down in a run that goes on is down until now") {
  const std::vector<Event> events{event(5, Topic::kLinkStatus, kA, "failed"),
                                  event(9, Topic::kLinkStatus, kA, "on"),
                                  event(30, Topic::kLinkStatus, kA, "no power")};
  // Only what is over has been counted.
  const std::vector<Tally> tallies{tally(TallyKind::kDownOwn, kA, {}, 5, 9)};
  const Conditions c(2, tallies, events, at(40));
  REQUIRE(c.of(kA).size() == 2);
  CHECK(c.of(kA)[1].what == Condition::kUnpowered);
  CHECK(c.of(kA)[1].from == at(30));
  CHECK(c.of(kA)[1].to == at(40));
}

TEST_CASE("what is told of a device that goes on working takes nothing down") {
  for (const char* word :
       {"on battery", "on the generator", "mains back", "running", "does not start",
        "out of fuel"}) {
    CAPTURE(word);
    const std::vector<Event> events{event(10, Topic::kPowerFailure, kA, word)};
    const Conditions c(2, {}, events, at(100));
    CHECK(c.of(kA).empty());
    CHECK(c.ailing().empty());
  }
  // To its battery and back, then there again until it is empty.
  std::vector<Event> events{event(10, Topic::kPowerFailure, kA, "on battery"),
                            event(20, Topic::kPowerFailure, kA, "mains back"),
                            event(20, Topic::kLinkStatus, kB, "reported down"),
                            event(30, Topic::kPowerFailure, kA, "on battery")};
  CHECK(Conditions(2, {}, events, at(100)).ailing().empty());
  events.push_back(event(40, Topic::kPowerFailure, kA, "no power"));
  const Conditions dead(2, {}, events, at(100));
  REQUIRE(dead.of(kA).size() == 1);
  CHECK(dead.of(kA)[0].from == at(40));
  CHECK(dead.of(kA)[0].to == at(100));
  CHECK(dead.of(kA)[0].what == Condition::kUnpowered);
  // Fed again: what is counted holds, and no more than that.
  events.push_back(event(50, Topic::kPowerFailure, kA, "mains back"));
  events.push_back(event(50, Topic::kPowerFailure, kA, "on"));
  const std::vector<Tally> tallies{tally(TallyKind::kDownPower, kA, {}, 40, 50)};
  const Conditions fed(2, tallies, events, at(100));
  REQUIRE(fed.of(kA).size() == 1);
  CHECK(fed.of(kA)[0].to == at(50));
  // A line that is down by itself stays so when it is reported.
  const std::vector<Event> line{event(10, Topic::kLinkStatus, kB, "failed"),
                                event(25, Topic::kLinkStatus, kB, "reported down")};
  const Conditions cut(2, {}, line, at(100));
  REQUIRE(cut.of(kB).size() == 1);
  CHECK(cut.of(kB)[0].from == at(10));
  CHECK(cut.of(kB)[0].what == Condition::kFailed);
}

TEST_CASE("every word by which an element falls is known") {
  const std::pair<const char*, Condition> words[] = {
      {"failed", Condition::kFailed},        {"struck", Condition::kStruck},
      {"no power", Condition::kUnpowered},   {"room out", Condition::kRoomOut},
      {"planned work", Condition::kPlanned}, {"off", Condition::kSetOut}};
  for (const auto& [word, what] : words) {
    CAPTURE(word);
    const std::vector<Event> events{event(10, Topic::kHardwareFailure, kA, word)};
    const Conditions c(2, {}, events, at(100));
    REQUIRE(c.of(kA).size() == 1);
    CHECK(c.of(kA)[0].what == what);
  }
}

TEST_CASE("spans never overlap and say at any moment what is counted") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 50; ++round) {
    std::vector<Tally> tallies;
    double t = 0;
    for (int k = 0; k < 20; ++k) {  // one cause at a time, as the engine counts
      const double from = t + static_cast<double>(random() % 20);
      t = from + 1 + static_cast<double>(random() % 30);
      tallies.push_back(tally(down_tally(random() % 9), kA, {}, from, t));
    }
    const Conditions c(2, tallies, {}, at(t + 10));
    Time before{0};
    for (const ConditionSpan& s : c.of(kA)) {
      CHECK(s.from >= before);
      CHECK(s.to > s.from);
      before = s.to;
    }
    for (int k = 0; k < 300; ++k) {
      const Time when = at(static_cast<double>(random() % 100'000) / 100'000 * t);
      int cause = -1;
      for (const Tally& d : tallies)
        if (d.from <= when && when < d.to)
          cause = static_cast<int>(d.kind) - static_cast<int>(TallyKind::kDownOwn);
      const ConditionSpan* s = c.at(kA, when);
      REQUIRE((s != nullptr) == (cause >= 0));
      if (s) CHECK(static_cast<int>(s->what) == static_cast<int>(Condition::kFailed) + cause);
    }
  }
}

TEST_CASE("conditions have a lane, rows of their own, and a rule that pauses") {
  const Scratch scratch("view_conditions");
  const std::string path = scratch / "run.vdt";
  World world = small_world();
  const EntityId camera = entity_named(world, "cam-1"), door = entity_named(world, "front");
  {
    Recording recording(path, world, RunInfo{}, 0.0);
    recording.event({at(100), Topic::kHardwareFailure, camera, {}, {}, "failed"});
    recording.tally({TallyKind::kFailed, {}, camera, at(100), at(100)});
    recording.event({at(150), Topic::kHardwareFailure, door, {}, {}, "no power"});
    recording.event({at(170), Topic::kHardwareRepaired, door, {}, {}, "on"});
    recording.tally({TallyKind::kDownPower, door, camera, at(150), at(170)});
    recording.event({at(400), Topic::kHardwareRepaired, camera, {}, {}, "on"});
    recording.tally({TallyKind::kDownOwn, camera, {}, at(100), at(400)});
    recording.tally({TallyKind::kRepaired, {}, camera, at(100), at(400)});
    recording.finish(at(1000));
  }
  const Store store(path);
  const auto lanes = lanes_of(store);
  const auto lane = std::find_if(lanes.begin(), lanes.end(),
                                 [](const Lane& l) { return l.key == "lane.conditions"; });
  REQUIRE(lane != lanes.end());
  REQUIRE(lane->marks.size() == 2);
  CHECK(lane->marks[0].who == camera);
  CHECK(lane->marks[0].hidden);
  CHECK(lane->marks[1].who == door);
  const auto rows = rows_of(store, "lane.conditions", 10);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].entity == camera);  // the longest out of order first
  REQUIRE(rows[0].marks.size() == 3);
  CHECK(rows[0].marks[0].colour == colour_of(Condition::kWorks));
  CHECK(rows[0].marks[1].colour == colour_of(Condition::kFailed));
  CHECK(rows[0].marks[2].to == store.end());
  const BreakRule rule{BreakRule::Kind::kFailure, 0, true};
  CHECK(break_moments(store, rule, {}) == std::vector<Time>{at(100), at(150)});
}
