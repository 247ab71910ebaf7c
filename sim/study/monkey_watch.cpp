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
  for (auto n = take<std::size_t>(left); n > 0; --n)
    out.alarms.push_back(take<std::array<std::int64_t, kStages>>(left));
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
  if (incident.kind != IncidentKind::kAlarm || !incident.has(Stage::kSensed)) return;
  auto& stages = record_.alarms.emplace_back();
  for (std::size_t s = 0; s < kStages; ++s) stages[s] = incident.stages[s].us;
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
  for (std::size_t s = 0; s < kStages; ++s) {
    std::vector<double> spans;
    for (const auto& stages : record.alarms)
      if (stages[s] != kUnset.us)
        spans.push_back(
            Duration{stages[s] - stages[static_cast<std::size_t>(Stage::kSensed)]}.seconds());
    std::sort(spans.begin(), spans.end());
    MonkeyFigures::Latency& to = out.since_sensed[s];
    to.n = spans.size();
    if (spans.empty()) continue;
    to.p50_s = quantile_sorted(spans, 0.5);
    to.p95_s = quantile_sorted(spans, 0.95);
    to.p99_s = quantile_sorted(spans, 0.99);
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
