// SPDX-License-Identifier: Apache-2.0
// How devices fail: each by itself, or struck together; docs/equipment.md.
#include <algorithm>

#include "base/portable_math.hpp"
#include "engine/equipment/condition.hpp"
#include "engine/equipment/equipment_processes.hpp"
#include "engine/kernel/forever.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

constexpr double kHour_s = 3600, kYear_s = 8760 * kHour_s;

// Time to failure of something that has lived `age_h`: S(age + t) / S(age) = U with
// S(x) = exp(-(x / scale)^shape), so t = scale ((age / scale)^shape - ln U)^(1 / shape) - age.
double life_left_h(const FailureType& type, double age_h, Stream& draws) {
  const double e = draws.exponential();
  if (type.shape == 1) return type.mtbf_h * e;
  const double used = portable::pow(age_h / type.scale_h, type.shape);
  return std::max(0.0, type.scale_h * portable::pow(used + e, 1 / type.shape) - age_h);
}

// Far failures are never put on the calendar.
bool within(const Run& run, double h) {
  return run.now().seconds() + h * kHour_s < run.world.horizon.seconds();
}

void tell(Run& run, TallyKind kind, std::uint32_t element, Time from) {
  const Tally tally{kind, {}, run.world.equipment->elements[element].entity, from, run.now()};
  run.sinks.each([&](Sink& s) { s.tally(tally); });
}

Process wears(Run& run, const FailureMode& mode, Stream draws, double first_h) {
  const FailureType& type = run.world.equipment->types[mode.type];
  const EntityId who = run.world.equipment->elements[mode.element].entity;
  std::uint64_t n = 0;
  for (double wait_h = first_h; within(run, wait_h); wait_h = life_left_h(type, 0, draws)) {
    (void)co_await Delay(run.calendar, seconds(wait_h * kHour_s), Priority::kUrgent);
    const Stream repair = run.random.stream(run.world.entities[who.index()].hash,
                                            name_hash("repair/" + type.name) + n++);
    co_await broken(run, mode.element, mode.type, DownCause::kOwn, repair);
  }
}

// What works badly stops working, unless it was repaired before.
Process worsen(Run& run, std::shared_ptr<Ticket> ticket, std::shared_ptr<Down> why,
               Duration after) {
  (void)co_await Delay(run.calendar, after, Priority::kUrgent);
  if (ticket->over) co_return;
  ticket->down = true;
  set_degraded(run, ticket->element, ticket->type, false);
  take_down(run, ticket->element, *why);
  const FailureType& type = run.world.equipment->types[ticket->type];
  if (!type.supervised || ticket->noticed.fired()) co_return;
  (void)co_await Delay(run.calendar, seconds(ticket->draws.uniform() * type.heartbeat.seconds()));
  ticket->noticed.fire();
}

// What is struck in this way already cannot be struck so again: one lens is wiped once.
Process struck(Run& run, std::uint32_t element, std::uint32_t type, Stream draws) {
  const auto& now = run.equipment->elements[element].struck;
  if (std::find(now.begin(), now.end(), type) != now.end()) co_return;
  run.equipment->elements[element].struck.push_back(type);
  co_await broken(run, element, type, DownCause::kCommon, draws);
  std::erase(run.equipment->elements[element].struck, type);
}

// A Poisson process whose rate follows the weather, by thinning (Lewis & Shedler 1979), as for
// nuisance alarms.
Process strikes(Run& run, const CommonCause& cause) {
  const bool weather = run.world.weather != nullptr;
  const double most =
      weather ? *std::max_element(cause.weather_factor.begin(), cause.weather_factor.end())
              : of(cause.weather_factor, WeatherState::kClear);
  if (cause.per_year * most <= 0) co_return;
  Stream random = run.random.stream("common/" + cause.name, "strikes");
  for (std::uint64_t n = 0;; ++n) {
    const double wait_s = random.exponential() * kYear_s / (cause.per_year * most);
    if (!within(run, wait_s / kHour_s)) co_return;
    (void)co_await Delay(run.calendar, seconds(wait_s), Priority::kUrgent);
    if (random.uniform() * most >= of(cause.weather_factor, run.weather)) continue;
    run.log(Topic::kWeather, {}, "strike");
    // Each has its own draws: one element more changes nothing for the others.
    for (const std::uint32_t e : cause.elements) {
      const EntityId who = run.world.equipment->elements[e].entity;
      Stream own = run.random.stream(run.world.entities[who.index()].hash,
                                     name_hash("strike/" + cause.name) + n);
      if (own.uniform() < cause.share) run.calendar.start(struck(run, e, cause.type, own));
    }
  }
}

}  // namespace

