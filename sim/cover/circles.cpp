// SPDX-License-Identifier: Apache-2.0
#include "cover/circles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/diagnostics.hpp"
#include "space/shortest_paths.hpp"

namespace vedette {

namespace {

[[noreturn]] void refuse(std::string message) {
  throw InputError{{{}, Severity::kError, std::move(message), {}}};
}

RoadGraph at_speed(const RoadGraph& graph, double factor) {
  if (!(factor >= 1e-3 && factor <= 1e3))
    refuse(fmt::format("speed factor {} not in [0.001, 1000]", factor));
  std::vector<double> seconds(graph.arc_count());
  for (std::size_t a = 0; a < seconds.size(); ++a)
    seconds[a] = graph.arc(ArcId(a)).seconds() / factor;
  return graph.with_seconds(seconds);
}

void check(std::size_t nodes, std::span<const CircleTarget> targets,
           std::span<const Duration> marks) {
  for (const CircleTarget& t : targets) {
    if (t.node.index() >= nodes)
      refuse(fmt::format("target '{}' at node number {}: there are {} nodes", t.id, t.node.value,
                         nodes));
    if (!(t.weight >= 0 && std::isfinite(t.weight)))
      refuse(fmt::format("weight {} of target '{}' is not a number >= 0", t.weight, t.id));
  }
  for (const Duration mark : marks)
    if (mark.us < 0) refuse(fmt::format("mark of {} s is negative", mark.seconds()));
}

// What is reached, from how soon each node is.
Circles circles_from(std::span<const Circles::Reach> nodes, std::span<const CircleTarget> targets,
                     std::span<const Duration> marks) {
  Circles result;
  result.targets = targets.size();
  result.marks.assign(marks.begin(), marks.end());
  result.within.assign(marks.size(), 0);
  std::vector<double> weight_within(marks.size(), 0);
  const Duration largest =
      marks.empty() ? kUnreachable : *std::max_element(marks.begin(), marks.end());
  double weight = 0, weighted_s = 0, reachable_weight = 0, sum_s = 0;
  for (const CircleTarget& t : targets) {
    const Circles::Reach reach = nodes[t.node.index()];
    result.reach.push_back(reach);
    weight += t.weight;
    for (std::size_t m = 0; m < marks.size(); ++m) {
      if (reach.time > marks[m]) continue;
      ++result.within[m];
      weight_within[m] += t.weight;
    }
    const bool reachable = reach.source != Circles::kNoSource;
    if (!reachable || reach.time > largest) result.missed.push_back(t.id);
    if (!reachable) {
      result.unreachable.push_back(t.id);
      continue;
    }
    result.longest_s = std::max(result.longest_s, reach.time.seconds());
    sum_s += reach.time.seconds();
    weighted_s += t.weight * reach.time.seconds();
    reachable_weight += t.weight;
  }

  const std::size_t reachable = targets.size() - result.unreachable.size();
  if (reachable > 0) result.mean_s = sum_s / static_cast<double>(reachable);
  if (reachable_weight > 0) result.weighted_mean_s = weighted_s / reachable_weight;
  for (std::size_t m = 0; m < marks.size(); ++m) {
    const auto count = static_cast<double>(result.within[m]);
    result.share.push_back(targets.empty() ? 0 : count / static_cast<double>(targets.size()));
    result.weighted_share.push_back(weight > 0 ? weight_within[m] / weight : 0);
  }
  return result;
}

}  // namespace

std::vector<Circles::Reach> reach_of_nodes(const CircleDrivers& drivers) {
  const RoadGraph& graph = *drivers.roads;
  const bool as_it_is = drivers.speed_factor == 1;
  const RoadGraph scaled = as_it_is ? RoadGraph() : at_speed(graph, drivers.speed_factor);
  ShortestPaths paths(as_it_is ? graph : scaled);
  std::vector<Circles::Reach> out(graph.node_count());
  const auto take = [&](std::span<const ShortestPaths::Source> starts, std::uint32_t first,
                        Duration most) {
    paths.run(starts, ShortestPaths::Direction::kForward, most);
    for (const NodeId n : paths.order()) {
      Circles::Reach& best = out[n.index()];
      if (const Duration time = paths.time(n); time < best.time)
        best = {time, first + paths.source(n)};
    }
  };
  std::vector<ShortestPaths::Source> starts;
  for (const CircleSource& s : drivers.sources) starts.push_back({s.node, s.turnout});
  if (drivers.most == kUnreachable) {
    take(starts, 0, kUnreachable);
    return out;
  }
  // The bound is of the way without the turnout, so each has one of his own.
  for (std::uint32_t i = 0; i < starts.size(); ++i)
    take(std::span(starts).subspan(i, 1), i, starts[i].start + drivers.most);
  return out;
}

Circles response_circles(std::span<const CircleDrivers> drivers,
                         std::span<const CircleTarget> targets, std::span<const Duration> marks) {
  std::vector<Circles::Reach> best;
  std::uint32_t first = 0;
  for (const CircleDrivers& d : drivers) {
    const std::vector<Circles::Reach> own = reach_of_nodes(d);
    best.resize(std::max(best.size(), own.size()));
    for (std::size_t n = 0; n < own.size(); ++n)
      if (own[n].time < best[n].time) best[n] = {own[n].time, own[n].source + first};
    first += static_cast<std::uint32_t>(d.sources.size());
  }
  check(best.size(), targets, marks);
  return circles_from(best, targets, marks);
}

Circles response_circles(const RoadGraph& graph, std::span<const CircleSource> sources,
                         std::span<const CircleTarget> targets, std::span<const Duration> marks,
                         double speed_factor) {
  check(graph.node_count(), targets, marks);
  const CircleDrivers drivers{&graph, speed_factor, kUnreachable, {sources.begin(), sources.end()}};
  return circles_from(reach_of_nodes(drivers), targets, marks);
}

std::vector<std::vector<std::uint32_t>> targets_by_source(const Circles& circles,
                                                          std::size_t sources) {
  std::vector<std::vector<std::uint32_t>> parts(sources);
  for (std::uint32_t t = 0; t < circles.reach.size(); ++t)
    if (const std::uint32_t s = circles.reach[t].source; s < sources) parts[s].push_back(t);
  return parts;
}

}  // namespace vedette
