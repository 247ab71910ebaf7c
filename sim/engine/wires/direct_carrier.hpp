// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/wires/carrier.hpp"

namespace vedette {

/// No network: every message arrives after one fixed delay (0 by default) and hosts only know on
/// and off; streams load nothing. Needs no SimGrid, so replications may run on threads.
class DirectCarrier : public Carrier {
 public:
  explicit DirectCarrier(std::size_t hosts, Duration delay = {})
      : delay_(delay), on_(hosts, true) {}
  void run(Calendar& calendar, Time horizon) override { calendar.run_until(horizon); }
  void set_host(HostId host, bool on) override {
    if (on_.at(host.index()) == on) return;
    on_[host.index()] = on;
    changed();
  }
  void set_link(LinkId, bool) override {}
  bool host_is_on(HostId host) const override { return on_.at(host.index()); }
  bool link_is_on(LinkId) const override { return true; }
  bool could_reach(HostId from, HostId to) override { return host_is_on(from) && host_is_on(to); }
  double unloaded_s(HostId from, HostId to, double) override {
    return from == to ? 0 : delay_.seconds();
  }
  StreamId begin_stream(HostId, HostId, double) override { return 0; }
  StreamTotals end_stream(StreamId) override { return {}; }
  StreamTotals stream_totals(StreamId) override { return {}; }
  bool stream_up(StreamId) const override { return true; }
  void refresh() override {}

 protected:
  std::uint64_t begin(Transmission& t) override {
    if (!on_.at(t.from().index()))
      conclude(t, Delivery::kSenderDown);
    else if (!on_.at(t.to().index()))
      conclude(t, Delivery::kReceiverDown);
    else
      deliver_after(t, t.from() == t.to() ? Duration{} : delay_);
    return 0;
  }
  void forget(std::uint64_t) override {}

 private:
  Duration delay_;
  std::vector<bool> on_;
};

}  // namespace vedette
