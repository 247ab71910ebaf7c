// SPDX-License-Identifier: Apache-2.0
// What a unit patrols and in which order.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "world/compile/city_parts.hpp"

namespace vedette {

namespace {

// A short closed tour: nearest neighbour, then 2-opt (Croes 1958) while it helps. Times there and
// back differ by little on streets, so the tour is judged one way round.
std::vector<NodeId> short_tour(const TravelTable& travel, std::vector<NodeId> points) {
  if (points.size() < 4) return points;
  const auto time = [&](NodeId a, NodeId b) { return travel.time(a, b).us; };
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const auto next = std::min_element(
        points.begin() + static_cast<std::ptrdiff_t>(i) + 1, points.end(), [&](NodeId a, NodeId b) {
          return std::pair(time(points[i], a), a) < std::pair(time(points[i], b), b);
        });
    std::swap(points[i + 1], *next);
  }
  const std::size_t n = points.size();
  for (int round = 0; round < 20; ++round) {
    bool better = false;
    for (std::size_t i = 0; i + 2 < n; ++i) {
      for (std::size_t j = i + 2; j < n; ++j) {
        const NodeId a = points[i], b = points[i + 1], p = points[j], q = points[(j + 1) % n];
        if (q == a) continue;
        if (time(a, p) + time(b, q) >= time(a, b) + time(p, q)) continue;
        std::reverse(points.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                     points.begin() + static_cast<std::ptrdiff_t>(j) + 1);
        better = true;
      }
    }
    if (!better) break;
  }
  return points;
}

// What to draw points by so that visits are in proportion to `wanted` although no point is drawn
// where the unit stands already: a chain that goes from i to another j with q_j / (1 - q_i) is
// reversible and comes to i in proportion to q_i (1 - q_i), which is to be c wanted_i. There are
// such q where no point is to have half of all visits or more; else nothing.
std::vector<double> draws_without_stays(const std::vector<double>& wanted) {
  const std::size_t most =
      static_cast<std::size_t>(std::max_element(wanted.begin(), wanted.end()) - wanted.begin());
  if (wanted.size() < 3 || wanted[most] >= 0.5 - 1e-9) return {};
  const auto draws = [&](double c, bool most_is_large) {
    std::vector<double> q;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const double root = std::sqrt(std::max(0.0, 1 - 4 * c * wanted[i]));
      q.push_back((i == most && most_is_large ? 1 + root : 1 - root) / 2);
    }
    return q;
  };
  const auto sum = [](const std::vector<double>& q) {
    return std::accumulate(q.begin(), q.end(), 0.0);
  };
  double low = 0, high = 1 / (4 * wanted[most]);
  const bool large = sum(draws(high, false)) < 1;
  // With small roots the sum grows from 0; with a large one it begins above 1 and ends below.
  for (int halving = 0; halving < 100; ++halving) {
    const double c = (low + high) / 2;
    ((sum(draws(c, large)) < 1) == large ? high : low) = c;
  }
  return draws((low + high) / 2, large);
}

RouteRule rule_named(const std::string& name) {
  if (name == "weighted") return RouteRule::kWeighted;
  if (name == "fixed_tour") return RouteRule::kFixedTour;
  if (name == "longest_idle") return RouteRule::kLongestIdle;
  if (name == "hot_spot") return RouteRule::kHotSpot;
  return RouteRule::kRandom;
}

// When a tour comes to each of its points, from the first on, and at the end the time of a round;
// the last is kUnreachable where no way leads round.
std::vector<Duration> tour_times(const City& city, const Unit& unit, const Beat& beat) {
  const Mode& mode = city.road_states.front().modes[unit.mode];
  const std::size_t n = beat.points.size();
  std::vector<Duration> at(n + 1);
  for (std::size_t i = 0; i < n; ++i) {
    const Duration way = mode.travel->time(beat.points[i], beat.points[(i + 1) % n]);
    if (way == kUnreachable || at[i] == kUnreachable) {
      at[i + 1] = kUnreachable;
      continue;
    }
    // Points at one place: see kShortestVisit in patrol_unit.cpp.
    const double pause_s = way.us > 0 ? unit.pause_s.mean() : std::max(60.0, unit.pause_s.mean());
    at[i + 1] = at[i] + seconds(way.seconds() * mode.pace + pause_s);
  }
  return at;
}

}  // namespace

std::vector<std::pair<std::uint32_t, Duration>> tour_starts(const City& city, const Unit& unit,
                                                            const Beat& beat, std::size_t count) {
  const std::size_t n = beat.points.size();
  std::vector<std::pair<std::uint32_t, Duration>> starts;
  const bool tour = beat.rule == RouteRule::kFixedTour && count > 1;
  const std::vector<Duration> at = tour ? tour_times(city, unit, beat) : std::vector<Duration>{};
  const bool timed = tour && at.back() != kUnreachable && at.back().us > 0;
  for (std::size_t k = 0; k < count; ++k) {
    if (!timed) {
      starts.emplace_back(static_cast<std::uint32_t>(k * n / count), Duration{});
      continue;
    }
    // So far along the tour at the beginning; it stands at the next point until it would be there.
    const auto own = static_cast<std::int64_t>(k), all = static_cast<std::int64_t>(count);
    const Duration along{at.back().us / all * own + at.back().us % all * own / all};
    const auto next = std::lower_bound(at.begin(), at.end(), along);
    starts.emplace_back(
        static_cast<std::uint32_t>(next - at.begin()) % static_cast<std::uint32_t>(n),
        *next - along);
  }
  return starts;
}

