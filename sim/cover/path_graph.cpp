// SPDX-License-Identifier: Apache-2.0
#include "cover/path_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <queue>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "cover/weakest_path.hpp"

namespace vedette {

namespace {

constexpr std::uint32_t kNone = 0xffffffffu;

void check(const PathGraph& graph, const ResponseForce& response) {
  check(response);
  if (graph.start >= graph.nodes || graph.target >= graph.nodes || graph.start == graph.target)
    throw std::invalid_argument("start and target must be two of the graph's places");
  for (const PathEdge& edge : graph.edges) {
    check(edge.task);
    if (edge.from >= graph.nodes || edge.to >= graph.nodes)
      throw std::invalid_argument(fmt::format("'{}' leads nowhere", edge.task.name));
  }
}

// Dijkstra from the start by the key (cost, delay): cost is 1 - P(unseen), or nothing.
struct Reached {
  double unseen = -1, delay_s = 0;
  std::uint32_t by = kNone;  // edge
  bool settled = false;
};
std::vector<Reached> reach(const PathGraph& graph, bool by_stealth) {
  const auto out = edges_by(graph, true);
  std::vector<Reached> best(graph.nodes);
  using Entry = std::tuple<double, double, std::uint32_t>;  // seen, delay, place
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  const auto seen = [&](double unseen) { return by_stealth ? 1 - unseen : 0.0; };
  best[graph.start].unseen = 1;
  open.emplace(0, 0, graph.start);
  while (!open.empty()) {
    const std::uint32_t at = std::get<2>(open.top());
    open.pop();
    if (std::exchange(best[at].settled, true)) continue;
    for (const std::uint32_t e : out[at]) {
      const PathEdge& edge = graph.edges[e];
      const double unseen = best[at].unseen * (1 - edge.task.p_detection),
                   delay = best[at].delay_s + edge.task.mean_s;
      Reached& there = best[edge.to];
      if (there.settled) continue;
      if (there.unseen >= 0 &&
          std::pair(seen(there.unseen), there.delay_s) <= std::pair(seen(unseen), delay))
        continue;
      there.unseen = unseen;
      there.delay_s = delay;
      there.by = e;
      open.emplace(seen(unseen), delay, edge.to);
    }
  }
  return best;
}

std::vector<std::uint32_t> way_back(const PathGraph& graph, const std::vector<Reached>& best) {
  std::vector<std::uint32_t> edges;
  for (std::uint32_t at = graph.target; at != graph.start; at = graph.edges[edges.back()].from)
    edges.push_back(best[at].by);
  std::reverse(edges.begin(), edges.end());
  return edges;
}

}  // namespace

std::vector<std::vector<std::uint32_t>> edges_by(const PathGraph& graph, bool by_origin) {
  std::vector<std::vector<std::uint32_t>> out(graph.nodes);
  for (std::uint32_t e = 0; e < graph.edges.size(); ++e) {
    const PathEdge& edge = graph.edges[e];
    if (edge.from != edge.to) out[by_origin ? edge.from : edge.to].push_back(e);
  }
  return out;
}

FoundPath evaluate_path(const PathGraph& graph, std::vector<std::uint32_t> edges,
                        const ResponseForce& response) {
  std::vector<PathTask> tasks;
  for (const std::uint32_t e : edges) tasks.push_back(graph.edges.at(e).task);
  const EasiResult result = easi(tasks, response);
  return {std::move(edges), result.p_interruption, result.p_detection, result.delay_s};
}

std::optional<FoundPaths> find_paths(const PathGraph& graph, const ResponseForce& response,
                                     std::uint64_t most_labels) {
  check(graph, response);
  const auto by_delay = reach(graph, false);
  if (by_delay[graph.target].unseen < 0) return std::nullopt;
  FoundPaths found;
  found.quickest = evaluate_path(graph, way_back(graph, by_delay), response);
  const auto by_stealth = reach(graph, true);
  found.stealthiest = evaluate_path(graph, way_back(graph, by_stealth), response);
  found.weakest = found.quickest.p_interruption <= found.stealthiest.p_interruption
                      ? found.quickest
                      : found.stealthiest;
  std::vector<double> unseen;
  for (const Reached& r : by_stealth) unseen.push_back(r.unseen);
  find_weakest(graph, response, std::move(unseen), most_labels, found);
  return found;
}

std::vector<FoundPath> all_paths(const PathGraph& graph, const ResponseForce& response,
                                 std::size_t most_paths) {
  check(graph, response);
  const auto out = edges_by(graph, true);
  std::vector<FoundPath> found;
  std::vector<std::uint32_t> edges;
  std::vector<std::size_t> next{0};  // per place on the way: which edge to try
  std::vector<std::uint32_t> places{graph.start};
  std::vector<char> on_way(graph.nodes);
  on_way[graph.start] = 1;
  while (!places.empty()) {
    const std::uint32_t at = places.back();
    if (at == graph.target || next.back() == out[at].size()) {
      if (at == graph.target) {
        if (found.size() == most_paths)
          throw std::invalid_argument(fmt::format("more than {} paths", most_paths));
        found.push_back(evaluate_path(graph, edges, response));
      }
      on_way[at] = 0;
      places.pop_back();
      next.pop_back();
      if (!edges.empty()) edges.pop_back();
      continue;
    }
    const std::uint32_t e = out[at][next.back()++];
    const std::uint32_t to = graph.edges[e].to;
    if (on_way[to]) continue;
    on_way[to] = 1;
    edges.push_back(e);
    places.push_back(to);
    next.push_back(0);
  }
  return found;
}

}  // namespace vedette
