// SPDX-License-Identifier: Apache-2.0
// `vedette export`: exit codes, what it prints and what it writes.
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "record/scratch.hpp"

namespace {

namespace fs = std::filesystem;
using vedette::test::Scratch;

struct Outcome {
  int exit_code = -1;
  std::string text;
};

Outcome vedette_program(const std::string& arguments, const char* streams = "2>&1") {
  const std::string command = std::string(VEDETTE_PROGRAM) + " " + arguments + " " + streams;
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Outcome outcome;
  char buffer[4096];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, pipe))
    outcome.text.append(buffer, n);
  const int status = pclose(pipe);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return outcome;
}

const std::string kScenario = std::string(VEDETTE_SOURCE_DIR) + "/scenarios/first-response";

bool has(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("a scenario is exported into every format") {
  const Scratch scratch("export_command");
  const Outcome out =
      vedette_program("export " + kScenario + " --json --gpkg " + (scratch / "s.gpkg") +
                          " --geojson " + (scratch / "json") + " --csv " + (scratch / "csv"),
                      "2>/dev/null");
  REQUIRE(out.exit_code == 0);
  const auto told = nlohmann::json::parse(out.text);
  CHECK(told["layers"]["response_circles"] == 3);
  CHECK(told["layers"]["stations"] > 0);
  CHECK_FALSE(told["layers"].contains("incidents"));
  CHECK(told["crs"].is_null());
  CHECK(fs::exists(scratch / "s.gpkg"));
  CHECK(fs::exists(scratch / "json/patrol_cells.geojson"));
  CHECK(fs::exists(scratch / "csv/junctions.csv"));
  CHECK_FALSE(fs::exists(scratch / "csv/figures.csv"));
  CHECK(has(vedette_program("export " + kScenario + " --csv " + (scratch / "csv")).text,
            "no geo_origin"));
  CHECK(has(vedette_program("export " + kScenario + " --lang zh --csv " + (scratch / "csv")).text,
            "已写入"));
}

TEST_CASE("a recording is exported with what happened") {
  const Scratch scratch("export_recording");
  const std::string file = scratch / "run.vdt";
  REQUIRE(vedette_program("run " + kScenario + " --set duration_h=2 -o " + file).exit_code == 0);
  const Outcome out = vedette_program(
      "export " + file + " --json --gpkg " + (scratch / "r.gpkg") + " --csv " + (scratch / "csv"),
      "2>/dev/null");
  REQUIRE(out.exit_code == 0);
  const auto told = nlohmann::json::parse(out.text);
  for (const char* layer : {"incidents", "tracks", "moves", "halts", "cameras", "doors"})
    CHECK(told["layers"][layer] > 0);
  CHECK(fs::exists(scratch / "csv/figures.csv"));
  CHECK(vedette_program("export " + file + " --set seed=2 --csv " + (scratch / "csv")).exit_code ==
        2);

  // The first half of a recording is damaged, and so are bytes that are none.
  const std::string bytes = vedette::test::bytes_of(file);
  vedette::test::write_bytes(scratch / "half.vdt", bytes.substr(0, bytes.size() / 2));
  vedette::test::write_bytes(scratch / "none.vdt", "nothing of the kind");
  for (const char* bad : {"half.vdt", "none.vdt", "missing.vdt"}) {
    CAPTURE(bad);
    const Outcome damaged =
        vedette_program("export " + (scratch / bad) + " --gpkg " + (scratch / "d.gpkg"));
    CHECK(damaged.exit_code == 2);
    CHECK(has(damaged.text, "error: "));
    CHECK_FALSE(fs::exists(scratch / "d.gpkg"));
  }
}

TEST_CASE("bad usage is said in a sentence") {
  const Scratch scratch("export_usage");
  const auto answer = [&](const std::string& more) {
    return vedette_program("export " + kScenario + " " + more);
  };
  const Outcome nowhere = answer("");
  CHECK(nowhere.exit_code == 2);
  CHECK(has(nowhere.text, "say where to"));
  const Outcome layer = answer("--layers statoins --csv " + (scratch / "x"));
  CHECK(layer.exit_code == 2);
  CHECK(has(layer.text, "Did you mean 'stations'?"));
  const Outcome folder = answer("--gpkg " + (scratch / "no/such/out.gpkg"));
  CHECK(folder.exit_code == 2);
  CHECK(has(folder.text, "there is no folder"));
  CHECK(answer("--geojson " + (scratch / "one.geojson")).exit_code == 2);
  CHECK(answer("--layers response_circles --geojson " + (scratch / "one.geojson")).exit_code == 0);
  CHECK(answer("--buffer 0 --csv " + (scratch / "x")).exit_code == 2);
  CHECK(vedette_program("export no-such-scenario --csv " + (scratch / "x")).exit_code == 2);
}

TEST_CASE("circles of any set of sources as polygons") {
  const Scratch scratch("circles_polygons");
  const std::string file = scratch / "c.geojson";
  const auto circles = [&](const std::string& more) {
    const Outcome out = vedette_program(
        "circles " + kScenario + " --json --geojson " + file + " " + more, "2>/dev/null");
    REQUIRE(out.exit_code == 0);
    const std::string bytes = vedette::test::bytes_of(file);
    const auto map = nlohmann::json::parse(bytes);
    const auto told = nlohmann::json::parse(out.text);
    // What the polygons say is what the command says.
    for (const auto& f : map["features"]) {
      const auto& p = f["properties"];
      const std::string mark = std::to_string(static_cast<int>(p["mark_min"].get<double>()));
      CHECK(p["sources"] == told["sources"]);
      CHECK(p["areas_within"] == told["within"][mark]);
      CHECK(p["share_calls"].get<double>() == Approx(told["share_of_calls"][mark].get<double>()));
    }
    return map;
  };
  const auto area = [](const nlohmann::json& map, std::size_t k) {
    return map["features"][k]["properties"]["area_km2"].get<double>();
  };
  const auto stations = circles("--minutes 1,3");
  REQUIRE(stations["features"].size() == 2);
  CHECK(area(stations, 0) < area(stations, 1));
  const auto both = circles("--minutes 1,3 --from both --hour 8 --at-posts");
  CHECK(area(both, 0) > area(stations, 0));
  const auto night = circles("--minutes 1,3 --from night_cars --hour 23 --at-posts");
  CHECK(night["features"][0]["properties"]["sources"] == 7);
  CHECK(area(circles("--minutes 1 --from night_cars,day_cars --turnout 61 --at-posts"), 0) == 0);
  // On the globe: the town's origin is where it is said to be.
  const auto there = circles("--minutes 1 --set 'city.geo_origin=[109.84, 40.65]'");
  auto first = there["features"][0]["geometry"]["coordinates"];
  while (first[0].is_array()) first = first[0].get<nlohmann::json>();  // down to a position
  CHECK(first[0].get<double>() == Approx(109.84).margin(0.2));
  CHECK(first[1].get<double>() == Approx(40.65).margin(0.2));
  const Outcome wrong = vedette_program("circles " + kScenario + " --from night_crs");
  CHECK(wrong.exit_code == 2);
  CHECK(has(wrong.text, "Did you mean 'night_cars'?"));
}

TEST_CASE("circles of patrols: where they are, the same bytes with any number of workers") {
  const Scratch scratch("moving_circles_command");
  const std::string file = scratch / "moving.geojson";
  const std::string ask =
      "circles " + kScenario + " --json --minutes 1,3,5 --from both --hour 8 --reps 3 ";
  const Outcome one = vedette_program(ask + "--geojson " + file, "2>/dev/null");
  REQUIRE(one.exit_code == 0);
  CHECK(vedette_program(ask + "-j 3", "2>/dev/null").text == one.text);
  const auto told = nlohmann::json::parse(one.text);
  CHECK(told["where"] == "simulated");
  CHECK(told["moments"] == 90);  // 30 an hour, three runs
  // The map's counts are those of the answer, and each circle holds the one of a larger share.
  const auto map = nlohmann::json::parse(vedette::test::bytes_of(file));
  REQUIRE(map["features"].size() == 6);
  double area[2][3];
  for (std::size_t i = 0; i < 6; ++i) {
    const auto& p = map["features"][i]["properties"];
    const std::string mark = std::to_string(static_cast<int>(p["mark_min"].get<double>()));
    const std::string share = i < 3 ? "0.5" : "0.9";
    CHECK(p["share_of_time"] == (i < 3 ? 0.5 : 0.9));
    CHECK(p["areas_within"] == told["within"][mark]["places_by_share_of_time"][share]);
    area[i / 3][i % 3] = p["area_km2"];
  }
  for (std::size_t m = 0; m < 3; ++m) {
    // All of the town is within three minutes.
    CHECK((m == 0 ? area[0][m] > area[1][m] : area[0][m] >= area[1][m]));
    if (m > 0) CHECK(area[0][m] >= area[0][m - 1]);
  }
  // Places, cells and the sum say the same.
  double places = 0;
  for (const auto& p : told["places"]) places += p["share_of_time"]["1"].get<double>();
  CHECK(places == Approx(told["within"]["1"]["places"]["mean"].get<double>()));
  CHECK(told["cells"].size() == 20);
  // Those that are free reach less, and stations alone need no run.
  const auto free = nlohmann::json::parse(vedette_program(ask + "--free", "2>/dev/null").text);
  CHECK(free["within"]["1"]["places"]["mean"] < told["within"]["1"]["places"]["mean"]);
  const auto posts = nlohmann::json::parse(
      vedette_program("circles " + kScenario + " --json --from station_cars", "2>/dev/null").text);
  CHECK_FALSE(posts.contains("where"));
  // The run's first hour is that of the next day: they begin at their posts.
  const Outcome first = vedette_program("circles " + kScenario + " --from units --hour 0 --reps 1");
  CHECK(has(first.text, "30 moments of 1 replications"));
}
