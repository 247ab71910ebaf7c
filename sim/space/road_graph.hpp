// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"

namespace vedette {

/// A directed piece of road between two nodes, numbered in the order of adding.
using ArcId = Id<struct ArcTag>;

/// What cannot be reached. Large, but may still be added to any Time of a run without overflow.
inline constexpr Duration kUnreachable{std::numeric_limits<std::int64_t>::max() / 4};

/// Travel time along arcs in whole picoseconds. Sums are exact, so the time of a route is the same
/// summed from either end and equal routes tie exactly; it is rounded once, when handed out.
using Ticks = std::int64_t;
inline constexpr Ticks kTicksPerMicrosecond = 1'000'000;
inline constexpr Ticks kUnreachableTicks = std::numeric_limits<Ticks>::max();
/// Longest time of one arc. Routes longer than 9.2 million seconds count as unreachable.
inline constexpr double kMaxArcSeconds = 1e6;

/// Rounded to the nearest microsecond, halves up.
constexpr Duration rounded(Ticks t) {
  if (t == kUnreachableTicks) return kUnreachable;
  return {t / kTicksPerMicrosecond + (t % kTicksPerMicrosecond >= kTicksPerMicrosecond / 2)};
}

/// A directed graph of places with travel times: streets for cars, or corridors, doors and yards
/// for people on foot (then the seconds of an arc are length / speed + the delay of its door).
/// Immutable; made by RoadGraphBuilder. It knows of no file format.
class RoadGraph {
 public:
  struct Node {
    double x_m = 0;  // rounded to 1 mm
    double y_m = 0;
    std::string name;  // unique unless empty
  };
  struct Arc {
    NodeId from;
    NodeId to;
    Ticks ticks = 0;  // kUnreachableTicks: closed
    double length_m = 0;
    /// Nobody passes: with_seconds() gave it an infinite time.
    bool closed() const { return ticks == kUnreachableTicks; }
    /// Infinite if closed, so that with_seconds() on multiples of it leaves it closed.
    double seconds() const {
      return closed() ? std::numeric_limits<double>::infinity()
                      : static_cast<double>(ticks) * 1e-12;
    }
  };
  /// One way on from a node (or, seen in reverse, one way in).
  struct Step {
    Ticks ticks;
    NodeId node;  // at the other end
    ArcId arc;
  };

  RoadGraph() : out_begin_(1, 0), in_begin_(1, 0) {}

  std::size_t node_count() const { return nodes_.size(); }
  std::size_t arc_count() const { return arcs_.size(); }
  const Node& node(NodeId n) const { return nodes_[n.index()]; }
  const Arc& arc(ArcId a) const { return arcs_[a.index()]; }
  /// Arcs that leave n, in the order of adding; closed ones are left out.
  std::span<const Step> out(NodeId n) const { return steps(out_begin_, out_, n); }
  /// Arcs that enter n, likewise; `Step::node` is where they come from.
  std::span<const Step> in(NodeId n) const { return steps(in_begin_, in_, n); }
  /// The node of that name, if there is one.
  std::optional<NodeId> find(std::string_view name) const;
  /// The node nearest to a place as the crow flies; ties → lowest id; invalid in an empty graph.
  NodeId nearest_node(double x_m, double y_m) const;
  /// The same roads with other times (another mode, another hour): one entry per arc, in seconds.
  /// An infinite time closes an arc (road works, a flood): it keeps its number and arc() tells of
  /// it, but out() and in() leave it out, so no search passes. A later with_seconds() on the result
  /// may open it again. Throws InputError like RoadGraphBuilder::add_arc for any other time.
  RoadGraph with_seconds(std::span<const double> seconds) const;

 private:
  friend class RoadGraphBuilder;
  static std::span<const Step> steps(const std::vector<std::uint32_t>& begin,
                                     const std::vector<Step>& all, NodeId n) {
    return {all.data() + begin[n.index()], all.data() + begin[n.index() + 1]};
  }
  void index_arcs();
  void index_names();

  std::vector<Node> nodes_;
  std::vector<Arc> arcs_;
  std::vector<std::uint32_t> out_begin_, in_begin_;  // node_count + 1 entries
  std::vector<Step> out_, in_;
  std::vector<std::uint32_t> by_name_;  // named nodes in order of name
};

/// Takes nodes and arcs one by one and checks each when it is added, so that nothing needs to be
/// checked later. Errors are InputError at `place`, the line of the input that is to blame.
class RoadGraphBuilder {
 public:
  /// Coordinates in metres within ±1e6; the name may be empty, otherwise it must be new (found out
  /// by build()).
  NodeId add_node(double x_m, double y_m, std::string name = {}, const Place& place = {});
  /// A one-way arc; add two for a street in both directions. Time in [0, 1e6] s, at least one tick
  /// being taken; length in [0, 1e6] m.
  ArcId add_arc(NodeId from, NodeId to, double seconds, double length_m, const Place& place = {});
  /// An arc with the exact time and length of one of another graph.
  ArcId add_arc_like(NodeId from, NodeId to, const RoadGraph::Arc& other, const Place& place = {});
  std::size_t node_count() const { return graph_.nodes_.size(); }
  std::size_t arc_count() const { return graph_.arcs_.size(); }
  /// The graph; the builder is empty afterwards. Throws InputError on a name given twice.
  RoadGraph build();

 private:
  void check_ends(NodeId from, NodeId to, const Place& place) const;
  RoadGraph graph_;
};

}  // namespace vedette
