// SPDX-License-Identifier: Apache-2.0
#include "space/hierarchy_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "space/ticks_sum.hpp"

namespace vedette {

namespace {

constexpr std::uint32_t kNotPassed = 0xffffffffu;

}  // namespace

HierarchySearch::HierarchySearch(const Hierarchy& hierarchy)
    : hierarchy_(hierarchy), passed_(hierarchy.node_count(), kNotPassed) {
  for (Side& side : sides_) side.label.resize(hierarchy.node_count());
  sides_[0].climb = sides_[1].stall = &hierarchy.up();
  sides_[1].climb = sides_[0].stall = &hierarchy.down();
}

void HierarchySearch::Side::start(std::uint32_t position) {
  for (const std::uint32_t p : touched) label[p] = {};
  touched.clear();
  heap.clear();
  offer(position, {0, position, 0});
}

void HierarchySearch::Side::offer(std::uint32_t position, const Label& offered) {
  Label& known = label[position];
  if (offered.ticks >= known.ticks) return;
  if (known.ticks == kUnreachableTicks) touched.push_back(position);
  known = offered;
  heap.push_back({offered.ticks, position});
  std::push_heap(heap.begin(), heap.end(), std::greater<>());
}

void HierarchySearch::step(Side& side, const Side& other) {
  std::pop_heap(side.heap.begin(), side.heap.end(), std::greater<>());
  const auto [ticks, here] = side.heap.back();
  side.heap.pop_back();
  if (ticks != side.label[here].ticks) return;
  if (const Ticks both = sum(ticks, other.label[here].ticks); both < best_) {
    best_ = both;
    meeting_ = here;
  }
  // No shortest way climbs on from here if coming down from above is quicker.
  const Hierarchy::Links& stall = *side.stall;
  for (std::uint32_t i = stall.begin[here]; i < stall.begin[here + 1]; ++i)
    if (sum(side.label[stall.far[i]].ticks, stall.ticks[i]) < ticks) return;
  const Hierarchy::Links& climb = *side.climb;
  for (std::uint32_t i = climb.begin[here]; i < climb.begin[here + 1]; ++i)
    side.offer(climb.far[i], {sum(ticks, climb.ticks[i]), here, climb.piece[i]});
}

Ticks HierarchySearch::ticks(NodeId from, NodeId to) {
  for (const NodeId end : {from, to})
    if (end.index() >= hierarchy_.node_count())
      throw InputError{{{},
                        Severity::kError,
                        fmt::format("search at node number {}: there are {} nodes", end.value,
                                    hierarchy_.node_count()),
                        {}}};
  start_ = hierarchy_.position(from);
  end_ = hierarchy_.position(to);
  best_ = kUnreachableTicks;
  sides_[0].start(start_);
  sides_[1].start(end_);
  const auto open = [&](const Side& side) {
    return !side.heap.empty() && side.heap.front().ticks < best_;
  };
  for (std::size_t turn = 0; open(sides_[0]) || open(sides_[1]); turn ^= 1)
    if (open(sides_[turn])) step(sides_[turn], sides_[turn ^ 1]);
  return best_;
}

std::vector<ArcId> HierarchySearch::way(const RoadGraph& graph) {
  std::vector<ArcId> arcs, clean;
  if (best_ == kUnreachableTicks) return clean;
  std::vector<std::uint32_t> pieces;
  for (std::uint32_t at = meeting_; at != start_; at = sides_[0].label[at].from)
    pieces.push_back(sides_[0].label[at].piece);
  std::reverse(pieces.begin(), pieces.end());
  for (std::uint32_t at = meeting_; at != end_; at = sides_[1].label[at].from)
    pieces.push_back(sides_[1].label[at].piece);
  for (const std::uint32_t piece : pieces) hierarchy_.unpack(piece, arcs);

  // Where arcs take no time, climbing and descending may pass a node twice: leave out the loop.
  const NodeId first = hierarchy_.node(start_);
  passed_[first.index()] = 0;
  for (const ArcId arc : arcs) {
    clean.push_back(arc);
    std::uint32_t& passed = passed_[graph.arc(arc).to.index()];
    if (passed != kNotPassed) {
      const std::uint32_t keep = passed;
      for (; clean.size() > keep; clean.pop_back())
        passed_[graph.arc(clean.back()).to.index()] = kNotPassed;
      passed = keep;
    } else {
      passed = static_cast<std::uint32_t>(clean.size());
    }
  }
  passed_[first.index()] = kNotPassed;
  for (const ArcId arc : clean) passed_[graph.arc(arc).to.index()] = kNotPassed;
  return clean;
}

}  // namespace vedette
