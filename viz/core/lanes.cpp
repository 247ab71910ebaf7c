// SPDX-License-Identifier: Apache-2.0
#include "viz/core/lanes.hpp"

#include <algorithm>

#include "viz/core/palette.hpp"

namespace vedette::view {

namespace {

struct KindLane {
  EntityKind kind;
  const char* key;
};
constexpr KindLane kKindLanes[] = {
    {EntityKind::kUnit, "lane.units"},           {EntityKind::kOperator, "lane.operators"},
    {EntityKind::kDispatcher, "lane.operators"}, {EntityKind::kGuard, "lane.guards"},
    {EntityKind::kHost, "lane.devices"},         {EntityKind::kLink, "lane.devices"},
    {EntityKind::kRoom, "lane.devices"},         {EntityKind::kSensor, "lane.devices"},
    {EntityKind::kCamera, "lane.devices"},       {EntityKind::kDoor, "lane.doors"},
    {EntityKind::kIntruder, "lane.intruders"},   {EntityKind::kCheckpoint, "lane.guards"},
    {EntityKind::kSupply, "lane.devices"}};

const char* lane_of(EntityKind kind) {
  for (const KindLane& k : kKindLanes)
    if (k.kind == kind) return k.key;
  return "lane.other";
}

// What has no states beside its condition.
bool plain_device(EntityKind kind) {
  return kind == EntityKind::kHost || kind == EntityKind::kLink || kind == EntityKind::kCamera ||
         kind == EntityKind::kRoom || kind == EntityKind::kSupply;
}

LaneMark mark_of(const ConditionSpan& s) {
  return {s.from,   s.to,  colour_of(s.what),           kNoIndex,
          kNoIndex, s.who, s.known == KnownTo::kNobody, s.repair == Repair::kUnderWay};
}

// Its conditions, and green in between.
Lane conditions_row(const Store& store, EntityId who) {
  Lane row{{}, store.entities()[who.index()].name, who, 1, true, {}};
  Time from{0};
  const auto works = [&](Time to) {
    if (to > from)
      row.marks.push_back({from, to, colour_of(Condition::kWorks), kNoIndex, kNoIndex, who});
  };
  for (const ConditionSpan& s : store.conditions().of(who)) {
    works(s.from);
    row.marks.push_back(mark_of(s));
    from = s.to;
  }
  works(store.end());
  return row;
}

// The longest out of order first.
std::vector<Lane> conditions_rows(const Store& store, std::size_t most) {
  std::vector<std::pair<std::int64_t, std::uint32_t>> order;
  for (const std::uint32_t who : store.conditions().ailing()) {
    std::int64_t us = 0;
    for (const ConditionSpan& s : store.conditions().of(EntityId(who))) us += (s.to - s.from).us;
    order.emplace_back(-us, who);
  }
  std::sort(order.begin(), order.end());
  if (order.size() > most) order.resize(most);
  std::vector<Lane> rows;
  for (const auto& [us, who] : order) rows.push_back(conditions_row(store, EntityId(who)));
  return rows;
}

// Incidents have lanes of their own.
bool of_incident(Topic topic) {
  return topic == Topic::kIncidentOpened || topic == Topic::kStage ||
         topic == Topic::kIncidentClosed;
}

}  // namespace

std::vector<Lane> lanes_of(const Store& store) {
  std::vector<Lane> lanes;
  const char* const kOrder[] = {"lane.alarms",    "lane.intruders",  "lane.calls",
                                "lane.tasks",     "lane.units",      "lane.guards",
                                "lane.operators", "lane.conditions", "lane.devices",
                                "lane.doors",     "lane.other"};
  for (const char* key : kOrder) lanes.push_back({key, {}, {}, 0, false, {}});
  const auto lane = [&](std::string_view key) -> Lane& {
    return *std::find_if(lanes.begin(), lanes.end(), [&](const Lane& l) { return l.key == key; });
  };
  const auto& incidents = store.incidents();
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    const Incident& n = incidents[i];
    Lane& to = lane(n.kind == IncidentKind::kAlarm  ? "lane.alarms"
                    : n.kind == IncidentKind::kCall ? "lane.calls"
                                                    : "lane.tasks");
    to.marks.push_back({store.begin_of(n), store.end_of(n),
                        incident_colour(static_cast<int>(n.kind), n.priority, n.real), i,
                        kNoIndex});
  }
  for (const std::uint32_t who : store.conditions().ailing())
    for (const ConditionSpan& s : store.conditions().of(EntityId(who)))
      lane("lane.conditions").marks.push_back(mark_of(s));
  // States that say somebody is at work; the many patrols would hide them.
  for (const std::uint32_t who : store.lively()) {
    if (plain_device(store.entities()[who].kind)) continue;
    Lane& to = lane(lane_of(store.entities()[who].kind));
    const auto& states = store.states(EntityId(who));
    for (std::size_t s = 0; s < states.size(); ++s) {
      const Activity a = store.activity(states[s].word);
      if (a == Activity::kFree || a == Activity::kOff || a == Activity::kAway) continue;
      to.marks.push_back({states[s].at, s + 1 < states.size() ? states[s + 1].at : store.end(),
                          colour_of(a), kNoIndex, kNoIndex, EntityId(who)});
    }
  }
  const auto& events = store.events();
  for (std::uint32_t i = 0; i < events.size(); ++i) {
    const LoggedEvent& e = events[i];
    if (of_incident(e.topic) || e.topic == Topic::kShiftChange) continue;
    const bool known = e.subject.valid() && e.subject.index() < store.entities().size();
    Lane& to = lane(known ? lane_of(store.entities()[e.subject.index()].kind) : "lane.other");
    const Activity a = store.activity(e.word);
    to.marks.push_back({e.at, e.at,
                        e.incident.valid()                     ? okabe::kOrange
                        : e.topic == Topic::kCheckpointVisited ? okabe::kGrey
                                                               : colour_of(a),
                        kNoIndex, i});
  }
  std::erase_if(lanes, [](const Lane& l) { return l.marks.empty(); });
  for (Lane& l : lanes)
    std::stable_sort(l.marks.begin(), l.marks.end(),
                     [](const LaneMark& a, const LaneMark& b) { return a.from < b.from; });
  return lanes;
}

