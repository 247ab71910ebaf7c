// SPDX-License-Identifier: Apache-2.0
// Work besides calls and alarms: tasks, posts, patrol, finds, stop checks, doors.
#include <initializer_list>
#include <utility>

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
  out["finds"] = facts(summary, "finds.", {{"finds", "n"}, {"upheld", "upheld"}});
  out["stop_checks"] = facts(summary, "stop_checks.", {{"stop_checks", "n"}, {"hits", "hits"}});
  out["doors"] = facts(summary, "doors.",
                       {{"passages", "n"},
                        {"refused", "refused"},
                        {"forced", "forced"},
                        {"lost_s", "lost_s"},
                        {"lost_longest_s", "lost_longest_s"}});
  out["tours"] = facts(summary, "tours.",
                       {{"due", "due"},
                        {"completion", "completion"},
                        {"late", "late"},
                        {"missed", "missed"},
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
