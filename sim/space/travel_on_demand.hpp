// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "space/straight_lines.hpp"
#include "space/travel_labels.hpp"
#include "space/travel_search.hpp"
#include "space/way_step.hpp"

namespace vedette {

/// Exact times and ways between any two nodes without a table of all pairs: from labels, or by
/// searching. Where it searches it keeps count, in nodes looked at and so the same on every
/// machine. A destination for which half the map has been looked at gets a row of its own, as long
/// as rows and labels take at most `max_bytes`; and when all searches together have been as much
/// work as a hierarchy, one is prepared, and labels answer from then on: never much more than twice
/// the work of the better choice. Which of them answers makes no difference to what is answered.
/// May be shared between threads.
class TravelOnDemand {
 public:
  enum class Begin { kLabels, kSearches };
  TravelOnDemand(std::shared_ptr<const RoadGraph> graph, std::size_t max_bytes, Begin begin);
  /// The same, with labels from so many nodes looked at on.
  TravelOnDemand(std::shared_ptr<const RoadGraph> graph, std::size_t max_bytes,
                 std::uint64_t most_work);
  ~TravelOnDemand();
  TravelOnDemand(const TravelOnDemand&) = delete;
  TravelOnDemand& operator=(const TravelOnDemand&) = delete;

  const std::shared_ptr<const RoadGraph>& graph() const { return graph_; }
  /// Exactly ShortestPaths::ticks: kUnreachableTicks if there is no way.
  Ticks ticks(NodeId from, NodeId to) const;
  /// The first step of the way that FirstArcs would take; null at `to` and where there is no way.
  const RoadGraph::Step* first_step(NodeId from, NodeId to) const;
  /// The whole way that first_step would take, both ends included; empty where there is no way.
  std::vector<WayStop> way(NodeId from, NodeId to) const;
  /// Never more than ticks(from, to), and found by a straight line.
  Ticks at_least(NodeId from, NodeId to) const { return lines_.at_least(from, to); }

  /// Whether labels answer by now.
  bool has_labels() const { return labels_ready_.load(std::memory_order_acquire); }
  /// Of the rows and labels kept now.
  std::size_t memory_bytes() const;

 private:
  friend class OnDemandRow;
  using Times = std::vector<Ticks>;  // per node
  const Ticks* kept(NodeId to) const {
    const Times* const times = kept_[to.index()].load(std::memory_order_acquire);
    return times ? times->data() : nullptr;
  }
  const Ticks* keep_row(NodeId to) const;
  std::unique_ptr<TravelSearch> borrow() const;
  void give_back(std::unique_ptr<TravelSearch> search, NodeId to) const;
  void prepare_labels() const;

  std::shared_ptr<const RoadGraph> graph_;
  StraightLines lines_;
  double mean_arc_ = 0;
  std::size_t max_bytes_, max_row_bytes_;
  std::uint64_t most_work_;
  mutable std::atomic<std::uint64_t> work_{0};  // nodes looked at
  mutable std::atomic<bool> labels_ready_{false};
  mutable std::shared_ptr<const TravelLabels> labels_;  // to be read once they are ready
  mutable std::mutex labels_mutex_;
  // Per node, as a destination; none where there are labels from the beginning.
  mutable std::vector<std::atomic<std::uint32_t>> work_for_;
  mutable std::vector<std::atomic<const Times*>> kept_;  // owned
  mutable std::atomic<std::size_t> bytes_{0};
  mutable std::mutex idle_mutex_;
  mutable std::vector<std::unique_ptr<TravelSearch>> idle_;  // the last used at the end
};

/// Times from many nodes to one; the first few are searched for one by one, drawn to their ends,
/// and from then on all around the destination. Serves one thread.
class OnDemandRow {
 public:
  OnDemandRow(std::shared_ptr<const TravelOnDemand> owner, NodeId to);
  ~OnDemandRow();
  OnDemandRow(const OnDemandRow&) = delete;
  OnDemandRow& operator=(const OnDemandRow&) = delete;
  Ticks ticks(NodeId from) const { return up_to(from, kUnreachableTicks); }
  /// Exact if it is at most `most`; else something more than `most`.
  Ticks up_to(NodeId from, Ticks most) const;
  /// Never more than ticks(from).
  Ticks at_least(NodeId from) const { return owner_->at_least(from, to_); }

 private:
  std::shared_ptr<const TravelOnDemand> owner_;
  NodeId to_;
  const Ticks* kept_ = nullptr;  // one of the three
  std::shared_ptr<const TravelLabels::Fan> fan_;
  std::unique_ptr<TravelSearch> search_;
  mutable int alone_ = 0;  // searched for one by one so far
};

}  // namespace vedette
