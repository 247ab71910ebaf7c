// SPDX-License-Identifier: Apache-2.0
#include "record/recording_world.hpp"

#include <cmath>
#include <optional>
#include <string>

#include "record/event.hpp"
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

std::int64_t mm(double metres) {
  return std::llround(metres * 1000);
}

std::string corners_json(const Polygon& corners) {
  std::string json = "[";
  for (const PointMm& p : corners) {
    if (json.size() > 1) json += ',';
    json += '[' + std::to_string(p.x) + ',' + std::to_string(p.y) + ']';
  }
  return json + ']';
}

// The way back of an arc, if there is one that is as long and takes as long.
std::optional<ArcId> way_back(const RoadGraph& graph, const RoadGraph::Arc& arc) {
  for (const RoadGraph::Step& step : graph.out(arc.to))
    if (step.node == arc.from && step.ticks == arc.ticks &&
        graph.arc(step.arc).length_m == arc.length_m)
      return step.arc;
  return std::nullopt;
}

void write_graph(sqlite::Database& db, const char* layer, const RoadGraph& graph) {
  Statement node(db, "INSERT INTO nodes VALUES(?,?,?,?,?)");
  for (std::size_t i = 0; i < graph.node_count(); ++i) {
    const RoadGraph::Node& n = graph.node(NodeId(i));
    node.run(layer, i, mm(n.x_m), mm(n.y_m),
             n.name.empty() ? std::nullopt : std::optional<std::string_view>(n.name));
  }
  Statement road(db, "INSERT INTO roads VALUES(?,?,?,?,?,?)");
  for (std::size_t i = 0; i < graph.arc_count(); ++i) {
    const RoadGraph::Arc& arc = graph.arc(ArcId(i));
    const std::optional<ArcId> back = way_back(graph, arc);
    // A street in both directions is one row, at its first arc.
    if (back && back->index() < i) continue;
    road.run(layer, arc.from.value, arc.to.value, arc.length_m, arc.seconds(), back ? 0 : 1);
  }
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

void write_city(sqlite::Database& db, const City& city) {
  if (city.roads) write_graph(db, "city", *city.roads);
  Statement polygon(db, "INSERT INTO polygons VALUES('cell',?,?,?)");
  for (const Cell& cell : city.cells)
    polygon.run(known(cell.entity), "", corners_json(cell.corners));
  Statement area(db, "INSERT INTO areas VALUES(?,?,?,?,?)");
  for (const DemandArea& a : city.areas)
    area.run(a.entity.value, a.node.value, a.calls_per_day, known(a.district), known(a.cell));
  Statement station(db, "INSERT INTO stations VALUES(?,?,?)");
  for (const Station& s : city.stations)
    station.run(s.entity.value, s.node.value, known(s.district));
  Statement unit(db, "INSERT INTO units VALUES(?,?,?,?)");
  for (const Unit& u : city.units)
    unit.run(u.entity.value, u.fleet, u.home.value,
             known(u.beat == kNoIndex || city.beats[u.beat].cells.empty()
                       ? kNoIndex
                       : city.beats[u.beat].cells.front()));
}

void write_response(sqlite::Database& db, const Response& response) {
  Statement plan(db, "INSERT INTO plans VALUES(?,?,?,?)");
  Statement step(db, "INSERT INTO plan_steps VALUES(?,?,?,?,?,?,?,?,?)");
  for (std::size_t p = 0; p < response.plans.size(); ++p) {
    const Plan& one = response.plans[p];
    plan.run(p, one.name, one.label_en, one.label_zh);
    for (std::size_t i = 0; i < one.steps.size(); ++i) {
      const PlanStep& s = one.steps[i];
      step.run(p, i, s.name, s.label_en, s.label_zh, name_of(s.action), name_of(s.owner),
               s.target == kUnreachable ? std::nullopt : std::optional(s.target.us), s.weight);
    }
  }
  Statement inject(db, "INSERT INTO inject_names VALUES(?,?,?,?)");
  for (std::size_t i = 0; i < response.injects.size(); ++i)
    inject.run(i, response.injects[i].name, response.injects[i].label_en,
               response.injects[i].label_zh);
}

void write_site(sqlite::Database& db, const Site& site) {
  if (site.walk) write_graph(db, "walk", *site.walk);
  Statement polygon(db, "INSERT INTO polygons VALUES('building',NULL,?,?)");
  for (const Building& b : site.buildings) polygon.run(b.name, corners_json(b.corners));
  Statement line(db, "INSERT INTO lines VALUES(?,?,?,?,?,?)");
  if (site.sight)
    for (const Wall& w : site.sight->walls())
      line.run("wall", Statement::Null{}, w.a.x, w.a.y, w.b.x, w.b.y);
  for (const auto& [a, b] : site.fences) line.run("fence", Statement::Null{}, a.x, a.y, b.x, b.y);
  for (const Zone& z : site.zones) line.run("zone", known(z.entity), z.a.x, z.a.y, z.b.x, z.b.y);
  Statement camera(db, "INSERT INTO cameras VALUES(?,?,?,?,?,?)");
  for (const Camera& c : site.cameras)
    camera.run(c.entity.value, c.at.x, c.at.y, c.azimuth_deg, c.hfov_deg, c.range_m);
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
  Statement entity(db, "INSERT INTO entities VALUES(?,?,?,?,?)");
  for (std::size_t i = 0; i < world.entities.size(); ++i) {
    const Entity& e = world.entities[i];
    entity.run(i, entity_kind_name(e.kind), e.name, e.x_m, e.y_m);
  }
  write_types(db, world);
  write_city(db, world.city);
  write_site(db, world.site);
  if (world.site.response) write_response(db, *world.site.response);
}

}  // namespace vedette::recording
