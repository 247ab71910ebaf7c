// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "space/bucket_queue.hpp"
#include "space/hierarchy.hpp"
#include "space/shortest_paths.hpp"

namespace vedette {

/// Times from a node to all others, or from all others to it: a short climb, then one pass over the
/// links in the order of levels (PHAST; Delling, Goldberg, Nowatzyk, Werneck, J. Parallel Distrib.
/// Comput. 73(7), 2013). Where the hierarchy has a core, Dijkstra's algorithm goes through that in
/// between. Several sources share a pass. To chosen targets only, the pass is cut to
/// what lies above them (RPHAST; Delling, Goldberg, Werneck, ALENEX 2011). The working memory is
/// kept between runs. One object serves one thread; the hierarchy must outlive it.
class HierarchySweep {
 public:
  using Direction = ShortestPaths::Direction;
  /// Sources that one run may have; 1, 4 and 8 are what it computes with.
  static constexpr std::size_t kLanes = 8;

  HierarchySweep(const Hierarchy& hierarchy, Direction direction);
  HierarchySweep(const Hierarchy& hierarchy, Direction direction, std::span<const NodeId> targets);

  /// Throws InputError unless there are 1 to kLanes sources, all of them nodes of the graph.
  void run(std::span<const NodeId> sources);
  void run(NodeId source) { run({&source, 1}); }

  /// Of the last run, for source number `lane`: exactly ShortestPaths::ticks. `n` must be a target.
  Ticks ticks(std::size_t lane, NodeId n) const { return all_lanes(n)[lane]; }
  const Ticks* all_lanes(NodeId n) const {
    return ticks_.data() + cell_[hierarchy_.position(n)] * stride_;
  }
  Duration time(std::size_t lane, NodeId n) const { return rounded(ticks(lane, n)); }
  /// Without targets: the last run's times of all lanes, `stride()` for each position.
  const Ticks* data() const { return ticks_.data(); }
  std::size_t stride() const { return stride_; }

 private:
  void climb(NodeId source, std::size_t lane);
  void cross_core();

  const Hierarchy& hierarchy_;
  const Hierarchy::Links* climb_;
  const Hierarchy::Links* pass_;
  Hierarchy::Links own_;             // what the pass is cut to
  std::vector<std::uint32_t> cell_;  // per position: its place in the pass, kNoCell if left out
  std::size_t cells_ = 0, stride_ = 1;
  std::vector<Ticks> ticks_;  // cell by cell, lanes side by side
  std::vector<Ticks> label_;  // per position, of the climb; kUnreachableTicks where not touched
  std::vector<std::uint32_t> open_, touched_;
  const Hierarchy::Links* core_;
  Ticks core_width_ = 1;  // of its buckets: a fraction of the mean link
  BucketQueue core_queue_;
};

/// Exact times from every source to every target, row by row of the sources.
std::vector<Ticks> ticks_between(const Hierarchy& hierarchy, std::span<const NodeId> sources,
                                 std::span<const NodeId> targets);

}  // namespace vedette
