// SPDX-License-Identifier: Apache-2.0
#include "engine/wires/live_ways.hpp"

#include <algorithm>
#include <limits>

namespace vedette {

LiveWays::LiveWays(const Network& network)
    : network_(network),
      ways_(network),
      hosts_up_(network.hosts.size(), true),
      links_up_(network.links.size(), true),
      host_failed_(network.hosts.size()),
      link_failed_(network.links.size()) {}

bool LiveWays::set_host(HostId host, bool up, Time now) {
  if (hosts_up_[host.index()] == up) return false;
  hosts_up_[host.index()] = up;
  if (!up) host_failed_[host.index()] = now;
  if (!ways_.leaf(host)) other_.clear();
  return true;
}

bool LiveWays::set_link(LinkId link, bool up, Time now) {
  if (links_up_[link.index()] == up) return false;
  links_up_[link.index()] = up;
  if (!up) link_failed_[link.index()] = now;
  other_.clear();
  return true;
}

LiveWays::Path LiveWays::path_of(Way way) const {
  Path path;
  path.least_Bps = std::numeric_limits<double>::infinity();
  for (const Hop hop : way.hops) {
    const Network::Link& link = network_.links[hop.link];
    path.latency_s += link.latency_s;
    path.least_Bps = std::min(path.least_Bps, link.bandwidth_Bps);
    path.channels.push_back(channel(hop));
  }
  path.way = std::move(way);
  return path;
}

bool LiveWays::usable(const Path& path) const {
  return std::all_of(path.way.hops.begin(), path.way.hops.end(),
                     [&](Hop hop) { return links_up_[hop.link]; }) &&
         std::all_of(path.way.via.begin(), path.way.via.end(),
                     [&](std::uint32_t host) { return hosts_up_[host]; });
}

const LiveWays::Path* LiveWays::normal(HostId from, HostId to) {
  const auto [it, fresh] = normal_.try_emplace(Ends{from.value, to.value});
  if (fresh) it->second = path_of(ways_.find(from, to));
  return it->second.way.empty() ? nullptr : &it->second;
}

const LiveWays::Path* LiveWays::other(HostId from, HostId to) {
  const auto [it, fresh] = other_.try_emplace(Ends{from.value, to.value});
  if (fresh) it->second = path_of(ways_.find(from, to, &hosts_up_, &links_up_));
  return it->second.way.empty() ? nullptr : &it->second;
}

const LiveWays::Path* LiveWays::find(HostId from, HostId to, Time now, Blocked& why) {
  why = Blocked::kNo;
  const auto blocked = [&](Blocked reason) {
    why = reason;
    return nullptr;
  };
  if (!host_up(from)) return blocked(Blocked::kSender);
  const Path* usual = normal(from, to);
  if (!usual) return blocked(Blocked::kNoRoute);
  if (!host_up(to)) return blocked(Blocked::kReceiver);
  if (usable(*usual)) return usual;
  Time failed;
  for (const Hop hop : usual->way.hops)
    if (!links_up_[hop.link]) failed = std::max(failed, link_failed_[hop.link]);
  for (const std::uint32_t host : usual->way.via)
    if (!hosts_up_[host]) failed = std::max(failed, host_failed_[host]);
  const Path* spare = now >= failed + network_.failover ? other(from, to) : nullptr;
  return spare ? spare : blocked(Blocked::kLink);
}

bool LiveWays::could_reach(HostId from, HostId to) {
  if (!host_up(from) || !host_up(to)) return false;
  if (from == to) return true;
  const Path* usual = normal(from, to);
  return usual && (usable(*usual) || other(from, to));
}

}  // namespace vedette
