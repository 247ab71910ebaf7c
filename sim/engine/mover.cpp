// SPDX-License-Identifier: Apache-2.0
#include "engine/mover.hpp"

#include "engine/run.hpp"
#include "space/point.hpp"

namespace vedette {

Time Mover::depart(const TravelTable& table, NodeId to, Time now, Duration first, double pace) {
  if (first.us == 0) {
    const auto& node = table.graph().node(hop_);
    told_x_ = node.x_m;
    told_y_ = node.y_m;
  }
  told_time_ = now;
  told_next_ = hop_;
  table_ = &table;
  way_.clear();
  way_from_ = hop_;
  hop_place_ = told_place_ = 0;
  pace_ = pace;
  hop_time_ = now + first;
  rows_ = table.towards(to);
  const Duration way = rows_ ? rows_.time(hop_) : table.time(hop_, to);
  const bool none = way == kUnreachable;
  to_ = none ? hop_ : to;
  told_left_ = none ? Duration{} : way;
  arrival_ = hop_time_ + paced(told_left_);
  return none ? kNever : arrival_;
}

TravelTable::Stop Mover::next(NodeId here, std::uint32_t& place) {
  if (rows_) {
    const NodeId hop = rows_.next_hop(here);
    return {hop, rows_.time(hop)};
  }
  if (!table_->on_demand()) {
    const NodeId hop = table_->next_hop(here, to_);
    return {hop, table_->time(hop, to_)};
  }
  if (way_.empty()) way_ = table_->way(way_from_, to_);
  return way_[++place];
}

void Mover::advance(Time now) {
  while (hop_ != to_ && hop_time_ < now) {  // exactly at a node one can still turn there
    const TravelTable::Stop stop = next(hop_, hop_place_);
    hop_ = stop.node;
    hop_time_ = arrival_ - paced(stop.left);
  }
}

void Mover::tell(Run& run, EntityId who, Time now) {
  if (!table_) return;
  const auto say = [&](Time t, double x, double y) {
    if (t > told_time_) {
      const Segment segment{who, told_time_, t, told_x_, told_y_, x, y, floor_of(told_next_)};
      run.sinks.each([&](Sink& s) { s.segment(segment); });
    }
    told_time_ = t;
    told_x_ = x;
    told_y_ = y;
  };
  Time there = arrival_ - paced(told_left_);
  for (;;) {
    const auto& node = table_->graph().node(told_next_);
    if (there > now) {
      // Between two nodes: straight on at even speed.
      const double share =
          static_cast<double>((now - told_time_).us) / static_cast<double>((there - told_time_).us);
      say(now, rounded_to_mm(told_x_ + (node.x_m - told_x_) * share),
          rounded_to_mm(told_y_ + (node.y_m - told_y_) * share));
      return;
    }
    say(there, node.x_m, node.y_m);
    if (told_next_ == to_) return;
    const TravelTable::Stop stop = next(told_next_, told_place_);
    told_next_ = stop.node;
    told_left_ = stop.left;
    there = arrival_ - paced(told_left_);
  }
}

}  // namespace vedette
