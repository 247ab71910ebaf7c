// SPDX-License-Identifier: Apache-2.0
#include "space/travel_on_demand.hpp"

#include <algorithm>
#include <utility>

#include "space/travel_use.hpp"

namespace vedette {

namespace {

// So many searches between two nodes look at about as many nodes as one all around.
constexpr int kAlone = 5;

std::uint64_t work_of_hierarchy(const RoadGraph& graph) {
  return static_cast<std::uint64_t>(hierarchy_seconds(graph) / kSearchSecondsPerNode);
}

}  // namespace

TravelOnDemand::TravelOnDemand(std::shared_ptr<const RoadGraph> graph, std::size_t max_bytes,
                               Begin begin)
    : TravelOnDemand(
          graph, max_bytes,
          begin == Begin::kLabels ? 0 : std::max<std::uint64_t>(1, work_of_hierarchy(*graph))) {}

TravelOnDemand::TravelOnDemand(std::shared_ptr<const RoadGraph> graph, std::size_t max_bytes,
                               std::uint64_t most_work)
    : graph_(std::move(graph)),
      lines_(*graph_),
      max_bytes_(max_bytes),
      max_row_bytes_(most_work == 0 ? 0 : max_bytes / 2),
      most_work_(most_work) {
  std::size_t open = 0;
  for (std::size_t a = 0; a < graph_->arc_count(); ++a) {
    if (graph_->arc(ArcId(a)).closed()) continue;
    mean_arc_ += static_cast<double>(graph_->arc(ArcId(a)).ticks);
    ++open;
  }
  mean_arc_ /= static_cast<double>(std::max<std::size_t>(open, 1));
  kept_ = std::vector<std::atomic<const Times*>>(graph_->node_count());
  if (most_work_ == 0)
    prepare_labels();
  else
    work_for_ = std::vector<std::atomic<std::uint32_t>>(graph_->node_count());
}

TravelOnDemand::~TravelOnDemand() {
  for (auto& row : kept_) delete row.load(std::memory_order_relaxed);
}

std::size_t TravelOnDemand::memory_bytes() const {
  const std::size_t rows = bytes_.load(std::memory_order_relaxed);
  return has_labels() ? rows + labels_->memory_bytes() : rows;
}

// Whoever finds somebody else at it goes on searching.
void TravelOnDemand::prepare_labels() const {
  const std::unique_lock lock(labels_mutex_, std::try_to_lock);
  if (!lock || has_labels()) return;
  labels_ = std::make_shared<const TravelLabels>(graph_, max_bytes_ - max_row_bytes_);
  labels_ready_.store(true, std::memory_order_release);
}

std::unique_ptr<TravelSearch> TravelOnDemand::borrow() const {
  {
    const std::lock_guard lock(idle_mutex_);
    if (!idle_.empty()) {
      auto search = std::move(idle_.back());
      idle_.pop_back();
      return search;
    }
  }
  return std::make_unique<TravelSearch>(*graph_, lines_, mean_arc_);
}

void TravelOnDemand::give_back(std::unique_ptr<TravelSearch> search, NodeId to) const {
  const std::uint64_t work = search->take_work();
  {
    const std::lock_guard lock(idle_mutex_);
    idle_.push_back(std::move(search));
  }
  work_for_[to.index()].fetch_add(
      static_cast<std::uint32_t>(std::min<std::uint64_t>(work, 1u << 30)),
      std::memory_order_relaxed);
  if (work_.fetch_add(work, std::memory_order_relaxed) + work > most_work_ && !has_labels())
    prepare_labels();
}

// The row of a destination that is asked for often, if there is room for it; else null.
const Ticks* TravelOnDemand::keep_row(NodeId to) const {
  if (const Ticks* const known = kept(to)) return known;
  const std::size_t nodes = graph_->node_count();
  if (has_labels() ||
      std::size_t{2} * work_for_[to.index()].load(std::memory_order_relaxed) < nodes)
    return nullptr;
  const std::size_t bytes = sizeof(Times) + nodes * sizeof(Ticks);
  if (bytes_.fetch_add(bytes, std::memory_order_relaxed) + bytes > max_row_bytes_) {
    bytes_.fetch_sub(bytes, std::memory_order_relaxed);
    return nullptr;
  }
  auto search = borrow();
  search->round(to);
  auto made = std::make_unique<Times>(nodes);
  for (std::size_t n = 0; n < nodes; ++n) (*made)[n] = search->up_to(NodeId(n), kUnreachableTicks);
  give_back(std::move(search), to);
  // Another thread may have made the same row meanwhile; then both are the same.
  const Times* before = nullptr;
  if (kept_[to.index()].compare_exchange_strong(before, made.get(), std::memory_order_acq_rel))
    return made.release()->data();
  bytes_.fetch_sub(bytes, std::memory_order_relaxed);
  return before->data();
}

Ticks TravelOnDemand::ticks(NodeId from, NodeId to) const {
  if (const Ticks* const times = keep_row(to)) return times[from.index()];
  if (has_labels()) return labels_->ticks(from, to);
  auto search = borrow();
  const Ticks ticks = search->between(from, to);
  give_back(std::move(search), to);
  return ticks;
}

const RoadGraph::Step* TravelOnDemand::first_step(NodeId from, NodeId to) const {
  if (const Ticks* const times = keep_row(to)) {
    const Ticks whole = times[from.index()];
    if (from == to || whole == kUnreachableTicks) return nullptr;
    return step_towards(*graph_, from, whole, {}, [&](NodeId n) { return times[n.index()]; });
  }
  if (has_labels()) return labels_->first_step(from, to);
  auto search = borrow();
  const RoadGraph::Step* const step = search->first_step(from, to);
  give_back(std::move(search), to);
  return step;
}

std::vector<WayStop> TravelOnDemand::way(NodeId from, NodeId to) const {
  if (const Ticks* const times = keep_row(to)) {
    const Ticks whole = times[from.index()];
    if (whole == kUnreachableTicks) return {};
    return whole_way(*graph_, from, to, whole, [&](NodeId n) { return times[n.index()]; });
  }
  if (has_labels()) return labels_->way(from, to);
  auto search = borrow();
  std::vector<WayStop> stops = search->way(from, to);
  give_back(std::move(search), to);
  return stops;
}

OnDemandRow::OnDemandRow(std::shared_ptr<const TravelOnDemand> owner, NodeId to)
    : owner_(std::move(owner)), to_(to), kept_(owner_->keep_row(to)) {
  if (kept_) return;
  if (owner_->has_labels()) {
    fan_ = TravelLabels::fan(owner_->labels_, to);
    return;
  }
  search_ = owner_->borrow();
}

OnDemandRow::~OnDemandRow() {
  if (search_) owner_->give_back(std::move(search_), to_);
}

Ticks OnDemandRow::up_to(NodeId from, Ticks most) const {
  if (kept_) return kept_[from.index()];
  if (fan_) return fan_->ticks(from);
  if (search_->centre() != to_) {
    if (alone_ < kAlone) {
      ++alone_;
      return search_->between(from, to_, most);
    }
    search_->round(to_);
  }
  return search_->up_to(from, most);
}

}  // namespace vedette
