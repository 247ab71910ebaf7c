// SPDX-License-Identifier: Apache-2.0
#include "space/hierarchy_sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace vedette {

namespace {

constexpr std::uint32_t kNoCell = 0xffffffffu;

void check(const Hierarchy& hierarchy, std::span<const NodeId> nodes, const char* what) {
  for (const NodeId n : nodes)
    if (n.index() >= hierarchy.node_count())
      throw InputError{{{},
                        Severity::kError,
                        fmt::format("{} at node number {}: there are {} nodes", what, n.value,
                                    hierarchy.node_count()),
                        {}}};
}

// Two times of at most kUnreachableTicks add up without a carry in 64 bits without sign, and what
// adds up to more loses against kUnreachableTicks: no branch for what cannot be reached.
template <std::size_t kLanes>
[[gnu::always_inline]] inline void pass(const Hierarchy::Links& links, std::size_t cells,
                                        Ticks* ticks) {
  for (std::size_t c = 0; c < cells; ++c) {
    std::uint64_t best[kLanes];
    for (std::size_t l = 0; l < kLanes; ++l)
      best[l] = static_cast<std::uint64_t>(ticks[c * kLanes + l]);
    for (std::uint32_t i = links.begin[c]; i < links.begin[c + 1]; ++i) {
      const Ticks* far = ticks + links.far[i] * kLanes;
      const auto link = static_cast<std::uint64_t>(links.ticks[i]);
      for (std::size_t l = 0; l < kLanes; ++l)
        best[l] = std::min(best[l], static_cast<std::uint64_t>(far[l]) + link);
    }
    for (std::size_t l = 0; l < kLanes; ++l) ticks[c * kLanes + l] = static_cast<Ticks>(best[l]);
  }
}

template <std::size_t kLanes>
void descend(const Hierarchy::Links& links, std::size_t cells, Ticks* ticks) {
  pass<kLanes>(links, cells, ticks);
}

// The same for processors that take four numbers of 64 bits at once: half the time. All numbers are
// whole, so the results are the same.
#ifdef __x86_64__
template <std::size_t kLanes>
[[gnu::target("avx2")]] void descend_avx2(const Hierarchy::Links& links, std::size_t cells,
                                          Ticks* ticks) {
  pass<kLanes>(links, cells, ticks);
}
#endif

void descend(std::size_t lanes, const Hierarchy::Links& links, std::size_t cells, Ticks* ticks) {
  if (lanes == 1) return descend<1>(links, cells, ticks);
#ifdef __x86_64__
  static const bool avx2 = __builtin_cpu_supports("avx2");
  if (avx2)
    return lanes == 4 ? descend_avx2<4>(links, cells, ticks) : descend_avx2<8>(links, cells, ticks);
#endif
  return lanes == 4 ? descend<4>(links, cells, ticks) : descend<8>(links, cells, ticks);
}

}  // namespace

HierarchySweep::HierarchySweep(const Hierarchy& hierarchy, Direction direction)
    : hierarchy_(hierarchy),
      climb_(direction == Direction::kForward ? &hierarchy.up() : &hierarchy.down()),
      pass_(direction == Direction::kForward ? &hierarchy.down() : &hierarchy.up()),
      cell_(hierarchy.node_count()),
      cells_(hierarchy.node_count()),
      label_(hierarchy.node_count(), kUnreachableTicks),
      core_(direction == Direction::kForward ? &hierarchy.core_out() : &hierarchy.core_in()) {
  std::iota(cell_.begin(), cell_.end(), 0u);
  if (core_->ticks.empty()) return;
  double sum = 0;
  for (const Ticks link : core_->ticks) sum += static_cast<double>(link);
  core_width_ = BucketQueue::width_for(sum / static_cast<double>(core_->ticks.size()));
}

HierarchySweep::HierarchySweep(const Hierarchy& hierarchy, Direction direction,
                               std::span<const NodeId> targets)
    : HierarchySweep(hierarchy, direction) {
  check(hierarchy, targets, "target");
  // Whatever a target depends on lies above it.
  std::vector<bool> needed(hierarchy.node_count(), false);
  for (const NodeId n : targets) needed[hierarchy.position(n)] = true;
  const Hierarchy::Links& all = *pass_;
  for (std::size_t p = 0; p < hierarchy.core_size(); ++p) needed[p] = true;
  for (std::size_t p = needed.size(); p-- > 0;)
    if (needed[p])
      for (std::uint32_t i = all.begin[p]; i < all.begin[p + 1]; ++i) needed[all.far[i]] = true;
  cells_ = 0;
  own_.begin.assign(1, 0);
  for (std::size_t p = 0; p < needed.size(); ++p) {
    cell_[p] = kNoCell;
    if (!needed[p]) continue;
    cell_[p] = static_cast<std::uint32_t>(cells_++);
    for (std::uint32_t i = all.begin[p]; i < all.begin[p + 1]; ++i) {
      own_.far.push_back(cell_[all.far[i]]);
      own_.ticks.push_back(all.ticks[i]);
    }
    own_.begin.push_back(static_cast<std::uint32_t>(own_.far.size()));
  }
  pass_ = &own_;
}

