// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "world/compile/camera_view.hpp"
#include "world/compile/context.hpp"
#include "world/compile/site_parts.hpp"

namespace vedette {

namespace {

std::vector<PointMm> points(CompileContext& c, const Located& list) {
  std::vector<PointMm> out;
  for (std::size_t i = 0; i < list.size(); ++i) out.push_back(c.point(list.at(i)));
  return out;
}

EntityId add_at(CompileContext& c, EntityKind kind, const std::string& name, PointMm p) {
  return c.add_entity(kind, name, static_cast<double>(p.x) / 1000, static_cast<double>(p.y) / 1000);
}

// Calls visit(id, body) for each entry of site.<collection>, in the scenario's order.
template <class Visit>
void each(const Located& site, std::string_view collection, const Visit& visit) {
  const auto list = site.find(collection);
  for (std::size_t i = 0; list && i < list->size(); ++i) visit(list->key(i), list->at(i));
}

// Index of the entity `name` within a vector of things that have an entity.
template <class Things>
std::uint32_t index_of(const Things& things, EntityId entity) {
  for (std::uint32_t i = 0; i < things.size(); ++i)
    if (things[i].entity == entity) return i;
  return kNoIndex;
}

// The line along the points of a wall or fence.
std::vector<PointMm> line(CompileContext& c, const char* what, const std::string& id,
                          const Located& body) {
  const int errors_before = c.diagnostics().errors();
  auto corners = points(c, *body.find("points"));
  const bool nothing = std::all_of(corners.begin(), corners.end(),
                                   [&](const PointMm& p) { return p == corners.front(); });
  if (nothing && c.diagnostics().errors() == errors_before)
    c.error(body.find("points")->place(), fmt::format("{} '{}' has no length", what, id));
  return corners;
}

void read_shapes(CompileContext& c, const Located& site) {
  Site& out = c.world().site;
  std::vector<Wall> opaque;
  each(site, "walls", [&](const std::string& id, const Located& wall) {
    const auto corners = line(c, "wall", id, wall);
    for (std::size_t i = 1; i < corners.size(); ++i) opaque.push_back({corners[i - 1], corners[i]});
  });
  each(site, "fences", [&](const std::string& id, const Located& fence) {
    const auto corners = line(c, "fence", id, fence);
    for (std::size_t i = 1; i < corners.size(); ++i)
      out.fences.push_back({corners[i - 1], corners[i]});
  });
  each(site, "buildings", [&](const std::string& id, const Located& building) {
    const int errors_before = c.diagnostics().errors();
    Polygon corners = points(c, *building.find("corners"));
    if (twice_area_mm2(corners) == 0 && c.diagnostics().errors() == errors_before)
      c.error(building.find("corners")->place(), fmt::format("building '{}' has no area", id));
    for (std::size_t i = 0; i < corners.size(); ++i)
      opaque.push_back({corners[i], corners[(i + 1) % corners.size()]});
    out.buildings.push_back({id, std::move(corners)});
  });
  out.sight = std::make_shared<SightIndex>(std::move(opaque));
}

void read_doors(CompileContext& c, const Located& site, std::map<std::string, double>& delay) {
  each(site, "doors", [&](const std::string& id, const Located& door) {
    const PointMm at = c.point(*door.find("at"));
    delay[id] = c.number(door.find("delay_s"), 0);
    c.world().site.doors.push_back({add_at(c, EntityKind::kDoor, id, at), at});
  });
}

void read_walks(CompileContext& c, const Located& site) {
  Site& out = c.world().site;
  const int errors_before = c.diagnostics().errors();
  std::map<std::string, double> door_delay_s;
  read_doors(c, site, door_delay_s);
  const Typed guards = c.typed(site, "guards", "guard_type");
  const double speed_mps = c.number(guards.find("walk_speed_mps"), 1.4);
  const Located walk = *site.find("walk");
  RoadGraphBuilder builder;
  std::map<std::string, std::pair<NodeId, PointMm>> named;
  const Located list = *walk.find("points");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const PointMm p = c.point(list.at(i));
    named[list.key(i)] = {builder.add_node(static_cast<double>(p.x) / 1000,
                                           static_cast<double>(p.y) / 1000, list.key(i)),
                          p};
  }
  const Located paths = *walk.find("paths");
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const Located between = *paths.at(i).find("between");
    const auto door = paths.at(i).find("door");
    for (std::size_t k = 1; k < between.size(); ++k) {
      const auto& [a, pa] = named.at(between.at(k - 1).value().get<std::string>());
      const auto& [b, pb] = named.at(between.at(k).value().get<std::string>());
      if (a == b) {
        c.error(between.at(k).place(), "a path goes from one point to another");
        continue;
      }
      const double dx = static_cast<double>(pa.x - pb.x), dy = static_cast<double>(pa.y - pb.y);
      const double metres = std::sqrt(dx * dx + dy * dy) / 1000;
      double time_s = metres / speed_mps;
      if (door && k == 1) time_s += door_delay_s.at(door->value().get<std::string>());
      try {
        builder.add_arc(a, b, time_s, metres, between.at(k).place());
        builder.add_arc(b, a, time_s, metres, between.at(k).place());
      } catch (const InputError& e) {
        c.error(e);
      }
    }
  }
  if (c.diagnostics().errors() > errors_before) return;
  out.walk = std::make_shared<RoadGraph>(builder.build());  // from here on all points are there
  out.walking = std::make_shared<TravelTable>(out.walk);
  for (std::size_t i = 1; i < out.walk->node_count(); ++i)
    if (out.walking->time(NodeId(std::size_t{0}), NodeId(i)) == kUnreachable)
      c.error(list.at(i).place(),
              fmt::format("point '{}' cannot be walked to from '{}'", list.key(i), list.key(0)),
              "add a path under site.walk.paths");
}

