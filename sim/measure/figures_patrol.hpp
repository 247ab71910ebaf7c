// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <future>
#include <map>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "measure/figures.hpp"
#include "measure/visit_intervals.hpp"

namespace vedette::measure {

/// Figures from tallies: posts, patrol visits, finds, stop checks and doors. Each kind puts figures
/// only if there was any of it; patrol.fleet.NAME.* only where two fleets or more visit points.
/// `frame` must outlive it.
class TallyFigures {
 public:
  explicit TallyFigures(const FigureFrame& frame);
  void add(const Tally& tally);
  /// See Figures::count_beside().
  void count_beside() { beside_ = true; }
  void put(std::vector<Figure>& out);

 private:
  struct Span {
    Time from, to;
  };
  struct Post {
    std::vector<Span> windows, manned;
  };
  // A visit as it is kept until its turn comes.
  struct Visit {
    EntityId place;
    std::uint32_t fleet;
    Time at;
  };
  void count_visits();
  void count(const std::vector<Visit>& batch);
  void put_patrol(std::vector<Figure>& out) const;
  void put_posts(std::vector<Figure>& out) const;

  std::array<std::uint64_t, static_cast<std::size_t>(TallyKind::kCount)> counts_{};
  const FigureFrame& frame_;
  std::map<std::uint32_t, Post> posts_;             // by place
  std::int64_t door_us_ = 0, door_longest_us_ = 0;  // from before the door until it was open
  std::vector<Visit> coming_;                       // not counted yet
  bool beside_ = false;
  // At work on another thread while `counted_` is valid:
  std::vector<Visit> batch_, grouped_;  // being counted; the same by fleet
  VisitIntervals visits_;
  std::vector<VisitIntervals> by_fleet_;  // between visits by the fleet's own units
  std::future<void> counted_;             // last: waited for before what it works on goes
};

}  // namespace vedette::measure
