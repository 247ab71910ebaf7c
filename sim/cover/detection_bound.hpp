// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace vedette {

/// Exact one-sided lower bound on a detection probability after `detected` of `trials` tests:
/// the p for which P(Bin(trials, p) >= detected) = 1 - confidence (Clopper & Pearson, Biometrika
/// 26, 1934). 0 when nothing was detected. Throws std::invalid_argument on no trials, more
/// detections than trials, or a confidence outside (0, 1).
double detection_lower_bound(std::uint64_t detected, std::uint64_t trials,
                             double confidence = 0.95);
/// The same from above: P(Bin(trials, p) <= detected) = 1 - confidence; 1 when all were detected.
double detection_upper_bound(std::uint64_t detected, std::uint64_t trials,
                             double confidence = 0.95);

/// Fewest tests without a miss that show a detection probability of at least `p` at `confidence`:
/// the least n with p^n <= 1 - confidence.
std::uint64_t tests_to_show(double p, double confidence = 0.95);

}  // namespace vedette