void HierarchySweep::run(std::span<const NodeId> sources) {
  if (sources.empty() || sources.size() > kLanes)
    throw InputError{{{},
                      Severity::kError,
                      fmt::format("{} sources at once, not 1 to {}", sources.size(), kLanes),
                      {}}};
  check(hierarchy_, sources, "source");
  stride_ = sources.size() == 1 ? 1 : sources.size() <= 4 ? 4 : 8;
  ticks_.assign(cells_ * stride_, kUnreachableTicks);
  for (std::size_t lane = 0; lane < sources.size(); ++lane) climb(sources[lane], lane);
  descend(stride_, *pass_, cells_, ticks_.data());
}

// Positions fall on the way up: the deepest open one is final, and each is opened once.
void HierarchySweep::climb(NodeId source, std::size_t lane) {
  const std::uint32_t start = hierarchy_.position(source);
  label_[start] = 0;
  open_.assign(1, start);
  touched_.assign(1, start);
  while (!open_.empty() && open_.front() >= hierarchy_.core_size()) {
    std::pop_heap(open_.begin(), open_.end());
    const std::uint32_t here = open_.back();
    open_.pop_back();
    const auto ticks = static_cast<std::uint64_t>(label_[here]);
    for (std::uint32_t i = climb_->begin[here]; i < climb_->begin[here + 1]; ++i) {
      const std::uint32_t far = climb_->far[i];
      const std::uint64_t there = ticks + static_cast<std::uint64_t>(climb_->ticks[i]);
      Ticks& label = label_[far];
      if (there >= static_cast<std::uint64_t>(label)) continue;
      if (label == kUnreachableTicks) {
        open_.push_back(far);
        std::push_heap(open_.begin(), open_.end());
        touched_.push_back(far);
      }
      label = static_cast<Ticks>(there);
    }
  }
  if (!open_.empty()) cross_core();
  for (const std::uint32_t p : touched_) {
    if (cell_[p] != kNoCell) ticks_[cell_[p] * stride_ + lane] = label_[p];
    label_[p] = kUnreachableTicks;
  }
}

// From the nodes of the core that the climb has come to.
void HierarchySweep::cross_core() {
  Ticks least = kUnreachableTicks;
  for (const std::uint32_t p : open_) least = std::min(least, label_[p]);
  core_queue_.start(least, core_width_);
  for (const std::uint32_t p : open_) core_queue_.push({label_[p], p});
  for (BucketQueue::Entry here; core_queue_.pop(here);) {
    if (here.ticks != label_[here.node]) continue;
    const auto ticks = static_cast<std::uint64_t>(here.ticks);
    for (std::uint32_t i = core_->begin[here.node]; i < core_->begin[here.node + 1]; ++i) {
      const std::uint32_t far = core_->far[i];
      const std::uint64_t there = ticks + static_cast<std::uint64_t>(core_->ticks[i]);
      Ticks& label = label_[far];
      if (there >= static_cast<std::uint64_t>(label)) continue;
      if (label == kUnreachableTicks) touched_.push_back(far);
      label = static_cast<Ticks>(there);
      core_queue_.push({label, far});
    }
  }
}

std::vector<Ticks> ticks_between(const Hierarchy& hierarchy, std::span<const NodeId> sources,
                                 std::span<const NodeId> targets) {
  // To most of the nodes the pass need not be cut.
  HierarchySweep sweep =
      targets.size() * 2 > hierarchy.node_count()
          ? HierarchySweep(hierarchy, HierarchySweep::Direction::kForward)
          : HierarchySweep(hierarchy, HierarchySweep::Direction::kForward, targets);
  std::vector<Ticks> ticks(sources.size() * targets.size());
  for (std::size_t s = 0; s < sources.size(); s += HierarchySweep::kLanes) {
    const auto some = sources.subspan(s, std::min(HierarchySweep::kLanes, sources.size() - s));
    sweep.run(some);
    Ticks* const row = ticks.data() + s * targets.size();
    for (std::size_t t = 0; t < targets.size(); ++t) {
      const Ticks* const lanes = sweep.all_lanes(targets[t]);
      for (std::size_t lane = 0; lane < some.size(); ++lane)
        row[lane * targets.size() + t] = lanes[lane];
    }
  }
  return ticks;
}

}  // namespace vedette
