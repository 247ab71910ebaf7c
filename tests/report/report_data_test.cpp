// SPDX-License-Identifier: Apache-2.0
#include "report/report_data.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "record/recording.hpp"
#include "record/small_world.hpp"
#include "report/page.hpp"
#include "report/report_parts.hpp"

namespace {

using namespace vedette;

Incident call_at(std::uint32_t id, Time t, EntityId place) {
  Incident i;
  i.id = IncidentId(id);
  i.kind = IncidentKind::kCall;
  i.x_m = 500, i.y_m = 800;
  i.place = place;
  i[Stage::kOccurred] = i[Stage::kPoliceCalled] = t;
  return i;
}

// Three calls (reached after 60 s and 400 s, and never) and an intruder's alarm with the call that
// it made: guard after 95 s from the sensor's report, police after 200 s.
class TownDay {
 public:
  TownDay() : world_(test::small_world()) {
    std::filesystem::create_directories(dir_);
    Recording recording(path(), world_, {7, 0, RecordLevel::kFull, "0.1.0", ""});
    const EntityId area = named("area-1"), car = named("car-0"), guard = named("guard-1"),
                   man = named("operator-1");
    const Time nine{9 * kHour.us};
    call(recording, call_at(0, nine, area), car, seconds(60));
    call(recording, call_at(1, nine + kHour, area), car, seconds(400));
    Incident never = call_at(2, nine + kHour + kHour, area);
    recording.incident_opened(never);

    Incident alarm;
    alarm.id = IncidentId(3);
    alarm.kind = IncidentKind::kAlarm;
    alarm.place = named("zone-1");
    const Time line{12 * kHour.us};
    alarm[Stage::kOccurred] = line;
    alarm[Stage::kSensed] = line + seconds(1);
    recording.incident_opened(alarm);
    stage(recording, alarm, Stage::kAcknowledged, line + seconds(5), man);
    stage(recording, alarm, Stage::kAssessed, line + seconds(20), man);
    stage(recording, alarm, Stage::kGuardsDispatched, line + seconds(21), man);
    stage(recording, alarm, Stage::kGuardArrived, line + seconds(96), guard);
    stage(recording, alarm, Stage::kPoliceCalled, line + seconds(40), man);
    Incident police = call_at(4, line + seconds(40), area);
    police.parent = alarm.id;
    recording.incident_opened(police);
    stage(recording, police, Stage::kPoliceDispatched, line + seconds(60), car);
    stage(recording, police, Stage::kPoliceArrived, line + seconds(201), car);
    stage(recording, alarm, Stage::kPoliceArrived, line + seconds(201), car);
    police.closed = alarm.closed = true;
    recording.incident_closed(police);
    recording.incident_closed(alarm);
    recording.incident_closed(never);
    recording.on_duty(car, Time{0}, Time{kDay.us});
    recording.busy(car, nine, nine + kHour + kHour + kHour);
    recording.finish(Time{kDay.us});
    recording.close();
  }
  ~TownDay() {
    std::error_code ignored;
    std::filesystem::remove_all(dir_, ignored);
  }
  std::string path() const { return (dir_ / "day.vdt").string(); }

 private:
  EntityId named(const char* name) const { return test::entity_named(world_, name); }
  static void stage(Sink& sink, Incident& i, Stage stage, Time at, EntityId who) {
    i[stage] = at;
    if (stage == Stage::kPoliceArrived || stage == Stage::kGuardArrived) i.responder = who;
    sink.stage(i, stage, at, who);
  }
  static void call(Sink& sink, Incident i, EntityId car, Duration response) {
    const Time received = i[Stage::kPoliceCalled];
    sink.incident_opened(i);
    stage(sink, i, Stage::kPoliceDispatched, received + seconds(10), car);
    stage(sink, i, Stage::kPoliceArrived, received + response, car);
    i.closed = true;
    sink.incident_closed(i);
  }
  World world_;
  std::filesystem::path dir_ = std::filesystem::path(VEDETTE_BINARY_DIR) / "report-data-test";
};

const ReportData* incident(const ReportData& data, int id) {
  for (const auto& i : data["incidents"])
    if (i["id"] == id) return &i;
  return nullptr;
}

std::size_t index_of(Stage stage) {
  return static_cast<std::size_t>(stage);
}

}  // namespace

