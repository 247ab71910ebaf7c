// SPDX-License-Identifier: Apache-2.0
#include "space/contraction.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace vedette {

namespace {

// Nodes a witness search settles before it gives up. A witness missed costs a shortcut too many,
// never a wrong time.
constexpr int kWitnessNodes = 60;

// Both at most kUnreachableTicks, so the sum of two fits.
Ticks sum(Ticks a, Ticks b) {
  const auto total = static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b);
  return static_cast<Ticks>(std::min(total, static_cast<std::uint64_t>(kUnreachableTicks)));
}

}  // namespace

Contraction::Contraction(const RoadGraph& graph, Hierarchy& out)
    : graph_(graph),
      out_hierarchy_(out),
      out_(graph.node_count()),
      in_(graph.node_count()),
      level_(graph.node_count(), 0),
      stale_(graph.node_count(), false),
      label_(graph.node_count(), kUnreachableTicks),
      through_(graph.node_count(), -1) {
  // Of parallel arcs the quickest counts, of equals the first; loops lead nowhere.
  for (std::uint32_t n = 0; n < graph.node_count(); ++n)
    for (const RoadGraph::Step& step : graph.out(NodeId(n))) {
      if (step.node.value == n) continue;
      const auto piece = static_cast<std::uint32_t>(out.pieces_.size());
      out.pieces_.push_back({step.arc.value, Hierarchy::kArc});
      connect(out_[n], {step.node.value, piece, step.ticks});
      connect(in_[step.node.index()], {n, piece, step.ticks});
    }
}

void Contraction::connect(std::vector<Half>& halves, const Half& half) {
  const auto it = std::find_if(halves.begin(), halves.end(),
                               [&](const Half& h) { return h.node == half.node; });
  if (it == halves.end())
    halves.push_back(half);
  else if (half.ticks < it->ticks)
    *it = half;
}

void Contraction::search_witnesses(std::uint32_t from, std::uint32_t without, Ticks limit,
                                   std::size_t targets) {
  for (const std::uint32_t n : touched_) label_[n] = kUnreachableTicks;
  touched_.assign(1, from);
  label_[from] = 0;
  heap_.assign(1, {0, from});
  for (int settled = 0; !heap_.empty() && settled < kWitnessNodes;) {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    const Label top = heap_.back();
    heap_.pop_back();
    if (top.ticks > limit) break;
    if (top.ticks != label_[top.node]) continue;
    ++settled;
    for (const Half& half : out_[top.node]) {
      if (half.node == without) continue;
      const Ticks ticks = sum(top.ticks, half.ticks);
      Ticks& label = label_[half.node];
      if (ticks >= label || ticks > limit) continue;
      if (label == kUnreachableTicks) touched_.push_back(half.node);
      const Ticks by_node = through_[half.node];
      if (ticks <= by_node && label > by_node && --targets == 0) {
        label = ticks;
        return;
      }
      label = ticks;
      heap_.push_back({ticks, half.node});
      std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
    }
  }
}

void Contraction::find_shortcuts(std::uint32_t node) {
  found_.clear();
  for (const Half& from : in_[node]) {
    Ticks limit = -1;
    std::size_t targets = 0;
    for (const Half& to : out_[node]) {
      if (to.node == from.node) continue;
      const Ticks ticks = sum(from.ticks, to.ticks);
      if (ticks == kUnreachableTicks) continue;  // what takes for ever is no way
      through_[to.node] = ticks;
      limit = std::max(limit, ticks);
      ++targets;
    }
    if (targets == 0) continue;
    search_witnesses(from.node, node, limit, targets);
    for (const Half& to : out_[node]) {
      const Ticks ticks = std::exchange(through_[to.node], -1);
      // A label is the time of a way that exists without the node.
      if (ticks >= 0 && label_[to.node] > ticks) found_.push_back({from, to, ticks});
    }
  }
}

// Edge difference, weighed against depth, which keeps the levels few.
std::int64_t Contraction::priority(std::uint32_t node) {
  find_shortcuts(node);
  const auto added = static_cast<std::int64_t>(found_.size());
  const auto removed = static_cast<std::int64_t>(in_[node].size() + out_[node].size());
  return 2 * (added - removed) + level_[node];
}

