// SPDX-License-Identifier: Apache-2.0
// What is drawn of a site: walls, fences, buildings with floors, rooms, areas, posts, assets.
#include <fmt/format.h>

#include <algorithm>

#include "space/ring_sides.hpp"
#include "world/compile/layout_parts.hpp"

namespace vedette {

EntityId add_entity_at(CompileContext& c, EntityKind kind, const std::string& name, PointMm p) {
  return c.add_entity(kind, name, static_cast<double>(p.x) / 1000, static_cast<double>(p.y) / 1000);
}

LayoutBuilder::LayoutBuilder(CompileContext& context, Located the_site)
    : c(context), site(the_site) {
  layout->planes.emplace_back();
}

std::vector<PointMm> LayoutBuilder::points(const Located& list) {
  std::vector<PointMm> out;
  for (std::size_t i = 0; i < list.size(); ++i) out.push_back(c.point(list.at(i)));
  return out;
}

std::uint32_t LayoutBuilder::plane(std::uint32_t building, int floor) const {
  if (floor == 1) return 0;
  for (std::uint32_t i = 1; i < layout->planes.size(); ++i)
    if (layout->planes[i].building == building && layout->planes[i].floor == floor) return i;
  return kNowhere;
}

std::uint32_t LayoutBuilder::plane_of(const Located& body) {
  const auto floor = body.find("floor");
  const auto building = body.find("building");
  if (!floor) return 0;
  const int level = floor->value().get<int>();
  if (!building) {
    if (level != 1)
      c.error(floor->place(), fmt::format("floor {} of which building?", level),
              "name it under 'building'");
    return 0;
  }
  const std::string name = building->value().get<std::string>();
  const auto& all = c.world().site.buildings;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    if (all[i].name != name) continue;
    const std::uint32_t found = plane(i, level);
    if (found != kNowhere) return found;
    c.error(floor->place(), fmt::format("building '{}' has no floor {}", name, level),
            "say under site.buildings how many 'floors' it has");
  }
  return 0;
}

void LayoutBuilder::add_line(std::uint32_t plane, const std::vector<PointMm>& corners, bool ring,
                             Barrier barrier, double height_m) {
  auto& partitions = layout->planes[plane].partitions;
  for (std::size_t i = ring ? 0 : 1; i < corners.size(); ++i) {
    const PointMm a = corners[(i + corners.size() - 1) % corners.size()], b = corners[i];
    partitions.push_back({a, b, barrier, height_m});
  }
}

void check_ring(CompileContext& c, const std::string& what, const Located& list,
                const Polygon& corners) {
  const auto meet = own_sides_meet(corners);
  if (!(meet && meet->cross) && twice_area_mm2(corners) == 0) {
    c.error(list.place(), what + " has no area");
  } else if (meet) {
    c.error(list.at(meet->second).place(),
            fmt::format("{} {} itself: the side from corner {} and the one from corner {}", what,
                        meet->cross ? "crosses" : "touches", meet->second + 1, meet->first + 1),
            "the corners in order around it, each once");
  }
}

