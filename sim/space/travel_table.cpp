// SPDX-License-Identifier: Apache-2.0
#include "space/travel_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "space/point.hpp"
#include "space/shortest_paths.hpp"

namespace vedette {

namespace {

// One rounding only: the division is done on the exact sum of the way.
std::int64_t scaled_microseconds(Ticks ticks, double speed_factor) {
  if (speed_factor == 1) return rounded(ticks).us;
  const double us = static_cast<double>(ticks) / static_cast<double>(kTicksPerMicrosecond);
  return std::llround(us / speed_factor);
}

}  // namespace

TravelTable::TravelTable(std::shared_ptr<const RoadGraph> graph,
                         std::span<const NodeId> destinations, double speed_factor)
    : graph_(std::move(graph)), row_(graph_->node_count(), kNoRow) {
  set_speed_factor(speed_factor);
  std::vector<NodeId> rows;
  const auto add = [&](NodeId n) {
    if (n.index() >= row_.size())
      throw InputError{
          {{},
           Severity::kError,
           fmt::format("destination at node number {}: there are {} nodes", n.value, row_.size()),
           {}}};
    if (row_[n.index()] != kNoRow) return;
    row_[n.index()] = static_cast<std::uint32_t>(rows.size());
    rows.push_back(n);
  };
  if (destinations.empty())
    for (std::size_t n = 0; n < row_.size(); ++n) add(NodeId(n));
  else
    for (const NodeId n : destinations) add(n);

  const std::size_t nodes = graph_->node_count();
  times_.assign(rows.size() * nodes, kUnreachable.us);
  auto next = std::make_shared<std::vector<ArcId>>(rows.size() * nodes);
  ShortestPaths paths(*graph_);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    paths.run(rows[r], ShortestPaths::Direction::kReverse);
    for (const NodeId from : paths.order()) {
      times_[r * nodes + from.index()] = scaled_microseconds(paths.ticks(from), speed_factor_);
      (*next)[r * nodes + from.index()] = paths.arc(from);
    }
  }
  next_ = std::move(next);
}

TravelTable TravelTable::scaled(double speed_factor) const {
  TravelTable other = *this;
  other.set_speed_factor(speed_factor);
  const std::size_t nodes = graph_->node_count();
  std::vector<Ticks> ticks(nodes);
  std::vector<std::uint32_t> way;
  // The exact sums again, along the known ways; a node's sum is done before those that lead to it.
  for (std::size_t begin = 0; begin < times_.size(); begin += nodes) {
    std::fill(ticks.begin(), ticks.end(), kUnreachableTicks);
    for (std::uint32_t n = 0; n < nodes; ++n) {
      if (times_[begin + n] == kUnreachable.us) continue;
      std::uint32_t at = n;
      while (ticks[at] == kUnreachableTicks && (*next_)[begin + at].valid()) {
        way.push_back(at);
        at = graph_->arc((*next_)[begin + at]).to.value;
      }
      if (!(*next_)[begin + at].valid()) ticks[at] = 0;
      for (; !way.empty(); way.pop_back()) {
        const RoadGraph::Arc& arc = graph_->arc((*next_)[begin + way.back()]);
        ticks[way.back()] = ticks[arc.to.index()] + arc.ticks;
      }
      other.times_[begin + n] = scaled_microseconds(ticks[n], speed_factor);
    }
  }
  return other;
}

void TravelTable::set_speed_factor(double factor) {
  if (!(factor > 0 && factor <= 1e3 && factor >= 1e-3))
    throw InputError{
        {{}, Severity::kError, fmt::format("speed factor {} not in [0.001, 1000]", factor), {}}};
  speed_factor_ = factor;
}

std::size_t TravelTable::memory_bytes() const {
  return times_.size() * sizeof(std::int64_t) + next_->size() * sizeof(ArcId) +
         row_.size() * sizeof(std::uint32_t);
}

RoadPosition TravelTable::position_at(NodeId from, NodeId to, Duration elapsed) const {
  const std::int64_t* times = times_to(to);
  const auto standing = [&](NodeId n, Duration to_next) {
    const RoadGraph::Node& node = graph_->node(n);
    return RoadPosition{{}, 0, n, to_next, node.x_m, node.y_m};
  };
  if (times[from.index()] == kUnreachable.us) return standing(from, kUnreachable);
  const std::int64_t left = times[from.index()] - std::max<std::int64_t>(elapsed.us, 0);

  // The last node passed: the first on the way whose next node is still ahead.
  NodeId here = from;
  ArcId arc = next_arc(here, to);
  while (arc.valid() && times[graph_->arc(arc).to.index()] >= left) {
    here = graph_->arc(arc).to;
    arc = next_arc(here, to);
  }
  if (!arc.valid()) return standing(here, {0});

  const RoadGraph::Arc& road = graph_->arc(arc);
  const std::int64_t leg = times[here.index()] - times[road.to.index()];
  const std::int64_t to_next = left - times[road.to.index()];
  const double part = static_cast<double>(leg - to_next) / static_cast<double>(leg);
  const RoadGraph::Node& a = graph_->node(here);
  const RoadGraph::Node& b = graph_->node(road.to);
  return {arc,
          rounded_to_mm(part * road.length_m),
          road.to,
          {to_next},
          rounded_to_mm(a.x_m + (b.x_m - a.x_m) * part),
          rounded_to_mm(a.y_m + (b.y_m - a.y_m) * part)};
}

}  // namespace vedette
