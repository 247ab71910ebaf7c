// SPDX-License-Identifier: Apache-2.0
#include "engine/wires/stream_book.hpp"

#include <algorithm>
#include <limits>

namespace vedette {

namespace {

// What streams may fill: all but what is reserved for alarms.
std::vector<double> capacities(const Network& network) {
  std::vector<double> out;
  for (const Network::Link& link : network.links)
    for (int k = 0; k < 2; ++k)
      out.push_back(link.shared ? link.bandwidth_Bps * (1 - link.reserved)
                                : std::numeric_limits<double>::infinity());
  return out;
}

}  // namespace

StreamBook::StreamBook(const Network& network, LiveWays& ways)
    : network_(network), ways_(ways), loads_(capacities(network)) {}

std::vector<std::uint32_t> StreamBook::channels_now(const Stream& stream, Time now) {
  LiveWays::Blocked why;
  const LiveWays::Path* path = ways_.find(stream.from, stream.to, now, why);
  return path ? path->channels : std::vector<std::uint32_t>();
}

void StreamBook::sum_up(Stream& s, Time now) const {
  const Duration span = now - s.since;
  if (!s.up) s.down = s.down + span;
  if (s.up && s.share < 1) s.lost_s += span.seconds() * (1 - s.share);
  s.since = now;
}

// While links are full every change may change everybody's share.
void StreamBook::shares_changed(Time now) {
  const bool losing = loads_.anything_lost();
  if (!losing && !losing_) return;
  losing_ = losing;
  for (Stream& s : streams_) {
    if (!s.used || !s.up) continue;
    const double share = loads_.share(s.load);
    if (share == s.share) continue;
    sum_up(s, now);
    s.share = share;
  }
}

StreamId StreamBook::begin(HostId from, HostId to, double rate_Bps, Time now) {
  StreamId id = static_cast<StreamId>(streams_.size());
  if (free_.empty()) {
    streams_.emplace_back();
  } else {
    id = free_.back();
    free_.pop_back();
  }
  Stream& s = streams_[id];
  s = {};
  s.from = from;
  s.to = to;
  s.used = true;
  s.begun = s.since = now;
  auto channels = channels_now(s, now);
  s.up = !channels.empty();
  s.load = loads_.add(std::move(channels), rate_Bps);
  shares_changed(now);
  return id;
}

StreamTotals StreamBook::totals(StreamId stream, Time now) {
  Stream& s = streams_[stream];
  sum_up(s, now);
  return {now - s.begun, s.down, s.lost_s};
}

StreamTotals StreamBook::end(StreamId stream, Time now) {
  const StreamTotals totals = this->totals(stream, now);
  loads_.remove(streams_[stream].load);
  streams_[stream] = {};
  free_.push_back(stream);
  shares_changed(now);
  return totals;
}

void StreamBook::look_again(Stream& s, Time now) {
  auto channels = channels_now(s, now);
  const bool up = !channels.empty();
  if (up != s.up) {
    sum_up(s, now);
    s.up = up;
    s.share = 1;
  }
  loads_.reroute(s.load, std::move(channels));
}

void StreamBook::network_changed(Time now) {
  for (Stream& s : streams_)
    if (s.used) look_again(s, now);
  shares_changed(now);
}

void StreamBook::leaf_changed(HostId host, Time now) {
  for (Stream& s : streams_)
    if (s.used && (s.from == host || s.to == host)) look_again(s, now);
  shares_changed(now);
}

// A core that never saturates gives everybody all of its bandwidth.
double StreamBook::level_Bps(std::uint32_t channel) {
  const Network::Link& link = network_.links[channel / 2];
  return link.shared ? loads_.level_Bps(channel) : link.bandwidth_Bps * (1 - link.reserved);
}

// Unreserved links: as everybody else. Reserved ones: all that streams leave, which is at least the
// reserve, as they may not fill that; the reserve alone while a transfer takes the rest.
double StreamBook::for_alarms_Bps(std::uint32_t channel, bool transfers) {
  const Network::Link& link = network_.links[channel / 2];
  if (link.reserved == 0) return level_Bps(channel);
  const double reserve = link.bandwidth_Bps * link.reserved;
  if (transfers) return reserve;
  return std::max(reserve, link.bandwidth_Bps - loads_.carried_Bps(channel));
}

}  // namespace vedette
