// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/rounding.hpp"
#include "space/travel_table.hpp"

namespace vedette {

class Run;

/// Someone who moves along a graph: a car on the roads, a guard on the paths. Either stands at a
/// node or is on a leg to one. Who is called away on a leg first goes on to the next node.
class Mover {
 public:
  explicit Mover(NodeId at = {}) : hop_(at), to_(at) {}

  bool moving(Time now) const { return table_ && arrival_ > now; }
  /// The node where the mover stands, or the next one on the way; brings the leg up to `now`.
  NodeId next_node(Time now) {
    if (table_ && hop_time_ < now) advance(now);
    return hop_;
  }
  /// Time left until next_node(now); 0 when standing.
  Duration to_next_node(Time now) {
    (void)next_node(now);
    return rest(now);
  }
  /// The same right after next_node(now).
  Duration rest(Time now) const { return hop_time_ > now ? hop_time_ - now : Duration{}; }
  NodeId destination() const { return to_; }
  /// When the mover is at the node of its way from which the table says `left` to the end.
  Time time_with(Duration left) const { return arrival_ - paced(left); }

  /// Sets out for `to` by `table`, after `first` the rest of the current arc (0 when standing). All
  /// times of the table are multiplied by `pace`. Returns the time of arrival; kNever where there
  /// is no way: then one stands at the next node and waits.
  Time depart(const TravelTable& table, NodeId to, Time now, Duration first = {}, double pace = 1);
  /// Puts the mover at a node, standing.
  void place(NodeId at) {
    table_ = nullptr;
    hop_ = to_ = at;
    hop_time_ = arrival_ = Time{0};
  }

  /// Movements are told with the floor of their nodes; null (as at first): all is on the ground.
  void set_floors(const std::vector<std::uint32_t>* floor_of_node) { floors_ = floor_of_node; }

  /// Tells the sinks the movement between `since` and `now`, as straight segments.
  /// Call before the leg is changed and at its end; only when somebody wants movement.
  void tell(Run& run, EntityId who, Time now);

 private:
  void advance(Time now);
  // The node after the one at that place of the way, and the time from it to the way's end; counts
  // the place up.
  TravelTable::Stop next(NodeId here, std::uint32_t& place);
  Duration paced(Duration d) const {
    return pace_ == 1.0 ? d : Duration{nearest_whole(static_cast<double>(d.us) * pace_)};
  }

  std::uint32_t floor_of(NodeId node) const {
    return floors_ && node.index() < floors_->size() ? (*floors_)[node.index()] : 0;
  }

  const TravelTable* table_ = nullptr;
  double pace_ = 1;
  NodeId hop_, to_;
  Time hop_time_{0}, arrival_{0};
  // The movement told so far ends at (told_x_, told_y_) at told_time_, on the way to told_next_.
  NodeId told_next_;
  Duration told_left_{0};  // from there to the way's end
  Time told_time_{0};
  double told_x_ = 0, told_y_ = 0;
  TravelTable::Towards rows_;  // of the present destination
  const std::vector<std::uint32_t>* floors_ = nullptr;
  // Where the table is made on demand: the way since setting out, found when first asked for, and
  // the places of hop_ and told_next_ in it.
  std::vector<TravelTable::Stop> way_;
  NodeId way_from_;
  std::uint32_t hop_place_ = 0, told_place_ = 0;
};

}  // namespace vedette