NodeId walk_node(CompileContext& c, const Located& at) {
  return *c.world().site.walk->find(at.value().get<std::string>());
}

void read_cameras(CompileContext& c, const Located& site) {
  each(site, "cameras", [&](const std::string& id, const Located& body) {
    const Typed camera = c.typed(body, "cameras");
    Camera out;
    out.at = c.point(*camera.find("at"));
    out.entity = add_at(c, EntityKind::kCamera, id, out.at);
    out.azimuth_deg = c.number(camera.find("azimuth_deg"), 0);
    out.hfov_deg = c.number(camera.find("hfov_deg"), 90);
    out.range_m = c.number(camera.find("range_m"), 30);
    out.host = c.host(camera.find("host"));
    c.world().site.cameras.push_back(out);
  });
}

void read_zones(CompileContext& c, const Located& site) {
  Site& out = c.world().site;
  each(site, "zones", [&](const std::string& id, const Located& body) {
    Zone zone;
    zone.a = c.point(*body.find("from"));
    zone.b = c.point(*body.find("to"));
    if (zone.a == zone.b)
      c.error(body.find("to")->place(), fmt::format("zone '{}' has no length", id));
    zone.spot = {(zone.a.x + zone.b.x) / 2, (zone.a.y + zone.b.y) / 2};
    zone.walk_node = walk_node(c, *body.find("point"));
    zone.entity = add_at(c, EntityKind::kZone, id, zone.spot);
    zone.cameras = cameras_that_see(out, zone.spot);
    const Located sensors = *body.find("sensors");
    for (std::size_t i = 0; i < sensors.size(); ++i) {
      const std::string type_name = sensors.at(i).value().get<std::string>();
      const Located type = *c.root().find("models")->find("sensors")->find(type_name);
      Sensor sensor;
      sensor.zone = static_cast<std::uint32_t>(out.zones.size());
      sensor.technology = c.text(type.find("technology"));
      sensor.detection_probability = c.number(type.find("detection_probability"), 1);
      sensor.nuisance_per_day = c.number(type.find("nuisance_per_day"), 0);
      sensor.report_s = c.duration(type.find("report_s"));
      const std::string name = id + "-" + type_name;
      if (c.find_entity(EntityKind::kSensor, name).valid())
        c.error(sensors.at(i).place(), fmt::format("there is a sensor '{}' already", name),
                "rename this zone or sensor type: sensors are called ZONE-TYPE");
      sensor.entity = add_at(c, EntityKind::kSensor, name, zone.spot);
      zone.sensors.push_back(static_cast<std::uint32_t>(out.sensors.size()));
      out.sensors.push_back(std::move(sensor));
    }
    out.zones.push_back(std::move(zone));
  });
}

