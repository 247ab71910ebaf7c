// SPDX-License-Identifier: Apache-2.0
// Ways that are derived from a drawn layout, plans in GeoJSON, and the made-up centre.
#include "world/layout.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <queue>
#include <set>

#include "engine/small_facility.hpp"
#include "space/free_space.hpp"
#include "support/made_up_site.hpp"
#include "support/seed.hpp"
#include "world/camera_plan.hpp"
#include "world/protection.hpp"

namespace vedette {
namespace {

using testing::load_facility;
using testing::small_facility;

double time_s(const World& world, const char* from, const char* to) {
  return world.site.walking->time(*world.site.walk->find(from), *world.site.walk->find(to))
      .seconds();
}

TEST_CASE("ways go straight, around corners, through doors and up the stairs") {
  const auto world = load_facility(small_facility());
  CHECK(world->site.layout->planes.size() == 2);
  CHECK(time_s(*world, "outside", "west-room") == Approx(10 / 1.5 + 5).margin(1e-5));
  // To the stair, 12 s a floor, and back above: the stair stands at (2, 8).
  const double walk = std::hypot(3, 3) / 1.5;
  CHECK(time_s(*world, "west-room", "upstairs") == Approx(2 * walk + 12).margin(1e-5));
  // Through the plain inner door (its leaf takes a second).
  CHECK(time_s(*world, "west-room", "east-room") == Approx(10 / 1.5 + 1).margin(1e-5));
}

TEST_CASE("derived ways are the shortest among a plan's walls") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  Stream random = Random(seed, 1).stream(5, 6);
  const auto pick = [&](int most) {
    return static_cast<int>(random.uniform() * static_cast<double>(most));
  };
  for (int round = 0; round < 12; ++round) {
    std::string walls;
    std::vector<Wall> drawn;
    for (int i = 0; i < 8; ++i) {
      const PointMm a{1000 * pick(30), 1000 * pick(30)};
      const PointMm b{a.x + 1000 * (1 + pick(9)), a.y + 1000 * pick(9)};
      drawn.push_back({a, b});
      walls += fmt::format("    w{}: {{points: [[{}, {}], [{}, {}]]}}\n", i, a.x / 1000, a.y / 1000,
                           b.x / 1000, b.y / 1000);
    }
    const FreeSpace space(drawn, 250);
    std::vector<PointMm> nodes;
    std::string points;
    while (nodes.size() < 4) {
      const PointMm p{500 + 1000 * pick(30), 500 + 1000 * pick(30)};
      if (!space.stands(p)) continue;
      points += fmt::format("      p{}: [{}, {}]\n", nodes.size(), static_cast<double>(p.x) / 1000,
                            static_cast<double>(p.y) / 1000);
      nodes.push_back(p);
    }
    const std::string text =
        "vedette: 1\nname: plan\nstart: \"2026-03-02T00:00:00+08:00\"\nduration_h: 1\n" +
        testing::ascii_models() + "site:\n  guard_type: guard\n  walls:\n" + walls +
        "  walk:\n    points:\n" + points;
    const auto world = load_facility(text);
    // All pairs by Bellman and Ford over places and corners, each step asked of every wall.
    // Every corner is taken, whether FreeSpace keeps it or not.
    for (const Wall& w : drawn)
      for (const PointMm p : FreeSpace::obstacle(w, 250)) nodes.push_back(p);
    const auto free_way = [&](PointMm p, PointMm q) {
      for (const Wall& w : drawn)
        if (passes_inside(FreeSpace::obstacle(w, 250), p, q)) return false;
      return true;
    };
    std::vector<double> best(nodes.size(), INFINITY);
    best[0] = 0;
    for (bool better = true; better;) {
      better = false;
      for (std::size_t i = 0; i < nodes.size(); ++i)
        for (std::size_t k = 0; k < nodes.size(); ++k) {
          const double there = best[i] + std::hypot(static_cast<double>(nodes[i].x - nodes[k].x),
                                                    static_cast<double>(nodes[i].y - nodes[k].y)) /
                                             1500;
          if (there >= best[k] - 1e-12 || !free_way(nodes[i], nodes[k])) continue;
          best[k] = there;
          better = true;
        }
    }
    for (std::size_t k = 1; k < 4; ++k)
      CHECK(time_s(*world, "p0", fmt::format("p{}", k).c_str()) == Approx(best[k]).margin(1e-5));
  }
}

TEST_CASE("vehicles take the gates for vehicles") {
  const auto world =
      load_facility(small_facility("  drive: {radius_m: 1, speed_kmh: 10}\n"
                                   "  walls: {west: {points: [[-20, -20], [-20, 20]]}}\n"));
  const Layout& layout = *world->site.layout;
  REQUIRE(layout.drive);
  CHECK(layout.drive->find("outside"));
  CHECK(!layout.drive->find("front.a"));
  const NodeId out = *layout.drive->find("outside"), in = *layout.drive->find("west-room");
  CHECK(layout.driving->time(out, in) == kUnreachable);  // the house has no gate for vehicles
}

TEST_CASE("what was drawn says in which area a place is") {
  const auto world = load_facility(small_facility());
  const Layout& layout = *world->site.layout;
  CHECK(layout.area_at(0, {5000, 5000}) == 0);
  CHECK(layout.area_at(1, {5000, 5000}) == 0);
  CHECK(layout.area_at(0, {5000, -5000}) == kNowhere);
}

TEST_CASE("the made-up centre is what the generator makes, and as large as the sources say") {
  const auto site = testing::made_up_site();
  CHECK(site.camera_count == 243);
  CHECK(site.machine_rooms == 10);
  const std::filesystem::path folder =
      std::filesystem::path(VEDETTE_SOURCE_DIR) / "scenarios" / "wuhai-centre";
  const auto text = [&](const char* name) {
    std::ifstream in(folder / name, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  CHECK(text("layout.yaml") == site.layout);
  CHECK(text("perimeter.yaml") == site.perimeter);
  CHECK(text("cameras.yaml") == site.cameras);
  CHECK(text("people.yaml") == site.people);
  Diagnostics diagnostics;
  const auto world = load_world(folder.string(), {}, diagnostics);
  for (const Diagnostic& d : diagnostics.sorted()) UNSCOPED_INFO(to_text(d));
  REQUIRE(world);
  // And two that travel with the escort.
  CHECK(std::count_if(world->site.camera_plan->cameras.begin(),
                      world->site.camera_plan->cameras.end(), [](const CameraPose& camera) {
                        return camera.kind != CameraKind::kDeployable;
                      }) == 243);
  for (const Zone& zone : world->site.zones) {
    std::set<std::string> technologies;
    for (const std::uint32_t s : zone.sensors)
      technologies.insert(world->site.sensors[s].technology);
    if (!world->site.protection->zones[static_cast<std::size_t>(&zone - world->site.zones.data())]
             .perimeter)
      continue;
    CHECK(technologies.size() == 2);
    CHECK(!zone.cameras.empty());
  }
  CHECK(world->site.layout->access_control);
}

}  // namespace
}  // namespace vedette
