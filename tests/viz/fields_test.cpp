// SPDX-License-Identifier: Apache-2.0
// What cameras see in the viewer is what `vedette cover` says, walls' heights included.
#include "viz/core/fields.hpp"

#include <catch2/catch.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <random>

#include "support/seed.hpp"
#include "viz/core/session.hpp"
#include "world/load.hpp"

using namespace vedette;
using namespace vedette::view;

namespace {

/// A site of nothing but cameras and walls (metres; height 0: not said).
struct Yard {
  Scene scene;
  Yard() { scene.geometry.floors.emplace_back(); }
  void wall(double x0, double y0, double x1, double y1, double height_m = 0) {
    scene.geometry.floors[0].walls.push_back(
        {{}, millimetres(x0, y0), millimetres(x1, y1), height_m});
  }
  RecordedGeometry::Camera& camera(double x, double y, double azimuth_deg, double hfov_deg,
                                   double range_m, double height_m = 0) {
    scene.geometry.cameras.push_back({{}, millimetres(x, y), azimuth_deg, hfov_deg, range_m});
    scene.geometry.cameras.back().height_m = height_m;
    return scene.geometry.cameras.back();
  }
  double seen_m2(std::size_t i = 0) const {
    const auto& c = scene.geometry.cameras[i];
    return SiteSight(scene).field(c).area_m2(0, c.range_m);
  }
};

}  // namespace

TEST_CASE("a field of view is cut by walls exactly") {
  // A quarter circle of 10 m; then a wall across it at x = 5 m.
  Yard open;
  open.camera(0, 0, 90, 90, 10);
  CHECK(open.seen_m2() == Approx(25 * std::numbers::pi).epsilon(0.001));
  Yard across = open;
  across.wall(5, -20, 5, 20);
  CHECK(across.seen_m2() == Approx(25).epsilon(0.001));
  // Room 10 x 10 with a thin wall x = 5, y 0 to 6: from (3, 2) 54 m² are seen.
  Yard room;
  room.wall(0, 0, 10, 0), room.wall(10, 0, 10, 10), room.wall(10, 10, 0, 10),
      room.wall(0, 10, 0, 0), room.wall(5, 0, 5, 6);
  room.camera(3, 2, 0, 360, 100);
  CHECK(room.seen_m2() == Approx(54).epsilon(0.001));
}

TEST_CASE("a wall lower than the camera hides a strip of ground, one as high hides all behind") {
  // Eye at 4 m over x = 0, wall of 2 m at x = 5: hidden from 5 to 10 m.
  const auto seen = [](double wall_m) {
    Yard yard;
    yard.wall(5, -50, 5, 50, wall_m);
    yard.camera(0, 0, 90, 60, 100, 4);
    return yard.seen_m2();
  };
  const double tangent = std::tan(std::numbers::pi / 6);
  const double strip = (10 * 10 - 5 * 5) * tangent;
  const double all = 100.0 * 100 * std::numbers::pi / 6;
  CHECK(seen(2) == Approx(all - strip).epsilon(0.002));
  CHECK(seen(4) == Approx(5 * 5 * tangent).epsilon(0.002));
  CHECK(seen(0) == Approx(5 * 5 * tangent).epsilon(0.002));  // a height that is not said: any
}

TEST_CASE("glass hides nothing from a camera, and all from a thermal one") {
  Yard yard;
  yard.scene.geometry.floors[0].glass.push_back({{}, {5000, -50'000}, {5000, 50'000}});
  yard.camera(0, 0, 90, 60, 20);
  yard.camera(0, 0, 90, 60, 20).kind = "thermal";
  CHECK(yard.seen_m2(0) == Approx(20.0 * 20 * std::numbers::pi / 6).epsilon(0.001));
  CHECK(yard.seen_m2(1) == Approx(25 * std::tan(std::numbers::pi / 6)).epsilon(0.001));
}

