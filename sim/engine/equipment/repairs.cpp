// SPDX-License-Identifier: Apache-2.0
// Technicians: shifts, ways, spare parts, repairs.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "engine/equipment/condition.hpp"
#include "engine/equipment/equipment_processes.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/shift.hpp"

namespace vedette {

namespace {

Process delivery(Run& run, std::uint32_t index) {
  const Spare& plan = run.world.equipment->spares[index];
  SpareState& state = run.equipment->spares[index];
  Stream draws =
      run.random.stream(name_hash("spare/" + plan.name), name_hash("lead") + state.orders++);
  (void)co_await Delay(run.calendar, draw_duration(plan.lead_s, draws));
  state.ordered -= plan.order;
  state.stock += plan.order;
  run.log(Topic::kMaintenance, {}, "spares delivered");
  // Those that have waited longest get what came; it is kept for them.
  const std::size_t served = std::min<std::size_t>(state.stock, state.waiting.size());
  const auto end = state.waiting.begin() + static_cast<std::ptrdiff_t>(served);
  state.stock -= static_cast<std::uint32_t>(served);
  for (auto job = state.waiting.begin(); job != end; ++job) {
    job->has_part = true;
    run.equipment->jobs.send(std::move(*job), -1);
  }
  state.waiting.erase(state.waiting.begin(), end);
}

// Stock and orders less what is waited for: the inventory position of Hadley & Whitin (1963).
std::int64_t position(const SpareState& state) {
  const auto short_of = static_cast<std::int64_t>(state.waiting.size());
  return std::int64_t{state.stock} + state.ordered - short_of;
}

void reorder(Run& run, std::uint32_t index) {
  const Spare& plan = run.world.equipment->spares[index];
  SpareState& state = run.equipment->spares[index];
  while (position(state) <= std::int64_t{plan.reorder_at}) {
    state.ordered += plan.order;
    run.calendar.start(delivery(run, index));
  }
}

// False: there is none, the job waits for the delivery.
bool take_spare(Run& run, std::uint32_t index, const Job& job) {
  if (index == kNoIndex || job.has_part) return true;
  SpareState& state = run.equipment->spares[index];
  const bool there = state.stock > 0;
  if (there) {
    --state.stock;
  } else {
    state.waiting.push_back(job);
    const EntityId what = run.world.equipment->elements[job.ticket->element].entity;
    run.log(Topic::kMaintenance, what, "waits for a spare");
    const Tally tally{TallyKind::kSpareMissing, {}, what, run.now(), run.now()};
    run.sinks.each([&](Sink& s) { s.tally(tally); });
  }
  reorder(run, index);
  return there;
}

Process technician(Run& run, const TechnicianTeam& team, std::uint32_t number) {
  Stream own = run.random.stream("technician/" + team.name + std::to_string(number), "travel");
  const std::vector<Shift>& shifts = run.world.city.shifts;
  for (;;) {
    Duty duty{run.now(), kNever};
    if (team.shift != kNoIndex)
      duty = next_duty(shifts[team.shift], run.now(), run.world.start_second_of_day);
    if (duty.from > run.now()) (void)co_await Delay(run.calendar, duty.from);
    std::optional<Job> job;
    if (duty.to == kNever) {
      job = co_await run.equipment->jobs.receive();
    } else {
      auto came = co_await first_of(run.equipment->jobs.receive(), Delay(run.calendar, duty.to));
      job = std::move(came.get<0>());
    }
    if (!job) continue;
    const Time since = run.now();
    const Duration way = draw_duration(team.travel_s, own);
    (void)co_await Delay(run.calendar, way);
    EntityId place;
    if (!job->ticket) {
      co_await carry_out_maintenance(run, job->work, job->number);
    } else {
      Ticket& ticket = *job->ticket;
      const FailureType& type = run.world.equipment->types[ticket.type];
      place = run.world.equipment->elements[ticket.element].entity;
      if (take_spare(run, type.spare, *job)) {
        run.log(Topic::kMaintenance, place, "repair");
        (void)co_await Delay(run.calendar, draw_duration(type.repair_s, ticket.draws));
        ticket.repaired.fire();
      }
    }
    const Tally tally{TallyKind::kTechnician, {}, place, since, run.now()};
    run.sinks.each([&](Sink& s) { s.tally(tally); });
  }
}

}  // namespace

void add_job(Run& run, Job job) {
  const std::int64_t rank = job.ticket ? 0 : 1;
  run.equipment->jobs.send(std::move(job), rank);
}

void start_repairs(Run& run) {
  for (const TechnicianTeam& team : run.world.equipment->technicians)
    for (std::uint32_t k = 0; k < team.count; ++k) run.calendar.start(technician(run, team, k + 1));
}

}  // namespace vedette
