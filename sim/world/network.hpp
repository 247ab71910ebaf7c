// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "space/polygon.hpp"

namespace vedette {

/// Anything that computes, shows or switches: panel, server, console, camera encoder, switch.
/// Index into Network::hosts.
using HostId = Id<struct HostTag>;
/// A cable, uplink or radio channel. Index into Network::links.
using LinkId = Id<struct LinkTag>;

/// What is wired: hosts, links, and for each pair of hosts the links between them in order.
struct Network {
  /// A machine room (机房). What stands in it shares its power and its fate.
  struct Room {
    std::string name;
    std::string label_en, label_zh;
    PointMm at;
    EntityId entity;
  };
  struct Host {
    std::string name;
    EntityId entity;
    std::uint32_t room = 0xffffffffu;  ///< index into rooms; none: in none
  };
  struct Link {
    std::string name;
    double bandwidth_Bps = 0;  ///< bytes per second, shared by all that flows over it
    double latency_s = 0;
    bool shared = true;  ///< false: a core that never saturates (SimGrid's FATPIPE)
    EntityId entity;
    std::uint32_t a = 0, b = 0;  ///< the two hosts
  };
  struct Route {
    std::uint32_t from = 0, to = 0;    ///< hosts; valid in both directions
    std::vector<std::uint32_t> links;  ///< at least one
    std::vector<std::uint32_t> via;    ///< hosts between: the route is down when one of them is off
  };
  /// A host or link that goes off (and on again) at set times.
  struct Outage {
    HostId host;  ///< one of the two is valid
    LinkId link;
    Time from;
    Time to = kNever;
  };
  bool simulated = false;  ///< false: no network, messages arrive after `direct_delay`
  Duration direct_delay;
  std::vector<Room> rooms;
  std::vector<Host> hosts;
  std::vector<Link> links;
  std::vector<Route> routes;
  std::vector<Outage> outages;
};

}  // namespace vedette
