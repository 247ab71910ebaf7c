// SPDX-License-Identifier: Apache-2.0
// Which unit is sent, and in which order calls wait.
#include <algorithm>
#include <cmath>
#include <vector>

#include "cover/blockade.hpp"
#include "engine/city/city_processes.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

// Time to the call, for units of any mode.
class TimesTo {
 public:
  TimesTo(Run& run, NodeId node) : run_(run), city_(run.world.city) {
    const auto& modes = city_.road_states[run.city.road_state].modes;
    turnout_ = city_.dispatch.rule == DispatchRule::kSoonest;
    same_ = city_.even_pace && modes.size() == 1 && !turnout_ && !run.world.weather;
    if (same_) {
      row_ = modes.front().siren->times_to(node);
      return;
    }
    for (const Mode& mode : modes) rows_.push_back(mode.siren->times_to(node));
  }
  // All units drive alike: one row of times for everybody.
  bool same() const { return same_; }
  const TimesRow& row() const { return row_; }
  // If it left now: the rest of its current arc, then by siren.
  std::int64_t of(std::size_t index, UnitState& unit, Time now) const {
    const NodeId next = unit.mover.next_node(now);
    if (same_) return unit.mover.rest(now).us + row_[next.index()];
    const Unit& about = city_.units[index];
    const std::int64_t us = rows_[about.mode][next.index()];
    if (us == kUnreachable.us) return us;
    return unit.mover.rest(now).us + std::llround(static_cast<double>(us) * pace_of(run_, about)) +
           (turnout_ ? seconds(turnout_of(about, unit, now).mean()).us : 0);
  }

 private:
  Run& run_;
  const City& city_;
  bool same_ = true, turnout_ = false;
  TimesRow row_;
  std::vector<TimesRow> rows_;
};

struct Choice {
  UnitState* unit = nullptr;
  std::int64_t us = kUnreachable.us;
};

// The unit with the least time, of those that `may` be sent; ties → the first.
template <class May, class TimeOf>
Choice least(Run& run, const CallCase& call, May may, TimeOf time_of) {
  Choice best;
  // Later than the end of a post's window is too late.
  if (call.until != kNever) best.us = std::min(best.us, (call.until - run.now()).us + 1);
  UnitState* const end = run.city.units.data() + run.city.units.size();
  for (UnitState* unit = run.city.units.data(); unit != end; ++unit) {
    if (!may(*unit) || !(unit->capabilities & call.capability)) continue;
    const std::int64_t us = time_of(*unit);
    if (us < best.us && us <= unit->reach.us) best = {unit, us};
  }
  return best;
}

// The unit that would be there first. The loop is the hottest of a run, so the ordinary case, in
// which everybody drives alike, has one of its own.
template <class May>
Choice first_there(Run& run, const CallCase& call, const TimesTo& times, May may) {
  const Time now = run.now();
  UnitState* const begin = run.city.units.data();
  if (!times.same())
    return least(run, call, may, [&](UnitState& unit) {
      return times.of(static_cast<std::size_t>(&unit - begin), unit, now);
    });
  const std::uint32_t* const narrow = times.row().narrow();
  if (!narrow)
    return least(run, call, may, [&](UnitState& unit) {
      const NodeId next = unit.mover.next_node(now);
      return unit.mover.rest(now).us + times.row()[next.index()];
    });
  return least(run, call, may, [&](UnitState& unit) {
    const NodeId next = unit.mover.next_node(now);
    const std::uint32_t us = narrow[next.index()];
    return us == kNoTime ? kUnreachable.us : unit.mover.rest(now).us + us;
  });
}

bool patrols_cell(const Run& run, const UnitState& unit, std::uint32_t cell) {
  const auto index = static_cast<std::size_t>(&unit - run.city.units.data());
  const std::uint32_t beat = run.world.city.units[index].beat;
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
  for (const UnitState& unit : run.city.units)
    free += (unit.free || &unit == asking) && (unit.capabilities & call.capability);
  return free > d.reserve_for_calls;
}

UnitState* choose(Run& run, const CallCase& call) {
  const Dispatch& d = run.world.city.dispatch;
  if (!keeps_reserve(run, call)) return nullptr;
  const TimesTo times(run, call.node);
  const auto is_free = [](const UnitState& unit) { return unit.free; };
  if (d.rule == DispatchRule::kOwnCellFirst && call.cell != kNoIndex) {
    const Choice own = first_there(run, call, times, [&](const UnitState& unit) {
      return unit.free && patrols_cell(run, unit, call.cell);
    });
    if (own.unit) return own.unit;
  }
  const Choice free = first_there(run, call, times, is_free);
  if (!run.city.may_be_taken) return free.unit;
  // Who is at work that can wait counts as free for anything more urgent; who is only on the way to
  // something less urgent, by the rule of pre-emption.
  const bool when_nearer = d.preemption == Preemption::kWhenNearer;
  const Choice taken = first_there(run, call, times, [&](const UnitState& unit) {
    return unit.soft_priority > call.priority && unit.order &&
           (!unit.under_way || when_nearer ||
            (d.preemption == Preemption::kWhenNoneFree && !free.unit));
  });
  return taken.us < free.us ? taken.unit : free.unit;
}

// Gives the unit the order; what it was at goes back to the line.
void send(Run& run, UnitState& unit, CallCase& call) {
  CallCase* const before = unit.order;
  unit.order = &call;
  unit.free = false;
  unit.soft_priority = 0;
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
  const Time now = run.now();
  std::vector<UnitState*> free;
  for (UnitState& unit : run.city.units)
    if (unit.free && (unit.capabilities & exits.front()->capability)) free.push_back(&unit);
  std::vector<Duration> times(free.size() * exits.size());
  for (std::size_t e = 0; e < exits.size(); ++e) {
    const TimesTo to(run, exits[e]->node);
    for (std::size_t u = 0; u < free.size(); ++u)
      times[u * exits.size() + e] =
          Duration{to.of(static_cast<std::size_t>(free[u] - run.city.units.data()), *free[u], now)};
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
    const Choice free =
        first_there(run, call, times, [](const UnitState& unit) { return unit.free; });
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
  const bool by_nearness = run.world.city.dispatch.queue == QueueRule::kNearest;
  const auto index = static_cast<std::size_t>(&unit - run.city.units.data());
  Capabilities no_reserve = 0;  // of which too few units are free for work that can wait
  CallCase* best = nullptr;
  std::int64_t best_us = 0;
  for (CallCase* const call : run.city.waiting) {
    if (best && urgency(run, *call) != urgency(run, *best)) break;
    if (!(unit.capabilities & call->capability)) continue;
    const bool can_wait = run.world.city.call_types[call->incident->type].interruptible;
    if (can_wait && (no_reserve & call->capability)) continue;
    if (!keeps_reserve(run, *call, &unit)) {
      no_reserve |= call->capability;
      continue;
    }
    const std::int64_t us = TimesTo(run, call->node).of(index, unit, run.now());
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
