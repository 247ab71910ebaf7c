// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "world/compile/site_parts.hpp"
#include "world/layout.hpp"

namespace vedette {

namespace {

// A window of hours after the start.
void read_window(CompileContext& c, const std::string& what, const Located& body, Threat& out) {
  const Located between = *body.find("between_h");
  const double low = between.value()[0].get<double>(), high = between.value()[1].get<double>();
  const Duration end = c.world().horizon;
  if (low > high)
    c.error(between.place(), fmt::format("between_h ends ({}) before it begins ({})",
                                         number_text(high), number_text(low)));
  else if (end.us > 0 && seconds(high * 3600) > end)
    c.diagnostics().warning(
        between.place(),
        fmt::format("{} {}: the scenario ends after {} h", what,
                    seconds(low * 3600) >= end ? "never comes" : "may come too late",
                    number_text(end.seconds() / 3600)));
  out.earliest = Time{0} + seconds(low * 3600);
  out.latest = Time{0} + seconds(high * 3600);
}

EntityId add_threat(CompileContext& c, const std::string& id, PointMm at) {
  return c.add_entity(EntityKind::kIntruder, id, static_cast<double>(at.x) / 1000,
                      static_cast<double>(at.y) / 1000);
}

// An entry of `intruders` is an intrusion that begins with a crossing of its zone.
void read_intruder(CompileContext& c, const std::string& id, const Located& body, Protection& out) {
  Threat threat;
  threat.from = c.point(*body.find("from"));
  threat.approaches = true;
  threat.entity = add_threat(c, id, threat.from);
  read_window(c, fmt::format("intruder '{}'", id), body, threat);
  const std::uint32_t zone = zone_named(c, *body.find("zone"));
  if (zone == kNoIndex) return;
  Threat::Task crossing;
  crossing.name = "crosses";
  crossing.at = c.world().site.zones[zone].spot;
  crossing.zones = {zone};
  threat.tasks.push_back(std::move(crossing));
  const Located tasks = *body.find("tasks");
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    Threat::Task task;
    task.name = c.text(tasks.at(i).find("name"));
    task.at = c.point(*tasks.at(i).find("at"));
    task.duration_s = c.duration(tasks.at(i).find("duration_s"));
    threat.tasks.push_back(std::move(task));
  }
  out.threats.push_back(std::move(threat));
}

void read_door(CompileContext& c, const std::optional<Located>& name, Threat::Task& task) {
  if (!name) return;
  const Site& site = c.world().site;
  const EntityId entity = c.find_entity(EntityKind::kDoor, name->value().get<std::string>());
  for (std::uint32_t d = 0; d < site.doors.size(); ++d)
    if (site.doors[d].entity == entity) task.door = d;
  const DoorWay& way = site.layout->doors[task.door];
  if (way.controlled && way.break_s.mean() <= 0)
    c.diagnostics().warning(
        name->place(),
        fmt::format("door '{}' is broken open in no time", name->value().get<std::string>()),
        "give its type a break_s");
}

void read_escort(CompileContext& c, const Located& body, Threat& threat, const Protection& out) {
  const EntityId entity = c.find_entity(EntityKind::kEscort, c.text(body.find("escort")));
  for (std::uint32_t e = 0; e < out.escorts.size(); ++e)
    if (out.escorts[e].entity == entity) threat.escort = e;
  threat.during = *escort_phase_from(c.text(body.find("during"), "stay"));
  threat.after_s = c.duration(body.find("after_s"));
}

void read_threat(CompileContext& c, const std::string& id, const Located& body, Protection& out) {
  Threat threat;
  threat.kind = *threat_from(c.text(body.find("kind")));
  const auto escort = body.find("escort");
  const int errors_before = c.diagnostics().errors();
  for (const char* key : {"from", "between_h"}) {
    const auto at = body.find(key);
    if (at && escort)
      c.error(at->key_place(), fmt::format("an escort's threat has no '{}'", key),
              "it begins where the escort is, 'after_s' in a phase");
    if (!at && !escort) c.error(body.key_place(), fmt::format("'{}' is missing", key));
  }
  if (c.diagnostics().errors() > errors_before) return;
  if (!escort) threat.from = c.point(*body.find("from"));
  if (c.find_entity(EntityKind::kIntruder, id).valid()) {
    c.error(body.key_place(), fmt::format("there is an intruder '{}' already", id));
    return;
  }
  threat.entity = add_threat(c, id, threat.from);
  if (escort)
    read_escort(c, body, threat, out);
  else
    read_window(c, fmt::format("threat '{}'", id), body, threat);
  if (const auto needed = body.find("guards_needed"))
    threat.guards_needed = needed->value().get<std::uint32_t>();
  if (threat.guards_needed > c.world().site.guards.size() && threat.guards_needed > 1)
    c.error(body.find("guards_needed")->place(),
            fmt::format("guards_needed {}, but the number of guards is {}", threat.guards_needed,
                        c.world().site.guards.size()));
  if (const auto police = body.find("police_stop_it"))
    threat.police_stop_it = police->value().get<bool>();
  if (const auto staff = body.find("staff")) {
    threat.staff_stop_probability = c.number(staff->find("stop_probability"), 0);
    threat.staff_reaction_s = c.duration(staff->find("after_s"));
  }
  const Located tasks = *body.find("tasks");
  PointMm here = threat.from;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const Located at = tasks.at(i);
    Threat::Task task;
    task.name = c.text(at.find("name"));
    if (const auto place = at.find("at")) here = c.point(*place);
    task.away_m = c.number(at.find("away_m"), 0);
    if (const auto own = escort ? at.find("at") : at.find("away_m"))
      c.error(own->key_place(),
              escort ? "an escort's threat goes from wherever it begins"
                     : "that is for threats of an escort",
              escort ? "say with away_m how far off it gets" : "say with 'at' where it ends");
    task.at = here;
    task.duration_s = c.duration(at.find("duration_s"));
    task.attack = *attack_from(c.text(at.find("attack"), "any"));
    const std::string sensed = c.text(at.find("sensed"), "beginning");
    task.sensed_after = sensed == "end" ? 1 : sensed == "middle" ? 0.5 : 0;
    task.zones = zones_named(c, at.find("zones"));
    task.masks = zones_named(c, at.find("masks"));
    read_door(c, at.find("door"), task);
    threat.tasks.push_back(std::move(task));
  }
  out.threats.push_back(std::move(threat));
}

}  // namespace

void compile_threats(CompileContext& c, const Located& site, Protection& out) {
  each_of(site, "intruders",
          [&](const std::string& id, const Located& body) { read_intruder(c, id, body, out); });
  each_of(site, "threats",
          [&](const std::string& id, const Located& body) { read_threat(c, id, body, out); });
}

}  // namespace vedette
