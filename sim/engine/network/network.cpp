// SPDX-License-Identifier: Apache-2.0
// The network at the beginning and at the end of a run, and when something on it changes.
#include "engine/kernel/waits.hpp"
#include "engine/network/network_processes.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

double rate_of(const Run& run, const NetworkState::Standing& one) {
  const Network& network = run.world.network;
  return network.profiles[network.streams[one.stream].profile].rate_Bps;
}

void switch_on(Run& run, NetworkState::Standing& one) {
  one.id = run.carrier.begin_stream(one.from, run.world.network.streams[one.stream].to,
                                    rate_of(run, one));
  one.on = true;
}

void switch_off(Run& run, NetworkState::Standing& one) {
  const StreamTotals totals = run.carrier.end_stream(one.id);
  one.on = false;
  const Network& network = run.world.network;
  const EntityId from = network.hosts[one.from.index()].entity,
                 to = network.hosts[network.streams[one.stream].to.index()].entity;
  const auto tell = [&](TallyKind kind, Duration span) {
    const Tally tally{kind, to, from, run.now() - span, run.now()};
    run.sinks.each([&](Sink& s) { s.tally(tally); });
  };
  tell(TallyKind::kStreamOn, totals.on);
  if (totals.down.us > 0) tell(TallyKind::kStreamDown, totals.down);
  if (totals.lost_s > 0) tell(TallyKind::kStreamLost, seconds(totals.lost_s));
}

// On and off by the clock.
Process by_the_hours(Run& run, std::uint32_t stream) {
  const auto& hours = run.world.network.streams[stream].hours;
  const std::int64_t offset = run.world.start_second_of_day;
  const auto inside = [&](std::int64_t second) {
    for (const auto& [from, to] : hours)
      if (from < to ? second >= from && second < to : second >= from || second < to) return true;
    return false;
  };
  for (;;) {
    const std::int64_t second = run.now().us / kSecond.us + offset;
    const bool on = inside(second % 86400);
    for (NetworkState::Standing& one : run.network.standing)
      if (one.stream == stream && one.on != on) on ? switch_on(run, one) : switch_off(run, one);
    std::int64_t next = second / 86400 * 86400 + 2 * 86400;
    for (const auto& [from, to] : hours)
      for (const std::int64_t edge : {std::int64_t{from}, std::int64_t{to}})
        for (std::int64_t day = second / 86400; day <= second / 86400 + 1; ++day)
          if (day * 86400 + edge > second) next = std::min(next, day * 86400 + edge);
    (void)co_await Delay(run.calendar, Time{(next - offset) * kSecond.us});
  }
}

Process transfers(Run& run, const Network::Transfer& plan) {
  const Network& network = run.world.network;
  const EntityId from = network.hosts[plan.from.index()].entity,
                 to = network.hosts[plan.to.index()].entity;
  for (Time due = plan.first;; due = due + plan.every) {
    if (due > run.now()) (void)co_await Delay(run.calendar, due);
    const Time since = run.now();
    run.log(Topic::kTransfer, from, "begins", to);
    for (;;) {  // one that is cut off begins again
      while (!run.carrier.could_reach(plan.from, plan.to))
        (void)co_await run.network.changed.wait();
      const Delivery delivery =
          co_await run.carrier.send(run.calendar, plan.from, plan.to, plan.bytes, Traffic::kOther);
      if (delivery == Delivery::kDelivered) break;
      run.log(Topic::kTransfer, from, to_string(delivery), to);
      (void)co_await Delay(run.calendar, kMinute);
    }
    run.log(Topic::kTransfer, from, "done", to);
    const Tally tally{TallyKind::kTransferred, to, from, since, run.now()};
    run.sinks.each([&](Sink& s) { s.tally(tally); });
    if (plan.every.us == 0) co_return;
  }
}

bool line_up(const Run& run, std::uint32_t link) {
  const Network::Link& line = run.world.network.links[link];
  return run.carrier.link_is_on(LinkId(std::size_t{link})) &&
         run.carrier.host_is_on(HostId(std::size_t{line.a})) &&
         run.carrier.host_is_on(HostId(std::size_t{line.b}));
}

// A supervised line has failed: the next poll is not answered, and after its patience that is
// known.
Process report(Run& run, std::uint32_t link) {
  const Network::Link& line = run.world.network.links[link];
  const Time failed = run.now();
  const std::uint32_t failure = run.network.line_failures[link];
  const std::int64_t polls = failed.us / line.poll.us + 1;
  (void)co_await Delay(run.calendar, Time{polls * line.poll.us} + line.poll_patience);
  // Back, or back and gone again: that is another failure, with a poll of its own.
  if (line_up(run, link) || run.network.line_failures[link] != failure) co_return;
  run.log(Topic::kLinkStatus, line.entity, "reported down");
  const Tally tally{TallyKind::kLineReported, {}, line.entity, failed, run.now()};
  run.sinks.each([&](Sink& s) { s.tally(tally); });
}

Process after_failover(Run& run) {
  (void)co_await Delay(run.calendar, run.world.network.failover);
  run.carrier.refresh();
}

}  // namespace

void network_changed(Run& run) {
  const Network& network = run.world.network;
  for (std::uint32_t l = 0; l < network.links.size(); ++l) {
    if (network.links[l].poll.us == 0) continue;
    const bool down = !line_up(run, l);
    if (down && !run.network.line_down[l]) {
      ++run.network.line_failures[l];
      run.calendar.start(report(run, l));
    }
    run.network.line_down[l] = down;
  }
  run.network.changed.fire();
  run.network.changed.reset();
  if (network.simulated && network.failover.us > 0) run.calendar.start(after_failover(run));
}

void start_network(Run& run) {
  const Network& network = run.world.network;
  run.network.line_down.assign(network.links.size(), false);
  run.network.line_failures.assign(network.links.size(), 0);
  if (!network.simulated) return;
  for (std::uint32_t s = 0; s < network.streams.size(); ++s) {
    for (const HostId from : network.streams[s].from) {
      run.network.standing.push_back({s, from, 0, false});
      if (network.streams[s].hours.empty()) switch_on(run, run.network.standing.back());
    }
    if (!network.streams[s].hours.empty()) run.calendar.start(by_the_hours(run, s));
  }
  for (const Network::Transfer& plan : network.transfers) run.calendar.start(transfers(run, plan));
}

void finish_network(Run& run, Time) {
  for (NetworkState::Standing& one : run.network.standing)
    if (one.on) switch_off(run, one);
}

}  // namespace vedette
