// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "cover/placement.hpp"

namespace vedette {

/// How columns fail: each by itself, and together with what it hangs on.
struct FailureModel {
  static constexpr std::uint32_t kNoCause = 0xffffffffu;
  std::vector<double> down;          ///< by column: p_i
  std::vector<std::uint32_t> cause;  ///< by column; kNoCause: none
  std::vector<double> cause_down;    ///< q_g

  /// By what P(dark) of the place `at` is multiplied when the column comes to see it too.
  /// `of_cause`: by cause and place the product of p_i of its columns that see it already; empty:
  /// none.
  double factor(std::uint32_t column, const std::vector<std::vector<float>>& of_cause,
                std::size_t at) const {
    const std::uint32_t g = cause[column];
    if (g == kNoCause) return down[column];
    const double q = cause_down[g];
    const double before = of_cause[g].empty() ? 1.0 : static_cast<double>(of_cause[g][at]);
    return (q + (1 - q) * before * down[column]) / (q + (1 - q) * before);
  }
};

/// What a column is worth for its price, for a queue of greedy's; of equals the lowest is first.
struct RatedColumn {
  double rate;
  std::uint32_t column;
  bool operator<(const RatedColumn& o) const {
    return rate != o.rate ? rate < o.rate : column > o.column;
  }
};

/// By class, the rows that are expected to be covered: sum of 1 - P(dark), P(dark) = prod over
/// causes g of [q_g + (1 - q_g) prod over columns i on g of p_i], a column without a cause being
/// one of its own with q = 0. Rows that need several columns count whole once so many see them.
std::vector<double> expected_rows(const PlacementProblem& problem, const FailureModel& failures,
                                  std::span<const std::uint32_t> chosen);

/// Adds columns to `start`, always the one whose expected gain is largest for its price, until
/// `at_least` rows of each class are expected, or nothing more is to be had (for the budget, if
/// there is one). The expected cover is monotone and submodular, so that greedy keeps its guarantee
/// and lazy evaluation is exact. In the order of choosing, `start` first.
std::vector<std::uint32_t> greedy_expected(const PlacementProblem& problem,
                                           const FailureModel& failures,
                                           std::span<const std::uint32_t> start,
                                           std::span<const double> at_least, std::int64_t budget);

}  // namespace vedette
