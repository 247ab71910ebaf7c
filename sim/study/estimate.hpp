// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/statistics.hpp"
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
Estimate estimate(const Study& study, const StudyResults& results, std::size_t design,
                  std::string_view measure, std::uint64_t last, double level);

}  // namespace vedette