TEST_CASE("fans agree with points that are asked one by one") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  const auto metres = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random() % 100'000) / 100'000;
  };
  for (int round = 0; round < 20; ++round) {
    Yard yard;
    struct Wall {
      double ax, ay, bx, by, height;
    };
    std::vector<Wall> walls;
    for (int k = 0; k < 12; ++k) {
      const double x = metres(-30, 30), y = metres(-30, 30);
      if (std::abs(x) < 2 && std::abs(y) < 2) continue;
      walls.push_back({x, y, x + metres(-8, 8), y + metres(-8, 8), metres(0.5, 6)});
      const Wall& w = walls.back();
      yard.wall(w.ax, w.ay, w.bx, w.by, w.height);
    }
    const double height = 3, range = 25;
    const bool all_round = round % 2 == 0;
    yard.camera(0, 0, metres(0, 360), all_round ? 360 : 70, range, height);
    const auto& c = yard.scene.geometry.cameras[0];
    const FieldFan fan = SiteSight(yard.scene).field(c);
    // By hand: the ray from the eye at 3 m to the ground at (x, y) meets a wall below its top.
    const auto by_hand = [&](double x, double y) {
      for (const Wall& w : walls) {
        const double ex = w.bx - w.ax, ey = w.by - w.ay, across = x * ey - y * ex;
        if (across == 0) continue;
        const double t = (w.ax * ey - w.ay * ex) / across, s = (w.ax * y - w.ay * x) / across;
        if (s < 0 || s > 1 || t <= 0 || t >= 1) continue;
        if (w.height >= height || height * (1 - t) < w.height) return false;
      }
      return true;
    };
    double sum = 0, wrong = 0;
    for (int k = 0; k < 4000; ++k) {
      const double x = metres(-range, range), y = metres(-range, range);
      const double r = std::hypot(x, y);
      if (r > range || r < 0.1) continue;
      const double azimuth = 90 - std::atan2(y, x) * 180 / std::numbers::pi;
      if (std::abs(std::remainder(azimuth - c.azimuth_deg, 360)) > c.hfov_deg / 2) continue;
      // In the fan: between two rays, within one of their stretches.
      bool in = false;
      for (std::size_t i = 0; i + 1 < fan.rays.size() && !in; ++i) {
        const FieldRay &a = fan.rays[i], &b = fan.rays[i + 1];
        if (a.x * y - a.y * x < 0 || x * b.y - y * b.x < 0 || a.x * x + a.y * y < 0) continue;
        if (a.end - a.first != b.end - b.first) continue;
        const double u = a.x * y - a.y * x, v = x * b.y - y * b.x;
        for (std::uint32_t s = 0; s < a.end - a.first; ++s) {
          // The chord between the two rays' ends, met by the direction of the point.
          const auto chord = [&](std::size_t end) {
            const double p = fan.seen[a.first + s][end], q = fan.seen[b.first + s][end];
            const double sine = a.x * b.y - a.y * b.x;
            return p * q * sine / std::max(1e-12, (p * u + q * v) / r);
          };
          in = in || (r >= chord(0) && r <= chord(1));
        }
      }
      ++sum;
      wrong += in != by_hand(x, y);
    }
    INFO("round " << round << ": " << wrong << " of " << sum);
    CHECK(wrong <= 0.01 * sum);  // points beside a border, and the arcs drawn as chords
  }
}

