// SPDX-License-Identifier: Apache-2.0
#include "space/straight_lines.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vedette {

namespace {

// Rounding of sums over all arcs of a way stays far below this share.
constexpr double kALittleLess = 1 - 1e-9;
// Half of what counts as unreachable: may be added to a time.
constexpr double kMost = 4e18;

}  // namespace

StraightLines::StraightLines(const RoadGraph& graph) {
  spots_.reserve(graph.node_count());
  for (std::size_t n = 0; n < graph.node_count(); ++n)
    spots_.push_back({graph.node(NodeId(n)).x_m, graph.node(NodeId(n)).y_m});
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t a = 0; a < graph.arc_count(); ++a) {
    const RoadGraph::Arc& arc = graph.arc(ArcId(a));
    if (arc.closed()) continue;
    const Spot from = spots_[arc.from.index()], to = spots_[arc.to.index()];
    const double dx = to.x_m - from.x_m, dy = to.y_m - from.y_m;
    const double metres = std::sqrt(dx * dx + dy * dy);
    if (metres > 0) least = std::min(least, static_cast<double>(arc.ticks) / metres);
  }
  if (std::isfinite(least)) ticks_per_metre_ = least * kALittleLess;
}

Ticks StraightLines::at_least(NodeId from, NodeId to) const {
  const Spot a = spots_[from.index()], b = spots_[to.index()];
  const double dx = b.x_m - a.x_m, dy = b.y_m - a.y_m;
  return static_cast<Ticks>(std::min(std::sqrt(dx * dx + dy * dy) * ticks_per_metre_, kMost));
}

}  // namespace vedette
