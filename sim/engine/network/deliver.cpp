// SPDX-License-Identifier: Apache-2.0
// Alarms and orders: sent, sent again, kept while there is no way.
#include <algorithm>

#include "engine/equipment/condition.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/network/network_processes.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

// ITU-T Y.1540: the variation of a packet's delay is what it took beyond the least possible.
void tell(Run& run, HostId from, HostId to, double bytes, Time sent) {
  const Network& network = run.world.network;
  if (!network.simulated || from == to) return;
  // A radio is no part of the data network: its call set-up alone takes longer than that allows.
  if (network.hosts[to.index()].role == HostRole::kRadio) return;
  const EntityId receiver = network.hosts[to.index()].entity,
                 sender = network.hosts[from.index()].entity;
  const Tally delay{TallyKind::kNetworkDelay, receiver, sender, sent, run.now()};
  const Duration least = seconds(std::max(0.0, run.carrier.unloaded_s(from, to, bytes)));
  const Tally variation{TallyKind::kDelayVariation, receiver, sender,
                        std::min(run.now(), sent + least), run.now()};
  run.sinks.each([&](Sink& s) {
    s.tally(delay);
    s.tally(variation);
  });
}

}  // namespace

Task<bool> deliver_until(Run& run, HostId from, HostId to, EntityId subject, IncidentId incident,
                         Time until) {
  if (!from.valid() || !to.valid()) {
    if (run.world.network.direct_delay.us > 0)
      (void)co_await Delay(run.calendar, run.world.network.direct_delay);
    co_return true;
  }
  const AlarmHandling& handling = run.world.site.handling;
  const Duration retry = std::max(handling.retry, Duration{1000});
  for (;;) {
    const Time sent = run.now();
    const Delivery delivery =
        co_await run.carrier.send(run.calendar, from, to, handling.message_bytes);
    if (delivery == Delivery::kDelivered) {
      // A server that is slow answers later.
      if (const Duration slow = host_delay(run, to); slow.us > 0)
        (void)co_await Delay(run.calendar, slow);
      tell(run, from, to, handling.message_bytes, sent);
      co_return true;
    }
    run.log(Topic::kMessageLost, subject, to_string(delivery), {}, incident);
    const Time failed = run.now();
    while (!run.carrier.could_reach(from, to) && run.now() < until) {
      if (until == kNever)
        (void)co_await run.network.changed.wait();
      else
        (void)co_await first_of(run.network.changed.wait(), Delay(run.calendar, until));
    }
    // The sender's tries: every `retry` after the one that failed.
    const std::int64_t tries =
        std::max<std::int64_t>(1, ((run.now() - failed).us + retry.us - 1) / retry.us);
    const Time again = failed + Duration{tries * retry.us};
    if (again >= until) {
      if (until > run.now()) (void)co_await Delay(run.calendar, until);
      co_return false;
    }
    (void)co_await Delay(run.calendar, again);
  }
}

Task<> deliver(Run& run, HostId from, HostId to, EntityId subject, IncidentId incident) {
  (void)co_await deliver_until(run, from, to, subject, incident, kNever);
}

}  // namespace vedette
