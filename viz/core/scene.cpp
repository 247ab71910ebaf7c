// SPDX-License-Identifier: Apache-2.0
#include "viz/core/scene.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>
#include <unordered_map>

#include "record/geometry_of.hpp"
#include "record/recorded_speeds.hpp"
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

bool is_point(const nlohmann::json& j) {
  return j.is_array() && j.size() == 2 && j[0].is_number() && j[1].is_number() &&
         std::abs(j[0].get<double>()) < 1e7 && std::abs(j[1].get<double>()) < 1e7;
}

// What the site's coverage is about, and which cameras tour.
void read_coverage(Scene& scene, const nlohmann::json& json) {
  using Pointer = nlohmann::json::json_pointer;
  const auto at = [&](const Pointer& pointer) {
    return json.contains(pointer) ? json[pointer] : nlohmann::json();
  };
  const auto cameras = at(Pointer("/site/cameras")),
             watched = at(Pointer("/site/coverage/watched"));
  double x = 0, y = 0;  // the site's anchor, as a camera shows it
  for (const auto& c : scene.geometry.cameras) {
    scene.tours.push_back(false);
    if (!c.entity.valid() || c.entity.index() >= scene.entities.size()) continue;
    const std::string& name = scene.entities[c.entity.index()].name;
    if (!cameras.is_object() || !cameras.contains(name) || !cameras[name].is_object()) continue;
    const auto& said = cameras[name];
    scene.tours.back() =
        said.contains("presets") && said["presets"].is_array() && said["presets"].size() > 1;
    if (!said.contains("at") || !is_point(said["at"])) continue;
    x = static_cast<double>(c.at.x) / 1000 - said["at"][0].get<double>();
    y = static_cast<double>(c.at.y) / 1000 - said["at"][1].get<double>();
  }
  if (watched.is_array() && watched.size() > 2 &&
      std::all_of(watched.begin(), watched.end(), is_point))
    for (const auto& p : watched)
      scene.watched.push_back({p[0].get<double>() + x, p[1].get<double>() + y});
  const auto zones = at(Pointer("/site/zones"));
  for (const auto& z : scene.geometry.zones) {
    const bool named = z.entity.valid() && z.entity.index() < scene.entities.size();
    if (!zones.is_object() || (named && zones.contains(scene.entities[z.entity.index()].name)))
      scene.zone_ends.insert(scene.zone_ends.end(), {z.a, z.b});
  }
  scene.coverage_cell_m = number_or(at(Pointer("/site/coverage/cell_m")), 0.05, 100, 0.25);
}

// The levels of pixel density that the site's coverage is about, as its scenario names them.
void read_densities(Scene& scene, const std::string& world_json) {
  scene.densities = en_62676_4_2014();
  const auto json = nlohmann::json::parse(world_json, nullptr, false);
  const nlohmann::json::json_pointer all("/models/density_profiles"), part("/site/coverage");
  if (!json.is_object()) return;
  read_coverage(scene, json);
  read_labels(scene, json);
  const auto coverage = json.contains(part) ? json[part] : nlohmann::json();
  if (coverage.is_object())
    scene.person_m = number_or(coverage.value("person_m", nlohmann::json()), 0, 10, 1.8);
  if (!json.contains(all) || !json[all].is_object() || json[all].empty()) return;
  std::string name = json[all].items().begin().key();
  if (coverage.is_object() && coverage.contains("profile") && coverage["profile"].is_string())
    name = coverage["profile"].get<std::string>();
  const auto& profiles = json[all];
  if (!profiles.contains(name) || !profiles[name].is_object() ||
      !profiles[name].contains("levels") || !profiles[name]["levels"].is_object())
    return;
  DensityProfile profile{name, {}};
  for (const auto& [level, value] : profiles[name]["levels"].items())
    if (const double px = number_or(value, 1e-6, 1e5, 0); px > 0)
      profile.levels.push_back({level, px});
  std::sort(profile.levels.begin(), profile.levels.end(),
            [](const DensityLevel& a, const DensityLevel& b) { return a.px_per_m < b.px_per_m; });
  if (!profile.levels.empty() && profile.levels.size() <= 20) scene.densities = profile;
}

