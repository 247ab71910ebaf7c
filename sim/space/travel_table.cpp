// SPDX-License-Identifier: Apache-2.0
#include "space/travel_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "space/point.hpp"
#include "space/travel_on_demand.hpp"
#include "space/travel_rows.hpp"

namespace vedette {

std::int64_t TimesRow::found(NodeId from) const {
  return microseconds(on_demand_->ticks(from), speed_factor_);
}

std::int64_t TimesRow::at_least(NodeId from) const {
  return microseconds(on_demand_->at_least(from), speed_factor_);
}

std::int64_t TimesRow::up_to(NodeId from, std::int64_t most_us) const {
  // Rather a little too many ticks than one too few.
  constexpr double kMore = 1 + 1e-9, kTooMany = 9e18;
  const double most = (static_cast<double>(most_us) + 1) *
                      static_cast<double>(kTicksPerMicrosecond) * speed_factor_ * kMore;
  const Ticks ticks = most < kTooMany ? static_cast<Ticks>(most) + 1 : kUnreachableTicks;
  return microseconds(on_demand_->up_to(from, ticks), speed_factor_);
}

TravelTable::TravelTable(std::shared_ptr<const RoadGraph> graph,
                         std::span<const NodeId> destinations, double speed_factor,
                         std::size_t max_bytes, const TravelUse& use)
    : graph_(std::move(graph)), row_(graph_->node_count(), kNoRow) {
  set_speed_factor(speed_factor);
  const auto add = [&](NodeId n) {
    if (n.index() >= row_.size())
      throw InputError{
          {{},
           Severity::kError,
           fmt::format("destination at node number {}: there are {} nodes", n.value, row_.size()),
           {}}};
    if (row_[n.index()] != kNoRow) return;
    row_[n.index()] = static_cast<std::uint32_t>(destinations_.size());
    destinations_.push_back(n);
  };
  if (destinations.empty())
    for (std::size_t n = 0; n < row_.size(); ++n) add(NodeId(n));
  else
    for (const NodeId n : destinations) add(n);

  const std::size_t pair = sizeof(std::uint32_t) + sizeof(std::uint8_t);
  const bool too_many = !row_.empty() && destinations_.size() > max_bytes / pair / row_.size();
  const TravelSource source = travel_source(*graph_, destinations_.size(), !too_many, use);
  if (source != TravelSource::kTable) {
    on_demand_ = std::make_shared<const TravelOnDemand>(graph_, max_bytes,
                                                        source == TravelSource::kLabels
                                                            ? TravelOnDemand::Begin::kLabels
                                                            : TravelOnDemand::Begin::kSearches);
    return;
  }
  rows_ = std::make_shared<const TravelRows>(graph_, destinations_.size());
  auto slots = std::make_shared<RowBlock<TravelSlots>>(destinations_.size(), row_.size());
  fill(slots->data());
  slots_ = std::move(slots);
}

TravelTable::TravelTable(std::shared_ptr<const TravelOnDemand> on_demand, double speed_factor)
    : graph_(on_demand->graph()), on_demand_(std::move(on_demand)) {
  set_speed_factor(speed_factor);
  row_.assign(graph_->node_count(), 0);  // whatever is no kNoRow
}

void TravelTable::fill(TravelSlots* slots) {
  auto times = std::make_shared<RowBlock<TravelTimes>>(destinations_.size(), row_.size());
  TravelRows::Worker worker(*rows_);
  for (std::size_t r = 0; r < destinations_.size(); r += TravelRows::kMost) {
    const std::size_t some = std::min(TravelRows::kMost, destinations_.size() - r);
    rows_->make(worker, {destinations_.data() + r, some}, speed_factor_, times->data() + r,
                slots ? slots + r : nullptr);
  }
  times_ = std::move(times);
}

TravelTable TravelTable::scaled(double speed_factor) const {
  TravelTable other;
  other.set_speed_factor(speed_factor);
  other.graph_ = graph_;
  other.rows_ = rows_;
  other.destinations_ = destinations_;
  other.row_ = row_;
  other.slots_ = slots_;
  other.on_demand_ = on_demand_;
  if (!on_demand_) other.fill(nullptr);
  return other;
}

void TravelTable::set_speed_factor(double factor) {
  if (!(factor > 0 && factor <= 1e3 && factor >= 1e-3))
    throw InputError{
        {{}, Severity::kError, fmt::format("speed factor {} not in [0.001, 1000]", factor), {}}};
  speed_factor_ = factor;
}

TravelSource TravelTable::source() const {
  if (!on_demand_) return TravelSource::kTable;
  return on_demand_->has_labels() ? TravelSource::kLabels : TravelSource::kSearches;
}

Duration TravelTable::time_on_demand(NodeId from, NodeId to) const {
  return {microseconds(on_demand_->ticks(from, to), speed_factor_)};
}

TimesRow TravelTable::row_on_demand(NodeId to) const {
  return {std::make_shared<const OnDemandRow>(on_demand_, to), speed_factor_};
}

const RoadGraph::Step* TravelTable::step_on_demand(NodeId from, NodeId to) const {
  return on_demand_->first_step(from, to);
}

std::size_t TravelTable::memory_bytes() const {
  std::size_t bytes = row_.size() * sizeof(std::uint32_t);
  if (on_demand_) return bytes + on_demand_->memory_bytes();
  return bytes + times_->bytes() + slots_->bytes();
}

std::vector<Duration> TravelTable::times_from(NodeId from) const {
  std::vector<Duration> times(row_.size(), kUnreachable);
  if (!on_demand_) {
    for (const NodeId to : destinations_) times[to.index()] = time(from, to);
    return times;
  }
  ShortestPaths paths(*graph_);
  paths.run(from);
  for (std::size_t n = 0; n < times.size(); ++n)
    times[n] = {microseconds(paths.ticks(NodeId(n)), speed_factor_)};
  return times;
}

std::vector<TravelTable::Stop> TravelTable::way(NodeId from, NodeId to) const {
  std::vector<Stop> stops;
  if (on_demand_) {
    for (const WayStop& stop : on_demand_->way(from, to))
      stops.push_back({stop.node, {microseconds(stop.left, speed_factor_)}});
    return stops;
  }
  if (time(from, to) == kUnreachable) return stops;
  for (NodeId here = from;; here = next_hop(here, to)) {
    stops.push_back({here, time(here, to)});
    if (here == to) return stops;
  }
}

TravelTable::Towards TravelTable::towards(NodeId to) const {
  Towards rows;
  if (on_demand_) return rows;
  // Either all rows are narrow or none is, and narrow ones lie one after the other in one block.
  const TravelSlots& first = (*slots_)[0];
  if (first.narrow.empty()) return rows;
  rows.slots_ = first.narrow.data() + row_[to.index()] * row_.size();
  rows.graph_ = graph_.get();
  return rows;
}

RoadPosition TravelTable::position_at(NodeId from, NodeId to, Duration elapsed) const {
  const TimesRow times = times_to(to);
  const auto standing = [&](NodeId n, Duration to_next) {
    const RoadGraph::Node& node = graph().node(n);
    return RoadPosition{{}, 0, n, to_next, node.x_m, node.y_m};
  };
  if (times[from.index()] == kUnreachable.us) return standing(from, kUnreachable);
  const std::int64_t left = times[from.index()] - std::max<std::int64_t>(elapsed.us, 0);

  // The last node passed: the first on the way whose next node is still ahead.
  NodeId here = from;
  ArcId arc = next_arc(here, to);
  while (arc.valid() && times[graph().arc(arc).to.index()] >= left) {
    here = graph().arc(arc).to;
    arc = next_arc(here, to);
  }
  if (!arc.valid()) return standing(here, {0});

  const RoadGraph::Arc& road = graph().arc(arc);
  const std::int64_t leg = times[here.index()] - times[road.to.index()];
  const std::int64_t to_next = left - times[road.to.index()];
  const double part = static_cast<double>(leg - to_next) / static_cast<double>(leg);
  const RoadGraph::Node& a = graph().node(here);
  const RoadGraph::Node& b = graph().node(road.to);
  return {arc,
          rounded_to_mm(part * road.length_m),
          road.to,
          {to_next},
          rounded_to_mm(a.x_m + (b.x_m - a.x_m) * part),
          rounded_to_mm(a.y_m + (b.y_m - a.y_m) * part)};
}

}  // namespace vedette
