// SPDX-License-Identifier: Apache-2.0
// Clicks and keys through all of Time, the incident's view and What if by hand.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "record/scratch.hpp"
#include "viz/program.hpp"

using namespace vedette;
using namespace vedette::test;

namespace {

const std::string kScenario = VEDETTE_SOURCE_DIR "/scenarios/first-response";

double seconds_of(const nlohmann::json& state) {
  return state["time_s"].get<double>();
}
double shown_s(const nlohmann::json& state) {
  return state["bar_s"][1].get<double>() - state["bar_s"][0].get<double>();
}

/// A recording of one's own, so that notes beside it are no other test's.
struct Copy {
  Scratch scratch;
  std::string path;
  explicit Copy(const std::string& name) : scratch(name), path(scratch / "day.vdt") {
    std::filesystem::copy_file(day_recording(), path);
  }
};

}  // namespace

TEST_CASE("the time bar: zoomed by wheel and keys, dragged, followed, every stretch shown") {
  if (!can_draw()) return;
  const auto s = play(day_recording(), R"(
key X
at 12:00:00
state
wheel timeline+600,8 1
wheel timeline+600,8 1
wheel timeline+600,8 1
wheel timeline+600,8 1
state
right_drag timeline+600,8 -150 0
state
key +
state
key -
key -
state
key Shift+0
state
move timeline+300,30
state
key End
key Left
state
)");
  REQUIRE(s.size() == 8);
  CHECK(shown_s(s[0]) == Approx(86400));
  CHECK(shown_s(s[1]) < shown_s(s[0]) / 2);
  CHECK(shown_s(s[2]) == Approx(shown_s(s[1])));
  CHECK(s[2]["bar_s"][0] > s[1]["bar_s"][0]);
  CHECK(shown_s(s[3]) == Approx(shown_s(s[2]) / 2).epsilon(0.01));
  CHECK(shown_s(s[4]) == Approx(shown_s(s[2]) * 2).epsilon(0.01));
  CHECK(shown_s(s[5]) == Approx(86400));
  CHECK(s[6]["shown_s"] != s[6]["time_s"]);  // the moment under the mouse
  CHECK(seconds_of(s[7]) == 86399);
}

TEST_CASE("playing jumps over idle stretches both ways, loops, and ends by itself") {
  if (!can_draw()) return;
  const auto s = play(day_recording(), R"(
state
key X
state
key X
at 3:00:00
run time.faster
run time.faster
run time.faster
key Space
frames 120
state
key R
frames 60
state
key Space
key R
at 23:59:50
key Space
frames 240
state
)");
  REQUIRE(s.size() == 5);
  CHECK(s[0]["cuts"] > 0);
  CHECK(s[1]["cuts"] == 0);
  // Two seconds at that speed would get so far; cuts take no time.
  CHECK(seconds_of(s[2]) > 3 * 3600);
  CHECK(seconds_of(s[3]) < seconds_of(s[2]));
  CHECK(s[3]["reverse"] == true);
  CHECK(seconds_of(s[4]) == 86400);
  CHECK(s[4]["playing"] == false);
}

TEST_CASE("each rule that pauses finds its moments, and all can be switched off again") {
  if (!can_draw()) return;
  std::string script = "click breaks\n";
  for (int rule = 0; rule < 7; ++rule) {
    const std::string n = std::to_string(rule);
    script += "click break." + n + "\nstate\nclick break." + n + "\n";
  }
  script += "state\n";
  // What is selected has moments too.
  const auto s = play(day_recording() + " --select guard:guard-3", script);
  REQUIRE(s.size() == 8);
  for (const std::size_t rule : {3u, 4u, 5u, 6u}) {
    CAPTURE(rule);
    CHECK(s[rule]["breaks"] > 0);
  }
  CHECK(s[7]["breaks"] == 0);
}

TEST_CASE("notes are written, found again after a new start, gone to, and removed") {
  if (!can_draw()) return;
  const Copy copy("view_notes");
  const auto s = play(copy.path + " --tab notes", R"(
at 2:29:05
key N
frames 2
text the guard runs the wrong way
key Return
state
at 5:00:00
key M
state
at 9:00:00
frames 2
click note:0
state
)");
  REQUIRE(s.size() == 3);
  CHECK(s[0]["notes"] == 1);
  CHECK(s[1]["notes"] == 2);
  CHECK(seconds_of(s[2]) == 2 * 3600 + 29 * 60 + 5);
  REQUIRE(std::filesystem::exists(copy.path + ".notes.json"));
  const auto t = play(copy.path + " --tab notes", "state\nclick note.remove:1\nstate\n");
  REQUIRE(t.size() == 2);
  CHECK(t[0]["notes"] == 2);
  CHECK(t[1]["notes"] == 1);
}

