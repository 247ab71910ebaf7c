// SPDX-License-Identifier: Apache-2.0
#include "export/material.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/diagnostics.hpp"
#include "record/geometry_of.hpp"
#include "report/report_parts.hpp"

namespace vedette::gis {

namespace {

// The union of cells; where their borders cross too flatly for it, the cells themselves.
std::vector<Rings> joined(const std::vector<Polygon>& cells) {
  try {
    return join_polygons(cells);
  } catch (const InputError&) {
    std::vector<Rings> apart;
    for (const Polygon& cell : cells)
      if (cell.size() >= 3) apart.push_back({cell});
    return apart;
  }
}

bool passes_a_corner_twice(Polygon corners) {
  std::sort(corners.begin(), corners.end());
  return std::adjacent_find(corners.begin(), corners.end()) != corners.end();
}

// The finest level; then those above, as far as the world has them.
void make_levels(Material& m, const std::vector<GridLevel>& coarser,
                 const std::vector<Cell>& finest) {
  if (m.geometry.cells.empty()) return;
  Material::Level level{"cells", {}, {}, {}};
  std::vector<Polygon> corners;
  std::vector<std::uint32_t> inside;  // per finest cell the cell of the level that it is a part of
  for (const RecordedGeometry::Area& cell : m.geometry.cells) {
    inside.push_back(static_cast<std::uint32_t>(level.cells.size()));
    level.cells.push_back(cell.entity);
    level.shapes.emplace_back();
    if (passes_a_corner_twice(cell.corners))  // pieces or a hole, joined by bridges
      level.shapes.back() = joined({cell.corners});
    else if (cell.corners.size() >= 3)
      level.shapes.back().push_back({cell.corners});
    corners.push_back(cell.corners);
  }
  for (const auto& area : m.geometry.areas) level.cell_of_area.push_back(area.cell);
  m.levels.push_back(std::move(level));
  const std::vector<Cell>* below = &finest;
  for (const GridLevel& grid : coarser) {
    Material::Level above{grid.name, {}, {}, m.levels.back().cell_of_area};
    for (const Cell& c : grid.cells) above.cells.push_back(c.entity);
    std::vector<std::vector<Polygon>> parts(grid.cells.size());
    for (std::size_t i = 0; i < inside.size(); ++i) {
      if (inside[i] != kNoIndex) inside[i] = (*below)[inside[i]].parent;
      if (inside[i] != kNoIndex) parts[inside[i]].push_back(corners[i]);
    }
    for (const auto& part : parts) above.shapes.push_back(joined(part));
    for (std::uint32_t& cell : above.cell_of_area)
      if (cell != kNoIndex) cell = (*below)[cell].parent;
    below = &grid.cells;
    m.levels.push_back(std::move(above));
  }
}

RoadGraph roads_of(const RecordedGeometry::Graph& graph) {
  RoadGraphBuilder builder;
  for (const auto& n : graph.nodes)
    builder.add_node(static_cast<double>(n.at.x) / 1000, static_cast<double>(n.at.y) / 1000,
                     n.name);
  for (const auto& r : graph.roads) {
    builder.add_arc(NodeId(r.from), NodeId(r.to), r.travel_s, r.length_m);
    if (!r.one_way) builder.add_arc(NodeId(r.to), NodeId(r.from), r.travel_s, r.length_m);
  }
  return builder.build();
}

void finish(Material& m) {
  for (const RecordedEntity& e : m.entities)
    if (e.kind == EntityKind::kDistrict) m.districts.push_back(e.name);
  std::sort(m.marks.begin(), m.marks.end());
  if (!m.roads) {
    m.roads = std::make_shared<const RoadGraph>(roads_of(m.geometry.city));
    m.siren_speed = m.siren_factor;
  }
  std::vector<CircleSource> sources;
  for (const auto& s : m.geometry.stations)
    if (s.node != kNoIndex) sources.push_back({NodeId(s.node), {}});
  std::vector<double> weight(m.roads->node_count());
  for (const auto& a : m.geometry.areas)
    if (a.node != kNoIndex) weight[a.node] += a.calls_per_day;
  std::vector<CircleTarget> targets;
  for (std::uint32_t n = 0; n < m.roads->node_count(); ++n)
    targets.push_back({m.junction(n), NodeId(n), weight[n]});
  m.circles = response_circles(*m.roads, sources, targets, m.marks, m.siren_speed);
}

[[noreturn]] void damaged(RecordingReader& recording, const char* what) {
  throw InputError{{{recording.path(), 0, 0},
                    Severity::kError,
                    std::string("the recording is damaged: ") + what,
                    "record it again: the same scenario and seed give the same run"}};
}

// What the tables of a recording do not have, from its effective scenario: the place on the globe,
// and how much faster one drives with siren (city.siren_factor, else its road type's).
void read_scenario(RecordingReader& recording, Material& m) {
  const auto world = nlohmann::json::parse(recording.world_json(), nullptr, false);
  if (!world.is_object()) damaged(recording, "its scenario cannot be read");
  const auto part = [](const nlohmann::json& of, const std::string& key) {
    return of.is_object() && of.contains(key) ? of[key] : nlohmann::json();
  };
  const auto city = part(world, "city");
  const auto origin = part(city, "geo_origin");
  if (origin.is_array() && origin.size() == 2 && origin[0].is_number() && origin[1].is_number())
    m.origin = LonLat{origin[0].get<double>(), origin[1].get<double>()};
  auto factor = part(city, "siren_factor");
  if (const auto type = part(city, "road_type"); !factor.is_number() && type.is_string())
    factor =
        part(part(part(part(world, "models"), "roads"), type.get<std::string>()), "siren_factor");
  if (factor.is_number()) m.siren_factor = factor.get<double>();
}

}  // namespace

const std::string& Material::name(EntityId who) const {
  static const std::string none;
  return who.valid() && who.index() < entities.size() ? entities[who.index()].name : none;
}

std::string Material::junction(std::uint32_t node) const {
  if (node >= geometry.city.nodes.size()) return {};
  const std::string& given = geometry.city.nodes[node].name;
  return given.empty() ? std::to_string(node) : given;
}

Material material_of(const World& world) {
  Material m;
  m.start = world.start;
  if (world.city.geo_origin)
    m.origin = LonLat{(*world.city.geo_origin)[0], (*world.city.geo_origin)[1]};
  m.entities = entities_of(world);
  for (const std::int64_t us : world.marks_us) m.marks.push_back({us});
  m.siren_factor = world.city.siren_factor;
  m.geometry = geometry_of(world);
  for (const DemandArea& area : world.city.areas) m.population.push_back(area.population);
  if (!world.city.road_states.empty()) {
    const auto& siren = world.city.road_states.front().modes.front().siren;
    m.roads = std::shared_ptr<const RoadGraph>(siren, &siren->graph());  // the table holds it
    m.siren_speed = siren->speed_factor();
  }
  make_levels(m, world.city.coarser, world.city.cells);
  finish(m);
  return m;
}

Material material_of(RecordingReader& recording) {
  const RecordingReader::Hold hold(recording);
  report::Material told = report::read_material(recording);
  Material m;
  m.recorded = true;
  m.start = told.info.start;
  for (const std::int64_t us : told.info.marks_us) m.marks.push_back({us});
  m.entities = std::move(told.entities);
  m.incidents = std::move(told.incidents);
  m.call_types = std::move(told.call_types);
  m.alarm_types = std::move(told.alarm_types);
  m.geometry = recording.geometry();
  read_scenario(recording, m);
  make_levels(m, {}, {});
  try {
    finish(m);
  } catch (const InputError& e) {
    damaged(recording, e.diagnostic.message.c_str());
  }
  return m;
}

}  // namespace vedette::gis
