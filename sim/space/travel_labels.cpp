// SPDX-License-Identifier: Apache-2.0
#include "space/travel_labels.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "space/ticks_sum.hpp"

namespace vedette {

namespace {

constexpr std::uint32_t kEnd = 0xffffffffu;

}  // namespace

// Working memory of one thread.
class TravelLabels::Maker {
 public:
  explicit Maker(const Hierarchy& hierarchy)
      : hierarchy_(hierarchy), ticks_(hierarchy.node_count(), kUnreachableTicks) {}

  const Hierarchy::Links& climb(Side side) const {
    return side == kFrom ? hierarchy_.up() : hierarchy_.down();
  }

  /// A search that only climbs, with stalling on demand.
  Label search(std::uint32_t start, Side side) {
    const Hierarchy::Links& up = climb(side);
    Label label;
    offer(start, 0);
    while (!heap_.empty()) {
      std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
      const auto [ticks, here] = heap_.back();
      heap_.pop_back();
      if (ticks != ticks_[here] || stalled(side, here)) continue;
      label.push_back({here, ticks});
      for (std::uint32_t i = up.begin[here]; i < up.begin[here + 1]; ++i)
        offer(up.far[i], sum(ticks, up.ticks[i]));
    }
    std::erase_if(label, [&](const Entry& e) { return covered(side, e.hub); });
    for (const std::uint32_t p : touched_) ticks_[p] = kUnreachableTicks;
    touched_.clear();
    std::sort(label.begin(), label.end(),
              [](const Entry& a, const Entry& b) { return a.hub < b.hub; });
    label.push_back({kEnd, kUnreachableTicks});
    return label;
  }

  /// The same times from the labels of the nodes next above, in the order of their links.
  Label join(std::uint32_t start, Side side, const std::vector<const Label*>& above) {
    const Hierarchy::Links& up = climb(side);
    merged_.assign(1, {kEnd, kUnreachableTicks});
    for (std::size_t k = 0; k < above.size(); ++k) merge(*above[k], up.ticks[up.begin[start] + k]);
    merged_.back() = {start, 0};  // below all others
    for (const Entry& e : merged_) ticks_[e.hub] = e.ticks;
    Label label;
    label.reserve(merged_.size() + 1);
    for (const Entry& e : merged_)
      if (!covered(side, e.hub)) label.push_back(e);
    for (const Entry& e : merged_) ticks_[e.hub] = kUnreachableTicks;
    label.push_back({kEnd, kUnreachableTicks});
    label.shrink_to_fit();
    return label;
  }

 private:
  // Coming down from above is quicker: no shortest way has its top here.
  bool stalled(Side side, std::uint32_t here) const {
    const Hierarchy::Links& stall = climb(side == kFrom ? kTo : kFrom);
    for (std::uint32_t i = stall.begin[here]; i < stall.begin[here + 1]; ++i)
      if (sum(ticks_[stall.far[i]], stall.ticks[i]) < ticks_[here]) return true;
    return false;
  }
  // Coming down from above is as quick, so the label needs no entry: of all nodes of all shortest
  // ways to some end, the highest is never left out, and it stands in the other end's label too.
  // Where many ways are equally short, as on a grid, that leaves a quarter of the entries.
  bool covered(Side side, std::uint32_t here) const {
    const Hierarchy::Links& above = climb(side == kFrom ? kTo : kFrom);
    for (std::uint32_t i = above.begin[here]; i < above.begin[here + 1]; ++i)
      if (sum(ticks_[above.far[i]], above.ticks[i]) <= ticks_[here]) return true;
    return false;
  }
  void offer(std::uint32_t position, Ticks ticks) {
    if (ticks >= ticks_[position]) return;
    if (ticks_[position] == kUnreachableTicks) touched_.push_back(position);
    ticks_[position] = ticks;
    heap_.emplace_back(ticks, position);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
  }
  // Lays a label, that much further away, into merged_.
  void merge(const Label& label, Ticks further) {
    other_.clear();
    const Entry* a = merged_.data();
    const Entry* b = label.data();
    while (a->hub != kEnd || b->hub != kEnd) {
      const std::uint32_t hub = std::min(a->hub, b->hub);
      Ticks ticks = kUnreachableTicks;
      if (a->hub == hub) ticks = (a++)->ticks;
      if (b->hub == hub) ticks = std::min(ticks, sum((b++)->ticks, further));
      other_.push_back({hub, ticks});
    }
    other_.push_back({kEnd, kUnreachableTicks});
    merged_.swap(other_);
  }

