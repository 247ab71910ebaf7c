// SPDX-License-Identifier: Apache-2.0
// Video rounds and roll-calls: each becomes due in its rhythm; what is not done when it is due
// again is given up.
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/plan_run.hpp"

namespace vedette {

namespace {

Process rounds(Run& run, std::uint32_t index) {
  const Round& what = run.world.site.response->rounds[index];
  RoomState& room = *run.site.response->rooms[what.room];
  std::uint64_t number = 0;
  for (Time due = Time{0} + what.first;; due = due + what.every) {
    (void)co_await Delay(run.calendar, due);
    auto work = std::make_shared<PlannedWork>();
    work->round = index;
    work->number = number++;
    work->due = due;
    room.planned.send(work);
    (void)co_await Delay(run.calendar, due + what.every, Priority::kUrgent);
    if (work->done) continue;
    work->given_up = true;
    const Tally tally{what.roll_call ? TallyKind::kRollCallMissed : TallyKind::kRoundMissed,
                      {},
                      {},
                      due,
                      run.now()};
    run.sinks.each([&](Sink& s) { s.tally(tally); });
  }
}

}  // namespace

void start_planned_work(Run& run) {
  const Response& response = *run.world.site.response;
  for (std::uint32_t i = 0; i < response.rounds.size(); ++i) run.calendar.start(rounds(run, i));
}

}  // namespace vedette
