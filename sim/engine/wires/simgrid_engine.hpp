// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <simgrid/kernel/routing/NetZoneImpl.hpp>
#include <simgrid/s4u.hpp>
#include <vector>

namespace vedette {

/// SimGrid's engine, made at its first use: one in a process, and its clock cannot be rewound. Flow
/// model CM02 without TCP effects; leaves Ctrl-C to whoever has it.
simgrid::s4u::Engine& simgrid_engine();

/// Every message says itself over which links it goes: a table of all pairs of hosts would grow
/// with their square and could not follow failures. SimGrid asks for the route while a message is
/// sent. SimGrid owns and destroys it.
class WayZone : public simgrid::kernel::routing::NetZoneImpl {
 public:
  WayZone() : NetZoneImpl("vedette") {}
  void get_local_route(const simgrid::kernel::routing::NetPoint*,
                       const simgrid::kernel::routing::NetPoint*,
                       simgrid::kernel::routing::Route* into, double* latency) override {
    for (const simgrid::s4u::Link* link : links) {
      into->link_list_.push_back(link->get_impl());
      if (latency) *latency += link->get_latency();
    }
  }
  std::vector<const simgrid::s4u::Link*> links;  ///< of the message that is sent next, in order
};

}  // namespace vedette
