// SPDX-License-Identifier: Apache-2.0
// Which unit is sent, and in which order calls wait.
#include <algorithm>
#include <vector>

#include "base/rounding.hpp"
#include "cover/blockade.hpp"
#include "engine/city/city_processes.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

// For a unit that leaves now for a way of so long by the table: the rest of its current arc comes
// first, and a turnout where that counts.
std::int64_t with_start(const Run& run, const UnitState& unit, std::int64_t us, double pace) {
  if (us == kUnreachable.us) return us;
  const std::int64_t way =
      unit.mover.rest(run.now()).us + nearest_whole(static_cast<double>(us) * pace);
  if (run.world.city.dispatch.rule != DispatchRule::kSoonest) return way;
  const auto index = static_cast<std::size_t>(&unit - run.city.units.data());
  return way + seconds(turnout_of(run.world.city.units[index], unit, run.now()).mean()).us;
}

// Time to the call by siren, for units of any mode.
class TimesTo {
 public:
  TimesTo(Run& run, NodeId node) : run_(run), city_(run.world.city) {
    const auto& modes = city_.road_states[run.city.road_state].modes;
    same_ = city_.even_pace && modes.size() == 1 && !run.world.weather &&
            city_.dispatch.rule != DispatchRule::kSoonest;
    for (std::size_t m = 0; m < modes.size() && !same_; ++m) {
      std::size_t like = 0;  // modes that share their times share a search
      while (modes[like].siren != modes[m].siren) ++like;
      rows_.push_back(
          {like < m ? rows_[like].times : modes[m].siren->times_to(node), pace_of(run, modes[m])});
    }
    if (same_) row_ = modes.front().siren->times_to(node);
    on_demand_ = same_ ? row_.on_demand()
                       : std::any_of(rows_.begin(), rows_.end(),
                                     [](const Row& row) { return row.times.on_demand(); });
  }
  // All units drive alike: one row of times for everybody.
  bool same() const { return same_; }
  const TimesRow& row() const { return row_; }
  // Times have to be found first.
  bool on_demand() const { return on_demand_; }
  std::int64_t of(UnitState& unit) const {
    const NodeId next = unit.mover.next_node(run_.now());
    return with(unit, [&](const TimesRow& row) { return row[next.index()]; });
  }
  // Never more than of(), by the straight line.
  std::int64_t at_least(UnitState& unit) const {
    const NodeId next = unit.mover.next_node(run_.now());
    return with(unit, [&](const TimesRow& row) {
      return row.on_demand() ? row.at_least(next) : row[next.index()];
    });
  }
  // of() if it is at most `most`; else something more than that.
  std::int64_t up_to(std::int64_t most, UnitState& unit) const {
    const NodeId next = unit.mover.next_node(run_.now());
    const double way = static_cast<double>(most - unit.mover.rest(run_.now()).us);
    return with(unit, [&](const TimesRow& row) {
      if (!row.on_demand()) return row[next.index()];
      const double pace = same_ ? 1 : rows_[unit.mode].pace;
      const double longest = (way + 1) / pace + 1;
      return row.up_to(next,
                       longest < kLongest ? static_cast<std::int64_t>(longest) : kUnreachable.us);
    });
  }

 private:
  static constexpr double kLongest = 1e18;
  struct Row {
    TimesRow times;
    double pace;
  };
  template <class Way>
  std::int64_t with(const UnitState& unit, Way way) const {
    if (same_) return unit.mover.rest(run_.now()).us + way(row_);
    const Row& own = rows_[unit.mode];
    return with_start(run_, unit, way(own.times), own.pace);
  }

  Run& run_;
  const City& city_;
  bool same_ = true, on_demand_ = false;
  TimesRow row_;
  std::vector<Row> rows_;  // per mode
};

// What TimesTo would say of one unit alone: searched for from one end to the other.
std::int64_t time_of_one(Run& run, UnitState& unit, NodeId node) {
  const auto index = static_cast<std::size_t>(&unit - run.city.units.data());
  const Unit& about = run.world.city.units[index];
  const NodeId next = unit.mover.next_node(run.now());
  const Mode& mode = mode_of(run, about);
  return with_start(run, unit, mode.siren->time(next, node).us, pace_of(run, mode));
}

struct Choice {
  UnitState* unit = nullptr;
  std::int64_t us = kUnreachable.us;
};

// Nobody who takes longer is chosen.
Choice nobody_yet(const Run& run, const CallCase& call, std::int64_t us) {
  // Later than the end of a post's window is too late.
  return {nullptr, call.until == kNever ? us : std::min(us, (call.until - run.now()).us + 1)};
}

bool is_free(const Readiness& ready, std::size_t) {
  return ready.free;
}

