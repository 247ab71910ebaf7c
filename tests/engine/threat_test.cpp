// SPDX-License-Identifier: Apache-2.0
// Threats, sensors, verification and zone states on a small site whose times are constants, so that
// every moment is known by hand.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>

#include "cover/site_paths.hpp"
#include "engine/small_site.hpp"
#include "world/protection.hpp"

namespace vedette {
namespace {

using testing::LogSink;
using testing::run_direct;
using testing::SmallCity;

// Counts tallies beside the log.
struct Watch : LogSink {
  using LogSink::LogSink;
  void tally(const Tally& t) override { ++count[t.kind]; }
  std::map<TallyKind, int> count;
};

// Of testing::site(): post 60 m south of the spot; zone north with a beam (0.5 s) and a thermal
// line (2 s), both certain. Acknowledged after 5 s, assessed after 15, reaction 10, run 20 s.
std::string threatened(const SmallCity& city, const std::string& site_extra,
                       const std::string& models_extra = "", const std::string& more = "") {
  std::string text = testing::scenario(city, false, more);
  const std::string thief = "  intruders:";
  text.insert(text.find(thief), site_extra);
  if (site_extra.find("threats:") != std::string::npos) {
    const auto from = text.find(thief), to = text.find("\nnetwork:", from);
    text.erase(from, to - from);
  }
  const std::string sensors = "  sensors:\n";
  text.insert(text.find(sensors) + sensors.size(), models_extra);
  return text;
}

const std::vector<std::string> kQuiet{"city.demand={calls_per_day: 0}", "duration_h=3"};
constexpr const char* kEscape = R"(  threats:
    run:
      kind: escape
      between_h: [1, 1]
      from: [50, 60]
      tasks:
        - {name: waits, duration_s: 100}
        - {name: climbs, attack: climb, zones: [north], at: [50, 95], sensed: middle,
           duration_s: 40}
        - {name: leaves, at: [50, 200], duration_s: 60}
)";

double at(const Incident& alarm, Stage stage) {
  REQUIRE(alarm.has(stage));
  return (alarm[stage] - Time{kHour.us}).seconds();
}

std::vector<Incident> alarms(const LogSink& log) {
  std::vector<Incident> out;
  for (const Incident& i : log.closed)
    if (i.kind == IncidentKind::kAlarm) out.push_back(i);
  return out;
}

bool says(const LogSink& log, const std::string& words) {
  return std::any_of(log.lines.begin(), log.lines.end(), [&](const std::string& line) {
    return line.find(words) != std::string::npos;
  });
}

TEST_CASE("a threat is sensed in the middle of its task and interrupted by a guard") {
  const SmallCity city;
  const auto world = city.world(threatened(city, kEscape), kQuiet);
  Watch log(*world);
  run_direct(*world, log);
  const auto found = alarms(log);
  REQUIRE(found.size() == 1);
  CHECK(at(found[0], Stage::kOccurred) == 120);
  CHECK(at(found[0], Stage::kSensed) == 120.5);
  CHECK(at(found[0], Stage::kGuardArrived) == 120.5 + 5 + 15 + 10 + 20);
  // 170.5 s: after climbing (140 s), before all is through (200 s).
  CHECK(says(log, " d i 3770500000"));
  CHECK(log.count[TallyKind::kAttempt] == 2);
  CHECK(log.count[TallyKind::kNoticed] == 2);
  CHECK(log.count[TallyKind::kVerified] == 1);  // two technologies within 30 s
}

TEST_CASE("detection is by attack mode and weather, and the weather is everybody's") {
  const SmallCity city;
  auto with = kQuiet;
  with.push_back("models.sensors.beam.detection_by_attack={climb: 0}");
  with.push_back("models.sensors.thermal.detection_weather_factor={fog: 0}");
  const std::string fog = "weather: {given: [{from_h: 0.5, state: fog}], effects: thick}\n";
  auto text = threatened(city, kEscape, "", fog);
  text.insert(text.find("models:\n") + 8,
              "  weather_effects: {thick: {camera_range_factor: {fog: 0.5}, road_time_factor: "
              "{fog: 2}, sources: {\"*\": \"assumption: test\"}}}\n");
  {
    const auto world = city.world(text, with);
    Watch log(*world);
    run_direct(*world, log);
    CHECK(alarms(log).empty());
    CHECK(log.count[TallyKind::kAttempt] == 2);
    CHECK(log.count[TallyKind::kNoticed] == 0);
    CHECK(says(log, "Vedette/Weather/State"));
  }
  with.pop_back();  // the thermal line sees through fog, the camera (60 m, spot at 45 m) does not
  const auto world = city.world(text, with);
  Watch log(*world);
  run_direct(*world, log);
  const auto found = alarms(log);
  REQUIRE(found.size() == 1);
  CHECK(at(found[0], Stage::kSensed) == 122);
  CHECK(at(found[0], Stage::kAssessed) == 122 + 5 + 60);
  CHECK(log.count[TallyKind::kVerified] == 0);
}

TEST_CASE("unverified reports are held where the rule says so") {
  const SmallCity city;
  const std::string hold = "  verification: {window_s: 1, unverified: hold}\n";
  {
    // 1.5 s between the two reports: too long for the window.
    const auto world = city.world(threatened(city, hold + kEscape), kQuiet);
    Watch log(*world);
    run_direct(*world, log);
    CHECK(alarms(log).empty());
    CHECK(says(log, " held"));
    CHECK(says(log, "completed"));
  }
  auto wide = kQuiet;
  wide.push_back("site.verification.window_s=2");
  const auto world = city.world(threatened(city, hold + kEscape), wide);
  Watch log(*world);
  run_direct(*world, log);
  const auto found = alarms(log);
  REQUIRE(found.size() == 1);
  CHECK(at(found[0], Stage::kOccurred) == 120);  // of the first report
  CHECK(at(found[0], Stage::kSensed) == 122);    // when the second one verified it
  CHECK(log.count[TallyKind::kVerified] == 1);
}

TEST_CASE("masked sensors do not see, zones in access do not report") {
  const SmallCity city;
  {
    const auto world = city.world(
        threatened(city,
                   std::string("  sensor_events:\n"
                               "    - {zone: north, sensor: beam, state: masked, from_s: 10}\n"
                               "    - {zone: north, sensor: thermal, state: fault, from_s: 10, "
                               "to_s: 4000}\n") +
                       kEscape),
        kQuiet);
    Watch log(*world);
    run_direct(*world, log);
    CHECK(alarms(log).empty());
    CHECK(log.count[TallyKind::kAttempt] == 2);
    CHECK(says(log, "Device/HardwareFailure"));
    CHECK(says(log, " fault"));
    CHECK(says(log, "Device/HardwareFailure/Repaired"));
  }
  auto open = kQuiet;
  open.push_back("site.zones.north.access=[[\"00:30\", \"01:30\"]]");
  const auto world = city.world(threatened(city, kEscape), open);
  Watch log(*world);
  run_direct(*world, log);
  CHECK(alarms(log).empty());
  CHECK(says(log, " access"));
  CHECK(says(log, " armed"));
}

TEST_CASE("covering a sensor blinds it, and may raise a tamper alarm") {
  const SmallCity city;
  const std::string cover = R"(  threats:
    run:
      kind: intrusion
      between_h: [1, 1]
      from: [50, 60]
      tasks:
        - {name: covers, masks: [north], duration_s: 10}
        - {name: climbs, attack: climb, zones: [north], at: [50, 95], duration_s: 40}
)";
  auto with = kQuiet;
  with.push_back("models.sensors.beam.anti_mask_probability=1");
  const auto world = city.world(threatened(city, cover), with);
  Watch log(*world);
  run_direct(*world, log);
  const auto found = alarms(log);
  REQUIRE(found.size() == 1);
  CHECK(world->site.alarm_types[found[0].type].name == "tamper");
  CHECK(at(found[0], Stage::kOccurred) == 10);
  CHECK(says(log, "RuleEngine/TamperDetector/Tamper"));
  CHECK(log.count[TallyKind::kNoticed] == 0);
}