void fill(Scene& scene) {
  for (std::uint32_t i = 0; i < scene.geometry.cells.size(); ++i)
    for (const auto& t : triangles_of(scene.geometry.cells[i].corners)) {
      scene.cell_triangles.push_back(t);
      scene.triangle_cell.push_back(i);
    }
  for (const auto& b : scene.geometry.buildings)
    for (const auto& t : triangles_of(b.corners)) scene.building_triangles.push_back(t);
  std::unordered_map<std::string_view, EntityId> cameras;
  for (const auto& c : scene.geometry.cameras)
    if (c.entity.valid() && c.entity.index() < scene.entities.size())
      cameras.emplace(scene.entities[c.entity.index()].name, c.entity);
  scene.host_camera.assign(scene.entities.size(), {});
  for (std::size_t i = 0; i < scene.entities.size(); ++i)
    if (scene.entities[i].kind == EntityKind::kHost)
      if (const auto at = cameras.find(scene.entities[i].name); at != cameras.end())
        scene.host_camera[i] = at->second;
  scene.has_leaf.assign(scene.entities.size(), false);
  for (const auto& f : scene.geometry.floors)
    for (const auto& d : f.doors)
      if (!(d.a == d.b) && d.entity.valid() && d.entity.index() < scene.has_leaf.size())
        scene.has_leaf[d.entity.index()] = true;
}

}  // namespace

std::optional<std::array<double, 2>> Scene::place_of_device(EntityId device) const {
  if (!device.valid() || device.index() >= entities.size()) return std::nullopt;
  const EntityId camera = camera_of_host(device);
  const RecordedEntity& e = entities[camera.valid() ? camera.index() : device.index()];
  if (e.x_m == 0 && e.y_m == 0) return std::nullopt;
  return std::array{e.x_m, e.y_m};
}

const WorldBox& Scene::city_box() const {
  if (city_box_) return *city_box_;
  WorldBox& box = city_box_.emplace();
  for (const auto& n : geometry.city.nodes) add(box, n.at);
  return box;
}

const WorldBox& Scene::site_box() const {
  if (site_box_) return *site_box_;
  WorldBox& box = site_box_.emplace();
  for (const auto* lines : {&geometry.ground_walls(), &geometry.fences, &geometry.zones})
    for (const auto& l : *lines) add(box, l.a), add(box, l.b);
  for (const auto& b : geometry.buildings)
    for (const PointMm& p : b.corners) add(box, p);
  for (const auto& n : geometry.walk.nodes) add(box, n.at);
  for (const auto& c : geometry.cameras) add(box, c.at);
  return box;
}

const std::array<int, static_cast<std::size_t>(EntityKind::kCount)>& Scene::count_by_kind() const {
  if (count_) return *count_;
  count_.emplace().fill(0);
  for (const RecordedEntity& e : entities) ++(*count_)[static_cast<std::size_t>(e.kind)];
  return *count_;
}

std::vector<int> Scene::levels() const {
  std::vector<int> out{1};
  for (std::uint32_t f = 1; f < geometry.floors.size(); ++f) out.push_back(level_of(f));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
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
  const RecordedSpeeds speeds = recorded_speeds(world_json);
  scene.siren_factor = speeds.siren_factor, scene.siren_known = speeds.siren_known;
  scene.speed_by_hour = speeds.by_hour, scene.even_speed = speeds.even;
  read_densities(scene, world_json);
  fill(scene);
  return scene;
}

Scene scene_of(const World& world) {
  Scene scene;
  scene.name_en = world.name_en;
  scene.name_zh = world.name_zh;
  scene.marks_us = world.marks_us;
  scene.entities = entities_of(world);
  scene.geometry = geometry_of(world);
  read_densities(scene, world.effective_json);
  scene.siren_factor = world.city.siren_factor;
  scene.siren_known = world.city.present;
  for (std::size_t h = 0; h < 24 && world.city.present; ++h) {
    scene.speed_by_hour[h] = 1 / world.city.pace_by_hour[h];
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
