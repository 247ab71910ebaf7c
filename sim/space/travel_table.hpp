// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "space/first_arcs.hpp"
#include "space/road_graph.hpp"
#include "space/travel_cells.hpp"
#include "space/travel_use.hpp"

namespace vedette {

class OnDemandRow;
class TravelOnDemand;
class TravelRows;

/// Where somebody is on the way from one node to another.
struct RoadPosition {
  ArcId arc;            // being travelled; invalid at the destination
  double offset_m = 0;  // from the arc's beginning
  NodeId next;          // the arc's end, the first node where the traveller can turn off
  Duration to_next{0};  // left until there
  double x_m = 0;       // rounded to 1 mm
  double y_m = 0;
};

/// Travel times to one destination: times_to(to)[from.index()] in microseconds, kUnreachable.us if
/// there is no way. Stays valid as long as its table, and beyond if times are found on demand; then
/// it serves one thread.
class TimesRow {
 public:
  TimesRow() = default;  // of no destination: not to be asked
  /// The same for hot loops: 4 bytes a node, kNoTime if there is no way; null if 4 are too few or
  /// there is no row.
  const std::uint32_t* narrow() const { return narrow_; }
  std::int64_t operator[](std::size_t node) const {
    if (on_demand_) return found(NodeId(node));
    if (!narrow_) return wide_[node];
    const std::uint32_t us = narrow_[node];
    return us == kNoTime ? kUnreachable.us : us;
  }
  /// Whether a time is work to find, so that at_least() and up_to() are worth asking.
  bool on_demand() const { return on_demand_ != nullptr; }
  /// Never more than the time, and quickly found. Only on demand.
  std::int64_t at_least(NodeId from) const;
  /// The time if it is at most `most_us`; else something more than that. Only on demand.
  std::int64_t up_to(NodeId from, std::int64_t most_us) const;

 private:
  friend class TravelTable;
  explicit TimesRow(const TravelTimes& times)
      : narrow_(times.narrow.empty() ? nullptr : times.narrow.data()), wide_(times.wide.data()) {}
  TimesRow(std::shared_ptr<const OnDemandRow> on_demand, double speed_factor)
      : on_demand_(std::move(on_demand)), speed_factor_(speed_factor) {}
  std::int64_t found(NodeId from) const;
  const std::uint32_t* narrow_ = nullptr;
  const std::int64_t* wide_ = nullptr;
  std::shared_ptr<const OnDemandRow> on_demand_;  // instead of a row
  double speed_factor_ = 1;
};

/// All travel times of one mode (speed) to every destination, with the way. Immutable; may be
/// shared between threads. 5 bytes per pair of nodes where times stay below 71 minutes, else 9:
/// 582 nodes 1.7 MB, 5,000 nodes 125 MB; 4 (or 8) more per pair for each further speed made by
/// scaled(). Where 5 bytes a pair are more than `max_bytes`, or all pairs would be more work than
/// what will be asked (travel_source()), each time is found on demand, for which at most
/// `max_bytes` are used: the same answers, each somewhat later.
///
/// Of several shortest ways the table follows the one of FirstArcs, which is that of a search by
/// Dijkstra's algorithm from the destination (ShortestPaths, Direction::kReverse).
class TravelTable {
 public:
  static constexpr std::size_t kMaxBytes = 1'000'000'000;

  /// Times from every node to every destination (none named: to every node); each is its graph
  /// time divided by `speed_factor` (in [1e-3, 1e3]), rounded once to the microsecond. Throws
  /// InputError on a destination that is no node and on a factor out of bounds.
  explicit TravelTable(std::shared_ptr<const RoadGraph> graph,
                       std::span<const NodeId> destinations = {}, double speed_factor = 1,
                       std::size_t max_bytes = kMaxBytes, const TravelUse& use = {});

  /// No table: all times found by that.
  explicit TravelTable(std::shared_ptr<const TravelOnDemand> on_demand, double speed_factor = 1);

  /// The same ways at another speed, relative to the graph's (with siren: 1.3, say); equal to a
  /// table built with that factor, but without preparing the graph again.
  TravelTable scaled(double speed_factor) const;

