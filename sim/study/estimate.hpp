// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/statistics.hpp"
#include "study/multiple_comparison.hpp"
#include "study/results.hpp"
#include "study/study.hpp"

namespace vedette {

/// How an interval was made.
enum class IntervalKind {
  kNone,      ///< fewer than two values, or no spread and no bound for it
  kStudent,   ///< Student's t over replications
  kTwoStage,  ///< Stein's, in a sequential study
  kWilson,    ///< one yes or no a replication
  kAllAlike,  ///< a share that was 0 or 1 in every replication: see below
};

struct Estimate {
  Interval mean;
  IntervalKind kind = IntervalKind::kNone;
  std::size_t n = 0;  ///< replications with a value
  double sd = 0;      ///< over replications
};

/// The mean of a measure over replications 1 … `last` of a design.
///
/// A share that is 1 in all of n replications: if its mean were m, the chance of a replication with
/// exactly 1 would be at most m (Markov), so that of n of them at most m^n; hence m is at least
/// (alpha / 2)^(1/n) with confidence 1 - alpha / 2, whatever its distribution; likewise for 0.
/// Student's interval would have no width there.
///
/// In a sequential study the first stage alone tells the spread; where it saw none there is no
/// interval.
Estimate estimate(const Study& study, const StudyResults& results, std::size_t design,
                  std::string_view measure, std::uint64_t last, double level);

/// Student's interval of the mean of a series by replication (NaN: none), or in a sequential study
/// Stein's, whose spread comes from the first stage alone. No bounds without a spread.
Interval series_interval(const Study& study, const std::vector<double>& series, double level);

/// Design `a` less design `b` over the replications that both have, with common random numbers.
PairedComparison compare_designs(const Study& study, const StudyResults& results, std::size_t a,
                                 std::size_t b, std::string_view measure, double level);

}  // namespace vedette
