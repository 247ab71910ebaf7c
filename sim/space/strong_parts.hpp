// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "space/road_graph.hpp"

namespace vedette {

/// Strongly connected parts: from every node of a part one can drive to every other and back.
struct StrongParts {
  std::size_t count = 0;
  std::vector<std::uint32_t> part_of;  // per node; parts are numbered by their lowest node
};
/// Tarjan (1972), without recursion: long chains of nodes do not exhaust the stack. O(n + m).
StrongParts strong_parts(const RoadGraph& graph);

/// The largest strongly connected part and what was cut off to get it.
struct LargestStrongPart {
  RoadGraph graph;
  std::vector<NodeId> kept;      // per node of `graph`: its node in the original, ascending
  std::vector<ArcId> kept_arcs;  // per arc of `graph`: its arc in the original, ascending
  std::vector<NodeId> dropped;   // nodes of the original outside the part, ascending
  std::size_t dropped_arcs = 0;
  double dropped_length_m = 0;  // of those arcs
  std::size_t parts = 0;        // strongly connected parts of the original
};
/// Among parts of one size the one with the lowest node.
LargestStrongPart largest_strong_part(const RoadGraph& graph);

}  // namespace vedette