  const RoadGraph& graph() const { return *graph_; }
  double speed_factor() const { return speed_factor_; }
  /// Whether there is no table: times are found when asked for.
  bool on_demand() const { return on_demand_ != nullptr; }
  /// How they are found at present.
  TravelSource source() const;
  /// Of the rows or labels there are now; the graph and what prepares it (some 40 bytes an arc) not
  /// counted.
  std::size_t memory_bytes() const;
  /// Whether `to` is a destination of this table; the calls below require it.
  bool has(NodeId to) const { return row_[to.index()] != kNoRow; }

  /// kUnreachable if there is no way.
  Duration time(NodeId from, NodeId to) const {
    if (on_demand_) return time_on_demand(from, to);
    return {TimesRow((*times_)[row_[to.index()]])[from.index()]};
  }
  /// For scans over many units: ask once, then look up each.
  TimesRow times_to(NodeId to) const {
    if (on_demand_) return row_on_demand(to);
    return TimesRow((*times_)[row_[to.index()]]);
  }
  /// The other way round, from one node to all: per node, kUnreachable if there is no way.
  std::vector<Duration> times_from(NodeId from) const;
  /// The arc to take at `from`; invalid at `to` and where there is no way.
  ArcId next_arc(NodeId from, NodeId to) const {
    const RoadGraph::Step* const step = next_step(from, to);
    return step ? step->arc : ArcId{};
  }
  /// The next node on the way; `from` itself at `to` and where there is no way.
  NodeId next_hop(NodeId from, NodeId to) const {
    const RoadGraph::Step* const step = next_step(from, to);
    return step ? step->node : from;
  }
  /// A node of a way, and the time from it to the way's end.
  struct Stop {
    NodeId node;
    Duration left;
  };
  /// The whole way, as next_hop and time tell it: both ends included, empty where there is none.
  /// On demand much less work than asking hop by hop.
  std::vector<Stop> way(NodeId from, NodeId to) const;
  /// For whoever goes all of a way: the steps to one destination, looked up once. Valid as long as
  /// the table.
  class Towards {
   public:
    /// False where there is no table or a node has too many arcs for it: ask way().
    explicit operator bool() const { return slots_ != nullptr; }
    /// The step that next_arc() and next_hop() tell of; null at the end and where there is no way.
    const RoadGraph::Step* next(NodeId from) const {
      const std::uint8_t slot = slots_[from.index()];
      return slot == FirstArcs::kNone<std::uint8_t> ? nullptr : &graph_->out(from)[slot];
    }

   private:
    friend class TravelTable;
    const std::uint8_t* slots_ = nullptr;
    const RoadGraph* graph_ = nullptr;
  };
  Towards towards(NodeId to) const;
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
  TravelTable() = default;
  void set_speed_factor(double factor);
  void fill(TravelSlots* slots);
  Duration time_on_demand(NodeId from, NodeId to) const;
  TimesRow row_on_demand(NodeId to) const;
  const RoadGraph::Step* step_on_demand(NodeId from, NodeId to) const;
  const RoadGraph::Step* next_step(NodeId from, NodeId to) const {
    if (on_demand_) return step_on_demand(from, to);
    return step_of(from, (*slots_)[row_[to.index()]]);
  }
  const RoadGraph::Step* step_of(NodeId from, const TravelSlots& slots) const {
    const std::size_t n = from.index();
    if (slots.wide.empty()) {
      const std::uint8_t slot = slots.narrow[n];
      return slot == FirstArcs::kNone<std::uint8_t> ? nullptr : &graph().out(from)[slot];
    }
    const std::uint32_t slot = slots.wide[n];
    return slot == FirstArcs::kNone<std::uint32_t> ? nullptr : &graph().out(from)[slot];
  }

  std::shared_ptr<const RoadGraph> graph_;
  std::shared_ptr<const TravelRows> rows_;
  double speed_factor_ = 1;
  std::vector<NodeId> destinations_;  // in the order of the rows
  std::vector<std::uint32_t> row_;    // per node: its row as a destination
  // All rows; the ways are the same at every speed.
  std::shared_ptr<const RowBlock<TravelTimes>> times_;
  std::shared_ptr<const RowBlock<TravelSlots>> slots_;
  // Or what finds them on demand, for every speed.
  std::shared_ptr<const TravelOnDemand> on_demand_;
};

}  // namespace vedette
