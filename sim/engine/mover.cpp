// SPDX-License-Identifier: Apache-2.0
#include "engine/mover.hpp"

#include "engine/run.hpp"
#include "space/point.hpp"

namespace vedette {

void Mover::begin(const TravelTable& table, Time now, Duration first, double pace) {
  table_ = &table;
  pace_ = pace;
  legs_.clear();
  way_.clear();
  way_from_ = hop_;
  hop_place_ = 0;
  hop_time_ = now + first;
  set_out_ = now;
  untold_ = true;
  from_node_ = first.us == 0;
}

Time Mover::arrive(NodeId to, Duration way) {
  const bool none = way == kUnreachable;
  to_ = none ? hop_ : to;
  whole_ = none ? Duration{} : way;
  arrival_ = hop_time_ + paced(whole_);
  return none ? kNever : arrival_;
}

Time Mover::depart(const TravelTable& table, NodeId to, Time now, Duration first, double pace) {
  begin(table, now, first, pace);
  return arrive(to, table.time(hop_, to));
}

Time Mover::depart_along(const TravelTable& table, NodeId to, Time now, Duration first,
                         double pace) {
  if (to == hop_) {
    begin(table, now, first, pace);
    return arrive(to, {});
  }
  const TravelTable::Towards steps = table.towards(to);
  if (!steps) return depart(table, to, now, first, pace);
  begin(table, now, first, pace);
  if (!follow(steps, to)) return arrive(to, kUnreachable);
  return arrive(to, legs_.empty() ? Duration{} : left(legs_.back().so_far));
}

// Adds up what the table has added up: the same whole numbers, so the same time.
bool Mover::follow(const TravelTable::Towards& steps, NodeId to) {
  NodeId at = way_from_;
  Ticks so_far = 0;
  while (const RoadGraph::Step* const step = steps.next(at)) {
    so_far += step->ticks;
    at = step->node;
    legs_.push_back({at, so_far});
  }
  if (at == to) return true;
  legs_.clear();
  return false;
}

void Mover::find_way() {
  if (!legs_.empty() || !way_.empty()) return;
  const TravelTable::Towards steps = table_->towards(to_);
  if (!steps)
    way_ = table_->way(way_from_, to_);
  else if (!follow(steps, to_) || legs_.empty())
    way_ = {{to_, {}}};
}

TravelTable::Stop Mover::next(std::uint32_t& place) {
  find_way();
  if (legs_.empty()) return way_[++place];
  const Leg& leg = legs_[place++];
  return {leg.node, left(legs_.back().so_far - leg.so_far)};
}

void Mover::advance(Time now) {
  while (hop_ != to_ && hop_time_ < now) {  // exactly at a node one can still turn there
    const TravelTable::Stop stop = next(hop_place_);
    hop_ = stop.node;
    hop_time_ = arrival_ - paced(stop.left);
  }
}

void Mover::begin_telling() {
  untold_ = false;
  if (from_node_) {
    const auto& node = table_->graph().node(way_from_);
    told_x_ = node.x_m;
    told_y_ = node.y_m;
  }
  told_time_ = set_out_;
  told_next_ = way_from_;
  told_place_ = 0;
  told_left_ = whole_;
}

void Mover::tell(Run& run, EntityId who, Time now) {
  if (!table_) return;
  if (untold_) begin_telling();
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
    const TravelTable::Stop stop = next(told_place_);
    told_next_ = stop.node;
    told_left_ = stop.left;
    there = arrival_ - paced(told_left_);
  }
}

}  // namespace vedette