void space_fleets_on_tours(CompileContext& c) {
  City& city = c.world().city;
  using Alike = std::tuple<std::vector<NodeId>, std::int32_t, std::int32_t, std::uint32_t, double,
                           std::int64_t, double>;
  std::map<Alike, std::vector<std::size_t>> on_tour;
  for (std::size_t i = 0; i < city.units.size(); ++i) {
    const Unit& u = city.units[i];
    if (u.beat == kNoIndex || city.beats[u.beat].rule != RouteRule::kFixedTour) continue;
    const Beat& beat = city.beats[u.beat];
    const Shift& shift = city.shifts[u.shift];
    on_tour[{beat.points, shift.from_s, shift.to_s, u.mode, u.pause_s.mean(), beat.max_gap.us,
             beat.deviation}]
        .push_back(i);
  }
  for (const auto& [alike, units] : on_tour) {
    const std::uint32_t beat = city.units[units[0]].beat;
    if (std::all_of(units.begin(), units.end(),
                    [&](std::size_t i) { return city.units[i].beat == beat; }))
      continue;
    const auto starts = tour_starts(city, city.units[units[0]], city.beats[beat], units.size());
    for (std::size_t k = 0; k < units.size(); ++k) {
      Unit& u = city.units[units[k]];
      u.beat = beat;
      std::tie(u.tour_start, u.tour_wait) = starts[k];
      u.home = city.beats[beat].points[u.tour_start];
      Entity& entity = c.world().entities[u.entity.index()];
      entity.x_m = city.roads->node(u.home).x_m;
      entity.y_m = city.roads->node(u.home).y_m;
    }
  }
}

void drop_gap_too_short(CompileContext& c, const Unit& unit, Beat& beat, std::size_t count,
                        const std::optional<Located>& route) {
  if (beat.rule != RouteRule::kFixedTour || beat.max_gap == kUnreachable || count == 0) return;
  const Duration round = tour_times(c.world().city, unit, beat).back();
  if (round == kUnreachable || round.us / static_cast<std::int64_t>(count) <= beat.max_gap.us)
    return;
  const double minutes = round.seconds() / 60 / static_cast<double>(count);
  c.diagnostics().warning(
      route->find("max_gap_min")->place(),
      fmt::format(
          "the fixed tour of {} points comes by every {:.1f} min with {} unit(s), less often "
          "than max_gap_min asks: the gap is not used",
          beat.points.size(), minutes, count),
      "give the beat more units or fewer points");
  beat.max_gap = kUnreachable;
}

std::uint32_t add_beat(CompileContext& c, std::vector<std::uint32_t> cells,
                       std::vector<NodeId> points, const std::optional<Located>& route) {
  City& city = c.world().city;
  Beat beat;
  beat.cells = std::move(cells);
  beat.points = std::move(points);
  if (route) beat.rule = rule_named(c.text(route->find("rule")));
  if (route && route->find("max_gap_min"))
    beat.max_gap = seconds(60 * c.number(route->find("max_gap_min"), 0));
  if (route) beat.deviation = c.number(route->find("deviation"), 0);
  // Cells give their points as they lie; who lists them by hand has given the tour.
  if (beat.rule == RouteRule::kFixedTour && !beat.cells.empty())
    beat.points = short_tour(*city.travel, std::move(beat.points));
  const std::size_t n = beat.points.size();
  std::vector<double> weight(n, 1.0);
  const auto calls = [&](std::size_t i) {
    return city.areas[beat.points[i].index()].calls_per_day;
  };
  const auto rates = route ? route->find("rates") : std::nullopt;
  if (rates && beat.rule != RouteRule::kWeighted)
    c.error(rates->key_place(), "target visit rates need rule: weighted");
  if (beat.rule == RouteRule::kWeighted && rates) {
    for (std::size_t k = 0; k < rates->size(); ++k) {
      const auto node = c.junction(rates->key(k), rates->at(k).key_place());
      for (std::size_t i = 0; node && i < n; ++i)
        if (beat.points[i] == *node) weight[i] = rates->at(k).value().get<double>();
    }
    if (std::accumulate(weight.begin(), weight.end(), 0.0) <= 0) weight.assign(n, 1.0);
  } else if (beat.rule == RouteRule::kWeighted) {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += weight[i] = calls(i);
    // A quiet beat is patrolled evenly; a point without calls is still passed now and then.
    for (double& w : weight) w = sum > 0 ? 0.95 * w / sum + 0.05 / static_cast<double>(n) : 1.0;
  } else if (beat.rule == RouteRule::kHotSpot) {
    const auto top =
        std::min<std::size_t>(n, static_cast<std::size_t>(c.number(route->find("hot_spots"), 3)));
    const double share = c.number(route->find("hot_share"), 0.7);
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return calls(a) > calls(b); });
    for (std::size_t i = 0; i < n; ++i)
      weight[order[i]] =
          (1 - share) / static_cast<double>(n) + (i < top ? share / static_cast<double>(top) : 0);
  }
  double total = std::accumulate(weight.begin(), weight.end(), 0.0);
  std::vector<NodeId> different = beat.points;
  std::sort(different.begin(), different.end());
  const bool all_differ = std::adjacent_find(different.begin(), different.end()) == different.end();
  if (all_differ && (beat.rule == RouteRule::kWeighted || beat.rule == RouteRule::kHotSpot)) {
    for (double& w : weight) w /= total;
    if (auto draws = draws_without_stays(weight); !draws.empty()) {
      weight = std::move(draws);
      beat.may_stay = false;
    }
    total = std::accumulate(weight.begin(), weight.end(), 0.0);
  }
  double sum = 0;
  for (const double w : weight) beat.weight.push_back((sum += w) / total);
  city.beats.push_back(std::move(beat));
  return static_cast<std::uint32_t>(city.beats.size() - 1);
}

}  // namespace vedette
