// SPDX-License-Identifier: Apache-2.0
// What patrols see themselves: finds that are reported, reviewed and followed up; stop checks.
#include "base/random.hpp"
#include "engine/city/city_processes.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

void tell(Run& run, TallyKind kind, EntityId who, EntityId place) {
  const Tally tally{kind, who, place, run.now(), run.now()};
  run.sinks.each([&](Sink& s) { s.tally(tally); });
}

// A report goes to the reviewers; what they uphold is notified to whom it concerns, and later
// somebody looks whether it has been cleared up.
Process review(Run& run, const Finds& finds, EntityId who, NodeId point, Stream random) {
  const DemandArea& area = run.world.city.areas[point.index()];
  {
    Grant place = co_await run.city.reviewers.acquire(1);
    (void)co_await Delay(run.calendar, draw_duration(finds.review_s, random));
  }
  if (random.uniform() >= finds.accepted) co_return;
  tell(run, TallyKind::kFindUpheld, who, area.entity);
  (void)co_await Delay(run.calendar, finds.follow_up_after);
  dispatch(run, open_task(run, area.entity, point, finds.type, random));
}

}  // namespace

Task<> report_find(Run& run, const Unit& unit, UnitState& me, NodeId point, Stream& sight) {
  const EntityId place = run.city.points[point.index()].place;
  tell(run, TallyKind::kFind, unit.entity, place);
  run.log(Topic::kPatrolFind, unit.entity, "found", place);
  run.state(unit.entity, "reporting");
  me.ready->free = false;
  const Time reported = run.now() + draw_duration(unit.finds->report_s, sight);
  while (run.now() < reported) (void)co_await Delay(run.calendar, reported);
  // The n-th find of a unit has draws of its own.
  const std::uint64_t purpose = name_hash("find") + ++me.finds * 0x9e3779b97f4a7c15u;
  Stream own = run.random.stream(run.world.entities[unit.entity.index()].hash, purpose);
  run.calendar.start(review(run, *unit.finds, unit.entity, point, own));
}

Task<> stop_check(Run& run, const Unit& unit, UnitState& me, NodeId point, Stream& sight) {
  const EntityId place = run.city.points[point.index()].place;
  tell(run, TallyKind::kStopCheck, unit.entity, place);
  run.log(Topic::kStopCheck, unit.entity, "stop check", place);
  run.state(unit.entity, "stop check");
  me.ready->free = false;
  const Time checked = run.now() + draw_duration(unit.checks->duration_s, sight);
  while (run.now() < checked) (void)co_await Delay(run.calendar, checked);
  if (sight.uniform() < unit.checks->hit) tell(run, TallyKind::kStopCheckHit, unit.entity, place);
}

}  // namespace vedette
