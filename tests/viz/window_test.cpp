// SPDX-License-Identifier: Apache-2.0
// The program: pictures, clicks and keys, on recordings of a real scenario.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "record/scratch.hpp"
#include "viz/program.hpp"

using namespace vedette;
using namespace vedette::test;

namespace {

const std::string kScenario = std::string(VEDETTE_SOURCE_DIR) + "/scenarios/first-response";
const std::string kPictures = std::string(VEDETTE_SOURCE_DIR) + "/tests/viz/pictures/";

/// Compares with the stored picture; VEDETTE_ACCEPT=1 stores it.
void looks_like(const std::string& name, const std::string& arguments) {
  CAPTURE(name);
  const Scratch scratch("view_picture");
  const Outcome o = view(arguments + " --size 960x600 --shot " + (scratch / "a.png"));
  INFO(o.err);
  REQUIRE(o.exit_code == 0);
  const Picture now = quarter(read_png(scratch / "a.png"));
  CHECK(colours(now) > 20);
  const std::string stored = kPictures + name + ".png";
  if (std::getenv("VEDETTE_ACCEPT")) write_png(stored, now);
  CHECK(difference(now, read_png(stored)) < 2.5);
}

}  // namespace

TEST_CASE("pictures look as they did") {
  if (!can_draw()) return;
  looks_like("alarm", day_recording() + " --at 2:29:05 --fit site --select incident:9");
  looks_like("city-circles-light",
             day_recording() + " --at 14:00 --fit city --theme light --layers +circles");
  looks_like("chinese-heat", day_recording() + " --at 20:00 --fit city --lang zh --heat response");
  looks_like("scenario", kScenario + " --fit site --layers +blind_spots");
  looks_like("compare", day_recording() + " " + day_recording() + " --at 14:00 --tab figures");
}

TEST_CASE("the same picture twice is the same bytes") {
  if (!can_draw()) return;
  const Scratch scratch("view_same");
  for (const char* name : {"a.png", "b.png"})
    REQUIRE(
        view(day_recording() + " --at 12:00 --size 640x400 --shot " + (scratch / name)).exit_code ==
        0);
  CHECK(read_png(scratch / "a.png").rgb == read_png(scratch / "b.png").rgb);
}

TEST_CASE("time by mouse and keys") {
  if (!can_draw()) return;
  const auto s = play(day_recording(), R"(
at 2:00:00
state
click time.play
frames 30
state
key Space
state
key Shift+Right
key Right
state
key Home
key .
state
key X
state
click timeline+400,8
state
move timeline+600,8
state
key L
state
key End
state
)");
  REQUIRE(s.size() == 10);
  CHECK(s[0]["time_s"] == 7200);
  CHECK(s[1]["playing"] == true);
  CHECK(s[1]["time_s"] > 7200);
  CHECK(s[2]["playing"] == false);
  CHECK(s[3]["time_s"].get<double>() == Approx(s[2]["time_s"].get<double>() + 11));
  CHECK(s[4]["time_s"] > 0);
  CHECK(s[5]["cuts"] == 0);
  CHECK(s[6]["time_s"] != s[4]["time_s"]);
  CHECK(s[7]["time_s"] == s[6]["time_s"]);   // the cursor stays
  CHECK(s[7]["shown_s"] > s[6]["shown_s"]);  // everything previews what is under the mouse
  CHECK(s[8]["loop"] == true);
  CHECK(s[9]["time_s"] == 86400);
}

TEST_CASE("from a list to an incident, its stages, the map") {
  if (!can_draw()) return;
  const auto s = play(day_recording() + " --tab incident,figures", R"(
at 2:29:05
click incident:9
state
click stage:assessed
state
click incident.from_start
state
key Escape
state
click worst:calls.response_s.mean
state
)");
  REQUIRE(s.size() == 5);
  CHECK(s[0]["selected_incident"] == 9);
  // Assessed, and half a minute before, the beam is broken.
  CHECK(s[1]["time_s"].get<double>() > s[2]["time_s"].get<double>());
  CHECK(s[1]["time_s"].get<double>() < s[2]["time_s"].get<double>() + 120);
  CHECK(s[2]["time_s"] == Approx(8911.6).margin(0.5));
  CHECK(s[3]["selected_incident"] == -1);
  CHECK(s[4]["selected_incident"] >= 0);
}

TEST_CASE("search, palette, help, theme, notes by keys") {
  if (!can_draw()) return;
  const auto s = play(day_recording(), R"(
key Ctrl+F
frames 2
text guard-3
key Return
state
key Escape
key Ctrl+K
state
text worst case
key Return
state
key ?
state
key Escape
key T
key Ctrl++
key M
state
)");
  REQUIRE(s.size() == 5);
  CHECK(s[0]["selected_entity"] == "guard-3");
  CHECK(s[1]["palette"] == true);
  CHECK(s[2]["palette"] == false);
  CHECK(s[2]["selected_incident"] >= 0);
  CHECK(s[3]["help"] == true);
  CHECK(s[4]["dark"] == false);
  CHECK(s[4]["scale"] == 1.25);
  CHECK(s[4]["notes"] == 1);
  std::filesystem::remove(day_recording() + ".notes.json");
}

