// SPDX-License-Identifier: Apache-2.0
// Doors: where they are, how they are passed, and whose badges open them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/portable_math.hpp"
#include "world/compile/layout_parts.hpp"

namespace vedette {

namespace {

constexpr double kRadiansPerDegree = 0.017453292519943295;

// Distance from p to a partition in millimetres.
double distance_mm(PointMm p, const Partition& w) {
  const double bx = static_cast<double>(w.b.x - w.a.x), by = static_cast<double>(w.b.y - w.a.y);
  const double px = static_cast<double>(p.x - w.a.x), py = static_cast<double>(p.y - w.a.y);
  const double length2 = bx * bx + by * by;
  const double t = length2 == 0 ? 0 : std::clamp((px * bx + py * by) / length2, 0.0, 1.0);
  const double dx = px - t * bx, dy = py - t * by;
  return std::sqrt(dx * dx + dy * dy);
}

std::uint32_t index_of_name(const Located& list, const std::string& name) {
  for (std::uint32_t i = 0; i < list.size(); ++i)
    if (list.key(i) == name) return i;
  return kNowhere;
}

DoorWay read_way(LayoutBuilder& b, const Located& body) {
  CompileContext& c = b.c;
  DoorWay way;
  way.plane = b.plane_of(body);
  if (const auto vehicles = body.find("vehicles")) way.vehicles = vehicles->value().get<bool>();
  if (!body.find("type")) return way;
  const Typed type = c.typed(body, "doors");
  const std::string lock = c.text(type.find("lock"), "none");
  way.controlled = true;
  way.lock = lock == "badge" ? Lock::kBadge : lock == "key" ? Lock::kKey : Lock::kNone;
  way.fail_safe = c.text(type.find("power")) == "fail_safe";
  way.read_s = c.duration(type.find("read_s"));
  way.key_s = c.duration(type.find("key_s"));
  way.open_s = c.duration(type.find("open_s"));
  way.break_s = c.duration(type.find("break_s"));
  way.admits = type.find("admit_s").has_value();
  way.admit_s = c.duration(type.find("admit_s"));
  way.close = seconds(c.number(type.find("close_s"), 0));
  if (const auto delay = body.find("delay_s"))
    c.error(delay->key_place(), "a door with a type has no delay_s",
            "its times are those of models.doors");
  return way;
}

// A pair says so on both sides or on one; a door has one partner.
void read_interlocks(LayoutBuilder& b) {
  const auto doors = b.site.find("doors");
  if (!doors) return;
  auto& ways = b.layout->doors;
  for (std::uint32_t i = 0; i < doors->size(); ++i) {
    const auto other = doors->at(i).find("interlock");
    if (!other) continue;
    const std::uint32_t k = index_of_name(*doors, other->value().get<std::string>());
    if (k == i) {
      b.c.error(other->place(), fmt::format("door '{}' cannot wait for itself", doors->key(i)));
      continue;
    }
    for (const std::uint32_t door : {i, k}) {
      const std::uint32_t partner = door == i ? k : i;
      if (!ways[door].controlled)
        b.c.error(other->place(), fmt::format("an interlock needs doors with a type; '{}' has none",
                                              doors->key(door)));
      else if (ways[door].interlock != kNowhere && ways[door].interlock != partner)
        b.c.error(other->place(), fmt::format("door '{}' has a partner already: '{}'",
                                              doors->key(door), doors->key(ways[door].interlock)));
      else
        ways[door].interlock = partner;
    }
  }
}

}  // namespace

std::optional<Direction> door_axis(const Layout& layout, const DoorWay& way, PointMm at,
                                   const Located& door) {
  if (const auto azimuth = door.find("azimuth_deg")) {
    const double a = azimuth->value().get<double>() * kRadiansPerDegree;
    return Direction{portable::sin(a), portable::cos(a)};
  }
  const Partition* nearest = nullptr;
  double least = kDoorReachMm;
  for (const Partition& p : layout.planes[way.plane].partitions) {
    const double d = distance_mm(at, p);
    if (d > least || p.a == p.b || (nearest && d == least)) continue;
    least = d;
    nearest = &p;
  }
  if (!nearest) return std::nullopt;
  const double x = static_cast<double>(nearest->b.x - nearest->a.x);
  const double y = static_cast<double>(nearest->b.y - nearest->a.y);
  const double length = std::sqrt(x * x + y * y);
  return Direction{-y / length, x / length};
}

PointMm moved(PointMm p, Direction d, double mm) {
  return {p.x + std::llround(d.x * mm), p.y + std::llround(d.y * mm)};
}

void compile_doors(LayoutBuilder& b) {
  each_of(b.site, "doors", [&](const std::string& id, const Located& door) {
    const PointMm at = b.c.point(*door.find("at"));
    b.c.world().site.doors.push_back({add_entity_at(b.c, EntityKind::kDoor, id, at), at});
    DoorWay way = read_way(b, door);
    way.leaf[0] = way.leaf[1] = at;
    if (const auto d = door_axis(*b.layout, way, at, door)) {
      const double half = b.c.number(door.find("width_m"), 1) * 500;
      way.leaf[0] = moved(at, {d->y, -d->x}, half);
      way.leaf[1] = moved(at, {-d->y, d->x}, half);
    }
    b.layout->doors.push_back(way);
    b.layout->access_control = b.layout->access_control || b.layout->doors.back().controlled;
  });
  read_interlocks(b);
}

void compile_badges(LayoutBuilder& b) {
  Layout& layout = *b.layout;
  const Site& out = b.c.world().site;
  layout.badge_of_guard.assign(out.guards.size(), kNowhere);
  each_of(b.site, "badges", [&](const std::string& id, const Located& body) {
    Badge badge;
    badge.name = id;
    badge.doors.assign(layout.doors.size(), false);
    if (const auto doors = body.find("doors"))
      for (std::size_t i = 0; i < doors->size(); ++i)
        badge.doors[index_of_name(*b.site.find("doors"), doors->at(i).value().get<std::string>())] =
            true;
    if (const auto areas = body.find("areas"))
      for (std::size_t i = 0; i < areas->size(); ++i) {
        const std::uint32_t area =
            index_of_name(*b.site.find("areas"), areas->at(i).value().get<std::string>());
        for (std::size_t d = 0; d < layout.doors.size(); ++d)
          if (layout.doors[d].area[0] == area || layout.doors[d].area[1] == area)
            badge.doors[d] = true;
      }
    if (const auto keys = body.find("keys")) badge.keys = keys->value().get<bool>();
    if (const auto lockdown = body.find("in_lockdown"))
      badge.in_lockdown = lockdown->value().get<bool>();
    if (const auto shift = body.find("shift")) {
      const auto& shifts = b.c.world().city.shifts;
      for (std::uint32_t i = 0; i < shifts.size(); ++i)
        if (shifts[i].name == shift->value().get<std::string>()) badge.shift = i;
    }
    const auto index = static_cast<std::uint32_t>(layout.badges.size());
    const auto holders = body.find("holders");
    for (std::size_t i = 0; holders && i < holders->size(); ++i) {
      const EntityId guard =
          b.c.find_entity(EntityKind::kGuard, holders->at(i).value().get<std::string>());
      for (std::size_t g = 0; g < out.guards.size(); ++g) {
        if (out.guards[g].entity != guard) continue;
        if (layout.badge_of_guard[g] != kNowhere && layout.badge_of_guard[g] != index)
          b.c.error(holders->at(i).place(),
                    fmt::format("guard '{}' holds a badge already: '{}'",
                                holders->at(i).value().get<std::string>(),
                                layout.badges[layout.badge_of_guard[g]].name));
        layout.badge_of_guard[g] = index;
      }
    }
    const auto classes = body.find("classes");
    for (std::size_t i = 0; classes && i < classes->size(); ++i) {
      const bool officers = classes->at(i).value().get<std::string>() == "officers";
      const auto k =
          static_cast<std::size_t>(officers ? PersonClass::kOfficer : PersonClass::kVisitor);
      if (layout.badge_of_class[k] != kNowhere)
        b.c.error(classes->at(i).place(),
                  fmt::format("{} hold a badge already: '{}'", officers ? "officers" : "visitors",
                              layout.badges[layout.badge_of_class[k]].name));
      layout.badge_of_class[k] = index;
    }
    layout.badges.push_back(std::move(badge));
  });
}

}  // namespace vedette
