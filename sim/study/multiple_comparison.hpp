// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/statistics.hpp"

namespace vedette {

/// p-values of many comparisons, adjusted so that the chance of even one false "differs" among all
/// of them stays below the level at which they are read. NaN stays NaN and does not count.
///
/// Bonferroni: k p, at most 1.
std::vector<double> bonferroni_adjusted(std::span<const double> p);
/// Holm (1979, Scand. J. Stat. 6): in ascending order max over i <= j of (k - i + 1) p_i, at
/// most 1. Never larger than Bonferroni's, and as safe, whatever depends on what.
std::vector<double> holm_adjusted(std::span<const double> p);

/// Level of each of `k` intervals so that all hold together with `level` (Bonferroni).
double simultaneous_level(double level, std::size_t k);

/// A comparison of two designs on the same replications (common random numbers): their difference
/// pair by pair, so that what both share cancels out.
struct PairedComparison {
  std::size_t pairs = 0;
  Interval difference;     ///< mean of a - b; no bounds with fewer than two pairs
  double p = 0;            ///< of no difference (two-sided Student's t); NaN without an interval
  bool identical = false;  ///< a = b in every pair
  double correlation = 0;  ///< of a and b; NaN where one of them does not vary
};
/// `n0` > 0: only the first n0 pairs tell the spread (two_stage_interval); 0: all of them do.
/// Throws std::invalid_argument when the sizes differ.
///
/// Where the pairs that tell the spread have none, Student's interval would have no width and p
/// would be 0, however few they are. Where all n pairs differ by the same d (not 0), p is that of
/// random signs, 2^(1 - n) (Fisher 1935), and there is an interval only of `shares`, whose
/// differences lie in [-1, 1]: were the chance of d less than q = (1 - level)^(1/n), so many in a
/// row would be too unlikely; so the mean lies in q d ± (1 - q). Where only the first stage has no
/// spread nothing is known: no interval, no p.
PairedComparison compare_paired(std::span<const double> a, std::span<const double> b, double level,
                                std::size_t n0 = 0, bool shares = false);

}  // namespace vedette
