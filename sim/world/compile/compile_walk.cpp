// SPDX-License-Identifier: Apache-2.0
// Where people walk: drawn by points and paths, or derived from the layout.
#include <fmt/format.h>

#include <cmath>

#include "world/compile/layout_parts.hpp"

namespace vedette {

namespace {

// What a door costs on a drawn path: its delay, or the mean of what it asks of staff.
double mean_door_s(const DoorWay& way, const Located& door, CompileContext& c) {
  if (!way.controlled) return c.number(door.find("delay_s"), 0);
  const double lock = way.lock == Lock::kBadge ? way.read_s.mean()
                      : way.lock == Lock::kKey ? way.key_s.mean()
                                               : 0;
  return lock + way.open_s.mean();
}

std::shared_ptr<const RoadGraph> drawn_walk(LayoutBuilder& b, double speed_mps) {
  CompileContext& c = b.c;
  const int errors_before = c.diagnostics().errors();
  RoadGraphBuilder builder;
  std::map<std::string, std::pair<NodeId, PointMm>> named;
  for (const LayoutBuilder::Stand& stand : b.stands) {
    b.layout->plane_of_node.push_back(stand.plane);
    named[stand.name] = {builder.add_node(static_cast<double>(stand.at.x) / 1000,
                                          static_cast<double>(stand.at.y) / 1000, stand.name),
                         stand.at};
  }
  const Located paths = *b.site.find("walk")->find("paths");
  auto& door_of_arc = b.layout->door_of_arc;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const Located between = *paths.at(i).find("between");
    const auto door = paths.at(i).find("door");
    for (std::size_t k = 1; k < between.size(); ++k) {
      const auto& [from, pa] = named.at(between.at(k - 1).value().get<std::string>());
      const auto& [to, pb] = named.at(between.at(k).value().get<std::string>());
      if (from == to) {
        c.error(between.at(k).place(), "a path goes from one point to another");
        continue;
      }
      const double dx = static_cast<double>(pa.x - pb.x), dy = static_cast<double>(pa.y - pb.y);
      const double metres = std::sqrt(dx * dx + dy * dy) / 1000;
      double time_s = metres / speed_mps;
      std::uint32_t passed = kNowhere;
      if (door && k == 1) {
        const Located doors = *b.site.find("doors");
        const std::string name = door->value().get<std::string>();
        for (std::uint32_t d = 0; d < doors.size(); ++d)
          if (doors.key(d) == name) passed = d;
        DoorWay& way = b.layout->doors[passed];
        if (way.controlled && way.side[0].valid())
          c.error(door->place(), fmt::format("door '{}' is on another path already", name));
        way.side[0] = from;
        way.side[1] = to;
        way.across = seconds(time_s);
        time_s += mean_door_s(way, doors.at(passed), c);
      }
      try {
        builder.add_arc(from, to, time_s, metres, between.at(k).place());
        builder.add_arc(to, from, time_s, metres, between.at(k).place());
        door_of_arc.insert(door_of_arc.end(), 2, passed);
      } catch (const InputError& e) {
        c.error(e);
      }
    }
  }
  if (c.diagnostics().errors() > errors_before) return nullptr;
  return std::make_shared<RoadGraph>(builder.build());
}

// The destinations: every place that has a name, the sides of doors among them.
std::vector<NodeId> named_nodes(const RoadGraph& walk) {
  std::vector<NodeId> out;
  for (std::size_t i = 0; i < walk.node_count(); ++i)
    if (!walk.node(NodeId(i)).name.empty()) out.push_back(NodeId(i));
  return out;
}

}  // namespace

void compile_walk(LayoutBuilder& b) {
  CompileContext& c = b.c;
  Site& out = c.world().site;
  const Typed guards = c.typed(b.site, "guards", "guard_type");
  const double speed_mps = c.number(guards.find("walk_speed_mps"), 1.4);
  const Located walk = *b.site.find("walk");
  if (walk.find("paths")) {
    out.walk = drawn_walk(b, speed_mps);
    if (!out.walk) return;
    out.walking = std::make_shared<TravelTable>(out.walk);
  } else {
    if (!derive_walk(b, speed_mps)) return;
    const auto destinations = named_nodes(*out.walk);
    out.walking = destinations.empty() ? std::make_shared<TravelTable>(out.walk)
                                       : std::make_shared<TravelTable>(out.walk, destinations);
  }
  Layout& layout = *b.layout;
  for (std::size_t i = 0; i < layout.doors.size(); ++i) {
    DoorWay& way = layout.doors[i];
    for (const int k : {0, 1}) {
      if (!way.side[k].valid()) continue;
      const auto& node = out.walk->node(way.side[k]);
      way.area[k] = layout.area_at(way.plane, millimetres(node.x_m, node.y_m));
    }
  }
  if (b.stands.empty() || c.diagnostics().errors() > b.errors_before_stands) return;
  const NodeId first = *out.walk->find(b.stands[0].name);
  for (const LayoutBuilder::Stand& stand : b.stands)
    if (out.walking->time(first, *out.walk->find(stand.name)) == kUnreachable)
      c.error(stand.place,
              fmt::format("point '{}' cannot be walked to from '{}'", stand.name, b.stands[0].name),
              layout.derived ? "walls without a door are in the way"
                             : "add a path under site.walk.paths");
}

}  // namespace vedette
