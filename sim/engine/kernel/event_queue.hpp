// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "engine/kernel/event_heap.hpp"

namespace vedette {

/// Entries in their order, for many of them at once: a heap of what comes next, a ring of buckets
/// of what comes soon (unsorted, each for a short time), a heap of what comes later. Most entries
/// lie in a bucket for a while and then in a heap of a few, instead of rising through a heap of all
/// (calendar queue: Brown, CACM 31 (1988) 1220; here with heaps where that one is slow). As long as
/// there are few, they stay in the one heap. How wide the buckets are follows from the entries
/// alone, and never changes their order. Times must not be negative.
class EventQueue {
 public:
  bool empty() const { return next_.empty() && in_buckets_ == 0 && later_.empty(); }
  std::size_t size() const { return next_.size() + in_buckets_ + later_.size(); }
  /// There must be one.
  const CalendarEntry& top() {
    if (next_.empty()) refill();
    return next_.top();
  }
  /// Removes the top; it must have been looked at by top() since the last change.
  void pop() { next_.pop(); }

  void push(const CalendarEntry& entry) {
    if (static_cast<std::uint64_t>(entry.time_us) < next_until_us_ || heads_.empty()) {
      next_.push(entry);
      if (heads_.empty() && next_.size() > kFew) begin_buckets();
      return;
    }
    ++pushed_;
    if (bucket_of(entry) - first_ < heads_.size()) {
      put(entry);
    } else {
      ++pushed_later_;
      later_.push(entry);
    }
  }

 private:
  static constexpr std::size_t kFew = 128;  // a heap alone is as good for them
  static constexpr std::size_t kMostBuckets = 1u << 16;
  static constexpr std::uint64_t kFirstLook = 64, kLook = 4096;  // after so many buckets
  static constexpr std::uint64_t kInOne = 3;  // entries that a bucket should hold
  static constexpr std::uint32_t kWidest = 40;
  static constexpr std::uint32_t kEnd = 0xffffffffu;
  struct Node {
    CalendarEntry entry;
    std::uint32_t next;
  };