TEST_CASE("what is seen of the ground is what `vedette cover` computes, also after a move") {
  for (const char* name : {"first-response", "wuhai-centre"}) {
    CAPTURE(name);
    Session s;
    s.open(std::string(VEDETTE_SOURCE_DIR) + "/scenarios/" + name);
    const CameraPlan& plan = *s.main->world->site.camera_plan;
    REQUIRE(s.sight->watched());
    REQUIRE(s.sight->map().grid().cell_m == plan.cell_m);
    const CoverageFrame frame = coverage_frame(plan);
    const CoverageMap map = coverage_map(plan, frame, false);
    CHECK(s.sight->map().region_m2() == Approx(map.region_m2()));
    CHECK(s.sight->map().area_m2(0) == Approx(map.area_m2(0)).epsilon(1e-4));
  }
  Session s;
  s.open(std::string(VEDETTE_SOURCE_DIR) + "/scenarios/first-response");
  const double before = s.seen_share.value();
  const auto& c = s.design.cameras.at(3);
  s.edits.add({Edit::Kind::kTurnCamera, s.entity_name(c.entity), 0, 0, c.azimuth_deg + 90, {}});
  s.refresh_design();  // while it is dragged
  const double turned = s.seen_share.value();
  CHECK(turned != before);
  Session again;
  again.open(std::string(VEDETTE_SOURCE_DIR) + "/scenarios/first-response");
  again.edits = s.edits;
  again.refresh_design();
  CHECK(again.seen_share.value() == turned);
  s.edits.undo();
  s.refresh_design();
  CHECK(s.seen_share.value() == before);
  // Where nothing is watched any longer no share of before stays.
  s.main->scene.geometry.cameras.clear();
  s.sight.reset();
  s.refresh_design();
  CHECK_FALSE(s.sight->watched());
  CHECK_FALSE(s.seen_share.has_value());
}

TEST_CASE("what is seen of each floor is what `vedette cover` computes") {
  Session s;
  s.open(std::string(VEDETTE_SOURCE_DIR) + "/scenarios/wuhai-centre");
  const CameraPlan& plan = *s.main->world->site.camera_plan;
  REQUIRE(plan.floors.size() > 20);
  const auto& planes = s.sight->planes();
  REQUIRE(planes.size() == plan.floors.size() + 1);
  std::map<int, std::array<double, 2>> storeys;
  for (std::size_t i = 0; i < plan.floors.size(); ++i) {
    const CameraFloor& floor = plan.floors[i];
    CAPTURE(floor.building, floor.floor);
    const CameraPlan of = on_floor(plan, floor);
    const CoverageFrame frame = coverage_frame(of);
    const CoverageMap map = coverage_map(of, frame, false);
    REQUIRE(planes[i + 1]->map);
    CHECK(planes[i + 1]->building == floor.building);
    CHECK(planes[i + 1]->level == floor.floor);
    CHECK(planes[i + 1]->map->region_m2() == Approx(map.region_m2()));
    CHECK(planes[i + 1]->map->area_m2(0) == Approx(map.area_m2(0)).epsilon(1e-4));
    storeys[floor.floor][0] += map.area_m2(0);
    storeys[floor.floor][1] += map.region_m2();
  }
  REQUIRE(storeys.size() > 2);
  for (const auto& [storey, area] : storeys)
    if (storey > 1) CHECK(s.sight->seen_share(storey).value() == Approx(area[0] / area[1]));
  CHECK_FALSE(s.sight->seen_share(99).has_value());
  // Cameras turned on an upper floor change that storey and no other. (One alone may change
  // nothing: corridors are seen from both ends.)
  const double second = s.sight->seen_share(2).value(), third = s.sight->seen_share(3).value();
  std::size_t turned = 0;
  for (const auto& c : std::vector(s.design.cameras))
    if (s.main->scene.level_of(c.floor) == 2) {
      const std::string name = s.entity_name(c.entity);
      s.edits.add({Edit::Kind::kTurnCamera, name, 0, 0, c.azimuth_deg + 180, {}});
      s.edits.finish_drag();
      ++turned;
    }
  s.refresh_design();
  REQUIRE(turned > 0);
  CHECK(s.sight->seen_share(2).value() != second);
  CHECK(s.sight->seen_share(3).value() == third);
  for (std::size_t i = 0; i < turned; ++i) s.edits.undo();
  s.refresh_design();
  CHECK(s.sight->seen_share(2).value() == second);
}