TEST_CASE("how many guards it takes, and what staff and police can do") {
  const SmallCity city;
  auto two = kQuiet;
  two.push_back("site.threats.run.guards_needed=2");
  {
    const auto world = city.world(threatened(city, kEscape), two);  // one is sent
    Watch log(*world);
    run_direct(*world, log);
    CHECK(says(log, "completed"));
  }
  {
    auto staff = two;
    staff.push_back("site.threats.run.staff={stop_probability: 1, after_s: 30}");
    const auto world = city.world(threatened(city, kEscape), staff);
    Watch log(*world);
    run_direct(*world, log);
    CHECK(says(log, "stopped by staff"));
    CHECK(says(log, " i 3630000000"));
  }
  auto police = two;
  police.push_back("site.threats.run.police_stop_it=true");
  const auto world = city.world(threatened(city, kEscape), police);
  Watch log(*world);
  run_direct(*world, log);
  // Sensed 120.5, assessed 140.5, called 160.5, turnout 10 (the station is at the gate): 170.5 s.
  CHECK(says(log, " i 3770500000"));
}

TEST_CASE("an alarm outside the walls sends nobody of the site, and the police to its junction") {
  const SmallCity city;
  const std::string tag =
      "    tag: {technology: tag, alarm: ankle_tag, detection_probability: 1, nuisance_per_day: "
      "0,\n"
      "          report_s: 10, sources: {\"*\": \"assumption: test\"}}\n";
  const std::string escort = R"(  detectors: {tag-1: {type: tag, junction: 2}}
  threats:
    patient:
      kind: escort_escape
      between_h: [1, 1]
      from: [1000, 0]
      police_stop_it: true
      tasks:
        - {name: leaves, attack: leave, zones: [tag-1], at: [1300, 0], duration_s: 300}
)";
  const auto world = city.world(threatened(city, escort, tag), kQuiet);
  Watch log(*world);
  run_direct(*world, log);
  const auto found = alarms(log);
  REQUIRE(found.size() == 1);
  CHECK(world->site.alarm_types[found[0].type].name == "ankle_tag");
  CHECK(found[0].x_m == 1000);
  CHECK_FALSE(found[0].has(Stage::kGuardArrived));
  CHECK(says(log, "RuleEngine/FieldDetector/ObjectsInside"));
  // Assessed blind: 10 + 5 + 60 + 20 = 95 s; 1,000 m at 45 km/h and 10 s turnout.
  CHECK(at(found[0], Stage::kPoliceArrived) == 95 + 10 + 80);
  CHECK(says(log, " d i 3785000000"));
}

