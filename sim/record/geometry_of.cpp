// SPDX-License-Identifier: Apache-2.0
#include "record/geometry_of.hpp"

#include <optional>

#include "space/point.hpp"
#include "world/camera_plan.hpp"
#include "world/layout.hpp"

namespace vedette {

namespace {

// The way back of an arc, if there is one that is as long and takes as long.
std::optional<ArcId> way_back(const RoadGraph& graph, const RoadGraph::Arc& arc) {
  for (const RoadGraph::Step& step : graph.out(arc.to))
    if (step.node == arc.from && step.ticks == arc.ticks &&
        graph.arc(step.arc).length_m == arc.length_m)
      return step.arc;
  return std::nullopt;
}

RecordedGeometry::Graph graph_of(const RoadGraph& graph) {
  RecordedGeometry::Graph out;
  for (std::size_t i = 0; i < graph.node_count(); ++i) {
    const RoadGraph::Node& n = graph.node(NodeId(i));
    out.nodes.push_back({millimetres(n.x_m, n.y_m), n.name});
  }
  for (std::size_t i = 0; i < graph.arc_count(); ++i) {
    const RoadGraph::Arc& arc = graph.arc(ArcId(i));
    if (arc.closed()) continue;
    const std::optional<ArcId> back = way_back(graph, arc);
    // A street in both directions is one row, at its first arc.
    if (back && back->index() < i) continue;
    out.roads.push_back({arc.from.value, arc.to.value, arc.length_m, arc.seconds(), !back});
  }
  return out;
}

void take_city(const City& city, RecordedGeometry& out) {
  if (city.roads) out.city = graph_of(*city.roads);
  for (const Cell& c : city.cells) out.cells.push_back({c.entity, {}, c.corners});
  for (const DemandArea& a : city.areas)
    out.areas.push_back({a.entity, a.node.value, a.calls_per_day, a.district, a.cell});
  for (const Station& s : city.stations)
    out.stations.push_back({s.entity, s.node.value, s.district});
  for (const Unit& u : city.units) {
    const bool beat = u.beat != kNoIndex && !city.beats[u.beat].cells.empty();
    out.units.push_back(
        {u.entity, u.fleet, u.home.value, beat ? city.beats[u.beat].cells.front() : kNoIndex});
  }
}

std::string_view lock_name(const DoorWay& way) {
  if (!way.controlled) return "plain";
  return way.lock == Lock::kBadge ? "badge" : way.lock == Lock::kKey ? "key" : "none";
}

void take_floors(const Site& site, RecordedGeometry& out) {
  const Layout& layout = *site.layout;
  for (const Plane& plane : layout.planes) {
    RecordedGeometry::Floor floor;
    if (plane.building != kNowhere) floor.building = site.buildings[plane.building].name;
    floor.floor = plane.floor;
    floor.base_m = plane.base_m;
    for (const Partition& p : plane.partitions) {
      if (p.barrier == Barrier::kFence) continue;
      (p.barrier == Barrier::kGlass ? floor.glass : floor.walls)
          .push_back({{}, p.a, p.b, p.height_m});
    }
    out.floors.push_back(std::move(floor));
  }
  for (const Room& r : layout.rooms)
    out.floors[r.plane].rooms.push_back({r.name, r.label_en, r.label_zh, r.corners});
  for (const SiteArea& a : layout.areas)
    for (const SiteArea::Part& part : a.parts)
      out.floors[part.plane].areas.push_back(
          {a.entity, a.label_en, a.label_zh, a.level, part.corners});
  for (std::size_t i = 0; i < layout.doors.size(); ++i) {
    const DoorWay& way = layout.doors[i];
    out.floors[way.plane].doors.push_back({site.doors[i].entity, way.leaf[0], way.leaf[1],
                                           std::string(lock_name(way)), way.vehicles});
  }
  for (const Stairs& s : layout.stairs) out.stairs.push_back({s.name, s.at, s.planes});
  for (std::size_t i = 0; i < layout.plane_of_node.size() && i < out.walk.nodes.size(); ++i)
    out.walk.nodes[i].floor = layout.plane_of_node[i];
}

void take_cameras(const Site& site, RecordedGeometry& out) {
  for (std::size_t i = 0; i < site.cameras.size(); ++i) {
    const Camera& c = site.cameras[i];
    RecordedGeometry::Camera camera{c.entity, c.at, c.azimuth_deg, c.hfov_deg, c.range_m};
    if (site.camera_plan) {
      const CameraPose& pose = site.camera_plan->cameras[i];
      camera.floor = pose.plane;
      camera.kind = camera_kind_name(pose.kind);
      camera.height_m = pose.lens.height_m;
      camera.tilt_deg = pose.lens.tilt_deg;
      camera.vfov_deg = pose.lens.vfov_deg;
      camera.pixels_across = pose.lens.pixels_across;
      camera.pixels_up = pose.pixels_up;
    }
    out.cameras.push_back(std::move(camera));
  }
}

void take_site(const Site& site, RecordedGeometry& out) {
  if (site.walk) out.walk = graph_of(*site.walk);
  for (const Building& b : site.buildings) out.buildings.push_back({{}, b.name, b.corners});
  if (site.layout) {
    take_floors(site, out);
  } else if (site.sight) {
    out.floors.emplace_back();
    for (const Wall& w : site.sight->walls()) out.floors[0].walls.push_back({{}, w.a, w.b});
  }
  for (const auto& [a, b] : site.fences) out.fences.push_back({{}, a, b});
  for (const Zone& z : site.zones) out.zones.push_back({z.entity, z.a, z.b});
  take_cameras(site, out);
}

}  // namespace

RecordedGeometry geometry_of(const World& world) {
  RecordedGeometry out;
  take_city(world.city, out);
  take_site(world.site, out);
  return out;
}

std::vector<std::uint32_t> floors_of_entities(const World& world) {
  std::vector<std::uint32_t> floor(world.entities.size(), 0);
  const Site& site = world.site;
  if (!site.layout) return floor;
  const Layout& layout = *site.layout;
  const auto of_node = [&](NodeId node) {
    return node.valid() && node.index() < layout.plane_of_node.size()
               ? layout.plane_of_node[node.index()]
               : 0u;
  };
  for (std::size_t i = 0; i < site.cameras.size() && i < layout.plane_of_camera.size(); ++i)
    floor[site.cameras[i].entity.index()] = layout.plane_of_camera[i];
  for (std::size_t i = 0; i < site.doors.size(); ++i)
    floor[site.doors[i].entity.index()] = layout.doors[i].plane;
  for (const SiteArea& a : layout.areas)
    if (!a.parts.empty()) floor[a.entity.index()] = a.parts[0].plane;
  for (const Asset& a : layout.assets) floor[a.entity.index()] = a.plane;
  for (const Checkpoint& c : site.checkpoints) floor[c.entity.index()] = of_node(c.node);
  for (const Guard& g : site.guards) floor[g.entity.index()] = of_node(g.post);
  for (const Zone& z : site.zones) {
    floor[z.entity.index()] = of_node(z.walk_node);
    for (const std::uint32_t s : z.sensors)
      floor[site.sensors[s].entity.index()] = of_node(z.walk_node);
  }
  return floor;
}

std::vector<RecordedEntity> entities_of(const World& world) {
  const std::vector<std::uint32_t> floor = floors_of_entities(world);
  std::vector<RecordedEntity> out;
  for (std::size_t i = 0; i < world.entities.size(); ++i) {
    const Entity& e = world.entities[i];
    out.push_back({e.kind, e.name, e.x_m, e.y_m, floor[i]});
  }
  return out;
}

}  // namespace vedette
