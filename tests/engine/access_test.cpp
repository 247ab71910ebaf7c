// SPDX-License-Identifier: Apache-2.0
// Doors with a state, on a house whose times are constants: what a passage costs, who is refused,
// how a lockdown sends somebody round, interlocks, anti-passback, power, forced doors.
#include "engine/site/access.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>
#include <tuple>

#include "engine/kernel/waits.hpp"
#include "engine/site/guard_way.hpp"
#include "engine/site/site_processes.hpp"
#include "engine/small_facility.hpp"

namespace vedette {
namespace {

using testing::load_facility;
using testing::LogSink;
using testing::small_facility;

struct DoorLog : LogSink {
  using LogSink::LogSink;
  void tally(const Tally& t) override { tallies.push_back(t); }
  std::vector<Tally> tallies;
  std::size_t count(TallyKind kind) const {
    std::size_t n = 0;
    for (const Tally& t : tallies) n += t.kind == kind;
    return n;
  }
  bool told(const std::string& words) const {
    for (const std::string& line : lines)
      if (line.find(words) != std::string::npos) return true;
    return false;
  }
};

// A run whose only process is the test's own.
class Scene {
 public:
  explicit Scene(const std::string& text, const std::vector<std::string>& overrides = {})
      : world(load_facility(text, overrides)), log(*world) {
    sinks.add(log);
    carrier = std::make_unique<DirectCarrier>(world->network.hosts.size());
    run = std::make_unique<Run>(*world, Random(1, 1), *carrier, sinks);
    start_access(*run);
  }
  std::uint32_t door(const std::string& name) const {
    for (std::uint32_t i = 0; i < world->site.doors.size(); ++i)
      if (world->entities[world->site.doors[i].entity.index()].name == name) return i;
    FAIL("no door " << name);
    return 0;
  }
  Passer passer(std::uint32_t badge = 0) const {
    return {world->site.guards[0].entity, badge, kNowhere,
            run->stream(world->site.guards[0].entity, "doors")};
  }
  NodeId node(const std::string& name) const { return *world->site.walk->find(name); }
  // Runs everything that has been started.
  void play(double seconds_at_most = 7000) {
    carrier->run(run->calendar, Time{0} + seconds(seconds_at_most));
  }
  double now() const { return run->now().seconds(); }

  std::shared_ptr<const World> world;
  DoorLog log;
  Sinks sinks;
  std::unique_ptr<DirectCarrier> carrier;
  std::unique_ptr<Run> run;
};

// Goes somewhere and notes when it was there; negative: never.
Process walker(Scene& s, std::string from, std::string to, double after_s, double& there_s,
               std::uint32_t badge = 0) {
  Mover mover;
  SiteWay way(*s.run, mover, s.passer(badge));
  way.stand(s.node(from));
  (void)co_await Delay(s.run->calendar, seconds(after_s));
  if (co_await way.go(s.node(to), *s.world->site.walking)) there_s = s.now();
}
Process at(Scene& s, double when_s, std::function<void()> what) {
  (void)co_await Delay(s.run->calendar, seconds(when_s));
  what();
}

TEST_CASE("a passage costs the badge, the leaf, and the walk") {
  Scene s(small_facility());
  double there = -1;
  s.run->calendar.start(walker(s, "outside", "west-room", 0, there));
  s.play();
  // 5 m - 0.25 m to the door, 0.5 m through it, 4.75 m on: 10 m at 1.5 m/s; badge 2 s, leaf 3 s.
  CHECK(there == Approx(10 / 1.5 + 5).margin(1e-5));
  REQUIRE(s.log.tallies.size() == 1);
  CHECK(s.log.tallies[0].kind == TallyKind::kPassage);
  CHECK((s.log.tallies[0].to - s.log.tallies[0].from).seconds() == 5);
  CHECK(s.log.told("AccessControl/AccessGranted/Credential"));
  CHECK(s.log.told("Door/State/DoorPhysicalState"));
}

TEST_CASE("who comes while the leaf is in use waits") {
  Scene s(small_facility());
  double first = -1, second = -1;
  s.run->calendar.start(walker(s, "outside", "west-room", 0, first));
  s.run->calendar.start(walker(s, "outside", "west-room", 1, second));
  s.play();
  // The second stands at the door 1 s later and waits for 5 s and the half metre; the leaf is open
  // still, but a badge is read for everybody.
  CHECK(second == Approx(first + 2 + 0.5 / 1.5).margin(1e-5));
}

TEST_CASE("without a badge nobody gets in, and nobody waits at the door for ever") {
  Scene s(small_facility());
  double there = -1;
  s.run->calendar.start(walker(s, "outside", "west-room", 0, there, kNowhere));
  s.play();
  CHECK(there == -1);
  CHECK(s.log.count(TallyKind::kRefused) == 2);  // the front door, then the side door
  CHECK(s.log.told("AccessControl/Denied/Credential"));
}

TEST_CASE("a door in lockdown is walked round, and both wait for its end") {
  const std::string side_only = R"(
  posts: {outside: {at: [5, -5]}, west-room: {at: [5, 5]}}
  guards: {g1: {post: outside}}
  badges: {staff: {holders: [g1], areas: [house]}}
  areas:
    porch: {level: 1, corners: [[3, -2], [7, -2], [7, -0.1], [3, -0.1]]}
)";
  std::string text = small_facility("", side_only);
  // Only one `areas` may stand there: the porch joins the house.
  text.erase(text.find("  areas: {house"),
             std::string("  areas: {house: {level: 2, buildings: [house]}}\n").size());
  text.replace(text.find("    porch:"), 0, "    house: {level: 2, buildings: [house]}\n");
  Scene s(text);
  set_lockdown(*s.run, 1, true);  // the porch: only the front door has a side in it
  double there = -1;
  s.run->calendar.start(walker(s, "outside", "west-room", 0, there));
  s.play();
  CHECK(s.log.count(TallyKind::kRefused) == 1);
  CHECK(s.log.count(TallyKind::kPassage) == 2);  // side and inner door
  // To the front door in vain (a badge is read), round the corner to the side door, through the
  // eastern room: more than 4.75 + 15 + 5 + 15 m, less than 45 m, at 1.5 m/s, and the doors' times.
  const double doors = 2 + 5 + 1;
  CHECK(there > (4.75 + 38) / 1.5 + doors - 8);
  CHECK(there < 50 / 1.5 + doors);

