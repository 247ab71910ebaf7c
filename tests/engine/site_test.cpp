// SPDX-License-Identifier: Apache-2.0
// The alarm chain on a small site whose times are constants, so that every stage is known by hand.
#include <catch2/catch.hpp>

#include <algorithm>

#include "engine/small_scenarios.hpp"
#include "study/child.hpp"
#include "study/replications.hpp"

namespace vedette {
namespace {

using testing::LogSink;
using testing::run_direct;
using testing::SmallCity;

// A yard of 100 x 100 m, one zone on the north side seen by one camera, guard post 60 m south of
// it.
std::string site(bool network, const std::string& extra = "") {
  std::string hosts = network
                          ? R"(
network:
  hosts: [panel, server, console, radio, police, cam, switch]
  links:
    a: {type: link, between: [panel, switch]}
    b: {type: link, between: [server, switch]}
    c: {type: link, between: [console, switch]}
    d: {type: link, between: [radio, switch]}
    e: {type: link, between: [police, switch]}
    f: {type: link, between: [cam, switch]}
)"
                          : "\nnetwork: {hosts: [panel, server, console, radio, police, cam]}\n";
  return R"(
site:
  anchor: [0, 0]
  gate_junction: 0
  guard_type: guard
  walk:
    points: {post: [50, 30], spot: [50, 90], far: [10, 10]}
    paths: [{between: [far, post, spot]}]
  zones: {north: {from: [0, 95], to: [100, 95], sensors: [beam, thermal], point: spot}}
  cameras: {cam: {type: cam, at: [50, 50], azimuth_deg: 0, host: cam}}
  checkpoints: {c: {point: far}}
  tours: {t: {checkpoints: [c], pause_s: 5, rest_s: 600}}
  guards: {g1: {post: post}, g2: {post: far, tour: t}}
  operators: {op: {console: console}}
  duty_room: {type: room, guards_sent: 1, police_call_type: urgent, panel: panel, server: server,
              radio: radio, police_line: police}
  intruders:
    thief: {zone: north, between_h: [1, 1], from: [50, 150],
            tasks: [{name: climbs, at: [50, 90], duration_s: 20},
                    {name: works, at: [50, 60], duration_s: 200}]}
)" + hosts +
         extra;
}

std::string models() {
  return R"(
  cameras: {cam: {hfov_deg: 60, range_m: 60, sources: {"*": "assumption: test"}}}
  sensors:
    beam: {technology: beam, detection_probability: 1, nuisance_per_day: 0, report_s: 0.5,
           sources: {"*": "assumption: test"}}
    thermal: {technology: thermal, detection_probability: 1, nuisance_per_day: 0, report_s: 2,
              sources: {"*": "assumption: test"}}
  guards: {guard: {walk_speed_mps: 1.5, run_factor: 2, reaction_s: 10, search_s: 100,
                   sources: {"*": "assumption: test"}}}
  duty_rooms:
    room:
      {acknowledge_s: 5, assess_with_camera_s: 15, assess_without_camera_s: 60,
       wrong_dismissal_probability: 0, wrong_confirmation_probability: 0, camera_patience_s: 4,
       message_bytes: 1250, picture_bytes: 1250000, retry_s: 5, merge_window_s: 30,
       call_police_s: 20, sources: {"*": "assumption: test"}}
  links: {link: {bandwidth_mbps: 100, latency_ms: 0.1, sources: {"*": "assumption: test"}}}
)";
}

std::string scenario(const SmallCity& city, bool network, const std::string& extra = "") {
  std::string text = city.yaml(site(network, extra), "{columns: 1, rows: 1}",
                               "cars: {type: car, count: 1, at: stations}");
  const std::string key = "models:\n";
  text.insert(text.find(key) + key.size(), models().substr(1));
  return text;
}

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
                   "intrusion " + std::to_string(world->site.intruders[0].entity.value) +
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
  // Tried at 0.5, 5.5, 10.5 s (down), 15.5 s: through.
  CHECK((alarm[Stage::kAtServer] - Time{kHour.us}).us == 15'500'300);
  CHECK(std::count_if(log.lines.begin(), log.lines.end(), [](const std::string& l) {
          return l.find("Vedette/Message/Lost") != std::string::npos;
        }) == 3);
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
                   "intrusion " + std::to_string(world->site.intruders[0].entity.value) +
                       " 3820000000") == 1);
}

TEST_CASE("threads and forks agree event for event, whatever the number of workers") {
  const SmallCity city;
  const auto world = city.world(scenario(city, false));
  ReplicationPlan plan;
  plan.count = 6;
  const auto figures = [&](Workers how, unsigned workers) {
    plan.how = how;
    plan.workers = workers;
    Replicator replicator(*world);
    std::string all;
    for (const Replication& r : replicator.run(plan)) {
      REQUIRE(r.figures);
      all += r.figures->to_bytes();
    }
    return all;
  };
  const std::string threads = figures(Workers::kThreads, 1);
  CHECK(threads.size() > 1000);
#if !defined(__SANITIZE_THREAD__)
  CHECK(figures(Workers::kForks, 2) == threads);
#endif
  CHECK(figures(Workers::kThreads, 3) == threads);
  // And event for event.
  LogSink here(*world);
  run_direct(*world, here, 1, 3);
  std::string expected;
  for (const std::string& line : here.lines) expected += line + "\n";
#if !defined(__SANITIZE_THREAD__)
  Child child([&] {
    LogSink log(*world);
    Replicator replicator(*world);
    Sinks sinks;
    sinks.add(log);
    replicator.run_here(1, 3, sinks);
    std::string text;
    for (const std::string& line : log.lines) text += line + "\n";
    return text;
  });
  std::vector<Child*> one{&child};
  (void)Child::wait_for_any(one);
  const ChildResult result = child.result();
  CHECK(result.failure.empty());
  CHECK(result.bytes == expected);
#endif
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("forked replications with a network: workers do not matter, a crash loses only itself") {
  const SmallCity city;
  const auto world = city.world(scenario(city, true), {"duration_h=6"});
  Replicator replicator(*world);
  ReplicationPlan plan;
  plan.count = 5;
  const auto one = replicator.run(plan);
  plan.workers = 3;
  plan.crash_in = 4;
  const auto three = replicator.run(plan);
  for (std::size_t i = 0; i < 5; ++i) {
    REQUIRE(one[i].figures);
    if (i == 3) {
      CHECK_FALSE(three[i].figures);
      CHECK(three[i].failure.find("signal 6") != std::string::npos);
    } else {
      REQUIRE(three[i].figures);
      CHECK(one[i].figures->to_bytes() == three[i].figures->to_bytes());
    }
  }
  plan.how = Workers::kThreads;
  CHECK_THROWS_AS(replicator.run(plan), std::invalid_argument);
}
#endif

}  // namespace
}  // namespace vedette
