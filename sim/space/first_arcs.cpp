// SPDX-License-Identifier: Apache-2.0
#include "space/first_arcs.hpp"

#include <algorithm>
#include <tuple>

namespace vedette {

FirstArcs::FirstArcs(const RoadGraph& graph, std::span<const std::uint32_t> cell)
    : cell_(cell), begin_(1, 0) {
  struct Choice {
    Ticks ticks;
    std::uint32_t node, slot;
  };
  std::vector<Choice> choices;
  for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
    const auto steps = graph.out(NodeId(n));
    choices.clear();
    for (std::uint32_t s = 0; s < steps.size(); ++s)
      if (steps[s].node.value != n) choices.push_back({steps[s].ticks, steps[s].node.value, s});
    // Far ends nearer to the destination are settled first: those of longer arcs.
    std::sort(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) {
      return std::tie(a.ticks, b.node, b.slot) < std::tie(b.ticks, a.node, a.slot);
    });
    for (const Choice& c : choices) arcs_.push_back({c.ticks, cell_[c.node], c.slot});
    begin_.push_back(static_cast<std::uint32_t>(arcs_.size()));
  }
}

template <std::size_t kLanes, class Slot>
void FirstArcs::find(const Ticks* ticks, std::size_t lanes, Slot* const* slots) const {
  const std::size_t nodes = cell_.size();
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
}

template void FirstArcs::find<1>(const Ticks*, std::size_t, std::uint8_t* const*) const;
template void FirstArcs::find<1>(const Ticks*, std::size_t, std::uint32_t* const*) const;
template void FirstArcs::find<4>(const Ticks*, std::size_t, std::uint8_t* const*) const;
template void FirstArcs::find<4>(const Ticks*, std::size_t, std::uint32_t* const*) const;
template void FirstArcs::find<8>(const Ticks*, std::size_t, std::uint8_t* const*) const;
template void FirstArcs::find<8>(const Ticks*, std::size_t, std::uint32_t* const*) const;

}  // namespace vedette
