// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <simgrid/s4u.hpp>
#include <vector>

#include "engine/wires/stream_book.hpp"

namespace vedette {

/// The directions of links as SimGrid has them: each with the bandwidth that streams leave, told
/// when somebody uses it, and once more where some of it is reserved for alarms.
class SimGridChannels {
 public:
  SimGridChannels(const Network& network, simgrid::s4u::NetZone& zone, StreamBook& streams);

  /// What a message of this kind has on the channel; SimGrid knows it from then on.
  double tell(std::uint32_t channel, Traffic traffic);
  const simgrid::s4u::Link* link(std::uint32_t channel, Traffic traffic) const {
    const Channel& c = channels_[channel];
    return traffic == Traffic::kAlarm && c.alarms ? c.alarms : c.link;
  }
  /// A transfer begins (1) or ends (-1) on these.
  void count_transfer(const std::vector<std::uint32_t>& channels, int by) {
    for (const std::uint32_t c : channels) channels_[c].transfers += static_cast<std::uint32_t>(by);
  }

 private:
  struct Channel {
    simgrid::s4u::Link* link = nullptr;    // null: the link has no such direction
    simgrid::s4u::Link* alarms = nullptr;  // null: nothing is reserved
    double told_Bps = 0;                   // SimGrid's bandwidth of `link`
    std::uint32_t transfers = 0;           // under way over it
  };
  StreamBook& streams_;
  std::vector<Channel> channels_;
};

}  // namespace vedette
