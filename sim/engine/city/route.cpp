// SPDX-License-Identifier: Apache-2.0
// Which patrol point comes next.
#include <algorithm>

#include "engine/city/city_processes.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

// The point that has gone without a visit for longest; never visited counts from the beginning.
NodeId longest_idle(const Run& run, const Beat& beat, NodeId here) {
  NodeId best = beat.points.front();
  Time oldest = kNever;
  for (const NodeId point : beat.points) {
    if (point == here && beat.points.size() > 1) continue;
    const Time last = run.city.last_visit[point.index()];
    const Time since = last == kUnset ? Time{-1} : last;
    if (since >= oldest) continue;
    oldest = since;
    best = point;
  }
  return best;
}

NodeId draw_point(const Beat& beat, Stream& choice) {
  if (beat.rule == RouteRule::kRandom || beat.rule == RouteRule::kLongestIdle)
    return beat.points[choice.below(beat.points.size())];
  const auto at = std::upper_bound(beat.weight.begin(), beat.weight.end(), choice.uniform());
  return beat.points[std::min<std::size_t>(static_cast<std::size_t>(at - beat.weight.begin()),
                                           beat.points.size() - 1)];
}

}  // namespace

NodeId next_point(Run& run, const Unit& unit, UnitState& me, NodeId here, Stream& choice) {
  const Beat& beat = run.world.city.beats[unit.beat];
  if (beat.max_gap != kUnreachable) {
    const NodeId oldest = longest_idle(run, beat, here);
    const Time last = run.city.last_visit[oldest.index()];
    if (run.now() - (last == kUnset ? Time{0} : last) > beat.max_gap) return oldest;
  }
  if (beat.deviation > 0 && choice.uniform() < beat.deviation)
    return beat.points[choice.below(beat.points.size())];
  switch (beat.rule) {
    case RouteRule::kFixedTour:
      me.tour_index = (me.tour_index + 1) % static_cast<std::uint32_t>(beat.points.size());
      return beat.points[me.tour_index];
    case RouteRule::kLongestIdle:
      return longest_idle(run, beat, here);
    case RouteRule::kRandom:
    case RouteRule::kWeighted:
    case RouteRule::kHotSpot:
      break;
  }
  const NodeId next = draw_point(beat, choice);
  return next == here ? draw_point(beat, choice) : next;
}

}  // namespace vedette
