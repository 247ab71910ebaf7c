// SPDX-License-Identifier: Apache-2.0
#include "record/recording_world.hpp"

#include <optional>
#include <string>
#include <vector>

#include "record/event.hpp"
#include "record/geometry_of.hpp"
#include "world/response.hpp"

namespace vedette::recording {

namespace {

using sqlite::Statement;

template <class Tag>
std::optional<std::uint32_t> known(Id<Tag> id) {
  if (!id.valid()) return std::nullopt;
  return id.value;
}

std::optional<std::uint32_t> known(std::uint32_t index) {
  if (index == kNoIndex) return std::nullopt;
  return index;
}

std::string corners_json(const Polygon& corners) {
  std::string json = "[";
  for (const PointMm& p : corners) {
    if (json.size() > 1) json += ',';
    json += '[' + std::to_string(p.x) + ',' + std::to_string(p.y) + ']';
  }
  return json + ']';
}

void write_graph(sqlite::Database& db, const char* layer, const RecordedGeometry::Graph& graph) {
  Statement node(db, "INSERT INTO nodes VALUES(?,?,?,?,?,?)");
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const RecordedGeometry::Node& n = graph.nodes[i];
    node.run(layer, i, n.at.x, n.at.y,
             n.name.empty() ? std::nullopt : std::optional<std::string_view>(n.name), n.floor);
  }
  Statement road(db, "INSERT INTO roads VALUES(?,?,?,?,?,?)");
  for (const RecordedGeometry::Road& r : graph.roads)
    road.run(layer, r.from, r.to, r.length_m, r.travel_s, r.one_way ? 1 : 0);
}

void write_types(sqlite::Database& db, const World& world) {
  Statement type(db, "INSERT INTO types VALUES(?,?,?,?,?,?,?)");
  const auto write = [&](IncidentKind kind, std::size_t i, const auto& t, Duration deadline) {
    type.run(incident_kind_name(kind), i, t.name, t.label_en, t.label_zh, t.priority,
             deadline == kUnreachable ? std::nullopt : std::optional(deadline.us));
  };
  // A task's type is a call type.
  const auto& calls = world.city.call_types;
  for (std::size_t i = 0; i < calls.size(); ++i)
    write(IncidentKind::kCall, i, calls[i], calls[i].deadline);
  const auto& alarms = world.site.alarm_types;
  for (std::size_t i = 0; i < alarms.size(); ++i)
    write(IncidentKind::kAlarm, i, alarms[i], kUnreachable);
}

void write_city(sqlite::Database& db, const RecordedGeometry& g) {
  write_graph(db, "city", g.city);
  Statement polygon(db, "INSERT INTO polygons VALUES('cell',?,?,?)");
  for (const RecordedGeometry::Area& cell : g.cells)
    polygon.run(known(cell.entity), "", corners_json(cell.corners));
  Statement area(db, "INSERT INTO areas VALUES(?,?,?,?,?)");
  for (const RecordedGeometry::DemandArea& a : g.areas)
    area.run(a.entity.value, a.node, a.calls_per_day, known(a.district), known(a.cell));
  Statement station(db, "INSERT INTO stations VALUES(?,?,?)");
  for (const RecordedGeometry::Station& s : g.stations)
    station.run(s.entity.value, s.node, known(s.district));
  Statement unit(db, "INSERT INTO units VALUES(?,?,?,?)");
  for (const RecordedGeometry::Unit& u : g.units)
    unit.run(u.entity.value, u.fleet, u.home_node, known(u.cell));
}

void write_response(sqlite::Database& db, const Response& response) {
  Statement plan(db, "INSERT INTO plans VALUES(?,?,?,?)");
  const auto target = [](Duration d) {
    return d == kUnreachable ? std::nullopt : std::optional(d.us);
  };
  Statement step(db, "INSERT INTO plan_steps VALUES(?,?,?,?,?,?,?,?,?,?)");
  for (std::size_t p = 0; p < response.plans.size(); ++p) {
    const Plan& one = response.plans[p];
    plan.run(p, one.name, one.label_en, one.label_zh);
    for (std::size_t i = 0; i < one.steps.size(); ++i) {
      const PlanStep& s = one.steps[i];
      step.run(p, i, s.name, s.label_en, s.label_zh, name_of(s.action), name_of(s.owner),
               target(s.target), s.weight, target(s.alarm_target));
    }
  }
  Statement inject(db, "INSERT INTO inject_names VALUES(?,?,?,?)");
  for (std::size_t i = 0; i < response.injects.size(); ++i)
    inject.run(i, response.injects[i].name, response.injects[i].label_en,
               response.injects[i].label_zh);
}

void write_lines(sqlite::Database& db, const char* kind, std::size_t floor,
                 const std::vector<RecordedGeometry::Line>& lines) {
  Statement line(db, "INSERT INTO lines VALUES(?,?,?,?,?,?,?,?)");
  for (const RecordedGeometry::Line& l : lines)
    line.run(kind, known(l.entity), l.a.x, l.a.y, l.b.x, l.b.y, floor,
             l.height_m > 0 ? std::optional(l.height_m) : std::nullopt);
}

void write_floor(sqlite::Database& db, std::size_t index, const RecordedGeometry::Floor& f) {
  Statement(db, "INSERT INTO floors VALUES(?,?,?,?)")
      .run(index, f.building.empty() ? std::nullopt : std::optional<std::string_view>(f.building),
           f.floor, f.base_m);
  write_lines(db, "wall", index, f.walls);
  write_lines(db, "glass", index, f.glass);
  Statement room(db, "INSERT INTO rooms VALUES(?,?,?,?,?)");
  for (const RecordedGeometry::Room& r : f.rooms)
    room.run(r.name, r.label_en, r.label_zh, index, corners_json(r.corners));
  Statement area(db, "INSERT INTO site_areas VALUES(?,?,?,?,?,?)");
  for (const RecordedGeometry::SiteArea& a : f.areas)
    area.run(a.entity.value, a.label_en, a.label_zh, a.level, index, corners_json(a.corners));
  Statement door(db, "INSERT INTO doors VALUES(?,?,?,?,?,?,?,?)");
  for (const RecordedGeometry::Door& d : f.doors)
    door.run(d.entity.value, d.a.x, d.a.y, d.b.x, d.b.y, index, d.lock, d.vehicles ? 1 : 0);
}

void write_site(sqlite::Database& db, const RecordedGeometry& g) {
  write_graph(db, "walk", g.walk);
  Statement polygon(db, "INSERT INTO polygons VALUES('building',NULL,?,?)");
  for (const RecordedGeometry::Area& b : g.buildings) polygon.run(b.name, corners_json(b.corners));
  for (std::size_t i = 0; i < g.floors.size(); ++i) write_floor(db, i, g.floors[i]);
  write_lines(db, "fence", 0, g.fences);
  write_lines(db, "zone", 0, g.zones);
  Statement stairs(db, "INSERT INTO stairs VALUES(?,?,?,?)");
  for (const RecordedGeometry::Stairs& s : g.stairs) {
    std::string floors = "[";
    for (const std::uint32_t f : s.floors)
      floors += (floors.size() > 1 ? "," : "") + std::to_string(f);
    stairs.run(s.name, s.at.x, s.at.y, floors + ']');
  }
  Statement camera(db, "INSERT INTO cameras VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)");
  for (const RecordedGeometry::Camera& c : g.cameras)
    camera.run(c.entity.value, c.at.x, c.at.y, c.azimuth_deg, c.hfov_deg, c.range_m, c.floor,
               c.kind, c.height_m, c.tilt_deg, c.vfov_deg, c.pixels_across, c.pixels_up);
}

}  // namespace

