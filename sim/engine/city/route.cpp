// SPDX-License-Identifier: Apache-2.0
// Which patrol point comes next.
#include <algorithm>
#include <utility>

#include "engine/city/city_processes.hpp"
#include "engine/city/draw_by_weight.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

NodeId draw_point(Run& run, std::uint32_t index, Stream& choice) {
  const Beat& beat = run.world.city.beats[index];
  if (beat.rule == RouteRule::kRandom || beat.rule == RouteRule::kLongestIdle)
    return beat.points[choice.below(beat.points.size())];
  return beat.points[draw_by_weight(beat.weight, run.city.draw_from[index], choice.uniform())];
}

// Another point than where it stands. A point drawn nearly always would be drawn again and again:
// after a few draws that point's share is left out of the range drawn from, which is the same law.
NodeId draw_another(Run& run, std::uint32_t index, NodeId here, Stream& choice) {
  const Beat& beat = run.world.city.beats[index];
  for (int tries = 0; tries < 16; ++tries)
    if (const NodeId next = draw_point(run, index, choice); next != here) return next;
  const auto share = [&](std::size_t i) {
    return beat.weight[i] - (i > 0 ? beat.weight[i - 1] : 0);
  };
  double others = 0;
  for (std::size_t i = 0; i < beat.points.size(); ++i)
    if (beat.points[i] != here) others += share(i);
  double left = choice.uniform() * others;
  NodeId last = here;
  for (std::size_t i = 0; i < beat.points.size(); ++i) {
    if (beat.points[i] == here || share(i) <= 0) continue;
    last = beat.points[i];
    left -= share(i);
    if (left < 0) break;
  }
  return last;
}

// Where in the tour a point stands, the next time round.
std::uint32_t place_in_tour(const Beat& beat, NodeId point, std::uint32_t from) {
  const auto n = static_cast<std::uint32_t>(beat.points.size());
  for (std::uint32_t k = 1; k < n; ++k)
    if (beat.points[(from + k) % n] == point) return (from + k) % n;
  return from;
}

Time visited(const PatrolPoint& point) {
  return point.last_visit == kUnset ? Time{0} : point.last_visit;
}

// Visits only ever become later: once the oldest is known, nothing can be overdue before it is.
bool may_be_overdue(Run& run, std::uint32_t index) {
  Time& none = run.city.none_overdue[index];
  if (run.now() <= none) return false;
  const Beat& beat = run.world.city.beats[index];
  Time oldest = run.now();
  for (const NodeId point : beat.points)
    oldest = std::min(oldest, visited(run.city.points[point.index()]));
  none = oldest + beat.max_gap;
  return run.now() > none;
}

}  // namespace

NodeId longest_idle(const Run& run, const UnitState& me, std::uint32_t beat, NodeId here) {
  const TravelTable& travel = *mode_of(run, me.mode).travel;
  const auto& points = run.world.city.beats[beat].points;
  const auto left_alone = [&](NodeId point) {
    const PatrolPoint& own = run.city.points[point.index()];
    return std::pair(own.heading_to > 0, own.last_visit == kUnset ? Time{-1} : own.last_visit);
  };
  // Nearly always one point stands alone; then how far the others are need not be looked up.
  NodeId first = here;
  std::pair longest(true, kNever);
  bool alone = false;
  for (const NodeId point : points) {
    if (point == here || point == first) continue;
    const auto own = left_alone(point);
    if (own > longest) continue;
    alone = own < longest;
    first = point;
    longest = own;
  }
  if (alone && travel.time(here, first) != kUnreachable) return first;
  NodeId best = here;
  std::pair oldest(true, kNever);
  Duration way = kUnreachable;
  for (const NodeId point : points) {
    if (point == here || point == best) continue;
    const auto own = left_alone(point);
    if (own > oldest) continue;
    const Duration there = travel.time(here, point);
    if (there == kUnreachable) continue;
    if (own == oldest && std::pair(there, point) >= std::pair(way, best)) continue;
    best = point;
    oldest = own;
    way = there;
  }
  return best;
}

NodeId next_point(Run& run, UnitState& me, std::uint32_t index, NodeId here, Stream& choice) {
  const Beat& beat = run.world.city.beats[index];
  if (beat.max_gap != kUnreachable && may_be_overdue(run, index)) {
    const NodeId oldest = longest_idle(run, me, index, here);
    const PatrolPoint& own = run.city.points[oldest.index()];
    const bool overdue = run.now() - visited(own) > beat.max_gap;
    if (overdue && oldest != here && own.heading_to == 0) {
      // A tour goes on from there, so that it remains one.
      if (beat.rule == RouteRule::kFixedTour)
        me.tour_index = place_in_tour(beat, oldest, me.tour_index);
      return oldest;
    }
  }
  if (beat.deviation > 0 && choice.uniform() < beat.deviation)
    return beat.points[choice.below(beat.points.size())];
  switch (beat.rule) {
    case RouteRule::kFixedTour:
      me.tour_index = (me.tour_index + 1) % static_cast<std::uint32_t>(beat.points.size());
      return beat.points[me.tour_index];
    case RouteRule::kLongestIdle:
      return longest_idle(run, me, index, here);
    case RouteRule::kRandom: {
      const NodeId next = draw_point(run, index, choice);
      return next == here ? draw_point(run, index, choice) : next;
    }
    case RouteRule::kWeighted:
    case RouteRule::kHotSpot:
      break;
  }
  return beat.may_stay ? draw_point(run, index, choice) : draw_another(run, index, here, choice);
}

}  // namespace vedette
