// SPDX-License-Identifier: Apache-2.0
#include "space/travel_search.hpp"

#include "space/ticks_sum.hpp"

namespace vedette {

TravelSearch::TravelSearch(const RoadGraph& graph, const StraightLines& lines, double mean_arc)
    : graph_(graph),
      lines_(lines),
      width_(BucketQueue::width_for(mean_arc)),
      near_(graph.node_count(), kUnreachableTicks),
      label_(graph.node_count()) {}

void TravelSearch::round(NodeId to) {
  if (centre_ == to) return;
  for (const std::uint32_t n : near_touched_) near_[n] = kUnreachableTicks;
  near_touched_.assign(1, to.value);
  near_queue_.start(0, width_);
  near_queue_.push({0, to.value});
  near_[to.index()] = 0;
  centre_ = to;
  edge_ = 0;
}

Ticks TravelSearch::up_to(NodeId from, Ticks most) {
  const Ticks& time = near_[from.index()];
  while (time > edge_ && edge_ <= most) look_at_next();
  return time;
}

// Everything nearer than what comes out next is final.
void TravelSearch::look_at_next() {
  BucketQueue::Entry here{};
  if (!near_queue_.pop(here)) {
    edge_ = kUnreachableTicks;
    return;
  }
  edge_ = near_queue_.floor() - 1;
  if (here.ticks != near_[here.node]) return;
  ++work_;
  for (const RoadGraph::Step& step : graph_.in(NodeId(here.node))) {
    const Ticks ticks = sum(here.ticks, step.ticks);
    Ticks& known = near_[step.node.index()];
    if (ticks >= known) continue;
    if (known == kUnreachableTicks) near_touched_.push_back(step.node.value);
    known = ticks;
    near_queue_.push({ticks, step.node.value});
  }
}

// From `to` backwards. The straight line may be too short by a tick here and there, so a node is
// looked at again when a quicker way to it turns up; nothing depends on the order of looking.
// With all_ways the times of all nodes of all shortest ways are exact at the end: what could be on
// one takes no longer, by way of the straight line, than the way itself.
Ticks TravelSearch::search(NodeId from, NodeId to, Ticks most, bool all_ways) {
  for (const std::uint32_t n : touched_) label_[n] = {};
  touched_.assign(1, to.value);
  label_[to.index()] = {0, lines_.at_least(from, to)};
  queue_.start(label_[to.index()].ahead, width_);
  queue_.push({label_[to.index()].ahead, to.value});
  const Ticks& best = label_[from.index()].ticks;
  const auto too_late = [&](Ticks whole) {
    return whole > most || (all_ways ? whole > best : whole >= best);
  };
  for (BucketQueue::Entry here{}; !too_late(queue_.floor()) && queue_.pop(here);) {
    if (too_late(here.ticks)) continue;
    const Label label = label_[here.node];
    if (here.ticks != sum(label.ticks, label.ahead)) continue;
    ++work_;
    for (const RoadGraph::Step& step : graph_.in(NodeId(here.node))) {
      const Ticks ticks = sum(label.ticks, step.ticks);
      Label& known = label_[step.node.index()];
      if (ticks >= known.ticks) continue;
      if (known.ticks == kUnreachableTicks) {
        touched_.push_back(step.node.value);
        known.ahead = lines_.at_least(from, step.node);
      }
      known.ticks = ticks;
      const Ticks whole = sum(ticks, known.ahead);
      if (!too_late(whole)) queue_.push({whole, step.node.value});
    }
  }
  return best;
}

Ticks TravelSearch::between(NodeId from, NodeId to, Ticks most) {
  if (centre_ == to && knows(from)) return near_[from.index()];
  Answer& answer = answers_[(from.value * 31 + to.value) % answers_.size()];
  if (answer.from == from && answer.to == to) return answer.ticks;
  const Ticks ticks = search(from, to, most, false);
  if (ticks <= most) answer = {from, to, ticks};
  return ticks;
}

template <class Use>
auto TravelSearch::with_times(NodeId from, NodeId to, Use use) {
  if (centre_ == to && knows(from))
    return use(near_[from.index()], [&](NodeId n) { return near_[n.index()]; });
  const Ticks whole = search(from, to, kUnreachableTicks, true);
  return use(whole, [&](NodeId n) { return label_[n.index()].ticks; });
}

const RoadGraph::Step* TravelSearch::first_step(NodeId from, NodeId to) {
  if (from == to) return nullptr;
  return with_times(from, to, [&](Ticks whole, auto time_from) -> const RoadGraph::Step* {
    if (whole == kUnreachableTicks) return nullptr;
    return step_towards(graph_, from, whole, {}, time_from);
  });
}

std::vector<WayStop> TravelSearch::way(NodeId from, NodeId to) {
  return with_times(from, to, [&](Ticks whole, auto time_from) -> std::vector<WayStop> {
    if (whole == kUnreachableTicks) return {};
    return whole_way(graph_, from, to, whole, time_from);
  });
}

}  // namespace vedette