  const Hierarchy& hierarchy_;
  std::vector<Ticks> ticks_;  // per position
  std::vector<std::uint32_t> touched_;
  std::vector<std::pair<Ticks, std::uint32_t>> heap_;
  Label merged_, other_;
};

TravelLabels::TravelLabels(std::shared_ptr<const RoadGraph> graph, std::size_t max_bytes)
    : graph_(std::move(graph)), hierarchy_(*graph_), max_bytes_(max_bytes) {
  for (auto& side : kept_) side = std::vector<std::atomic<const Label*>>(graph_->node_count());
}

TravelLabels::~TravelLabels() {
  for (auto& side : kept_)
    for (auto& label : side) delete label.load(std::memory_order_relaxed);
}

const TravelLabels::Label* TravelLabels::kept_label(Side side, std::uint32_t position,
                                                    Maker& maker) const {
  std::atomic<const Label*>& kept = kept_[side][position];
  if (const Label* known = kept.load(std::memory_order_acquire)) return known;
  // As deep as the hierarchy has levels: a hundred or two.
  const Hierarchy::Links& up = maker.climb(side);
  std::vector<const Label*> above;
  for (std::uint32_t i = up.begin[position]; i < up.begin[position + 1]; ++i) {
    above.push_back(kept_label(side, up.far[i], maker));
    if (!above.back()) return nullptr;
  }
  auto made = std::make_unique<const Label>(maker.join(position, side, above));
  const std::size_t bytes = sizeof(Label) + made->size() * sizeof(Entry);
  if (bytes_.fetch_add(bytes, std::memory_order_relaxed) + bytes > max_bytes_) {
    bytes_.fetch_sub(bytes, std::memory_order_relaxed);
    return nullptr;
  }
  // Another thread may have made the same label meanwhile; then both are the same.
  const Label* before = nullptr;
  if (kept.compare_exchange_strong(before, made.get(), std::memory_order_acq_rel))
    return made.release();
  bytes_.fetch_sub(bytes, std::memory_order_relaxed);
  return before;
}

TravelLabels::Held TravelLabels::label(Side side, NodeId n) const {
  const std::uint32_t position = hierarchy_.position(n);
  if (const Label* known = kept_[side][position].load(std::memory_order_acquire))
    return {known, nullptr};
  auto maker = borrow();
  Held held{kept_label(side, position, *maker), nullptr};
  if (!held.label) {
    held.own = std::make_unique<const Label>(maker->search(position, side));
    held.label = held.own.get();
  }
  give_back(std::move(maker));
  return held;
}

std::unique_ptr<TravelLabels::Maker> TravelLabels::borrow() const {
  {
    const std::lock_guard lock(idle_mutex_);
    if (!idle_makers_.empty()) {
      auto maker = std::move(idle_makers_.back());
      idle_makers_.pop_back();
      return maker;
    }
  }
  return std::make_unique<Maker>(hierarchy_);
}

void TravelLabels::give_back(std::unique_ptr<Maker> maker) const {
  const std::lock_guard lock(idle_mutex_);
  idle_makers_.push_back(std::move(maker));
}

Ticks TravelLabels::least_sum(const Label& from, const Label& to) {
  Ticks best = kUnreachableTicks;
  const Entry* a = from.data();
  const Entry* b = to.data();
  for (;;) {
    if (a->hub == b->hub) {
      if (a->hub == kEnd) return best;
      best = std::min(best, sum(a->ticks, b->ticks));
      ++a;
      ++b;
    } else if (a->hub < b->hub) {
      ++a;
    } else {
      ++b;
    }
  }
}

Ticks TravelLabels::ticks(NodeId from, NodeId to) const {
  const Held a = label(kFrom, from), b = label(kTo, to);
  return least_sum(*a.label, *b.label);
}

const RoadGraph::Step* TravelLabels::first_step(NodeId from, NodeId to) const {
  if (from == to) return nullptr;
  const Held destination = label(kTo, to);
  const auto time = [&](NodeId n) { return least_sum(*label(kFrom, n).label, *destination.label); };
  const Ticks whole = time(from);
  if (whole == kUnreachableTicks) return nullptr;
  return step_towards(*graph_, from, whole, {}, time);
}

std::vector<WayStop> TravelLabels::way(NodeId from, NodeId to) const {
  std::unique_ptr<Fan> fan = spread(to);
  const Ticks whole = fan->ticks(from);
  std::vector<WayStop> stops;
  if (whole != kUnreachableTicks)
    stops = whole_way(*graph_, from, to, whole, [&](NodeId n) { return fan->ticks(n); });
  gather(std::move(fan));
  return stops;
}

Ticks TravelLabels::Fan::ticks(NodeId from) const {
  const Held held = labels_->label(kFrom, from);
  auto best = static_cast<std::uint64_t>(kUnreachableTicks);
  // The last entry stands for the end of the list.
  const Entry* const end = held.label->data() + held.label->size() - 1;
  for (const Entry* entry = held.label->data(); entry != end; ++entry)
    best = std::min(best, static_cast<std::uint64_t>(at_hub_[entry->hub]) +
                              static_cast<std::uint64_t>(entry->ticks));
  return static_cast<Ticks>(best);
}

std::unique_ptr<TravelLabels::Fan> TravelLabels::spread(NodeId to) const {
  std::unique_ptr<Fan> fan;
  {
    const std::lock_guard lock(idle_mutex_);
    if (!idle_fans_.empty()) {
      fan = std::move(idle_fans_.back());
      idle_fans_.pop_back();
    }
  }
  if (!fan) fan.reset(new Fan(hierarchy_.node_count()));
  fan->labels_ = this;
  const Held held = label(kTo, to);
  for (const Entry& entry : *held.label) {
    if (entry.hub == kEnd) break;
    fan->at_hub_[entry.hub] = entry.ticks;
    fan->spread_.push_back(entry.hub);
  }
  return fan;
}

void TravelLabels::gather(std::unique_ptr<Fan> fan) const {
  for (const std::uint32_t hub : fan->spread_) fan->at_hub_[hub] = kUnreachableTicks;
  fan->spread_.clear();
  const std::lock_guard lock(idle_mutex_);
  idle_fans_.push_back(std::move(fan));
}

std::shared_ptr<const TravelLabels::Fan> TravelLabels::fan(
    std::shared_ptr<const TravelLabels> labels, NodeId to) {
  Fan* const fan = labels->spread(to).release();
  return {fan,
          [labels = std::move(labels)](Fan* used) { labels->gather(std::unique_ptr<Fan>(used)); }};
}

}  // namespace vedette
