// SPDX-License-Identifier: Apache-2.0
// Clicks and keys through everything that a user does with time, incidents, measures and keys.
#include <catch2/catch.hpp>
#include <filesystem>

#include "record/scratch.hpp"
#include "viz/program.hpp"

using namespace vedette;
using namespace vedette::test;

TEST_CASE("speed, reverse, loops, break rules, next and previous by mouse") {
  if (!can_draw()) return;
  const auto s = play(day_recording(), R"(
at 3:00:00
click time.faster
click time.faster
state
key [
state
click time.reverse
click time.play
frames 20
state
click time.play
click time.reverse
shift on
drag timeline+300,8 120 0
shift off
state
click time.loop
state
click breaks
click break.3
key Escape
at 0:00:00
key ]
key ]
key ]
key ]
key ]
key ]
click time.play
frames 1200
state
click time.previous
state
click time.next
state
click time.first
state
)");
  REQUIRE(s.size() == 9);
  CHECK(s[0]["speed"] > s[1]["speed"]);
  CHECK(s[2]["reverse"] == true);
  CHECK(s[2]["time_s"] < 3 * 3600);
  CHECK(s[3]["loop"] == true);
  CHECK(s[3]["reverse"] == false);
  CHECK(s[4]["loop"] == false);
  CHECK(s[5]["message"] == "break");  // stopped by itself at the first real alarm
  CHECK(s[5]["playing"] == false);
  CHECK(s[5]["time_s"] == Approx(8911.6).margin(2));
  CHECK(s[6]["time_s"] < s[5]["time_s"]);
  CHECK(s[7]["time_s"] > s[6]["time_s"]);
  CHECK(s[8]["time_s"] == 0);
}

TEST_CASE("lanes open and stay on top; marks of the time bar are picked") {
  if (!can_draw()) return;
  const auto s = play(day_recording(), R"(
click pin:lane.calls
state
click lane:lane.guards
frames 2
click lane:guard-3
state
key K
state
click pin:lane.calls
state
wheel timeline+500,30 3
wheel timeline+500,30 3
drag timeline+500,30 60 0
state
)");
  REQUIRE(s.size() == 5);
  CHECK(s[0]["pinned"] == nlohmann::json{"lane.calls"});
  CHECK(s[1]["selected_entity"] == "guard-3");
  CHECK(s[2]["pinned"] == nlohmann::json{"lane.calls", "entity:guard-3"});
  CHECK(s[3]["pinned"] == nlohmann::json{"entity:guard-3"});
  CHECK(s[4]["time_s"] > 0);
}

TEST_CASE("the steps of a plan lead to their moments") {
  if (!can_draw()) return;
  // Small, and without the time bar, so that all of it is in view.
  const auto s = play(drill_recording() + " --scale 0.75 --tab incidents,incident", R"(
key Ctrl+3
at 0:34:00
click filter.open
click incident:2
state
click step:assess
state
click incident.loop
state
)");
  REQUIRE(s.size() == 3);
  CHECK(s[0]["selected_incident"] == 2);
  CHECK(s[1]["time_s"] ==
        Approx(1468.136).margin(0.01));  // assessing is due from the acknowledgement
  CHECK(s[2]["loop"] == true);
}

TEST_CASE("any measure is drawn over time; heat and circles of an hour") {
  if (!can_draw()) return;
  const auto s = play(day_recording() + " --tab figures --layers +circles", R"(
state
click figure:calls.response_s.mean
frames 2
state
key >
key >
state
key <
key <
key <
state
)");
  REQUIRE(s.size() == 4);
  CHECK(s[0]["plotted"].empty());
  CHECK(s[1]["plotted"] == nlohmann::json{"calls.response_s.mean"});
  CHECK(s[2]["hour"] == 1);
  CHECK(s[3]["hour"] == -1);
}

TEST_CASE("a command gets another key, and keeps it") {
  if (!can_draw()) return;
  const auto s = play(day_recording(), R"(
key ?
click bind:bookmark
state
key F5
state
key Escape
key F5
state
key M
state
key ?
click help.reset
key Escape
key M
state
)");
  REQUIRE(s.size() == 5);
  CHECK(s[0]["binding"] == "bookmark");
  CHECK(s[1]["binding"] == "");
  CHECK(s[1]["notes"] == 0);
  CHECK(s[2]["notes"] == 1);
  CHECK(s[3]["notes"] == 1);  // the old key does nothing any more
  CHECK(s[4]["notes"] == 2);
  std::filesystem::remove(day_recording() + ".notes.json");
}

TEST_CASE("a camera is turned, a station moved, a patrol painted, and saved as a scenario") {
  if (!can_draw()) return;
  const Scratch scratch("view_actions");
  const std::string copy = scratch / "day.vdt";
  std::filesystem::copy_file(day_recording(), copy);
  const std::string scenario = VEDETTE_SOURCE_DIR "/scenarios/first-response";
  const auto s = play(copy + " --fit site --scenario " + scenario, R"(
key Shift+1
shift on
drag world:489.5,3015 40 -60
shift off
state
run map.fit_city
frames 3
run what_if.station
drag world:2000,2000 90 40
state
run what_if.paint
drag world:2500,2500 60 30
state
key Ctrl+S
state
)");
  REQUIRE(s.size() == 4);
  CHECK(s[0]["edits"] == 1);
  CHECK(s[2]["edits"] >= 2);
  CHECK(s[3]["message"] == copy + ".overlay.yaml");
  const Outcome checked = simulate("check " + copy + ".overlay.yaml");
  INFO(checked.out << checked.err);
  CHECK(checked.exit_code == 0);
}

TEST_CASE("two recordings as two maps or as one with the change") {
  if (!can_draw()) return;
  const auto s = play(day_recording() + " " + day_recording(), R"(
state
key Shift+D
state
key D
key Shift+D
state
run view.close_other
state
)");
  REQUIRE(s.size() == 4);
  CHECK(s[0]["split"] == true);
  CHECK(s[0]["compare"] == true);
  CHECK(s[1]["split"] == false);
  CHECK(s[2]["split"] == true);
  CHECK(s[3]["compare"] == false);
}
