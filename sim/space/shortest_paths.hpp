// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "space/road_graph.hpp"

namespace vedette {

/// Shortest travel times from one or many sources (Dijkstra 1959, lazy 4-ary heap). The working
/// memory is kept between runs, and a bounded run costs only what it touches. One object serves one
/// thread; the graph must outlive it.
class ShortestPaths {
 public:
  enum class Direction {
    kForward,  // from the sources to every node
    kReverse,  // from every node to the nearest source
  };
  struct Source {
    NodeId node;
    Duration start{0};  // added to every time from here (a turnout); >= 0
  };
  static constexpr std::uint32_t kNoSource = 0xffffffffu;

  explicit ShortestPaths(const RoadGraph& graph);

  /// Nodes whose time, rounded to the microsecond, is more than `bound` stay unreached.
  void run(std::span<const Source> sources, Direction direction = Direction::kForward,
           Duration bound = kUnreachable);
  void run(NodeId source, Direction direction = Direction::kForward, Duration bound = kUnreachable);

  /// Of the last run, rounded once from the exact sum along the route; kUnreachable if none.
  Duration time(NodeId n) const { return rounded(label_[n.index()].ticks); }
  Ticks ticks(NodeId n) const { return label_[n.index()].ticks; }
  bool reached(NodeId n) const { return label_[n.index()].ticks != kUnreachableTicks; }
  /// Index of the nearest source, the lowest of several at the same time; kNoSource if none.
  std::uint32_t source(NodeId n) const { return label_[n.index()].source; }
  /// The arc by which the route enters n (in reverse: leaves n); invalid at a source.
  ArcId arc(NodeId n) const { return label_[n.index()].arc; }
  /// Nodes in the order in which they were reached: ascending (time, source, node).
  std::span<const NodeId> order() const { return order_; }

 private:
  struct Label {
    Ticks ticks = kUnreachableTicks;
    std::uint32_t source = kNoSource;
    ArcId arc;
    bool settled = false;
  };
  struct Entry {
    Ticks ticks;
    std::uint32_t source;
    std::uint32_t node;
    auto operator<=>(const Entry&) const = default;
  };
  void offer(NodeId node, Ticks ticks, std::uint32_t source, ArcId arc);
  void push(Entry entry);
  Entry pop();

  const RoadGraph& graph_;
  std::vector<Label> label_;     // per node
  std::vector<NodeId> touched_;  // whose labels are to be cleared before the next run
  std::vector<NodeId> order_;
  std::vector<Entry> heap_;
};

}  // namespace vedette
