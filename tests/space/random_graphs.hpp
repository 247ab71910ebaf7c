// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>

#include "space/road_graph.hpp"

namespace vedette {

/// A graph to try things on: some parts unreachable, loops, parallel arcs, times that tie or are 0.
inline RoadGraph random_graph(std::mt19937_64& random, std::size_t nodes, std::size_t arcs) {
  RoadGraphBuilder b;
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  for (std::size_t i = 0; i < nodes; ++i)
    b.add_node(static_cast<double>(below(5000)), static_cast<double>(below(5000)));
  const bool coarse = below(2) == 0;
  for (std::size_t i = 0; i < arcs; ++i)
    b.add_arc(NodeId(below(nodes)), NodeId(below(nodes)),
              coarse ? static_cast<double>(below(4)) : static_cast<double>(below(1000000)) / 997,
              static_cast<double>(below(500)));
  return b.build();
}

}  // namespace vedette
