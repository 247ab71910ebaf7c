// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/kernel/signal.hpp"
#include "engine/wires/carrier.hpp"

namespace vedette {

/// What changes on the network during a run, beside what the carrier knows.
struct NetworkState {
  explicit NetworkState(Calendar& calendar) : changed(calendar) {}

  /// Fired, and reset at once, after each change of a host or link.
  Signal changed;
  /// The streams of the scenario, one for each host that sends.
  struct Standing {
    std::uint32_t stream = 0;  ///< index into Network::streams
    HostId from;
    StreamId id = 0;
    bool on = false;
  };
  std::vector<Standing> standing;
  std::vector<bool> line_down;               ///< per link, as its supervision last saw it fail
  std::vector<std::uint32_t> line_failures;  ///< per link, how often
};

}  // namespace vedette
