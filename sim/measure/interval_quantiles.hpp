// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <vector>

namespace vedette::measure {

/// Quantiles of durations in bounded memory (some 10 MB). Up to kExact values every one is kept to
/// the microsecond; from then on they are counted by the whole second up to a day, by the whole
/// minute beyond (rounded to the nearest). The answer depends on the values only, not on their
/// order.
class IntervalQuantiles {
 public:
  static constexpr std::size_t kExact = 1'000'000;
  /// `us`: microseconds, >= 0.
  void add(std::int64_t us);
  std::uint64_t size() const { return n_; }
  /// Hyndman & Fan (1996) type 7, in seconds; p in [0, 1]; needs a value.
  double at(double p) const;

 private:
  void count(std::int64_t us);
  /// The k-th smallest value, in microseconds.
  std::int64_t ordered(std::uint64_t k) const;

  mutable std::vector<std::int64_t> values_;  // reordered by at(); empty once counted
  std::vector<std::uint64_t> seconds_;        // counts; empty as long as all are kept
  std::map<std::int64_t, std::uint64_t> minutes_;
  std::uint64_t n_ = 0;
};

}  // namespace vedette::measure