TEST_CASE("an incident: every stage, what each did, the call that it led to, and back") {
  if (!can_draw()) return;
  const auto s = play(day_recording() + " --scale 0.75 --tab incident --select incident:9", R"(
key Ctrl+3
at 2:28:00
click stage:sensed
state
click stage:acknowledged
state
click stage:assessed
state
click stage:guards_dispatched
state
click stage:guard_arrived
state
key .
state
key ,
state
click incident.led_to
state
click incident.parent
state
click story:1
state
click incident.loop
state
click incident.from_start
state
)");
  REQUIRE(s.size() == 12);
  for (std::size_t i = 1; i < 5; ++i) CHECK(seconds_of(s[i]) > seconds_of(s[i - 1]));
  CHECK(seconds_of(s[5]) > seconds_of(s[4]));  // along the stages of what is selected
  CHECK(seconds_of(s[6]) == seconds_of(s[4]));
  CHECK(s[7]["selected_incident"] != 9);
  CHECK(s[8]["selected_incident"] == 9);
  CHECK(seconds_of(s[9]) >= seconds_of(s[0]) - 5);
  CHECK(s[10]["loop"] == true);
  CHECK(seconds_of(s[11]) <= seconds_of(s[0]));
}

TEST_CASE("from the map: incident, guard, camera are picked, followed and let go of") {
  if (!can_draw()) return;
  const auto s = play(day_recording() + " --fit site", R"(
at 2:29:30
click incident:9
frames 2
key Escape
run map.fit_site
frames 3
click world:489.5,3015
state
key F
state
drag map+200,200 50 30
state
wheel map+400,300 2
state
key 0
frames 2
state
)");
  REQUIRE(s.size() == 5);
  CHECK(s[0]["selected_entity"] != "");
  CHECK(s[1]["follow"] == true);
  CHECK(s[2]["follow"] == false);  // whoever drags the map is no longer led
  CHECK(s[2]["map_m"] != s[1]["map_m"]);
  CHECK(s[3]["px_per_m"].get<double>() ==
        Approx(s[2]["px_per_m"].get<double>() * 1.5625).epsilon(0.001));
  CHECK(s[4]["px_per_m"] < s[3]["px_per_m"]);
}

TEST_CASE("what if, by its buttons: tools, undo and redo, run again, both closed again") {
  if (!can_draw()) return;
  const auto s = play(day_recording() + " --scale 0.75 --fit site --tab what_if --scenario " +
                          kScenario + " --vedette " VEDETTE_PROGRAM,
                      R"(
click what_if.camera
state
drag world:489.5,3015 30 -40
state
key Escape
state
click what_if.undo
state
click what_if.redo
state
run map.fit_city
frames 3
click what_if.road
click world:3970,3018
state
click world:3970,3018
state
key Escape
at 20:00:00
click what_if.run
compare 60
wait 60
state
click view.close_other
state
)");
  REQUIRE(s.size() == 9);
  CHECK(s[0]["tool"] == 1);
  CHECK(s[1]["edits"] == 1);
  CHECK(s[1]["seen_share"] != s[0]["seen_share"]);
  CHECK(s[2]["tool"] == 0);
  CHECK(s[3]["edits"] == 0);
  CHECK(s[3]["seen_share"] == s[0]["seen_share"]);
  CHECK(s[4]["seen_share"] == s[1]["seen_share"]);
  CHECK(s[5]["edits"].get<int>() >= 1);
  CHECK(s[7]["compare"] == true);
  CHECK(s[7]["pairs"] > 100);
  CHECK((s[7]["first_change_s"] == -1 || s[7]["first_change_s"] >= 20 * 3600));
  CHECK(s[8]["compare"] == false);
}