  std::uint64_t bucket_of(const CalendarEntry& entry) const {
    return static_cast<std::uint64_t>(entry.time_us) >> shift_;
  }
  void put(const CalendarEntry& entry) {
    std::uint32_t node = free_;
    if (node == kEnd) {
      node = static_cast<std::uint32_t>(nodes_.size());
      nodes_.push_back({});
    } else {
      free_ = nodes_[node].next;
    }
    const std::size_t slot = bucket_of(entry) & (heads_.size() - 1);
    nodes_[node] = {entry, heads_[slot]};
    heads_[slot] = node;
    filled_[slot / 64] |= std::uint64_t{1} << slot % 64;
    ++in_buckets_;
  }
  // What has come into the reach of the ring.
  void take_later() {
    while (!later_.empty() && bucket_of(later_.top()) - first_ < heads_.size()) {
      put(later_.top());
      later_.pop();
    }
  }
  // The number of the first bucket that holds anything; there is one.
  std::uint64_t first_filled() const {
    const std::size_t slot = first_ & (heads_.size() - 1), words = filled_.size();
    std::uint64_t bits = filled_[slot / 64] >> slot % 64;
    if (bits) return first_ + static_cast<std::uint64_t>(std::countr_zero(bits));
    for (std::size_t w = 1;; ++w)
      if ((bits = filled_[(slot / 64 + w) % words]))
        return first_ + w * 64 - slot % 64 + static_cast<std::uint64_t>(std::countr_zero(bits));
  }
  void set_first(std::uint64_t bucket) {
    first_ = bucket;
    next_until_us_ = bucket << shift_;
  }
  // The next bucket becomes the heap of what comes next.
  void refill() {
    if (emptied_ >= look_after_) {
      adapt();
      if (!next_.empty()) return;
    }
    if (in_buckets_ == 0) {
      set_first(bucket_of(later_.top()));
      take_later();
    }
    const std::uint64_t bucket = first_filled();
    const std::size_t slot = bucket & (heads_.size() - 1);
    std::uint32_t node = heads_[slot];
    heads_[slot] = kEnd;
    filled_[slot / 64] &= ~(std::uint64_t{1} << slot % 64);
    while (node != kEnd) {
      next_.push(nodes_[node].entry);
      const std::uint32_t after = nodes_[node].next;
      nodes_[node].next = free_;
      free_ = node;
      node = after;
      --in_buckets_;
      ++drained_;
    }
    ++emptied_;
    set_first(bucket + 1);
    take_later();
  }
  std::size_t buckets_wanted() const {
    return std::clamp<std::size_t>(std::bit_ceil(size()), 64, kMostBuckets);
  }
  // Such that a bucket holds a few, when `entries` come in `us`.
  std::uint32_t shift_for(std::uint64_t us, std::uint64_t entries) const {
    const double width = static_cast<double>(us) / static_cast<double>(entries) *
                         static_cast<double>(kInOne * (1 + size() / kMostBuckets));
    const auto bits = static_cast<std::uint32_t>(std::bit_width(static_cast<std::uint64_t>(width)));
    return width < 2 ? 0 : std::min(bits - 1, kWidest);
  }
  void begin_buckets() {
    std::vector<CalendarEntry> all;
    for (; !next_.empty(); next_.pop()) all.push_back(next_.top());
    next_until_us_ = static_cast<std::uint64_t>(all.front().time_us);
    const auto half = static_cast<std::uint64_t>(all[all.size() / 2].time_us) - next_until_us_;
    divide(buckets_wanted(), shift_for(2 * half, all.size()), all);
  }
  // As many buckets as there are entries, so wide that each holds a few: then the ring holds most.
  void adapt() {
    const std::uint64_t per = kInOne * (1 + size() / kMostBuckets);
    const bool crowded = drained_ > 2 * per * emptied_;
    const bool sparse = 2 * drained_ < per * emptied_ && 16 * pushed_later_ > pushed_;
    const std::uint32_t shift =
        crowded || sparse
            ? shift_for(next_until_us_ - looked_us_, drained_)
            : shift_;
    const std::size_t buckets = buckets_wanted();
    const bool fits = buckets <= heads_.size() && 4 * buckets > heads_.size();
    if (shift == shift_ && fits) return look_again();
    std::vector<CalendarEntry> all;
    for (; !later_.empty(); later_.pop()) all.push_back(later_.top());
    for (std::uint32_t head : heads_)
      for (; head != kEnd; head = nodes_[head].next) all.push_back(nodes_[head].entry);
    divide(fits ? heads_.size() : buckets, shift, all);
  }
  void look_again() {
    look_after_ = std::min(2 * look_after_, kLook);
    looked_us_ = next_until_us_;
    emptied_ = drained_ = pushed_ = pushed_later_ = 0;
  }
  // What is in next_ stays; all else is in `all`.
  void divide(std::size_t buckets, std::uint32_t shift, const std::vector<CalendarEntry>& all) {
    heads_.assign(buckets, kEnd);
    filled_.assign(buckets / 64, 0);
    nodes_.clear();
    free_ = kEnd;
    in_buckets_ = 0;
    shift_ = shift;
    // Rounded up: what is in next_ stays before all that is not.
    const std::uint64_t within = next_until_us_ & ((std::uint64_t{1} << shift) - 1);
    set_first((next_until_us_ >> shift) + (within != 0));
    for (const CalendarEntry& entry : all) push(entry);
    look_again();
  }

  EventHeap next_;  // all before next_until_us_, or all as long as there are no buckets
  std::uint64_t next_until_us_ = 0;
  // The ring: as many buckets as heads_, from number first_ on, each 2^shift_ us wide.
  std::vector<std::uint32_t> heads_;   // lists in nodes_
  std::vector<std::uint64_t> filled_;  // a bit per bucket
  std::vector<Node> nodes_;
  std::uint32_t free_ = kEnd;
  std::uint32_t shift_ = 0;
  std::uint64_t first_ = 0;
  std::size_t in_buckets_ = 0;
  EventHeap later_;  // all beyond the ring
  // Since the last look, and when that was:
  std::uint64_t emptied_ = 0, drained_ = 0, pushed_ = 0, pushed_later_ = 0;
  std::uint64_t look_after_ = kFirstLook;
  std::uint64_t looked_us_ = 0;
};

}  // namespace vedette
