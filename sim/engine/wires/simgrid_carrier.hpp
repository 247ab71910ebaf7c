// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "engine/wires/carrier.hpp"
#include "world/network.hpp"

namespace vedette {

/// Messages over SimGrid's hosts and links (flow model CM02: latency + bytes / bandwidth, max-min
/// fair sharing, no TCP window, no cross traffic).
///
/// SimGrid's engine is a singleton whose clock cannot be rewound: one SimGridCarrier per process
/// and one run() per carrier. Build it once, fork, and run in the child for replications.
///
/// How the two clocks are joined. One pilot actor runs the calendar. No message can arrive before
///   sent + sum of latencies + bytes / least bandwidth,
/// so the calendar runs free up to the earliest such bound of all messages under way; only then is
/// SimGrid's clock brought forward, to the next calendar entry or the next arrival, whichever comes
/// first. A bound that has passed is renewed from the bytes remaining. Hosts and links change state
/// only through set_host() and set_link(), which bring SimGrid's clock to now first.
/// An arrival is the calendar's microsecond nearest to SimGrid's finish time.
///
/// Steady streams never enter SimGrid: what they leave of a link (StreamLoads) is its bandwidth for
/// messages and transfers, told when somebody uses it. Links may reserve a part for alarms; it is a
/// SimGrid link of its own.
class SimGridCarrier : public Carrier {
 public:
  explicit SimGridCarrier(const Network& network);
  ~SimGridCarrier() override;
  void run(Calendar& calendar, Time horizon) override;
  void set_host(HostId host, bool on) override;
  void set_link(LinkId link, bool on) override;
  bool host_is_on(HostId host) const override;
  bool link_is_on(LinkId link) const override;
  bool could_reach(HostId from, HostId to) override;
  double unloaded_s(HostId from, HostId to, double bytes) override;
  StreamId begin_stream(HostId from, HostId to, double rate_Bps) override;
  StreamTotals end_stream(StreamId stream) override;
  StreamTotals stream_totals(StreamId stream) override;
  bool stream_up(StreamId stream) const override;
  void refresh() override;
  /// Messages and long transfers carried so far, and how often SimGrid's clock was brought forward.
  std::uint64_t messages() const;
  std::uint64_t synchronisations() const;

 protected:
  std::uint64_t begin(Transmission& transmission) override;
  void forget(std::uint64_t handle) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vedette
