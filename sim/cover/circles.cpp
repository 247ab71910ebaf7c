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

void check(const RoadGraph& graph, std::span<const CircleTarget> targets,
           std::span<const Duration> marks) {
  for (const CircleTarget& t : targets) {
    if (t.node.index() >= graph.node_count())
      refuse(fmt::format("target '{}' at node number {}: there are {} nodes", t.id, t.node.value,
                         graph.node_count()));
    if (!(t.weight >= 0 && std::isfinite(t.weight)))
      refuse(fmt::format("weight {} of target '{}' is not a number >= 0", t.weight, t.id));
  }
  for (const Duration mark : marks)
    if (mark.us < 0) refuse(fmt::format("mark of {} s is negative", mark.seconds()));
}

}  // namespace

Circles response_circles(const RoadGraph& graph, std::span<const CircleSource> sources,
                         std::span<const CircleTarget> targets, std::span<const Duration> marks,
                         double speed_factor) {
  check(graph, targets, marks);
  const RoadGraph scaled = speed_factor == 1 ? RoadGraph() : at_speed(graph, speed_factor);
  ShortestPaths paths(speed_factor == 1 ? graph : scaled);
  std::vector<ShortestPaths::Source> starts;
  for (const CircleSource& s : sources) starts.push_back({s.node, s.turnout});
  paths.run(starts);

  Circles result;
  result.targets = targets.size();
  result.marks.assign(marks.begin(), marks.end());
  result.within.assign(marks.size(), 0);
  std::vector<double> weight_within(marks.size(), 0);
  const Duration largest =
      marks.empty() ? kUnreachable : *std::max_element(marks.begin(), marks.end());
  double weight = 0, weighted_s = 0, reachable_weight = 0, sum_s = 0;
  for (const CircleTarget& t : targets) {
    const Circles::Reach reach{paths.time(t.node), paths.source(t.node)};
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

std::vector<std::vector<std::uint32_t>> targets_by_source(const Circles& circles,
                                                          std::size_t sources) {
  std::vector<std::vector<std::uint32_t>> parts(sources);
  for (std::uint32_t t = 0; t < circles.reach.size(); ++t)
    if (const std::uint32_t s = circles.reach[t].source; s < sources) parts[s].push_back(t);
  return parts;
}

}  // namespace vedette
