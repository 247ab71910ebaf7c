// SPDX-License-Identifier: Apache-2.0
#include "world/network_ways.hpp"

#include <algorithm>

namespace vedette {

NetworkWays::NetworkWays(const Network& network) : network_(network) {
  const std::size_t n = network.hosts.size();
  first_.assign(n + 1, 0);
  for (const Network::Link& link : network.links) {
    ++first_[link.a + 1];
    ++first_[link.b + 1];
  }
  for (std::size_t i = 0; i < n; ++i) first_[i + 1] += first_[i];
  beside_.resize(2 * network.links.size());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t l = 0; l < network.links.size(); ++l) {
    const Network::Link& link = network.links[l];
    beside_[next[link.a]++] = {link.b, {l, false}};
    beside_[next[link.b]++] = {link.a, {l, true}};
  }
  // Islands: a host that does not pass on joins nothing, but lies on each of its neighbours'.
  island_.assign(n, kNoIndex);
  std::vector<std::uint32_t> queue;
  for (std::uint32_t root = 0; root < n; ++root) {
    if (island_[root] != kNoIndex || !passes_on(network.hosts[root].role)) continue;
    island_[root] = root;
    queue.assign(1, root);
    while (!queue.empty()) {
      const std::uint32_t host = queue.back();
      queue.pop_back();
      for (std::uint32_t k = first_[host]; k < first_[host + 1]; ++k) {
        const std::uint32_t other = beside_[k].host;
        if (island_[other] != kNoIndex || !passes_on(network.hosts[other].role)) continue;
        island_[other] = root;
        queue.push_back(other);
      }
    }
  }
}

bool NetworkWays::connected(HostId a, HostId b) const {
  if (a == b) return true;
  const auto reached = [&](HostId host) {
    std::vector<std::uint32_t> islands;
    if (passes_on(network_.hosts[host.index()].role)) return std::vector{island_[host.index()]};
    for (std::uint32_t k = first_[host.index()]; k < first_[host.index() + 1]; ++k)
      islands.push_back(island_[beside_[k].host]);
    return islands;
  };
  for (std::uint32_t k = first_[a.index()]; k < first_[a.index() + 1]; ++k)
    if (beside_[k].host == b.value) return true;
  const auto from = reached(a), to = reached(b);
  return std::any_of(from.begin(), from.end(), [&](std::uint32_t island) {
    return island != kNoIndex && std::find(to.begin(), to.end(), island) != to.end();
  });
}

Way NetworkWays::find(HostId from, HostId to, const std::vector<bool>* hosts_up,
                      const std::vector<bool>* links_up) const {
  Way way;
  if (from == to) return way;
  const std::size_t n = network_.hosts.size();
  std::vector<std::uint32_t> previous(n, kNoIndex);
  std::vector<Hop> by(n);
  std::vector<std::uint32_t> queue{from.value};
  previous[from.index()] = from.value;
  for (std::size_t head = 0; head < queue.size() && previous[to.index()] == kNoIndex; ++head) {
    const std::uint32_t host = queue[head];
    if (host != from.value &&
        (!passes_on(network_.hosts[host].role) || (hosts_up && !(*hosts_up)[host])))
      continue;
    for (std::uint32_t k = first_[host]; k < first_[host + 1]; ++k) {
      const Beside& next = beside_[k];
      if (previous[next.host] != kNoIndex || (links_up && !(*links_up)[next.hop.link])) continue;
      previous[next.host] = host;
      by[next.host] = next.hop;
      queue.push_back(next.host);
    }
  }
  if (previous[to.index()] == kNoIndex) return way;
  for (std::uint32_t h = to.value; h != from.value; h = previous[h]) {
    way.hops.push_back(by[h]);
    if (previous[h] != from.value) way.via.push_back(previous[h]);
  }
  std::reverse(way.hops.begin(), way.hops.end());
  std::reverse(way.via.begin(), way.via.end());
  return way;
}

}  // namespace vedette
