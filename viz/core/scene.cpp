// SPDX-License-Identifier: Apache-2.0
#include "viz/core/scene.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "world/world.hpp"

namespace vedette::view {

namespace {

void add(WorldBox& box, PointMm p) {
  box.add(static_cast<double>(p.x) / 1000, static_cast<double>(p.y) / 1000);
}

double number_or(const nlohmann::json& value, double low, double high, double otherwise) {
  if (!value.is_number()) return otherwise;
  const double v = value.get<double>();
  return v >= low && v <= high ? v : otherwise;
}

// The speed of the recorded roads is ordinary and free; the scenario tells how much a siren gains
// and what the hours' traffic takes.
void read_speeds(Scene& scene, const std::string& world_json) {
  const auto json = nlohmann::json::parse(world_json, nullptr, false);
  const auto said = [&](const nlohmann::json& of, const char* pointer) {
    const nlohmann::json::json_pointer at(pointer);
    return of.is_object() && of.contains(at) ? of[at] : nlohmann::json();
  };
  const auto take = [&](const nlohmann::json& of) {
    const double factor = number_or(said(of, "/siren_factor"), 1e-3, 1e3, 0);
    if (factor > 0 && !scene.siren_known) scene.siren_factor = factor, scene.siren_known = true;
    const auto hours = said(of, "/speed_by_hour");
    if (!hours.is_array() || hours.size() != 24 || !scene.even_speed) return;
    for (std::size_t h = 0; h < 24; ++h) {
      scene.speed_by_hour[h] = number_or(hours[h], 0.05, 5, 1);
      if (scene.speed_by_hour[h] != 1) scene.even_speed = false;
    }
  };
  take(said(json, "/city"));
  if (const auto type = said(json, "/city/road_type"); type.is_string()) {
    const auto types = said(json, "/models/roads");
    const auto name = type.get<std::string>();
    if (types.is_object() && types.contains(name)) take(types[name]);
  }
}

void fill(Scene& scene) {
  for (std::uint32_t i = 0; i < scene.geometry.cells.size(); ++i)
    for (const auto& t : triangles_of(scene.geometry.cells[i].corners)) {
      scene.cell_triangles.push_back(t);
      scene.triangle_cell.push_back(i);
    }
  for (const auto& b : scene.geometry.buildings)
    for (const auto& t : triangles_of(b.corners)) scene.building_triangles.push_back(t);
}

RecordedGeometry::Graph graph_of(const RoadGraph& graph) {
  RecordedGeometry::Graph out;
  for (std::size_t i = 0; i < graph.node_count(); ++i) {
    const auto& n = graph.node(NodeId(i));
    out.nodes.push_back({millimetres(n.x_m, n.y_m), n.name});
  }
  for (std::size_t i = 0; i < graph.arc_count(); ++i) {
    const auto& a = graph.arc(ArcId(i));
    if (a.closed()) continue;
    bool both = false, second = false;
    for (const auto& step : graph.out(a.to))
      if (step.node == a.from && step.ticks == a.ticks) {
        both = true;
        second = step.arc.index() < i;
      }
    if (second) continue;
    out.roads.push_back({a.from.value, a.to.value, a.length_m, a.seconds(), !both});
  }
  return out;
}

}  // namespace

WorldBox Scene::city_box() const {
  WorldBox box;
  for (const auto& n : geometry.city.nodes) add(box, n.at);
  return box;
}

WorldBox Scene::site_box() const {
  WorldBox box;
  for (const auto* lines : {&geometry.walls, &geometry.fences, &geometry.zones})
    for (const auto& l : *lines) add(box, l.a), add(box, l.b);
  for (const auto& b : geometry.buildings)
    for (const PointMm& p : b.corners) add(box, p);
  for (const auto& n : geometry.walk.nodes) add(box, n.at);
  for (const auto& c : geometry.cameras) add(box, c.at);
  return box;
}

bool Scene::has_site() const {
  return !site_box().empty();
}

WorldBox Scene::box() const {
  WorldBox box = city_box();
  box.add(site_box());
  if (box.empty())
    for (const RecordedEntity& e : entities) box.add(e.x_m, e.y_m);
  return box;
}

EntityId Scene::find(EntityKind kind, std::string_view name) const {
  for (std::size_t i = 0; i < entities.size(); ++i)
    if (entities[i].kind == kind && entities[i].name == name) return EntityId(i);
  return {};
}

Scene scene_of(RecordedGeometry geometry, std::vector<RecordedEntity> entities,
               const std::string& world_json) {
  Scene scene;
  scene.geometry = std::move(geometry);
  scene.entities = std::move(entities);
  read_speeds(scene, world_json);
  fill(scene);
  return scene;
}

Scene scene_of(const World& world) {
  Scene scene;
  scene.name_en = world.name_en;
  scene.name_zh = world.name_zh;
  scene.marks_us = world.marks_us;
  for (const Entity& e : world.entities) scene.entities.push_back({e.kind, e.name, e.x_m, e.y_m});
  RecordedGeometry& g = scene.geometry;
  const City& city = world.city;
  if (city.roads) g.city = graph_of(*city.roads);
  for (const Cell& c : city.cells) g.cells.push_back({c.entity, "", c.corners});
  for (const DemandArea& a : city.areas)
    g.areas.push_back({a.entity, a.node.value, a.calls_per_day, a.district, a.cell});
  for (const Station& s : city.stations) g.stations.push_back({s.entity, s.node.value, s.district});
  for (const Unit& u : city.units)
    g.units.push_back({u.entity, u.fleet, u.home.value,
                       u.beat == kNoIndex || city.beats[u.beat].cells.empty()
                           ? kNoIndex
                           : city.beats[u.beat].cells.front()});
  const Site& site = world.site;
  if (site.walk) g.walk = graph_of(*site.walk);
  for (const Building& b : site.buildings) g.buildings.push_back({{}, b.name, b.corners});
  if (site.sight)
    for (const Wall& w : site.sight->walls()) g.walls.push_back({{}, w.a, w.b});
  for (const auto& [a, b] : site.fences) g.fences.push_back({{}, a, b});
  for (const Zone& z : site.zones) g.zones.push_back({z.entity, z.a, z.b});
  for (const Camera& c : site.cameras)
    g.cameras.push_back({c.entity, c.at, c.azimuth_deg, c.hfov_deg, c.range_m});
  scene.siren_factor = city.siren_factor;
  scene.siren_known = city.present;
  for (std::size_t h = 0; h < 24 && city.present; ++h) {
    scene.speed_by_hour[h] = 1 / city.pace_by_hour[h];
    scene.even_speed = scene.even_speed && scene.speed_by_hour[h] == 1;
  }
  fill(scene);
  return scene;
}

std::vector<std::array<PointMm, 3>> triangles_of(const Polygon& polygon) {
  std::vector<std::array<PointMm, 3>> out;
  std::vector<PointMm> left(polygon.begin(), polygon.end());
  if (left.size() < 3) return out;
  if (twice_area_mm2(left) < 0) std::reverse(left.begin(), left.end());
  const auto inside = [](PointMm a, PointMm b, PointMm c, PointMm p) {
    return turn(a, b, p) >= 0 && turn(b, c, p) >= 0 && turn(c, a, p) >= 0;
  };
  while (left.size() > 3) {
    const std::size_t n = left.size();
    std::size_t ear = n;
    for (std::size_t i = 0; i < n && ear == n; ++i) {
      const PointMm a = left[(i + n - 1) % n], b = left[i], c = left[(i + 1) % n];
      const int side = turn(a, b, c);
      if (side < 0) continue;
      bool clear = true;
      if (side > 0)
        for (std::size_t k = 0; k < n && clear; ++k) {
          const PointMm p = left[k];
          clear = p == a || p == b || p == c || !inside(a, b, c, p);
        }
      if (clear) ear = i;
    }
    if (ear == n) ear = 0;  // crosses itself: go on all the same
    const std::array<PointMm, 3> t{left[(ear + n - 1) % n], left[ear], left[(ear + 1) % n]};
    if (turn(t[0], t[1], t[2]) > 0) out.push_back(t);
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(ear));
  }
  if (turn(left[0], left[1], left[2]) > 0) out.push_back({left[0], left[1], left[2]});
  return out;
}

}  // namespace vedette::view
