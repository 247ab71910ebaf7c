// SPDX-License-Identifier: Apache-2.0
#include "cover/path_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <queue>
#include <stdexcept>
#include <tuple>
#include <utility>

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

// Edges by the place that they leave, or reach.
std::vector<std::vector<std::uint32_t>> edges_by(const PathGraph& graph, bool by_origin) {
  std::vector<std::vector<std::uint32_t>> out(graph.nodes);
  for (std::uint32_t e = 0; e < graph.edges.size(); ++e) {
    const PathEdge& edge = graph.edges[e];
    if (edge.from != edge.to) out[by_origin ? edge.from : edge.to].push_back(e);
  }
  return out;
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

using Bits = std::vector<std::uint64_t>;
bool has(const Bits& bits, std::uint32_t i) {
  return bits[i / 64] >> (i % 64) & 1;
}
void put(Bits& bits, std::uint32_t i) {
  bits[i / 64] |= std::uint64_t{1} << (i % 64);
}

// What is still ahead from a place on, and how likely that ends in an interruption.
struct Label {
  std::uint32_t node = 0;
  double interruption = 0;  // given not detected before
  double ahead_s = 0, variance = 0;
  std::uint32_t next = kNone;  // the label it was made from
  std::uint32_t edge = kNone;
  bool dropped = false;
  Bits visited;
};

class WeakestPath {
 public:
  WeakestPath(const PathGraph& graph, const ResponseForce& response, std::uint64_t most_labels)
      : graph_(graph), response_(response), most_labels_(most_labels) {
    into_ = edges_by(graph, false);
    const auto stealth = reach(graph, true);
    for (const Reached& r : stealth) unseen_.push_back(r.unseen);
    for (const PathEdge& e : graph.edges) all_variance_ += e.task.sd_s * e.task.sd_s;
    find_ancestors();
    at_.resize(graph.nodes);
  }

  void search(FoundPaths& found) {
    using Entry = std::pair<double, std::uint32_t>;  // bound, label: the older one first
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    double least = found.weakest.p_interruption;
    Label goal;
    goal.node = graph_.target;
    goal.visited.resize((graph_.nodes + 63) / 64);
    put(goal.visited, graph_.target);
    labels_.push_back(std::move(goal));
    open.emplace(0, 0);
    while (!open.empty()) {
      const auto [bound, index] = open.top();
      if (bound * response_.p_communication >= least) break;
      if (labels_.size() > most_labels_) {
        found.exact = false;
        found.lower_bound = bound * response_.p_communication;
        break;
      }
      open.pop();
      if (labels_[index].dropped) continue;
      for (const std::uint32_t e : into_[labels_[index].node]) {
        const std::uint32_t from = graph_.edges[e].from;
        if (unseen_[from] < 0 || has(labels_[index].visited, from)) continue;
        Label label = before(index, e);
        if (from == graph_.start) {
          const double p = label.interruption * response_.p_communication;
          if (p < least) {
            least = p;
            found.weakest = evaluate_path(graph_, edges_of(label), response_);
          }
          continue;
        }
        const double at_least = lower_bound(label);
        if (at_least * response_.p_communication >= least || is_dominated(label)) continue;
        const auto number = static_cast<std::uint32_t>(labels_.size());
        at_[from].push_back(number);
        labels_.push_back(std::move(label));
        open.emplace(at_least, number);
      }
    }
    found.labels = labels_.size();
    if (found.exact) found.lower_bound = found.weakest.p_interruption;
  }

 private:
  // Places from which a place can be reached: only these may come before it on a path.
  void find_ancestors() {
    ancestors_.assign(graph_.nodes, Bits((graph_.nodes + 63) / 64));
    std::vector<std::uint32_t> stack;
    for (std::uint32_t v = 0; v < graph_.nodes; ++v) {
      stack.assign(1, v);
      while (!stack.empty()) {
        const std::uint32_t at = stack.back();
        stack.pop_back();
        for (const std::uint32_t e : into_[at]) {
          const std::uint32_t from = graph_.edges[e].from;
          if (unseen_[from] < 0 || has(ancestors_[v], from)) continue;
          put(ancestors_[v], from);
          stack.push_back(from);
        }
      }
    }
  }

  double p_response(double ahead_s, double variance) const {
    return p_in_time(ahead_s, response_.mean_s,
                     std::sqrt(variance + response_.sd_s * response_.sd_s));
  }

  // The label of the place where edge e begins.
  Label before(std::uint32_t next, std::uint32_t e) const {
    const Label& rest = labels_[next];
    const PathTask& task = graph_.edges[e].task;
    const double w = share_ahead(task.location), v = task.sd_s * task.sd_s;
    Label label;
    label.node = graph_.edges[e].from;
    label.interruption =
        task.p_detection * p_response(w * task.mean_s + rest.ahead_s, w * w * v + rest.variance) +
        (1 - task.p_detection) * rest.interruption;
    label.ahead_s = task.mean_s + rest.ahead_s;
    label.variance = v + rest.variance;
    label.next = next;
    label.edge = e;
    label.visited = rest.visited;
    put(label.visited, label.node);
    return label;
  }

  // No way to a place with this label ends with less. Detected earlier, more time is ahead (x >= 0)
  // with more spread (y >= 0): P(response) = Phi((A + x) / sqrt(V + y)) with A = ahead - response
  // time is least at x = y = 0 where A < 0, else at x = 0 and the largest y. The chance to come
  // here unseen is at most unseen_; what is linear in it is least at one of its ends.
  double lower_bound(const Label& label) const {
    const double a = label.ahead_s - response_.mean_s;
    const double earlier = p_response(label.ahead_s, label.variance + (a < 0 ? 0 : all_variance_));
    const double unseen = unseen_[label.node];
    return std::min(earlier, (1 - unseen) * earlier + unseen * label.interruption);
  }

  // Whether a is at least as good for the adversary as b for every way of reaching their place:
  // F_a <= F_b, and (A + x) / sqrt(V_a + y) <= (B + x) / sqrt(V_b + y) for all x, y >= 0. The
  // latter holds when A <= B, V_a >= V_b (for large x) and, where B < 0, it holds at x = y = 0: for
  // A + x < 0 the ratio of the numerators grows with x and that of the roots falls with y.
  // And b must not be allowed ways that a is not.
  bool dominates(const Label& a, const Label& b) const {
    if (a.interruption > b.interruption || a.ahead_s > b.ahead_s || a.variance < b.variance)
      return false;
    const double need = b.ahead_s - response_.mean_s;
    if (need < 0) {
      const double extra = response_.sd_s * response_.sd_s;
      const double va = a.variance + extra, vb = b.variance + extra;
      // A / sqrt(va) <= B / sqrt(vb), both negative, without dividing by zero.
      const double ahead = a.ahead_s - response_.mean_s;
      if (ahead * ahead * vb < need * need * va) return false;
    }
    const Bits& may_come_before = ancestors_[a.node];
    for (std::size_t i = 0; i < a.visited.size(); ++i)
      if (a.visited[i] & ~b.visited[i] & may_come_before[i]) return false;
    return true;
  }

  bool is_dominated(const Label& label) {
    auto& here = at_[label.node];
    for (const std::uint32_t other : here)
      if (dominates(labels_[other], label)) return true;
    std::erase_if(here, [&](std::uint32_t other) {
      if (!dominates(label, labels_[other])) return false;
      labels_[other].dropped = true;
      return true;
    });
    return false;
  }

  std::vector<std::uint32_t> edges_of(const Label& label) const {
    std::vector<std::uint32_t> edges{label.edge};
    for (std::uint32_t at = label.next; labels_[at].next != kNone; at = labels_[at].next)
      edges.push_back(labels_[at].edge);
    return edges;
  }

  const PathGraph& graph_;
  const ResponseForce& response_;
  std::uint64_t most_labels_;
  std::vector<std::vector<std::uint32_t>> into_;
  std::vector<double> unseen_;  // best chance to come here unseen; -1: cannot be reached
  double all_variance_ = 0;
  std::vector<Bits> ancestors_;
  std::vector<Label> labels_;
  std::vector<std::vector<std::uint32_t>> at_;  // live labels of each place
};

}  // namespace

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
  found.stealthiest = evaluate_path(graph, way_back(graph, reach(graph, true)), response);
  found.weakest = found.quickest.p_interruption <= found.stealthiest.p_interruption
                      ? found.quickest
                      : found.stealthiest;
  WeakestPath(graph, response, most_labels).search(found);
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