TEST_CASE("a recording becomes the report's data") {
  const TownDay day;
  RecordingReader recording(day.path());
  const ReportData data = report_data(recording, summary_of(recording), "a machine");

  SECTION("what was asked") {
    CHECK(data["scenario"]["name"]["zh"] == "小城");
    CHECK(data["scenario"]["start_weekday"] == 0);  // 2026-01-05 was a Monday
    CHECK(data["scenario"]["start_second_of_day"] == 0);
    CHECK(data["scenario"]["seed"] == "7");
    CHECK(data["run"]["replications"] == 1);
    CHECK(data["run"]["complete"] == true);
    CHECK(data["machine"] == "a machine");
    CHECK(data["marks_s"] == ReportData({60.0, 180.0, 300.0}));
  }
  SECTION("calls: within is less than or equal, of all calls") {
    const auto& all = data["calls"]["groups"][0];
    CHECK(all["by"] == "all");
    CHECK(all["n"]["value"] == 4);
    CHECK(all["n"]["low"].is_null());
    CHECK(all["unreached"]["value"] == 1);
    CHECK(all["within"][0]["value"] == 0.25);  // 60 s is within 1 minute
    CHECK(all["within"][1]["value"] == 0.5);   // the alarm's call: 161 s
    CHECK(all["within"][2]["value"] == 0.5);
    CHECK(all["p50_s"]["value"] == Approx(161));
    const auto& histogram = all["histogram"];
    const double bin = histogram["bin_s"];
    CHECK(std::fmod(60, bin) == 0);
    CHECK(histogram["counts"][static_cast<std::size_t>(60 / bin) - 1] == 1);
    CHECK(histogram["unreached"] == 1);
    CHECK(data["calls"]["hours"][9]["p50_s"]["value"] == 60.0);
    CHECK(data["calls"]["hours"][9]["within"][0]["value"] == 1);
    CHECK(data["calls"]["hours"][11]["n"]["value"] == 1);
    CHECK(data["calls"]["hours"][11]["p50_s"].dump() == "null");
  }
  SECTION("the alarm knows the stages of its call, and who did them") {
    const ReportData* alarm = incident(data, 3);
    REQUIRE(alarm);
    CHECK((*alarm)["t"][index_of(Stage::kPoliceDispatched)] == 12 * 3600.0 + 60);
    const auto who = (*alarm)["who"][index_of(Stage::kPoliceDispatched)];
    REQUIRE(who.is_number());
    CHECK(data["names"][who.get<std::size_t>()]["name"] == "car-0");
    CHECK((*alarm)["t"][index_of(Stage::kCleared)].is_null());
    const auto& real = data["alarms"]["groups"][0];
    CHECK(real["n"]["value"] == 1);
    CHECK(real["guard_p50_s"]["value"] == Approx(95));
    CHECK(real["police_p50_s"]["value"] == Approx(200));
    CHECK(real["confirmed"]["value"] == 1);
    CHECK(data["alarms"]["groups"][1]["guard_p50_s"].is_null());
  }
  SECTION("the planner's table: district, hours and priority of the recorded calls") {
    const auto& planner = data["planner"];
    CHECK(planner["band_h"] == 6);
    // 9:00 and 10:00 and 11:00; the alarm's call at noon.
    REQUIRE(planner["rows"].size() == 2);
    const auto& morning = planner["rows"][0];
    CHECK(morning["district"] == "D");
    CHECK(morning["band"] == 1);
    CHECK(morning["priority"] == 1);
    CHECK(morning["n"] == 3);
    CHECK(morning["unreached"] == 1);
    CHECK(morning["p50_s"] == 230.0);  // of 60 s and 400 s
    CHECK(morning["within"] == ReportData({1.0 / 3, 1.0 / 3, 1.0 / 3}));
    CHECK(morning["beyond"] == 2);
    CHECK(planner["rows"][1]["band"] == 2);
    CHECK(planner["rows"][1]["within"] == ReportData({0.0, 1.0, 1.0}));
    CHECK(planner["worst"] == ReportData::array({0}));
  }
  SECTION("worst first: who waited longest, or until the end") {
    CHECK(data["worst"]["calls"] == ReportData({2, 1, 4, 0}));
    CHECK(data["worst"]["alarms"] == ReportData::array({3}));
  }
  SECTION("utilisation") {
    REQUIRE(data["utilisation"].size() == 1);
    CHECK(data["utilisation"][0]["each"][0]["name"] == "car-0");
    CHECK(data["utilisation"][0]["each"][0]["share"] == Approx(3.0 / 24));
    CHECK(data["utilisation"][0]["mean"]["value"] == Approx(3.0 / 24));
  }
  SECTION("the map, in metres") {
    const auto& map = data["map"];
    CHECK(map["roads"].size() == 1);
    CHECK(map["cells"][0]["ring"] == ReportData({0.0, 0.0, 1000.0, 0.0, 500.0, 800.0}));
    CHECK(map["stations"][0]["name"] == "station-1");
    // Of three calls of the morning and the alarm's call one was there within a minute, two within
    // three; the other cell has no calls.
    CHECK(map["cells"][0]["n"] == 4);
    CHECK(map["cells"][0]["within"] == ReportData({0.25, 0.5, 0.5}));
    CHECK(map["districts"][0]["name"] == "D");
    CHECK(map["site"]["buildings"][0]["name"] == "hall");
    CHECK(map["site"]["cameras"][0]["azimuth_deg"] == 90);
  }
  SECTION("both languages are drawn from it") {
    CHECK(render_report(data, Lang::kEn).find("Small town") != std::string::npos);
    CHECK(render_report(data, Lang::kZh).find("小城") != std::string::npos);
  }
}

