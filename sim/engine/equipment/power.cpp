// SPDX-License-Identifier: Apache-2.0
// Mains, generator, batteries, and what is let go of first; docs/equipment.md.
#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/equipment/condition.hpp"
#include "engine/equipment/equipment_processes.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

constexpr double kYear_s = 8760.0 * 3600;
// Wh; a microsecond of the largest load is less.
constexpr double kEmpty = 1e-5;

// Batteries age: capacity (1 - fade x age), never below 0.
double capacity_wh(const Run& run, const Supply& supply) {
  const double age_y = supply.age_y + run.now().seconds() / kYear_s;
  return supply.capacity_wh * std::max(0.0, 1 - supply.fade_per_year * age_y);
}

bool failed_by_itself(const Run& run, std::uint32_t element) {
  const ElementState& state = run.equipment->elements[element];
  return state.down > state.causes[static_cast<std::size_t>(DownCause::kPower)];
}

// What feeds it now; a battery that is empty or broken feeds nothing.
PowerSource source_of(const Run& run, const SupplyState& state, bool input) {
  if (std::find(state.fed.begin(), state.fed.end(), true) == state.fed.end())
    return PowerSource::kNone;
  if (!input) return PowerSource::kBattery;
  return is_up(run, run.world.equipment->power.mains) ? PowerSource::kMains
                                                      : PowerSource::kGenerator;
}

// That it is dead, or feeds again after it was, the element's own state says.
void tell_source(Run& run, EntityId self, PowerSource before, PowerSource now) {
  if (now == PowerSource::kBattery)
    run.log(Topic::kPowerFailure, self, "on battery");
  else if (now == PowerSource::kGenerator)
    run.log(Topic::kPowerFailure, self, "on the generator");
  else if (now == PowerSource::kMains && before != PowerSource::kNone)
    run.log(Topic::kPowerFailure, self, "mains back");
}

void update(Run& run, std::uint32_t index);

Process wake(Run& run, std::uint32_t index, std::uint32_t number) {
  if (run.equipment->supplies[index].wakes == number) update(run, index);
  co_return;
}

// Brings the battery to now, feeds what can be fed, and plans the next moment at which something
// has to be let go of.
void update(Run& run, std::uint32_t index) {
  const PowerPlan& plan = run.world.equipment->power;
  const Supply& supply = plan.supplies[index];
  SupplyState& state = run.equipment->supplies[index];
  if (state.updating) return;
  state.updating = true;
  const EntityId self = run.world.equipment->elements[supply.element].entity;
  const double capacity = capacity_wh(run, supply);
  const double hours = (run.now() - state.at).seconds() / 3600;
  state.energy_wh = std::clamp(state.energy_wh - state.drain_w * hours, 0.0, capacity);
  state.at = run.now();
  const bool input = is_up(run, plan.mains) || (supply.generator && run.equipment->generator_runs);
  const bool failed = failed_by_itself(run, supply.element);
  const bool battery = !input && !failed;
  double load_w = 0, next_wh = -1;
  for (std::size_t g = 0; g < supply.groups.size(); ++g) {
    const SupplyGroup& group = supply.groups[g];
    const double least_wh = group.shed_below * capacity;
    // What was let go of stays off until there is input again; a UPS that is mended before feeds
    // the others from what its battery holds.
    if (input) state.shed[g] = false;
    if (battery && state.energy_wh <= least_wh + kEmpty) state.shed[g] = true;
    const bool fed = input ? !failed || supply.bypass : battery && !state.shed[g];
    if (fed != state.fed[g]) {
      state.fed[g] = fed;
      for (const std::uint32_t e : group.elements) {
        const Down why{DownCause::kPower, self, power_loss_known(run, e)};
        if (fed)
          bring_back(run, e, why);
        else
          take_down(run, e, why);
      }
    }
    if (!fed) continue;
    load_w += group.watts;
    next_wh = std::max(next_wh, least_wh);
  }
  const PowerSource source = source_of(run, state, input);
  if (source != state.source) tell_source(run, self, std::exchange(state.source, source), source);
  const bool dead = source == PowerSource::kNone;
  if (dead != state.dead) {
    state.dead = dead;
    const Down why{DownCause::kPower, run.world.equipment->elements[plan.mains].entity, true};
    if (dead)
      take_down(run, supply.element, why);
    else
      bring_back(run, supply.element, why);
  }
  state.drain_w = battery ? load_w / supply.efficiency : input && !failed ? -supply.charge_w : 0;
  const std::uint32_t number = ++state.wakes;
  if (battery && load_w > 0) {
    const double left_s = (state.energy_wh - next_wh) / state.drain_w * 3600;
    if (run.now().seconds() + left_s < run.world.horizon.seconds() + 1)
      run.calendar.start(wake(run, index, number), run.now() + seconds(left_s), Priority::kUrgent);
  }
  state.updating = false;
}

