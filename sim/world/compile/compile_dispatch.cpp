// SPDX-License-Identifier: Apache-2.0
// How the command centre works: desks, rule of choice, pre-emption, ageing, move-up.
#include <fmt/format.h>

#include "world/compile/city_parts.hpp"

namespace vedette {

void compile_dispatch(CompileContext& c, const Located& city) {
  Dispatch& out = c.world().city.dispatch;
  const auto dispatch = city.find("dispatch");
  if (!dispatch) return;
  const Typed typed = c.typed(*dispatch, "dispatch");
  out.handling_s = c.duration(typed.find("handling_s"));
  if (c.text(dispatch->find("rule")) == "own_cell_first") out.rule = DispatchRule::kOwnCellFirst;
  if (c.text(dispatch->find("rule")) == "soonest") out.rule = DispatchRule::kSoonest;
  if (const auto desks = dispatch->find("desks")) {
    out.desks = desks->value().get<std::uint32_t>();
    for (std::uint32_t i = 0; i < out.desks; ++i)
      c.add_entity(EntityKind::kDispatcher, fmt::format("desk-{}", i + 1), 0, 0);
  }
  if (const auto returning = dispatch->find("returning_units_respond"))
    out.returning_units_respond = returning->value().get<bool>();
  const std::string preemption = c.text(dispatch->find("preemption"));
  if (preemption == "when_none_free") out.preemption = Preemption::kWhenNoneFree;
  if (preemption == "when_nearer") out.preemption = Preemption::kWhenNearer;
  if (const auto ageing = dispatch->find("ageing_s"))
    out.ageing = seconds(ageing->value().get<double>());
  if (c.text(dispatch->find("queue")) == "nearest") out.queue = QueueRule::kNearest;
  out.reviewers = static_cast<std::uint32_t>(c.number(dispatch->find("reviewers"), 1));
  out.reserve_for_calls =
      static_cast<std::uint32_t>(c.number(dispatch->find("reserve_for_calls"), 0));
  if (const auto move_up = dispatch->find("move_up")) {
    out.move_up = MoveUp::kExpectedCoverage;
    out.busy_share = c.number(move_up->find("busy_share"), 0.3);
    out.cover_within = seconds(60 * c.number(move_up->find("within_min"), 3));
    if (c.world().city.stations.empty() && !c.stations_faulty)
      c.error(move_up->key_place(), "move-up needs stations where units can wait");
  }
}

}  // namespace vedette