TEST_CASE("the map's reach is the shortest time from any station, by siren") {
  World world = test::small_world();
  world.effective_json = R"({"city": {"siren_factor": 1.6}})";
  const auto dir = std::filesystem::path(VEDETTE_BINARY_DIR) / "report-reach-test";
  std::filesystem::create_directories(dir);
  const std::string path = (dir / "run.vdt").string();
  {
    Recording recording(path, world, {1, 0, RecordLevel::kNone, "0.1.0", ""});
    recording.finish(Time{kDay.us});
    recording.close();
  }
  RecordingReader recording(path);
  const RecordedGeometry g = recording.geometry();
  // Bellman and Ford's way: over all roads again and again until nothing changes.
  std::vector<double> least(g.city.nodes.size(), 1e300);
  for (const auto& s : g.stations) least[s.node] = 0;
  for (std::size_t round = 0; round < least.size(); ++round)
    for (const auto& r : g.city.roads) {
      least[r.to] = std::min(least[r.to], least[r.from] + r.travel_s / 1.6);
      if (!r.one_way) least[r.from] = std::min(least[r.from], least[r.to] + r.travel_s / 1.6);
    }
  const report::Material m = report::read_material(recording);
  const auto reach = report::station_reach(m, g, recording.world_json());
  REQUIRE(reach);
  CHECK(reach->siren_factor == 1.6);
  REQUIRE(reach->node_time.size() == least.size());
  std::vector<double> share(3, 0);
  for (std::size_t n = 0; n < least.size(); ++n) {
    if (least[n] < 1e299)
      CHECK(reach->node_time[n].seconds() == Approx(least[n]).margin(2e-6));
    else
      CHECK(reach->node_time[n] == kUnreachable);
  }
  for (const auto& a : g.areas)
    for (std::size_t k = 0; k < 3; ++k)
      share[k] += least[a.node] <= static_cast<double>(m.info.marks_us[k]) * 1e-6;
  for (std::size_t k = 0; k < 3; ++k)
    CHECK(reach->share[k] == Approx(share[k] / static_cast<double>(g.areas.size())));

  const ReportData data = report_data(recording, summary_of(recording));
  CHECK(data["map"]["reach"]["siren_factor"] == 1.6);
  for (const auto& road : data["map"]["roads"])
    CHECK(road["reach_s"].size() == 2 * road["lines"].size());
  CHECK_FALSE(data["map"]["cells"][0].contains("n"));  // nobody called
  RecordedGeometry none = g;
  none.stations.clear();
  CHECK_FALSE(report::station_reach(m, none, recording.world_json()));
  std::filesystem::remove_all(dir);
}

TEST_CASE("the planner's table of fleets is of all replications") {
  World world = test::small_world();
  world.city.units[2].fleet = "reserve";
  const auto dir = std::filesystem::path(VEDETTE_BINARY_DIR) / "report-fleets-test";
  std::filesystem::create_directories(dir);
  const std::string path = (dir / "run.vdt").string();
  std::vector<RepFigures> all;
  for (std::uint64_t k = 1; k <= 3; ++k) {
    Figures figures(world, k);
    Recording recording(path, world, {1, k, RecordLevel::kNone, "0.1.0", ""});
    test::play(world, k, 1500, {&figures, &recording});
    recording.close();
    all.push_back(figures.result());
  }
  RecordingReader recording(path);
  const Summary summary = summarise(all);
  const ReportData data = report_data(recording, summary);
  const auto& fleets = data["planner"]["fleets"];
  REQUIRE(fleets.size() == 2);
  CHECK(fleets[0]["n"]["value"] >= fleets[1]["n"]["value"]);
  for (const auto& f : fleets) {
    const std::string name = f["name"];
    CHECK(f["p90_s"]["value"] == summary.find("calls.fleet." + name + ".response_s.p90")->mean);
    CHECK(f["within"][1]["low"] == summary.find("calls.fleet." + name + ".within.180")->low);
    CHECK(f["busy"]["high"] == summary.find("utilisation.fleet." + name)->high);
  }
  std::filesystem::remove_all(dir);
}