void update_all(Run& run) {
  for (std::uint32_t i = 0; i < run.equipment->supplies.size(); ++i) update(run, i);
}

// Whether it starts is a hidden property that stays from one test to the next: every call between
// two tests finds the same.
Process generator(Run& run, std::uint32_t call) {
  const PowerPlan& plan = run.world.equipment->power;
  const EntityId self = run.world.equipment->elements[plan.generator].entity;
  const std::int64_t period =
      plan.tested_every == kUnreachable ? 0 : run.now().us / plan.tested_every.us;
  Stream draws = run.random.stream(run.world.entities[self.index()].hash,
                                   name_hash("starts") + static_cast<std::uint64_t>(period));
  const bool starts = draws.uniform() < plan.start_probability;
  (void)co_await Delay(run.calendar, draw_duration(plan.start_s, draws), Priority::kUrgent);
  if (run.equipment->generator_calls != call) co_return;
  const Tally tally{starts ? TallyKind::kGeneratorStarted : TallyKind::kGeneratorFailed,
                    self,
                    {},
                    run.now(),
                    run.now()};
  run.sinks.each([&](Sink& s) { s.tally(tally); });
  run.log(Topic::kPowerFailure, self, starts ? "running" : "does not start");
  if (!starts) co_return;
  run.equipment->generator_runs = true;
  update_all(run);
  if (plan.runs == kUnreachable) co_return;
  (void)co_await Delay(run.calendar, plan.runs, Priority::kUrgent);
  if (run.equipment->generator_calls != call) co_return;
  run.equipment->generator_runs = false;
  run.log(Topic::kPowerFailure, self, "out of fuel");
  update_all(run);
}

Process interruptions(Run& run) {
  const PowerPlan& plan = run.world.equipment->power;
  Stream draws = run.stream(run.world.equipment->elements[plan.mains].entity, "outages");
  for (;;) {
    const double wait_s = draws.exponential() * kYear_s / plan.outages_per_year;
    if (run.now().seconds() + wait_s >= run.world.horizon.seconds()) co_return;
    (void)co_await Delay(run.calendar, seconds(wait_s), Priority::kUrgent);
    const Down why{DownCause::kOwn, {}, true};
    take_down(run, plan.mains, why);
    (void)co_await Delay(run.calendar, draw_duration(plan.outage_s, draws), Priority::kUrgent);
    bring_back(run, plan.mains, why);
  }
}

}  // namespace

void power_changed(Run& run, std::uint32_t element) {
  const PowerPlan& plan = run.world.equipment->power;
  if (element == plan.mains || (plan.has_generator && element == plan.generator)) {
    const bool wanted = plan.has_generator && !is_up(run, plan.mains) && is_up(run, plan.generator);
    // A second reason for the same outage neither calls it again nor fills its tank.
    if (wanted != run.equipment->generator_wanted) {
      run.equipment->generator_wanted = wanted;
      run.equipment->generator_runs = false;
      const std::uint32_t call = ++run.equipment->generator_calls;
      if (wanted) run.calendar.start(generator(run, call));
    }
    update_all(run);
    return;
  }
  for (std::uint32_t i = 0; i < plan.supplies.size(); ++i)
    if (plan.supplies[i].element == element) update(run, i);
}

void start_power(Run& run) {
  const PowerPlan& plan = run.world.equipment->power;
  if (plan.present && plan.outages_per_year > 0) run.calendar.start(interruptions(run));
}

}  // namespace vedette
