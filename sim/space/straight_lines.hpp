// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "space/road_graph.hpp"

namespace vedette {

/// How long a way takes at least: straight on at the highest speed of the map, which is that of the
/// arc that covers the distance between its ends most quickly.
class StraightLines {
 public:
  explicit StraightLines(const RoadGraph& graph);
  /// Never more than the exact time of any way between the two.
  Ticks at_least(NodeId from, NodeId to) const;

 private:
  struct Spot {
    double x_m, y_m;
  };
  std::vector<Spot> spots_;     // per node
  double ticks_per_metre_ = 0;  // a little less than at the highest speed
};

}  // namespace vedette
