// SPDX-License-Identifier: Apache-2.0
#include "space/strong_parts.hpp"

#include <algorithm>
#include <utility>

namespace vedette {

namespace {

constexpr std::uint32_t kNone = 0xffffffffu;

// The state of a depth-first search whose call stack is a vector.
struct Search {
  explicit Search(const RoadGraph& g)
      : graph(g),
        order(g.node_count(), kNone),
        low(g.node_count(), kNone),
        part(g.node_count(), kNone) {}

  const RoadGraph& graph;
  std::vector<std::uint32_t> order, low, part;
  std::vector<std::uint32_t> open;  // visited, part not yet known
  struct Call {
    std::uint32_t node;
    std::uint32_t next_step;
  };
  std::vector<Call> calls;
  std::uint32_t visited = 0;
  std::uint32_t parts = 0;

  void enter(std::uint32_t node) {
    order[node] = low[node] = visited++;
    open.push_back(node);
    calls.push_back({node, 0});
  }

  void leave(std::uint32_t node) {
    if (low[node] == order[node]) {
      std::uint32_t member;
      do {
        member = open.back();
        open.pop_back();
        part[member] = parts;
      } while (member != node);
      ++parts;
    }
    calls.pop_back();
    if (!calls.empty()) low[calls.back().node] = std::min(low[calls.back().node], low[node]);
  }

  void from(std::uint32_t root) {
    enter(root);
    while (!calls.empty()) {
      Call& call = calls.back();
      const auto steps = graph.out(NodeId(call.node));
      if (call.next_step == steps.size()) {
        leave(call.node);
        continue;
      }
      const std::uint32_t to = steps[call.next_step++].node.value;
      if (order[to] == kNone)
        enter(to);
      else if (part[to] == kNone)
        low[call.node] = std::min(low[call.node], order[to]);
    }
  }
};

}  // namespace

StrongParts strong_parts(const RoadGraph& graph) {
  Search search(graph);
  for (std::uint32_t n = 0; n < graph.node_count(); ++n)
    if (search.order[n] == kNone) search.from(n);

  // Number the parts by their lowest node: the order of the search is of no use to anybody.
  StrongParts result{search.parts, std::move(search.part)};
  std::vector<std::uint32_t> number(result.count, kNone);
  std::uint32_t next = 0;
  for (std::uint32_t& part : result.part_of) {
    if (number[part] == kNone) number[part] = next++;
    part = number[part];
  }
  return result;
}

LargestStrongPart largest_strong_part(const RoadGraph& graph) {
  const StrongParts parts = strong_parts(graph);
  LargestStrongPart result;
  result.parts = parts.count;
  if (parts.count == 0) return result;
  std::vector<std::size_t> size(parts.count, 0);
  for (const std::uint32_t part : parts.part_of) ++size[part];
  const auto largest =
      static_cast<std::uint32_t>(std::max_element(size.begin(), size.end()) - size.begin());

  RoadGraphBuilder builder;
  std::vector<NodeId> renamed(graph.node_count());
  for (std::size_t n = 0; n < graph.node_count(); ++n) {
    const RoadGraph::Node& node = graph.node(NodeId(n));
    if (parts.part_of[n] == largest) {
      renamed[n] = builder.add_node(node.x_m, node.y_m, node.name);
      result.kept.push_back(NodeId(n));
    } else {
      result.dropped.push_back(NodeId(n));
    }
  }
  for (std::size_t a = 0; a < graph.arc_count(); ++a) {
    const RoadGraph::Arc& arc = graph.arc(ArcId(a));
    const NodeId from = renamed[arc.from.index()], to = renamed[arc.to.index()];
    if (from.valid() && to.valid()) {
      builder.add_arc_like(from, to, arc);
      result.kept_arcs.push_back(ArcId(a));
    } else {
      ++result.dropped_arcs;
      result.dropped_length_m += arc.length_m;
    }
  }
  result.graph = builder.build();
  return result;
}

}  // namespace vedette
