// SPDX-License-Identifier: Apache-2.0
#include "viz/core/series.hpp"

#include <algorithm>

#include "viz/core/palette.hpp"

namespace vedette::view {

namespace {

/// Counts how many spans cover a moment.
class Counter {
 public:
  void add(Time from, Time to) {
    if (from == kUnset || to <= from) return;
    changes_.emplace_back(from, 1);
    changes_.emplace_back(to, -1);
  }
  void finish(std::vector<Series>& out, const char* key, Time end) {
    if (changes_.empty()) return;
    std::sort(changes_.begin(), changes_.end());
    Series s{key, true, false, {}, {}, 1};
    int n = 0;
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      n += changes_[i].second;
      if (i + 1 < changes_.size() && changes_[i + 1].first == changes_[i].first) continue;
      if (changes_[i].first > end) break;
      s.at.push_back(changes_[i].first);
      s.value.push_back(static_cast<float>(n));
      s.high = std::max(s.high, static_cast<float>(n));
    }
    out.push_back(std::move(s));
  }

 private:
  std::vector<std::pair<Time, int>> changes_;
};

}  // namespace

float Series::at_time(Time t) const {
  const auto after = std::upper_bound(at.begin(), at.end(), t);
  return after == at.begin() ? 0 : value[static_cast<std::size_t>(after - at.begin() - 1)];
}

std::vector<Series> series_of(const Store& store) {
  Counter open, waiting_alarms, waiting_calls, units_busy, units_free, guards_busy, out_of_order;
  Series response{"plot.response", false, true, {}, {}, 1};
  std::vector<std::pair<Time, float>> dots;
  for (const Incident& n : store.incidents()) {
    open.add(store.begin_of(n), store.end_of(n));
    const auto until = [&](Stage s) { return n.has(s) ? n[s] : store.end_of(n); };
    if (n.kind == IncidentKind::kAlarm)
      waiting_alarms.add(n[Stage::kQueued], until(Stage::kAcknowledged));
    if (n.kind != IncidentKind::kCall) continue;
    waiting_calls.add(n[Stage::kPoliceCalled], until(Stage::kPoliceDispatched));
    if (n.has(Stage::kPoliceCalled) && n.has(Stage::kPoliceArrived))
      dots.emplace_back(
          n[Stage::kPoliceCalled],
          static_cast<float>(n.between(Stage::kPoliceCalled, Stage::kPoliceArrived).seconds()));
  }
  for (const std::uint32_t who : store.lively()) {
    const EntityKind kind = store.entities()[who].kind;
    const auto& states = store.states(EntityId(who));
    for (std::size_t i = 0; i < states.size(); ++i) {
      const Time to = i + 1 < states.size() ? states[i + 1].at : store.end();
      const Activity a = store.activity(states[i].word);
      const bool busy =
          a == Activity::kOrdered || a == Activity::kMoving || a == Activity::kWorking;
      if (kind == EntityKind::kUnit && busy) units_busy.add(states[i].at, to);
      if (kind == EntityKind::kUnit && a == Activity::kFree) units_free.add(states[i].at, to);
      if (kind == EntityKind::kGuard && busy) guards_busy.add(states[i].at, to);
    }
  }
  for (const std::uint32_t who : store.conditions().ailing())
    for (const ConditionSpan& s : store.conditions().of(EntityId(who)))
      if (s.what != Condition::kDegraded) out_of_order.add(s.from, s.to);
  std::sort(dots.begin(), dots.end());
  for (const auto& [t, v] : dots) {
    response.at.push_back(t);
    response.value.push_back(v);
    response.high = std::max(response.high, v);
  }
  std::vector<Series> all;
  open.finish(all, "plot.open", store.end());
  if (!response.at.empty()) all.push_back(std::move(response));
  units_busy.finish(all, "plot.units_busy", store.end());
  units_free.finish(all, "plot.units_free", store.end());
  waiting_calls.finish(all, "plot.waiting_calls", store.end());
  waiting_alarms.finish(all, "plot.waiting_alarms", store.end());
  guards_busy.finish(all, "plot.guards_busy", store.end());
  out_of_order.finish(all, "plot.faults", store.end());
  return all;
}

std::vector<double> activity_seconds(const Store& store, EntityId who, Time until) {
  std::vector<double> sum(static_cast<std::size_t>(Activity::kOther) + 1, 0);
  const auto& states = store.states(who);
  for (std::size_t i = 0; i < states.size() && states[i].at < until; ++i) {
    const Time to = i + 1 < states.size() ? std::min(until, states[i + 1].at) : until;
    sum[static_cast<std::size_t>(store.activity(states[i].word))] += (to - states[i].at).seconds();
  }
  return sum;
}

}  // namespace vedette::view
