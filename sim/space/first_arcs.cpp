// SPDX-License-Identifier: Apache-2.0
#include "space/first_arcs.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <tuple>

namespace vedette {

FirstArcs::FirstArcs(const RoadGraph& graph, std::span<const std::uint32_t> cell)
    : graph_(graph), cell_(cell), begin_(1, 0) {
  struct Choice {
    Ticks ticks;
    std::uint32_t node, slot;
  };
  std::vector<Choice> choices;
  for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
    const auto steps = graph.out(NodeId(n));
    choices.clear();
    for (std::uint32_t s = 0; s < steps.size(); ++s) {
      if (steps[s].ticks == 0)
        still_.push_back({steps[s].node.value, n, s, steps[s].arc});
      else if (steps[s].node.value != n)
        choices.push_back({steps[s].ticks, steps[s].node.value, s});
    }
    // Far ends nearer to the destination are settled first: those of longer arcs.
    std::sort(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) {
      return std::tie(a.ticks, b.node, b.slot) < std::tie(b.ticks, a.node, a.slot);
    });
    for (const Choice& c : choices) arcs_.push_back({c.ticks, cell_[c.node], c.slot});
    begin_.push_back(static_cast<std::uint32_t>(arcs_.size()));
  }
  std::sort(still_.begin(), still_.end(), [](const Still& a, const Still& b) {
    return std::tie(a.to, a.arc) < std::tie(b.to, b.arc);
  });
}

template <std::size_t kLanes, class Slot>
void FirstArcs::find(const Ticks* ticks, std::span<const NodeId> destinations,
                     Slot* const* slots) const {
  const std::size_t nodes = graph_.node_count(), lanes = destinations.size();
  for (std::size_t n = 0; n < nodes; ++n) {
    const Ticks* here = ticks + cell_[n] * kLanes;
    std::uint64_t found[kLanes];
    for (std::size_t l = 0; l < kLanes; ++l) found[l] = kNone<Slot>;
    for (std::uint32_t i = begin_[n]; i < begin_[n + 1]; ++i) {
      const Arc& arc = arcs_[i];
      const Ticks* there = ticks + arc.far * kLanes;
      const std::uint64_t time = static_cast<std::uint64_t>(arc.ticks), slot = arc.slot;
      // No carry: see HierarchySweep.
      for (std::size_t l = 0; l < kLanes; ++l) {
        const bool leads =
            static_cast<std::uint64_t>(there[l]) + time == static_cast<std::uint64_t>(here[l]);
        // As bits: a branch here would be guessed wrongly every other time.
        found[l] ^= (found[l] ^ slot) & (std::uint64_t{0} - static_cast<std::uint64_t>(leads));
      }
    }
    for (std::size_t l = 0; l < lanes; ++l)
      slots[l][n] = here[l] == kUnreachableTicks ? kNone<Slot> : static_cast<Slot>(found[l]);
  }
  if (still_.empty()) return;
  for (std::size_t l = 0; l < lanes; ++l)
    follow_still_arcs(ticks + l, kLanes, destinations[l], slots[l]);
}

// Dijkstra's algorithm among nodes at the same distance. Such groups do not touch, so one queue by
// node id serves all of them.
template <class Slot>
void FirstArcs::follow_still_arcs(const Ticks* ticks, std::size_t stride, NodeId destination,
                                  Slot* slots) const {
  const auto time = [&](std::uint32_t n) { return ticks[cell_[n] * stride]; };
  const auto known = [&](std::uint32_t n) {
    return slots[n] != kNone<Slot> || n == destination.value;
  };
  const auto open = [&](const Still& s) {
    return !known(s.from) && time(s.from) == time(s.to) && time(s.to) != kUnreachableTicks;
  };
  std::vector<NodeId> followed;
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> queue;
  for (const Still& s : still_)
    if (known(s.to) && open(s)) queue.push(s.to);
  while (!queue.empty()) {
    const std::uint32_t to = queue.top();
    queue.pop();
    auto s = std::lower_bound(still_.begin(), still_.end(), to,
                              [](const Still& a, std::uint32_t node) { return a.to < node; });
    for (; s != still_.end() && s->to == to; ++s) {
      if (!open(*s)) continue;
      slots[s->from] = static_cast<Slot>(s->slot);
      queue.push(s->from);
      followed.push_back(NodeId(s->from));
    }
  }

  // Where an arc to a late node ties with another, the ids alone do not tell which is first.
  for (const NodeId late_one : followed)
    for (const RoadGraph::Step& in : graph_.in(late_one)) {
      const std::uint32_t n = in.node.value;
      if (in.ticks == 0 || !known(n)) continue;
      const auto steps = graph_.out(in.node);
      const auto leads = [&](const RoadGraph::Step& step) {
        return static_cast<std::uint64_t>(time(step.node.value)) +
                   static_cast<std::uint64_t>(step.ticks) ==
               static_cast<std::uint64_t>(time(n));
      };
      if (n == destination.value || steps[slots[n]].ticks != in.ticks ||
          time(n) == kUnreachableTicks)
        continue;
      for (std::size_t i = 0; i < steps.size(); ++i)
        if (const RoadGraph::Step& chosen = steps[slots[n]];
            steps[i].ticks == in.ticks && leads(steps[i]) && steps[i].node != chosen.node &&
            turn(steps[i].node, slots) < turn(chosen.node, slots))
          slots[n] = static_cast<Slot>(i);
    }
}

// When a node has its turn among those at the same distance: compare as sequences. The next is
// always the lowest id of those that can be reached; a late node waits for the greatest id on the
// way to it from a node that is not late, then for the greatest after that, and so on.
template <class Slot>
std::vector<NodeId> FirstArcs::turn(NodeId n, const Slot* slots) const {
  std::vector<NodeId> waits{n};
  while (late(n, slots)) {
    n = graph_.out(n)[slots[n.index()]].node;
    if (waits.back() < n) waits.push_back(n);
  }
  std::reverse(waits.begin(), waits.end());
  return waits;
}

template void FirstArcs::find<1>(const Ticks*, std::span<const NodeId>, std::uint8_t* const*) const;
template void FirstArcs::find<1>(const Ticks*, std::span<const NodeId>,
                                 std::uint32_t* const*) const;
template void FirstArcs::find<4>(const Ticks*, std::span<const NodeId>, std::uint8_t* const*) const;
template void FirstArcs::find<4>(const Ticks*, std::span<const NodeId>,
                                 std::uint32_t* const*) const;
template void FirstArcs::find<8>(const Ticks*, std::span<const NodeId>, std::uint8_t* const*) const;
template void FirstArcs::find<8>(const Ticks*, std::span<const NodeId>,
                                 std::uint32_t* const*) const;

}  // namespace vedette