TEST_CASE("two threats at one sensor have draws of their own") {
  const SmallCity city;
  const std::string both = R"(  threats:
    a: {kind: escape, between_h: [1, 1], from: [50, 60], tasks: [{name: climbs, zones: [north],
       duration_s: 5}]}
    b: {kind: escape, between_h: [1, 1], from: [50, 60], tasks: [{name: climbs, zones: [north],
       duration_s: 5}]}
)";
  auto half = kQuiet;
  half.push_back("models.sensors.beam.detection_probability=0.5");
  half.push_back("models.sensors.thermal.detection_probability=0");
  const auto world = city.world(threatened(city, both), half);
  int alike = 0, noticed = 0;
  constexpr int kRuns = 400;
  for (std::uint64_t run = 1; run <= kRuns; ++run) {
    Watch log(*world);
    run_direct(*world, log, 1, run);
    const int n = log.count[TallyKind::kNoticed];
    noticed += n;
    alike += n != 1;
  }
  // Binomial(800, 1/2) and (400, 1/2), five standard deviations.
  CHECK(std::abs(noticed - 400) < 71);
  CHECK(std::abs(alike - 200) < 50);
}

TEST_CASE("a threat's formula and its race on this site agree with the hand calculation") {
  const SmallCity city;
  const auto world = city.world(threatened(city, kEscape), kQuiet);
  const ResponseForce force = response_of_site(*world);
  CHECK(force.mean_s == 5 + 15 + 10 + 20);
  CHECK(force.sd_s == 0);
  const auto tasks =
      tasks_of_threat(*world, world->site.protection->threats[0], WeatherState::kClear);
  REQUIRE(tasks.size() == 3);
  CHECK(tasks[1].p_detection == 1);
  CHECK(tasks[1].location == SensorLocation::kMiddle);
  const EasiResult result = easi(tasks, force);
  CHECK(result.p_interruption == 1);  // 80 s ahead, 50 needed
}

// From the gate the officers walk far-post-spot, 104.72 m at 1.5 m/s, twice as fast as guards walk.
TEST_CASE("the police go on from the gate to the spot, where the site says so") {
  const SmallCity city;
  const double way_s = (std::sqrt(40.0 * 40 + 20 * 20) + 60) / 3;
  for (const bool inside : {false, true}) {
    const auto world =
        city.world(threatened(city, inside ? "  police: {enter_at: far}\n" : ""), kQuiet);
    Watch log(*world);
    run_direct(*world, log);
    const auto found = alarms(log);
    REQUIRE(found.size() == 1);
    CHECK(found[0].has(Stage::kPoliceArrived));
    CHECK(found[0].has(Stage::kPoliceAtSpot) == inside);
    if (inside)
      CHECK(found[0].between(Stage::kPoliceArrived, Stage::kPoliceAtSpot).seconds() ==
            Approx(way_s).margin(1e-5));
  }
}

