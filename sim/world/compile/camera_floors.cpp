// SPDX-License-Identifier: Apache-2.0
// The floors of buildings as cameras see them, and what lies on each plane.
#include <algorithm>

#include "world/camera_plan.hpp"
#include "world/compile/compile_cameras.hpp"

namespace vedette {

namespace {

Offset metres(PointMm p) {
  return {static_cast<double>(p.x) / 1000, static_cast<double>(p.y) / 1000};
}

std::vector<Offset> metres(const Polygon& corners) {
  std::vector<Offset> out;
  for (const PointMm p : corners) out.push_back(metres(p));
  return out;
}

// Walls of a floor reach up to its ceiling: nothing is looked over.
std::vector<BarrierWall> barriers(const Plane& plane) {
  std::vector<BarrierWall> out;
  for (const Partition& p : plane.partitions) {
    if (p.barrier == Barrier::kFence) continue;
    const Offset a = metres(p.a), b = metres(p.b);
    const Opacity kind = p.barrier == Barrier::kGlass ? Opacity{0, kNoLimit} : Opacity{};
    out.push_back({a.x, a.y, b.x, b.y, kind});
  }
  return out;
}

struct Box {
  PointMm low, high;
};
Box box_of(const Polygon& corners) {
  Box box{corners.front(), corners.front()};
  for (const PointMm p : corners) {
    box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y)};
    box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y)};
  }
  return box;
}

// Whether a part of the ground belongs to the inside of a building: it does not reach out of it.
bool within(const Polygon& part, const Polygon& building) {
  const Box in = box_of(part), of = box_of(building);
  return in.low.x >= of.low.x && in.low.y >= of.low.y && in.high.x <= of.high.x &&
         in.high.y <= of.high.y && contains(building, centroid(part));
}

// Areas and assets of a plane; on the ground those of one building, or those of none.
void add_places(const LayoutBuilder& b, std::uint32_t plane, const Polygon* building,
                std::vector<NamedPolygons>& areas, std::vector<NamedSpot>& assets) {
  // `is_in(building)` tells whether the thing belongs to the inside of one.
  const auto here = [&](const auto& is_in) {
    if (plane != 0) return true;
    if (building) return is_in(*building);
    const auto& all = b.c.world().site.buildings;
    return std::none_of(all.begin(), all.end(), [&](const auto& k) { return is_in(k.corners); });
  };
  for (const SiteArea& area : b.layout->areas) {
    NamedPolygons out{b.c.world().entities[area.entity.index()].name, {}};
    for (const SiteArea::Part& part : area.parts)
      if (part.plane == plane && here([&](const Polygon& k) { return within(part.corners, k); }))
        out.parts.push_back(metres(part.corners));
    if (!out.parts.empty()) areas.push_back(std::move(out));
  }
  for (const Asset& asset : b.layout->assets)
    if (asset.plane == plane && here([&](const Polygon& k) { return contains(k, asset.at); }))
      assets.push_back({b.c.world().entities[asset.entity.index()].name, asset.at});
}

}  // namespace

void add_camera_floors(const LayoutBuilder& b, CameraPlan& plan) {
  const auto& buildings = b.c.world().site.buildings;
  const auto& planes = b.layout->planes;
  add_places(b, 0, nullptr, plan.areas, plan.assets);
  for (std::uint32_t k = 0; k < buildings.size(); ++k) {
    const Polygon& corners = buildings[k].corners;
    const auto add = [&](int floor, std::uint32_t plane, std::shared_ptr<const SightPlan> sight) {
      CameraFloor out{buildings[k].name, floor, plane, std::move(sight), metres(corners), {}, {}};
      add_places(b, plane, &corners, out.areas, out.assets);
      plan.floors.push_back(std::move(out));
    };
    bool used = false;
    for (const Room& room : b.layout->rooms)
      used = used || (room.plane == 0 && within(room.corners, corners));
    for (const CameraPose& camera : plan.cameras)
      used = used || (camera.plane == 0 && contains(corners, camera.at));
    if (used) add(1, 0, plan.sight);
    for (std::uint32_t p = 1; p < planes.size(); ++p)
      if (planes[p].building == k)
        add(planes[p].floor, p, std::make_shared<SightPlan>(barriers(planes[p])));
  }
}

}  // namespace vedette
