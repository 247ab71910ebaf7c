// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "space/geo_frame.hpp"
#include "world/compile/camera_view.hpp"
#include "world/compile/compile_cameras.hpp"
#include "world/compile/layout_parts.hpp"
#include "world/compile/response_parts.hpp"
#include "world/compile/site_parts.hpp"

namespace vedette {

namespace {

// Index of the entity `name` within a vector of things that have an entity.
template <class Things>
std::uint32_t index_of(const Things& things, EntityId entity) {
  for (std::uint32_t i = 0; i < things.size(); ++i)
    if (things[i].entity == entity) return i;
  return kNoIndex;
}

NodeId walk_node(CompileContext& c, const Located& at) {
  return *c.world().site.walk->find(at.value().get<std::string>());
}

void read_zones(LayoutBuilder& b) {
  CompileContext& c = b.c;
  const Located& site = b.site;
  Site& out = c.world().site;
  each_of(site, "zones", [&](const std::string& id, const Located& body) {
    Zone zone;
    zone.a = c.point(*body.find("from"));
    zone.b = c.point(*body.find("to"));
    if (zone.a == zone.b)
      c.error(body.find("to")->place(), fmt::format("zone '{}' has no length", id));
    zone.spot = {(zone.a.x + zone.b.x) / 2, (zone.a.y + zone.b.y) / 2};
    zone.walk_node = walk_node(c, *body.find("point"));
    zone.entity = add_entity_at(c, EntityKind::kZone, id, zone.spot);
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
      sensor.entity = add_entity_at(c, EntityKind::kSensor, name, zone.spot);
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
  each_of(site, "checkpoints", [&](const std::string& id, const Located& body) {
    const NodeId node = walk_node(c, *body.find("point"));
    out.checkpoints.push_back({c.add_entity(EntityKind::kCheckpoint, id, out.walk->node(node).x_m,
                                            out.walk->node(node).y_m),
                               node});
  });
  each_of(site, "tours", [&](const std::string& id, const Located& body) {
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
  each_of(site, "guards", [&](const std::string& id, const Located& body) {
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
  each_of(site, "operators", [&](const std::string& id, const Located& body) {
    HostId console = c.host(body.find("console"));
    if (const auto named = c.console_of.find(id); named != c.console_of.end() && !console.valid())
      console = named->second;
    out.operators.push_back({c.add_entity(EntityKind::kOperator, id, 0, 0), console});
  });
}

void read_police(CompileContext& c, const Located& site) {
  const auto body = site.find("police");
  if (!body) return;
  Site& out = c.world().site;
  PoliceOnSite police;
  police.entry = walk_node(c, *body->find("enter_at"));
  const Typed guards = c.typed(site, "guards", "guard_type");
  police.run_factor = c.number(body->find("run_factor"), c.number(guards.find("run_factor"), 1));
  police.drives = out.layout->driving != nullptr;
  if (const auto drives = body->find("drive")) {
    const bool wanted = drives->value().get<bool>();
    if (wanted && !police.drives)
      c.error(drives->place(), "there is nothing to drive on", "give the site a 'drive'");
    police.drives = police.drives && wanted;
  }
  if (!site.find("gate_junction"))
    c.error(body->key_place(), "the police need a gate to come to", "give site.gate_junction");
  out.police = police;
}

// Where the site's [0, 0] lies on the city's plane.
PointMm geo_anchor(CompileContext& c, const Located& site, const Located& anchor) {
  const auto& origin = c.world().city.geo_origin;
  const LonLat at{anchor.at(0).value().get<double>(), anchor.at(1).value().get<double>()};
  if (site.find("anchor"))
    c.error(anchor.key_place(), "a site has an anchor or a geo_anchor, not both");
  if (!origin) {
    c.error(anchor.key_place(), "a geo_anchor needs a city with a geo_origin",
            "say where the city lies, or use 'anchor'");
    return {};
  }
  const GeoFrame frame(LonLat{(*origin)[0], (*origin)[1]});
  if (std::fabs(at.lat) <= 90 && frame.holds(at)) return frame.to_plane(at);
  c.error(anchor.place(), fmt::format("[{}, {}] is not near the city's geo_origin",
                                      number_text(at.lon), number_text(at.lat)));
  return {};
}

}  // namespace

void compile_anchor(CompileContext& c) {
  const auto site = c.root().find("site");
  if (!site) return;
  if (const auto anchor = site->find("anchor")) {
    c.origin = {};
    c.origin = c.point(*anchor);
  }
  if (const auto anchor = site->find("geo_anchor")) c.origin = geo_anchor(c, *site, *anchor);
}

void compile_site(CompileContext& c) {
  const auto site = c.root().find("site");
  if (!site) return;
  Site& out = c.world().site;
  out.present = true;
  if (const auto gate = site->find("gate_junction")) {
    const std::string name = c.text(gate);
    if (!c.root().find("city")) c.error(gate->place(), "a gate junction needs a city");
    if (c.world().city.present) out.gate = c.junction(name, gate->place()).value_or(NodeId());
  }
  out.alarm_types = {{"intrusion", "Perimeter alarm", "周界报警", 1}};
  compile_alarm_types(c, *site);
  LayoutBuilder builder(c, *site);
  compile_layout(builder);
  compile_doors(builder);
  compile_walk(builder);
  if (!out.walk) return;
  derive_drive(builder);
  compile_cameras(builder);
  if (!out.camera_plan) return;
  read_zones(builder);
  read_people(c, *site);
  compile_badges(builder);
  out.layout = builder.layout;
  read_police(c, *site);
  auto protection = std::make_shared<Protection>();
  compile_escorts(c, *site, *protection);
  compile_sensors(c, *site, *protection);
  compile_tour_rules(c, *site, *protection);
  compile_threats(c, *site, *protection);
  compile_adversary(c, *site, *protection);
  compile_visits(c, *site, *protection);
  out.protection = std::move(protection);
  compile_alarm_handling(c);
  compile_response(c);
}

}  // namespace vedette
