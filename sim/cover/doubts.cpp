// SPDX-License-Identifier: Apache-2.0
#include "cover/doubts.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

#include "space/shortest_paths.hpp"

namespace vedette {

namespace {

// Beyond these the sentence is printed; beyond the others the law is not.
constexpr double kSpreadOff = 0.25, kDetour = 1.25, kFilled = 0.7, kFewFree = 4;
constexpr double kDetourNever = 2.5, kFilledNever = 0.3;

PointMm place_of(const City& city, NodeId node) {
  const RoadGraph::Node& n = city.roads->node(node);
  return millimetres(n.x_m, n.y_m);
}

double area_of(const City& city) {
  double cells = 0;
  for (const Cell& cell : city.cells) cells += area_m2(cell.corners);
  if (cells > 0) return cells;
  std::vector<PointMm> places;
  for (const DemandArea& area : city.areas) places.push_back(place_of(city, area.node));
  return area_m2(convex_hull(std::move(places)));
}

// By siren, at the beginning.
const TravelTable& roads_of(const City& city) {
  return *city.road_states.front().modes.front().siren;
}

double mean_speed_mps(const City& city) {
  const RoadGraph& roads = roads_of(city).graph();
  double metres = 0, seconds = 0;
  for (std::size_t a = 0; a < roads.arc_count(); ++a) {
    const RoadGraph::Arc& arc = roads.arc(ArcId(a));
    if (arc.closed()) continue;
    metres += arc.length_m;
    seconds += arc.seconds();
  }
  return seconds > 0 ? metres / seconds * roads_of(city).speed_factor() : 0;
}

// Squares so large that four places would lie in each, were they spread evenly: the share of the
// area whose squares have calls (98 % where places lie at random), and how even calls are.
void look_at_squares(const City& city, double area, LawGround& out) {
  std::map<std::pair<std::int64_t, std::int64_t>, double> squares;
  out.filled = 0;
  if (city.areas.empty() || !(area > 0)) return;
  const auto places = static_cast<double>(city.areas.size());
  const double side_mm = 1000 * std::sqrt(4 * area / places);
  for (const DemandArea& a : city.areas) {
    if (!(a.calls_per_day > 0)) continue;
    const PointMm p = place_of(city, a.node);
    squares[{std::llround(std::floor(static_cast<double>(p.x) / side_mm)),
             std::llround(std::floor(static_cast<double>(p.y) / side_mm))}] += a.calls_per_day;
  }
  double calls = 0, roots = 0;
  for (const auto& [at, n] : squares) calls += n, roots += std::sqrt(n);
  out.filled = std::min(1.0, static_cast<double>(squares.size()) * 4 / places);
  if (calls > 0) out.even = std::min(1.0, roots * roots / calls * 4 / places);
}

}  // namespace

std::vector<Doubt> doubts_of_all(const World& world) {
  const City& city = world.city;
  const auto all_can = [&](Capabilities capability) {
    return std::all_of(city.units.begin(), city.units.end(), [&](const Unit& u) {
      return !(u.capabilities & 1) || (u.capabilities & capability);
    });
  };
  double shares = 0, others = 0, several = 0;
  for (const CallType& type : city.call_types) {
    shares += type.share;
    if (!all_can(type.capability)) others += type.share;
    if (type.units > 1 || !type.calls_in.empty()) several += type.share;
  }
  std::vector<Doubt> out;
  if (others > 0) out.push_back({"other-services", 100 * others / shares});
  if (several > 0) out.push_back({"several-units", 100 * several / shares});
  const auto any_unit = [&](auto is) {
    return std::any_of(city.units.begin(), city.units.end(),
                       [&](const Unit& u) { return (u.capabilities & 1) && is(u); });
  };
  if (!city.streams.empty() || !city.posts.empty() || !city.blockades.empty() ||
      any_unit([](const Unit& u) { return u.finds || u.checks; }))
    out.push_back({"other-work", 0});
  if (!world.site.zones.empty()) out.push_back({"site-alarms", 0});
  const Dispatch& d = city.dispatch;
  if (d.rule != DispatchRule::kNearest || d.preemption != Preemption::kNone)
    out.push_back({"dispatch-rule", 0});
  if (any_unit([](const Unit& u) { return u.reach != kUnreachable; })) out.push_back({"reach", 0});
  if (any_unit([&](const Unit& u) {
        const Breaks& breaks = u.breaks ? *u.breaks : city.shifts[u.shift].breaks;
        return !breaks.empty() || u.handover_s.mean() > 0;
      }))
    out.push_back({"absences", 0});
  if (city.road_states.size() > 1) out.push_back({"road-changes", 0});
  return out;
}

double service_spread(const City& city, double service_s) {
  double shares = 0, mean = 0, square = 0;
  for (const CallType& type : city.call_types) {
    const double m = type.on_scene_s.mean();
    shares += type.share;
    mean += type.share * m;
    square += type.share * (type.on_scene_s.variance() + m * m);
  }
  if (!(shares > 0) || !(service_s > 0)) return 1;
  mean /= shares;
  return std::sqrt(std::max(0.0, square / shares - mean * mean)) / service_s;
}

void doubt_spread(std::string_view id, double spread, std::vector<Doubt>& out) {
  if (std::fabs(spread - 1) > kSpreadOff) out.push_back({id, spread});
}

LawGround law_ground(const World& world) {
  const City& city = world.city;
  LawGround out;
  out.area_m2 = area_of(city);
  out.speed_mps = mean_speed_mps(city);
  look_at_squares(city, out.area_m2, out);
  std::set<NodeId> homes;
  bool moving = false;
  for (const Unit& u : city.units) {
    if (!(u.capabilities & 1)) continue;
    homes.insert(u.home);
    moving = moving || (u.beat != kNoIndex && city.beats[u.beat].points.size() > 1);
    out.walkers = out.walkers || u.mode != 0;
  }
  out.places = moving ? 0 : homes.size();
  return out;
}

double detours(const City& city, const LawGround& ground, double metres) {
  constexpr std::size_t kSources = 40;
  constexpr double kMost = 4;
  std::vector<NodeId> places;
  for (const DemandArea& a : city.areas)
    if (a.calls_per_day > 0) places.push_back(a.node);
  if (places.empty() || !(ground.speed_mps > 0) || !(metres > 0)) return 1;
  const double factor = roads_of(city).speed_factor();
  ShortestPaths paths(roads_of(city).graph());
  double sum = 0;
  std::size_t pairs = 0;
  const std::size_t step = std::max<std::size_t>(1, places.size() / kSources);
  for (std::size_t i = 0; i < places.size(); i += step) {
    const PointMm from = place_of(city, places[i]);
    paths.run(places[i], ShortestPaths::Direction::kForward,
              seconds(kMost * 2 * metres / ground.speed_mps * factor));
    for (const NodeId to : places) {
      const PointMm at = place_of(city, to);
      const double along =
          static_cast<double>(std::abs(at.x - from.x) + std::abs(at.y - from.y)) / 1000;
      if (along < metres / 2 || along > 2 * metres) continue;
      const double grid_s = along / ground.speed_mps;
      const double way_s = paths.reached(to) ? paths.time(to).seconds() / factor : kMost * grid_s;
      sum += std::min(kMost, way_s / grid_s);
      ++pairs;
    }
  }
  return pairs > 0 ? sum / static_cast<double>(pairs) : 1;
}

bool law_applies(const City& city, const LawGround& ground, double metres, double free_units,
                 std::vector<Doubt>& out) {
  bool applies = true;
  const auto doubt = [&](std::string_view id, double number, bool never) {
    out.push_back({id, number});
    applies = applies && !never;
  };
  if (free_units < kFewFree) doubt("few-free", free_units, free_units < 1);
  if (ground.filled < kFilled)
    doubt("empty-area", 100 * ground.filled, ground.filled < kFilledNever);
  if (const double ways = detours(city, ground, metres); ways > kDetour)
    doubt("detours", ways, ways > kDetourNever);
  if (ground.places > 0) doubt("fixed-places", static_cast<double>(ground.places), false);
  if (ground.walkers) doubt("walkers", 0, false);
  return applies;
}

}  // namespace vedette
