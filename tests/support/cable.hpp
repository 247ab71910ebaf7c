// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include "world/network.hpp"

namespace vedette::testing {

/// A shared link of these bytes per second and seconds of latency between two hosts.
inline Network::Link cable(std::string name, double Bps, double latency_s, std::uint32_t a,
                           std::uint32_t b, double reserved = 0) {
  Network::Link link;
  link.name = std::move(name);
  link.bandwidth_Bps = Bps;
  link.latency_s = latency_s;
  link.a = a;
  link.b = b;
  link.reserved = reserved;
  return link;
}

}  // namespace vedette::testing
