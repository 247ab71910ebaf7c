// SPDX-License-Identifier: Apache-2.0
#include "record/recorded_incidents.hpp"

#include <algorithm>
#include <utility>

namespace vedette::recording {

namespace {

using sqlite::Statement;

constexpr int kFirstStageColumn = 7;  // of incidents_closed

/// Finds incidents by their number.
class ById {
 public:
  ById(const Rows& rows, std::vector<Incident>& all) : rows_(rows), all_(all) {
    for (std::size_t i = 0; i < all.size(); ++i) order_.emplace_back(all[i].id.value, i);
    std::sort(order_.begin(), order_.end());
    for (std::size_t i = 1; i < order_.size(); ++i)
      if (order_[i].first == order_[i - 1].first) rows.damaged("an incident is there twice");
  }
  Incident& operator()(const Statement& s, int column) {
    const std::uint32_t id = rows_.index_or_none(s, column);
    // Numbers are given in order, so the place is mostly the number itself.
    if (id < order_.size() && order_[id].first == id) return all_[order_[id].second];
    const auto at = std::lower_bound(order_.begin(), order_.end(), std::pair(id, std::size_t{0}));
    if (at == order_.end() || at->first != id) rows_.damaged("an incident does not exist");
    return all_[at->second];
  }

 private:
  const Rows& rows_;
  std::vector<Incident>& all_;
  std::vector<std::pair<std::uint32_t, std::size_t>> order_;
};

std::vector<Incident> read_opened(Rows& rows) {
  std::vector<Incident> all;
  Statement& s = rows.connection().statement(
      "SELECT seq, id, kind, type, priority, real, x_m, y_m, place, parent, t_us "
      "FROM incidents_open ORDER BY seq");
  const sqlite::ResetGuard guard{s};
  Rows::Rising rising;
  while (s.step()) {
    rising.next(rows, s);
    Incident n;
    n.id = rows.incident(s, 1);
    if (!n.id.valid()) rows.damaged("an incident has no number");
    n.kind =
        static_cast<IncidentKind>(rows.integer(s, 2, 0, static_cast<int>(IncidentKind::kTask)));
    n.type = rows.type(s, 3, n.kind);
    n.priority = static_cast<std::uint8_t>(rows.integer(s, 4, 0, 0xff));
    n.real = s.integer(5) != 0;
    n.x_m = rows.metres(s, 6);
    n.y_m = rows.metres(s, 7);
    n.place = rows.entity(s, 8);
    n.parent = rows.incident(s, 9);
    n[Stage::kOccurred] = rows.time_or_unset(s, 10);
    all.push_back(n);
  }
  return all;
}

// A unit that is called away leaves a stage to the next one: the last row counts.
void read_stages(Rows& rows, ById& by_id) {
  Statement& s = rows.connection().statement(
      "SELECT seq, incident, stage, t_us, who FROM stages ORDER BY seq");
  const sqlite::ResetGuard guard{s};
  Rows::Rising rising;
  while (s.step()) {
    rising.next(rows, s);
    Incident& n = by_id(s, 1);
    const auto stage = static_cast<Stage>(rows.integer(s, 2, 0, kStages - 1));
    n[stage] = rows.time(s, 3);
    const bool arrival = stage == Stage::kGuardArrived || stage == Stage::kPoliceArrived;
    if (arrival && !n.responder.valid()) n.responder = rows.entity(s, 4);
  }
}

// What was told at the closing is the last word, also where a stage is unset again.
void read_closed(Rows& rows, ById& by_id) {
  Statement& s = rows.connection().statement("SELECT * FROM incidents_closed ORDER BY seq");
  const sqlite::ResetGuard guard{s};
  Rows::Rising rising;
  while (s.step()) {
    rising.next(rows, s);
    Incident& n = by_id(s, 1);
    n.closed = s.integer(2) != 0;
    n.type = rows.type(s, 3, n.kind);
    n.priority = static_cast<std::uint8_t>(rows.integer(s, 4, 0, 0xff));
    n.real = s.integer(5) != 0;
    n.responder = rows.entity(s, 6);
    for (std::size_t i = 0; i < kStages; ++i)
      n.stages[i] = rows.time_or_unset(s, kFirstStageColumn + static_cast<int>(i));
  }
}

}  // namespace

std::vector<Incident> read_incidents(Rows& rows) {
  std::vector<Incident> all = read_opened(rows);
  ById by_id(rows, all);
  read_stages(rows, by_id);
  read_closed(rows, by_id);
  return all;
}

}  // namespace vedette::recording
