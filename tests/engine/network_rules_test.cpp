// SPDX-License-Identifier: Apache-2.0
// What goes on while parts of the network are down: a dead radio, recorders, supervised lines. The
// small site's times are constants: the order to the guards is given 3620.6011 s after the start.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

#include "engine/tallies.hpp"
#include "study/child.hpp"
#include "study/replications.hpp"
#include "world/equipment.hpp"
#include "world/load.hpp"

namespace vedette {
namespace {

using testing::scenario;
using testing::SmallCity;

constexpr std::int64_t kGiven_us = 3'620'601'100, kHeard_us = 3'620'601'400;

struct Seen : testing::TallySink {
  void incident_closed(const Incident& i) override {
    if (i.kind == IncidentKind::kAlarm) alarms.push_back(i);
  }
  Incident alarm() const {
    REQUIRE(alarms.size() == 1);
    return alarms.front();
  }
  std::vector<Incident> alarms;
};

Seen run_with(const std::vector<std::string>& overrides, const std::string& models = "") {
  const SmallCity city;
  std::vector<std::string> all{"city.demand={calls_per_day: 0}", "duration_h=3"};
  all.insert(all.end(), overrides.begin(), overrides.end());
  const auto world = city.world(testing::with_models(scenario(city, true), models), all);
  Replicator replicator(*world);
  Seen seen;
  Sinks sinks;
  sinks.add(seen);
  replicator.run_here(1, 1, sinks);
  return seen;
}

const std::vector<std::string> kRunner{"site.duty_room.runner_from=spot",
                                       "models.duty_rooms.room.radio_patience_s=30"};

std::vector<std::string> and_out(std::vector<std::string> overrides, const std::string& what) {
  overrides.push_back("network.outages=[" + what + "]");
  return overrides;
}

TEST_CASE("a radio that works needs no runner") {
  const Seen seen = run_with(kRunner);
  CHECK(seen.of(TallyKind::kRunnerSent).empty());
  CHECK(seen.alarm()[Stage::kGuardsDispatched].us == kHeard_us);
}

TEST_CASE("a dead radio sends a runner after its patience, at running speed") {
  // 30 s of trying; 60 m from the spot to the guard's post at 3 m/s; then the guard reacts in 10 s
  // and runs back those 60 m.
  const Seen seen = run_with(and_out(kRunner, "{host: radio, from_s: 0}"));
  const auto runners = seen.of(TallyKind::kRunnerSent);
  REQUIRE(runners.size() == 1);
  CHECK(runners[0].from.us == kGiven_us);
  CHECK(runners[0].to.us == kGiven_us + 50'000'000);
  const Incident alarm = seen.alarm();
  CHECK(alarm[Stage::kGuardsDispatched].us == kGiven_us + 50'000'000);
  CHECK(alarm[Stage::kGuardArrived].us == kGiven_us + 80'000'000);
}

TEST_CASE("a radio that is back within the patience carries the order itself") {
  const Seen seen = run_with(and_out(kRunner, "{host: radio, from_s: 0, to_s: 3640}"));
  CHECK(seen.of(TallyKind::kRunnerSent).empty());
  // Tried again every 5 s from 3620.6011 s on: the first time after 3640 s is 3640.6011 s.
  CHECK(seen.alarm()[Stage::kGuardsDispatched].us == kHeard_us + 20'000'000);
}

TEST_CASE("without a runner the radio is tried on and on") {
  const Seen seen = run_with({"models.duty_rooms.room.radio_patience_s=30",
                              "network.outages=[{host: radio, from_s: 0, to_s: 4000}]"});
  CHECK(seen.of(TallyKind::kRunnerSent).empty());
  CHECK(seen.alarm()[Stage::kGuardsDispatched].us == kHeard_us + 380'000'000);
}

constexpr const char* kWorn =
    "  video: {worn: {rate_mbps: 1, key_frame_kbytes: 10, sources: {\"*\": \"assumption: "
    "test\"}}}\n";
const std::vector<std::string> kRecorder{
    "network.recorders={profile: worn, by: radio, to: server}"};

// The guard's recorder runs from the order on: 10 s to react, 20 s of running, 100 s of search.
constexpr std::int64_t kEnd_us = kHeard_us + 130'000'000;

TEST_CASE("a recorder whose channel is up has nothing to forward") {
  const auto forwarded = run_with(kRecorder, kWorn).of(TallyKind::kForwarded);
  REQUIRE(forwarded.size() == 1);
  CHECK(forwarded[0].from.us == kEnd_us);
  CHECK(forwarded[0].to.us == kEnd_us);
}

TEST_CASE("what a recorder could not send is kept, and forwarded afterwards") {
  // 50 s at 1 Mbit/s are 6.25 MB: 0.5 s at 100 Mbit/s, and twice 0.1 ms.
  const auto forwarded = run_with(and_out(kRecorder, "{link: d, from_s: 3650, to_s: 3700}"), kWorn)
                             .of(TallyKind::kForwarded);
  REQUIRE(forwarded.size() == 1);
  CHECK(forwarded[0].from.us == kHeard_us);
  CHECK(forwarded[0].to.us == kEnd_us + 500'200);
}

TEST_CASE("while the channel is down a recorder keeps what it has") {
  // 100.6014 s at 1 Mbit/s, sent when the channel is back at 4000 s.
  const auto forwarded = run_with(and_out(kRecorder, "{link: d, from_s: 3650, to_s: 4000}"), kWorn)
                             .of(TallyKind::kForwarded);
  REQUIRE(forwarded.size() == 1);
  CHECK(forwarded[0].from.us == kHeard_us);
  CHECK(forwarded[0].to.us == 4'000'000'000 + 1'006'014 + 200);
}

// Asked every 30 s, known 10 s after a question that is not answered.
constexpr const char* kPolled =
    "  links:\n    polled: {bandwidth_mbps: 10, latency_ms: 1, poll_s: 30, poll_patience_s: 10, "
    "sources: {\"*\": \"assumption: test\"}}\n"
    "    link: {bandwidth_mbps: 100, latency_ms: 0.1, sources: {\"*\": \"assumption: test\"}}\n";

std::vector<std::pair<double, double>> reported(const std::string& outages) {
  const SmallCity city;
  std::string text = scenario(city, true);
  const std::string plain = "  links: {link: {bandwidth_mbps: 100";
  const auto at = text.find(plain);
  REQUIRE(at != std::string::npos);
  text.replace(at, text.find('\n', at) + 1 - at, kPolled);
  const auto world = city.world(
      text, {"city.demand={calls_per_day: 0}", "duration_h=1", "site.intruders.thief=null",
             "network.links.e.type=polled", "network.outages=[" + outages + "]"});
  // Each in a process of its own: SimGrid runs once in one.
  Child child([&] {
    Replicator replicator(*world);
    Seen seen;
    Sinks sinks;
    sinks.add(seen);
    replicator.run_here(1, 1, sinks);
    std::string told;
    for (const Tally& t : seen.of(TallyKind::kLineReported))
      told += world->entities[t.place.index()].name + " " + std::to_string(t.from.us) + " " +
              std::to_string(t.to.us) + "\n";
    return told;
  });
  std::vector<Child*> one{&child};
  Child::wait_for_any(one);
  const ChildResult end = child.result();
  CHECK(end.failure.empty());
  std::istringstream told(end.bytes);
  std::vector<std::pair<double, double>> out;
  std::string link;
  for (std::int64_t from = 0, to = 0; told >> link >> from >> to;) {
    CHECK(link == "e");
    out.emplace_back(static_cast<double>(from) / 1e6, static_cast<double>(to) / 1e6);
  }
  return out;
}

using Reports = std::vector<std::pair<double, double>>;

TEST_CASE("a supervised line is reported down at its next poll and patience") {
  CHECK(reported("{link: e, from_s: 100, to_s: 500}") == Reports{{100, 130}});
  CHECK(reported("{link: e, from_s: 1200, to_s: 1500}") == Reports{{1200, 1240}});
  CHECK(reported("{host: police, from_s: 1000, to_s: 1100}") == Reports{{1000, 1030}});
  CHECK(reported("{link: a, from_s: 100, to_s: 500}").empty());  // nobody asks that one
}

TEST_CASE("an outage between two polls, or over before the patience is, goes unnoticed") {
  CHECK(reported("{link: e, from_s: 605, to_s: 629}").empty());
  CHECK(reported("{link: e, from_s: 635, to_s: 665}").empty());
}

TEST_CASE("a line that comes and goes is reported once, for the failure that lasts") {
  CHECK(reported("{link: e, from_s: 700, to_s: 705}, {link: e, from_s: 706, to_s: 900}") ==
        Reports{{706, 730}});
}

// Panel, video server, camera's line and console, one after another: what leads from the camera to
// the operator by the video server counts, nothing else.
TEST_CASE("a zone is shown while pictures come to a console by the video server") {
  const Seen seen = run_with(
      {"site.intruders.thief=null", "network.links.g={type: link, between: [video, switch]}",
       "network.hosts={panel: {}, server: {}, console: {}, radio: {}, police: {}, cam: {}, "
       "switch: {role: switch}, video: {role: video}}",
       "network.outages=[{host: panel, from_s: 100, to_s: 200}, "
       "{host: video, from_s: 300, to_s: 400}, {link: f, from_s: 500, to_s: 600}, "
       "{link: c, from_s: 700, to_s: 800}, {host: server, from_s: 900, to_s: 1000}]"});
  std::vector<std::pair<double, double>> dark;
  for (const Tally& t : seen.of(TallyKind::kUncovered))
    dark.emplace_back(t.from.seconds(), t.to.seconds());
  CHECK(dark == std::vector<std::pair<double, double>>{{300, 400}, {500, 600}, {700, 800}});
}

TEST_CASE("a second uplink keeps a scenario's patterns: the first its name, all of them meant") {
  for (const int uplinks : {1, 2, 3}) {
    CAPTURE(uplinks);
    Diagnostics diagnostics;
    const auto world =
        load_world(std::string(VEDETTE_SOURCE_DIR) + "/scenarios/wuhai-centre",
                   {fmt::format("network.access.cameras.uplinks={}", uplinks)}, diagnostics);
    for (const Diagnostic& d : diagnostics.sorted()) UNSCOPED_INFO(to_text(d));
    REQUIRE(world);
    std::size_t switches = 0, first = 0, further = 0, elements = 0;
    for (const Network::Host& host : world->network.hosts)
      switches += host.generated && host.role == HostRole::kSwitch;
    for (const Element& element : world->equipment->elements) {
      if (element.kind != Element::Kind::kLink) continue;
      const std::string& name = world->entities[element.entity.index()].name;
      if (!name.starts_with("sw-")) continue;
      first += name.ends_with("-up");
      further += name.ends_with("-up-2") || name.ends_with("-up-3");
      ++elements;
    }
    CHECK(switches > 5);
    CHECK(first == switches);
    CHECK(further == switches * static_cast<std::size_t>(uplinks - 1));
    CHECK(elements == first + further);
    // The digger of the scenario's equipment.yaml, whose pattern is sw-*-up, may cut all of them.
    std::size_t cut = 0;
    for (const auto& cause : world->equipment->common_causes)
      if (cause.name == "digger") cut = cause.elements.size();
    CHECK(cut == elements);
  }
}

}  // namespace
}  // namespace vedette
