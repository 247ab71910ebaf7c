// SPDX-License-Identifier: Apache-2.0
// The engineer's part: latency of alarms stage by stage, figures of the network, limits of
// standards.
#include <algorithm>
#include <array>

#include "base/statistics.hpp"
#include "measure/labels.hpp"
#include "measure/limits_judged.hpp"
#include "report/report_parts.hpp"

namespace vedette::report {

namespace {

constexpr std::array kChain = {Stage::kAtServer,         Stage::kAtPlatform,  Stage::kQueued,
                               Stage::kAcknowledged,     Stage::kPicture,     Stage::kAssessed,
                               Stage::kGuardsDispatched, Stage::kGuardArrived};

ReportData tail(std::vector<double>& seconds) {
  std::sort(seconds.begin(), seconds.end());
  return {{"p50", quantile_sorted(seconds, 0.5)},
          {"p95", quantile_sorted(seconds, 0.95)},
          {"p99", quantile_sorted(seconds, 0.99)}};
}

// Of all alarms that a sensor raised: from the stage before, and from the sensor's report.
ReportData stages(const Material& m) {
  std::array<std::vector<double>, kChain.size()> step, since;
  for (const Incident& i : m.incidents) {
    if (i.kind != IncidentKind::kAlarm || !i.has(Stage::kAtServer)) continue;
    Stage before = Stage::kSensed;
    for (std::size_t k = 0; k < kChain.size(); ++k) {
      if (!i.has(kChain[k])) continue;
      since[k].push_back(i.between(Stage::kSensed, kChain[k]).seconds());
      if (i[kChain[k]] < i[before]) continue;  // on the wall before anybody took it
      step[k].push_back(i.between(before, kChain[k]).seconds());
      before = kChain[k];
    }
  }
  auto out = ReportData::array();
  for (std::size_t k = 0; k < kChain.size(); ++k) {
    if (step[k].empty()) continue;
    const std::size_t n = since[k].size();
    out.push_back({{"stage", stage_name(kChain[k])},
                   {"n", n},
                   {"step", tail(step[k])},
                   {"since", tail(since[k])}});
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
