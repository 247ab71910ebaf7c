// SPDX-License-Identifier: Apache-2.0
// A more urgent alarm makes an operator lay aside what he is doing about a less urgent one; he goes
// on with it afterwards (preemptive resume; Cobham 1954 has the queue without). A step of a plan is
// finished first.
#include <algorithm>
#include <utility>

#include "engine/kernel/waits.hpp"
#include "engine/site/operator_desk.hpp"

namespace vedette {

Task<> OperatorDesk::more_urgent(const AlarmCase& alarm) {
  while (auto item = room_.alarms.take_before(alarm.incident->priority)) {
    const TallyKind kind =
        alarm.incident->has(Stage::kAssessed) ? TallyKind::kWorkPlan : TallyKind::kWorkAlarm;
    works(kind, since_, false);
    const Time since = std::exchange(me_.busy_since, kUnset);
    run_.sinks.each([&](Sink& s) { s.busy(who_.entity, since, run_.now()); });
    run_.state(who_.entity, "alarm laid aside");
    co_await take(std::move(*item));
    since_ = me_.busy_since = run_.now();
    run_.state(who_.entity, "alarm");
  }
}

Task<> OperatorDesk::work_on(const AlarmCase& alarm, Duration span) {
  if (!site_.handling.preempt) {
    (void)co_await Delay(run_.calendar, span);
    co_return;
  }
  Time until = run_.now() + span;
  for (;;) {
    const Time before = run_.now();
    co_await more_urgent(alarm);
    until = until + (run_.now() - before);
    room_.at_work.push_back({index_, alarm.incident->priority, false});
    const bool done = co_await Delay(run_.calendar, until);
    room_.at_work.erase(std::find_if(room_.at_work.begin(), room_.at_work.end(),
                                     [&](const auto& one) { return one.op == index_; }));
    if (done) co_return;
  }
}

void call_off(Run& run, std::uint32_t room_index, int priority) {
  if (!run.world.site.handling.preempt) return;
  RoomState& room = *run.site.response->rooms[room_index];
  RoomState::AtWork* least = nullptr;  // the least urgent work; of equals the first begun
  for (RoomState::AtWork& one : room.at_work)
    if (!one.called && one.priority > priority && (!least || one.priority > least->priority))
      least = &one;
  if (!least) return;
  least->called = true;
  run.site.response->operators[least->op].process.interrupt();
}

}  // namespace vedette
