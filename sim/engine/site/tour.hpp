// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/run.hpp"
#include "engine/shift.hpp"
#include "world/protection.hpp"

namespace vedette {

/// When a guard's tours begin, in which order they go, and what is told of them. One object per
/// guard who walks a tour.
class TourPlan {
 public:
  TourPlan(Run& run, std::size_t guard);

  /// The tour that is due next: its start is put off by what was drawn for it. Never before now.
  Time next() const { return next_; }
  /// Whether tours begin at set times of day.
  bool by_the_clock() const { return !rules_.starts_s.empty(); }
  /// Gives up tours after whose start another one was due already.
  void skip_past();
  /// The span that a whole tour takes in the mean, from the post back to the post.
  Duration expected() const { return expected_; }
  /// The tour that is due begins now: its order is drawn, all its points are to be read.
  void begin();
  std::size_t points() const { return order_.size(); }
  /// The k-th checkpoint on the way.
  std::uint32_t point(std::size_t k) const { return tour_.checkpoints[order_[k]]; }
  /// How long one stays there; drawn when first asked, the same for both of a pair.
  Duration pause(std::size_t k);
  /// The k-th checkpoint is read now.
  void read(std::size_t k);
  /// The tour is over; from the k-th point on nothing was read. `whole`: it came to its end.
  void over(std::size_t k, bool whole);
  /// It does not take place: all its points are missed.
  void give_up();

 private:
  Time start_after(Time time) const;  ///< first start of the list later than `time`
  void plan_next();
  void tell(TallyKind kind, std::size_t k);

  Run& run_;
  const Guard& guard_;
  const Tour& tour_;
  const TourRules& rules_;
  Stream pauses_, chance_;
  std::vector<std::uint32_t> order_;  ///< places in Tour::checkpoints
  std::vector<Duration> stays_;
  Time planned_{-1}, next_, began_;
  Duration expected_;
};

}  // namespace vedette
