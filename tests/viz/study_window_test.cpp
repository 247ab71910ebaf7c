// SPDX-License-Identifier: Apache-2.0
// Results of a study in the window: designs, runs, one run opened, two compared.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "record/scratch.hpp"
#include "viz/program.hpp"

using namespace vedette;
using namespace vedette::test;

TEST_CASE("from a design to the film of one of its runs, and back") {
  if (!can_draw()) return;
  const auto s = play(study_results() + " --vedette " VEDETTE_PROGRAM, R"(
state
click study.design:day_cars=6
click study.run:3
state
click study.open
wait 60
state
key Y
state
click study.pair
wait 60
state
)");
  REQUIRE(s.size() == 5);
  CHECK(s[0]["study_open"] == true);
  CHECK(s[1]["study_design"] == "day_cars=6");
  CHECK(s[1]["study_rep"] == 3);
  CHECK(s[2]["study_open"] == false);
  CHECK(s[2]["end_s"] == 4 * 3600);
  CHECK(s[3]["study_open"] == true);
  CHECK(s[4]["compare"] == true);
  CHECK(s[4]["pairs"] > 5);
}

TEST_CASE("two scenarios compared without a study's file: their runs open all the same") {
  if (!can_draw()) return;
  const Scratch scratch("view_two_scenarios");
  const std::string scenarios = std::string(VEDETTE_SOURCE_DIR) + "/scenarios/";
  std::filesystem::create_directories(scratch / "mine/fewer-cars");
  std::ofstream(scratch / "mine/fewer-cars/scenario.yaml")
      << "vedette: 1\ninclude: [" << scenarios << "first-response/scenario.yaml]\n"
      << "duration_h: 2\nunits: {day_cars: {count: 6}}\n";
  std::ofstream(scratch / "mine/as-it-is.yaml")
      << "vedette: 1\ninclude: [" << scenarios << "first-response/scenario.yaml]\n"
      << "duration_h: 2\n";
  const std::string file = scratch / "mine/both.vds";
  // As named from the folder in which the user stood.
  const Outcome made =
      in_folder(scratch / "mine", "study as-it-is.yaml fewer-cars --reps 3 -o both.vds");
  INFO(made.err);
  REQUIRE(made.exit_code <= 1);
  const auto s = play(file + " --vedette " VEDETTE_PROGRAM, R"(
state
click study.design:fewer-cars
click study.run:2
click study.pair
wait 60
state
)");
  REQUIRE(s.size() == 2);
  CHECK(s[0]["study_missing"].empty());
  CHECK(s[1]["compare"] == true);
  CHECK(s[1]["end_s"] == 2 * 3600);
  CHECK(s[1]["message"] == "");
  // Only the results, elsewhere: what is missing is named, and found once its place is given.
  std::filesystem::create_directories(scratch / "away");
  std::filesystem::copy_file(file, scratch / "away/both.vds");
  std::filesystem::rename(scratch / "mine", scratch / "moved");
  const auto t = play((scratch / "away/both.vds") + " --vedette " VEDETTE_PROGRAM,
                      "state\nclick study.design:fewer-cars\nclick study.run:2\nclick "
                      "study.open\nstate\nclick study.source\n"
                      "text " +
                          (scratch / "moved") +
                          "\nclick study.look\nstate\nclick study.open\nwait 60\nstate\n");
  REQUIRE(t.size() == 4);
  CHECK(t[0]["study_missing"] == nlohmann::json{"as-it-is.yaml", "fewer-cars"});
  CHECK(t[1]["message"] == "no_study_file");
  CHECK(t[2]["study_missing"].empty());
  CHECK(t[3]["study_open"] == false);
  CHECK(t[3]["end_s"] == 2 * 3600);
  // A scenario that is not what it was is told.
  std::ofstream(scratch / "moved/fewer-cars/scenario.yaml", std::ios::app) << "seed: 5\n";
  const auto u = play((scratch / "away/both.vds") + " --scenario " + (scratch / "moved") +
                          " --vedette " VEDETTE_PROGRAM,
                      R"(
click study.design:fewer-cars
click study.run:1
click study.open
wait 60
state
)");
  REQUIRE(u.size() == 1);
  CHECK(u[0]["message"] == "scenario_changed");
}

TEST_CASE("a study looks as it did, in Chinese too") {
  if (!can_draw()) return;
  const Scratch scratch("view_study_shot");
  for (const char* lang : {"en", "zh"}) {
    const Outcome o =
        view(study_results() + " --size 960x600 --lang " + lang + " --shot " + (scratch / "a.png"));
    INFO(o.err);
    REQUIRE(o.exit_code == 0);
    CHECK(colours(quarter(read_png(scratch / "a.png"))) > 15);
  }
}
