// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "space/hierarchy.hpp"
#include "space/road_graph.hpp"
#include "space/way_step.hpp"

namespace vedette {

/// Exact times between any two nodes of a big graph without a table of all pairs: hub labels
/// (Abraham, Delling, Goldberg, Werneck, SEA 2011). A node's label lists what a climb over the
/// hierarchy reaches from it, some hundred nodes; a shortest way between two nodes leads over one
/// that stands in both their labels, and the least sum is the time. Labels are made when first
/// asked for, out of those of the nodes above, and kept while they take at most `max_bytes`; beyond
/// that they are searched for each time. What is kept makes no difference to results. May be shared
/// between threads.
class TravelLabels {
 public:
  TravelLabels(std::shared_ptr<const RoadGraph> graph, std::size_t max_bytes);
  ~TravelLabels();
  TravelLabels(const TravelLabels&) = delete;
  TravelLabels& operator=(const TravelLabels&) = delete;

  const RoadGraph& graph() const { return *graph_; }
  /// Exactly ShortestPaths::ticks: kUnreachableTicks if there is no way.
  Ticks ticks(NodeId from, NodeId to) const;
  /// The first step of the way that FirstArcs would take; null at `to` and where there is no way.
  const RoadGraph::Step* first_step(NodeId from, NodeId to) const;
  /// The whole way that first_step would take, both ends included; empty where there is no way. For
  /// whoever needs more than one step of it: the destination's label is spread out once.
  std::vector<WayStop> way(NodeId from, NodeId to) const;
  /// Of the labels kept now.
  std::size_t memory_bytes() const { return bytes_.load(std::memory_order_relaxed); }

  /// Times from many nodes to one: its label spread out, so that each costs one pass over one
  /// label.
  class Fan {
   public:
    Ticks ticks(NodeId from) const;

   private:
    friend class TravelLabels;
    explicit Fan(std::size_t nodes) : at_hub_(nodes, kUnreachableTicks) {}
    const TravelLabels* labels_ = nullptr;
    std::vector<Ticks> at_hub_;  // per position
    std::vector<std::uint32_t> spread_;
  };
  /// Keeps `labels` alive.
  static std::shared_ptr<const Fan> fan(std::shared_ptr<const TravelLabels> labels, NodeId to);

 private:
  struct Entry {
    std::uint32_t hub;  // position in the hierarchy
    Ticks ticks;
  };
  // Sorted by hub; ends with a hub that does not exist.
  using Label = std::vector<Entry>;
  // A label that is kept by TravelLabels, or else by this.
  struct Held {
    const Label* label;
    std::unique_ptr<const Label> own;
  };
  enum Side { kFrom, kTo };
  class Maker;

  Held label(Side side, NodeId n) const;
  // Of the node at that position; null where there is no room to keep it.
  const Label* kept_label(Side side, std::uint32_t position, Maker& maker) const;
  std::unique_ptr<Maker> borrow() const;
  void give_back(std::unique_ptr<Maker> maker) const;
  static Ticks least_sum(const Label& from, const Label& to);
  std::unique_ptr<Fan> spread(NodeId to) const;
  void gather(std::unique_ptr<Fan> fan) const;

  std::shared_ptr<const RoadGraph> graph_;
  Hierarchy hierarchy_;
  std::size_t max_bytes_;
  mutable std::vector<std::atomic<const Label*>> kept_[2];  // per side and position; owned
  mutable std::atomic<std::size_t> bytes_{0};
  mutable std::mutex idle_mutex_;
  mutable std::vector<std::unique_ptr<Maker>> idle_makers_;
  mutable std::vector<std::unique_ptr<Fan>> idle_fans_;
};

}  // namespace vedette
