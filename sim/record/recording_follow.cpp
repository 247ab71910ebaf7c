// SPDX-License-Identifier: Apache-2.0
#include "record/recording_follow.hpp"

#include "base/insert_in_order.hpp"

namespace vedette::recording {

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
      "SELECT seq, who, t0_us, x0_mm, y0_mm, t1_us, x1_mm, y1_mm, floor FROM segments WHERE seq > "
      "? "
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
