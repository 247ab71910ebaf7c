// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "space/travel_rows.hpp"

namespace vedette {

/// Rows of a travel table made when first asked for; of those asked for least lately some are
/// dropped when there are too many, and made again when needed. A row depends on the graph alone,
/// so what is kept makes no difference to results. May be shared between threads.
class TravelCache {
 public:
  /// Keeps rows of about `max_bytes` together, but at least one for each of the 16 parts.
  TravelCache(std::shared_ptr<const TravelRows> rows, double speed_factor, std::size_t max_bytes);

  /// The row stays as long as somebody holds it.
  std::shared_ptr<const TravelRow> row(NodeId destination);
  /// Of the rows kept now.
  std::size_t memory_bytes() const;

 private:
  static constexpr std::size_t kParts = 16;
  static constexpr std::uint32_t kNotKept = 0xffffffffu;
  struct Kept {
    NodeId destination;
    bool asked;  // since the hand last passed (second-chance replacement)
    std::shared_ptr<const TravelRow> row;
  };
  // Threads that ask for rows of different parts do not wait for each other.
  struct Part {
    mutable std::mutex mutex;
    std::vector<Kept> kept;
    std::size_t hand = 0;
  };
  std::shared_ptr<const TravelRow> made(NodeId destination);

  std::shared_ptr<const TravelRows> rows_;
  double speed_factor_;
  std::size_t rows_per_part_;
  std::array<Part, kParts> parts_;
  std::vector<std::uint32_t> place_;  // per node: index into `kept`, guarded by its part
  std::mutex idle_mutex_;
  std::vector<std::unique_ptr<TravelRows::Worker>> idle_;
};

}  // namespace vedette
