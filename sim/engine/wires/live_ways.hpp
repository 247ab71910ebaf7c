// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "world/network_ways.hpp"

namespace vedette {

/// What is up and what is down in one run, and the way that messages take meanwhile.
///
/// Normally the way of NetworkWays::find with everything up. While something on it is down, the one
/// that is left, but not before Network::failover has passed since the last of those failures
/// (spanning tree, routing protocol); back on the normal way at once when all of it is up again.
class LiveWays {
 public:
  /// A way with what a message over it needs to know.
  struct Path {
    Way way;
    std::vector<std::uint32_t> channels;  ///< per hop, see channel()
    double latency_s = 0;                 ///< sum
    double least_Bps = 0;                 ///< capacity of the narrowest link
  };
  enum class Blocked : std::uint8_t { kNo, kSender, kReceiver, kLink, kNoRoute };

  explicit LiveWays(const Network& network);

  bool host_up(HostId host) const { return hosts_up_[host.index()]; }
  bool link_up(LinkId link) const { return links_up_[link.index()]; }
  /// False when it was so already.
  bool set_host(HostId host, bool up, Time now);
  bool set_link(LinkId link, bool up, Time now);

  /// The way from one host to another at `now`; null with the reason in `why`. Valid until the next
  /// set_…
  const Path* find(HostId from, HostId to, Time now, Blocked& why);
  /// Whether there is one now, or will be once failover has passed.
  bool could_reach(HostId from, HostId to);
  bool leaf(HostId host) const { return ways_.leaf(host); }
  /// The way with everything up; null: there is none.
  const Path* normal(HostId from, HostId to);

  /// Each direction of a link is a channel of its own; a link that is not duplex has one.
  std::uint32_t channel(Hop hop) const {
    return 2 * hop.link + (hop.back && network_.links[hop.link].duplex ? 1 : 0);
  }
  std::size_t channels() const { return 2 * network_.links.size(); }

 private:
  using Ends = std::pair<std::uint32_t, std::uint32_t>;
  bool usable(const Path& path) const;
  Path path_of(Way way) const;
  const Path* other(HostId from, HostId to);

  const Network& network_;
  NetworkWays ways_;
  std::vector<bool> hosts_up_, links_up_;
  std::vector<Time> host_failed_, link_failed_;
  std::map<Ends, Path> normal_, other_;
};

}  // namespace vedette
