// SPDX-License-Identifier: Apache-2.0
// make_busy_recording FILE: what the viewer's frame times are measured on (docs/performance.md):
// 100,000 cameras, 1,444 cells, 2,000 units that move all the time, an hour.
#include <algorithm>
#include <cstdio>
#include <random>

#include "base/diagnostics.hpp"
#include "record/recording.hpp"
#include "world/world.hpp"

using namespace vedette;

namespace {

constexpr int kCells = 38, kDevices = 100'000, kUnits = 2000;
constexpr double kSide_m = 38'000;

World busy_world() {
  World w;
  w.name_en = "Busy city", w.name_zh = "繁忙城市";
  w.start = "2026-01-05T00:00:00+08:00";
  w.horizon = kHour;
  w.scenario_hash = std::string(64, 'b');
  w.effective_json = "{}";
  w.marks_us = {60'000'000, 180'000'000, 300'000'000};
  std::mt19937_64 random(1);
  const auto add = [&](EntityKind kind, std::string name, double x, double y) {
    w.entities.push_back({kind, std::move(name), x, y, 0});
    return EntityId(w.entities.size() - 1);
  };
  RoadGraphBuilder roads;
  const double step = kSide_m / kCells;
  for (int i = 0; i <= kCells; ++i)
    for (int k = 0; k <= kCells; ++k) roads.add_node(i * step, k * step);
  const auto node = [](int i, int k) {
    return NodeId(static_cast<std::size_t>(i * (kCells + 1) + k));
  };
  for (int i = 0; i <= kCells; ++i)
    for (int k = 0; k <= kCells; ++k)
      for (const auto& [di, dk] : {std::pair(1, 0), std::pair(0, 1)})
        if (i + di <= kCells && k + dk <= kCells) {
          roads.add_arc(node(i, k), node(i + di, k + dk), step / 14, step);
          roads.add_arc(node(i + di, k + dk), node(i, k), step / 14, step);
        }
  w.city.present = true;
  w.city.roads = std::make_shared<const RoadGraph>(roads.build());
  for (int i = 0; i < kCells; ++i)
    for (int k = 0; k < kCells; ++k) {
      const PointMm a = millimetres(i * step, k * step),
                    b = millimetres((i + 1) * step, (k + 1) * step);
      Cell cell;
      cell.entity =
          add(EntityKind::kCell, "cell-" + std::to_string(w.city.cells.size()), i * step, k * step);
      cell.corners = {a, {b.x, a.y}, b, {a.x, b.y}};
      w.city.cells.push_back(cell);
    }
  w.city.stations = {
      {add(EntityKind::kStation, "station", 19'000, 19'000), node(19, 19), kNoIndex}};
  w.site.present = true;
  for (int i = 0; i < kDevices; ++i) {
    const double x = static_cast<double>(random() % 38'000'000) / 1000,
                 y = static_cast<double>(random() % 38'000'000) / 1000;
    Camera c;
    c.entity = add(EntityKind::kCamera, "camera-" + std::to_string(i), x, y);
    c.at = millimetres(x, y);
    c.azimuth_deg = static_cast<double>(random() % 360), c.hfov_deg = 60, c.range_m = 40;
    w.site.cameras.push_back(c);
  }
  for (int i = 0; i < kUnits; ++i) {
    Unit u;
    u.entity = add(EntityKind::kUnit, "unit-" + std::to_string(i), 0, 0);
    u.fleet = "cars";
    u.home = node(19, 19);
    w.city.units.push_back(u);
  }
  return w;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("make_busy_recording FILE\n", stderr), 2;
  try {
    const World world = busy_world();
    Recording recording(argv[1], world, RunInfo{});
    std::mt19937_64 random(2);
    static constexpr const char* kStates[] = {"patrolling", "on the way", "on scene"};
    // Each drives on from where it is, along one street or the other.
    std::vector<std::pair<double, double>> at;
    for (std::size_t i = 0; i < world.city.units.size(); ++i)
      at.emplace_back(static_cast<double>(random() % 38'000),
                      static_cast<double>(random() % 38'000));
    for (int minute = 0; minute < 60; ++minute)
      for (const Unit& u : world.city.units) {
        const Time t{minute * kMinute.us};
        if (minute % 5 == 0) recording.state({t, u.entity, kStates[random() % 3]});
        auto& [x, y] = at[static_cast<std::size_t>(&u - world.city.units.data())];
        Segment s{u.entity, t, t + kMinute, x, y, 0, 0};
        const double step = static_cast<double>(random() % 1200) - 600;
        double& moved = random() % 2 ? x : y;
        moved = std::clamp(moved + step, 0.0, 38'000.0);
        s.x1_m = x, s.y1_m = y;
        recording.segment(s);
      }
    recording.finish({kHour.us});
    return 0;
  } catch (const InputError& error) {
    std::fprintf(stderr, "%s\n", to_text(error.diagnostic).c_str());
  }
  return 2;
}
