// SPDX-License-Identifier: Apache-2.0
// Work besides calls and alarms: tasks, posts, patrol, finds, stop checks, doors.
#include <algorithm>
#include <initializer_list>
#include <utility>
#include <vector>

#include "report/report_parts.hpp"

namespace vedette::report {

namespace {

ReportData task_group(const Summary& summary, const std::string& prefix, const char* by,
                      ReportData value) {
  const auto get = [&](const char* id) { return figure(summary, prefix + id); };
  return {{"by", by},
          {"value", std::move(value)},
          {"n", get(".n")},
          {"done", get(".done")},
          {"in_time", get(".in_time")},
          {"p50_s", get(".response_s.p50")},
          {"p90_s", get(".response_s.p90")}};
}

ReportData tasks(const Material& m, const Summary& summary) {
  if (!summary.find("tasks.n")) return nullptr;
  auto groups = ReportData::array();
  groups.push_back(task_group(summary, "tasks", "all", nullptr));
  for (std::size_t t = 0; t < m.call_types.size(); ++t) {
    const std::string prefix = "tasks.type." + m.call_types[t].name;
    if (summary.find(prefix + ".n")) groups.push_back(task_group(summary, prefix, "type", t));
  }
  return {{"groups", groups}};
}

// {"key": figure …}, or null if there was none of it.
ReportData facts(const Summary& summary, const std::string& prefix,
                 std::initializer_list<std::pair<const char*, const char*>> keys) {
  ReportData out;
  bool any = false;
  for (const auto& [key, id] : keys) {
    out[key] = figure(summary, prefix + id);
    any = any || !out[key].is_null();
  }
  return any ? out : ReportData(nullptr);
}

// Of each fleet the intervals between its own visits of a point; most visits first. Empty where
// fewer than two visit anything.
ReportData patrols_by_fleet(const Summary& summary) {
  const std::string head = "patrol.fleet.", by = ".visits";
  std::vector<std::pair<double, std::string>> fleets;
  for (const Summary::Row& row : summary.rows)
    if (row.id.starts_with(head) && row.id.ends_with(by))
      fleets.emplace_back(-row.mean,
                          row.id.substr(head.size(), row.id.size() - head.size() - by.size()));
  std::stable_sort(fleets.begin(), fleets.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  auto out = ReportData::array();
  for (const auto& [visits, name] : fleets) {
    const auto get = [&](const char* id) { return figure(summary, head + name + id); };
    out.push_back({{"by", "fleet"},
                   {"value", name},
                   {"visits", get(".visits")},
                   {"p50_s", get(".interval_s.p50")},
                   {"p90_s", get(".interval_s.p90")},
                   {"longest_s", get(".longest_s")},
                   {"irregularity", get(".irregularity")}});
  }
  return out;
}

}  // namespace

ReportData work(const Material& m, const Summary& summary) {
  ReportData out;
  out["tasks"] = tasks(m, summary);
  out["posts"] = facts(summary, "posts.",
                       {{"windows", "windows"}, {"manned", "manned"}, {"on_time", "on_time"}});
  out["patrol"] = facts(summary, "patrol.",
                        {{"visits", "visits"},
                         {"interval_p50_s", "interval_s.p50"},
                         {"interval_p90_s", "interval_s.p90"},
                         {"idleness_s", "idleness_s"},
                         {"longest_s", "longest_s"},
                         {"irregularity", "irregularity"},
                         {"unseen_after_visit", "exposure.600.after_visit"},
                         {"unseen_at_random", "exposure.600.random_start"}});
  if (auto fleets = patrols_by_fleet(summary); !fleets.empty())
    out["patrols_by_fleet"] = std::move(fleets);
  out["finds"] = facts(summary, "finds.", {{"finds", "n"}, {"upheld", "upheld"}});
  out["stop_checks"] = facts(summary, "stop_checks.", {{"stop_checks", "n"}, {"hits", "hits"}});
  out["doors"] = facts(summary, "doors.",
                       {{"passages", "n"},
                        {"refused", "refused"},
                        {"forced", "forced"},
                        {"lost_s", "lost_s"},
                        {"lost_longest_s", "lost_longest_s"}});
  out["visitors"] = facts(summary, "visitors.",
                          {{"parties", "n"},
                           {"turned_away", "turned_away"},
                           {"wait_p90_s", "wait_s.p90"},
                           {"way_in_p50_s", "way_in_s.p50"},
                           {"visit_p50_s", "visit_s.p50"},
                           {"visitor_passages", "passages"}});
  out["tours"] = facts(summary, "tours.",
                       {{"due", "due"},
                        {"completion", "completion"},
                        {"late", "late"},
                        {"missed", "missed"},
                        {"under_way", "under_way"},
                        {"interval_p50_s", "interval_s.p50"},
                        {"longest_s", "longest_s"},
                        {"irregularity", "irregularity"},
                        {"unseen_after_visit", "exposure.600.after_visit"},
                        {"unseen_at_random", "exposure.600.random_start"}});
  out["sensors"] = facts(summary, "",
                         {{"attempts", "sensors.attempts"},
                          {"detection", "sensors.detection"},
                          {"detected", "intrusions.detected"},
                          {"interrupted", "intrusions.interrupted"},
                          {"nuisance_per_day", "alarms.nuisance.per_day"},
                          {"nuisance_per_zone_day", "alarms.nuisance.per_zone_day"},
                          {"verified_real", "alarms.real.verified"},
                          {"verified_nuisance", "alarms.nuisance.verified"}});
  for (const auto& part : out)
    if (!part.is_null()) return out;
  return nullptr;
}

}  // namespace vedette::report
