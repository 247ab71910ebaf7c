// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "space/road_graph.hpp"

namespace vedette {

/// A queue for searches that correct labels, and look at a node again when they do: entries come
/// out in the order of buckets of time (Dial, Comm. ACM 12(11), 1969), not sorted within one, so
/// that putting one in costs no comparison. What lies beyond the buckets waits until they are
/// empty. Right for any width; quick where it is a fraction of a usual link.
class BucketQueue {
 public:
  struct Entry {
    Ticks ticks;
    std::uint32_t node;
  };

  /// A good width for links that take so long on average.
  static Ticks width_for(double mean_link) {
    return static_cast<Ticks>(std::clamp(0.1 * mean_link, 1.0, 1e16));
  }
  /// Begins empty; nothing earlier than `from` will be put in. Rounds the width to a power of two.
  void start(Ticks from, Ticks width) {
    for (std::size_t b = at_; b < end_; ++b) buckets_[b].clear();
    later_.clear();
    shift_ = std::bit_width(static_cast<std::uint64_t>(std::max<Ticks>(width, 1))) - 1;
    from_ = from;
    at_ = taken_ = waiting_ = end_ = 0;
  }
  void push(const Entry& entry) {
    const std::size_t bucket = std::max(
        at_, static_cast<std::size_t>(
                 static_cast<std::uint64_t>(std::max(entry.ticks, from_) - from_) >> shift_));
    if (bucket >= kBuckets) {
      later_.push_back(entry);
      return;
    }
    buckets_[bucket].push_back(entry);
    end_ = std::max(end_, bucket + 1);
    ++waiting_;
  }
  bool empty() const { return waiting_ == 0 && later_.empty(); }
  /// What will come out is not earlier, unless it is put in yet.
  Ticks floor() const {
    const std::uint64_t ticks = static_cast<std::uint64_t>(from_) + (std::uint64_t{at_} << shift_);
    return static_cast<Ticks>(std::min(ticks, static_cast<std::uint64_t>(kUnreachableTicks)));
  }
  bool pop(Entry& entry) {
    if (waiting_ == 0 && !go_on()) return false;
    while (taken_ == buckets_[at_].size()) {
      buckets_[at_++].clear();
      taken_ = 0;
    }
    entry = buckets_[at_][taken_++];
    --waiting_;
    return true;
  }

 private:
  static constexpr std::size_t kBuckets = 256;
  // To what was too late so far.
  bool go_on() {
    if (later_.empty()) return false;
    const Ticks from =
        std::min_element(later_.begin(), later_.end(), [](const Entry& a, const Entry& b) {
          return a.ticks < b.ticks;
        })->ticks;
    std::vector<Entry> later;
    later.swap(later_);
    start(from, Ticks{1} << shift_);
    for (const Entry& entry : later) push(entry);
    return true;
  }

  std::array<std::vector<Entry>, kBuckets> buckets_;
  std::vector<Entry> later_;
  int shift_ = 0;
  Ticks from_ = 0;  // of the first bucket
  // Present bucket, entries taken from it, entries in all, buckets used.
  std::size_t at_ = 0, taken_ = 0, waiting_ = 0, end_ = 0;
};

}  // namespace vedette
