// SPDX-License-Identifier: Apache-2.0
// Equipment at the beginning and at the end of a run.
#include <algorithm>

#include "engine/equipment/condition.hpp"
#include "engine/equipment/equipment_processes.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"

namespace vedette {

EquipmentState::EquipmentState(const Equipment& plan, Calendar& calendar)
    : elements(plan.elements.size()),
      jobs(calendar),
      spares(plan.spares.size()),
      supplies(plan.power.supplies.size()) {
  for (std::size_t i = 0; i < spares.size(); ++i) spares[i].stock = plan.spares[i].stock;
  for (std::size_t i = 0; i < supplies.size(); ++i) {
    const Supply& supply = plan.power.supplies[i];
    supplies[i].energy_wh = supply.capacity_wh;  // full; the first update cuts it to its age
    supplies[i].fed.assign(supply.groups.size(), true);
    supplies[i].shed.assign(supply.groups.size(), false);
  }
}

// Equipment changes before anything else that happens at the same moment.
Process outage(Run& run, ElementOutage what) {
  const Down why{what.cause, {}, what.cause != DownCause::kWhatIf};
  (void)co_await Delay(run.calendar, what.from, Priority::kUrgent);
  take_down(run, what.element, why);
  if (what.to == kNever) co_return;
  (void)co_await Delay(run.calendar, what.to, Priority::kUrgent);
  bring_back(run, what.element, why);
}

void start_equipment(Run& run) {
  const Equipment& plan = *run.world.equipment;
  run.equipment->posts.resize(run.world.site.zones.size());
  run.equipment->uncovered_since.assign(run.world.site.zones.size(), kUnset);
  if (plan.present) look_at_coverage(run);
  start_power(run);
  start_failures(run);
  start_repairs(run);
  start_maintenance(run);
  for (std::size_t i = 0; i < plan.outages.size(); ++i) {
    ElementOutage what = plan.outages[i];
    if (run.change && i < run.change->ends_outage.size() && run.change->ends_outage[i]) {
      if (what.from >= run.change->at) continue;
      what.to = std::min(what.to, run.change->at);
    }
    run.calendar.start(outage(run, what));
  }
  if (run.change)
    for (const ElementOutage& what : run.change->outages) run.calendar.start(outage(run, what));
}

void finish_equipment(Run& run, Time end) {
  const Equipment& plan = *run.world.equipment;
  EquipmentState& state = *run.equipment;
  const auto tell = [&](TallyKind kind, EntityId who, EntityId place, Time from) {
    const Tally tally{kind, who, place, from, end};
    run.sinks.each([&](Sink& s) { s.tally(tally); });
  };
  for (std::size_t i = 0; i < state.elements.size(); ++i) {
    const ElementState& one = state.elements[i];
    if (one.down > 0)
      tell(down_tally(static_cast<std::size_t>(one.reason)), plan.elements[i].entity, one.by,
           one.since);
  }
  for (std::size_t z = 0; z < state.uncovered_since.size(); ++z)
    if (state.uncovered_since[z] != kUnset)
      tell(TallyKind::kUncovered, {}, run.world.site.zones[z].entity, state.uncovered_since[z]);
  for (std::size_t z = 0; z < state.posts.size(); ++z)
    if (state.posts[z].guard != kNoIndex)
      tell(TallyKind::kStandIn, run.world.site.guards[state.posts[z].guard].entity,
           run.world.site.zones[z].entity, state.posts[z].since);
}

}  // namespace vedette