TEST_CASE("devices out of order: the lane, the row, the inspector, the next failure") {
  if (!can_draw()) return;
  const Scratch scratch("view_out_of_order");
  const std::string file = scratch / "run.vdt";
  for (const char* level : {"full", "events"}) {
    CAPTURE(level);
    std::filesystem::remove(file);
    REQUIRE(simulate("run " + kScenario + " --set duration_h=4 --fail cam-03@1h..3h --record " +
                     level + " -o " + file + " >/dev/null")
                .exit_code == 0);
    const auto s = play(file + " --fit site", R"(
at 0:30:00
state
at 2:00:00
state
click pin:lane.conditions
state
click breaks
click break.5
state
key Escape
click time.first
run time.next
state
)");
    REQUIRE(s.size() == 5);
    CHECK(s[0]["out_of_order"] == 0);
    CHECK(s[1]["out_of_order"] > 0);
    CHECK(s[2]["pinned"] == nlohmann::json{"lane.conditions"});
    CHECK(s[3]["breaks"] > 0);
    const auto t = play(file + " --scale 0.75 --select camera:cam-03 --at 2:00:00",
                        "key Ctrl+3\nstate\nclick condition:0\nstate\n");
    CHECK(t[0]["condition"] == "condition.what_if");
    CHECK(seconds_of(t[1]) == 3600);
  }
}

TEST_CASE("on a small window all panels are tabs of one; what is chosen comes to the front") {
  if (!can_draw()) return;
  const auto s = play(day_recording() + " --scale 2.5 --tab figures", R"(
frames 3
click figure:calls.n
state
run panel.incidents
frames 3
click filter.open
run panel.log
frames 3
click log.selected
state
key Shift+K
frames 3
key 0
state
)");
  REQUIRE(s.size() == 3);
  CHECK(s[0]["plotted"] == nlohmann::json{"calls.n"});
  CHECK(s[2]["px_per_m"] > 0);
}

TEST_CASE("an overlay saved by hand is a scenario that runs; a painted patrol has a new name") {
  if (!can_draw()) return;
  const Copy copy("view_overlay_runs");
  const auto paint = [&](const std::string& scenario, const std::string& recording) {
    const auto s = play(recording + " --fit city --scenario " + scenario,
                        "frames 2\nrun what_if.paint\ndrag world:3970,3018 40 30\n"
                        "key Ctrl+S\nstate\n");
    CHECK(s.at(0)["edits"] == 1);
    return recording + ".overlay.yaml";
  };
  const std::string overlay = paint(kScenario, copy.path), next = copy.scratch / "next.vdt";
  const Outcome o = simulate("run " + overlay + " -o " + next + " >/dev/null");
  INFO(o.err);
  REQUIRE(o.exit_code == 0);
  const std::string again = paint(overlay, next);
  std::ifstream in(again);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  CHECK(text.find("painted-2") != std::string::npos);
  CHECK(text.find("painted-1") == std::string::npos);
  CHECK(simulate("check " + again).exit_code == 0);
}

TEST_CASE("blind spots of another storey; a map that is fitted stays so beside a second one") {
  if (!can_draw()) return;
  const Scratch scratch("view_storeys");
  const std::string file = scratch / "run.vdt";
  REQUIRE(simulate("run " VEDETTE_SOURCE_DIR "/scenarios/wuhai-centre --set duration_h=1 -o " +
                   file + " >/dev/null")
              .exit_code == 0);
  const auto s = play(file + " --fit site --layers +blind_spots", R"(
frames 3
state
run map.floor_up
frames 3
state
key Ctrl+2
frames 3
state
)");
  REQUIRE(s.size() == 3);
  CHECK(s[1]["level"] == 2);
  CHECK(s[1]["storey_seen"] > 0);
  CHECK(s[1]["storey_seen"] != s[0]["storey_seen"]);
  CHECK(s[1]["seen_share"] == s[0]["seen_share"]);  // the ground is as it was
  CHECK(s[2]["px_per_m"] >= s[1]["px_per_m"]);      // wider, so larger
}

TEST_CASE("a right click on the map opens what can be done with what is there") {
  if (!can_draw()) return;
  const auto s = play(day_recording() + " --fit site", R"(
frames 3
right world:489.5,3015
frames 2
click menu:map.follow
state
right world:489.5,3015
frames 2
click menu:what_if.camera
state
)");
  REQUIRE(s.size() == 2);
  CHECK(s[0]["selected_entity"] == "cam-03");
  CHECK(s[0]["follow"] == true);
  CHECK(s[1]["tool"] == 1);
}
