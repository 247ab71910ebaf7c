// SPDX-License-Identifier: Apache-2.0
// Body-worn recorders: live while the channel is up; what could not be sent is kept and forwarded.
#include "engine/kernel/waits.hpp"
#include "engine/network/network_processes.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

Process forward(Run& run, EntityId guard, double bytes, Time since) {
  const Network::Recorders& recorders = run.world.network.recorders;
  run.log(Topic::kRecorder, guard, "keeps");
  for (;;) {
    while (!run.carrier.could_reach(recorders.mobile, recorders.server))
      (void)co_await run.network.changed.wait();
    const Delivery delivery = co_await run.carrier.send(run.calendar, recorders.mobile,
                                                        recorders.server, bytes, Traffic::kOther);
    if (delivery == Delivery::kDelivered) break;
    (void)co_await Delay(run.calendar, 10 * kSecond);  // failover, or a channel that comes and goes
  }
  run.log(Topic::kRecorder, guard, "forwarded");
  const Tally tally{TallyKind::kForwarded, guard, {}, since, run.now()};
  run.sinks.each([&](Sink& s) { s.tally(tally); });
}

}  // namespace

StreamId begin_recording(Run& run) {
  const Network::Recorders& recorders = run.world.network.recorders;
  return run.carrier.begin_stream(recorders.mobile, recorders.server,
                                  run.world.network.profiles[recorders.profile].rate_Bps);
}

void end_recording(Run& run, StreamId live, EntityId guard, Time since) {
  const StreamTotals totals = run.carrier.end_stream(live);
  const double rate_Bps = run.world.network.profiles[run.world.network.recorders.profile].rate_Bps;
  const double kept = (totals.down.seconds() + totals.lost_s) * rate_Bps;
  if (kept >= 1) {
    run.calendar.start(forward(run, guard, kept, since));
    return;
  }
  const Tally tally{TallyKind::kForwarded, guard, {}, run.now(), run.now()};  // all of it was live
  run.sinks.each([&](Sink& s) { s.tally(tally); });
}

}  // namespace vedette
