// SPDX-License-Identifier: Apache-2.0
#include "engine/run.hpp"

#include <algorithm>
#include <memory>

#include "engine/city/city_processes.hpp"
#include "engine/equipment/equipment_processes.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/network/network_processes.hpp"
#include "engine/site/plan_run.hpp"
#include "engine/site/site_processes.hpp"
#include "engine/weather.hpp"

namespace vedette {

Run::Run(const World& the_world, Random the_random, Carrier& the_carrier, Sinks& the_sinks,
         const RunChange* the_change)
    : world(the_world),
      random(the_random),
      carrier(the_carrier),
      sinks(the_sinks),
      city(the_world, calendar),
      site(the_world, calendar),
      network(calendar),
      equipment(std::make_unique<EquipmentState>(*the_world.equipment, calendar)),
      change(the_change) {
  carrier.on_change = [this] { network_changed(*this); };
}

Run::~Run() {
  calendar.clear();        // processes hold places and messages: they go first
  site.all_cases.clear();  // and views of the wall
  carrier.on_change = nullptr;
}

Incident& Run::new_incident() {
  if (free_.empty()) return pool_.emplace_back();
  Incident& incident = *free_.back();
  free_.pop_back();
  std::destroy_at(&incident);
  return *std::construct_at(&incident);
}

void Run::open(Incident& blank) {
  Incident* const incident = &blank;
  incident->id = IncidentId(next_incident_++);
  sinks.each([&](Sink& s) { s.incident_opened(*incident); });
  if (sinks.wants_events()) {
    log(Topic::kIncidentOpened, incident->place, incident_kind_name(incident->kind), {},
        incident->id);
    sinks.each([&](Sink& s) {
      for (std::size_t i = 0; i < kStages; ++i)
        if (incident->stages[i] != kUnset)
          s.stage(*incident, static_cast<Stage>(i), incident->stages[i], {});
    });
  }
}

void Run::stamp_at(Incident& incident, Stage stage, Time at, EntityId who) {
  incident[stage] = at;
  sinks.each([&](Sink& s) { s.stage(incident, stage, at, who); });
  if (sinks.wants_events()) log(Topic::kStage, who, stage_name(stage), incident.place, incident.id);
}

void Run::close(Incident& incident) {
  incident.closed = true;
  sinks.each([&](Sink& s) { s.incident_closed(incident); });
  if (sinks.wants_events()) log(Topic::kIncidentClosed, incident.place, {}, {}, incident.id);
  free_.push_back(&incident);
}

void Run::log(Topic topic, EntityId subject, std::string_view text, EntityId other,
              IncidentId incident) {
  if (!sinks.wants_events()) return;
  const Event event{now(), topic, subject, other, incident, text};
  sinks.each([&](Sink& s) { s.event(event); });
}

void Run::state(EntityId who, std::string_view word) {
  if (site.response && site.response->watches_states) injects_hear_state(*this, who, word);
  if (!sinks.wants_events()) return;
  const StateChange told{now(), who, word};
  sinks.each([&](Sink& s) { s.state(told); });
}

namespace {

// Keeps files up to date while the run goes on; ten simulated seconds are short on any clock.
Process pulse(Run& run) {
  for (;;) {
    (void)co_await Delay(run.calendar, 10 * kSecond, Priority::kLate);
    run.sinks.each([](Sink& s) { s.pulse(); });
  }
}

Process takes_over(Run& run) {
  (void)co_await Delay(run.calendar, run.change->at, Priority::kUrgent);
  run.change->take_over();
}

}  // namespace

void Run::execute() {
  const Time end = Time{0} + world.horizon;
  if (change && change->take_over) calendar.start(takes_over(*this));
  start_weather(*this);
  start_city(*this);
  start_network(*this);
  start_site(*this);
  start_equipment(*this);
  if (sinks.wants_events()) calendar.start(pulse(*this));
  carrier.run(calendar, end);
  finish(end);
}

void Run::finish(Time end) {
  finish_city(*this, end);
  finish_site(*this, end);
  finish_equipment(*this, end);
  finish_network(*this, end);
  // What is still open, in order of its number.
  std::vector<const Incident*> unfinished;
  for (const Incident& incident : pool_)
    if (!incident.closed) unfinished.push_back(&incident);
  std::sort(unfinished.begin(), unfinished.end(),
            [](const Incident* a, const Incident* b) { return a->id < b->id; });
  for (const Incident* incident : unfinished)
    sinks.each([&](Sink& s) { s.incident_closed(*incident); });
  sinks.each([&](Sink& s) { s.finish(end); });
}

}  // namespace vedette
