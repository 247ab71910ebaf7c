// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace vedette {

/// One entry of the calendar. Sorted by (time, order); order is priority then sequence, so unique.
struct CalendarEntry {
  std::int64_t time_us;
  std::uint64_t order;
  std::uint32_t slot;    ///< process block
  std::uint32_t ticket;  ///< generation of the wait << 4 | branch

  bool before(const CalendarEntry& other) const {
    __extension__ using Key = unsigned __int128;
    const auto key = [](const CalendarEntry& e) {
      return static_cast<Key>(static_cast<std::uint64_t>(e.time_us)) << 64 | e.order;
    };
    return key(*this) < key(other);
  }
};

/// Four-ary min-heap. Taking the top leaves a hole that the next push fills: an event that
/// schedules its successor (most do) costs one sift instead of two.
class EventHeap {
 public:
  bool empty() const { return items_.size() == (hole_ ? 1u : 0u); }
  std::size_t size() const { return items_.size() - (hole_ ? 1 : 0); }
  const CalendarEntry& top() {
    close_hole();
    return items_.front();
  }
  /// Removes the top; it must have been looked at by top() since the last change.
  void pop() { hole_ = true; }

  void push(const CalendarEntry& entry) {
    if (hole_) {
      hole_ = false;
      sift_down(entry);
      return;
    }
    std::size_t i = items_.size();
    items_.push_back(entry);
    sift_up(i, entry);
  }

 private:
  void close_hole() {
    if (!hole_) return;
    hole_ = false;
    const CalendarEntry last = items_.back();
    items_.pop_back();
    if (!items_.empty()) sift_down(last);
  }
  void sift_up(std::size_t i, const CalendarEntry& entry) {
    while (i > 0) {
      const std::size_t parent = (i - 1) / 4;
      if (!entry.before(items_[parent])) break;
      items_[i] = items_[parent];
      i = parent;
    }
    items_[i] = entry;
  }
  // Bottom-up: follow the smallest children to a leaf, then rise. A new entry usually belongs low.
  void sift_down(const CalendarEntry& entry) {
    const std::size_t n = items_.size();
    std::size_t i = 0;
    for (;;) {
      const std::size_t first = 4 * i + 1;
      if (first + 4 <= n) {
        const std::size_t a = items_[first + 1].before(items_[first]) ? first + 1 : first;
        const std::size_t b = items_[first + 3].before(items_[first + 2]) ? first + 3 : first + 2;
        const std::size_t best = items_[b].before(items_[a]) ? b : a;
        items_[i] = items_[best];
        i = best;
      } else {
        if (first >= n) break;
        std::size_t best = first;
        for (std::size_t c = first + 1; c < n; ++c)
          if (items_[c].before(items_[best])) best = c;
        items_[i] = items_[best];
        i = best;
      }
    }
    sift_up(i, entry);
  }

  std::vector<CalendarEntry> items_;
  bool hole_ = false;
};

/// First-in-first-out ring of entries that are due at the current time.
class ReadyRing {
 public:
  bool empty() const { return head_ == tail_; }
  const CalendarEntry& front() const { return items_[head_ & mask_]; }
  void pop_front() { ++head_; }
  void push_back(const CalendarEntry& entry) {
    if (tail_ - head_ == items_.size()) grow();
    items_[tail_++ & mask_] = entry;
  }

 private:
  void grow() {
    std::vector<CalendarEntry> bigger(items_.size() * 2);
    const std::uint64_t n = tail_ - head_;
    for (std::uint64_t i = 0; i < n; ++i) bigger[i] = items_[(head_ + i) & mask_];
    items_.swap(bigger);
    mask_ = items_.size() - 1;
    head_ = 0;
    tail_ = n;
  }
  std::vector<CalendarEntry> items_ = std::vector<CalendarEntry>(64);
  std::uint64_t mask_ = 63, head_ = 0, tail_ = 0;
};

}  // namespace vedette
