// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/time.hpp"
#include "engine/wires/carrier.hpp"
#include "engine/wires/live_ways.hpp"
#include "engine/wires/stream_loads.hpp"

namespace vedette {

/// The steady streams of one run: which way each takes as hosts and links fail, what it loses, and
/// what all of them leave for messages.
class StreamBook {
 public:
  StreamBook(const Network& network, LiveWays& ways);

  StreamId begin(HostId from, HostId to, double rate_Bps, Time now);
  StreamTotals end(StreamId stream, Time now);
  StreamTotals totals(StreamId stream, Time now);
  bool up(StreamId stream) const { return streams_[stream].up; }
  /// Hosts or links have changed: every stream looks for its way again.
  void network_changed(Time now);
  /// A host through which no way leads has changed: only its own do.
  void leaf_changed(HostId host, Time now);

  /// Bytes per second that a further message or transfer would get on a channel, and what is left
  /// for alarms there: see docs/network.md.
  double level_Bps(std::uint32_t channel);
  double for_alarms_Bps(std::uint32_t channel, bool transfers);
  StreamLoads& loads() { return loads_; }

 private:
  struct Stream {
    HostId from, to;
    StreamLoads::Id load = 0;
    bool used = false, up = false;
    Time begun, since;  // since: totals are summed up to here
    Duration down;
    double lost_s = 0;
    double share = 1;
  };
  std::vector<std::uint32_t> channels_now(const Stream& stream, Time now);
  void look_again(Stream& stream, Time now);
  void sum_up(Stream& stream, Time now) const;
  void shares_changed(Time now);

  const Network& network_;
  LiveWays& ways_;
  StreamLoads loads_;
  std::vector<Stream> streams_;
  std::vector<StreamId> free_;
  bool losing_ = false;
};

}  // namespace vedette
