// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "base/statistics.hpp"

namespace vedette {

/// Stopping without spoiling the interval (C. Stein, "A two-sample test for a linear hypothesis
/// whose power is independent of the variance", Ann. Math. Stat. 16, 1945): the spread s of a first
/// stage of n0 values alone decides how many are taken,
///   N = max(n0, ceil((t s / d)^2)), t = Student's t of n0 - 1 degrees of freedom,
/// and the interval is mean(N) ± t s / sqrt(N). For normal values the first stage's spread and any
/// mean are independent, so that the interval holds its level exactly, whatever d and whatever cap
/// is laid on N. (Looking at the interval after every value and stopping when it looks narrow ends
/// more often where the spread is underrated by chance: its coverage falls below the level.)
///
/// `first`: the values of the first stage, at least two; `half_width` > 0. At most `most`.
std::uint64_t two_stage_count(std::span<const double> first, double half_width, double level,
                              std::uint64_t most);

/// The interval of the mean of `values`, whose first `n0` were the first stage. With fewer than two
/// values in the first stage there is none.
Interval two_stage_interval(std::span<const double> values, std::size_t n0, double level);

/// Trials after which the interval of a share of yes or no is at most `half_width` to either side,
/// whatever the share: z^2 / (4 d^2), not random at all. At least 1, at most `most`.
std::uint64_t share_count(double half_width, double level, std::uint64_t most);

}  // namespace vedette
