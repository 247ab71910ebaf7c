// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "measure/figures.hpp"

namespace vedette::measure {

/// Figures from tallies: posts, patrol visits, finds, stop checks and doors. Each kind puts figures
/// only if there was any of it.
class TallyFigures {
 public:
  TallyFigures();
  void add(const Tally& tally);
  void put(std::vector<Figure>& out) const;

 private:
  /// Of one patrol point: the intervals between its successive visits (Welford's sums).
  struct Point {
    Time last = kUnset;
    std::uint64_t n = 0;
    double mean_s = 0, squares = 0;
  };
  struct Span {
    Time from, to;
  };
  struct Post {
    std::vector<Span> windows, manned;
  };
  void visit(const Tally& tally);
  double interval_quantile_s(double p) const;
  void put_patrol(std::vector<Figure>& out) const;
  void put_posts(std::vector<Figure>& out) const;

  std::array<std::uint64_t, static_cast<std::size_t>(TallyKind::kCount)> counts_{};
  std::vector<Point> points_;        // by place
  std::vector<std::uint64_t> bins_;  // of intervals, see the source
  std::uint64_t intervals_ = 0;
  std::int64_t interval_sum_us_ = 0, longest_us_ = 0;
  double squares_s2_ = 0;                           // sum of intervals squared
  std::map<std::uint32_t, Post> posts_;             // by place
  std::int64_t door_us_ = 0, door_longest_us_ = 0;  // from before the door until it was open
};

}  // namespace vedette::measure
