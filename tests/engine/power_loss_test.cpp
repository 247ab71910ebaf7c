// SPDX-License-Identifier: Apache-2.0
// Sensors that lose their power, and dead cameras that somebody calls up.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "engine/tallies.hpp"
#include "world/equipment.hpp"

namespace vedette {
namespace {

using testing::scenario;
using testing::SmallCity;
using testing::with_models;

using Seen = testing::TalliesAndLog;

// The beam hangs on a board without a battery; the mains are gone from 1000 to 2000 s.
std::shared_ptr<const World> dark(const SmallCity& city, const std::string& on_power_loss,
                                  std::vector<std::string> with = {}) {
  for (const char* one : {"city.demand={calls_per_day: 0}", "duration_h=1",
                          "site.intruders.thief=null"})
    with.push_back(one);
  with.push_back("models.sensors.beam.on_power_loss=" + on_power_loss);
  return city.world(with_models(scenario(city, false, R"(power:
  mains: grid
  outages: [{from_s: 1000, to_s: 2000}]
  supplies:
    board: {type: board, feeds: [{of: [{kind: sensor, names: [north-beam]}], watts_each: 5}]}
equipment:
  compensation: {after_s: 300}
)"),
                                R"(
  mains: {grid: {outages_per_year: 0, outage_s: 60, sources: {"*": "assumption: test"}}}
  ups: {board: {capacity_wh: 0, sources: {"*": "assumption: test"}}}
)"),
                    with);
}

Seen run_of(const World& world, const RunChange* change = nullptr) {
  Seen seen(world);
  DirectCarrier carrier(world.network.hosts.size(), world.network.direct_delay);
  Sinks sinks;
  sinks.add(seen);
  Run run(world, Random(1, 1), carrier, sinks, change);
  run.execute();
  return seen;
}

std::vector<std::string> zone_states(const World& world, const Seen& seen) {
  const std::string key = " state " + std::to_string(world.site.zones[0].entity.value) + " ";
  std::vector<std::string> out;
  for (const std::string& line : seen.lines)
    if (const auto at = line.find(key); at != std::string::npos)
      out.push_back(line.substr(0, at) + " " + line.substr(at + key.size()));
  return out;
}

TEST_CASE("a sensor without power puts its zone at fault, and a guard stands in") {
  const SmallCity city;
  const auto world = dark(city, "fault");
  const Seen seen = run_of(*world);
  CHECK(zone_states(*world, seen) ==
        std::vector<std::string>{"1000000000 fault", "2000000000 armed"});
  CHECK(seen.closed.empty());
  const auto stands = seen.of(TallyKind::kStandIn);
  REQUIRE(stands.size() == 1);
  CHECK(stands[0].from.us == 1'300'000'000);
  CHECK(stands[0].to.us == 2'000'000'000);
}

TEST_CASE("a fail-safe relay opens: an alarm of the zone through the whole chain") {
  const SmallCity city;
  const auto world = dark(city, "alarm");
  const Seen seen = run_of(*world);
  CHECK(zone_states(*world, seen) ==
        std::vector<std::string>{"1000000000 fault", "2000000000 armed"});
  REQUIRE(seen.closed.size() == 1);
  const Incident& alarm = seen.closed.front();
  CHECK(alarm.kind == IncidentKind::kAlarm);
  CHECK_FALSE(alarm.real);
  CHECK(alarm[Stage::kSensed].us == 1'000'500'000);  // the sensor's own half second
  CHECK(alarm[Stage::kAcknowledged].us == 1'005'500'000);
  CHECK(alarm[Stage::kAssessed].us == 1'020'500'000);
  CHECK(seen.of(TallyKind::kReportArrived).size() == 1);
}

TEST_CASE("a sensor that goes silently tells nobody and nobody stands in") {
  const SmallCity city;
  const auto world = dark(city, "silent");
  const Seen seen = run_of(*world);
  CHECK(zone_states(*world, seen).empty());
  CHECK(seen.closed.empty());
  CHECK(seen.of(TallyKind::kStandIn).empty());
  const auto down = seen.of(TallyKind::kDownPower);  // but out it is
  CHECK(std::any_of(down.begin(), down.end(), [&](const Tally& t) {
    return t.who == world->site.sensors[0].entity && t.from.us == 1'000'000'000 &&
           t.to.us == 2'000'000'000;
  }));
}

TEST_CASE("a silent sensor that breaks during the outage shows when the power is back") {
  const SmallCity city;
  const auto world =
      dark(city, "silent", {"equipment.what_if={a: {element: north-beam, from_s: 1500}}"});
  const Seen seen = run_of(*world);
  REQUIRE(!zone_states(*world, seen).empty());
  CHECK(zone_states(*world, seen).back() == "2000000000 fault");
}

TEST_CASE("a sensor that is out by itself shows, whatever it does without power") {
  const SmallCity city;
  for (const char* how : {"fault", "alarm", "silent"}) {
    const auto world = city.world(
        scenario(city, false, "equipment: {what_if: {a: {element: north-beam, from_s: 50}}}\n"),
        {"city.demand={calls_per_day: 0}", "duration_h=1", "site.intruders.thief=null",
         std::string("models.sensors.beam.on_power_loss=") + how});
    const Seen seen = run_of(*world);
    CHECK(zone_states(*world, seen) == std::vector<std::string>{"50000000 fault"});
    CHECK(seen.closed.empty());
  }
}

// Nobody looks after this camera but who calls it up. It dies near its third hour; the beam gives
// an alarm about every half hour.
std::shared_ptr<const World> watched(const SmallCity& city, double nuisance_per_day) {
  return city.world(with_models(scenario(city, false, R"(equipment:
  failures: [{type: dies, of: [{kind: camera}], age_y: 0}]
  technicians: {all: {count: 1, travel_s: 600}}
)"),
                                R"(
  failures: {dies: {mtbf_h: 3, shape: 20, repair_s: 1200, sources: {"*": "assumption: test"}}}
)"),
                    {"city.demand={calls_per_day: 0}", "duration_h=6", "site.intruders.thief=null",
                     "models.sensors.beam.nuisance_per_day=" + std::to_string(nuisance_per_day)});
}

TEST_CASE("who calls up a dead camera reports it, and it is mended") {
  const SmallCity city;
  const auto world = watched(city, 48);
  const Seen seen = run_of(*world);
  const auto failed = seen.of(TallyKind::kFailed), noticed = seen.of(TallyKind::kFailureNoticed),
             asked = seen.of(TallyKind::kCallUpFailed), mended = seen.of(TallyKind::kRepaired);
  REQUIRE(failed.size() == 1);
  REQUIRE(noticed.size() == 1);
  REQUIRE(asked.size() == 1);  // the next operator knows
  REQUIRE(mended.size() == 1);
  CHECK((asked[0].to - asked[0].from).us == 4'000'000);  // the operator's patience
  CHECK(noticed[0].from.us == failed[0].from.us);
  CHECK(noticed[0].to.us == asked[0].to.us);
  CHECK(mended[0].to.us == noticed[0].to.us + 1'800'000'000);
}

TEST_CASE("a dead camera that nobody calls up stays dead") {
  const SmallCity city;
  const Seen seen = run_of(*watched(city, 0));
  CHECK(seen.of(TallyKind::kFailed).size() == 1);
  CHECK(seen.of(TallyKind::kFailureNoticed).empty());
  CHECK(seen.of(TallyKind::kRepaired).empty());
}

// Its lens is dirty from near its third hour on; a round of one look a quarter of an hour comes to
// it. `seen`: that one look has it reported.
std::shared_ptr<const World> dirty(const SmallCity& city, double seen, bool names_it = true) {
  return city.world(with_models(scenario(city, false, R"(equipment:
  failures: [{type: dims, of: [{kind: camera}], age_y: 0}]
  technicians: {all: {count: 1, travel_s: 600}}
)"),
                                R"(
  operators: {awake: {look_s: 12, roll_call_s: 9, hand_over_s: 9, notice_s: 9, trust_start: 1,
                      trust_rate: 0, trust_effect: 0, sources: {"*": "assumption: test"}}}
  failures: {dims: {mtbf_h: 3, shape: 20, effect: degraded, assessment_factor: 2, repair_s: 300,
                    seen_probability: )" + std::to_string(seen) +
                                    R"(, sources: {"*": "assumption: test"}}}
)"),
                    {"city.demand={calls_per_day: 0}", "duration_h=40", "site.intruders.thief=null",
                     "site.operator_type=awake", "models.sensors.beam.nuisance_per_day=0",
                     std::string("site.rounds={yard: {kind: video_round, looks: 1, every_min: 15") +
                         (names_it ? ", cameras: [c*]}}" : "}}")});
}

TEST_CASE("a dirty lens is reported by whom a round brings to its picture, by chance") {
  const SmallCity city;
  const auto world = dirty(city, 1);
  const Seen always = run_of(*world);
  const auto noticed = always.of(TallyKind::kFailureNoticed);
  REQUIRE(noticed.size() >= 10);
  for (const Tally& t : noticed) {
    // At the end of the look that comes next: due every 900 s, 12 s long.
    CHECK(t.to.us % 900'000'000 == 12'000'000);
    CHECK((t.to - t.from).us <= 900'000'000);
  }
  const auto mended = always.of(TallyKind::kRepaired);
  REQUIRE(!mended.empty());
  CHECK(mended[0].to.us == noticed[0].to.us + 900'000'000);

  // One look in four: four looks in the mean, 900 s apart, less half a rhythm for the first.
  const Seen sometimes = run_of(*dirty(city, 0.25));
  const auto later = sometimes.of(TallyKind::kFailureNoticed);
  REQUIRE(later.size() >= 6);
  double sum_s = 0;
  for (const Tally& t : later) sum_s += (t.to - t.from).seconds();
  const auto n = static_cast<double>(later.size());
  CHECK(sum_s / n == Approx(3.5 * 900).margin(4 * 900 * std::sqrt(12.0 / n)));

  CHECK(run_of(*dirty(city, 1, false)).of(TallyKind::kFailureNoticed).empty());
  CHECK(run_of(*dirty(city, 0)).of(TallyKind::kFailureNoticed).empty());
  RunChange change;
  change.nobody_reports = true;
  CHECK(run_of(*world, &change).of(TallyKind::kFailureNoticed).empty());
}

TEST_CASE("a lens that is full of dust is not struck again before it is wiped") {
  const SmallCity city;
  const auto world = city.world(with_models(scenario(city, false, R"(equipment:
  common_causes: {storm: {type: storm, of: [{kind: camera}]}}
)"),
                                            R"(
  failures: {dust: {effect: degraded, assessment_factor: 2, repair_s: 300,
                    sources: {"*": "assumption: test"}}}
  common_causes: {storm: {per_year: 8760, share: 1, failure: dust,
                          sources: {"*": "assumption: test"}}}
)"),
                                {"city.demand={calls_per_day: 0}", "duration_h=40"});
  CHECK(run_of(*world).of(TallyKind::kDegraded).size() == 1);
}

TEST_CASE("in trials that are compared, who looks where mends nothing") {
  const SmallCity city;
  RunChange change;
  change.nobody_reports = true;
  const auto world = watched(city, 48);
  const Seen seen = run_of(*world, &change);
  CHECK(seen.of(TallyKind::kFailureNoticed).empty());
  CHECK(seen.of(TallyKind::kCallUpFailed).size() > 1);
}

}  // namespace
}  // namespace vedette
