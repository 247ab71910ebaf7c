// SPDX-License-Identifier: Apache-2.0
#include "space/travel_cache.hpp"

#include <algorithm>
#include <utility>

namespace vedette {

TravelCache::TravelCache(std::shared_ptr<const TravelRows> rows, double speed_factor,
                         std::size_t max_bytes)
    : rows_(std::move(rows)),
      speed_factor_(speed_factor),
      place_(rows_->graph().node_count(), kNotKept) {
  const std::size_t row = std::max<std::size_t>(1, place_.size() * 5);
  rows_per_part_ = std::max<std::size_t>(1, max_bytes / row / kParts);
}

std::shared_ptr<const TravelRow> TravelCache::row(NodeId destination) {
  Part& part = parts_[destination.index() % kParts];
  std::uint32_t& place = place_[destination.index()];
  {
    const std::lock_guard lock(part.mutex);
    if (place != kNotKept) {
      part.kept[place].asked = true;
      return part.kept[place].row;
    }
  }
  // Made outside the lock. Another thread may make the same row meanwhile; then both are the same.
  auto row = made(destination);
  const std::lock_guard lock(part.mutex);
  if (place != kNotKept) return part.kept[place].row;
  if (part.kept.size() < rows_per_part_) {
    place = static_cast<std::uint32_t>(part.kept.size());
    part.kept.push_back({destination, false, row});
    return row;
  }
  while (std::exchange(part.kept[part.hand].asked, false))
    part.hand = (part.hand + 1) % part.kept.size();
  place_[part.kept[part.hand].destination.index()] = kNotKept;
  place = static_cast<std::uint32_t>(part.hand);
  part.kept[part.hand] = {destination, false, row};
  part.hand = (part.hand + 1) % part.kept.size();
  return row;
}

std::shared_ptr<const TravelRow> TravelCache::made(NodeId destination) {
  std::unique_ptr<TravelRows::Worker> worker;
  {
    const std::lock_guard lock(idle_mutex_);
    if (!idle_.empty()) {
      worker = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!worker) worker = std::make_unique<TravelRows::Worker>(*rows_);
  auto row = std::make_shared<TravelRow>();
  rows_->make(*worker, {&destination, 1}, speed_factor_, &row->times, &row->slots);
  const std::lock_guard lock(idle_mutex_);
  idle_.push_back(std::move(worker));
  return row;
}

std::size_t TravelCache::memory_bytes() const {
  std::size_t bytes = 0;
  for (const Part& part : parts_) {
    const std::lock_guard lock(part.mutex);
    for (const Kept& kept : part.kept) bytes += kept.row->times.bytes() + kept.row->slots.bytes();
  }
  return bytes;
}

}  // namespace vedette
