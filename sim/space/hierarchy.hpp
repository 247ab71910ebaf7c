// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "space/road_graph.hpp"

namespace vedette {

/// A contraction hierarchy of a road graph (Geisberger, Sanders, Schultes, Delling 2008;
/// Geisberger, Sanders, Schultes, Vetter, Transportation Science 46(3), 2012). Nodes are contracted
/// one after another, the least important first; where a shortest way led through the node, a
/// shortcut replaces it. Every shortest way then has a form that only climbs and then only
/// descends, so that HierarchySearch and HierarchySweep look at a small part of what Dijkstra's
/// algorithm looks at. All times are exact: sums of Ticks, unreachable from kUnreachableTicks on,
/// as in ShortestPaths.
///
/// The order of contraction: nodes with at most two neighbours in rounds, then edge difference and
/// depth, ties by node id. The same graph gives the same hierarchy on every machine. Immutable; may
/// be shared between threads; needs the graph only while it is built. Other times on the same roads
/// (RoadGraph::with_seconds) need another one.
class Hierarchy {
 public:
  /// In each direction of travel, the links between a node and those above it. Nodes go by
  /// position: 0 is the top, deeper levels follow, so that `far` of a link is less than its node.
  struct Links {
    std::vector<std::uint32_t> begin;  // per position, node_count + 1 entries
    std::vector<std::uint32_t> far;    // position at the upper end
    std::vector<Ticks> ticks;
    std::vector<std::uint32_t> piece;  // what it consists of, for unpack()
  };

  /// kThorough: as said above. kQuick: by plain elimination (space/elimination.hpp), prepared in a
  /// tenth of the time and with more links; tells times only, not ways.
  enum class Effort { kThorough, kQuick };
  explicit Hierarchy(const RoadGraph& graph, Effort effort = Effort::kThorough);
  /// As kQuick, but nodes that would have more than so many neighbours are left among themselves: a
  /// core at the top, through which HierarchySweep searches. For sweeps alone.
  Hierarchy(const RoadGraph& graph, std::uint32_t most_neighbours);

  /// What is quickest for so many rows made with it (docs/performance.md).
  static std::uint32_t most_neighbours_for(std::size_t rows);

  std::size_t node_count() const { return node_.size(); }
  /// Links of both directions, shortcuts among them.
  std::size_t link_count() const { return up_.far.size() + down_.far.size(); }
  std::size_t shortcut_count() const { return shortcuts_; }
  std::size_t level_count() const { return levels_; }
  std::size_t memory_bytes() const;

  std::uint32_t position(NodeId n) const { return position_[n.index()]; }
  const std::vector<std::uint32_t>& positions() const { return position_; }  // per node
  NodeId node(std::uint32_t position) const { return NodeId(node_[position]); }
  /// Links that leave a node upwards.
  const Links& up() const { return up_; }
  /// Links that enter a node from above.
  const Links& down() const { return down_; }
  /// Positions below that are the core: none, unless it was asked for.
  std::uint32_t core_size() const { return core_size_; }
  /// Of core nodes, in both directions of travel.
  const Links& core_out() const { return core_out_; }
  const Links& core_in() const { return core_in_; }
  /// Appends the arcs of a piece, in the order of travel. Not of a hierarchy made in haste.
  void unpack(std::uint32_t piece, std::vector<ArcId>& arcs) const;

 private:
  friend class Contraction;
  friend class Elimination;
  // Positions by level, the highest first; within a level, where no node depends on another, by id.
  void number(const std::vector<std::uint32_t>& level);

  // An arc of the graph (second == kArc, first its number), or two pieces one after the other.
  struct Piece {
    std::uint32_t first, second;
  };
  static constexpr std::uint32_t kArc = 0xffffffffu;

  std::vector<std::uint32_t> position_, node_;
  Links up_, down_, core_out_, core_in_;
  std::uint32_t core_size_ = 0;
  std::vector<Piece> pieces_;
  std::size_t shortcuts_ = 0, levels_ = 0;
};

}  // namespace vedette
