// SPDX-License-Identifier: Apache-2.0
#include "space/road_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

#include "space/point.hpp"

namespace vedette {

namespace {

[[noreturn]] void refuse(const Place& place, std::string message) {
  throw InputError{{place, Severity::kError, std::move(message), {}}};
}

Ticks ticks_of(double seconds, const Place& place) {
  if (!(seconds >= 0 && seconds <= kMaxArcSeconds))
    refuse(place, fmt::format("travel time {} s not in [0, {}]", seconds, kMaxArcSeconds));
  // At least one tick, so that no way runs in circles without taking time.
  return std::max<Ticks>(1, std::llround(seconds * 1e12));
}

}  // namespace

std::optional<NodeId> RoadGraph::find(std::string_view name) const {
  const auto it = std::lower_bound(
      by_name_.begin(), by_name_.end(), name,
      [&](std::uint32_t i, std::string_view wanted) { return nodes_[i].name < wanted; });
  if (it == by_name_.end() || nodes_[*it].name != name) return std::nullopt;
  return NodeId(*it);
}

NodeId RoadGraph::nearest_node(double x_m, double y_m) const {
  NodeId best;
  double best_d2 = 0;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const double dx = nodes_[i].x_m - x_m, dy = nodes_[i].y_m - y_m, d2 = dx * dx + dy * dy;
    if (!best.valid() || d2 < best_d2) {
      best = NodeId(i);
      best_d2 = d2;
    }
  }
  return best;
}

RoadGraph RoadGraph::with_seconds(std::span<const double> seconds) const {
  if (seconds.size() != arcs_.size())
    refuse({}, fmt::format("{} travel times for {} arcs", seconds.size(), arcs_.size()));
  RoadGraph other = *this;
  for (std::size_t a = 0; a < arcs_.size(); ++a)
    other.arcs_[a].ticks = seconds[a] == std::numeric_limits<double>::infinity()
                               ? kUnreachableTicks
                               : ticks_of(seconds[a], {});
  other.index_arcs();
  return other;
}

void RoadGraph::index_arcs() {
  // Counting sort of the arcs by their near end; within a node the order of adding stays.
  const auto sorted = [&](NodeId Arc::*near, NodeId Arc::*far, std::vector<std::uint32_t>& begin,
                          std::vector<Step>& steps) {
    begin.assign(nodes_.size() + 1, 0);
    for (const Arc& arc : arcs_)
      if (!arc.closed()) ++begin[(arc.*near).index() + 1];
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
    steps.resize(begin.back());
    for (std::size_t a = 0; a < arcs_.size(); ++a)
      if (!arcs_[a].closed())
        steps[next[(arcs_[a].*near).index()]++] = {arcs_[a].ticks, arcs_[a].*far, ArcId(a)};
  };
  sorted(&Arc::from, &Arc::to, out_begin_, out_);
  sorted(&Arc::to, &Arc::from, in_begin_, in_);
}

void RoadGraph::index_names() {
  for (std::size_t i = 0; i < nodes_.size(); ++i)
    if (!nodes_[i].name.empty()) by_name_.push_back(static_cast<std::uint32_t>(i));
  std::sort(by_name_.begin(), by_name_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(nodes_[a].name, a) < std::tie(nodes_[b].name, b);
  });
}

NodeId RoadGraphBuilder::add_node(double x_m, double y_m, std::string name, const Place& place) {
  const auto fits = [](double v) { return v >= -kMaxMetres && v <= kMaxMetres; };
  if (!fits(x_m) || !fits(y_m))
    refuse(place, fmt::format("node at ({}, {}) m: coordinates not in [-{}, {}]", x_m, y_m,
                              kMaxMetres, kMaxMetres));
  graph_.nodes_.push_back({rounded_to_mm(x_m), rounded_to_mm(y_m), std::move(name)});
  return NodeId(graph_.nodes_.size() - 1);
}

ArcId RoadGraphBuilder::add_arc(NodeId from, NodeId to, double seconds, double length_m,
                                const Place& place) {
  check_ends(from, to, place);
  if (!(length_m >= 0 && length_m <= kMaxMetres))
    refuse(place, fmt::format("arc length {} m not in [0, {}]", length_m, kMaxMetres));
  graph_.arcs_.push_back({from, to, ticks_of(seconds, place), length_m});
  return ArcId(graph_.arcs_.size() - 1);
}

ArcId RoadGraphBuilder::add_arc_like(NodeId from, NodeId to, const RoadGraph::Arc& other,
                                     const Place& place) {
  check_ends(from, to, place);
  graph_.arcs_.push_back({from, to, other.ticks, other.length_m});
  return ArcId(graph_.arcs_.size() - 1);
}

void RoadGraphBuilder::check_ends(NodeId from, NodeId to, const Place& place) const {
  for (const NodeId end : {from, to})
    if (end.index() >= graph_.nodes_.size())
      refuse(place, fmt::format("arc with node number {}: there are {} nodes", end.value,
                                graph_.nodes_.size()));
}

RoadGraph RoadGraphBuilder::build() {
  RoadGraph graph = std::exchange(graph_, {});
  graph.index_arcs();
  graph.index_names();
  const auto twice = std::adjacent_find(graph.by_name_.begin(), graph.by_name_.end(),
                                        [&](std::uint32_t a, std::uint32_t b) {
                                          return graph.nodes_[a].name == graph.nodes_[b].name;
                                        });
  if (twice != graph.by_name_.end())
    refuse({}, fmt::format("two nodes are named '{}'", graph.nodes_[*twice].name));
  return graph;
}

}  // namespace vedette