TEST_CASE("who only the police can stop is stopped at the spot, not at the gate") {
  const SmallCity city;
  const std::string escape = R"(  police: {enter_at: far}
  threats:
    run:
      kind: escape
      between_h: [1, 1]
      from: [50, 60]
      guards_needed: 0
      police_stop_it: true
      tasks:
        - {name: climbs, attack: climb, zones: [north], at: [50, 95], duration_s: 40}
        - {name: hides, duration_s: 5000}
)";
  const auto world = city.world(threatened(city, escape), kQuiet);
  struct : LogSink {
    using LogSink::LogSink;
    void intrusion(EntityId, bool, bool interrupted, Time at) override {
      CHECK(interrupted);
      end = at;
    }
    Time end;
  } log{*world};
  run_direct(*world, log);
  const auto found = alarms(log);
  REQUIRE(found.size() == 1);
  CHECK(log.end == found[0][Stage::kPoliceAtSpot]);
}

// The gate is junction 0, the hospital junction 4: 2,000 m at 36 km/h, 200 s.
std::string escorted(const SmallCity& city, const std::string& threats,
                     const std::string& relief = "") {
  return threatened(city, R"(  escorts:
    visit:
      departs: ["01:00"]
      to: 4
      staff: [g2]
      load_s: 60
      stay_s: 3000
      unload_s: 90
)" + relief + R"(  detectors:
    tag: {type: band, carried_by: visit}
)" + threats,
                    R"(    band: {technology: tag, alarm: ankle_tag, detection_probability: 1,
           nuisance_per_day: 0, report_s: 5, sources: {"*": "assumption: test"}}
)");
}

TEST_CASE("an escort drives out, stays and comes back; its guard is missing meanwhile") {
  const SmallCity city;
  const auto world = city.world(escorted(city, "  threats: {}\n"), kQuiet);
  Watch log(*world);
  run_direct(*world, log);
  CHECK(log.count[TallyKind::kEscortTrip] == 1);
  CHECK(says(log, "loading"));
  const auto when = [&](const std::string& word) {
    for (const std::string& line : log.lines)
      if (line.find("Vedette/Escort/Progress") != std::string::npos &&
          line.find(word) != std::string::npos)
        return line;
    return std::string();
  };
  CHECK(when("loading").find("3600") != std::string::npos);
  CHECK(when("driving").find("3660") != std::string::npos);
  CHECK(when("stay").find("3860") != std::string::npos);
  CHECK(when("returning").find("6860") != std::string::npos);
  CHECK(when("waiting").find("7150") != std::string::npos);  // 200 s back, 90 s unloading
}

TEST_CASE("an escape from an escort brings the police to where it is") {
  const SmallCity city;
  const std::string threat = R"(  threats:
    runs:
      kind: escort_escape
      escort: visit
      during: DURING
      after_s: 100
      guards_needed: 0
      police_stop_it: true
      tasks:
        - {name: breaks free, attack: leave, zones: [tag], duration_s: 10}
        - {name: runs, away_m: 300, duration_s: 5000}
)";
  for (const bool driving : {false, true}) {
    std::string text = threat;
    text.replace(text.find("DURING"), 6, driving ? "driving" : "stay");
    const auto world = city.world(escorted(city, text), kQuiet);
    Watch log(*world);
    run_direct(*world, log);
    const auto found = alarms(log);
    REQUIRE(found.size() == 1);
    // 100 s after leaving the gate it is half way, at 1,000 m.
    CHECK(found[0].x_m == (driving ? 1000 : 2000));
    CHECK(found[0].y_m == 0);
    CHECK(found[0].has(Stage::kPoliceArrived));
    CHECK_FALSE(found[0].has(Stage::kPoliceAtSpot));
    CHECK_FALSE(found[0].has(Stage::kGuardArrived));
    CHECK(log.count[TallyKind::kEscortTrip] == 1);  // it turned back
  }
}

TEST_CASE("an escort is relieved, and cancelled when its staff are not to be had") {
  const SmallCity city;
  {
    const auto world =
        city.world(escorted(city, "  threats: {}\n",
                            "      relief: {after_min: 10, staff: [g1], hand_over_s: 60}\n"),
                   kQuiet);
    Watch log(*world);
    run_direct(*world, log);
    CHECK(log.count[TallyKind::kEscortRelief] == 1);
    CHECK(log.count[TallyKind::kEscortTrip] == 1);
  }
  auto with = kQuiet;
  with.push_back("injects={away: {at_min: 1, absent: {guard: g2}}}");
  const auto world = city.world(escorted(city, "  threats: {}\n"), with);
  Watch log(*world);
  run_direct(*world, log);
  CHECK(log.count[TallyKind::kEscortCancelled] == 1);
  CHECK(log.count[TallyKind::kEscortTrip] == 0);
}

}  // namespace
}  // namespace vedette
