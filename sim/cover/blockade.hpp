// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/time.hpp"

namespace vedette {

/// Which unit closes which exit.
struct Blockade {
  static constexpr std::uint32_t kOpen = 0xffffffffu;
  std::vector<std::uint32_t> unit_of_exit;  // kOpen: nobody can
  std::size_t closed = 0;                   // exits with a unit
  Duration longest{0};                      // until the last of them is closed
  Duration total{0};                        // sum over the closed exits
};

/// Units to exits, a unit at most one exit, an exit at most one unit: as many exits closed as
/// possible; among those the least longest time (bottleneck assignment, by thresholds); among those
/// the least total (assignment by shortest augmenting paths). Exact in whole microseconds; of
/// several equal answers always the same one. Where there are fewer units than exits, or no way,
/// exits stay open. (Burkard, Dell'Amico & Martello, *Assignment Problems*, SIAM 2009, 4.4, 6.2.)
///
/// `times`: units x exits, a row for each unit, at least 0; kUnreachable (or more) where no way
/// leads. Throws std::invalid_argument on a negative time or on a size that is no whole number of
/// rows. O(k n m) for k exits closed, n units, m exits.
Blockade best_blockade(std::size_t units, std::size_t exits, std::span<const Duration> times);

}  // namespace vedette
