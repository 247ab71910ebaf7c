// SPDX-License-Identifier: Apache-2.0
// The alarm chain on a small site whose times are constants, so that every stage is known by hand.
#include <catch2/catch.hpp>

#include <algorithm>

#include "engine/small_site.hpp"
#include "study/replications.hpp"
#include "world/protection.hpp"

namespace vedette {
namespace {

using testing::LogSink;
using testing::run_direct;
using testing::scenario;
using testing::SmallCity;

const std::vector<std::string> kQuiet{"city.demand={calls_per_day: 0}", "duration_h=3"};

Incident alarm_of(const LogSink& log) {
  for (const Incident& i : log.closed)
    if (i.kind == IncidentKind::kAlarm) return i;
  FAIL("no alarm");
  return {};
}

void run_simgrid(const World& world, Sink& sink) {
  Replicator replicator(world);
  Sinks sinks;
  sinks.add(sink);
  replicator.run_here(1, 1, sinks);
}

TEST_CASE("without a network every stage is the sum of its constants") {
  const SmallCity city;
  const auto world = city.world(scenario(city, false), kQuiet);
  LogSink log(*world);
  run_direct(*world, log);
  const Incident alarm = alarm_of(log);
  const auto at = [&](Stage s) {
    REQUIRE(alarm.has(s));
    return (alarm[s] - Time{kHour.us}).seconds();
  };
  CHECK(at(Stage::kOccurred) == 0);
  CHECK(at(Stage::kSensed) == 0.5);
  CHECK(at(Stage::kAtServer) == 0.5);
  CHECK(at(Stage::kAcknowledged) == 5.5);
  CHECK(at(Stage::kAssessed) == 20.5);
  CHECK(at(Stage::kGuardsDispatched) == 20.5);
  CHECK(at(Stage::kGuardArrived) == 20.5 + 10 + 20);  // 60 m at 3 m/s
  CHECK(at(Stage::kPoliceCalled) == 40.5);
  CHECK(at(Stage::kPoliceArrived) == 40.5 + 10);  // station A is at the gate: turnout only
  CHECK(alarm.real);
  // Stopped at 50.5 s, before the second task is done at 220 s; the thermal report confirmed.
  CHECK(std::count(log.lines.begin(), log.lines.end(),
                   "intrusion " + std::to_string(world->site.protection->threats[0].entity.value) +
                       " d i 3650500000") == 1);
  CHECK(std::any_of(log.lines.begin(), log.lines.end(), [](const std::string& l) {
    return l.find("RuleEngine/LineDetector/Crossed") != std::string::npos &&
           l.find("confirms") != std::string::npos;
  }));
}

TEST_CASE("with a network the messages' microseconds are added") {
  // Two links of 100 Mbit/s and 0.1 ms: 1,250 bytes take 200 + 100 us, a picture of 1,250,000
  // bytes 200 + 100,000 us.
  const SmallCity city;
  const auto world = city.world(scenario(city, true), kQuiet);
  LogSink log(*world);
  run_simgrid(*world, log);
  const Incident alarm = alarm_of(log);
  const auto us = [&](Stage s) { return (alarm[s] - Time{kHour.us}).us; };
  CHECK(us(Stage::kSensed) == 500'000);
  CHECK(us(Stage::kAtServer) == 500'300);
  CHECK(us(Stage::kAcknowledged) == 5'500'600);
  CHECK(us(Stage::kAssessed) == 20'501'100 + 100'000);  // asked 300 us, shown 100,200 us
  CHECK(us(Stage::kGuardsDispatched) == 20'601'400);
  CHECK(us(Stage::kGuardArrived) == 50'601'400);
  CHECK(us(Stage::kPoliceCalled) == 40'601'700);
}

TEST_CASE("a camera that is down, and one that does not see the spot, cost the blind assessment") {
  const SmallCity city;
  const auto world =
      city.world(scenario(city, true, "  outages: [{host: cam, from_s: 100}]\n"), kQuiet);
  LogSink log(*world);
  run_simgrid(*world, log);
  const Incident alarm = alarm_of(log);
  CHECK((alarm[Stage::kAssessed] - alarm[Stage::kAcknowledged]).us == 60'000'000);
}

TEST_CASE("a camera that looks away is not called up") {
  const SmallCity city;
  auto overrides = kQuiet;
  overrides.push_back("site.cameras.cam.azimuth_deg=180");
  const auto world = city.world(scenario(city, false), overrides);
  CHECK(world->site.zones[0].cameras.empty());
  LogSink log(*world);
  run_direct(*world, log);
  const Incident alarm = alarm_of(log);
  CHECK((alarm[Stage::kAssessed] - alarm[Stage::kAcknowledged]).us == 60'000'000);
}

TEST_CASE("a dead link holds the alarm back until it is repaired") {
  const SmallCity city;
  const auto world = city.world(
      scenario(city, true, "  outages: [{link: a, from_s: 3590, to_s: 3612}]\n"), kQuiet);
  LogSink log(*world);
  run_simgrid(*world, log);
  const Incident alarm = alarm_of(log);
  // Tried at 0.5 s; of the moments 5.5, 10.5 and 15.5 s the last is the first with a way.
  CHECK((alarm[Stage::kAtServer] - Time{kHour.us}).us == 15'500'300);
  CHECK(std::count_if(log.lines.begin(), log.lines.end(), [](const std::string& l) {
          return l.find("Vedette/Message/Lost") != std::string::npos;
        }) == 1);
}

TEST_CASE("an intruder whom nobody detects gets through, a second technology makes up for one") {
  const SmallCity city;
  auto overrides = kQuiet;
  overrides.push_back("models.sensors.beam.detection_probability=0");
  {
    const auto world = city.world(scenario(city, false), overrides);
    LogSink log(*world);
    run_direct(*world, log);
    CHECK((alarm_of(log)[Stage::kSensed] - Time{kHour.us}).us == 2'000'000);
  }
  overrides.push_back("models.sensors.thermal.detection_probability=0");
  const auto world = city.world(scenario(city, false), overrides);
  LogSink log(*world);
  run_direct(*world, log);
  CHECK(log.closed.empty());
  CHECK(std::count(log.lines.begin(), log.lines.end(),
                   "intrusion " + std::to_string(world->site.protection->threats[0].entity.value) +
                       " 3820000000") == 1);
}

}  // namespace
}  // namespace vedette