void Contraction::contract(std::uint32_t node) {
  const auto drop = [&](std::vector<Half>& halves) {
    const auto it =
        std::find_if(halves.begin(), halves.end(), [&](const Half& h) { return h.node == node; });
    if (it == halves.end()) return;
    *it = halves.back();
    halves.pop_back();
  };
  const auto leave = [&](std::uint32_t neighbour) {
    level_[neighbour] = std::max(level_[neighbour], level_[node] + 1);
    stale_[neighbour] = true;
  };
  for (const Half& half : out_[node]) {
    drop(in_[half.node]);
    leave(half.node);
  }
  for (const Half& half : in_[node]) {
    drop(out_[half.node]);
    leave(half.node);
  }
  for (const Shortcut& s : found_) {
    const auto piece = static_cast<std::uint32_t>(out_hierarchy_.pieces_.size());
    out_hierarchy_.pieces_.push_back({s.from.piece, s.to.piece});
    connect(out_[s.from.node], {s.to.node, piece, s.ticks});
    connect(in_[s.to.node], {s.from.node, piece, s.ticks});
  }
  out_hierarchy_.shortcuts_ += found_.size();
}

bool Contraction::between_two(std::uint32_t node) const {
  std::uint32_t seen[2];
  std::size_t count = 0;
  for (const auto* halves : {&in_[node], &out_[node]})
    for (const Half& half : *halves) {
      if (std::find(seen, seen + count, half.node) != seen + count) continue;
      if (count == 2) return false;
      seen[count++] = half.node;
    }
  return true;
}

// Bends, crossings with one street, and dead ends: of some cities nine nodes in ten. Going round
// one costs at most one link in each direction for the two that it has, so they go first, without
// a search for witnesses; no two neighbours in one round, so that levels grow with the logarithm of
// the length of a chain.
std::vector<std::uint32_t> Contraction::contract_chains() {
  std::vector<std::uint32_t> rest(graph_.node_count()), later;
  std::iota(rest.begin(), rest.end(), 0u);
  std::vector<std::uint32_t> touched_in(graph_.node_count(), 0);
  for (std::uint32_t round = 1;; ++round) {
    later.clear();
    for (const std::uint32_t node : rest) {
      if (touched_in[node] == round || !between_two(node)) {
        later.push_back(node);
        continue;
      }
      found_.clear();
      for (const Half& from : in_[node])
        for (const Half& to : out_[node]) {
          const Ticks ticks = sum(from.ticks, to.ticks);
          if (to.node != from.node && ticks != kUnreachableTicks)
            found_.push_back({from, to, ticks});
        }
      contract(node);
      for (const auto* halves : {&in_[node], &out_[node]})
        for (const Half& half : *halves) touched_in[half.node] = round;
    }
    // Rounds that find little are left to the queue.
    const std::size_t gone = rest.size() - later.size();
    rest.swap(later);
    if (gone * 100 <= rest.size()) return rest;
  }
}

void Contraction::contract_all() {
  const auto push = [&](std::uint32_t node, std::int64_t value) {
    queue_.push_back({value, node});
    std::push_heap(queue_.begin(), queue_.end(), std::greater<>());
  };
  for (const std::uint32_t n : contract_chains()) queue_.push_back({priority(n), n});
  std::make_heap(queue_.begin(), queue_.end(), std::greater<>());
  while (!queue_.empty()) {
    std::pop_heap(queue_.begin(), queue_.end(), std::greater<>());
    const Entry top = queue_.back();
    queue_.pop_back();
    // The neighbourhood may have changed since: look again, and wait if another goes first now.
    const Entry now{priority(top.node), top.node};
    if (stale_[top.node] && !queue_.empty() && queue_.front() < now) {
      stale_[top.node] = false;
      push(now.node, now.priority);
      continue;
    }
    contract(top.node);
  }
}

void Contraction::finish() {
  Hierarchy& h = out_hierarchy_;
  h.number(level_);
  const auto write = [&](std::vector<std::vector<Half>>& all, Hierarchy::Links& links) {
    links.begin.assign(1, 0);
    for (const std::uint32_t node : h.node_) {
      std::vector<Half>& halves = all[node];
      for (Half& half : halves) half.node = h.position_[half.node];
      std::sort(halves.begin(), halves.end(),
                [](const Half& a, const Half& b) { return a.node < b.node; });
      for (const Half& half : halves) {
        links.far.push_back(half.node);
        links.ticks.push_back(half.ticks);
        links.piece.push_back(half.piece);
      }
      links.begin.push_back(static_cast<std::uint32_t>(links.far.size()));
    }
  };
  write(out_, h.up_);
  write(in_, h.down_);
}

}  // namespace vedette