void write_world(sqlite::Database& db, const World& world) {
  Statement(db, "INSERT INTO world VALUES(?)").run(world.effective_json);
  Statement provenance(db, "INSERT INTO provenance VALUES(?,?,?,?)");
  for (const Provenance& p : world.provenance)
    provenance.run(p.path, p.value, p.source, p.assumption ? 1 : 0);
  Statement topic(db, "INSERT INTO topics VALUES(?,?)");
  for (int i = 0; i < static_cast<int>(Topic::kCount); ++i)
    topic.run(i, topic_name(static_cast<Topic>(i)));
  Statement stage(db, "INSERT INTO stage_names VALUES(?,?)");
  for (int i = 0; i < static_cast<int>(kStages); ++i)
    stage.run(i, stage_name(static_cast<Stage>(i)));
  const RecordedGeometry geometry = geometry_of(world);
  const std::vector<std::uint32_t> floors = floors_of_entities(world);
  Statement entity(db, "INSERT INTO entities VALUES(?,?,?,?,?,?)");
  for (std::size_t i = 0; i < world.entities.size(); ++i) {
    const Entity& e = world.entities[i];
    entity.run(i, entity_kind_name(e.kind), e.name, e.x_m, e.y_m, floors[i]);
  }
  write_types(db, world);
  write_city(db, geometry);
  write_site(db, geometry);
  if (world.site.response) write_response(db, *world.site.response);
}

}  // namespace vedette::recording
