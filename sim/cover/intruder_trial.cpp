// SPDX-License-Identifier: Apache-2.0
#include "cover/intruder_trial.hpp"

#include <algorithm>
#include <cmath>

#include "base/diagnostics.hpp"
#include "base/random.hpp"
#include "cover/site_coverage.hpp"
#include "space/free_space.hpp"

namespace vedette {

namespace {

constexpr std::int64_t kRadiusMm = 300;
constexpr double kStepS = 0.25;
constexpr double kOnWallMm = 300;

double distance_m(PointMm a, PointMm b) {
  const double dx = static_cast<double>(a.x - b.x), dy = static_cast<double>(a.y - b.y);
  return std::sqrt(dx * dx + dy * dy) / 1000;
}

std::vector<Wall> walls_of_buildings(const CameraPlan& plan) {
  std::vector<Wall> out;
  for (const auto& ring : plan.buildings)
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Offset a = ring[i], b = ring[(i + 1) % ring.size()];
      out.push_back({millimetres(a.x, a.y), millimetres(b.x, b.y)});
    }
  return out;
}

// Shortest ways around the buildings.
class Ways {
 public:
  explicit Ways(const CameraPlan& plan) : space_(walls_of_buildings(plan), kRadiusMm) {
    const auto& c = space_.corners();
    near_.resize(c.size());
    for (std::size_t i = 0; i < c.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (space_.straight(c[i], c[j])) {
          const double d = distance_m(c[i], c[j]);
          near_[i].push_back({j, d});
          near_[j].push_back({i, d});
        }
  }
  bool stands(PointMm p) const { return space_.stands(p); }

  // Corners from a to b, both included; empty: there is no way.
  std::vector<PointMm> find(PointMm a, PointMm b) const {
    if (space_.straight(a, b)) return {a, b};
    const auto& c = space_.corners();
    std::vector<double> best(c.size(), 1e300), last(c.size(), 1e300);
    std::vector<std::size_t> from(c.size(), SIZE_MAX);
    std::vector<bool> done(c.size(), false);
    for (std::size_t i = 0; i < c.size(); ++i) {
      if (space_.straight(a, c[i])) best[i] = distance_m(a, c[i]);
      if (space_.straight(c[i], b)) last[i] = distance_m(c[i], b);
    }
    for (;;) {  // Dijkstra over a few hundred corners
      std::size_t next = SIZE_MAX;
      for (std::size_t i = 0; i < c.size(); ++i)
        if (!done[i] && best[i] < 1e300 && (next == SIZE_MAX || best[i] < best[next])) next = i;
      if (next == SIZE_MAX) break;
      done[next] = true;
      for (const auto& [to, d] : near_[next])
        if (best[next] + d < best[to]) {
          best[to] = best[next] + d;
          from[to] = next;
        }
    }
    std::size_t end = SIZE_MAX;
    for (std::size_t i = 0; i < c.size(); ++i)
      if (best[i] + last[i] < 1e300 &&
          (end == SIZE_MAX || best[i] + last[i] < best[end] + last[end]))
        end = i;
    if (end == SIZE_MAX) return {};
    std::vector<PointMm> way{b};
    for (std::size_t i = end; i != SIZE_MAX; i = from[i]) way.push_back(c[i]);
    way.push_back(a);
    std::reverse(way.begin(), way.end());
    return way;
  }

 private:
  FreeSpace space_;
  std::vector<std::vector<std::pair<std::size_t, double>>> near_;
};

// Which cameras see each cell, for one plan.
class Watch {
 public:
  Watch(const CameraPlan& plan, const CellGrid& grid, std::uint32_t level, bool night)
      : plan_(plan), grid_(grid) {
    const auto cells = static_cast<std::size_t>(grid.rows) * static_cast<std::size_t>(grid.columns);
    std::vector<std::vector<CellSpan>> of(plan.cameras.size());
    CameraSpanMaker maker(plan);
    begin_.assign(cells + 1, 0);
    const auto each = [&](std::size_t i, const auto& visit) {
      for (const CellSpan& s : of[i])
        for (std::int32_t c = s.begin; c < s.end; ++c)
          visit(static_cast<std::size_t>(s.row) * static_cast<std::size_t>(grid.columns) +
                static_cast<std::size_t>(c));
    };
    for (std::size_t i = 0; i < of.size(); ++i) {
      if (plan.cameras[i].tours()) continue;
      of[i] = maker.spans(plan.cameras[i], grid, night)[level];
      each(i, [&](std::size_t cell) { ++begin_[cell + 1]; });
    }
    for (std::size_t cell = 0; cell < cells; ++cell) begin_[cell + 1] += begin_[cell];
    camera_.resize(begin_.back());
    std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
    for (std::uint32_t i = 0; i < of.size(); ++i)
      each(i, [&](std::size_t cell) { camera_[next[cell]++] = i; });
    group_.assign(plan.cameras.size(), SIZE_MAX);
    for (std::size_t g = 0; g < plan.groups.size(); ++g)
      for (const std::uint32_t i : plan.groups[g].cameras) group_[i] = g;
  }