TEST_CASE("work besides calls and alarms has its own part") {
  const World world = test::small_world();
  const auto dir = std::filesystem::path(VEDETTE_BINARY_DIR) / "report-work-test";
  std::filesystem::create_directories(dir);
  const std::string path = (dir / "work.vdt").string();
  {
    Recording recording(path, world, {1, 0, RecordLevel::kNone, "0.1.0", ""});
    test::play(world, 5, 2000, {&recording});
    recording.close();
  }
  RecordingReader recording(path);
  const Summary summary = summary_of(recording);
  const ReportData data = report_data(recording, summary);
  const auto& groups = data["work"]["tasks"]["groups"];
  REQUIRE(groups.size() == 3);  // all, and two types
  CHECK(groups[0]["n"]["value"] == summary.find("tasks.n")->mean);
  CHECK(groups[1]["in_time"].is_null());  // burglary has no deadline
  CHECK(groups[2]["in_time"]["value"] == summary.find("tasks.type.noise.in_time")->mean);
  CHECK(data["work"]["posts"]["manned"]["value"] == summary.find("posts.manned")->mean);
  CHECK(data["work"]["patrol"]["visits"]["value"] == summary.find("patrol.visits")->mean);
  CHECK(data["work"]["stop_checks"]["hits"]["value"] == summary.find("stop_checks.hits")->mean);
  const auto& all = data["calls"]["groups"][0];
  for (const char* span : {"turnout_p50_s", "travel_p50_s", "to_scene_p50_s", "complete_p50_s"})
    CHECK(all[span].is_object());

  // Tasks are shown, but do not count among the calls of the charts.
  std::size_t calls = 0, tasks = 0;
  for (const auto& i : data["incidents"]) {
    calls += i["kind"] == "call";
    tasks += i["kind"] == "task";
    for (std::size_t s = 0; s < kStages; ++s)
      if (i["t"][s].is_null()) CHECK(i["who"][s].is_null());
  }
  CHECK(tasks > 20);
  CHECK(all["n"]["value"] == static_cast<double>(calls));
  std::size_t by_hour = 0;
  for (const auto& hour : data["calls"]["hours"])
    if (!hour["n"].is_null()) by_hour += hour["n"]["value"].get<std::size_t>();
  CHECK(by_hour == calls);
  std::filesystem::remove_all(dir);

  const TownDay day;
  RecordingReader without(day.path());
  // Its alarms' sensors are all that there is of it.
  const ReportData data_without = report_data(without, summary_of(without));
  for (const auto& [part, facts] : data_without["work"].items())
    if (part != "sensors") CHECK(facts.is_null());
}

TEST_CASE("a damaged summary is said in a sentence") {
  const World world = test::small_world();
  const auto dir = std::filesystem::path(VEDETTE_BINARY_DIR) / "report-summary-test";
  std::filesystem::create_directories(dir);
  const std::string path = (dir / "run.vdt").string();
  for (const char* json : {"{", "[]", R"({"replications":"two"})", R"({"replications":1})",
                           R"({"replications":1,"measures":[{}],"response_histogram":{}})"}) {
    CAPTURE(json);
    {
      Recording recording(path, world, {});
      recording.finish(Time{0});
      recording.add_summary(kSummaryKey, json);
      recording.close();
    }
    RecordingReader recording(path);
    try {
      summary_of(recording);
      FAIL("taken for a summary");
    } catch (const InputError& error) {
      CHECK(error.diagnostic.message == "the recording is damaged: its summary cannot be read");
    }
  }
  std::filesystem::remove_all(dir);
}

TEST_CASE("many incidents: the page shows a choice of them, the figures all") {
  const World world = test::small_world();
  const auto dir = std::filesystem::path(VEDETTE_BINARY_DIR) / "report-many-test";
  std::filesystem::create_directories(dir);
  const std::string path = (dir / "many.vdt").string();
  {
    Recording recording(path, world, {1, 0, RecordLevel::kNone, "0.1.0", ""});
    test::play(world, 5, 20000, {&recording});
    recording.close();
  }
  RecordingReader recording(path);
  const std::size_t total = recording.incidents().size();
  REQUIRE(total > 4000);
  const ReportData data = report_data(recording, summary_of(recording));
  CHECK(data["incidents_total"] == total);
  CHECK(data["incidents"].size() == 4000);
  std::set<std::uint64_t> shown;
  for (const auto& i : data["incidents"]) shown.insert(i["id"].get<std::uint64_t>());
  CHECK(shown.size() == 4000);
  for (const char* kind : {"calls", "alarms"})
    for (const auto& id : data["worst"][kind]) CHECK(shown.count(id.get<std::uint64_t>()) == 1);
  const auto& histogram = data["calls"]["groups"][0]["histogram"];
  std::uint64_t n = histogram["beyond"].get<std::uint64_t>();
  n += histogram["unreached"].get<std::uint64_t>();
  for (const auto& count : histogram["counts"]) n += count.get<std::uint64_t>();
  CHECK(static_cast<double>(n) == data["calls"]["groups"][0]["n"]["value"]);
  std::filesystem::remove_all(dir);
}
