// SPDX-License-Identifier: Apache-2.0
// The site at the beginning and at the end of a run.
#include "engine/run.hpp"
#include "engine/site/access.hpp"
#include "engine/site/escort.hpp"
#include "engine/site/plan_run.hpp"
#include "engine/site/site_processes.hpp"
#include "engine/site/visitors.hpp"
#include "world/protection.hpp"

namespace vedette {

SiteState::SiteState(const World& world, Calendar& calendar)
    : guards(world.site.guards.size()),
      pair_of(world.site.guards.size(), kNoIndex),
      open_case(world.site.zones.size(), nullptr),
      response(make_response_state(world, calendar)) {
  tour_gaps.resize(world.site.tours.size());
  const Protection* plan = world.site.protection.get();
  if (!plan) return;
  intruders.resize(plan->threats.size());
  for (std::size_t i = 0; i < intruders.size(); ++i) intruders[i].plan = &plan->threats[i];
  for (std::size_t i = 0; i < plan->escorts.size(); ++i)
    escorts.push_back(std::make_unique<EscortState>(calendar));
  for (const Visits& one : plan->visits)
    visits.push_back(std::make_shared<VisitsState>(calendar, one.places.size()));
  protection.blind.resize(world.site.sensors.size());
  protection.faults.resize(world.site.zones.size());
  protection.access.resize(world.site.zones.size());
  // Guards of a tour in pairs: the first with the second, the third with the fourth.
  std::vector<std::uint32_t> single(world.site.tours.size(), kNoIndex);
  for (std::uint32_t g = 0; g < guards.size(); ++g) {
    const std::uint32_t tour = world.site.guards[g].tour;
    if (tour == kNoIndex || !plan->tours[tour].pair) continue;
    if (single[tour] == kNoIndex) {
      single[tour] = g;
      continue;
    }
    PairState pair;
    pair.leader = std::exchange(single[tour], kNoIndex);
    pair.follower = g;
    pair_of[pair.leader] = pair_of[g] = static_cast<std::uint32_t>(pairs.size());
    pairs.push_back(std::move(pair));
  }
}

void start_site(Run& run) {
  const Site& site = run.world.site;
  if (!site.present) return;
  start_access(run);
  start_zone_states(run);
  for (std::size_t i = 0; i < site.operators.size(); ++i)
    run.site.response->operators[i].process = run.calendar.start(operator_at_desk(run, i));
  for (std::size_t i = 0; i < site.guards.size(); ++i)
    run.site.guards[i].process = run.calendar.start(guard_on_duty(run, i));
  start_nuisance(run);
  for (std::size_t i = 0; i < run.site.intruders.size(); ++i)
    run.site.intruders[i].process = run.calendar.start(threat(run, i));
  start_escorts(run);
  start_visits(run);
  start_planned_work(run);
  start_injects(run);
}

void finish_site(Run& run, Time end) {
  const Site& site = run.world.site;
  const auto told = [&](EntityId who, Time busy_since, Time duty_since) {
    if (busy_since != kUnset) run.sinks.each([&](Sink& s) { s.busy(who, busy_since, end); });
    if (duty_since != kUnset) run.sinks.each([&](Sink& s) { s.on_duty(who, duty_since, end); });
  };
  if (site.response)
    for (const auto& alarm : run.site.all_cases) finish_plan(run, *alarm, true);
  for (std::size_t i = 0; i < site.operators.size(); ++i) {
    const OperatorState& me = run.site.response->operators[i];
    const OperatorDuty& duty = site.response->operators[i];
    if (me.on_duty && !site.response->rooms[duty.room].command)
      told(site.operators[i].entity, me.busy_since, me.on_duty_since);
  }
  for (std::size_t e = 0; e < run.site.escorts.size(); ++e)
    if (run.sinks.wants_movement())
      run.site.escorts[e]->mover.tell(run, site.protection->escorts[e].entity, end);
  for (std::size_t v = 0; v < run.site.visits.size(); ++v) {
    auto& movers = run.site.visits[v]->movers;
    for (std::size_t p = 0; run.sinks.wants_movement() && p < movers.size(); ++p)
      movers[p].tell(run, site.protection->visits[v].places[p], end);
  }
  for (std::size_t i = 0; i < site.guards.size(); ++i) {
    GuardState& guard = run.site.guards[i];
    if (run.sinks.wants_movement()) guard.mover.tell(run, site.guards[i].entity, end);
    told(site.guards[i].entity, guard.busy_since, guard.on_duty_since);
  }
}

}  // namespace vedette
