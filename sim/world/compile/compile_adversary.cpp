// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <map>

#include "world/compile/site_parts.hpp"

namespace vedette {

namespace {

AdversaryModel::Delay delay(CompileContext& c, const Located& at) {
  return {c.number(at.find("mean_s"), 0), c.number(at.find("sd_s"), 0)};
}

std::vector<std::pair<AttackMode, AdversaryModel::Delay>> delays(CompileContext& c,
                                                                 const std::optional<Located>& at) {
  std::vector<std::pair<AttackMode, AdversaryModel::Delay>> out;
  for (std::size_t i = 0; at && i < at->size(); ++i)
    out.emplace_back(*attack_from(at->key(i)), delay(c, at->at(i)));
  return out;
}

// Which arcs of the walk graph lead through which door.
void read_doors_of_arcs(CompileContext& c, const Located& site_at, Protection& out) {
  const Site& site = c.world().site;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> doors;
  const auto walk = site_at.find("walk");
  const auto paths = walk ? walk->find("paths") : std::nullopt;
  for (std::size_t i = 0; paths && i < paths->size(); ++i) {
    const auto name = paths->at(i).find("door");
    if (!name) continue;
    const EntityId entity = c.find_entity(EntityKind::kDoor, name->value().get<std::string>());
    const Located between = *paths->at(i).find("between");
    const auto node = [&](std::size_t k) {
      return site.walk->find(between.at(k).value().get<std::string>())->value;
    };
    for (std::uint32_t d = 0; d < site.doors.size(); ++d)
      if (site.doors[d].entity == entity)
        doors[{node(0), node(1)}] = doors[{node(1), node(0)}] = d;
  }
  out.door_of_arc.assign(site.walk->arc_count(), kNoIndex);
  for (std::size_t a = 0; a < site.walk->arc_count(); ++a) {
    const auto& arc = site.walk->arc(ArcId(a));
    const auto found = doors.find({arc.from.value, arc.to.value});
    if (found != doors.end()) out.door_of_arc[a] = found->second;
  }
}

}  // namespace

void compile_adversary(CompileContext& c, const Located& site_at, Protection& out) {
  read_doors_of_arcs(c, site_at, out);
  const auto at = site_at.find("adversary");
  if (!at) return;
  const Typed type = c.typed(*at, "adversaries");
  AdversaryModel model;
  model.run_speed_mps = c.number(type.find("run_speed_mps"), 1);
  model.sd_share = c.number(type.find("sd_share"), 0);
  model.crossing = delays(c, type.find("crossing_s"));
  model.door = delays(c, type.find("door_s"));
  model.task = delay(c, *type.find("task_s"));
  model.p_communication = c.number(type.find("p_communication"), 1);
  if (const auto response = type.find("response_s")) model.response = delay(c, *response);
  const auto nodes = [&](const char* key) {
    std::vector<NodeId> found;
    const auto list = at->find(key);
    for (std::size_t i = 0; list && i < list->size(); ++i)
      found.push_back(*c.world().site.walk->find(list->at(i).value().get<std::string>()));
    return found;
  };
  model.targets = nodes("targets");
  model.escape_from = nodes("escape_from");
  model.outside = nodes("outside");
  if (model.targets.empty() && model.escape_from.empty())
    c.error(at->key_place(), "an adversary wants to get somewhere",
            "give targets (from outside in) or escape_from (from inside out)");
  bool any = false;
  for (const ZoneRules& zone : out.zones) any |= zone.perimeter;
  if (!any) c.error(at->key_place(), "an adversary needs a perimeter zone to cross");
  out.adversary = std::move(model);
}

}  // namespace vedette