// The unit with the least time, of those that `may` be sent, asked by number; ties → the first.
template <class May, class TimeOf>
Choice least(Run& run, const CallCase& call, Choice best, May may, TimeOf time_of) {
  const Readiness* const ready = run.city.ready.data();
  for (std::size_t i = 0; i < run.city.ready.size(); ++i) {
    if (!(ready[i].capabilities & call.capability) || !may(ready[i], i)) continue;
    UnitState& unit = run.city.units[i];
    const std::int64_t us = time_of(unit);
    if (us < best.us && us <= unit.reach.us) best = {&unit, us};
  }
  return best;
}

// The same where times are found on demand: first that of the unit which is nearest by the straight
// line. Whoever is later than that one need not be found.
template <class May>
Choice least_on_demand(Run& run, const CallCase& call, Choice best, const TimesTo& times, May may) {
  const Choice guess =
      least(run, call, best, may, [&](UnitState& unit) { return times.at_least(unit); });
  if (!guess.unit) return best;
  std::int64_t most = best.us;
  const std::int64_t reach = guess.unit->reach.us;
  const std::int64_t likely = times.up_to(std::min(most, reach), *guess.unit);
  if (likely <= reach) most = std::min(most, likely);
  return least(run, call, best, may, [&](UnitState& unit) {
    const std::int64_t enough = std::min(most, unit.reach.us);
    return times.at_least(unit) > enough ? kUnreachable.us : times.up_to(enough, unit);
  });
}

// The unit that would be there first, and before `limit_us`. The loop is the hottest of a run, so
// the ordinary case, in which everybody drives alike, has one of its own.
template <class May>
Choice first_there(Run& run, const CallCase& call, const TimesTo& times, May may,
                   std::int64_t limit_us = kUnreachable.us) {
  const Time now = run.now();
  const Choice nobody = nobody_yet(run, call, limit_us);
  if (times.on_demand()) return least_on_demand(run, call, nobody, times, may);
  if (!times.same())
    return least(run, call, nobody, may, [&](UnitState& unit) { return times.of(unit); });
  const std::uint32_t* const narrow = times.row().narrow();
  if (!narrow)
    return least(run, call, nobody, may, [&](UnitState& unit) {
      const NodeId next = unit.mover.next_node(now);
      return unit.mover.rest(now).us + times.row()[next.index()];
    });
  return least(run, call, nobody, may, [&](UnitState& unit) {
    const NodeId next = unit.mover.next_node(now);
    const std::uint32_t us = narrow[next.index()];
    return us == kNoTime ? kUnreachable.us : unit.mover.rest(now).us + us;
  });
}

bool patrols_cell(const Run& run, std::size_t unit, std::uint32_t cell) {
  const std::uint32_t beat = run.world.city.units[unit].beat;
  if (beat == kNoIndex) return false;
  const auto& cells = run.world.city.beats[beat].cells;
  return std::binary_search(cells.begin(), cells.end(), cell);
}

// Work that can wait leaves so many units free for calls. `asking`: a unit that is about to be
// free.
bool keeps_reserve(const Run& run, const CallCase& call, const UnitState* asking = nullptr) {
  const Dispatch& d = run.world.city.dispatch;
  if (d.reserve_for_calls == 0 || !(call.capability & run.city.asked_by_calls)) return true;
  if (!run.world.city.call_types[call.incident->type].interruptible) return true;
  std::uint32_t free = 0;
  for (const Readiness& ready : run.city.ready)
    free += (ready.free || (asking && &ready == asking->ready)) &&
            (ready.capabilities & call.capability);
  return free > d.reserve_for_calls;
}

UnitState* choose(Run& run, const CallCase& call) {
  const Dispatch& d = run.world.city.dispatch;
  if (!keeps_reserve(run, call)) return nullptr;
  const TimesTo times(run, call.node);
  if (d.rule == DispatchRule::kOwnCellFirst && call.cell != kNoIndex) {
    const Choice own = first_there(run, call, times, [&](const Readiness& ready, std::size_t unit) {
      return ready.free && patrols_cell(run, unit, call.cell);
    });
    if (own.unit) return own.unit;
  }
  const Choice free = first_there(run, call, times, is_free);
  if (!run.city.may_be_taken) return free.unit;
  // Who is at work that can wait counts as free for anything more urgent; who is only on the way to
  // something less urgent, by the rule of pre-emption.
  const bool when_nearer = d.preemption == Preemption::kWhenNearer;
  const Choice taken = first_there(
      run, call, times,
      [&](const Readiness& ready, std::size_t unit) {
        return ready.soft_priority > call.priority && run.city.units[unit].order &&
               (!ready.under_way || when_nearer ||
                (d.preemption == Preemption::kWhenNoneFree && !free.unit));
      },
      free.us);
  return taken.unit ? taken.unit : free.unit;
}

// Gives the unit the order; what it was at goes back to the line.
void send(Run& run, UnitState& unit, CallCase& call) {
  CallCase* const before = unit.order;
  unit.order = &call;
  unit.ready->free = false;
  unit.ready->soft_priority = 0;
  --call.missing;
  set_covering(run, unit, false);
  if (before) {
    if (unit.work_until != kNever)
      before->on_scene = std::max(unit.work_until - run.now(), Duration{});
    unit.work_until = kNever;
    give_back(run, *before);
  }
  unit.process.interrupt();
}

