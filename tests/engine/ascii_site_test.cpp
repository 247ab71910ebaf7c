// SPDX-License-Identifier: Apache-2.0
// Sites drawn as maps: what is read from the drawing, and a run whose times are counted in squares.
#include "support/ascii_site.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "engine/small_scenarios.hpp"

namespace vedette {
namespace {

using testing::ascii_scenario;
using testing::ascii_site;
using testing::AsciiOrder;
using testing::LogSink;
using testing::run_direct;

constexpr const char* kYard = R"(
    ....I.......
    ############
    #111111111.#
    #....^.....#
    #.xxxDxxx..#
    #.x..A..x..#
    #.xxxxxxx.G#
    #########D##
       C.+.....
)";

std::shared_ptr<const World> world_of(const std::string& text) {
  Diagnostics diagnostics;
  auto world = load_world_text(text, "drawn.yaml", {}, diagnostics);
  for (const Diagnostic& d : diagnostics.sorted()) UNSCOPED_INFO(to_text(d));
  REQUIRE(world);
  return world;
}

TEST_CASE("a drawn map becomes walls, doors, zones, cameras, posts and paths") {
  const auto site = ascii_site(kYard);
  CHECK(site.at("G1") == "[52.5, 12.5]");
  CHECK(site.at("Z1") == "[27.5, 32.5]");
  CHECK(site.at("I1") == "[22.5, 42.5]");
  CHECK_THROWS_WITH(site.at("G2"), "no 'G2' on the map");
  const auto world = world_of(ascii_scenario(site));
  const Site& s = world->site;
  CHECK(s.doors.size() == 2);
  CHECK(s.zones.size() == 1);
  CHECK(s.cameras.size() == 1);
  CHECK(s.zones[0].cameras.size() == 1);  // looks north, the wall is behind the zone
  CHECK(s.checkpoints.size() == 1);
  REQUIRE(s.guards.size() == 1);
  // From the post to the checkpoint outside: by the gate in the south wall.
  const NodeId post = s.guards[0].post, outside = s.checkpoints[0].node;
  CHECK(std::isfinite(s.walking->time(post, outside).seconds()));
  CHECK(!s.walk->find("p1-1"));  // outside in the north cannot be walked to
}

TEST_CASE("a guard's way through a drawn site is counted in squares") {
  // 4 squares of 5 m west of the post, a door of 10 s after the second: 20 m at 3 m/s, running.
  AsciiOrder order;
  order.extra = R"(
  operators: {op: {}}
  duty_room: {type: room, guards_sent: 1}
  intruders:
    thief: {zone: Z1, between_h: [1, 1], from: [0, 0],
            tasks: [{name: works, at: [2.5, 7.5], duration_s: 600}]}
)";
  const auto site = ascii_site("#####\n1.D.G\n#####\n", order);
  const auto world = world_of(ascii_scenario(site));
  LogSink log(*world);
  run_direct(*world, log);
  REQUIRE(log.closed.size() == 1);
  const Incident& alarm = log.closed[0];
  // No cameras: assessed blind. Sensed 0.5, acknowledged + 5, assessed + 60, reaction + 10.
  CHECK((alarm[Stage::kGuardsDispatched] - Time{kHour.us}).seconds() == 65.5);
  const double way = (alarm[Stage::kGuardArrived] - alarm[Stage::kGuardsDispatched]).seconds();
  CHECK(way ==
        Approx(10 + (20 / 1.5 + 10) / 2).margin(2e-6));  // running halves the door's time too
}

TEST_CASE("what cannot be read on a map is told with row and column") {
  CHECK_THROWS_WITH(ascii_site(""), "the map is empty");
  CHECK_THROWS_WITH(ascii_site("#\n.?\n"), "row 2, column 2: '?' means nothing on a map");
  CHECK_THROWS_WITH(ascii_site("1.1"), "row 1, column 1: zone 1 is not one straight stretch");
  CHECK_THROWS_WITH(ascii_site("G#C"), "row 1, column 3: 'C' cannot be walked to");
  CHECK_THROWS_WITH(ascii_site("##"), "nowhere on the map can one walk");
}

}  // namespace
}  // namespace vedette
