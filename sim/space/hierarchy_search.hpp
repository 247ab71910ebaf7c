// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "space/hierarchy.hpp"

namespace vedette {

/// From one node to one other over a hierarchy: two searches that only climb, from either end, with
/// stalling on demand (Geisberger et al. 2012, section 3.2). The working memory is kept between
/// searches. One object serves one thread; the hierarchy must outlive it.
class HierarchySearch {
 public:
  explicit HierarchySearch(const Hierarchy& hierarchy);

  /// Exactly ShortestPaths::ticks: kUnreachableTicks if there is no way. Throws InputError if an
  /// end is no node of the graph.
  Ticks ticks(NodeId from, NodeId to);
  /// The same rounded once; kUnreachable if there is no way.
  Duration time(NodeId from, NodeId to) { return rounded(ticks(from, to)); }
  /// The arcs of a shortest way of the last search, in the order of travel; no node comes twice.
  /// Of several equally short ways the same on every machine, but not always the one that
  /// TravelTable::next_arc takes.
  std::vector<ArcId> way(const RoadGraph& graph);

 private:
  struct Label {
    Ticks ticks = kUnreachableTicks;
    std::uint32_t from = 0;   // position before
    std::uint32_t piece = 0;  // by which it was reached
  };
  struct Entry {
    Ticks ticks;
    std::uint32_t position;
    auto operator<=>(const Entry&) const = default;
  };
  struct Side {
    const Hierarchy::Links* climb = nullptr;
    const Hierarchy::Links* stall = nullptr;
    std::vector<Label> label;
    std::vector<std::uint32_t> touched;
    std::vector<Entry> heap;
    void start(std::uint32_t position);
    void offer(std::uint32_t position, const Label& label);
  };
  void step(Side& side, const Side& other);

  const Hierarchy& hierarchy_;
  std::array<Side, 2> sides_;
  std::uint32_t start_ = 0, end_ = 0, meeting_ = 0;
  Ticks best_ = kUnreachableTicks;
  std::vector<std::uint32_t> passed_;  // per node: arcs of the way until there
};

}  // namespace vedette