void send_who_is_missing(Run& run, CallCase& call) {
  while (call.missing > 0) {
    UnitState* const unit = choose(run, call);
    if (!unit) break;
    send(run, *unit, call);
  }
}

std::int64_t rank_of(const Run& run, const CallCase& call) {
  const Dispatch& d = run.world.city.dispatch;
  return d.ageing == kUnreachable ? call.priority : run.now().us + call.priority * d.ageing.us;
}

// The priority that a waiting call counts as now, in whole steps; the line is in its order.
std::int64_t urgency(const Run& run, const CallCase& call) {
  const Dispatch& d = run.world.city.dispatch;
  if (d.ageing == kUnreachable) return call.rank;
  const std::int64_t left = call.rank - run.now().us, step = d.ageing.us;
  return left >= 0 ? (left + step - 1) / step : left / step;  // upwards
}

void join_line(Run& run, CallCase& call) {
  call.waiting = true;
  run.city.waiting.insert(&call);
}

}  // namespace

void dispatch(Run& run, CallCase& call) {
  call.number = run.city.next_number++;
  call.rank = rank_of(run, call);
  send_who_is_missing(run, call);
  if (call.missing > 0) join_line(run, call);
}

void close_exits(Run& run, const std::vector<CallCase*>& exits) {
  std::vector<UnitState*> free;
  for (UnitState& unit : run.city.units)
    if (unit.ready->free && (unit.ready->capabilities & exits.front()->capability))
      free.push_back(&unit);
  std::vector<Duration> times(free.size() * exits.size());
  for (std::size_t e = 0; e < exits.size(); ++e) {
    const TimesTo to(run, exits[e]->node);
    for (std::size_t u = 0; u < free.size(); ++u)
      times[u * exits.size() + e] = Duration{to.of(*free[u])};
  }
  const Blockade best = best_blockade(free.size(), exits.size(), times);
  for (std::size_t e = 0; e < exits.size(); ++e) {
    CallCase& call = *exits[e];
    call.number = run.city.next_number++;
    call.rank = rank_of(run, call);
    if (best.unit_of_exit[e] == Blockade::kOpen)
      join_line(run, call);
    else
      send(run, *free[best.unit_of_exit[e]], call);
  }
}

void give_back(Run& run, CallCase& call) {
  ++call.missing;
  if (call.expired) {
    end_case(run, call);
    return;
  }
  // Whoever comes next is the one that was dispatched.
  const bool nobody = call.missing == run.world.city.call_types[call.incident->type].units;
  if (call.main == &call && nobody && !call.incident->has(Stage::kPoliceArrived)) {
    (*call.incident)[Stage::kPoliceDispatched] = kUnset;
    (*call.incident)[Stage::kPoliceEnRoute] = kUnset;
  }
  // Somebody free may take it over at once; nobody is taken from anything for that.
  if (keeps_reserve(run, call)) {
    const TimesTo times(run, call.node);
    const Choice free = first_there(run, call, times, is_free);
    if (free.unit) {
      send(run, *free.unit, call);
      return;
    }
  }
  if (!call.waiting) join_line(run, call);
}

void leave_line(Run& run, CallCase& call) {
  if (!call.waiting) return;
  run.city.waiting.erase(&call);
  call.waiting = false;
}

void dispatch_waiting(Run& run) {
  const std::vector<CallCase*> line(run.city.waiting.begin(), run.city.waiting.end());
  for (CallCase* const call : line) {
    send_who_is_missing(run, *call);
    if (call->missing == 0) leave_line(run, *call);
  }
}

CallCase* take_waiting(Run& run, UnitState& unit) {
  if (unit.ready->capabilities == 0) return nullptr;  // it sees and reports, and is never sent
  const bool by_nearness = run.world.city.dispatch.queue == QueueRule::kNearest;
  Capabilities no_reserve = 0;  // of which too few units are free for work that can wait
  CallCase* best = nullptr;
  std::int64_t best_us = 0;
  for (CallCase* const call : run.city.waiting) {
    if (best && urgency(run, *call) != urgency(run, *best)) break;
    if (!(unit.ready->capabilities & call->capability)) continue;
    const bool can_wait = run.world.city.call_types[call->incident->type].interruptible;
    if (can_wait && (no_reserve & call->capability)) continue;
    if (!keeps_reserve(run, *call, &unit)) {
      no_reserve |= call->capability;
      continue;
    }
    const std::int64_t us = time_of_one(run, unit, call->node);
    const bool in_time = call->until == kNever || run.now() + Duration{us} <= call->until;
    if (us >= kUnreachable.us || us > unit.reach.us || !in_time) continue;
    if (best && us >= best_us) continue;
    best = call;
    best_us = us;
    if (!by_nearness) break;
  }
  if (best && --best->missing == 0) leave_line(run, *best);
  return best;
}

}  // namespace vedette
