// SPDX-License-Identifier: Apache-2.0
// Sensors beyond their place: what they notice in which weather, detectors, verification.
#include <fmt/format.h>

#include <algorithm>

#include "world/compile/camera_view.hpp"
#include "world/compile/city_parts.hpp"
#include "world/compile/response_parts.hpp"
#include "world/compile/site_parts.hpp"

namespace vedette {

std::vector<std::pair<std::int32_t, std::int32_t>> times_of_day(CompileContext& c,
                                                                const std::optional<Located>& at) {
  std::vector<std::pair<std::int32_t, std::int32_t>> out;
  for (std::size_t i = 0; at && i < at->size(); ++i) {
    const Located span = at->at(i);
    const std::int32_t from = seconds_of_day(span.at(0)), to = seconds_of_day(span.at(1));
    for (std::size_t k = 0; k < 2; ++k)
      if (seconds_of_day(span.at(k)) > 86400) c.error(span.at(k).place(), "a day ends at 24:00");
    if (from == to) c.error(span.place(), "these times span nothing");
    out.emplace_back(from, to);
  }
  return out;
}

std::uint32_t zone_named(CompileContext& c, const Located& name) {
  const auto& zones = c.world().site.zones;
  std::vector<std::string> known;
  const std::string wanted = name.value().get<std::string>();
  for (std::uint32_t i = 0; i < zones.size(); ++i) {
    known.push_back(c.world().entities[zones[i].entity.index()].name);
    if (known.back() == wanted) return i;
  }
  const std::string near = nearest(wanted, known);
  c.error(name.place(), fmt::format("there is no zone or detector '{}'", wanted),
          near.empty() ? "" : fmt::format("did you mean '{}'?", near));
  return kNoIndex;
}

std::vector<std::uint32_t> zones_named(CompileContext& c, const std::optional<Located>& list) {
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; list && i < list->size(); ++i) {
    const std::uint32_t zone = zone_named(c, list->at(i));
    if (zone != kNoIndex) out.push_back(zone);
  }
  return out;
}

