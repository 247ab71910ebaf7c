// SPDX-License-Identifier: Apache-2.0
// Before and after: the figures and the planner's table of two recordings side by side.
#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <tuple>

#include "base/statistics.hpp"
#include "measure/labels.hpp"
#include "report/report_parts.hpp"

namespace vedette::report {

namespace {

// What decides: shares within the marks, response times, and how busy everybody is.
bool decides(std::string_view id) {
  // The planner's rows tell where and when.
  for (const char* detail : {"calls.type.", "calls.district.", "calls.hour.", "calls.fleet."})
    if (id.starts_with(detail)) return false;
  const bool calls = id.starts_with("calls.");
  if (calls || id.starts_with("tasks.in_time") || id.starts_with("posts."))
    return id.find(".within.") != std::string_view::npos || id.ends_with(".response_s.p50") ||
           id.ends_with(".response_s.p90") || id.ends_with(".unanswered") ||
           !id.starts_with("calls.");
  if (id.starts_with("alarms.real."))
    return id.find(".step.") == std::string_view::npos && id.ends_with(".p50");
  if (id.starts_with("utilisation.")) return std::count(id.begin(), id.end(), '.') == 1;
  return id == "intrusions.detected" || id == "intrusions.interrupted";
}

// Standard error behind a Student interval of a mean over so many replications.
double standard_error(const Summary::Row& row) {
  const double dof = static_cast<double>(row.replications) - 1;
  return (row.high - row.low) / 2 / student_t(0.95, dof);
}

// The difference of two means, replications taken as independent (Welch 1947). Where both runs had
// the same random streams the true interval is narrower.
ReportData difference(const Summary::Row& before, const Summary::Row& now) {
  const double mean = now.mean - before.mean;
  ReportData out{{"value", mean}, {"low", nullptr}, {"high", nullptr}};
  if (!before.has_interval || !now.has_interval || before.replications < 2 || now.replications < 2)
    return out;
  const double a = standard_error(before), b = standard_error(now);
  const double variance = a * a + b * b;
  double half = 0;
  if (variance > 0) {
    const double dof = variance * variance /
                       (a * a * a * a / static_cast<double>(before.replications - 1) +
                        b * b * b * b / static_cast<double>(now.replications - 1));
    half = student_t(0.95, dof) * std::sqrt(variance);
  }
  out["low"] = mean - half;
  out["high"] = mean + half;
  return out;
}

using Key = std::tuple<std::string, int, int>;
Key key_of(const ReportData& row) {
  return {row["district"].is_null() ? "" : row["district"].get<std::string>(),
          row["band"].get<int>(), row["priority"].get<int>()};
}

}  // namespace

ReportData before(const Summary& now, const ReportData& planner_now, RecordingReader& earlier,
                  const Summary& then) {
  const Material m = read_material(earlier);
  ReportData out{{"name", {{"en", m.info.name_en}, {"zh", m.info.name_zh}}},
                 {"hash", m.info.scenario_hash},
                 {"seed", std::to_string(m.info.seed)},
                 {"replications", then.replications},
                 {"replication", m.info.replication}};
  auto figures = ReportData::array();
  for (const Summary::Row& row : now.rows) {
    const Summary::Row* const was = decides(row.id) ? then.find(row.id) : nullptr;
    if (!was || was->n == 0 || row.n == 0) continue;
    figures.push_back(
        {{"label",
          {{"en", figure_label(row.id, Lang::kEn)}, {"zh", figure_label(row.id, Lang::kZh)}}},
         {"unit", unit_name(figure_unit(row.id))},
         {"before", figure(then, row.id)},
         {"now", figure(now, row.id)},
         {"difference", difference(*was, row)}});
  }
  out["figures"] = std::move(figures);
  out["rows"] = ReportData::array();
  const ReportData planner_then = planner(m, earlier.geometry(), then);
  if (planner_now.is_null() || planner_then.is_null()) return out;
  std::map<Key, const ReportData*> rows;
  for (const ReportData& row : planner_then["rows"]) rows[key_of(row)] = &row;
  for (std::size_t i = 0; i < planner_now["rows"].size(); ++i) {
    const auto at = rows.find(key_of(planner_now["rows"][i]));
    out["rows"].push_back(at == rows.end() ? ReportData(nullptr) : *at->second);
  }
  return out;
}

}  // namespace vedette::report
