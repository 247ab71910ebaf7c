// SPDX-License-Identifier: Apache-2.0
#include "study/monkey_watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/diagnostics.hpp"
#include "base/statistics.hpp"
#include "world/equipment.hpp"

namespace vedette {

namespace {

// What is on its way at the very end may arrive or not.
constexpr Duration kEdge = 10 * kMinute;

template <class T>
void put(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
T take(std::string_view& left) {
  T value;
  if (left.size() < sizeof value)
    throw InputError{{{}, Severity::kError, "a trial's answer is cut short", ""}};
  std::memcpy(&value, left.data(), sizeof value);
  left.remove_prefix(sizeof value);
  return value;
}

void put_list(std::string& out, const std::vector<std::int64_t>& list) {
  put(out, list.size());
  for (const std::int64_t value : list) put(out, value);
}

std::vector<std::int64_t> take_list(std::string_view& left) {
  const auto n = take<std::size_t>(left);
  if (n > left.size() / sizeof(std::int64_t))
    throw InputError{{{}, Severity::kError, "a trial's answer is cut short", ""}};
  std::vector<std::int64_t> list(n);
  for (std::int64_t& value : list) value = take<std::int64_t>(left);
  return list;
}

Time at(const MonkeyRecord::Alarm& alarm, Stage stage) {
  return alarm.at[static_cast<std::size_t>(stage)];
}

MonkeyFigures::Latency latency(std::vector<double>& spans) {
  MonkeyFigures::Latency out;
  out.n = spans.size();
  if (spans.empty()) return out;
  std::sort(spans.begin(), spans.end());
  out.p50_s = quantile_sorted(spans, 0.5);
  out.p95_s = quantile_sorted(spans, 0.95);
  out.p99_s = quantile_sorted(spans, 0.99);
  return out;
}

}  // namespace

std::string MonkeyRecord::to_bytes() const {
  std::string out;
  put(out, end.us);
  put_list(out, down_us);
  put_list(out, uncovered_us);
  put(out, reports.size());
  for (const auto& [key, arrived] : reports) {
    put(out, key.first);
    put(out, key.second);
    put(out, arrived);
  }
  put(out, alarms.size());
  for (const auto& alarm : alarms) put(out, alarm);
  put(out, detours.size());
  for (const auto& [doors, speed] : detours) {
    put(out, speed);
    put(out, doors.size());
    for (const std::uint32_t door : doors) put(out, door);
  }
  return out;
}

MonkeyRecord MonkeyRecord::from_bytes(std::string_view left) {
  MonkeyRecord out;
  out.end.us = take<std::int64_t>(left);
  out.down_us = take_list(left);
  out.uncovered_us = take_list(left);
  for (auto n = take<std::size_t>(left); n > 0; --n) {
    const auto sensor = take<std::uint32_t>(left);
    const auto at = take<std::int64_t>(left);
    out.reports.emplace_hint(out.reports.end(), std::pair(sensor, at), take<bool>(left));
  }
  for (auto n = take<std::size_t>(left); n > 0; --n) out.alarms.push_back(take<Alarm>(left));
  for (auto n = take<std::size_t>(left); n > 0; --n) {
    auto& [doors, speed] = out.detours.emplace_back();
    speed = take<double>(left);
    for (auto d = take<std::size_t>(left); d > 0; --d) doors.push_back(take<std::uint32_t>(left));
  }
  return out;
}

MonkeyWatch::MonkeyWatch(const World& world) {
  record_.down_us.resize(world.entities.size());
  record_.uncovered_us.resize(world.entities.size());
}

void MonkeyWatch::tally(const Tally& t) {
  const std::int64_t span = (t.to - t.from).us;
  if (t.kind >= TallyKind::kDownOwn && t.kind <= TallyKind::kDownWhatIf)
    record_.down_us[t.who.index()] += span;
  else if (t.kind == TallyKind::kUncovered)
    record_.uncovered_us[t.place.index()] += span;
  else if (t.kind == TallyKind::kReport)
    record_.reports.emplace(std::pair(t.who.value, t.from.us), false);
  else if (t.kind == TallyKind::kReportArrived)
    record_.reports[{t.who.value, t.from.us}] = true;
}

void MonkeyWatch::incident_closed(const Incident& incident) {
  if (incident.kind != IncidentKind::kAlarm) {
    if (!incident.parent.valid()) return;
    const auto alarm = alarm_of_.find(incident.parent.value);
    if (alarm == alarm_of_.end())
      calls_.emplace(incident.parent.value, incident.stages);
    else
      take_over_police(record_.alarms[alarm->second].at, incident.stages);
    return;
  }
  if (!incident.has(Stage::kSensed)) return;
  alarm_of_.emplace(incident.id.value, record_.alarms.size());
  MonkeyRecord::Alarm& alarm = record_.alarms.emplace_back();
  alarm.place = incident.place.value;
  alarm.at = incident.stages;
  if (const auto call = calls_.find(incident.id.value); call != calls_.end())
    take_over_police(alarm.at, call->second);
}

MonkeyFigures figures_of(const World& world, const MonkeyRecord& record) {
  MonkeyFigures out;
  const auto horizon = static_cast<double>(record.end.us);
  const Equipment& plan = *world.equipment;
  std::int64_t down = 0, uncovered = 0;
  for (const Element& element : plan.elements) down += record.down_us[element.entity.index()];
  for (const Zone& zone : world.site.zones) uncovered += record.uncovered_us[zone.entity.index()];
  const auto n = static_cast<double>(plan.elements.size());
  const auto zones = static_cast<double>(world.site.zones.size());
  out.availability = n > 0 ? 1 - static_cast<double>(down) / (n * horizon) : 1;
  out.coverage = zones > 0 ? 1 - static_cast<double>(uncovered) / (zones * horizon) : 1;
  out.reports = record.reports.size();
  out.alarms = record.alarms.size();
  std::uint64_t arrived = 0;
  for (const auto& [key, there] : record.reports) arrived += there;
  if (out.reports > 0)
    out.delivered = static_cast<double>(arrived) / static_cast<double>(out.reports);
  for (const Stage stage : kAlarmChain) {
    std::vector<double> since, step;
    for (const MonkeyRecord::Alarm& alarm : record.alarms) {
      const Time there = at(alarm, stage);
      if (there == kUnset) continue;
      since.push_back((there - at(alarm, Stage::kSensed)).seconds());
      step.push_back((there - at(alarm, waited_for(stage, alarm.at))).seconds());
    }
    out.since_sensed[static_cast<std::size_t>(stage)] = latency(since);
    out.step[static_cast<std::size_t>(stage)] = latency(step);
  }
  return out;
}

// The same alarm has the same place and moment in both: what happens at the site is drawn from
// streams that no failure touches. Of several at once, the first is the first.
std::array<MonkeyDelay, kStages> delays(const MonkeyRecord& without, const MonkeyRecord& with) {
  std::multimap<std::pair<std::uint32_t, std::int64_t>, const MonkeyRecord::Alarm*> there;
  for (const MonkeyRecord::Alarm& alarm : with.alarms)
    there.emplace(std::pair(alarm.place, at(alarm, Stage::kSensed).us), &alarm);
  std::array<std::vector<double>, kStages> later;
  std::array<MonkeyDelay, kStages> out;
  for (const MonkeyRecord::Alarm& alarm : without.alarms) {
    const auto same = there.find({alarm.place, at(alarm, Stage::kSensed).us});
    for (const Stage stage : kAlarmChain) {
      const auto s = static_cast<std::size_t>(stage);
      if (alarm.at[s] == kUnset) continue;
      if (same == there.end() || same->second->at[s] == kUnset)
        ++out[s].lost;
      else
        later[s].push_back((same->second->at[s] - alarm.at[s]).seconds());
    }
    if (same != there.end()) there.erase(same);
  }
  for (std::size_t s = 0; s < kStages; ++s) {
    out[s].n = later[s].size();
    if (later[s].empty()) continue;
    std::sort(later[s].begin(), later[s].end());
    out[s].p95_s = quantile_sorted(later[s], 0.95);
    out[s].most_s = later[s].back();
  }
  return out;
}

std::vector<std::string> violations(const World& world, const MonkeyRecord& without,
                                    const MonkeyRecord& with) {
  std::vector<std::string> out;
  const auto name = [&](std::size_t entity) {
    const Entity& e = world.entities[entity];
    return std::string(entity_kind_name(e.kind)) + " " + e.name;
  };
  for (std::size_t e = 0; e < without.down_us.size(); ++e) {
    if (with.down_us[e] < without.down_us[e])
      out.push_back(fmt::format("{} was up {:.6f} s longer", name(e),
                                Duration{without.down_us[e] - with.down_us[e]}.seconds()));
    if (with.uncovered_us[e] < without.uncovered_us[e])
      out.push_back(
          fmt::format("{} was seen {:.6f} s longer", name(e),
                      Duration{without.uncovered_us[e] - with.uncovered_us[e]}.seconds()));
  }
  const std::int64_t late = (without.end - kEdge).us;
  for (const auto& [key, arrived] : without.reports) {
    if (arrived || key.second > late) continue;
    const auto it = with.reports.find(key);
    if (it != with.reports.end() && it->second)
      out.push_back(fmt::format("a report of {} of {:.6f} s arrived", name(key.first),
                                Time{key.second}.seconds()));
  }
  return out;
}

}  // namespace vedette
