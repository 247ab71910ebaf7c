// SPDX-License-Identifier: Apache-2.0
// What all cameras together see of the ground and of the floors of buildings, cell by cell.
#include <algorithm>
#include <cmath>

#include "base/diagnostics.hpp"
#include "viz/core/fields.hpp"

namespace vedette::view {

namespace {

constexpr double kMostCells = 3e6;   // of the ground
constexpr double kMostInside = 3e7;  // of all floors together: more than any site has

Offset metres(PointMm p) {
  return {static_cast<double>(p.x) / 1000, static_cast<double>(p.y) / 1000};
}

bool same(const RecordedGeometry::Camera& a, const RecordedGeometry::Camera& b) {
  return a.at == b.at && a.azimuth_deg == b.azimuth_deg;
}

// Whether a room of the ground belongs to the inside of a building: it does not reach out of it.
bool within(const Polygon& part, const Polygon& building) {
  if (part.size() < 3 || building.size() < 3) return false;
  const auto box = [](const Polygon& p) {
    WorldBox out;
    for (const PointMm c : p) out.add(static_cast<double>(c.x), static_cast<double>(c.y));
    return out;
  };
  const WorldBox in = box(part), of = box(building);
  return in.x0 >= of.x0 && in.y0 >= of.y0 && in.x1 <= of.x1 && in.y1 <= of.y1 &&
         contains(building, centroid(part));
}

}  // namespace

void SiteSight::add_ground() {
  const auto& g = scene_.geometry;
  auto plane = std::make_unique<WatchedPlane>();
  CameraPlan& plan = plane->plan;
  plan.sight = by_floor_[0];
  plan.person_m = scene_.person_m;
  for (const auto* lines : {&g.ground_walls(), &g.fences})
    for (const auto& l : *lines)
      for (const PointMm p : {l.a, l.b}) plan.outline.push_back(metres(p));
  for (const PointMm p : scene_.zone_ends) plan.outline.push_back(metres(p));
  for (const auto& b : g.buildings) {
    plan.buildings.emplace_back();
    for (const PointMm p : b.corners) plan.buildings.back().push_back(metres(p));
  }
  for (const auto& [x, y] : scene_.watched) plan.watched.push_back({x, y});
  plan.cell_m = scene_.coverage_cell_m;
  const WorldBox box = scene_.site_box();
  if (!box.empty())
    plan.cell_m =
        std::max(plan.cell_m, std::sqrt((box.x1 - box.x0) * (box.y1 - box.y0) / kMostCells));
  planes_.push_back(std::move(plane));
}

// Those that `vedette cover` tells of: floors with walls of their own, and on the ground the inside
// of buildings that have rooms or cameras.
void SiteSight::add_floors() {
  const auto& g = scene_.geometry;
  for (const auto& building : g.buildings) {
    if (building.corners.size() < 3) continue;
    const auto add = [&](std::uint32_t floor) {
      auto plane = std::make_unique<WatchedPlane>();
      plane->building = building.name;
      plane->level = scene_.level_of(floor);
      plane->floor = floor;
      plane->border = building.corners;
      plane->plan.plane = floor;
      plane->plan.sight = by_floor_[floor];
      plane->plan.person_m = scene_.person_m;
      plane->plan.cell_m = planes_[0]->plan.cell_m;
      for (const PointMm p : building.corners) plane->plan.watched.push_back(metres(p));
      planes_.push_back(std::move(plane));
    };
    bool used = false;
    if (!g.floors.empty())
      for (const auto& room : g.floors[0].rooms)
        used = used || within(room.corners, building.corners);
    for (const auto& camera : g.cameras)
      used = used || (camera.floor == 0 && contains(building.corners, camera.at));
    if (used) add(0);
    for (std::uint32_t f = 1; f < g.floors.size(); ++f)
      if (g.floors[f].building == building.name && by_floor_[f]) add(f);
  }
}

void SiteSight::start(WatchedPlane& plane, const Design& design) {
  try {
    plane.frame = coverage_frame(plane.plan);
  } catch (const InputError&) {  // without extent
    return;
  }
  plane.frame.regions.resize(1);
  if (!plane.border.empty()) {
    inside_ += static_cast<double>(plane.frame.grid.rows) * plane.frame.grid.columns;
    if (inside_ > kMostInside) return;  // a damaged file
  }
  std::uint32_t count = 0;
  for (const auto& camera : design.cameras) {
    const bool may = camera.floor == plane.floor;
    plane.place.push_back(may ? count : kNoIndex);
    count += may;
  }
  plane.map.emplace(plane.frame.grid, plane.frame.regions, 1, count);
  plane.maker = std::make_unique<CameraSpanMaker>(plane.plan);
}

void SiteSight::watch(const Design& design) {
  if (planes_.empty() || design.cameras.empty()) return;
  if (!started_)
    for (const auto& plane : planes_) start(*plane, design);
  started_ = true;
  for (std::size_t i = 0; i < design.cameras.size(); ++i) {
    const auto& camera = design.cameras[i];
    if (i < shown_.size() && same(shown_[i], camera)) continue;
    if (i < scene_.tours.size() && scene_.tours[i]) continue;
    const CameraPose pose = pose_of(camera);
    for (const auto& plane : planes_) {
      if (!plane->map || i >= plane->place.size() || plane->place[i] == kNoIndex) continue;
      // On the ground only the inside of a building asks where the camera hangs.
      CameraPose here = pose;
      if (plane->floor == 0 && !plane->border.empty() && !contains(plane->border, camera.at))
        here.plane = ~0u;
      plane->map->set_camera(plane->place[i],
                             plane->maker->spans(here, plane->frame.grid, false));
    }
  }
  shown_ = design.cameras;
}

double SiteSight::seen_share() const {
  return watched() && map().region_m2() > 0 ? map().area_m2(0) / map().region_m2() : 0;
}

std::optional<double> SiteSight::seen_share(int level) const {
  double all = 0, seen = 0;
  for (const auto& plane : planes_)
    if (plane->map && plane->level == level)
      all += plane->map->region_m2(), seen += plane->map->area_m2(0);
  return all > 0 ? std::optional(seen / all) : std::nullopt;
}

}  // namespace vedette::view
