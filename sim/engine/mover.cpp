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
  pace_ = pace;
  hop_time_ = now + first;
  const Duration way = table.time(hop_, to);
  const bool none = way == kUnreachable;
  to_ = none ? hop_ : to;
  arrival_ = hop_time_ + (none ? Duration{} : paced(way));
  return none ? kNever : arrival_;
}

void Mover::advance(Time now) {
  while (hop_ != to_ && hop_time_ < now) {  // exactly at a node one can still turn there
    hop_ = table_->next_hop(hop_, to_);
    hop_time_ = arrival_ - paced(table_->time(hop_, to_));
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
  for (;;) {
    const Time there = arrival_ - paced(table_->time(told_next_, to_));
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
    told_next_ = table_->next_hop(told_next_, to_);
  }
}

}  // namespace vedette