TEST_CASE("what if: camera dragged, road closed, station moved, undone, run again") {
  if (!can_draw()) return;
  const auto s =
      play(day_recording() + " --fit site --scenario " + kScenario + " --vedette " VEDETTE_PROGRAM,
           R"(
key Shift+1
drag world:489.5,3015 40 -60
state
key Ctrl+Z
state
key Ctrl+Y
state
run what_if.road
run map.fit_city
frames 3
click world:3970,3018
state
at 6:00:00
key Ctrl+R
compare 60
wait 60
state
)");
  REQUIRE(s.size() == 5);
  CHECK(s[0]["edits"] == 1);
  CHECK(s[1]["edits"] == 0);
  CHECK(s[1]["seen_share"] != s[0]["seen_share"]);
  CHECK(s[2]["seen_share"] == s[0]["seen_share"]);
  CHECK(s[4]["compare"] == true);
  CHECK(s[4]["pairs"] > 100);
  // From the cursor on: what lies before is the same run.
  CHECK((s[4]["first_change_s"] == -1 || s[4]["first_change_s"] >= 6 * 3600));
}

TEST_CASE("a script and a film that are told to leave do so") {
  if (!can_draw()) return;
  const Scratch scratch("view_leave");
  std::ofstream(scratch / "script") << "frames 5000\n";
  for (const std::string& way :
       {"--script " + (scratch / "script"), "--frames " + (scratch / "film") + " --speed 1"}) {
    CAPTURE(way);
    const Outcome o = view(day_recording() + " --size 640x400 " + way +
                           " & pid=$!; sleep 2; kill -TERM $pid; wait $pid");
    CHECK((o.exit_code == 3 || o.exit_code == 128 + 15));  // before the window, as by itself
  }
}

TEST_CASE("what is wrong is said in a sentence, exit 2") {
  const Scratch scratch("view_wrong");
  std::ofstream(scratch / "not.vdt") << "this is no recording";
  std::ofstream(scratch / "bad.yaml") << "vedette: 1\ncity: {roads: 3}\n";
  for (const std::string& arguments :
       {scratch / "not.vdt", scratch / "none.vdt", scratch / "bad.yaml", std::string(),
        day_recording() + " --at x", day_recording() + " --frobnicate 3",
        day_recording() + " --size 3", day_recording() + " --select incident:99999"}) {
    CAPTURE(arguments);
    const Outcome o = view(arguments + " --shot " + (scratch / "a.png"));
    CHECK(o.exit_code == 2);
    CHECK(o.err.size() > 10);
  }
}

TEST_CASE("a name that is none is told with those that there are") {
  const std::pair<const char*, const char*> said[] = {
      {"--tab plot", "did you mean plots? There are incidents, layers, search"},
      {"--layers +circels", "did you mean circles? There are heat, circles, cells"},
      {"--heat frost", "there are response, within, visits, idle"},
      {"--fit town", "there are all, city, site, selected"},
      {"--select unit:day_cars-11", "did you mean day_cars-1"},
      {"--select incident:99999", "no such incident, there are 2"},
      {"--run map.fit_sites", "did you mean map.fit_site"},
      {"--run study.open", "cannot be run with what is open"}};
  if (!can_draw()) return;
  const Scratch scratch("view_names");
  for (const auto& [arguments, words] : said) {
    const Outcome o =
        view(day_recording() + " " + arguments + " --size 320x240 --shot " + (scratch / "a.png"));
    CAPTURE(arguments, o.err);
    CHECK(o.exit_code == 2);
    CHECK(o.err.find(words) != std::string::npos);
  }
  std::ofstream(scratch / "script") << "click time.plya\n";
  const Outcome o = view(day_recording() + " --script " + (scratch / "script"));
  CHECK(o.exit_code == 1);
  CHECK(o.err == "script: time.plya: not on the screen, did you mean time.play?\n");
}

TEST_CASE("districts are a layer of their own") {
  if (!can_draw()) return;
  const Scratch scratch("view_districts");
  for (const char* layer : {"-districts", "+districts"})
    REQUIRE(view(day_recording() + " --size 640x400 --fit city --layers " + layer + " --shot " +
                 (scratch / (std::string(layer + 1) + layer[0] + ".png")))
                .exit_code == 0);
  CHECK(difference(read_png(scratch / "districts-.png"), read_png(scratch / "districts+.png")) > 2);
}
