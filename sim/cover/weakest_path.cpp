// SPDX-License-Identifier: Apache-2.0
// Labels from the target outwards (docs/threats.md). What makes it quick on a site of thousands of
// places: a label is dropped without asking where it has been (a path must not pass a place twice,
// but a shorter way inside hardly ever stands in the way of the rest); where that might have cost a
// path, the places concerned are remembered and the search is made again with them kept apart
// (decremental state space relaxation: Righini & Salani, Networks 51 (2008) 155).
#include "cover/weakest_path.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <utility>

namespace vedette {

namespace {

constexpr std::uint32_t kNone = 0xffffffffu;
// Beyond so many standard deviations the normal distribution is 0 or 1: 1 - Phi(7.5) = 3.2e-14.
constexpr double kCertain = 7.5;

using Bits = std::vector<std::uint64_t>;  // of places kept apart; empty as long as there are none

// What is still ahead from a place on, and how likely that ends in an interruption.
struct Label {
  std::uint32_t node = 0;
  double interruption = 0;  // given not detected before
  double ahead_s = 0, variance = 0;
  std::uint32_t next = kNone;  // the label it was made from
  std::uint32_t edge = kNone;
  bool dropped = false;
  Bits apart;
};

class WeakestPath {
 public:
  WeakestPath(const PathGraph& graph, const ResponseForce& response, std::vector<double> unseen,
              std::uint64_t most_labels)
      : graph_(graph),
        response_(response),
        most_labels_(most_labels),
        into_(edges_by(graph, false)),
        unseen_(std::move(unseen)),
        place_apart_(graph.nodes, kNone) {
    for (const PathEdge& e : graph.edges) {
      const double v = e.task.sd_s * e.task.sd_s;
      all_variance_ += v;
      if (e.task.mean_s > 0)
        variance_per_s_ = std::max(variance_per_s_, v / e.task.mean_s);
      else
        variance_at_once_ += v;
    }
    find_noticed_after();
  }

  void search(FoundPaths& found) {
    while (!search_once(found)) {}
    found.labels = made_;
    if (found.exact) found.lower_bound = found.weakest.p_interruption;
  }

 private:
  using Entry = std::pair<double, std::uint32_t>;  // bound, label: the older one first
  using Open = std::priority_queue<Entry, std::vector<Entry>, std::greater<>>;

  // The least delay between a detection farther out and a place.
  void find_noticed_after() {
    const auto out = edges_by(graph_, true);
    noticed_after_.assign(graph_.nodes, std::numeric_limits<double>::infinity());
    Open open;
    const auto offer = [&](std::uint32_t place, double delay) {
      if (delay >= noticed_after_[place]) return;
      noticed_after_[place] = delay;
      open.emplace(delay, place);
    };
    for (const PathEdge& edge : graph_.edges)
      if (edge.task.p_detection > 0 && unseen_[edge.from] >= 0)
        offer(edge.to, share_ahead(edge.task.location) * edge.task.mean_s);
    while (!open.empty()) {
      const auto [delay, place] = open.top();
      open.pop();
      if (delay > noticed_after_[place]) continue;
      for (const std::uint32_t e : out[place])
        offer(graph_.edges[e].to, delay + graph_.edges[e].task.mean_s);
    }
  }

  // False: to be made again with more places kept apart.
  bool search_once(FoundPaths& found) {
    labels_.clear();
    at_.assign(graph_.nodes, {});
    missed_.clear();
    Label goal;
    goal.node = graph_.target;
    labels_.push_back(std::move(goal));
    ++made_;
    Open open;
    open.emplace(0, 0);
    double least = found.weakest.p_interruption;
    while (!open.empty()) {
      const auto [bound, index] = open.top();
      if (bound * response_.p_communication >= least) break;
      if (made_ > most_labels_) {
        found.exact = false;
        double proven = bound;
        for (const auto& [missed, place] : missed_) proven = std::min(proven, missed);
        found.lower_bound = std::min(least, proven * response_.p_communication);
        return true;
      }
      open.pop();
      if (labels_[index].dropped) continue;
      for (const std::uint32_t e : into_[labels_[index].node])
        extend(index, e, least, found, open);
    }
    bool again = false;
    for (const auto& [bound, place] : missed_)
      if (bound * response_.p_communication < least && place_apart_[place] == kNone) {
        place_apart_[place] = apart_++;
        again = true;
      }
    return !again;
  }

  void extend(std::uint32_t index, std::uint32_t e, double& least, FoundPaths& found, Open& open) {
    const std::uint32_t from = graph_.edges[e].from;
    if (unseen_[from] < 0 || from == graph_.target) return;
    const bool been_there = passes(index, from);
    if (been_there && place_apart_[from] != kNone) return;
    Label label = before(index, e);
    if (from == graph_.start) {
      const double p = label.interruption * response_.p_communication;
      if (p >= least) return;
      least = p;
      found.weakest = evaluate_path(graph_, edges_of(label), response_);
      return;
    }
    const double at_least = lower_bound(label);
    if (at_least * response_.p_communication >= least) return;
    if (been_there) {
      // Not a path; but another one may have been dropped for the sake of this way inside.
      if (!is_dominated(label)) missed_.emplace_back(at_least, from);
      return;
    }
    if (is_dominated(label)) return;
    drop_dominated_by(label);
    const auto number = static_cast<std::uint32_t>(labels_.size());
    at_[from].push_back(number);
    labels_.push_back(std::move(label));
    ++made_;
    open.emplace(at_least, number);
  }

