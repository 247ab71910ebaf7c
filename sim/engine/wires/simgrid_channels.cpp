// SPDX-License-Identifier: Apache-2.0
#include "engine/wires/simgrid_channels.hpp"

namespace vedette {

namespace sg4 = simgrid::s4u;

SimGridChannels::SimGridChannels(const Network& network, sg4::NetZone& zone, StreamBook& streams)
    : streams_(streams) {
  const auto make = [&](const std::string& name, const Network::Link& link, double bandwidth_Bps) {
    auto* made = zone.create_link(name, bandwidth_Bps)->set_latency(link.latency_s);
    if (!link.shared) made->set_sharing_policy(sg4::Link::SharingPolicy::FATPIPE);
    made->seal();
    return made;
  };
  const auto add = [&](const std::string& name, const Network::Link& link) {
    Channel channel;
    channel.told_Bps = link.bandwidth_Bps * (1 - link.reserved);
    channel.link = make(name, link, channel.told_Bps);
    if (link.reserved > 0)
      channel.alarms = make(name + " alarms", link, link.bandwidth_Bps * link.reserved);
    channels_.push_back(channel);
  };
  for (const Network::Link& link : network.links) {
    add(link.name, link);
    if (link.duplex)
      add(link.name + " back", link);
    else
      channels_.emplace_back();
  }
}

double SimGridChannels::tell(std::uint32_t c, Traffic traffic) {
  Channel& channel = channels_[c];
  if (traffic == Traffic::kAlarm && channel.alarms) {
    const double left = streams_.for_alarms_Bps(c, channel.transfers > 0);
    channel.alarms->set_bandwidth(left);
    return left;
  }
  const double level = streams_.level_Bps(c);
  if (level != channel.told_Bps) {
    channel.link->set_bandwidth(level);
    channel.told_Bps = level;
  }
  return level;
}

}  // namespace vedette
