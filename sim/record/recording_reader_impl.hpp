// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "record/recording_connection.hpp"
#include "record/recording_follow.hpp"
#include "record/recording_reader.hpp"
#include "record/recording_rows.hpp"

namespace vedette {

/// What the two halves of the reader share.
struct RecordingReader::Impl {
  using ResetGuard = sqlite::ResetGuard;
  using Rows = recording::Rows;
  using Statement = sqlite::Statement;

  recording::Connection connection;
  Rows rows{connection};
  recording::Follow follow{0};
  std::vector<RecordedEntity> entities;
  std::vector<RecordedType> call_types, alarm_types;

  explicit Impl(std::string path);

  template <class Name>
  void check_names(const char* sql, int count, Name name);
  void read_entities();
  void read_types();
  Time latest_time();
  void fill(RecordingInfo& info, const std::map<std::string, std::string>& meta);
  std::uint64_t first_event_at(Time t);

  /// Several queries that see the same moment.
  template <class F>
  auto at_one_moment(F&& f) {
    return connection.use([&] {
      connection.exec("BEGIN");
      struct End {
        recording::Connection& c;
        ~End() {
          try {
            c.exec("COMMIT");
          } catch (const sqlite::Error&) {  // nothing was written: closing ends it as well
          }
        }
      } const end{connection};
      return f();
    });
  }

  std::int64_t number(std::string_view sql) {
    Statement& s = connection.statement(sql);
    const ResetGuard guard{s};
    return s.step() && !s.is_null(0) ? s.integer(0) : 0;
  }

  void check(EntityId who) const {
    if (!who.valid() || who.index() >= entities.size())
      throw InputError{{{connection.path(), 0, 0},
                        Severity::kError,
                        "the recording has no entity " + std::to_string(who.value),
                        {}}};
  }

  template <class... A>
  std::vector<RecordedEvent> events(std::string_view rest, const A&... arguments) {
    Statement& s = connection.statement(
        std::string("SELECT seq, t_us, topic, subject, other, incident, word FROM events ") +
        std::string(rest));
    const ResetGuard guard{s};
    s.bind(arguments...);
    std::vector<RecordedEvent> found;
    Rows::Rising rising;
    while (s.step()) {
      rising.next(rows, s);
      found.push_back(rows.event(s));
    }
    return found;
  }

  /// Rows numbered (column 0) above `after`; the number of the last.
  template <class F>
  std::int64_t each_row(std::string_view sql, std::int64_t after, F&& f) {
    return connection.use([&] {
      Statement& s = connection.statement(sql);
      const ResetGuard guard{s};
      s.bind(after);
      Rows::Rising rising;
      while (s.step()) {
        rising.next(rows, s);
        after = s.integer(0);
        f(s);
      }
      return after;
    });
  }

  std::vector<RecordedSpan> spans(std::string_view sql) {
    return connection.use([&] {
      Statement& s = connection.statement(sql);
      const ResetGuard guard{s};
      std::vector<RecordedSpan> found;
      Rows::Rising rising;
      while (s.step()) {
        rising.next(rows, s);
        found.push_back({rows.somebody(s, 1), rows.time(s, 2), rows.time(s, 3)});
      }
      return found;
    });
  }
};

}  // namespace vedette
