// SPDX-License-Identifier: Apache-2.0
#include "record/recording_rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vedette::recording {

using sqlite::Statement;

void Rows::damaged(const char* what) const {
  recording::damaged(connection_->path(), what);
}

std::int64_t Rows::integer(const Statement& row, int column, std::int64_t low,
                           std::int64_t high) const {
  if (!row.is_integer(column)) damaged("a value is no whole number");
  const std::int64_t value = row.integer(column);
  if (value < low || value > high) damaged("a value is out of bounds");
  return value;
}

std::uint32_t Rows::index_or_none(const Statement& row, int column) const {
  if (row.is_null(column)) return kNoIndex;
  return static_cast<std::uint32_t>(integer(row, column, 0, kNoIndex - 1));
}

EntityId Rows::entity(const Statement& row, int column) const {
  const std::uint32_t index = index_or_none(row, column);
  if (index == kNoIndex) return {};
  if (index >= entities_) damaged("an entity does not exist");
  return EntityId(index);
}

EntityId Rows::somebody(const Statement& row, int column) const {
  const EntityId who = entity(row, column);
  if (!who.valid()) damaged("an entity is missing");
  return who;
}

std::uint16_t Rows::type(const Statement& row, int column, IncidentKind kind) const {
  const std::size_t n = std::max<std::size_t>(1, types_[kind == IncidentKind::kAlarm ? 1 : 0]);
  return static_cast<std::uint16_t>(
      integer(row, column, 0, static_cast<std::int64_t>(std::min<std::size_t>(n, 0x10000)) - 1));
}

IncidentId Rows::incident(const Statement& row, int column) const {
  const std::uint32_t index = index_or_none(row, column);
  return index == kNoIndex ? IncidentId() : IncidentId(index);
}

Time Rows::time(const Statement& row, int column) const {
  // Differences of two times must not overflow. kNever may stand for an open end.
  constexpr std::int64_t kBound = std::numeric_limits<std::int64_t>::max() / 4;
  if (row.is_integer(column) && row.integer(column) == kNever.us) return kNever;
  return {integer(row, column, -kBound, kBound)};
}

Time Rows::time_or_unset(const Statement& row, int column) const {
  return row.is_null(column) ? kUnset : time(row, column);
}

double Rows::metres(const Statement& row, int column) const {
  if (row.is_null(column)) return 0;
  const double value = row.real(column);
  if (!std::isfinite(value)) damaged("a coordinate is no number");
  return value;
}

PointMm Rows::point(const Statement& row, int column) const {
  // Movement may leave the plane's bounds a little, so twice of them.
  return {integer(row, column, -2 * kMaxMm, 2 * kMaxMm),
          integer(row, column + 1, -2 * kMaxMm, 2 * kMaxMm)};
}

std::uint32_t Rows::floor(const Statement& row, int column) const {
  const auto last = static_cast<std::int64_t>(std::max<std::size_t>(1, floors_)) - 1;
  return static_cast<std::uint32_t>(integer(row, column, 0, last));
}

std::string_view Rows::word(const Statement& row, int column) {
  if (row.is_null(column)) return {};
  const auto id = static_cast<std::size_t>(integer(row, column, 0, kNoIndex - 1));
  if (id >= words_.size()) {
    Statement& more =
        connection_->statement("SELECT id, word FROM words WHERE id >= ? ORDER BY id");
    const sqlite::ResetGuard guard{more};
    more.bind(words_.size());
    while (more.step()) {
      if (more.integer(0) != static_cast<std::int64_t>(words_.size()))
        damaged("its words are not in order");
      words_.push_back(more.text(1));
    }
    if (id >= words_.size()) damaged("a word does not exist");
  }
  return words_[id];
}

RecordedEvent Rows::event(const Statement& row) {
  RecordedEvent e;
  e.seq = static_cast<std::uint64_t>(row.integer(0));
  e.event.at = time(row, 1);
  e.event.topic = static_cast<Topic>(integer(row, 2, 0, static_cast<int>(Topic::kCount) - 1));
  e.event.subject = entity(row, 3);
  e.event.other = entity(row, 4);
  e.event.incident = incident(row, 5);
  e.event.text = word(row, 6);
  return e;
}

StateChange Rows::state(const Statement& row) {
  return {time(row, 1), entity(row, 2), word(row, 3)};
}

Segment Rows::segment(const Statement& row) const {
  const PointMm a = point(row, 3), b = point(row, 6);
  const auto m = [](std::int64_t mm) { return static_cast<double>(mm) / 1000; };
  Segment s;
  s.who = entity(row, 1);
  s.t0 = time(row, 2);
  s.t1 = time(row, 5);
  s.x0_m = m(a.x), s.y0_m = m(a.y), s.x1_m = m(b.x), s.y1_m = m(b.y);
  s.floor = floor(row, 8);
  return s;
}

Tally Rows::tally(const Statement& row) const {
  constexpr int kLast = static_cast<int>(TallyKind::kCount) - 1;
  return {static_cast<TallyKind>(integer(row, 1, 0, kLast)), entity(row, 2), entity(row, 3),
          time(row, 4), time(row, 5)};
}

void Rows::Rising::next(const Rows& rows, const Statement& row, int column) {
  const std::int64_t seq = row.integer(column);
  if (seq <= last_) rows.damaged("its rows are not in order");
  last_ = seq;
}

}  // namespace vedette::recording
