// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "space/road_graph.hpp"

namespace vedette {

/// Where somebody is on the way from one node to another.
struct RoadPosition {
  ArcId arc;            // being travelled; invalid at the destination
  double offset_m = 0;  // from the arc's beginning
  NodeId next;          // the arc's end, the first node where the traveller can turn off
  Duration to_next{0};  // left until there
  double x_m = 0;       // rounded to 1 mm
  double y_m = 0;
};

/// All travel times of one mode (speed) to every destination, with the way. Immutable; may be
/// shared between threads. 12 bytes per pair of nodes: 582 nodes 4 MB, 5,000 nodes 300 MB; 8 more
/// per pair for each further speed made by scaled(). For larger graphs name the destinations.
class TravelTable {
 public:
  /// Times from every node to every destination (none named: to every node); each is its graph
  /// time divided by `speed_factor` (in [1e-3, 1e3]), rounded once to the microsecond.
  explicit TravelTable(std::shared_ptr<const RoadGraph> graph,
                       std::span<const NodeId> destinations = {}, double speed_factor = 1);

  /// The same ways at another speed, relative to the graph's (with siren: 1.3, say); equal to a
  /// table built with that factor, but without searching again.
  TravelTable scaled(double speed_factor) const;

  const RoadGraph& graph() const { return *graph_; }
  double speed_factor() const { return speed_factor_; }
  std::size_t memory_bytes() const;
  /// Whether `to` is a destination of this table; the calls below require it.
  bool has(NodeId to) const { return row_[to.index()] != kNoRow; }

  /// kUnreachable if there is no way.
  Duration time(NodeId from, NodeId to) const { return {times_to(to)[from.index()]}; }
  /// Microseconds to `to` from node 0, 1, 2 …: contiguous, for scans over many units.
  const std::int64_t* times_to(NodeId to) const {
    return times_.data() + row_[to.index()] * graph_->node_count();
  }
  /// The arc to take at `from`; invalid at `to` and where there is no way.
  ArcId next_arc(NodeId from, NodeId to) const {
    return (*next_)[row_[to.index()] * graph_->node_count() + from.index()];
  }
  /// The next node on the way; `from` itself at `to` and where there is no way.
  NodeId next_hop(NodeId from, NodeId to) const {
    const ArcId arc = next_arc(from, to);
    return arc.valid() ? graph_->arc(arc).to : from;
  }
  /// Travel time of the first arc of the way, in whole microseconds such that the arcs of a way
  /// add up to exactly time(from, to).
  Duration first_leg(NodeId from, NodeId to) const {
    return time(from, to) - time(next_hop(from, to), to);
  }

  /// Where one is who left `from` for `to` that long ago; at `from` before, at `to` once there.
  /// A traveller who is to turn off goes on to `next` first. Linear in the nodes passed.
  /// Without a way one stays at `from`: arc invalid, to_next kUnreachable.
  RoadPosition position_at(NodeId from, NodeId to, Duration elapsed) const;

 private:
  static constexpr std::uint32_t kNoRow = 0xffffffffu;
  void set_speed_factor(double factor);

  std::shared_ptr<const RoadGraph> graph_;
  double speed_factor_ = 1;
  std::vector<std::uint32_t> row_;                  // per node: its row as a destination
  std::vector<std::int64_t> times_;                 // row by row, microseconds
  std::shared_ptr<const std::vector<ArcId>> next_;  // row by row
};

}  // namespace vedette
