// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "measure/figures.hpp"

namespace vedette {

/// Spans of one kind in one replication, kept until the end for quantiles (Hyndman-Fan type 7).
class SpanSample {
 public:
  void add(Duration span) { us_.push_back(span.us); }
  void reserve(std::size_t n) { us_.reserve(n); }
  std::uint64_t size() const { return us_.size(); }
  /// Appends `id`.mean, .p50, .p90, .p95 (seconds) as chosen. Reorders the sample.
  void put(const std::string& id, std::vector<Figure>& out, const FigureChoice& choice = {});
  /// Appends `id`.mean, .p50, .p95, .p99 and .max (seconds), where there are any. Reorders.
  void put_tail(const std::string& id, std::vector<Figure>& out);
  /// Share of spans within `mark` (<=); 0 when there are none.
  double share_within(std::int64_t mark_us) const;

 private:
  double select(double p, std::size_t from);
  double mean_s() const;
  std::vector<std::int64_t> us_;
};

}  // namespace vedette