  Scene all(small_facility());
  set_lockdown(*all.run, 0, true);
  double late = -1;
  all.run->calendar.start(walker(all, "outside", "west-room", 0, late));
  all.run->calendar.start(at(all, 1000, [&] { set_lockdown(*all.run, 0, false); }));
  all.play();
  CHECK(all.log.told("LockedDown"));
  CHECK(late > 1000);
  CHECK(late < 1000 + 60);
}

TEST_CASE("a badge for lockdowns passes, and an unlocked door asks for nothing") {
  Scene s(small_facility("", R"(
  posts: {outside: {at: [5, -5]}, west-room: {at: [5, 5]}}
  guards: {g1: {post: outside}}
  badges: {staff: {holders: [g1], areas: [house], in_lockdown: true}}
)"));
  set_lockdown(*s.run, 0, true);
  double there = -1;
  s.run->calendar.start(walker(s, "outside", "west-room", 0, there));
  s.play();
  CHECK(there == Approx(10 / 1.5 + 5).margin(1e-5));

  Scene open(small_facility());
  set_unlocked(*open.run, open.door("front"), true);
  double free_s = -1;
  open.run->calendar.start(walker(open, "outside", "west-room", 0, free_s, kNowhere));
  open.play();
  CHECK(free_s == Approx(10 / 1.5 + 3).margin(1e-5));
}

TEST_CASE("a lockdown of an area counts how often it was called") {
  Scene s(small_facility());
  const std::uint32_t front = s.door("front");
  const Passer staff = s.passer();
  set_lockdown(*s.run, 0, true);
  set_lockdown(*s.run, 0, true);
  set_lockdown(*s.run, 0, false);
  CHECK(!lets_through(*s.run, front, 0, staff));
  set_lockdown(*s.run, 0, false);
  set_lockdown(*s.run, 0, false);  // once too often: nothing
  CHECK(lets_through(*s.run, front, 0, staff));
}

TEST_CASE("without power a fail-secure door asks for a key, a fail-safe one for nothing") {
  const std::string keys = R"(
  posts: {outside: {at: [5, -5]}, west-room: {at: [5, 5]}}
  guards: {g1: {post: outside}}
  badges: {staff: {holders: [g1], areas: [house], keys: true}}
)";
  Scene s(small_facility("", keys));
  power_lost(*s.run, s.door("front"));
  double there = -1;
  s.run->calendar.start(walker(s, "outside", "west-room", 0, there));
  s.play();
  CHECK(there == Approx(10 / 1.5 + 5 + 3).margin(1e-5));  // key instead of badge
  CHECK(s.log.told("Door/State/DoorFault"));

  Scene without(small_facility());
  power_lost(*without.run, without.door("front"));
  CHECK(!lets_through(*without.run, without.door("front"), 0, without.passer()));
  power_back(*without.run, without.door("front"));
  CHECK(lets_through(*without.run, without.door("front"), 0, without.passer()));

  Scene safe(small_facility(), {"models.doors.badge.power=fail_safe"});
  power_lost(*safe.run, safe.door("front"));
  CHECK(lets_through(*safe.run, safe.door("front"), 0, safe.passer(kNowhere)));
}

TEST_CASE("whose badge does not hold yet waits until its hours begin") {
  Scene s(small_facility(),
          {"shifts.late={from: \"00:30\", to: \"12:00\"}", "site.badges.staff.shift=late"});
  double there = -1;
  s.run->calendar.start(walker(s, "outside", "west-room", 0, there));
  s.play();
  CHECK(s.log.told("NotPermittedAtThisTime"));
  // By then he stands in front of the side door: through it, the eastern room and the inner door.
  CHECK(there == Approx(1800 + 2 + 3 + 1 + (0.5 + 9.5 + 0.5 + 4.75) / 1.5).margin(1e-5));
}

TEST_CASE("a forced door stands open and is told") {
  Scene s(small_facility());
  double there = -1, forced = -1;
  const auto burglar = [](Scene& scene, double& done) -> Process {
    Stream random = scene.run->stream(scene.world->site.guards[0].entity, "burglar");
    if (co_await force_door(*scene.run, scene.door("front"), scene.world->site.guards[0].entity,
                            random))
      done = scene.now();
  };
  s.run->calendar.start(burglar(s, forced));
  s.run->calendar.start(walker(s, "outside", "west-room", 100, there, kNowhere));
  s.play();
  CHECK(forced == 30);
  CHECK(there == Approx(100 + 10 / 1.5).margin(1e-5));  // no lock, no leaf to move
  CHECK(s.log.told("Door/State/DoorAlarm"));
  CHECK(s.log.count(TallyKind::kForced) == 1);
}

TEST_CASE("the second leaf of an interlock opens when the first is shut") {
  Scene s(small_facility(), {"site.doors.front.interlock=inner"});
  double there = -1;
  s.run->calendar.start(walker(s, "outside", "east-room", 0, there));
  s.play();
  // The way: 4.75 m to the front door, 0.5 m through it, from (5, 0.25) to (9.75, 5), 0.5 m through
  // the inner door, 4.75 m. The front leaf is shut 4 s after the passage; the way to the inner door
  // takes 6.72 / 1.5 = 4.48 s, so that it is shut in time.
  const double metres = 4.75 + 0.5 + std::sqrt(2.0) * 4.75 + 0.5 + 4.75;
  CHECK(there == Approx(metres / 1.5 + 5 + 1).margin(1e-4));
  // With a slower closer he waits for it.
  Scene slow(small_facility(),
             {"site.doors.front.interlock=inner", "models.doors.badge.close_s=20"});
  double later = -1;
  slow.run->calendar.start(walker(slow, "outside", "east-room", 0, later));
  slow.play();
  const double shut = (4.75 + 0.5) / 1.5 + 5 + 20;
  CHECK(later == Approx(shut + 1 + (0.5 + 4.75) / 1.5).margin(1e-4));
}

TEST_CASE("two people from both sides of an interlock both get through") {
  Scene s(small_facility(), {"site.doors.front.interlock=inner"});
  double in = -1, out = -1;
  s.run->calendar.start(walker(s, "outside", "east-room", 0, in));
  s.run->calendar.start(walker(s, "east-room", "outside", 0, out));
  s.play();
  CHECK(in > 0);
  CHECK(out > 0);
}

TEST_CASE("anti-passback refuses a badge that is in already, or only tells") {
  for (const bool hard : {true, false}) {
    Scene s(small_facility(),
            {std::string("site.areas.house.anti_passback=") + (hard ? "hard" : "soft")});
    const std::uint32_t front = s.door("front");
    const int outer = s.world->site.layout->doors[front].area[0] == kNowhere ? 0 : 1;
    Passer in = s.passer();
    CHECK(lets_through(*s.run, front, outer, in));
    in.area = 0;  // is believed to be in the house
    CHECK(lets_through(*s.run, front, outer, in) == !hard);
    CHECK(lets_through(*s.run, front, 1 - outer, in));
    in.area = kNowhere;  // came in behind somebody else
    CHECK(lets_through(*s.run, front, 1 - outer, in) == !hard);
  }
}

TEST_CASE("a badge holds during its shift") {
  Scene s(small_facility("shifts: {day: {from: \"07:00\", to: \"19:00\"}}\n", R"(
  posts: {outside: {at: [5, -5]}, west-room: {at: [5, 5]}}
  guards: {g1: {post: outside}}
  badges: {staff: {holders: [g1], areas: [house], shift: day}}
)"));
  CHECK(!lets_through(*s.run, s.door("front"), 0, s.passer()));  // midnight
}

TEST_CASE("doors of areas belong to it by one side") {
  const auto world = load_facility(small_facility());
  const Layout& layout = *world->site.layout;
  REQUIRE(layout.badges.size() == 1);
  CHECK(layout.badges[0].doors == std::vector<bool>{true, true, true});
}

// Goes in by the front door as one of that class, without a badge.
Process comes_in(Scene& s, PersonClass kind, double& there_s) {
  Mover mover;
  Passer passer = s.passer(kNowhere);
  passer.kind = kind;
  SiteWay way(*s.run, mover, passer);
  way.stand(s.node("outside"));
  if (co_await way.go(s.node("west-room"), *s.world->site.walking)) there_s = s.now();
}

TEST_CASE("officers and visitors are let in by staff; a lockdown keeps visitors out") {
  const double walk = 10 / 1.5;
  for (const PersonClass kind : {PersonClass::kOfficer, PersonClass::kVisitor})
    for (const bool admit : {false, true}) {
      Scene s(small_facility(), admit ? std::vector<std::string>{"models.doors.badge.admit_s=20"}
                                      : std::vector<std::string>{});
      double there = -1;
      s.run->calendar.start(comes_in(s, kind, there));
      s.play();
      CHECK(there == Approx(walk + (admit ? 20 : 2) + 3).margin(1e-5));
      CHECK(s.log.told("admitted"));
    }
  for (const PersonClass kind : {PersonClass::kOfficer, PersonClass::kVisitor}) {
    Scene s(small_facility());
    set_lockdown(*s.run, 0, true);
    double there = -1;
    s.run->calendar.start(comes_in(s, kind, there));
    s.play();
    CHECK((there > 0) == (kind == PersonClass::kOfficer));
  }
}

// Out by a door: 10 s of walking, and 30 s of breaking where the badge door is locked.
std::string runaway(const std::string& door) {
  return R"(  threats:
    out: {kind: escape, between_h: [0.1, 0.1], from: [15, 5], guards_needed: 0,
          tasks: [{name: goes, door: )" +
         door + R"(, at: [25, 5], duration_s: 10}]}
)";
}

TEST_CASE("a threat breaks a locked door open, and walks through one that is not") {
  for (const auto& [door, locked, lasts] :
       {std::tuple{"side", false, 40.0}, {"inner", false, 10.0}, {"inner", true, 35.0}}) {
    Scene s(small_facility(runaway(door)), {"models.doors.plain.break_s=25"});
    struct : Sink {
      void intrusion(EntityId, bool, bool, Time at) override { end = at; }
      Time end = kNever;
    } ends;
    s.sinks.add(ends);
    s.run->calendar.start(threat(*s.run, 0));
    if (locked) lock_by_plan(*s.run, s.door(door), true);
    s.play();
    CHECK((ends.end - Time{0}).seconds() == 360 + lasts);
    CHECK(s.log.told("DoorForcedOpen") == (lasts > 10));
  }
}

TEST_CASE("what plans have done to a door ends with its release") {
  Scene s(small_facility());
  const std::uint32_t front = s.door("front");
  const auto passes = [&] { return lets_through(*s.run, front, 0, s.passer()); };
  CHECK(passes());
  lock_by_plan(*s.run, front, true);
  CHECK_FALSE(passes());
  end_lock_by_plan(*s.run, front);
  CHECK(passes());
  CHECK_FALSE(lets_through(*s.run, front, 0, s.passer(kNowhere)));
  lock_by_plan(*s.run, front, false);  // open for everybody
  CHECK(lets_through(*s.run, front, 0, s.passer(kNowhere)));
  end_lock_by_plan(*s.run, front);
  CHECK_FALSE(lets_through(*s.run, front, 0, s.passer(kNowhere)));
}

}  // namespace
}  // namespace vedette
