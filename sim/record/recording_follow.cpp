// SPDX-License-Identifier: Apache-2.0
#include "record/recording_follow.hpp"

#include <algorithm>

namespace vedette::recording {

namespace {

// Keeps the order of `at`; equal times stay in order of arrival. Almost always an append.
template <class T, class At>
void insert_in_order(std::vector<T>& all, const T& item, At at) {
  if (all.empty() || at(all.back()) <= at(item)) {
    all.push_back(item);
    return;
  }
  const auto place = std::upper_bound(all.begin(), all.end(), at(item),
                                      [&](Time t, const T& other) { return t < at(other); });
  all.insert(place, item);
}

}  // namespace

void Follow::update(Rows& rows) {
  {
    sqlite::Statement& s = rows.connection().statement(
        "SELECT seq, t_us, who, word FROM states WHERE seq > ? ORDER BY seq");
    const sqlite::ResetGuard guard{s};
    s.bind(last_state_);
    Rows::Rising rising;
    while (s.step()) {
      rising.next(rows, s);
      last_state_ = s.integer(0);
      const StateChange change = rows.state(s);
      if (change.who.valid())
        insert_in_order(states_[change.who.index()], change,
                        [](const StateChange& c) { return c.at; });
    }
  }
  sqlite::Statement& s = rows.connection().statement(
      "SELECT seq, who, t0_us, x0_mm, y0_mm, t1_us, x1_mm, y1_mm FROM segments WHERE seq > ? "
      "ORDER BY seq");
  const sqlite::ResetGuard guard{s};
  s.bind(last_segment_);
  Rows::Rising rising;
  while (s.step()) {
    rising.next(rows, s);
    last_segment_ = s.integer(0);
    const Segment segment = rows.segment(s);
    if (segment.who.valid())
      insert_in_order(segments_[segment.who.index()], segment,
                      [](const Segment& x) { return x.t0; });
  }
}

}  // namespace vedette::recording