// How long a guard is on the way, at checkpoints and resting before the tour begins again: mean.
double round_s(const Site& site, const Guard& guard) {
  const Tour& tour = site.tours[guard.tour];
  double sum = tour.rest_s.mean();
  NodeId at = guard.post;
  for (const std::uint32_t checkpoint : tour.checkpoints) {
    const NodeId next = site.checkpoints[checkpoint].node;
    sum += site.walking->time(at, next).seconds() + tour.pause_s.mean();
    at = next;
  }
  return sum + site.walking->time(at, guard.post).seconds();
}

void read_people(CompileContext& c, const Located& site) {
  Site& out = c.world().site;
  each(site, "checkpoints", [&](const std::string& id, const Located& body) {
    const NodeId node = walk_node(c, *body.find("point"));
    out.checkpoints.push_back({c.add_entity(EntityKind::kCheckpoint, id, out.walk->node(node).x_m,
                                            out.walk->node(node).y_m),
                               node});
  });
  each(site, "tours", [&](const std::string& id, const Located& body) {
    Tour tour;
    tour.name = id;
    const Located list = *body.find("checkpoints");
    for (std::size_t i = 0; i < list.size(); ++i)
      tour.checkpoints.push_back(
          index_of(out.checkpoints,
                   c.find_entity(EntityKind::kCheckpoint, list.at(i).value().get<std::string>())));
    tour.pause_s = c.duration(body.find("pause_s"));
    tour.rest_s = c.duration(body.find("rest_s"));
    out.tours.push_back(std::move(tour));
  });
  each(site, "guards", [&](const std::string& id, const Located& body) {
    Guard guard;
    guard.post = walk_node(c, *body.find("post"));
    const auto& node = out.walk->node(guard.post);
    guard.entity = c.add_entity(EntityKind::kGuard, id, node.x_m, node.y_m);
    guard.first_tour = seconds(c.number(body.find("first_tour_min"), 0) * 60);
    if (const auto tour = body.find("tour")) {
      for (std::uint32_t t = 0; t < out.tours.size(); ++t)
        if (out.tours[t].name == tour->value().get<std::string>()) guard.tour = t;
      if (round_s(out, guard) < 0.001)
        c.error(site.find("tours")->find(out.tours[guard.tour].name)->find("rest_s")->place(),
                fmt::format("tour '{}' takes {} no time: it would begin again and again",
                            out.tours[guard.tour].name, id),
                "give it a rest_s or pause_s");
    }
    out.guards.push_back(guard);
  });
  each(site, "operators", [&](const std::string& id, const Located& body) {
    out.operators.push_back(
        {c.add_entity(EntityKind::kOperator, id, 0, 0), c.host(body.find("console"))});
  });
}

}  // namespace

void compile_site(CompileContext& c) {
  const auto site = c.root().find("site");
  if (!site) return;
  Site& out = c.world().site;
  out.present = true;
  if (const auto anchor = site->find("anchor")) {
    c.origin = {};
    c.origin = c.point(*anchor);
  }
  if (const auto gate = site->find("gate_junction")) {
    const std::string name = c.text(gate);
    if (!c.root().find("city")) c.error(gate->place(), "a gate junction needs a city");
    if (c.world().city.present) out.gate = c.junction(name, gate->place()).value_or(NodeId());
  }
  out.alarm_types = {{"intrusion", "Perimeter alarm", "周界报警", 1}};
  read_shapes(c, *site);
  read_walks(c, *site);
  if (!out.walk) return;
  read_cameras(c, *site);
  read_zones(c, *site);
  read_people(c, *site);
  auto protection = std::make_shared<Protection>();
  compile_sensors(c, *site, *protection);
  compile_tour_rules(c, *site, *protection);
  compile_threats(c, *site, *protection);
  compile_adversary(c, *site, *protection);
  out.protection = std::move(protection);
  compile_alarm_handling(c);
}

}  // namespace vedette
