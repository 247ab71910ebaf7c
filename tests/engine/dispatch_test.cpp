// SPDX-License-Identifier: Apache-2.0
// Rules of dispatch, to the second by hand.
#include <algorithm>

#include "engine/dispatch_town.hpp"

namespace vedette {
namespace {

using testing::DispatchLog;
using testing::DispatchTown;
using testing::run_direct;

constexpr Stage kArrived = Stage::kPoliceArrived;

const std::string kSource = "sources: {\"*\": \"assumption: test\"}}\n";

TEST_CASE("a trace is replayed as it stands") {
  DispatchTown town;
  town.calls = "60,3,low,50\n200,10,high,\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  REQUIRE(log.closed.size() == 2);
  CHECK(log.at(0, Stage::kPoliceCalled) == 60);
  CHECK(log.at(0, kArrived) == 90);
  CHECK(log.at(0, Stage::kCleared) == 140);
  // Going home from 3 since 140, it is at 0 at 170; the way to 10 is 100 s.
  CHECK(log.at(1, kArrived) == 300);
  CHECK(log.at(1, Stage::kCleared) == 400);
}

TEST_CASE("the last leg of a recorded call goes off the road") {
  DispatchTown town;
  town.calls = "0,3,low,50\n";
  const auto text = town.world({"models.roads.plain.off_road_kmh=3.6"});
  DispatchLog at_junction(*text);
  run_direct(*text, at_junction);
  CHECK(at_junction.at(0, kArrived) == 30);
  // 40 m beside junction 3, at 1 m/s.
  town.header = "at_s,x_m,y_m,type,on_scene_s";
  town.calls = "0,300,40,low,50\n";
  const auto world = town.world({"models.roads.plain.off_road_kmh=3.6"});
  DispatchLog log(*world);
  run_direct(*world, log);
  CHECK(log.at(0, kArrived) == 70);
  CHECK(log.at(0, Stage::kCleared) == 120);
}

TEST_CASE("the quickest unit with the capability is sent") {
  DispatchTown town;
  town.types += "    fire: {share: 1, priority: 1, on_scene_s: 10, capability: fire, " + kSource;
  town.unit_types +=
      "    engine: {turnout_s: 0, turnout_on_patrol_s: 0, pause_s: 0, capabilities: [fire], " +
      kSource;
  town.stations = "{A: {junction: 0}, B: {junction: 10}}";
  town.units =
      "  cars: {type: car, count: 1, at: stations, stations: [A]}\n"
      "  engines: {type: engine, count: 1, at: stations, stations: [B]}\n";
  town.listed = "[low, high, fire]";
  town.calls = "0,1,fire,\n0,9,low,\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  CHECK(log.responder(0) == "engines-B-1");
  CHECK(log.at(0, kArrived) == 90);
  CHECK(log.responder(1) == "cars-A-1");
  CHECK(log.at(1, kArrived) == 90);
}

TEST_CASE("volunteers see but are never sent") {
  DispatchTown town;
  town.unit_types +=
      "    volunteer: {turnout_s: 0, turnout_on_patrol_s: 0, pause_s: 0, capabilities: [], " +
      kSource;
  town.units =
      "  cars: {type: car, count: 1, at: stations}\n"
      "  band: {type: volunteer, count: 2, at: beat, beat: [8, 9, 10]}\n";
  town.calls = "100,9,low,\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  CHECK(log.responder(0) == "cars-A-1");
  CHECK(log.at(0, kArrived) == 190);
}

TEST_CASE("two units for one call leave together, the call is complete when both are there") {
  DispatchTown town;
  town.types += "    fight: {share: 1, priority: 1, on_scene_s: 200, units: 2, " + kSource;
  town.listed = "[fight]";
  town.stations = "{A: {junction: 0}, B: {junction: 10}}";
  town.units = "  cars: {type: car, count: 1, at: stations}\n";
  town.calls = "0,2,fight,\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  CHECK(log.at(0, kArrived) == 20);
  CHECK(log.at(0, Stage::kAllArrived) == 80);
  CHECK(log.at(0, Stage::kCleared) == 220);
  CHECK(std::count_if(log.lines.begin(), log.lines.end(), [](const std::string& line) {
          return line.rfind("busy", 0) == 0 && line.ends_with(" 0 220000000");
        }) == 2);
}

TEST_CASE("a second unit that is not free yet comes later; who is there waits for it") {
  DispatchTown town;
  town.types += "    fight: {share: 1, priority: 1, on_scene_s: 30, units: 2, " + kSource;
  town.listed = "[fight, low]";
  town.units = "  cars: {type: car, count: 2, at: stations}\n";
  town.calls = "0,10,low,400\n10,1,fight,\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  CHECK(log.at(1, kArrived) == 20);
  CHECK(log.at(0, Stage::kCleared) == 500);
  CHECK(log.at(1, Stage::kAllArrived) == 590);
  CHECK(log.at(1, Stage::kCleared) == 590);
}

TEST_CASE("a gas leak: the officers report, the centre calls in fire brigade and gas company") {
  DispatchTown town;
  town.types +=
      "    gas-leak: {share: 1, priority: 1, on_scene_s: 300, report_s: 60, calls_in: "
      "[{capability: fire, count: 2}, {capability: gas}], " +
      kSource;
  town.listed = "[gas-leak]";
  town.unit_types +=
      "    engine: {turnout_s: 20, turnout_on_patrol_s: 0, pause_s: 0, capabilities: [fire], " +
      kSource +
      "    fitter: {turnout_s: 0, turnout_on_patrol_s: 0, pause_s: 0, capabilities: [gas], " +
      kSource;
  town.stations = "{A: {junction: 0}, F: {junction: 5}, G: {junction: 10}}";
  town.units =
      "  cars: {type: car, count: 1, at: stations, stations: [A]}\n"
      "  engines: {type: engine, count: 2, at: stations, stations: [F]}\n"
      "  fitters: {type: fitter, count: 1, at: stations, stations: [G]}\n";
  town.calls = "0,3,gas-leak,\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  CHECK(log.at(0, kArrived) == 30);
  CHECK(log.at(0, Stage::kReported) == 90);
  CHECK(log.at(0, Stage::kAllArrived) == 160);  // fire 90 + 20 + 20; gas 90 + 70
  CHECK(log.at(0, Stage::kCleared) == 330);
  CHECK(log.responder(0) == "cars-A-1");
  // 40 m beside junction 3, at 1 m/s, for everybody.
  town.header = "at_s,x_m,y_m,type,on_scene_s";
  town.calls = "0,300,40,gas-leak,\n";
  const auto beside = town.world({"models.roads.plain.off_road_kmh=3.6"});
  DispatchLog off_road(*beside);
  run_direct(*beside, off_road);
  CHECK(off_road.at(0, kArrived) == 70);
  CHECK(off_road.at(0, Stage::kAllArrived) == 240);
}

TEST_CASE("waiting calls: most urgent first; with ageing a long wait counts") {
  DispatchTown town;
  // One car, busy until 100; then a low call of 1 s and a high one of 50 s wait.
  town.calls = "0,0,high,100\n1,0,low,10\n50,0,high,10\n";
  auto world = town.world();
  DispatchLog urgent(*world);
  run_direct(*world, urgent);
  CHECK(urgent.at(2, kArrived) == 100);
  CHECK(urgent.at(1, kArrived) == 110);
  // 20 s of waiting make up for one priority: two priorities of difference are 40 s, the low call
  // is 49 s older.
  town.dispatch = "{rule: nearest, ageing_s: 20}";
  world = town.world();
  DispatchLog aged(*world);
  run_direct(*world, aged);
  CHECK(aged.at(1, kArrived) == 100);
  CHECK(aged.at(2, kArrived) == 110);
}

TEST_CASE(
    "who becomes free takes the first in line, or with queue: nearest the nearest as urgent") {
  DispatchTown town;
  // The car is free at 4 from 100 on. Low calls wait at 10, 3 and 5, a high one at 0.
  town.calls = "0,4,high,60\n1,10,low,1\n2,3,low,1\n3,5,low,1\n4,0,high,1\n";
  const auto arrivals = [&](const std::string& dispatch) {
    town.dispatch = dispatch;
    const auto world = town.world();
    DispatchLog log(*world);
    run_direct(*world, log);
    std::vector<double> out;
    for (std::size_t n = 0; n < 5; ++n) out.push_back(log.at(n, kArrived));
    return out;
  };
  // To 0 by 140; then 10 (+1 +100), 3 (+1 +70), 5 (+1 +20).
  CHECK(arrivals("{rule: nearest}") == std::vector<double>{40, 241, 312, 333, 140});
  // The high one all the same; then 3 (+1 +30), 5 (+1 +20), 10 (+1 +50).
  CHECK(arrivals("{rule: nearest, queue: nearest}") == std::vector<double>{40, 243, 171, 192, 140});
  // At 100 the low call at 10 is 99 s old, those at 3 and 5 are 98 and 97 s old: with steps of 98.5
  // s it counts as priority 2 and goes before them, if there is no high one.
  CHECK(arrivals("{rule: nearest, queue: nearest, ageing_s: 98.5}") ==
        std::vector<double>{40, 243, 171, 192, 140});
  town.calls = "0,4,high,60\n1,10,low,1\n2,3,low,1\n3,5,low,1\n";
  CHECK(arrivals("{rule: nearest, queue: nearest}")[1] == 100 + 10 + 1 + 20 + 1 + 50);
  CHECK(arrivals("{rule: nearest, queue: nearest, ageing_s: 98.5}")[1] == 160);
}

TEST_CASE("pre-emption when none is free: the way to something less urgent is broken off") {
  DispatchTown town;
  town.calls = "0,10,low,\n30,0,high,\n";
  auto world = town.world();
  DispatchLog never(*world);
  run_direct(*world, never);
  CHECK(never.at(0, kArrived) == 100);
  CHECK(never.at(1, kArrived) == 300);
  town.dispatch = "{rule: nearest, preemption: when_none_free}";
  world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  CHECK(log.at(1, kArrived) == 60);  // turns round at 3
  CHECK(log.at(1, Stage::kCleared) == 160);
  CHECK(log.at(0, Stage::kPoliceDispatched) == 160);
  CHECK(log.at(0, kArrived) == 260);
}

TEST_CASE("pre-emption when nearer: the unit under way goes though another is free") {
  DispatchTown town;
  town.stations = "{A: {junction: 0}, B: {junction: 10}}";
  // A's car is on its way to 4 and at 3 when something urgent happens at 3; B's car is free.
  town.calls = "0,4,low,\n30,3,high,\n";
  town.dispatch = "{rule: nearest, preemption: when_none_free}";
  auto world = town.world();
  DispatchLog spare(*world);
  run_direct(*world, spare);
  CHECK(spare.responder(1) == "cars-B-1");
  CHECK(spare.at(1, kArrived) == 100);
  CHECK(spare.at(0, kArrived) == 40);
  town.dispatch = "{rule: nearest, preemption: when_nearer}";
  world = town.world();
  DispatchLog nearer(*world);
  run_direct(*world, nearer);
  CHECK(nearer.responder(1) == "cars-A-1");
  CHECK(nearer.at(1, kArrived) == 30);
  CHECK(nearer.responder(0) == "cars-B-1");  // B takes the low call over at once
  CHECK(nearer.at(0, kArrived) == 90);
}

TEST_CASE("interruptible work yields to a call and is finished later, only what is left of it") {
  DispatchTown town;
  town.types +=
      "    chore: {share: 1, priority: 5, on_scene_s: 500, interruptible: true, " + kSource;
  town.listed = "[chore, high]";
  town.calls = "0,0,chore,\n200,2,high,100\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  CHECK(log.at(1, kArrived) == 220);
  CHECK(log.at(1, Stage::kCleared) == 320);
  CHECK(log.at(0, Stage::kCleared) == 320 + 20 + 300);
}

TEST_CASE("work that can wait leaves the reserve free") {
  DispatchTown town;
  town.types +=
      "    chore: {share: 1, priority: 5, on_scene_s: 50, interruptible: true, " + kSource;
  town.listed = "[chore, high]";
  town.units = "  cars: {type: car, count: 2, at: stations}\n";
  town.dispatch = "{rule: nearest, reserve_for_calls: 1}";
  town.calls = "0,0,high,100\n10,0,chore,\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  // While one car is busy the other is the reserve; at 100 both are free.
  CHECK(log.at(1, kArrived) == 100);
}

TEST_CASE("a closed road: who is under way turns to the way round, and calls reach it later") {
  DispatchTown town;
  town.calls = "0,10,low,10\n";
  auto world = town.world();
  DispatchLog open(*world);
  run_direct(*world, open);
  CHECK(open.at(0, kArrived) == 100);
  // After 25 s the road between 6 and 7 is closed: the car is between 2 and 3. From 3 the only way
  // is back to 0 (30 s) and round by 11 (twice 58.309518 s).
  town.city = "  road_changes: [{from_h: 0.00694444444444444, roads: [[6, 7]], closed: true}]\n";
  world = town.world();
  DispatchLog closed(*world);
  run_direct(*world, closed);
  CHECK(closed.at(0, kArrived) == Approx(30 + 30 + 2 * 58.309518948).margin(1e-5));
  // Slow instead of closed: the rest of the arc under way is not slowed, 6 - 7 takes 10 times 10 s.
  town.city =
      "  road_changes: [{from_h: 0.00694444444444444, roads: [[6, 7]], speed_factor: 0.1}]\n";
  world = town.world();
  DispatchLog slow(*world);
  run_direct(*world, slow);
  CHECK(slow.at(0, kArrived) == Approx(30 + 30 + 2 * 58.309518948).margin(1e-5));
}

TEST_CASE("a place cut off is reached when the road opens again") {
  DispatchTown town;
  const auto ordinary = town.world();
  town.calls = "0,5,low,10\n";
  town.city = "  road_changes: [{from_h: 0, to_h: 0.5, roads: [[4, 5], [5, 6]], closed: true}]\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  const double arrived = log.at(0, kArrived);
  // What needs no clock goes by the ordinary roads, whatever is closed at the beginning.
  const auto there = [](const World& w) { return w.city.siren->time(NodeId(4), NodeId(5)).us; };
  CHECK(there(*world) == there(*ordinary));
  CHECK(arrived >= 1800);
  CHECK(arrived <= 1800 + 50);
}

TEST_CASE("speed by hour of the day and by mode") {
  DispatchTown town;
  town.calls = "0,10,low,10\n3600,10,low,10\n";
  town.models = "  modes: {bike: {speed_factor: 2, " + kSource.substr(0, kSource.size() - 1) +
                ", walk: {speed_kmh: 3.6, " + kSource.substr(0, kSource.size() - 1) + "}\n";
  std::string pace = "city.speed_by_hour=[1";
  for (int h = 1; h < 24; ++h) pace += h == 1 ? ", 0.5" : ", 1";
  auto world = town.world();
  DispatchLog car(*world);
  run_direct(*world, car);
  CHECK(car.at(0, kArrived) == 100);
  world = town.world({"units.cars.mode=bike"});
  DispatchLog bike(*world);
  run_direct(*world, bike);
  CHECK(bike.at(0, kArrived) == 50);
  world = town.world({"units.cars.mode=walk"});
  DispatchLog walk(*world);
  run_direct(*world, walk);
  CHECK(walk.at(0, kArrived) == 1000);
  world = town.world({pace.replace(0, 4, "models.roads.plain") + "]"});
  DispatchLog rush(*world);
  run_direct(*world, rush);
  CHECK(rush.at(0, kArrived) == 100);
  CHECK(rush.at(1, kArrived) == 3600 + 200);
}

TEST_CASE("move-up: a unit that becomes free waits where nobody covers") {
  DispatchTown town;
  town.stations = "{A: {junction: 0}, B: {junction: 10}}";
  town.units = "  cars: {type: car, count: 2, at: stations, stations: [A]}\n";
  town.dispatch = "{rule: nearest, move_up: {busy_share: 0.3, within_min: 0.9}}";
  town.calls = "0,5,low,10\n1000,10,low,10\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  CHECK(log.at(0, kArrived) == 50);
  CHECK(log.at(1, kArrived) == 1000);  // it has moved up to B
}

TEST_CASE("posts are manned for their window, by another one when the first is called away") {
  DispatchTown town;
  town.start = "2026-03-02T06:00:00+08:00";
  town.types +=
      "    school: {share: 0, priority: 4, on_scene_s: 0, interruptible: true, " + kSource;
  town.stations = "{A: {junction: 0}, B: {junction: 10}}";
  town.city =
      "  posts: {schools: {type: school, at: [4], times: [[\"07:00\", \"07:30\"]], lead_min: 5}}\n";
  town.calls = "4000,3,high,600\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  std::vector<std::string> told;
  for (const Tally& t : log.tallies)
    if (t.kind == TallyKind::kManned || t.kind == TallyKind::kPostWindow)
      told.push_back(std::string(tally_name(t.kind)) + " " +
                     (t.who.valid() ? world->entities[t.who.index()].name : "-") + " " +
                     std::to_string((t.from - Time{0}).seconds()) + " " +
                     std::to_string((t.to - Time{0}).seconds()));
  // Called at 06:55 (3300 s), 40 s away. At 4000 s the man is called to 3; B's car (60 s) relieves
  // him until 07:30 (5400 s).
  REQUIRE(told.size() == 3);
  CHECK(told[0] == "manned cars-A-1 3340.000000 4000.000000");
  CHECK(told[1] == "manned cars-B-1 4060.000000 5400.000000");
  CHECK(told[2] == "post_window - 3600.000000 5400.000000");
}

TEST_CASE("a post that nobody can man is over with its window") {
  DispatchTown town;
  town.start = "2026-03-02T06:00:00+08:00";
  town.types +=
      "    school: {share: 0, priority: 4, on_scene_s: 0, interruptible: true, " + kSource;
  town.city =
      "  posts: {schools: {type: school, at: [4], times: [[\"07:00\", \"07:30\"]], lead_min: 5}}\n";
  town.calls = "3000,3,high,6000\n";
  const auto world = town.world({"duration_h=4"});
  DispatchLog log(*world);
  run_direct(*world, log);
  REQUIRE(log.closed.size() == 2);
  CHECK(log.at(1, kArrived) == -1);
  CHECK(log.tallies.back().kind == TallyKind::kPostWindow);
}

TEST_CASE("a blockade closes the last exit as soon as possible, not the first") {
  // Cars at 0 and 4, exits 5 and 10. Greedily 4 closes 5 and 0 would need 100 s for 10; instead 4
  // closes 10 in 60 s and 0 closes 5 in 50 s.
  DispatchTown town;
  town.stations = "{A: {junction: 0}, B: {junction: 4}}";
  town.types += "    exit: {share: 0, priority: 1, on_scene_s: 0, " + kSource;
  town.city = "  blockades: {ring: {type: exit, at_h: 0.5, hold_min: 10, exits: [5, 10, 7]}}\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  REQUIRE(log.closed.size() == 3);
  // Two cars for three exits: 5 and 7 can be closed sooner than 10.
  CHECK(log.at(0, kArrived) == 1850);
  CHECK(log.at(2, kArrived) == 1830);
  CHECK(log.at(0, Stage::kCleared) == 2450);
  // The third exit is closed by the first car that is free again: from 7, at 2430.
  CHECK(log.at(1, kArrived) == 2460);
  town.city = "  blockades: {ring: {type: exit, at_h: 0.5, hold_min: 10, exits: [5, 10]}}\n";
  const auto two = town.world();
  DispatchLog both(*two);
  run_direct(*two, both);
  CHECK(both.at(0, kArrived) == 1850);
  CHECK(both.at(1, kArrived) == 1860);
  CHECK(both.responder(1) == "cars-B-1");
}

TEST_CASE("a call that nobody can reach holds nobody") {
  DispatchTown town;
  town.calls = "0,5,low,10\n60,2,low,10\n120,1,low,10\n";
  town.city = "  road_changes: [{from_h: 0, roads: [[4, 5], [5, 6]], closed: true}]\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  CHECK(log.at(0, Stage::kPoliceDispatched) == -1);
  CHECK(log.at(1, kArrived) == 80);
  CHECK(log.at(2, kArrived) > 0);
}

TEST_CASE("one of two units is taken away: the other's stages stand") {
  DispatchTown town;
  town.types += "    fight: {share: 1, priority: 3, on_scene_s: 100, units: 2, " + kSource;
  town.listed = "[fight, high]";
  town.stations = "{A: {junction: 0}, B: {junction: 10}}";
  town.dispatch = "{rule: nearest, preemption: when_none_free}";
  // Both are on their way to 6; at 20 the one from 0 is at 2 and is sent to 1 instead.
  town.calls = "0,6,fight,\n20,1,high,500\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  CHECK(log.responder(1) == "cars-A-1");
  CHECK(log.at(1, kArrived) == 30);
  CHECK(log.at(0, Stage::kPoliceDispatched) == 0);
  CHECK(log.at(0, kArrived) == 40);
  CHECK(log.at(0, Stage::kAllArrived) == 530 + 50);
}

TEST_CASE("two units arrive at one moment and there is nothing to do: both are free again") {
  DispatchTown town;
  town.types += "    fight: {share: 1, priority: 3, on_scene_s: 0, units: 2, " + kSource;
  town.listed = "[fight]";
  town.units = "  cars: {type: car, count: 2, at: stations}\n";
  town.calls = "0,1,fight,\n100,2,fight,\n200,3,fight,\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  CHECK(log.at(0, Stage::kCleared) == 10);
  CHECK(log.at(1, Stage::kCleared) == 120);
  CHECK(log.at(2, Stage::kCleared) == 230);
}

TEST_CASE("a patrol asks the line when it has finished a stop check") {
  DispatchTown town;
  town.unit_types =
      "    car: {turnout_s: 0, turnout_on_patrol_s: 0, pause_s: 3000, stop_checks: {chance: 1, "
      "duration_s: 600}, " +
      kSource;
  town.units = "  cars: {type: car, count: 1, at: beat, beat: [0, 1]}\n";
  town.calls = "100,5,low,10\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  CHECK(log.at(0, Stage::kPoliceDispatched) <= 620);
}

TEST_CASE("patrols pass by what is closed off; points at one place do not stop the clock") {
  DispatchTown town;
  town.city = "  road_changes: [{from_h: 0, roads: [[4, 5], [5, 6]], closed: true}]\n";
  for (const std::string rule : {"random", "longest_idle", "fixed_tour", "hot_spot"}) {
    INFO(rule);
    town.units = "  cars: {type: car, count: 1, at: beat, beat: [3, 4, 5], route: {rule: " + rule +
                 ", hot_share: 1, hot_spots: 1}}\n";
    const auto world = town.world();
    DispatchLog log(*world);
    run_direct(*world, log);
    CHECK(log.tallies.size() > 50);
  }
  town.units = "  cars: {type: car, count: 1, at: beat, beat: [3, 3]}\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  // A unit that stays at one place visits nothing, and the run has come to its end.
  CHECK(log.tallies.empty());
}

TEST_CASE("services that are called in have draws of their own") {
  DispatchTown town;
  town.types +=
      "    leak: {share: 1, priority: 1, on_scene_s: 3000, calls_in: [{capability: fire}, "
      "{capability: gas}], " +
      kSource;
  town.listed = "[leak]";
  for (const std::string who : {"fire", "gas"})
    town.unit_types += "    " + who +
                       ": {turnout_s: {exponential: {mean: 300}}, turnout_on_patrol_s: 0, pause_s: "
                       "0, capabilities: [" +
                       who + "], " + kSource;
  town.units =
      "  cars: {type: car, count: 1, at: stations}\n"
      "  f: {type: fire, count: 1, at: stations}\n"
      "  g: {type: gas, count: 1, at: stations}\n";
  town.calls = "0,0,leak,\n";
  const auto world = town.world();
  struct Starts : DispatchLog {
    using DispatchLog::DispatchLog;
    std::vector<std::int64_t> us;
    void state(const StateChange& c) override {
      if (c.state == "on scene" && world.entities[c.who.index()].name[0] != 'c')
        us.push_back(c.at.us);
    }
  } log(*world);
  run_direct(*world, log);
  REQUIRE(log.us.size() == 2);
  CHECK(log.us[0] != log.us[1]);
}

TEST_CASE("a walker's siren is his own: none") {
  DispatchTown town;
  town.models = "  modes: {walk: {speed_kmh: 3.6, " + kSource.substr(0, kSource.size() - 1) + "}\n";
  town.units = "  cars: {type: car, count: 1, at: beat, beat: [0, 10], mode: walk}\n";
  town.calls = "10,5,low,10\n";
  const auto world = town.world({"models.roads.plain.siren_factor=2"});
  DispatchLog log(*world);
  run_direct(*world, log);
  CHECK(log.at(0, kArrived) == 500);
}

TEST_CASE("very small rates bring no call, and bring it quickly") {
  const testing::SmallCity city;
  for (const char* rate : {"1e-6", "1e-9", "1e-12", "1e-300"})
    for (const char* profile : {"", ", profile: day"}) {
      const auto world = city.world(
          city.yaml(), {std::string("city.demand={calls_per_day: ") + rate + profile + "}",
                        "models.demand={day: {by_hour: [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, "
                        "1, 1, 1, 1, 1, "
                        "1, 1, 1, 1, 1], sources: {\"*\": \"assumption: test\"}}}"});
      DispatchLog log(*world, RecordLevel::kNone);
      run_direct(*world, log);
      CHECK(log.closed.empty());
    }
}

TEST_CASE("hand-over and breaks take a unit out") {
  DispatchTown town;
  town.start = "2026-03-02T06:00:00+08:00";
  town.shifts =
      "shifts: {day: {from: \"06:30\", to: \"18:30\", breaks: [{after_h: 0.5, minutes: 10}]}}\n";
  town.units = "  cars: {type: car, count: 1, at: stations, shift: day, handover_s: 300}\n";
  town.calls = "60,1,low,10\n3610,1,low,10\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  CHECK(log.at(0, kArrived) == 1800 + 300 + 10);  // after the hand-over
  CHECK(log.at(1, kArrived) == 3600 + 600 + 10);  // after the break
}

TEST_CASE("a fleet's own breaks go before the shift's, and are staggered unit by unit") {
  DispatchTown town;
  town.start = "2026-03-02T06:00:00+08:00";
  town.shifts =
      "shifts: {day: {from: \"06:00\", to: \"18:30\", breaks: [{after_h: 0.1, minutes: 30}]}}\n";
  town.units =
      "  cars: {type: car, count: 2, at: beat, beat: [0], shift: day, stagger_min: 20, "
      "breaks: [{after_h: 0.5, minutes: 20}]}\n";
  town.calls = "600,1,low,10\n2000,1,low,10\n3100,1,low,10\n";
  const auto world = town.world();
  DispatchLog log(*world);
  run_direct(*world, log);
  CHECK(log.responder(0) == "cars-1");  // nobody has a break after six minutes
  CHECK(log.responder(1) == "cars-2");  // the first is away from 1800 to 3000 s
  CHECK(log.responder(2) == "cars-1");  // the second from 3000 to 4200 s
}

TEST_CASE("a fleet stands at places from a file, so many at each, and its stays are no patrol") {
  DispatchTown town;
  std::filesystem::create_directories(std::filesystem::path(VEDETTE_BINARY_DIR) / "dispatch-town");
  std::ofstream(std::filesystem::path(VEDETTE_BINARY_DIR) / "dispatch-town" / "gates.csv")
      << "id,junction\nnorth,2\nsouth,9\n";
  town.units =
      "  gates: {type: car, count: 2, at: places, places: gates.csv, pause_s: 600}\n"
      "  posts: {type: car, count: 1, at: places, places: [5], capabilities: []}\n"
      "  tours: {type: car, count: 1, at: beat, beat: [3, 4], pause_s: 600, capabilities: []}\n";
  town.calls = "700,8,low,10\n";
  const auto world = town.world();
  REQUIRE(world->city.units.size() == 6);
  CHECK(world->entities[world->city.units[0].entity.index()].name == "gates-north-1");
  CHECK(world->entities[world->city.units[3].entity.index()].name == "gates-south-2");
  CHECK(world->entities[world->city.units[4].entity.index()].name == "posts-5");
  DispatchLog log(*world);
  run_direct(*world, log);
  CHECK(log.responder(0) == "gates-south-1");
  CHECK(log.at(0, kArrived) == 710);
  const auto visits = [&](std::size_t unit) {
    return std::count_if(log.tallies.begin(), log.tallies.end(), [&](const Tally& t) {
      return t.kind == TallyKind::kVisit && t.who == world->city.units[unit].entity;
    });
  };
  for (std::size_t unit = 0; unit < 5; ++unit) CHECK(visits(unit) == 0);
  CHECK(visits(5) > 5);
}

TEST_CASE("target visit rates of a random tour, and a tour that deviates now and then") {
  const auto share_of = [](const DispatchTown& town, std::size_t area) {
    const auto world = town.world();
    DispatchLog log(*world);
    run_direct(*world, log);
    double there = 0, all = 0;
    for (const Tally& t : log.tallies) {
      if (t.kind != TallyKind::kVisit) continue;
      ++all;
      there += t.place == world->city.areas[area].entity;
    }
    REQUIRE(all > 1000);
    return there / all;
  };
  DispatchTown town;
  town.hours = 100;
  town.calls = "1,0,low,10\n";
  town.units =
      "  cars: {type: car, count: 1, at: beat, beat: [1, 2, 3, 4], pause_s: 60, "
      "route: {rule: weighted, rates: {2: 0, 3: 4}}}\n";
  // Nobody goes to 2; 3 is wanted four times as often as 1 and 4: so often that it is visited twice
  // running.
  CHECK(share_of(town, 2) == 0);
  CHECK(std::abs(share_of(town, 3) - 4.0 / 6) < 0.03);
  CHECK(std::abs(share_of(town, 1) - 1.0 / 6) < 0.02);
  town.units =
      "  cars: {type: car, count: 1, at: beat, beat: [1, 2, 3, 4], pause_s: 60, "
      "route: {rule: weighted, rates: {1: 4, 2: 2, 3: 3, 4: 1}}}\n";
  for (const std::size_t k : {1u, 2u, 3u, 4u}) {
    CAPTURE(k);
    const double wanted = k == 1 ? 0.4 : k == 2 ? 0.2 : k == 3 ? 0.3 : 0.1;
    CHECK(std::abs(share_of(town, k) - wanted) < 0.02);
  }
  // Half of all visits to one of three: as good as always somewhere else and back, and it ends.
  town.units =
      "  cars: {type: car, count: 1, at: beat, beat: [1, 2, 3], pause_s: 60, "
      "route: {rule: weighted, rates: {1: 0.3, 2: 0.1, 3: 0.2}}}\n";
  CHECK(std::abs(share_of(town, 1) - 0.5) < 0.02);
  town.units =
      "  cars: {type: car, count: 1, at: beat, beat: [1, 2, 3], pause_s: 60, "
      "route: {rule: weighted, rates: {1: 0.4999999, 2: 0.1666667, 3: 0.3333334}}}\n";
  CHECK(std::abs(share_of(town, 1) - 0.5) < 0.02);
  // 60 % to the two busiest (all are alike: 1 and 2), and 40 % spread evenly over all.
  town.units =
      "  cars: {type: car, count: 1, at: beat, beat: [1, 2, 3, 4, 5], pause_s: 60, "
      "route: {rule: hot_spot, hot_spots: 2, hot_share: 0.6}}\n";
  for (const std::size_t k : {1u, 2u, 3u, 4u, 5u}) {
    CAPTURE(k);
    CHECK(std::abs(share_of(town, k) - (k < 3 ? 0.38 : 0.08)) < 0.02);
  }
  town.units =
      "  cars: {type: car, count: 1, at: beat, beat: [1, 2, 3, 4], pause_s: 60, "
      "route: {rule: fixed_tour, deviation: 0}}\n";
  CHECK(std::abs(share_of(town, 3) - 0.25) < 0.001);
  town.units =
      "  cars: {type: car, count: 1, at: beat, beat: [1, 2, 3, 4], pause_s: 60, "
      "route: {rule: fixed_tour, deviation: 0.5}}\n";
  CHECK(std::abs(share_of(town, 3) - 0.25) < 0.05);
}

}  // namespace
}  // namespace vedette
