// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "space/road_graph.hpp"

namespace vedette {

/// Which arc to take at every node towards a destination, found from the exact times alone, so that
/// it does not depend on the search that found them. An arc lies on a shortest way if its time and
/// that of its far end add up to the node's. Of several it is the one whose far end Dijkstra's
/// algorithm from the destination settles first (ShortestPaths, Direction::kReverse), that is: the
/// arc that takes longest, of equals the one to the node with the lowest id, of equals the first
/// added.
class FirstArcs {
 public:
  /// The slot that stands for no arc.
  template <class Slot>
  static constexpr Slot kNone = static_cast<Slot>(~Slot{0});

  /// `cell` says where the time of each node stands in what find() is given; it must outlive this.
  FirstArcs(const RoadGraph& graph, std::span<const std::uint32_t> cell);

  /// For `kLanes` destinations at once (1, 4 or 8): slots[lane][node] is the arc's place in
  /// RoadGraph::out(node), kNone at the destination and where there is no way. Slot is std::uint8_t
  /// (for graphs with at most 255 arcs out of a node) or std::uint32_t.
  /// `ticks[cell * kLanes + lane]`: exact times from the nodes to destination number `lane`; only
  /// the first `lanes` are looked at.
  template <std::size_t kLanes, class Slot>
  void find(const Ticks* ticks, std::size_t lanes, Slot* const* slots) const;

 private:
  struct Arc {
    Ticks ticks;
    std::uint32_t far;  // cell of its end
    std::uint32_t slot;
  };
  std::span<const std::uint32_t> cell_;
  std::vector<std::uint32_t> begin_;  // per node
  std::vector<Arc> arcs_;             // last choice first
};

}  // namespace vedette
