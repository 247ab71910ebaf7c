// SPDX-License-Identifier: Apache-2.0
#include "cover/expected_coverage.hpp"

#include <algorithm>

#include "base/require.hpp"

namespace vedette {

void CoveredBy::add_point(std::span<const std::uint32_t> demands) {
  demand.insert(demand.end(), demands.begin(), demands.end());
  begin.push_back(static_cast<std::uint32_t>(demand.size()));
}

std::vector<double> busy_powers(double busy, std::size_t most) {
  require_probability("busy fraction", busy);
  std::vector<double> powers(std::max<std::size_t>(most, 1) + 1, 1);
  for (std::size_t k = 1; k < powers.size(); ++k) powers[k] = powers[k - 1] * busy;
  return powers;
}

double expected_coverage(std::span<const double> weight, std::span<const std::uint32_t> units,
                         double busy) {
  std::uint32_t most = 0;
  for (const std::uint32_t k : units) most = std::max(most, k);
  const std::vector<double> powers = busy_powers(busy, most);
  double sum = 0;
  for (std::size_t i = 0; i < weight.size(); ++i) sum += weight[i] * (1 - powers[units[i]]);
  return sum;
}

double marginal_coverage(std::span<const std::uint32_t> demands, std::span<const double> weight,
                         std::span<const std::uint32_t> units, std::span<const double> powers) {
  double sum = 0;
  for (const std::uint32_t i : demands) sum += weight[i] * powers[units[i]];
  return (1 - powers[1]) * sum;
}

BestPoint best_waiting_point(const CoveredBy& points, std::span<const double> weight,
                             std::span<const std::uint32_t> units, std::span<const double> powers) {
  BestPoint best;
  for (std::uint32_t b = 0; b < points.points(); ++b) {
    const double gain = marginal_coverage(points.of(b), weight, units, powers);
    if (b == 0 || gain > best.gain) best = {b, gain};
  }
  return best;
}

}  // namespace vedette