namespace {

struct AlarmWords {
  const char *en, *zh;
  int priority;
};
constexpr AlarmWords kAlarmWords[] = {
    {"Perimeter alarm", "周界报警", 1},     {"Door alarm", "门禁报警", 1},
    {"Motion alarm", "移动探测报警", 1},    {"Duress alarm", "紧急求助报警", 1},
    {"Medical call", "医疗求助", 1},        {"Fire alarm", "火灾报警", 1},
    {"Ankle-tag alarm", "电子脚扣报警", 1}, {"Mobile cordon alarm", "移动警戒报警", 1},
    {"Tamper alarm", "防拆报警", 2},
};
static_assert(std::size(kAlarmWords) == kAlarmKinds);

std::uint16_t alarm_type(Site& site, AlarmKind kind) {
  const std::string name(alarm_kind_name(kind));
  for (std::size_t i = 0; i < site.alarm_types.size(); ++i)
    if (site.alarm_types[i].name == name) return static_cast<std::uint16_t>(i);
  const AlarmWords& words = kAlarmWords[static_cast<std::size_t>(kind)];
  site.alarm_types.push_back({name, words.en, words.zh, words.priority});
  return static_cast<std::uint16_t>(site.alarm_types.size() - 1);
}

// A type of the site's own, before those that follow from kinds of sensors.
std::uint16_t named_alarm_type(CompileContext& c, const Located& name) {
  const std::uint32_t index = index_named(c.world().site.alarm_types, c.text(name));
  if (index != kNoIndex) return static_cast<std::uint16_t>(index);
  c.error(name.place(), fmt::format("there is no alarm type '{}'", c.text(name)),
          "add it under site.alarm_types");
  return 0;
}

std::uint32_t technology(CompileContext& c, Protection& out, const Located& type,
                         const std::string& name) {
  std::uint32_t at = 0;
  while (at < out.technologies.size() && out.technologies[at].name != name) ++at;
  if (at == out.technologies.size()) {
    out.technologies.emplace_back();
    out.technologies.back().name = name;
  }
  Technology& own = out.technologies[at];
  const auto burst = type.find("burst");
  if (!burst) return at;
  const ByWeather per_day = by_weather(c, burst->find("per_day"), 0);
  const double share = c.number(burst->find("share"), 0);
  const Duration within = seconds(c.number(burst->find("within_s"), 0));
  const bool new_here = own.burst_share == 0 && own.burst_within.us == 0;
  if (!new_here &&
      (own.bursts_per_day != per_day || own.burst_share != share || own.burst_within != within))
    c.error(burst->key_place(),
            fmt::format("sensors of technology '{}' have their bursts in common, but another type "
                        "says otherwise",
                        name));
  own.bursts_per_day = per_day;
  own.burst_share = share;
  own.burst_within = within;
  return at;
}

void add_model(CompileContext& c, Protection& out, const std::string& type_name) {
  Site& site = c.world().site;
  const auto index = static_cast<std::uint32_t>(out.sensors.size());
  Sensor& sensor = site.sensors[index];
  const Located type = *c.root().find("models")->find("sensors")->find(type_name);
  SensorModel model;
  model.kind = *alarm_kind_from(c.text(type.find("alarm"), "intrusion"));
  const auto own_type = type.find("alarm_type");
  sensor.alarm_type = own_type ? named_alarm_type(c, *own_type) : alarm_type(site, model.kind);
  model.detection.fill(sensor.detection_probability);
  if (const auto by_attack = type.find("detection_by_attack"))
    for (std::size_t i = 0; i < by_attack->size(); ++i)
      model.detection[static_cast<std::size_t>(*attack_from(by_attack->key(i)))] =
          c.number(by_attack->at(i), 0);
  model.detection_factor = by_weather(c, type.find("detection_weather_factor"), 1);
  model.nuisance_factor = by_weather(c, type.find("nuisance_weather_factor"), 1);
  const std::string power = c.text(type.find("on_power_loss"), "fault");
  model.on_power_loss = power == "alarm"    ? PowerLoss::kAlarm
                        : power == "silent" ? PowerLoss::kSilent
                                            : PowerLoss::kFault;
  model.anti_mask = c.number(type.find("anti_mask_probability"), 0);
  if (model.anti_mask > 0) (void)alarm_type(site, AlarmKind::kTamper);
  model.technology = technology(c, out, type, sensor.technology);
  out.technologies[model.technology].sensors.push_back(index);
  out.sensors.push_back(model);
}

// Where a detector is, and where those go who see to it.
void place_detector(CompileContext& c, const std::string& id, const Located& body, Zone& zone,
                    ZoneRules& rules, Protection& out) {
  const Site& site = c.world().site;
  if (const auto carrier = body.find("carried_by")) {
    for (const char* other : {"point", "junction", "door", "at"})
      if (const auto also = body.find(other))
        c.error(also->key_place(), fmt::format("detector '{}' is wherever its escort is", id),
                "leave out 'carried_by', or this");
    const EntityId entity = c.find_entity(EntityKind::kEscort, c.text(carrier));
    for (std::uint32_t e = 0; e < out.escorts.size(); ++e) {
      if (out.escorts[e].entity != entity) continue;
      rules.carried_by = e;
      rules.junction = site.gate;
      out.escorts[e].devices.push_back(static_cast<std::uint32_t>(site.zones.size()));
      const auto& gate = c.world().city.roads->node(site.gate);
      zone.spot = millimetres(gate.x_m, gate.y_m);
    }
    return;
  }
  const auto point = body.find("point"), junction = body.find("junction"), at = body.find("at"),
             door = body.find("door");
  if (point.has_value() == junction.has_value()) {
    c.error(body.key_place(),
            fmt::format("detector '{}' needs either a point (inside) or a junction (outside the "
                        "walls)",
                        id),
            "or carried_by, where it travels with an escort");
    return;
  }
  const auto place_at = [&](double x_m, double y_m) { zone.spot = millimetres(x_m, y_m); };
  if (point) {
    zone.walk_node = *site.walk->find(point->value().get<std::string>());
    place_at(site.walk->node(zone.walk_node).x_m, site.walk->node(zone.walk_node).y_m);
  } else if (!c.root().find("city")) {
    c.error(junction->place(), "a junction needs a city");
  } else if (c.world().city.present) {
    const auto node = c.junction(c.text(junction), junction->place());
    if (!node) return;
    rules.junction = *node;
    place_at(c.world().city.roads->node(*node).x_m, c.world().city.roads->node(*node).y_m);
  }
  if (door) {
    const EntityId entity = c.find_entity(EntityKind::kDoor, door->value().get<std::string>());
    for (const Door& d : site.doors)
      if (d.entity == entity) zone.spot = d.at;
  }
  if (at) zone.spot = c.point(*at);
}

void read_detectors(CompileContext& c, const Located& site_at, Protection& out) {
  Site& site = c.world().site;
  each_of(site_at, "detectors", [&](const std::string& id, const Located& body) {
    Zone zone;
    ZoneRules rules;
    rules.perimeter = false;
    rules.access = times_of_day(c, body.find("access"));
    place_detector(c, id, body, zone, rules, out);
    zone.a = zone.b = zone.spot;
    if (c.find_entity(EntityKind::kZone, id).valid()) {
      c.error(body.key_place(), fmt::format("there is a zone '{}' already", id),
              "zones and detectors are alarm zones of one panel");
      return;
    }
    const auto add = [&](EntityKind kind, const std::string& name) {
      return c.add_entity(kind, name, static_cast<double>(zone.spot.x) / 1000,
                          static_cast<double>(zone.spot.y) / 1000);
    };
    zone.entity = add(EntityKind::kZone, id);
    if (rules.carried_by == kNoIndex) {
      zone.cameras = cameras_that_see(site, zone.spot);
    } else {
      const Escort& escort = out.escorts[rules.carried_by];
      zone.cameras = escort.set_up;
      zone.cameras.insert(zone.cameras.end(), escort.worn.begin(), escort.worn.end());
    }
    const Located type_name = *body.find("type");
    const Located type =
        *c.root().find("models")->find("sensors")->find(type_name.value().get<std::string>());
    const std::string name = id + "-" + type_name.value().get<std::string>();
    if (c.find_entity(EntityKind::kSensor, name).valid()) {
      c.error(type_name.place(), fmt::format("there is a sensor '{}' already", name));
      return;
    }
    Sensor sensor;
    sensor.zone = static_cast<std::uint32_t>(site.zones.size());
    sensor.technology = c.text(type.find("technology"));
    sensor.detection_probability = c.number(type.find("detection_probability"), 1);
    sensor.nuisance_per_day = c.number(type.find("nuisance_per_day"), 0);
    sensor.report_s = c.duration(type.find("report_s"));
    sensor.entity = add(EntityKind::kSensor, name);
    zone.sensors.push_back(static_cast<std::uint32_t>(site.sensors.size()));
    if (const auto door = body.find("door")) {
      const EntityId entity = c.find_entity(EntityKind::kDoor, door->value().get<std::string>());
      for (std::size_t d = 0; d < site.doors.size(); ++d)
        if (site.doors[d].entity == entity)
          out.zone_of_door[d] = static_cast<std::uint32_t>(site.zones.size());
    }
    site.sensors.push_back(std::move(sensor));
    site.zones.push_back(std::move(zone));
    out.zones.push_back(std::move(rules));
    add_model(c, out, type_name.value().get<std::string>());
  });
}

double metres_between(PointMm a, PointMm b) {
  const auto dx = static_cast<double>(a.x - b.x), dy = static_cast<double>(a.y - b.y);
  return std::sqrt(dx * dx + dy * dy) / 1000;
}

void read_verification(CompileContext& c, const Located& site_at, Protection& out) {
  Verification& rule = out.verification;
  const auto at = site_at.find("verification");
  if (!at) {
    // Two technologies of a zone within the time in which they are one alarm.
    if (const auto room = site_at.find("duty_room"))
      rule.window = seconds(c.number(c.typed(*room, "duty_rooms").find("merge_window_s"), 0));
    return;
  }
  rule.window = seconds(c.number(at->find("window_s"), 0));
  if (const auto both = at->find("technologies")) rule.technologies = both->value().get<bool>();
  rule.hold = c.text(at->find("unverified"), "alarm") == "hold";
  const auto within = at->find("adjacent_within_m");
  rule.adjacent = within.has_value();
  if (!rule.technologies && !rule.adjacent)
    c.error(at->key_place(), "nothing verifies an alarm",
            "allow technologies, or give adjacent_within_m");
  if (!within) return;
  const auto& zones = c.world().site.zones;
  for (std::uint32_t i = 0; i < zones.size(); ++i)
    for (std::uint32_t k = 0; k < zones.size(); ++k) {
      if (i == k || !out.zones[i].perimeter || !out.zones[k].perimeter) continue;
      double nearest_m = metres_between(zones[i].a, zones[k].a);
      for (const auto& [p, q] :
           {std::pair{zones[i].a, zones[k].b}, {zones[i].b, zones[k].a}, {zones[i].b, zones[k].b}})
        nearest_m = std::min(nearest_m, metres_between(p, q));
      if (nearest_m <= c.number(within, 0)) out.zones[i].adjacent.push_back(k);
    }
}

void read_events(CompileContext& c, const Located& site_at, Protection& out) {
  const Site& site = c.world().site;
  const auto list = site_at.find("sensor_events");
  for (std::size_t i = 0; list && i < list->size(); ++i) {
    const Located at = list->at(i);
    SensorEvent event;
    event.kind = c.text(at.find("state")) == "masked" ? SensorEvent::Kind::kMasked
                                                      : SensorEvent::Kind::kFault;
    event.zone = zone_named(c, *at.find("zone"));
    if (event.zone == kNoIndex) continue;
    event.from = Time{0} + seconds(c.number(at.find("from_s"), 0));
    event.to = at.find("to_s") ? Time{0} + seconds(c.number(at.find("to_s"), 0)) : kNever;
    if (event.to <= event.from) c.error(at.find("to_s")->place(), "it ends before it begins");
    const auto wanted = at.find("sensor");
    const Zone& zone = site.zones[event.zone];
    const std::string zone_name = c.world().entities[zone.entity.index()].name;
    for (const std::uint32_t s : zone.sensors)
      if (!wanted || c.world().entities[site.sensors[s].entity.index()].name ==
                         zone_name + "-" + wanted->value().get<std::string>())
        event.sensors.push_back(s);
    if (event.sensors.empty())
      c.error((wanted ? *wanted : at).place(),
              fmt::format("zone '{}' has no such sensor", zone_name));
    out.sensor_events.push_back(std::move(event));
  }
}

}  // namespace

void compile_sensors(CompileContext& c, const Located& site_at, Protection& out) {
  out.zone_of_door.assign(c.world().site.doors.size(), kNoIndex);
  each_of(site_at, "zones", [&](const std::string&, const Located& body) {
    ZoneRules rules;
    rules.access = times_of_day(c, body.find("access"));
    out.zones.push_back(std::move(rules));
    const Located sensors = *body.find("sensors");
    for (std::size_t i = 0; i < sensors.size(); ++i)
      add_model(c, out, sensors.at(i).value().get<std::string>());
  });
  read_detectors(c, site_at, out);
  read_verification(c, site_at, out);
  read_events(c, site_at, out);
}

}  // namespace vedette
