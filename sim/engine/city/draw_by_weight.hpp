// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace vedette {

/// Which of the cumulated weights (rising, the last is 1) is the first above `u` in [0, 1): what
/// std::upper_bound finds, the last one if none is. With a guide table (Chen & Asau, AIIE
/// Transactions 6 (1974) 163): as many equal parts of [0, 1] as there are weights, of each where
/// the search begins; a search by halves would look at many places far apart. `guide` is made at
/// the first call, when it is empty; always the same one with the same weights.
inline std::size_t draw_by_weight(const std::vector<double>& cumulated,
                                  std::vector<std::uint16_t>& guide, double u) {
  const std::size_t n = cumulated.size();
  std::size_t at = 0;
  if (n <= 0xffff) {
    const auto parts = static_cast<double>(n);
    if (guide.empty()) {
      guide.resize(n);
      for (std::size_t part = 0; part < n; ++part) {
        while (at < n && cumulated[at] * parts <= static_cast<double>(part)) ++at;
        guide[part] = static_cast<std::uint16_t>(at);
      }
    }
    at = guide[std::min(n - 1, static_cast<std::size_t>(u * parts))];
    while (at > 0 && cumulated[at - 1] > u) --at;  // rounded upwards
    while (at < n && cumulated[at] <= u) ++at;
  } else {
    at = static_cast<std::size_t>(std::upper_bound(cumulated.begin(), cumulated.end(), u) -
                                  cumulated.begin());
  }
  return std::min(at, n - 1);
}

}  // namespace vedette
