// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.hpp"

namespace vedette {

/// A network as the carrier needs it: hosts, links, and for each pair of hosts that talk
/// the links between them in order. Indices of `hosts` and `links` are HostId and LinkId.
struct NetworkPlan {
  struct Link {
    std::string name;
    double bandwidth_Bps = 0;  ///< bytes per second; shared by what flows over it, both ways together
    double latency_s = 0;
    bool shared = true;  ///< false: a core that never saturates (SimGrid's FATPIPE)
  };
  struct Route {
    std::uint32_t from = 0, to = 0;  ///< hosts; valid in both directions
    std::vector<std::uint32_t> links;
    std::vector<std::uint32_t> via;  ///< hosts between (switches): the route is down when one is off
  };
  std::vector<std::string> hosts;
  std::vector<Link> links;
  std::vector<Route> routes;
};

}  // namespace vedette
