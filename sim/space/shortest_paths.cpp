// SPDX-License-Identifier: Apache-2.0
#include "space/shortest_paths.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vedette {

ShortestPaths::ShortestPaths(const RoadGraph& graph) : graph_(graph), label_(graph.node_count()) {}

void ShortestPaths::run(NodeId source, Direction direction, Duration bound) {
  const Source one{source, {0}};
  run({&one, 1}, direction, bound);
}

void ShortestPaths::run(std::span<const Source> sources, Direction direction, Duration bound) {
  for (const NodeId n : touched_) label_[n.index()] = {};
  touched_.clear();
  order_.clear();
  heap_.clear();

  constexpr std::int64_t kMaxStart = static_cast<std::int64_t>(kMaxArcSeconds * 1e6);
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const auto& [node, start] = sources[i];
    if (node.index() >= graph_.node_count())
      throw InputError{{{},
                        Severity::kError,
                        fmt::format("source {} at node number {}: there are {} nodes", i,
                                    node.value, graph_.node_count()),
                        {}}};
    if (start.us < 0 || start.us > kMaxStart)
      throw InputError{{{},
                        Severity::kError,
                        fmt::format("start of source {} is {} s, not in [0, {}]", i,
                                    start.seconds(), kMaxArcSeconds),
                        {}}};
    if (start <= bound)
      offer(node, start.us * kTicksPerMicrosecond, static_cast<std::uint32_t>(i), ArcId{});
  }

  // Labels are ordered by (time, source): every step adds a time >= 0 and keeps the source, so
  // the order of settling is right for ties between sources too.
  while (!heap_.empty()) {
    const Entry entry = pop();
    Label& label = label_[entry.node];
    if (label.settled) continue;
    label.settled = true;
    order_.push_back(NodeId(entry.node));
    const NodeId here(entry.node);
    const auto steps = direction == Direction::kForward ? graph_.out(here) : graph_.in(here);
    for (const RoadGraph::Step& step : steps) {
      Ticks ticks;
      if (__builtin_add_overflow(entry.ticks, step.ticks, &ticks) || ticks == kUnreachableTicks)
        continue;
      if (rounded(ticks) <= bound) offer(step.node, ticks, entry.source, step.arc);
    }
  }
}

void ShortestPaths::offer(NodeId node, Ticks ticks, std::uint32_t source, ArcId arc) {
  Label& label = label_[node.index()];
  if (ticks > label.ticks || (ticks == label.ticks && source >= label.source)) return;
  if (label.ticks == kUnreachableTicks) touched_.push_back(node);
  label.ticks = ticks;
  label.source = source;
  label.arc = arc;
  push({ticks, source, node.value});
}

void ShortestPaths::push(Entry entry) {
  std::size_t i = heap_.size();
  heap_.push_back(entry);
  while (i > 0) {
    const std::size_t parent = (i - 1) / 4;
    if (!(entry < heap_[parent])) break;
    heap_[i] = heap_[parent];
    i = parent;
  }
  heap_[i] = entry;
}

ShortestPaths::Entry ShortestPaths::pop() {
  const Entry top = heap_.front();
  const Entry last = heap_.back();
  heap_.pop_back();
  if (heap_.empty()) return top;
  std::size_t i = 0;
  for (;;) {
    const std::size_t first = 4 * i + 1;
    if (first >= heap_.size()) break;
    std::size_t least = first;
    for (std::size_t c = first + 1; c < std::min(first + 4, heap_.size()); ++c)
      if (heap_[c] < heap_[least]) least = c;
    if (!(heap_[least] < last)) break;
    heap_[i] = heap_[least];
    i = least;
  }
  heap_[i] = last;
  return top;
}

}  // namespace vedette
