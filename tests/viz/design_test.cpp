// SPDX-License-Identifier: Apache-2.0
// Edits, what they change, what they are written as; shapes.
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <random>

#include "record/scratch.hpp"
#include "record/small_world.hpp"
#include "support/seed.hpp"
#include "viz/core/session.hpp"
#include "world/load.hpp"

using namespace vedette;
using namespace vedette::view;

namespace {

const std::string kScenario = std::string(VEDETTE_SOURCE_DIR) + "/scenarios/first-response";

double area_of(const std::vector<std::array<PointMm, 3>>& triangles) {
  double sum = 0;
  for (const auto& t : triangles) sum += area_m2(t);
  return sum;
}

}  // namespace

TEST_CASE("triangles fill their polygon") {
  const Polygon comb{{0, 0},       {9000, 0},    {9000, 5000}, {7000, 5000},
                     {7000, 1000}, {2000, 1000}, {2000, 5000}, {0, 5000}};
  CHECK(area_of(triangles_of(comb)) == Approx(area_m2(comb)));
  Polygon other_way(comb.rbegin(), comb.rend());
  CHECK(area_of(triangles_of(other_way)) == Approx(area_m2(comb)));
  CHECK(triangles_of({{0, 0}, {1, 1}}).empty());
  std::mt19937_64 random(testing::seed());
  for (int i = 0; i < 200; ++i) {  // star-shaped around the origin: simple, mostly concave
    Polygon star;
    const int n = 3 + static_cast<int>(random() % 30);
    for (int k = 0; k < n; ++k) {
      const double a = 2 * std::numbers::pi * k / n, r = 2 + static_cast<double>(random() % 100);
      star.push_back(millimetres(r * std::cos(a), r * std::sin(a)));
    }
    CHECK(area_of(triangles_of(star)) == Approx(area_m2(star)));
  }
}

TEST_CASE("edits are undone, redone, stored and taken up again") {
  const Scene scene = scene_of(vedette::test::small_world());
  Edits edits;
  const auto camera = [&] { return edits.design(scene).cameras.at(0); };
  edits.add({Edit::Kind::kMoveCamera, "cam-1", 5, 6, 0, {}});
  edits.add({Edit::Kind::kMoveCamera, "cam-1", 7, 8, 0, {}});  // the same drag
  CHECK(edits.done().size() == 1);
  edits.finish_drag();
  edits.add({Edit::Kind::kTurnCamera, "cam-1", 0, 0, 45, {}});
  edits.finish_drag();
  edits.add({Edit::Kind::kCloseRoad, "", 0, 0, 0, {0, 1}});
  edits.add({Edit::Kind::kMoveStation, "station-1", 0, 0, 0, {1}});
  edits.add({Edit::Kind::kPaint, "painted-1", 0, 0, 0, {0, 2}});
  CHECK(camera().at == PointMm{7000, 8000});
  CHECK(camera().azimuth_deg == 45);
  CHECK(edits.design(scene).closed_roads.size() == 1);
  CHECK(edits.design(scene).stations.at(0).node == 1);
  CHECK(edits.design(scene).patrols.at(0).nodes.size() == 2);
  Edits again;
  REQUIRE(again.from_json(edits.to_json()));
  CHECK(again.done() == edits.done());
  for (int i = 0; i < 5; ++i) CHECK(edits.undo());
  CHECK_FALSE(edits.undo());
  CHECK(camera().at == PointMm{1000, 1000});
  for (int i = 0; i < 5; ++i) CHECK(edits.redo());
  CHECK(again.done() == edits.done());
  for (const char* bad : {"", "[]", "{\"edits\": 3}", "{\"edits\": [{\"edit\": \"fly\"}]}",
                          "{\"edits\": [{\"edit\": \"paint_patrol\"}]}"})
    CHECK_FALSE(again.from_json(bad));
  CHECK(again.done() == edits.done());
}