namespace {

constexpr double kFloorHeightM = 3.3;

// The line along the points of a wall or fence.
std::vector<PointMm> line(LayoutBuilder& b, const char* what, const std::string& id,
                          const Located& body) {
  const int errors_before = b.c.diagnostics().errors();
  auto corners = b.points(*body.find("points"));
  const bool nothing = std::all_of(corners.begin(), corners.end(),
                                   [&](const PointMm& p) { return p == corners.front(); });
  if (nothing && b.c.diagnostics().errors() == errors_before)
    b.c.error(body.find("points")->place(), fmt::format("{} '{}' has no length", what, id));
  return corners;
}

Polygon ring(LayoutBuilder& b, const char* what, const std::string& id, const Located& list) {
  const int errors_before = b.c.diagnostics().errors();
  Polygon corners = b.points(list);
  if (b.c.diagnostics().errors() == errors_before)
    check_ring(b.c, fmt::format("{} '{}'", what, id), list, corners);
  return corners;
}

void read_buildings(LayoutBuilder& b) {
  Site& out = b.c.world().site;
  each_of(b.site, "buildings", [&](const std::string& id, const Located& body) {
    Polygon corners = ring(b, "building", id, *body.find("corners"));
    const auto index = static_cast<std::uint32_t>(out.buildings.size());
    const double storey = b.c.number(body.find("floor_height_m"), kFloorHeightM);
    const int floors = static_cast<int>(b.c.number(body.find("floors"), 1));
    for (int floor = 2; floor <= floors; ++floor) {
      Plane plane;
      plane.building = index;
      plane.floor = floor;
      plane.base_m = storey * (floor - 1);
      b.layout->planes.push_back(std::move(plane));
      b.add_line(static_cast<std::uint32_t>(b.layout->planes.size() - 1), corners, true,
                 Barrier::kOpaque, storey);
    }
    out.buildings.push_back({id, std::move(corners)});
  });
}

// In the order that a site's sight had before there were floors: walls, then buildings, then rooms.
void read_partitions(LayoutBuilder& b) {
  Site& out = b.c.world().site;
  each_of(b.site, "walls", [&](const std::string& id, const Located& wall) {
    const auto corners = line(b, "wall", id, wall);
    const bool glass = b.c.text(wall.find("kind")) == "glass";
    b.add_line(b.plane_of(wall), corners, false, glass ? Barrier::kGlass : Barrier::kOpaque,
               b.c.number(wall.find("height_m"), 0));
  });
  each_of(b.site, "fences", [&](const std::string& id, const Located& fence) {
    const auto corners = line(b, "fence", id, fence);
    b.add_line(0, corners, false, Barrier::kFence, b.c.number(fence.find("height_m"), 0));
    for (std::size_t i = 1; i < corners.size(); ++i)
      out.fences.push_back({corners[i - 1], corners[i]});
  });
  std::size_t index = 0;
  each_of(b.site, "buildings", [&](const std::string&, const Located& body) {
    const double storey = b.c.number(body.find("floor_height_m"), kFloorHeightM);
    const double floors = b.c.number(body.find("floors"), 1);
    const Polygon& corners = out.buildings[index++].corners;
    auto& partitions = b.layout->planes[0].partitions;
    for (std::size_t i = 0; i < corners.size(); ++i)
      partitions.push_back({corners[i], corners[(i + 1) % corners.size()], Barrier::kOpaque,
                            body.find("floors") ? storey * floors : 0});
  });
}

void read_rooms(LayoutBuilder& b) {
  each_of(b.site, "rooms", [&](const std::string& id, const Located& body) {
    Room room;
    room.name = id;
    b.c.label(body.find("label"), id, room.label_en, room.label_zh);
    room.plane = b.plane_of(body);
    room.corners = ring(b, "room", id, *body.find("corners"));
    const std::string walls = b.c.text(body.find("walls"), "opaque");
    if (walls != "open")
      b.add_line(room.plane, room.corners, true,
                 walls == "glass" ? Barrier::kGlass : Barrier::kOpaque, 0);
    b.layout->rooms.push_back(std::move(room));
  });
}

void read_areas(LayoutBuilder& b) {
  const Site& out = b.c.world().site;
  each_of(b.site, "areas", [&](const std::string& id, const Located& body) {
    SiteArea area;
    b.c.label(body.find("label"), id, area.label_en, area.label_zh);
    area.level = static_cast<int>(b.c.number(body.find("level"), 0));
    const std::string back = b.c.text(body.find("anti_passback"), "none");
    area.anti_passback = back == "hard"   ? AntiPassback::kHard
                         : back == "soft" ? AntiPassback::kSoft
                                          : AntiPassback::kNone;
    if (const auto corners = body.find("corners"))
      area.parts.push_back({b.plane_of(body), ring(b, "area", id, *corners)});
    const auto names = [&](const char* key, const auto& take) {
      const auto list = body.find(key);
      for (std::size_t i = 0; list && i < list->size(); ++i)
        take(list->at(i).value().get<std::string>());
    };
    names("rooms", [&](const std::string& name) {
      for (const Room& room : b.layout->rooms)
        if (room.name == name) area.parts.push_back({room.plane, room.corners});
    });
    names("buildings", [&](const std::string& name) {
      for (std::uint32_t k = 0; k < out.buildings.size(); ++k) {
        if (out.buildings[k].name != name) continue;
        area.parts.push_back({0, out.buildings[k].corners});
        for (std::uint32_t p = 1; p < b.layout->planes.size(); ++p)
          if (b.layout->planes[p].building == k)
            area.parts.push_back({p, out.buildings[k].corners});
      }
    });
    if (area.parts.empty())
      b.c.error(body.place(), fmt::format("area '{}' is nowhere", id),
                "give it corners, rooms or buildings");
    const PointMm middle = area.parts.empty() ? PointMm{} : centroid(area.parts[0].corners);
    area.entity = add_entity_at(b.c, EntityKind::kSiteArea, id, middle);
    b.layout->areas.push_back(std::move(area));
  });
}

void read_stands(LayoutBuilder& b) {
  b.errors_before_stands = b.c.diagnostics().errors();
  std::map<std::string, const char*> known;
  const auto stand = [&](const char* what, const std::string& id, PointMm at, std::uint32_t plane,
                         const Place& place) {
    const auto [it, fresh] = known.emplace(id, what);
    if (fresh)
      b.stands.push_back({id, at, plane, place});
    else
      b.c.error(place, fmt::format("there is {} '{}' already", it->second, id),
                "points, posts and assets share their names");
  };
  const Located points = *b.site.find("walk")->find("points");
  for (std::size_t i = 0; i < points.size(); ++i)
    stand("a point", points.key(i), b.c.point(points.at(i)), 0, points.at(i).place());
  each_of(b.site, "posts", [&](const std::string& id, const Located& body) {
    stand("a post", id, b.c.point(*body.find("at")), b.plane_of(body), body.find("at")->place());
  });
  each_of(b.site, "assets", [&](const std::string& id, const Located& body) {
    Asset asset;
    b.c.label(body.find("label"), id, asset.label_en, asset.label_zh);
    asset.at = b.c.point(*body.find("at"));
    asset.plane = b.plane_of(body);
    stand("an asset", id, asset.at, asset.plane, body.find("at")->place());
    asset.entity = add_entity_at(b.c, EntityKind::kAsset, id, asset.at);
    b.layout->assets.push_back(std::move(asset));
  });
}

}  // namespace

void compile_layout(LayoutBuilder& b) {
  read_buildings(b);
  read_partitions(b);
  read_rooms(b);
  read_areas(b);
  read_stands(b);
  for (Plane& plane : b.layout->planes) {
    std::vector<Wall> opaque;
    for (const Partition& p : plane.partitions)
      if (p.barrier == Barrier::kOpaque) opaque.push_back({p.a, p.b});
    plane.sight = std::make_shared<SightIndex>(std::move(opaque));
  }
  b.c.world().site.sight = b.layout->planes[0].sight;
}

}  // namespace vedette