  // Seconds before the target when first seen; < 0: never.
  double first_seen(const std::vector<PointMm>& way, const Random& random,
                    const IntruderTrial& trial) {
    std::vector<bool> down(plan_.cameras.size());
    std::vector<bool> group_down(plan_.groups.size());
    for (std::size_t g = 0; g < plan_.groups.size(); ++g)
      group_down[g] = random.stream("group:" + plan_.groups[g].name, "down").uniform() <
                      plan_.groups[g].unavailability;
    for (std::size_t i = 0; i < plan_.cameras.size(); ++i)
      down[i] = (group_[i] != SIZE_MAX && group_down[group_[i]]) ||
                random.stream("camera:" + plan_.cameras[i].name, "down").uniform() <
                    plan_.cameras[i].unavailability;
    double length = 0;
    for (std::size_t i = 1; i < way.size(); ++i) length += distance_m(way[i - 1], way[i]);
    in_view_.assign(plan_.cameras.size(), {});
    std::size_t leg = 1;
    double gone = 0;  // before this leg
    const double step_m = kStepS * trial.speed_mps;
    const auto steps = static_cast<std::uint64_t>(length / step_m);
    for (std::uint64_t k = 0; k <= steps; ++k) {
      const double s = static_cast<double>(k) * step_m;
      while (leg + 1 < way.size() && s > gone + distance_m(way[leg - 1], way[leg])) {
        gone += distance_m(way[leg - 1], way[leg]);
        ++leg;
      }
      const double of = distance_m(way[leg - 1], way[leg]);
      const double t = of > 0 ? std::min(1.0, (s - gone) / of) : 0;
      const PointMm a = way[leg - 1], b = way[leg];
      const double x = (static_cast<double>(a.x) + t * static_cast<double>(b.x - a.x)) / 1000,
                   y = (static_cast<double>(a.y) + t * static_cast<double>(b.y - a.y)) / 1000;
      const auto column = static_cast<std::int32_t>(std::floor((x - grid_.x0_m) / grid_.cell_m)),
                 row = static_cast<std::int32_t>(std::floor((y - grid_.y0_m) / grid_.cell_m));
      if (column < 0 || row < 0 || column >= grid_.columns || row >= grid_.rows) continue;
      const std::size_t cell =
          static_cast<std::size_t>(row) * static_cast<std::size_t>(grid_.columns) +
          static_cast<std::size_t>(column);
      for (std::uint32_t e = begin_[cell]; e < begin_[cell + 1]; ++e) {
        const std::uint32_t i = camera_[e];
        if (down[i]) continue;
        InView& view = in_view_[i];
        view.steps = view.last + 1 == k + 1 && view.steps > 0 ? view.steps + 1 : 1;
        view.last = k + 1;
        if (static_cast<double>(view.steps) * kStepS >= trial.needed_s)
          return (length - s) / trial.speed_mps;
      }
    }
    return -1;
  }

 private:
  struct InView {
    std::uint64_t last = 0;  // step + 1 in which it saw him
    std::uint64_t steps = 0;
  };
  const CameraPlan& plan_;
  const CellGrid& grid_;
  std::vector<std::uint32_t> begin_, camera_;
  std::vector<std::size_t> group_;
  std::vector<InView> in_view_;
};

// A place on the edge of what is watched.
PointMm on_edge(const std::vector<Offset>& ring, double u) {
  double length = 0;
  const auto side = [&](std::size_t i) {
    const Offset a = ring[i], b = ring[(i + 1) % ring.size()];
    return std::sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
  };
  for (std::size_t i = 0; i < ring.size(); ++i) length += side(i);
  double at = u * length;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    if (at > side(i) && i + 1 < ring.size()) {
      at -= side(i);
      continue;
    }
    const Offset a = ring[i], b = ring[(i + 1) % ring.size()];
    const double t = side(i) > 0 ? std::min(1.0, at / side(i)) : 0;
    return millimetres(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y));
  }
  return millimetres(ring[0].x, ring[0].y);
}

std::vector<Offset> edge_of(const CameraPlan& plan) {
  if (!plan.watched.empty()) return plan.watched;
  Offset low{1e300, 1e300}, high{-1e300, -1e300};
  const auto hold = [&](Offset p) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  };
  for (const auto& ring : plan.buildings)
    for (const Offset& p : ring) hold(p);
  for (const Offset& p : plan.outline) hold(p);
  return {low, {high.x, low.y}, high, {low.x, high.y}};
}

