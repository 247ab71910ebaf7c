// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/lang.hpp"
#include "cover/pixel_density.hpp"
#include "record/recorded.hpp"
#include "viz/core/map_view.hpp"
#include "world/world.hpp"

namespace vedette::view {

/// What people call something; empty where the scenario does not say.
struct SceneLabel {
  std::string en, zh;
  const std::string& in(Lang lang) const { return lang == Lang::kZh ? zh : en; }
};

/// What stands where: of a recording or of a scenario, in one form for drawing and for asking.
struct Scene {
  std::string name_en, name_zh;
  std::vector<RecordedEntity> entities;
  RecordedGeometry geometry;
  std::vector<std::int64_t> marks_us;
  double siren_factor = 1;  ///< of response circles
  bool siren_known = false;
  std::array<double, 24> speed_by_hour;                ///< of the day, relative to free roads
  bool even_speed = true;                              ///< all of these are 1
  std::vector<std::array<PointMm, 3>> cell_triangles;  ///< of all cells, `triangle_cell` their cell
  std::vector<std::uint32_t> triangle_cell;
  std::vector<std::array<PointMm, 3>> building_triangles;

  DensityProfile densities;                    ///< of cameras; levels ascending
  double person_m = 1.8;                       ///< who is to be seen
  std::vector<std::array<double, 2>> watched;  ///< what of the ground is; empty: all of the site
  double coverage_cell_m = 0.25;
  std::vector<PointMm> zone_ends;  ///< of zones drawn on the site; not of what leaves it
  std::vector<bool> tours;         ///< by camera of the geometry: looks one way after another
  std::vector<SceneLabel> building_labels;            ///< by building of the geometry
  std::map<std::uint32_t, SceneLabel> entity_labels;  ///< of stations that have one

  Scene() { speed_by_hour.fill(1); }
  /// The storey that a floor of the recording is: 1 for the ground and what lies level with it.
  int level_of(std::uint32_t floor) const {
    return floor < geometry.floors.size() && floor > 0 ? geometry.floors[floor].floor : 1;
  }
  /// All storeys, ascending; 1 alone without a site.
  std::vector<int> levels() const;
  /// Whether the door is only known as a point: no floor has its leaf.
  bool leafless(EntityId door) const {
    return !door.valid() || door.index() >= has_leaf.size() || !has_leaf[door.index()];
  }
  std::vector<bool> has_leaf;  ///< per entity
  /// Where a device stands; a camera's host bears the camera's name and hangs with it. Nothing
  /// where that is not known.
  std::optional<std::array<double, 2>> place_of_device(EntityId device) const;
  /// Of a camera's host, the camera; else invalid.
  EntityId camera_of_host(EntityId host) const {
    return host.valid() && host.index() < host_camera.size() ? host_camera[host.index()]
                                                             : EntityId();
  }
  std::vector<EntityId> host_camera;  ///< per entity; empty: there are none
  /// Asked for in every frame: found once, when first asked for.
  const WorldBox& city_box() const;
  const WorldBox& site_box() const;
  WorldBox box() const;
  bool has_city() const { return !geometry.city.nodes.empty(); }
  bool has_site() const;
  /// Entity of that kind and name; invalid if there is none.
  EntityId find(EntityKind kind, std::string_view name) const;
  /// What a building or an entity is called on the map: its label, else its id.
  const std::string& building_name(std::size_t building, Lang lang) const;
  const std::string& building_name(const std::string& id, Lang lang) const;
  const std::string& entity_name(EntityId entity, Lang lang) const;
  /// How many entities of each kind there are.
  const std::array<int, static_cast<std::size_t>(EntityKind::kCount)>& count_by_kind() const;

 private:
  mutable std::optional<WorldBox> city_box_, site_box_;
  mutable std::optional<std::array<int, static_cast<std::size_t>(EntityKind::kCount)>> count_;
};

/// `world_json`: the recording's effective scenario, for the siren factor.
Scene scene_of(RecordedGeometry geometry, std::vector<RecordedEntity> entities,
               const std::string& world_json);
Scene scene_of(const World& world);

/// Of buildings and stations, out of the effective scenario.
void read_labels(Scene& scene, const nlohmann::json& json);

/// Triangles that fill a polygon, by cutting ears (Meisters 1975); none for fewer than 3 corners.
/// Self-crossing polygons give some triangles inside their outline.
std::vector<std::array<PointMm, 3>> triangles_of(const Polygon& polygon);

}  // namespace vedette::view
