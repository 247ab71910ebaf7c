// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "world/network.hpp"

namespace vedette {

/// A link as it is used: from Link::a to Link::b, or back.
struct Hop {
  std::uint32_t link = 0;
  bool back = false;
};

/// A way from host to host: the links in order, and the hosts between.
struct Way {
  std::vector<Hop> hops;
  std::vector<std::uint32_t> via;
  bool empty() const { return hops.empty(); }
};

/// Finds ways through a network. Keeps a reference to it.
class NetworkWays {
 public:
  explicit NetworkWays(const Network& network);

  /// The way with the fewest links, ties by the order of the links in the scenario, that uses only
  /// what is up; empty: there is none. Hosts between must pass on and be up; the two ends are not
  /// asked whether they are. Without `hosts_up` and `links_up` everything is.
  Way find(HostId from, HostId to, const std::vector<bool>* hosts_up = nullptr,
           const std::vector<bool>* links_up = nullptr) const;
  /// Whether a host has but one link, so that no way leads through it.
  bool leaf(HostId host) const { return first_[host.index() + 1] - first_[host.index()] <= 1; }
  /// Whether links lead from one to the other when all are up.
  bool connected(HostId a, HostId b) const;

 private:
  struct Beside {
    std::uint32_t host;
    Hop hop;
  };
  const Network& network_;
  std::vector<std::uint32_t> first_;  // per host: where its neighbours begin
  std::vector<Beside> beside_;        // in order of the links
  std::vector<std::uint32_t> island_;
};

}  // namespace vedette
