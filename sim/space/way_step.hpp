// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "space/road_graph.hpp"
#include "space/ticks_sum.hpp"

namespace vedette {

/// A node of a way, and the exact time from it to the way's end.
struct WayStop {
  NodeId node;
  Ticks left;
};

/// The arc that FirstArcs would take at `from`, of those on a shortest way; null if there is none.
/// `left` is the exact time from there to the destination, `time_from(node)` that from a node one
/// arc further: exact wherever it is less than `left`, else not too little. `not_back_to` is the
/// node one has come from by such an arc: the way back takes time, so it is none.
template <class TimeFrom>
const RoadGraph::Step* step_towards(const RoadGraph& graph, NodeId from, Ticks left,
                                    NodeId not_back_to, TimeFrom time_from) {
  const RoadGraph::Step* best = nullptr;
  for (const RoadGraph::Step& step : graph.out(from)) {
    if (step.ticks > left || (step.node == not_back_to && step.ticks > 0)) continue;
    const bool better =
        !best || step.ticks > best->ticks || (step.ticks == best->ticks && step.node < best->node);
    if (better && sum(step.ticks, time_from(step.node)) == left) best = &step;
  }
  return best;
}

/// The whole way by such steps, both ends included: it takes `whole`, and there is one.
template <class TimeFrom>
std::vector<WayStop> whole_way(const RoadGraph& graph, NodeId from, NodeId to, Ticks whole,
                               TimeFrom time_from) {
  std::vector<WayStop> stops{{from, whole}};
  NodeId before;
  while (stops.back().node != to) {
    const WayStop here = stops.back();
    const RoadGraph::Step* const step =
        step_towards(graph, here.node, here.left, before, time_from);
    before = here.node;
    stops.push_back({step->node, here.left - step->ticks});
  }
  return stops;
}

}  // namespace vedette