Task<> broken(Run& run, std::uint32_t element, std::uint32_t type_index, DownCause cause,
              Stream draws) {
  const FailureType& type = run.world.equipment->types[type_index];
  auto ticket = std::make_shared<Ticket>(run.calendar);
  ticket->element = element;
  ticket->type = type_index;
  ticket->failed = run.now();
  ticket->down = !type.degraded;
  ticket->draws = draws;
  auto why = std::make_shared<Down>(Down{cause, {}, false});
  if (type.degraded)
    set_degraded(run, element, type_index, true);
  else
    take_down(run, element, *why);
  tell(run, type.degraded ? TallyKind::kDegraded : TallyKind::kFailed, element, run.now());
  if (type.worsens) {
    const Duration after = draw_duration(type.worsens_s, ticket->draws);
    run.calendar.start(worsen(run, ticket, why, after));
  }
  run.equipment->hidden.push_back(ticket);
  if (type.supervised && !type.worsens)
    (void)co_await first_of(
        ticket->noticed.wait(),
        Delay(run.calendar, seconds(ticket->draws.uniform() * type.heartbeat.seconds())));
  else
    (void)co_await ticket->noticed.wait();
  ticket->noticed.fire();
  std::erase(run.equipment->hidden, ticket);
  const Time noticed = run.now();
  if (ticket->down)
    becomes_known(run, element, *why);
  else
    why->known = true;  // should it get worse, it is known
  tell(run, TallyKind::kFailureNoticed, element, ticket->failed);
  if (ticket->draws.uniform() < type.forgotten_probability) {
    run.log(Topic::kMaintenance, run.world.equipment->elements[element].entity, "put aside");
    (void)co_await Delay(run.calendar, draw_duration(type.forgotten_s, ticket->draws));
  }
  if (run.world.equipment->technicians.empty()) {
    (void)co_await Forever(run.calendar);
    co_return;
  }
  add_job(run, {ticket, 0, 0});
  (void)co_await ticket->repaired.wait();
  ticket->over = true;
  if (ticket->down)
    bring_back(run, element, *why);
  else
    set_degraded(run, element, type_index, false);
  tell(run, type.replaces ? TallyKind::kReplaced : TallyKind::kRepaired, element, ticket->failed);
  tell(run, TallyKind::kRepairTime, element, noticed);
}

void notice_failures(Run& run, std::uint32_t element) {
  for (const auto& ticket : run.equipment->hidden)
    if (ticket->element == element) ticket->noticed.fire();
}

void dead_camera_reported(Run& run, std::uint32_t camera) {
  if (run.change && run.change->nobody_reports) return;
  const Equipment& plan = *run.world.equipment;
  notice_failures(run, plan.of_camera[camera]);
  const HostId host = run.world.site.cameras[camera].host;
  if (host.valid()) notice_failures(run, plan.of_host[host.index()]);
  // And what has taken it along, such as the switch that feeds it.
  for (std::uint32_t e = 0; e < plan.elements.size(); ++e)
    for (const auto& [other, cause] : plan.elements[e].takes_along)
      if (other == plan.of_camera[camera] && run.equipment->elements[e].down > 0)
        notice_failures(run, e);
}

void picture_looked_at(Run& run, std::uint32_t camera, EntityId by) {
  if (run.change && run.change->nobody_reports) return;
  const std::uint32_t element = run.world.equipment->of_camera[camera];
  const ElementState& state = run.equipment->elements[element];
  if (state.down > 0 && state.known == 0) dead_camera_reported(run, camera);
  if (state.down > 0 || state.degraded.empty()) return;
  for (const auto& ticket : run.equipment->hidden) {
    if (ticket->element != element || ticket->noticed.fired()) continue;
    const FailureType& type = run.world.equipment->types[ticket->type];
    const EntityId self = run.world.site.cameras[camera].entity;
    // Draws of its own for each look: how often somebody looks changes no repair.
    Stream look = run.random.stream(
        run.world.entities[self.index()].hash,
        name_hash("seen/" + type.name) + static_cast<std::uint64_t>(run.now().us));
    if (look.uniform() >= type.seen_probability) continue;
    run.log(Topic::kMaintenance, self, "reported", by);
    ticket->noticed.fire();
  }
}

void start_failures(Run& run) {
  const Equipment& plan = *run.world.equipment;
  for (const FailureMode& mode : plan.modes) {
    const FailureType& type = plan.types[mode.type];
    const EntityId who = plan.elements[mode.element].entity;
    Stream draws =
        run.random.stream(run.world.entities[who.index()].hash, name_hash("fails/" + type.name));
    const double first_h = life_left_h(type, mode.age_h, draws);
    if (within(run, first_h)) run.calendar.start(wears(run, mode, draws, first_h));
  }
  for (const CommonCause& cause : plan.common_causes) run.calendar.start(strikes(run, cause));
}

}  // namespace vedette
