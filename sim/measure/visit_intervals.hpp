// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "measure/figures.hpp"
#include "measure/interval_quantiles.hpp"

namespace vedette::measure {

/// For how long somebody wants to be unobserved, in the figures of exposure: seconds.
inline constexpr std::array<int, 4> kExposure_s = {300, 600, 1200, 1800};

/// Times between successive visits of the same place; what comes before the first and after the
/// last visit of a place is not known and does not count.
class VisitIntervals {
 public:
  void add(EntityId place, Time at);
  std::uint64_t visits() const { return visits_; }
  /// prefix.interval_s (mean, p50, p90, p95), idleness_s, longest_s, irregularity (coefficient of
  /// variation of a place's intervals, mean over places with at least 3).
  void put(const std::string& prefix, std::vector<Figure>& out) const;
  /// prefix.exposure.D.after_visit and .random_start: chance that nobody comes within D seconds
  /// (a visit at the very end counts as coming), for somebody who starts right after a visit, and
  /// for one who starts at a random moment: share of intervals longer than D, and
  /// sum of max(0, interval - D) / sum of intervals (Cox, *Renewal Theory*, 1962, 5.2).
  void put_exposure(const std::string& prefix, std::vector<Figure>& out) const;

 private:
  /// Of one place (Welford's sums); never on two lines of the cache.
  struct alignas(32) Place {
    Time last = kUnset;
    double mean_s = 0, squares = 0;
    std::uint32_t n = 0;
  };

  std::vector<Place> places_;  // by entity
  IntervalQuantiles quantiles_;
  std::uint64_t visits_ = 0, intervals_ = 0;
  std::int64_t sum_us_ = 0, longest_us_ = 0;
  double squares_s2_ = 0;  // sum of intervals squared
  std::array<std::uint64_t, kExposure_s.size()> longer_{};
  std::array<std::int64_t, kExposure_s.size()> beyond_us_{};
};

}  // namespace vedette::measure
