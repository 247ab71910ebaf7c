// SPDX-License-Identifier: Apache-2.0
// What happened when: events, states and movements.
#include <algorithm>
#include <iterator>

#include "record/recording_reader_impl.hpp"

namespace vedette {

using sqlite::ResetGuard;
using sqlite::Statement;

namespace {

RecordedPosition along(const Segment& s, Time t) {
  if (t >= s.t1 || s.t1 <= s.t0) return {s.x1_m, s.y1_m, false, s.floor};
  const double share = static_cast<double>((t - s.t0).us) / static_cast<double>((s.t1 - s.t0).us);
  return {s.x0_m + (s.x1_m - s.x0_m) * share, s.y0_m + (s.y1_m - s.y0_m) * share, true, s.floor};
}

}  // namespace

std::uint64_t RecordingReader::last_event() {
  return impl_->connection.use([&] {
    return static_cast<std::uint64_t>(
        std::max<std::int64_t>(0, impl_->number("SELECT max(seq) FROM events")));
  });
}

std::vector<RecordedEvent> RecordingReader::events_from(std::uint64_t first, std::size_t limit) {
  return impl_->connection.use([&] {
    return impl_->events("WHERE seq >= ? ORDER BY seq LIMIT ?",
                         std::min<std::uint64_t>(first, INT64_MAX),
                         std::min<std::size_t>(limit, INT64_MAX));
  });
}

// Numbers have no gaps and rise with time: a binary search needs no index.
std::uint64_t RecordingReader::Impl::first_event_at(Time t) {
  Statement& s = connection.statement("SELECT t_us FROM events WHERE seq = ?");
  const ResetGuard guard{s};
  std::int64_t low = 1, high = number("SELECT max(seq) FROM events") + 1;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    s.reset();
    s.bind(middle);
    if (!s.step()) rows.damaged("an event is missing");
    if (s.integer(0) < t.us) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return static_cast<std::uint64_t>(low);
}

std::uint64_t RecordingReader::first_event_at(Time t) {
  return impl_->connection.use([&] { return impl_->first_event_at(t); });
}

std::vector<RecordedEvent> RecordingReader::events(Time from, Time to, std::size_t limit) {
  return impl_->connection.use([&] {
    const std::uint64_t first = impl_->first_event_at(from), end = impl_->first_event_at(to);
    return impl_->events("WHERE seq >= ? AND seq < ? ORDER BY seq LIMIT ?", first, end,
                         std::min<std::size_t>(limit, INT64_MAX));
  });
}

std::vector<RecordedEvent> RecordingReader::events_of(EntityId subject, Time from, Time to) {
  impl_->check(subject);
  return impl_->connection.use([&] {
    return impl_->events("WHERE subject = ? AND t_us >= ? AND t_us < ? ORDER BY t_us, seq",
                         subject.value, from.us, to.us);
  });
}

std::string_view RecordingReader::state_at(EntityId who, Time t) {
  impl_->check(who);
  return impl_->connection.use([&]() -> std::string_view {
    if (!impl_->connection.complete()) {
      impl_->follow.update(impl_->rows);
      const auto& all = impl_->follow.states(who);
      const auto after = std::upper_bound(all.begin(), all.end(), t,
                                          [](Time a, const StateChange& c) { return a < c.at; });
      return after == all.begin() ? std::string_view() : std::prev(after)->state;
    }
    Statement& s = impl_->connection.statement(
        "SELECT word FROM states WHERE who = ? AND t_us <= ? ORDER BY t_us DESC, seq DESC LIMIT 1");
    const ResetGuard guard{s};
    s.bind(who.value, t.us);
    return s.step() ? impl_->rows.word(s, 0) : std::string_view();
  });
}

std::vector<StateChange> RecordingReader::states(EntityId who, Time from, Time to) {
  impl_->check(who);
  return impl_->connection.use([&] {
    std::vector<StateChange> found;
    if (!impl_->connection.complete()) {
      impl_->follow.update(impl_->rows);
      for (const StateChange& c : impl_->follow.states(who))
        if (c.at >= from && c.at < to) found.push_back(c);
      return found;
    }
    Statement& s = impl_->connection.statement(
        "SELECT seq, t_us, who, word FROM states WHERE who = ? AND t_us >= ? AND t_us < ? "
        "ORDER BY t_us, seq");
    const ResetGuard guard{s};
    s.bind(who.value, from.us, to.us);
    while (s.step()) found.push_back(impl_->rows.state(s));
    return found;
  });
}

RecordedPosition RecordingReader::position_at(EntityId who, Time t) {
  impl_->check(who);
  return impl_->connection.use([&]() -> RecordedPosition {
    const RecordedEntity& entity = impl_->entities[who.index()];
    const RecordedPosition home{entity.x_m, entity.y_m, false, entity.floor};
    if (!impl_->connection.complete()) {
      impl_->follow.update(impl_->rows);
      const auto& all = impl_->follow.segments(who);
      const auto after = std::upper_bound(all.begin(), all.end(), t,
                                          [](Time a, const Segment& x) { return a < x.t0; });
      return after == all.begin() ? home : along(*std::prev(after), t);
    }
    Statement& s = impl_->connection.statement(
        "SELECT seq, who, t0_us, x0_mm, y0_mm, t1_us, x1_mm, y1_mm, floor FROM segments "
        "WHERE who = ? AND t0_us <= ? ORDER BY t0_us DESC, seq DESC LIMIT 1");
    const ResetGuard guard{s};
    s.bind(who.value, t.us);
    return s.step() ? along(impl_->rows.segment(s), t) : home;
  });
}

std::vector<Segment> RecordingReader::segments(EntityId who, Time from, Time to) {
  impl_->check(who);
  return impl_->connection.use([&] {
    std::vector<Segment> found;
    if (!impl_->connection.complete()) {
      impl_->follow.update(impl_->rows);
      const auto& all = impl_->follow.segments(who);
      const auto begins = [](const Segment& x, Time t) { return x.t0 < t; };
      auto first = std::lower_bound(all.begin(), all.end(), from, begins);
      if (first != all.begin()) --first;
      for (; first != all.end() && first->t0 < to; ++first) found.push_back(*first);
      return found;
    }
    Statement& s = impl_->connection.statement(
        "SELECT seq, who, t0_us, x0_mm, y0_mm, t1_us, x1_mm, y1_mm, floor FROM segments WHERE who "
        "= ?1 "
        "AND t0_us >= ifnull((SELECT max(t0_us) FROM segments WHERE who = ?1 AND t0_us < ?2), ?2) "
        "AND t0_us < ?3 ORDER BY t0_us, seq");
    const ResetGuard guard{s};
    s.bind(who.value, from.us, to.us);
    while (s.step()) found.push_back(impl_->rows.segment(s));
    return found;
  });
}

std::int64_t RecordingReader::each_state(std::int64_t after,
                                         const std::function<void(const StateChange&)>& take) {
  return impl_->each_row("SELECT seq, t_us, who, word FROM states WHERE seq > ? ORDER BY seq",
                         after, [&](const Statement& row) { take(impl_->rows.state(row)); });
}

std::int64_t RecordingReader::each_segment(std::int64_t after,
                                           const std::function<void(const Segment&)>& take) {
  return impl_->each_row(
      "SELECT seq, who, t0_us, x0_mm, y0_mm, t1_us, x1_mm, y1_mm, floor FROM segments WHERE seq > "
      "? "
      "ORDER BY seq",
      after, [&](const Statement& row) { take(impl_->rows.segment(row)); });
}

std::int64_t RecordingReader::each_stage(
    std::int64_t after, const std::function<void(IncidentId, const RecordedStage&)>& take) {
  return impl_->each_row(
      "SELECT seq, incident, stage, t_us, who FROM stages WHERE seq > ? ORDER BY seq", after,
      [&](const Statement& row) {
        take(impl_->rows.incident(row, 1),
             {static_cast<Stage>(impl_->rows.integer(row, 2, 0, kStages - 1)),
              impl_->rows.time(row, 3), impl_->rows.entity(row, 4)});
      });
}

}  // namespace vedette
