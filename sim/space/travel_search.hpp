// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "space/bucket_queue.hpp"
#include "space/road_graph.hpp"
#include "space/straight_lines.hpp"
#include "space/way_step.hpp"

namespace vedette {

/// Exact times by searching when asked, with nothing prepared. Two kinds of search, each with
/// working memory of its own, that cost what they touch:
/// - round a destination (Dijkstra 1959, backwards), which stops as soon as what was asked is
///   known, and goes on from there at the next question about the same destination;
/// - between two nodes, drawn to the other end by the straight line (A*; Hart, Nilsson, Raphael,
///   IEEE Trans. Systems Science and Cybernetics 4(2), 1968).
/// One object serves one thread; graph and lines must outlive it.
class TravelSearch {
 public:
  /// `mean_arc`: how long an arc takes on average.
  TravelSearch(const RoadGraph& graph, const StraightLines& lines, double mean_arc);

  /// Searches round that destination from now on; goes on with it if it is the present one.
  void round(NodeId to);
  /// The destination searched round; invalid at first.
  NodeId centre() const { return centre_; }
  /// Exact if it is at most `most`; else something more than `most`.
  Ticks up_to(NodeId from, Ticks most);
  /// Whether the time from there to centre() is known already.
  bool knows(NodeId from) const { return near_[from.index()] <= edge_; }

  /// Exact if it is at most `most`; else something more than `most`. The last answers are kept: who
  /// is chosen is asked about again when he sets out.
  Ticks between(NodeId from, NodeId to, Ticks most = kUnreachableTicks);
  /// The way that FirstArcs would take, both ends included; empty where there is none.
  std::vector<WayStop> way(NodeId from, NodeId to);
  /// Its first step; null at `to` and where there is none.
  const RoadGraph::Step* first_step(NodeId from, NodeId to);

  /// Nodes looked at since this was asked last.
  std::uint64_t take_work() { return std::exchange(work_, 0); }

 private:
  struct Label {
    Ticks ticks = kUnreachableTicks;
    Ticks ahead = 0;  // at least, from the other end
  };
  struct Answer {
    NodeId from, to;
    Ticks ticks = 0;
  };
  void look_at_next();
  Ticks search(NodeId from, NodeId to, Ticks most, bool all_ways);
  // use(time between the two, what tells the times from the nodes of their shortest ways)
  template <class Use>
  auto with_times(NodeId from, NodeId to, Use use);

  const RoadGraph& graph_;
  const StraightLines& lines_;
  Ticks width_;
  std::uint64_t work_ = 0;
  // Round a destination; times up to edge_ are exact.
  NodeId centre_;
  Ticks edge_ = -1;
  std::vector<Ticks> near_;
  std::vector<std::uint32_t> near_touched_;
  BucketQueue near_queue_;
  // Between two.
  std::vector<Label> label_;
  std::vector<std::uint32_t> touched_;
  BucketQueue queue_;
  std::array<Answer, 64> answers_;
};

}  // namespace vedette