double distance_mm(PointMm p, PointMm a, PointMm b) {
  const double bx = static_cast<double>(b.x - a.x), by = static_cast<double>(b.y - a.y);
  const double px = static_cast<double>(p.x - a.x), py = static_cast<double>(p.y - a.y);
  const double length2 = bx * bx + by * by;
  const double t = length2 == 0 ? 0 : std::clamp((px * bx + py * by) / length2, 0.0, 1.0);
  const double dx = px - t * bx, dy = py - t * by;
  return std::sqrt(dx * dx + dy * dy);
}

}  // namespace

std::vector<PointMm> intruder_targets(const CameraPlan& plan, const std::vector<PointMm>& doors) {
  const auto walls = walls_of_buildings(plan);
  const FreeSpace space(walls, kRadiusMm);
  std::vector<PointMm> out;
  for (const PointMm door : doors)
    for (const Wall& wall : walls) {
      if (distance_mm(door, wall.a, wall.b) > kOnWallMm) continue;
      // A step away from the wall, on the side that is not inside the building.
      const double dx = static_cast<double>(wall.b.x - wall.a.x),
                   dy = static_cast<double>(wall.b.y - wall.a.y), of = std::sqrt(dx * dx + dy * dy);
      for (const double side : {1.0, -1.0}) {
        const PointMm p{door.x + std::llround(side * dy / of * 700),
                        door.y - std::llround(side * dx / of * 700)};
        bool inside = !space.stands(p);
        for (const auto& ring : plan.buildings) {
          Polygon corners;
          for (const Offset& q : ring) corners.push_back(millimetres(q.x, q.y));
          inside = inside || contains(corners, p);
        }
        if (!inside) out.push_back(p);
      }
      break;
    }
  for (const NamedSpot& asset : plan.assets)
    if (space.stands(asset.at)) out.push_back(asset.at);
  return out;
}

TrialComparison try_intruders(const std::vector<const CameraPlan*>& plans,
                              const IntruderTrial& trial, double confidence) {
  TrialComparison out;
  const CameraPlan& first = *plans.front();
  const CoverageFrame frame = coverage_frame(first);
  const Ways ways(first);
  const std::vector<Offset> edge = edge_of(first);
  std::vector<Watch> watches;
  watches.reserve(plans.size());
  for (const CameraPlan* plan : plans)
    watches.emplace_back(*plan, frame.grid, trial.level, trial.night);
  out.designs.resize(plans.size());
  double way_m = 0;
  for (std::uint64_t k = 1; k <= trial.intruders; ++k) {
    if (trial.progress) trial.progress(k - 1);
    const Random random(trial.seed, k);
    Stream where = random.stream("intruder", "way");
    std::vector<PointMm> way;
    for (int attempt = 0; attempt < 100 && way.empty(); ++attempt) {
      const PointMm from = on_edge(edge, where.uniform());
      const double u = where.uniform(), v = where.uniform();
      const PointMm to =
          trial.targets.empty()
              ? millimetres(frame.grid.x0_m + u * frame.grid.columns * frame.grid.cell_m,
                            frame.grid.y0_m + v * frame.grid.rows * frame.grid.cell_m)
              : trial.targets[static_cast<std::size_t>(u *
                                                       static_cast<double>(trial.targets.size()))];
      if (ways.stands(from) && ways.stands(to)) way = ways.find(from, to);
    }
    if (way.empty())
      throw InputError{{{},
                        Severity::kError,
                        "an intruder found no way to a target in a hundred attempts",
                        "look at the site's buildings and doors"}};
    for (std::size_t i = 1; i < way.size(); ++i) way_m += distance_m(way[i - 1], way[i]);
    for (std::size_t d = 0; d < watches.size(); ++d)
      out.designs[d].before_target_s.push_back(watches[d].first_seen(way, random, trial));
  }
  out.intruders = trial.intruders;
  out.mean_way_m = trial.intruders ? way_m / static_cast<double>(trial.intruders) : 0;
  std::vector<std::vector<double>> seen(plans.size()), in_time(plans.size());
  for (std::size_t d = 0; d < plans.size(); ++d) {
    TrialOutcome& one = out.designs[d];
    std::uint64_t n_seen = 0, n_time = 0;
    double sum = 0;
    for (const double s : one.before_target_s) {
      const bool is_seen = s >= 0, is_time = s >= trial.response_s;
      n_seen += is_seen;
      n_time += is_time;
      if (is_seen) sum += s;
      seen[d].push_back(is_seen);
      in_time[d].push_back(is_time);
    }
    one.seen = wilson(n_seen, trial.intruders, confidence);
    one.in_time = wilson(n_time, trial.intruders, confidence);
    one.mean_before_s = n_seen ? sum / static_cast<double>(n_seen) : 0;
  }
  out.seen_difference = paired_interval(seen.back(), seen.front(), confidence);
  out.in_time_difference = paired_interval(in_time.back(), in_time.front(), confidence);
  return out;
}

}  // namespace vedette
