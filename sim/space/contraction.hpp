// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "space/hierarchy.hpp"
#include "space/road_graph.hpp"

namespace vedette {

/// Builds a Hierarchy; of no use otherwise.
class Contraction {
 public:
  Contraction(const RoadGraph& graph, Hierarchy& out);
  void contract_all();
  /// Numbers the nodes by level and writes the links.
  void finish();

 private:
  // One end of a link between two nodes that are not contracted yet.
  struct Half {
    std::uint32_t node;
    std::uint32_t piece;
    Ticks ticks;
  };
  struct Shortcut {
    Half from, to;  // its pieces, and where they come from and lead to
    Ticks ticks;
  };
  struct Entry {
    std::int64_t priority;
    std::uint32_t node;
    auto operator<=>(const Entry&) const = default;
  };
  struct Label {
    Ticks ticks;
    std::uint32_t node;
    auto operator<=>(const Label&) const = default;
  };

  bool between_two(std::uint32_t node) const;
  std::vector<std::uint32_t> contract_chains();
  void find_shortcuts(std::uint32_t node);
  void search_witnesses(std::uint32_t from, std::uint32_t without, Ticks limit,
                        std::size_t targets);
  std::int64_t priority(std::uint32_t node);
  void contract(std::uint32_t node);
  void connect(std::vector<Half>& halves, const Half& half);

  const RoadGraph& graph_;
  Hierarchy& out_hierarchy_;
  std::vector<std::vector<Half>> out_, in_;  // per node; of a contracted one, those above it
  std::vector<std::uint32_t> level_;
  std::vector<bool> stale_;  // whose neighbourhood has changed since its priority was found
  std::vector<Entry> queue_;
  std::vector<Shortcut> found_;  // by find_shortcuts()
  std::vector<Ticks> label_;     // of the witness search, kUnreachableTicks where not touched
  std::vector<Ticks> through_;   // to the search's targets by the node in question; else -1
  std::vector<std::uint32_t> touched_;
  std::vector<Label> heap_;
};

}  // namespace vedette
