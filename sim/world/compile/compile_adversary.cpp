// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

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

}  // namespace

void compile_adversary(CompileContext& c, const Located& site_at, Protection& out) {
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
