// SPDX-License-Identifier: Apache-2.0
// `vedette import roads`: exit codes, what it prints and what it writes.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

namespace fs = std::filesystem;

namespace {

struct Outcome {
  int exit_code = -1;
  std::string text;
};

// The program with `arguments`, in `folder`; `streams` says which of its streams are looked at.
Outcome vedette(const fs::path& folder, const std::string& arguments, const char* streams) {
  const std::string command = "cd '" + folder.string() + "' && " + std::string(VEDETTE_PROGRAM) +
                              " " + arguments + " " + streams;
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

// Three junctions in a row in degrees, the last of which cannot be left; a post beside the first.
class Town {
 public:
  Town() : folder_(fs::path(VEDETTE_BINARY_DIR) / ("cli_import_" + std::to_string(getpid()))) {
    fs::remove_all(folder_);
    write("in/n.csv", "id,lon,lat\n1,8,50\n2,8.01,50\n3,8.02,50\n");
    write("in/r.csv", "a,b,way\n1,2,0\n2,3,1\n2,2,0\n");
    write("in/p.csv", "post,lon,lat\nP1,8,50.0001\n");
    write("town.yaml", mapping());
  }
  ~Town() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }
  std::string read(const std::string& name) const {
    std::ifstream file(folder_ / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  Outcome run(const std::string& more, const char* streams = "2>/dev/null") const {
    return vedette(folder_, "import roads in --mapping town.yaml " + more, streams);
  }
  Outcome any(const std::string& arguments) const {
    return vedette(folder_, arguments, "2>/dev/null");
  }
  Outcome both(const std::string& arguments) const { return vedette(folder_, arguments, "2>&1"); }
  bool has(const std::string& name) const { return fs::exists(folder_ / name); }

 private:
  static std::string mapping() {
    return "vedette: 1\nimport: roads\nsource: \"a made-up town\"\n"
           "tables:\n"
           "  junctions: {file: n.csv, id: id, x: lon, y: lat, coordinates: wgs84}\n"
           "  roads: {file: r.csv, from: a, to: b, oneway: way}\n"
           "  stations: {file: p.csv, id: post, x: lon, y: lat}\n"
           "name: Tiny\nstart: \"2026-03-02T00:00:00+08:00\"\nduration_h: 24\n"
           "models:\n"
           "  roads:\n"
           "    lanes: {default_speed_kmh: 36, siren_factor: 1, sources: {\"*\": \"assumption: a"
           " test\"}}\n"
           "city: {road_type: lanes}\n";
  }
  fs::path folder_;
};

}  // namespace

TEST_CASE("import roads writes a scenario that check accepts, and says what was left out") {
  const Town town;
  const Outcome o = town.run("-o out");
  CHECK(o.exit_code == 0);
  CHECK(o.text ==
        "n.csv (junctions): 2 taken, 1 dropped\n"
        "  dropped, cannot be reached from the rest and left again: 1 row(s)\n"
        "r.csv (roads): 1 taken, 2 dropped\n"
        "  dropped, from a junction to itself: 1 row(s)\n"
        "  dropped, one of its junctions is left out: 1 row(s)\n"
        "p.csv (stations): 1 taken, 0 dropped\n"
        "1 station(s) moved to the nearest junction, the furthest P1 by 11.1 m\n"
        "The scenario is in out: try `vedette circles out`.\n");
  for (const char* file : {"scenario.yaml", "models.yaml", "junctions.csv", "roads.csv",
                           "stations.csv", "scenario.schema.json", "import-report.json"})
    CHECK(town.has(std::string("out/") + file));
  CHECK(town.any("check out").exit_code == 0);
  CHECK(town.any("circles out --minutes 1,3").exit_code == 0);
  const std::string before = town.read("out/import-report.json");
  CHECK(town.run("-o out").exit_code == 0);
  CHECK(town.read("out/import-report.json") == before);
}

TEST_CASE("import roads: in Chinese and as JSON") {
  const Town town;
  CHECK(town.run("-o zh --lang zh").text.find("1 个警务工作站移至最近路口") != std::string::npos);
  const Outcome o = town.run("-o json --json");
  const auto document = nlohmann::json::parse(o.text);
  CHECK(document["ok"] == true);
  CHECK(document["out"] == "json");
  CHECK(document["totals"]["junctions"] == 2);
  CHECK(document["stations_snapped"][0]["junction"] == "1");
  CHECK(document["geo_origin"][0] == 8.01);
}

TEST_CASE(
    "import roads: bad input, a folder of others and one that cannot be written differ in their "
    "exit code") {
  const Town town;
  CHECK(town.any("import").exit_code == 2);
  town.write("in/r.csv", "a,b,way\n1,9,perhaps\n");
  Outcome o = town.run("-o out", "2>&1");
  CHECK(o.exit_code == 2);
  CHECK(o.text.find("in/r.csv:2:3: error: there is no junction '9'") != std::string::npos);
  CHECK(o.text.find("in/r.csv:2:5: error: 'perhaps' does not say") != std::string::npos);
  CHECK_FALSE(town.has("out"));
  town.write("in/r.csv", "a,b,way\n1,2,0\n");
  town.write("mine/scenario.yaml", "mine\n");
  CHECK(town.run("-o mine").exit_code == 2);
  CHECK(town.read("mine/scenario.yaml") == "mine\n");
  CHECK(town.run("-o in/n.csv/out").exit_code == 3);
}

TEST_CASE("a number with a unit is told in words; errors alike are counted; Chinese errors") {
  const Town town;
  REQUIRE(town.run("-o out").exit_code == 0);
  const Outcome minutes = town.both("circles out --minutes 3min");
  CHECK(minutes.exit_code == 2);
  CHECK_THAT(minutes.text, Catch::Contains("'3min' is not a number above 0, without a unit"));
  CHECK_THAT(town.both("circles out --minutes 1,3").text, Catch::Contains(" min), mean "));
  std::string roads = "a,b,way\n";
  for (int i = 0; i < 1005; ++i) roads += "1,2,perhaps " + std::to_string(i) + "\n";
  town.write("in/r.csv", roads);
  const Outcome told = town.run("-o out2", "2>&1 >/dev/null");
  CHECK(told.exit_code == 2);
  CHECK_THAT(told.text, Catch::Contains("r.csv:22:5: error: and 985 more like it: 'perhaps 20'"));
  CHECK(std::count(told.text.begin(), told.text.end(), '\n') == 41);
  const Outcome all = town.run("-o out2 --json");
  CHECK(nlohmann::json::parse(all.text)["diagnostics"].size() == 1005);
  const Outcome chinese = town.run("-o out2 --lang zh", "2>&1 >/dev/null");
  CHECK_THAT(chinese.text, Catch::Contains("：错误：“perhaps 0”看不出道路是否单行"));
  CHECK_THAT(chinese.text, Catch::Contains("另有 985 处类似"));
  CHECK_THAT(town.both("check nowhere --lang zh").text, Catch::Contains("没有这个文件"));
}
