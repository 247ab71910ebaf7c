// SPDX-License-Identifier: Apache-2.0
// Figures: over all replications from the summary, distributions from the recorded one.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/statistics.hpp"
#include "report/report_parts.hpp"

namespace vedette::report {

ReportData figure(const Summary& summary, const std::string& id) {
  const Summary::Row* row = summary.find(id);
  if (row == nullptr || row->n == 0) return nullptr;
  ReportData out{{"value", row->mean}, {"low", nullptr}, {"high", nullptr}};
  if (row->has_interval) {
    out["low"] = row->low;
    out["high"] = row->high;
  }
  return out;
}

// Marks as the summary's ids have them: whole seconds, or with decimals.
ReportData marks(const Material& m, const Summary& summary, const std::string& prefix) {
  auto within = ReportData::array();
  for (const std::int64_t mark : m.info.marks_us)
    within.push_back(figure(
        summary, fmt::format("{}.within.{:.10g}", prefix, static_cast<double>(mark) * 1e-6)));
  return within;
}

namespace {

// The step of the histogram: the finest that all marks fall on and that shows `longest` in no more
// than kMostBins bins.
constexpr std::size_t kMostBins = 45;
std::int64_t bin_us(const std::vector<std::int64_t>& marks_us, std::int64_t longest_us) {
  static constexpr std::array<std::int64_t, 9> kSteps_s = {5, 10, 15, 20, 30, 60, 120, 300, 600};
  for (const std::int64_t s : kSteps_s) {
    const std::int64_t us = s * kSecond.us;
    const bool on_marks =
        std::all_of(marks_us.begin(), marks_us.end(), [us](std::int64_t m) { return m % us == 0; });
    if (on_marks && longest_us / us < static_cast<std::int64_t>(kMostBins)) return us;
  }
  return std::max<std::int64_t>(kSteps_s.back() * kSecond.us, longest_us / kMostBins);
}

struct Bins {
  std::int64_t width_us = 0;
  std::size_t count = 0;
};

// All histograms of the page have the same bins, so that they can be compared.
Bins choose_bins(const Material& m, std::vector<std::int64_t> times) {
  std::sort(times.begin(), times.end());
  const std::int64_t most = times.empty() ? 0 : times[(times.size() - 1) * 98 / 100];
  const std::int64_t last_mark = m.info.marks_us.empty() ? 0 : m.info.marks_us.back();
  const std::int64_t longest = std::max({most, last_mark * 5 / 4, kMinute.us});
  const std::int64_t width = bin_us(m.info.marks_us, longest);
  return {width, static_cast<std::size_t>((longest + width - 1) / width)};
}

template <class Pick>
ReportData histogram(const Material& m, const Bins& bins, Pick&& pick) {
  std::vector<std::uint64_t> counts(bins.count);
  std::uint64_t beyond = 0, unreached = 0;
  for (const Incident& i : m.incidents) {
    if (i.kind != IncidentKind::kCall || !pick(i)) continue;
    const auto time = response(i);
    if (!time) {
      ++unreached;
      continue;
    }
    // Within means less than or equal: a bin holds its upper end.
    const std::int64_t us = std::max<std::int64_t>(time->us, 1);
    const auto bin = static_cast<std::size_t>((us - 1) / bins.width_us);
    if (bin < counts.size())
      ++counts[bin];
    else
      ++beyond;
  }
  return {{"bin_s", microseconds(bins.width_us).seconds()},
          {"counts", counts},
          {"beyond", beyond},
          {"unreached", unreached}};
}

template <class Pick>
ReportData call_group(const Material& m, const Summary& summary, const std::string& prefix,
                      const char* by, ReportData value, const Bins& bins, Pick&& pick) {
  const auto get = [&](const char* id) { return figure(summary, prefix + id); };
  return {{"by", by},
          {"value", std::move(value)},
          {"n", get(".n")},
          {"unreached", get(".unanswered")},
          {"within", marks(m, summary, prefix)},
          {"mean_s", get(".response_s.mean")},
          {"p50_s", get(".response_s.p50")},
          {"p90_s", get(".response_s.p90")},
          {"p95_s", get(".response_s.p95")},
          {"dispatch_p50_s", get(".dispatch_s.p50")},
          {"turnout_p50_s", get(".turnout_s.p50")},
          {"travel_p50_s", get(".travel_s.p50")},
          {"to_scene_p50_s", get(".to_scene_s.p50")},
          {"complete_p50_s", get(".complete_s.p50")},
          {"histogram", histogram(m, bins, pick)}};
}

ReportData hours(const Material& m, const Summary& summary) {
  auto out = ReportData::array();
  for (int k = 0; k < 24; ++k) {
    const std::string prefix = fmt::format("calls.hour.{:02}", k);
    out.push_back({{"n", figure(summary, prefix + ".n")},
                   {"p50_s", figure(summary, prefix + ".response_s.p50")},
                   {"within", marks(m, summary, prefix)}});
  }
  return out;
}

}  // namespace

ReportData calls(const Material& m, const Summary& summary) {
  std::vector<std::int64_t> times;
  std::set<std::uint16_t> types;
  std::set<std::uint8_t> priorities;
  bool any = false;
  for (const Incident& i : m.incidents) {
    if (i.kind != IncidentKind::kCall) continue;
    any = true;
    types.insert(i.type);
    priorities.insert(i.priority);
    if (const auto time = response(i)) times.push_back(time->us);
  }
  if (!any) return nullptr;
  const Bins bins = choose_bins(m, times);
  auto groups = ReportData::array();
  groups.push_back(
      call_group(m, summary, "calls", "all", nullptr, bins, [](const Incident&) { return true; }));
  if (priorities.size() > 1) {
    for (const std::uint8_t p : priorities)
      groups.push_back(call_group(m, summary, "calls.priority." + std::to_string(p), "priority", p,
                                  bins, [p](const Incident& i) { return i.priority == p; }));
  }
  if (types.size() > 1) {
    for (const std::uint16_t t : types)
      groups.push_back(call_group(m, summary, "calls.type." + m.call_types.at(t).name, "type", t,
                                  bins, [t](const Incident& i) { return i.type == t; }));
  }
  for (const RecordedEntity& e : m.entities) {
    const std::string prefix = "calls.district." + e.name;
    if (e.kind != EntityKind::kDistrict || !summary.find(prefix + ".n")) continue;
    auto group = call_group(m, summary, prefix, "district", e.name, bins,
                            [](const Incident&) { return false; });
    group["histogram"] = nullptr;
    groups.push_back(std::move(group));
  }
  return {{"groups", groups}, {"hours", hours(m, summary)}};
}

ReportData alarms(const Material& m, const Summary& summary) {
  const bool any = std::any_of(m.incidents.begin(), m.incidents.end(),
                               [](const Incident& i) { return i.kind == IncidentKind::kAlarm; });
  if (!any && m.alarm_types.empty()) return nullptr;
  auto groups = ReportData::array();
  for (const std::string by : {"real", "nuisance"}) {
    const std::string prefix = "alarms." + by;
    const auto get = [&](const char* id) { return figure(summary, prefix + id); };
    // How many alarms got to a stage, in the mean of the replications.
    const auto reached = [&](const char* stage) {
      const Summary::Row* row = summary.find(prefix + stage);
      return row && summary.replications
                 ? static_cast<double>(row->n) / static_cast<double>(summary.replications)
                 : 0.0;
    };
    const double confirmed =
        std::max(reached(".guards_dispatched_s.p50"), reached(".police_called_s.p50"));
    const double assessed = reached(".assessed_s.p50");
    const auto plain = [](double x) {
      return ReportData{{"value", x}, {"low", nullptr}, {"high", nullptr}};
    };
    groups.push_back({{"by", by},
                      {"n", get(".n")},
                      {"confirmed", plain(confirmed)},
                      {"dismissed", plain(assessed - confirmed)},
                      {"assessed_p50_s", get(".assessed_s.p50")},
                      {"assessed_p90_s", get(".assessed_s.p90")},
                      {"guard_p50_s", get(".guard_arrived_s.p50")},
                      {"guard_p90_s", get(".guard_arrived_s.p90")},
                      {"police_p50_s", get(".police_arrived_s.p50")}});
  }
  return {{"groups", groups}};
}

ReportData utilisation(const Material& m, const Summary& summary) {
  std::map<EntityId, std::pair<Duration, Duration>> times;  // busy, on duty
  for (const RecordedSpan& s : m.duty) {
    auto& duty = times[s.who].second;
    duty = duty + (s.to - s.from);
  }
  for (const RecordedSpan& s : m.busy) {
    auto& busy = times[s.who].first;
    busy = busy + (s.to - s.from);
  }
  auto out = ReportData::array();
  for (const EntityKind kind :
       {EntityKind::kUnit, EntityKind::kDispatcher, EntityKind::kGuard, EntityKind::kOperator}) {
    auto each = ReportData::array();
    for (const auto& [who, time] : times) {
      if (!who.valid() || m.entities.at(who.index()).kind != kind || time.second.us <= 0) continue;
      const double busy = time.first.seconds(), duty = time.second.seconds();
      each.push_back({{"name", m.entities[who.index()].name},
                      {"share", busy / duty},
                      {"busy_s", busy},
                      {"duty_s", duty}});
    }
    const std::string name(entity_kind_name(kind));
    if (!each.empty())
      out.push_back(
          {{"kind", name}, {"mean", figure(summary, "utilisation." + name)}, {"each", each}});
  }
  return out;
}

}  // namespace vedette::report
