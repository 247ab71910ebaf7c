// SPDX-License-Identifier: Apache-2.0
// The engineer's part: latency of alarms stage by stage, figures of the network, limits of
// standards.
#include <algorithm>
#include <array>

#include "base/statistics.hpp"
#include "measure/alarm_chain.hpp"
#include "measure/labels.hpp"
#include "measure/limits_judged.hpp"
#include "report/report_parts.hpp"

namespace vedette::report {

namespace {

ReportData tail(std::vector<double>& seconds) {
  std::sort(seconds.begin(), seconds.end());
  return {{"p50", quantile_sorted(seconds, 0.5)},
          {"p95", quantile_sorted(seconds, 0.95)},
          {"p99", quantile_sorted(seconds, 0.99)}};
}

// Of all alarms that a sensor raised: from the stage that each waited for, and from the sensor's
// report. "after" is the row before it in the waterfall.
ReportData stages(const Material& m) {
  std::array<std::vector<double>, kStages> step, since;
  for (const Incident& i : m.incidents) {
    if (i.kind != IncidentKind::kAlarm || !i.has(Stage::kSensed)) continue;
    for (const Stage stage : kAlarmChain) {
      if (!i.has(stage)) continue;
      const auto s = static_cast<std::size_t>(stage);
      since[s].push_back(i.between(Stage::kSensed, stage).seconds());
      step[s].push_back(i.between(waited_for(stage, i.stages), stage).seconds());
    }
  }
  auto out = ReportData::array();
  for (const Stage stage : kAlarmChain) {
    const auto s = static_cast<std::size_t>(stage);
    if (since[s].empty()) continue;
    Stage after = usually_waits_for(stage);
    while (after != Stage::kSensed && since[static_cast<std::size_t>(after)].empty())
      after = usually_waits_for(after);
    const std::size_t n = since[s].size();
    out.push_back({{"stage", stage_name(stage)},
                   {"after", stage_name(after)},
                   {"n", n},
                   {"step", tail(step[s])},
                   {"since", tail(since[s])}});
  }
  return out;
}

// Figures over all replications, each as it is written.
ReportData figures(const Summary& summary) {
  auto out = ReportData::array();
  for (const Summary::Row& row : summary.rows) {
    static constexpr std::string_view kFamilies[] = {
        "latency.", "pictures.", "video.", "lines.", "recorders.", "runners.", "transfers."};
    const bool ours = std::any_of(std::begin(kFamilies), std::end(kFamilies),
                                  [&](std::string_view f) { return row.id.starts_with(f); });
    if (!ours || row.n == 0) continue;
    const auto dot = row.id.rfind('.');
    const std::string statistic = row.id.substr(dot + 1);
    static constexpr std::string_view kStatistics[] = {"mean", "p50", "p95", "p99", "max"};
    const bool tail_of = std::find(std::begin(kStatistics), std::end(kStatistics), statistic) !=
                         std::end(kStatistics);
    const std::string id = tail_of ? row.id.substr(0, dot) : row.id;
    if (out.empty() || out.back()["id"] != id)
      out.push_back(
          {{"id", id},
           {"label", {{"en", figure_label(id, Lang::kEn)}, {"zh", figure_label(id, Lang::kZh)}}},
           {"unit", unit_name(figure_unit(id))},
           {"n", row.n}});
    out.back()[tail_of ? statistic : "value"] = row.mean;
  }
  return out;
}

ReportData limits(RecordingReader& recording) {
  const Limits all = limits_of(recording);
  if (all.all.empty()) return nullptr;
  ReportData list = to_json(judge_limits(all, {figures_of(recording)}), Lang::kEn)["limits"];
  // Judged over all replications, where the run has said so.
  for (const auto& [key, json] : recording.summaries()) {
    if (key != kLimitsKey) continue;
    const auto told = ReportData::parse(json, nullptr, false);
    if (!told.is_object() || !told.contains("limits") || !told["limits"].is_array()) continue;
    for (ReportData& row : list)
      for (const ReportData& one : told["limits"])
        if (one.is_object() && one.value("id", "") == row["id"])
          for (const char* part : {"value", "met", "n"})
            if (one.contains(part)) row[part] = one[part];
  }
  for (ReportData& row : list)
    for (const Limit& limit : all.all)
      if (limit.name == row["id"]) {
        row["label"] = {{"en", limit.label_en}, {"zh", limit.label_zh}};
        row["statistic"] = limit.statistic;
      }
  return list;
}

}  // namespace

ReportData network(const Material& m, const Summary& summary, RecordingReader& recording) {
  ReportData out{{"figures", figures(summary)}, {"limits", limits(recording)}};
  if (out["figures"].empty() && out["limits"].is_null()) return nullptr;
  out["stages"] = stages(m);
  return out;
}

}  // namespace vedette::report
