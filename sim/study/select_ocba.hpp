// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "study/select_kn.hpp"

namespace vedette {

/// How a budget of runs is best split to tell the best design (C.-H. Chen, J. Lin, E. Yücesan,
/// S. E. Chick, "Simulation budget allocation for further enhancing the efficiency of ordinal
/// optimization", Discrete Event Dynamic Systems 10, 2000): with b the best mean, d_i its lead,
///   n_i / n_j = (s_i / d_i)^2 / (s_j / d_j)^2 for i, j other than b,  n_b = s_b sqrt(sum n_i^2 /
///   s_i^2).
/// Shares that sum to 1. Larger means are better. A tie with the best counts as a lead of one
/// thousandth of the standard error there, as the rule would give it everything.
std::vector<double> ocba_shares(const std::vector<double>& means, const std::vector<double>& sds);

struct OcbaOptions {
  std::uint64_t first = 10, step = 50, budget = 1000;
};
struct OcbaResult {
  bool done = false;
  std::vector<std::uint64_t> wanted;  ///< by design: replications to have before going on
  std::size_t best = 0;               ///< by its mean
  /// Chance that the pick is right, at least 1 - sum over i of P(i looks better than b) (the same
  /// paper's APCS-B, normal means, designs taken as independent).
  double chance = 0;
};
/// Spends the budget in steps. A pure function of the data, like select_kn.
OcbaResult select_ocba(const SelectionData& data, const OcbaOptions& options);

}  // namespace vedette