  bool passes(std::uint32_t index, std::uint32_t place) const {
    for (std::uint32_t at = index; at != kNone; at = labels_[at].next)
      if (labels_[at].node == place) return true;
    return false;
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
    label.apart = rest.apart;
    if (const std::uint32_t bit = place_apart_[label.node]; bit != kNone) {
      if (label.apart.size() <= bit / 64) label.apart.resize(bit / 64 + 1);
      label.apart[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
    return label;
  }

  // The least chance of a response in time after a detection farther out than a label's place: so
  // much more time x >= x0 and variance y is ahead then, and y is at most that of all edges, and at
  // most a share of x (and that of edges that take no time). P = Phi((A + x) / sqrt(W + y)) with
  // A = ahead - response time and W = variance + the response's is least at x = x0, y = 0 where
  // A + x0 < 0. Else at the largest y: of (A + x) / sqrt(W + r x) where x = A - 2 W / r, or x0.
  double response_farther_out(const Label& label) const {
    const double x0 = noticed_after_[label.node];
    if (!std::isfinite(x0)) return 1;
    const double a = label.ahead_s - response_.mean_s;
    if (a + x0 < 0) return p_response(label.ahead_s + x0, label.variance);
    const double by_all = p_response(label.ahead_s + x0, label.variance + all_variance_);
    const double r = variance_per_s_, v = label.variance + variance_at_once_;
    double x = x0;
    if (r > 0) x = std::max(x0, a - 2 * (v + response_.sd_s * response_.sd_s) / r);
    return std::max(by_all, p_response(label.ahead_s + x, v + r * x));
  }

  // No way to a place with this label ends with less. The chance to come here unseen is at most
  // unseen_; what is linear in it is least at one of its ends.
  double lower_bound(const Label& label) const {
    const double earlier = response_farther_out(label);
    const double unseen = unseen_[label.node];
    return std::min(earlier, (1 - unseen) * earlier + unseen * label.interruption);
  }

  // Whether a is at least as good for the adversary as b for every way of reaching their place:
  // F_a <= F_b, and (A + x) / sqrt(V_a + y) <= (B + x) / sqrt(V_b + y) for all x >= x0, y >= 0.
  // With A <= B the latter holds
  // - where V_a >= V_b and B + x0 >= 0, or it holds at x = x0, y = 0: for A + x < 0 the ratio of
  //   the numerators grows with x and that of the roots falls with y;
  // - or, but for 3e-14 of probability, where B - A >= 7.5 |sqrt V_a - sqrt V_b|: wherever it does
  //   not hold, both sides are then beyond 7.5 (V_a < V_b) or below -7.5 (V_a > V_b), since
  //   t sqrt(V_b + y) > (t + d) sqrt(V_a + y) with t = A + x, d = B - A says
  //   (t + d) / sqrt(V_b + y) > d / (sqrt(V_b + y) - sqrt(V_a + y)), least at y = 0.
  // And b must not be allowed places kept apart that a is not.
  bool dominates(const Label& a, const Label& b) const {
    if (a.interruption > b.interruption || a.ahead_s > b.ahead_s) return false;
    for (std::size_t i = 0; i < a.apart.size(); ++i)
      if (a.apart[i] & ~(i < b.apart.size() ? b.apart[i] : 0)) return false;
    const double extra = response_.sd_s * response_.sd_s;
    const double va = a.variance + extra, vb = b.variance + extra;
    if (va == vb) return true;
    const double x0 = noticed_after_[a.node];
    if (!std::isfinite(x0)) return true;
    if (va > vb) {
      const double need = b.ahead_s + x0 - response_.mean_s;
      if (need >= 0) return true;
      // A / sqrt(va) <= B / sqrt(vb), both negative, without dividing by zero.
      const double ahead = a.ahead_s + x0 - response_.mean_s;
      if (ahead * ahead * vb >= need * need * va) return true;
    }
    return b.ahead_s - a.ahead_s >= kCertain * std::abs(std::sqrt(va) - std::sqrt(vb));
  }

  bool is_dominated(const Label& label) const {
    const auto& here = at_[label.node];
    return std::any_of(here.begin(), here.end(),
                       [&](std::uint32_t other) { return dominates(labels_[other], label); });
  }
  void drop_dominated_by(const Label& label) {
    std::erase_if(at_[label.node], [&](std::uint32_t other) {
      if (!dominates(label, labels_[other])) return false;
      labels_[other].dropped = true;
      return true;
    });
  }

  std::vector<std::uint32_t> edges_of(const Label& label) const {
    std::vector<std::uint32_t> edges{label.edge};
    for (std::uint32_t at = label.next; labels_[at].next != kNone; at = labels_[at].next)
      edges.push_back(labels_[at].edge);
    return edges;
  }

  const PathGraph& graph_;
  const ResponseForce& response_;
  std::uint64_t most_labels_, made_ = 0;
  std::vector<std::vector<std::uint32_t>> into_;
  std::vector<double> unseen_;         // best chance to come here unseen; -1: cannot be reached
  std::vector<double> noticed_after_;  // x0
  double all_variance_ = 0, variance_per_s_ = 0, variance_at_once_ = 0;
  std::vector<std::uint32_t> place_apart_;  // per place its bit, if it is kept apart
  std::uint32_t apart_ = 0;
  std::vector<std::pair<double, std::uint32_t>> missed_;  // bound, place
  std::vector<Label> labels_;
  std::vector<std::vector<std::uint32_t>> at_;  // live labels of each place
};

}  // namespace

void find_weakest(const PathGraph& graph, const ResponseForce& response,
                  std::vector<double> unseen, std::uint64_t most_labels, FoundPaths& found) {
  WeakestPath(graph, response, std::move(unseen), most_labels).search(found);
}

}  // namespace vedette
