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
  /// The same, for who will ask for all the nodes of the way: they are found at once.
  Time depart_along(const TravelTable& table, NodeId to, Time now, Duration first, double pace);
  /// Calls `f(node, left)` for every node of the way since setting out, both ends included;
  /// `left()` is the time of the table from there to the end.
  template <class F>
  void each_node(F f) {
    find_way();
    if (legs_.empty()) {
      for (const TravelTable::Stop& stop : way_) f(stop.node, [&] { return stop.left; });
      return;
    }
    f(way_from_, [&] { return left(legs_.back().so_far); });
    for (const Leg& leg : legs_)
      f(leg.node, [&] { return left(legs_.back().so_far - leg.so_far); });
  }
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
  // To a node of the way, from where it began.
  struct Leg {
    NodeId node;
    Ticks so_far;
  };
  void begin(const TravelTable& table, Time now, Duration first, double pace);
  Time arrive(NodeId to, Duration way);
  void advance(Time now);
  void begin_telling();
  // All of the way, if it has not been found yet.
  void find_way();
  bool follow(const TravelTable::Towards& steps, NodeId to);
  Duration left(Ticks ticks) const { return {microseconds(ticks, table_->speed_factor())}; }
  // The node after the one at that place of the way, and the time from it to the way's end; counts
  // the place up.
  TravelTable::Stop next(std::uint32_t& place);
  Duration paced(Duration d) const {
    return pace_ == 1.0 ? d : Duration{nearest_whole(static_cast<double>(d.us) * pace_)};
  }

  std::uint32_t floor_of(NodeId node) const {
    return floors_ && node.index() < floors_->size() ? (*floors_)[node.index()] : 0;
  }

  // What every leg needs comes first, on two lines of the cache (UnitState); what only movements
  // that are told need comes last.
  const TravelTable* table_ = nullptr;
  NodeId hop_, to_;
  Time hop_time_{0}, arrival_{0};
  double pace_ = 1;
  // The way since setting out, found when first asked for, and the places of hop_ and told_next_ in
  // it: as legs where there is a table, else as stops.
  std::vector<Leg> legs_;
  NodeId way_from_;
  std::uint32_t hop_place_ = 0;
  Time set_out_{0};
  Duration whole_{0};                        // the way's length
  bool untold_ = false, from_node_ = false;  // nothing of the way has been told; it began at a node
  std::vector<TravelTable::Stop> way_;
  // The movement told so far ends at (told_x_, told_y_) at told_time_, on the way to told_next_.
  NodeId told_next_;
  std::uint32_t told_place_ = 0;
  Duration told_left_{0};  // from there to the way's end
  Time told_time_{0};
  double told_x_ = 0, told_y_ = 0;
  const std::vector<std::uint32_t>* floors_ = nullptr;
};

}  // namespace vedette
