// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/statistics.hpp"
#include "base/time.hpp"

namespace vedette::report {

/// Response times of some calls of one run. Shares are of all of them: a call that nobody reached
/// is within no mark. Quantiles are of those reached (Hyndman-Fan type 7), as in the figures.
class CallGroup {
 public:
  /// Nothing: nobody came.
  void add(std::optional<Duration> response) {
    ++n_;
    if (response) times_.push_back(*response);
  }
  std::uint64_t n() const { return n_; }
  std::uint64_t unreached() const { return n_ - times_.size(); }
  /// NaN where nobody was reached.
  double quantile_s(double p) const {
    std::vector<double> sorted;
    for (const Duration t : times_) sorted.push_back(t.seconds());
    std::sort(sorted.begin(), sorted.end());
    return quantile_sorted(sorted, p);
  }
  std::uint64_t within(Duration mark) const {
    return static_cast<std::uint64_t>(
        std::count_if(times_.begin(), times_.end(), [mark](Duration t) { return t <= mark; }));
  }
  std::uint64_t beyond(Duration mark) const { return n_ - within(mark); }
  /// 0 without calls.
  double share_within(Duration mark) const {
    return n_ == 0 ? 0 : static_cast<double>(within(mark)) / static_cast<double>(n_);
  }

 private:
  std::uint64_t n_ = 0;
  std::vector<Duration> times_;
};

}  // namespace vedette::report
