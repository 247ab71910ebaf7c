// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "record/recorded.hpp"
#include "record/recording_connection.hpp"

namespace vedette::recording {

/// Reads single values and rows with suspicion: whatever is out of bounds makes the file damaged.
/// Every use needs the connection held.
class Rows {
 public:
  explicit Rows(Connection& connection) : connection_(&connection) {}

  /// How many there are: what numbers may mean.
  void set_entities(std::size_t n) { entities_ = n; }
  void set_types(std::size_t call_types, std::size_t alarm_types) {
    types_[0] = call_types;
    types_[1] = alarm_types;
  }

  void set_floors(std::size_t n) { floors_ = n; }

  /// NULL: invalid.
  EntityId entity(const sqlite::Statement& row, int column) const;
  /// NULL is no answer.
  EntityId somebody(const sqlite::Statement& row, int column) const;
  IncidentId incident(const sqlite::Statement& row, int column) const;
  Time time(const sqlite::Statement& row, int column) const;
  /// NULL: kUnset.
  Time time_or_unset(const sqlite::Statement& row, int column) const;
  /// Type of an incident of that kind (a task has a call type). Without any types only 0 is one.
  std::uint16_t type(const sqlite::Statement& row, int column, IncidentKind kind) const;
  /// A whole number in low … high.
  std::int64_t integer(const sqlite::Statement& row, int column, std::int64_t low,
                       std::int64_t high) const;
  /// The same; NULL: kNoIndex.
  std::uint32_t index_or_none(const sqlite::Statement& row, int column) const;
  /// A floor's number; without any floors only 0 is one.
  std::uint32_t floor(const sqlite::Statement& row, int column) const;
  double metres(const sqlite::Statement& row, int column) const;
  PointMm point(const sqlite::Statement& row, int column) const;
  /// A word by its number; lives as long as this.
  std::string_view word(const sqlite::Statement& row, int column);

  /// Columns: seq, t_us, topic, subject, other, incident, word.
  RecordedEvent event(const sqlite::Statement& row);
  /// Columns: seq, t_us, who, word.
  StateChange state(const sqlite::Statement& row);
  /// Columns: seq, who, t0_us, x0_mm, y0_mm, t1_us, x1_mm, y1_mm, floor.
  Segment segment(const sqlite::Statement& row) const;
  /// Columns: seq, kind, who, place, from_us, to_us.
  Tally tally(const sqlite::Statement& row) const;

  /// Checks that numbers of rows rise: a damaged tree could hand out the same page again and again.
  class Rising {
   public:
    void next(const Rows& rows, const sqlite::Statement& row, int column = 0);

   private:
    std::int64_t last_ = -1;
  };

  [[noreturn]] void damaged(const char* what) const;
  Connection& connection() { return *connection_; }

 private:
  Connection* connection_;
  std::size_t entities_ = 0;
  std::size_t floors_ = 0;
  std::size_t types_[2] = {0, 0};  // of calls, of alarms
  std::deque<std::string> words_;
};

}  // namespace vedette::recording
