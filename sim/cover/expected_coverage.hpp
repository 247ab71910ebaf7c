// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vedette {

/// Which demands each waiting point covers: for point b the entries begin[b] .. begin[b + 1] of
/// `demand` (a compressed sparse row), each demand at most once.
struct CoveredBy {
  std::vector<std::uint32_t> begin{0};
  std::vector<std::uint32_t> demand;

  std::size_t points() const { return begin.size() - 1; }
  std::span<const std::uint32_t> of(std::size_t point) const {
    return {demand.data() + begin[point], demand.data() + begin[point + 1]};
  }
  void add_point(std::span<const std::uint32_t> demands);
};

/// Expected covered demand: sum_i weight_i (1 - busy^units_i), where units_i cover demand i and
/// each is busy with probability `busy` independently of the others (MEXCLP; Daskin, Transportation
/// Science 17(1), 1983).
double expected_coverage(std::span<const double> weight, std::span<const std::uint32_t> units,
                         double busy);

/// busy^0, busy^1, ... busy^most: made once, so that the functions below only look up. `most` >= 1
/// and at least the largest count that they will meet.
std::vector<double> busy_powers(double busy, std::size_t most);

/// What one more unit at a point adds: sum over the demands it covers of
/// weight_i (1 - busy) busy^units_i, where units_i cover i without it.
double marginal_coverage(std::span<const std::uint32_t> demands, std::span<const double> weight,
                         std::span<const std::uint32_t> units, std::span<const double> powers);

/// DMEXCLP: where an idle unit should wait, the point whose marginal coverage is largest, given
/// what the other idle units cover; of equal points the first. (Jagtenberg, Bhulai & van der Mei,
/// Operations Research for Health Care 4, 2015.) At least one point.
struct BestPoint {
  std::uint32_t point = 0;
  double gain = 0;
};
BestPoint best_waiting_point(const CoveredBy& points, std::span<const double> weight,
                             std::span<const std::uint32_t> units, std::span<const double> powers);

/// Adds `change` (+1, -1) units at a point to the counts.
inline void count_unit(std::span<const std::uint32_t> demands, int change,
                       std::span<std::uint32_t> units) {
  for (const std::uint32_t i : demands) units[i] += static_cast<std::uint32_t>(change);
}

}  // namespace vedette