Lane row_of(const Store& store, EntityId who) {
  if (plain_device(store.entities()[who.index()].kind)) return conditions_row(store, who);
  Lane row{{}, store.entities()[who.index()].name, who, 1, true, {}};
  const auto& states = store.states(who);
  for (std::size_t s = 0; s < states.size(); ++s)
    row.marks.push_back({states[s].at, s + 1 < states.size() ? states[s + 1].at : store.end(),
                         colour_of(store.activity(states[s].word)), kNoIndex, kNoIndex, who});
  return row;
}

std::vector<Lane> rows_of(const Store& store, const std::string& lane_key, std::size_t most) {
  if (lane_key == "lane.conditions") return conditions_rows(store, most);
  std::vector<Lane> rows;
  for (const std::uint32_t who : store.lively()) {
    if (lane_of(store.entities()[who].kind) != lane_key) continue;
    if (store.states(EntityId(who)).empty()) continue;
    if (rows.size() == most) break;
    rows.push_back(row_of(store, EntityId(who)));
  }
  return rows;
}

void fold(std::span<const LaneMark> marks, const TimeAxis& axis, double at0, double at1,
          float width, float least, std::vector<FoldedMark>& out) {
  out.clear();
  if (at1 <= at0) return;
  const double scale = width / (at1 - at0);
  const Time from = axis.time(at0);
  auto m = std::lower_bound(marks.begin(), marks.end(), from,
                            [](const LaneMark& a, Time t) { return a.from < t; });
  for (; m != marks.end(); ++m) {
    const double at = axis.position(m->from);
    if (at > at1) break;
    const auto x = static_cast<float>((at - at0) * scale);
    if (!out.empty() && x - out.back().x0 < least) {
      FoldedMark& into = out.back();
      ++into.count;
      into.x1 = std::max(into.x1, x + 1);
      if (m->colour == rgb(0xFF4B4B)) into.colour = m->colour;  // a real alarm is never hidden
      continue;
    }
    const auto end = static_cast<float>((axis.position(m->to) - at0) * scale);
    out.push_back({x, std::max(x + 2, std::min(end, width)), 1, m->colour,
                   static_cast<std::uint32_t>(m - marks.begin())});
  }
}

void density(std::span<const LaneMark> marks, const TimeAxis& axis, double at0, double at1,
             std::vector<std::uint32_t>& bins) {
  std::fill(bins.begin(), bins.end(), 0);
  if (at1 <= at0 || bins.empty()) return;
  const Time from = axis.time(at0);
  auto m = std::lower_bound(marks.begin(), marks.end(), from,
                            [](const LaneMark& a, Time t) { return a.from < t; });
  for (; m != marks.end(); ++m) {
    const double share = (axis.position(m->from) - at0) / (at1 - at0);
    if (share >= 1) break;
    if (share >= 0) ++bins[static_cast<std::size_t>(share * static_cast<double>(bins.size()))];
  }
}

std::uint32_t next_mark(std::span<const LaneMark> marks, Time t) {
  const auto m = std::upper_bound(marks.begin(), marks.end(), t,
                                  [](Time a, const LaneMark& b) { return a < b.from; });
  return m == marks.end() ? kNoIndex : static_cast<std::uint32_t>(m - marks.begin());
}

std::uint32_t previous_mark(std::span<const LaneMark> marks, Time t) {
  const auto m = std::lower_bound(marks.begin(), marks.end(), t,
                                  [](const LaneMark& a, Time b) { return a.from < b; });
  return m == marks.begin() ? kNoIndex : static_cast<std::uint32_t>(m - marks.begin() - 1);
}

}  // namespace vedette::view