TEST_CASE("an overlay is a scenario that differs by the edits alone") {
  Session s;
  s.open(kScenario);
  s.scenario_path = kScenario;
  const EntityId station = s.design.stations.at(0).entity;
  const auto& road = s.main->scene.geometry.city.roads.at(5);
  s.edits.add({Edit::Kind::kMoveCamera, "cam-03", 500, 3030, 0, {}});
  s.edits.add({Edit::Kind::kTurnCamera, "cam-03", 0, 0, 135, {}});
  s.edits.add({Edit::Kind::kMoveStation, s.entity_name(station), 0, 0, 0, {77}});
  s.edits.add({Edit::Kind::kCloseRoad, "", 0, 0, 0, {road.from, road.to}});
  s.edits.add({Edit::Kind::kPaint, "painted-1", 0, 0, 0, {3, 4, 5}});
  s.refresh_design();
  const vedette::test::Scratch scratch("view_overlay");
  const std::string path = scratch / "overlay.yaml";
  REQUIRE(s.save_overlay(path));
  Diagnostics found;
  const auto world = load_world(path, {}, found);
  for (const Diagnostic& d : found.sorted()) UNSCOPED_INFO(to_text(d));
  REQUIRE(world);
  const auto base = s.main->world;
  CHECK(world->city.stations.size() == base->city.stations.size());
  for (const Station& st : world->city.stations)
    if (world->entities[st.entity.index()].name == s.entity_name(station))
      CHECK(st.node.value == 77);
  for (const Camera& c : world->site.cameras)
    if (world->entities[c.entity.index()].name == "cam-03") {
      CHECK(c.at == millimetres(500, 3030));
      CHECK(c.azimuth_deg == 135);
      CHECK(c.hfov_deg == 30);
    }
  CHECK(world->city.units.size() == base->city.units.size() + 1);
  CHECK(world->city.road_states.size() >= 1);
  CHECK(world->site.cameras.size() == base->site.cameras.size());
  // The same change as overrides, as a run from the middle on takes them.
  s.edits.undo();  // but for a new fleet, which --set cannot make
  s.refresh_design();
  const std::string unpainted = scratch / "unpainted.yaml";
  REQUIRE(s.save_overlay(unpainted));
  Diagnostics none;
  const auto without = load_world(unpainted, {}, none);
  const auto overridden =
      load_world(kScenario, overrides_of(s.main->scene, s.edits, s.main->effective_json, 0), none);
  for (const Diagnostic& d : none.sorted()) UNSCOPED_INFO(to_text(d));
  REQUIRE(without);
  REQUIRE(overridden);
  CHECK(overridden->scenario_hash == without->scenario_hash);
  // The circles shown are those that the changed scenario has.
  Session changed;
  changed.open(path);
  CHECK(changed.circles.node_s.at(77) == 0);
  CHECK(s.circles.node_s.at(77) == 0);
}

TEST_CASE("a closed road and a moved station change the circles as they should") {
  Session s;
  s.open(kScenario);
  const auto before = s.circles;
  REQUIRE_FALSE(before.node_s.empty());
  for (std::uint32_t r = 0; r < 40; ++r) {
    const auto& road = s.main->scene.geometry.city.roads.at(r);
    s.edits.add({Edit::Kind::kCloseRoad, "", 0, 0, 0, {road.from, road.to}});
  }
  s.refresh_design();
  bool longer = false;
  for (std::size_t i = 0; i < before.node_s.size(); ++i) {
    CHECK(s.circles.node_s[i] >= before.node_s[i]);  // closing never helps
    longer = longer || s.circles.node_s[i] > before.node_s[i];
  }
  CHECK(longer);
  // Bands cover each road once.
  double length = 0, roads = 0;
  for (const BandPiece& p : s.bands) length += std::hypot(p.x1 - p.x0, p.y1 - p.y0);
  const auto& g = s.main->scene.geometry.city;
  for (const auto& r : g.roads)
    roads += std::hypot(static_cast<double>(g.nodes[r.from].at.x - g.nodes[r.to].at.x),
                        static_cast<double>(g.nodes[r.from].at.y - g.nodes[r.to].at.y)) /
             1000;
  CHECK(length == Approx(roads).epsilon(1e-4));
}

TEST_CASE("a few outliers do not dull a heat map") {
  std::vector<double> values(99, 10);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] += static_cast<double>(i) / 10;
  CHECK(most_of(values) == Approx(19.8));  // the largest is not far from the rest
  values.push_back(1000);
  CHECK(most_of(values) == Approx(19.4));
  CHECK(most_of({}) == 0);
  CHECK(most_of({0, 0, 7}) == 7);
}

TEST_CASE("buildings are called by their labels in both languages, else by their ids") {
  Diagnostics found;
  const auto world = load_world(kScenario, {}, found);
  REQUIRE(world);
  const Scene scene = scene_of(*world);
  REQUIRE(scene.geometry.buildings[0].name == "ward-a");
  CHECK(scene.building_name(0, Lang::kEn) == "Ward A");
  CHECK(scene.building_name("ward-a", Lang::kZh) == "一号楼");
  CHECK(scene.building_name("no-such", Lang::kZh) == "no-such");
  REQUIRE(scene.geometry.stations[0].entity.valid());
  const EntityId station = scene.geometry.stations[0].entity;  // has no label
  CHECK(scene.entity_name(station, Lang::kZh) == scene.entities[station.index()].name);
}
