// SPDX-License-Identifier: Apache-2.0
#include "engine/wires/stream_loads.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace vedette {

namespace {

// In ascending order of rates, so that the same streams always sum to the same bits.
double sum(const std::map<double, std::uint32_t>& rates) {
  double total = 0;
  for (const auto& [rate, n] : rates) total += rate * n;
  return total;
}

}  // namespace

StreamLoads::StreamLoads(std::vector<double> capacity_Bps)
    : channels_(capacity_Bps.size()), is_too_full_(capacity_Bps.size(), false) {
  for (std::size_t c = 0; c < capacity_Bps.size(); ++c) channels_[c].capacity_Bps = capacity_Bps[c];
}

void StreamLoads::count(const Stream& stream, int by) {
  for (const std::uint32_t c : stream.channels) {
    Channel& channel = channels_[c];
    std::uint32_t& n = channel.offered[stream.rate_Bps];
    n = static_cast<std::uint32_t>(static_cast<std::int64_t>(n) + by);
    if (n == 0) channel.offered.erase(stream.rate_Bps);
    const bool full = sum(channel.offered) > channel.capacity_Bps;
    if (full != is_too_full_[c]) {
      is_too_full_[c] = full;
      too_full_ += full ? 1 : std::size_t(-1);
      solved_ = false;
    }
  }
  if (too_full_ > 0) solved_ = false;
}

StreamLoads::Id StreamLoads::add(std::vector<std::uint32_t> channels, double rate_Bps) {
  Id id = static_cast<Id>(streams_.size());
  if (free_.empty()) {
    streams_.emplace_back();
  } else {
    id = free_.back();
    free_.pop_back();
  }
  streams_[id] = {std::move(channels), rate_Bps, rate_Bps, false};
  streams_[id].on = !streams_[id].channels.empty();
  count(streams_[id], 1);
  return id;
}

void StreamLoads::remove(Id stream) {
  count(streams_[stream], -1);
  streams_[stream] = {};
  free_.push_back(stream);
}

void StreamLoads::reroute(Id stream, std::vector<std::uint32_t> channels) {
  Stream& s = streams_[stream];
  if (s.channels == channels) return;
  count(s, -1);
  s.channels = std::move(channels);
  s.on = !s.channels.empty();
  count(s, 1);
}

void StreamLoads::solve() {
  if (solved_) return;
  solved_ = true;
  for (Stream& s : streams_) s.carried_Bps = s.rate_Bps;
  if (too_full_ == 0) return;
  fill();
}

// Progressive filling: the channel that is full at the lowest common rate settles its streams.
void StreamLoads::fill() {
  const std::size_t n = channels_.size();
  std::vector<double> left(n);
  std::vector<std::vector<Id>> open(n);
  std::vector<bool> settled(streams_.size(), true);
  for (std::size_t c = 0; c < n; ++c) left[c] = channels_[c].capacity_Bps;
  for (Id id = 0; id < streams_.size(); ++id) {
    if (!streams_[id].on) continue;
    settled[id] = false;
    for (const std::uint32_t c : streams_[id].channels)
      if (is_too_full_[c]) open[c].push_back(id);
  }
  const auto settle = [&](Id id, double rate) {
    settled[id] = true;
    streams_[id].carried_Bps = rate;
    for (const std::uint32_t c : streams_[id].channels) left[c] -= rate;
  };
  // Of the streams of one channel that are not settled: the rate at which it is full. Infinity:
  // it takes them all.
  const auto level_of = [&](std::uint32_t c) {
    std::vector<double> rates;
    for (const Id id : open[c])
      if (!settled[id]) rates.push_back(streams_[id].rate_Bps);
    std::sort(rates.begin(), rates.end());
    double rest = left[c];
    for (std::size_t i = 0; i < rates.size(); ++i) {
      const double fair = rest / static_cast<double>(rates.size() - i);
      if (rates[i] > fair) return fair;
      rest -= rates[i];
    }
    return std::numeric_limits<double>::infinity();
  };
  for (;;) {
    double lowest = std::numeric_limits<double>::infinity();
    std::uint32_t tightest = 0;
    for (std::uint32_t c = 0; c < n; ++c) {
      if (open[c].empty()) continue;
      const double level = level_of(c);
      if (level < lowest) {
        lowest = level;
        tightest = c;
      }
    }
    if (lowest == std::numeric_limits<double>::infinity()) break;
    for (const Id id : open[tightest])
      if (!settled[id]) settle(id, std::min(streams_[id].rate_Bps, lowest));
    open[tightest].clear();
  }
  carried_.assign(n, {});
  for (const Stream& s : streams_)
    if (s.on)
      for (const std::uint32_t c : s.channels) ++carried_[c][s.carried_Bps];
}

double StreamLoads::share(Id stream) {
  const Stream& s = streams_[stream];
  if (!s.on) return 0;
  if (too_full_ == 0) return 1;
  solve();
  return s.carried_Bps / s.rate_Bps;
}

double StreamLoads::offered_Bps(std::uint32_t channel) const {
  return sum(channels_[channel].offered);
}

double StreamLoads::carried_Bps(std::uint32_t channel) {
  solve();
  return sum(too_full_ == 0 ? channels_[channel].offered : carried_[channel]);
}

double StreamLoads::level_Bps(std::uint32_t channel) {
  const Channel& c = channels_[channel];
  if (c.offered.empty()) return c.capacity_Bps;
  solve();
  const auto& carried = too_full_ == 0 ? c.offered : carried_[channel];
  std::uint64_t flows = 1;
  for (const auto& [rate, n] : carried) flows += n;
  double rest = c.capacity_Bps;
  for (const auto& [rate, n] : carried) {
    if (rate > rest / static_cast<double>(flows)) break;
    rest -= rate * n;
    flows -= n;
  }
  return rest / static_cast<double>(flows);
}

bool StreamLoads::anything_lost() {
  return too_full_ > 0;
}

}  // namespace vedette
