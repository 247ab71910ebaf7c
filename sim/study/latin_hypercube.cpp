// SPDX-License-Identifier: Apache-2.0
#include "study/latin_hypercube.hpp"

#include <numeric>
#include <utility>

namespace vedette {

std::vector<UnitPoint> latin_hypercube(std::size_t factors, std::size_t points, Stream draw) {
  std::vector<UnitPoint> out(points, UnitPoint(factors));
  std::vector<std::size_t> order(points);
  for (std::size_t i = 0; i < factors; ++i) {
    std::iota(order.begin(), order.end(), 0);
    for (std::size_t k = points; k > 1; --k) std::swap(order[k - 1], order[draw.below(k)]);
    for (std::size_t k = 0; k < points; ++k)
      out[k][i] = (static_cast<double>(order[k]) + draw.uniform()) / static_cast<double>(points);
  }
  return out;
}

}  // namespace vedette
