// SPDX-License-Identifier: Apache-2.0
#include "space/travel_rows.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace vedette {

// One rounding only: the division is done on the exact sum of the way.
std::int64_t microseconds(Ticks ticks, double speed_factor) {
  if (ticks == kUnreachableTicks) return kUnreachable.us;
  if (speed_factor == 1) return rounded(ticks).us;
  const double us = static_cast<double>(ticks) / static_cast<double>(kTicksPerMicrosecond);
  return std::llround(us / speed_factor);
}

namespace {

// From so many rows on a hierarchy is worth its preparation, in haste or thoroughly
// (docs/performance.md).
constexpr std::size_t kSomeRows = 4, kManyRows = 5000;

}  // namespace

TravelRows::TravelRows(std::shared_ptr<const RoadGraph> graph, std::size_t expected_rows)
    : graph_(std::move(graph)), cell_(graph_->node_count()) {
  if (expected_rows >= kSomeRows) {
    if (expected_rows >= kManyRows)
      hierarchy_.emplace(*graph_);
    else
      hierarchy_.emplace(*graph_, Hierarchy::most_neighbours_for(expected_rows));
    cell_ = hierarchy_->positions();
  } else {
    std::iota(cell_.begin(), cell_.end(), 0u);
  }
  first_arcs_.emplace(*graph_, cell_);
  for (std::size_t n = 0; n < cell_.size(); ++n)
    if (graph_->out(NodeId(n)).size() > 255) wide_slots_ = true;
}

TravelRows::Worker::Worker(const TravelRows& rows) {
  if (rows.hierarchy_)
    sweep.emplace(*rows.hierarchy_, HierarchySweep::Direction::kReverse);
  else
    paths.emplace(*rows.graph_);
}

void TravelRows::make(Worker& worker, std::span<const NodeId> destinations, double speed_factor,
                      TravelTimes* times, TravelSlots* slots) const {
  if (!worker.sweep) {
    worker.ticks.resize(cell_.size());
    for (std::size_t d = 0; d < destinations.size(); ++d) {
      worker.paths->run(destinations[d], ShortestPaths::Direction::kReverse);
      for (std::size_t n = 0; n < cell_.size(); ++n)
        worker.ticks[n] = worker.paths->ticks(NodeId(n));
      write<1>(worker.ticks.data(), destinations.subspan(d, 1), speed_factor, times + d,
               slots ? slots + d : nullptr);
    }
    return;
  }
  worker.sweep->run(destinations);
  const Ticks* ticks = worker.sweep->data();
  if (worker.sweep->stride() == 1)
    write<1>(ticks, destinations, speed_factor, times, slots);
  else if (worker.sweep->stride() == 4)
    write<4>(ticks, destinations, speed_factor, times, slots);
  else
    write<8>(ticks, destinations, speed_factor, times, slots);
}

template <std::size_t kLanes>
void TravelRows::write(const Ticks* ticks, std::span<const NodeId> destinations,
                       double speed_factor, TravelTimes* times, TravelSlots* slots) const {
  const std::size_t nodes = cell_.size(), lanes = destinations.size();
  std::array<std::uint32_t*, kLanes> out{};
  std::array<std::int64_t, kLanes> most{};  // that can be reached
  for (std::size_t l = 0; l < lanes; ++l) {
    times[l].wide.clear();
    times[l].narrow.resize(nodes);
    out[l] = times[l].narrow.data();
  }
  for (std::size_t n = 0; n < nodes; ++n) {
    const Ticks* here = ticks + cell_[n] * kLanes;
    for (std::size_t l = 0; l < lanes; ++l) {
      const std::int64_t us = microseconds(here[l], speed_factor);
      const bool way = us != kUnreachable.us;
      out[l][n] = way ? static_cast<std::uint32_t>(us) : kNoTime;
      most[l] = std::max(most[l], way ? us : 0);
    }
  }
  for (std::size_t l = 0; l < lanes; ++l) {
    if (most[l] < kNoTime) continue;
    times[l].narrow.clear();
    times[l].wide.resize(nodes);
    for (std::size_t n = 0; n < nodes; ++n)
      times[l].wide.data()[n] = microseconds(ticks[cell_[n] * kLanes + l], speed_factor);
  }
  if (!slots) return;
  const auto find = [&](auto TravelSlots::*member) {
    std::array<decltype((slots->*member).data()), kLanes> data{};
    for (std::size_t l = 0; l < lanes; ++l) {
      (slots[l].*member).resize(nodes);
      data[l] = (slots[l].*member).data();
    }
    first_arcs_->find<kLanes>(ticks, lanes, data.data());
  };
  if (wide_slots_)
    find(&TravelSlots::wide);
  else
    find(&TravelSlots::narrow);
}

}  // namespace vedette
