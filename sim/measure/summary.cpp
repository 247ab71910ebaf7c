// SPDX-License-Identifier: Apache-2.0
#include "measure/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/statistics.hpp"
#include "measure/labels.hpp"
#include "measure/plain.hpp"
#include "measure/text_columns.hpp"

namespace vedette {

const Summary::Row* Summary::find(std::string_view id) const {
  const auto it = std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.id == id; });
  return it == rows.end() ? nullptr : &*it;
}

Summary summarise(const std::vector<RepFigures>& replications) {
  Summary out;
  out.replications = replications.size();
  struct Values {
    std::vector<double> values;
    std::uint64_t n = 0;
  };
  // A figure may be missing in some replications (no call of that priority that day): its place in
  // the list is after the one it followed where it first appeared.
  std::vector<std::string> order;
  std::map<std::string, Values> values;
  for (const RepFigures& rep : replications) {
    std::size_t at = 0;
    for (const Figure& f : rep.figures) {
      const auto [it, fresh] = values.try_emplace(f.id);
      if (fresh) {
        order.insert(order.begin() + static_cast<std::ptrdiff_t>(at), f.id);
        ++at;
      } else {
        at = static_cast<std::size_t>(std::find(order.begin(), order.end(), f.id) - order.begin()) +
             1;
      }
      if (f.n == 0) continue;
      it->second.values.push_back(f.value);
      it->second.n += f.n;
    }
    if (out.response_histogram.size() < rep.response_histogram.size())
      out.response_histogram.resize(rep.response_histogram.size());
    for (std::size_t i = 0; i < rep.response_histogram.size(); ++i)
      out.response_histogram[i] += rep.response_histogram[i];
  }
  for (const std::string& id : order) {
    Values& v = values.at(id);
    // Nothing happened in a replication: that counts, else a mean would be of busy days alone.
    if (const auto nothing = value_of_nothing(id)) v.values.resize(replications.size(), *nothing);
    Summary::Row row;
    row.id = id;
    row.replications = v.values.size();
    row.n = v.n;
    // One yes or no in each replication (an intruder detected or not): a binomial share. Student's
    // interval would have no width where all are alike; Wilson's has.
    const bool yes_or_no =
        figure_unit(id) == FigureUnit::kShare && v.n == v.values.size() &&
        !id.starts_with("util") &&
        std::all_of(v.values.begin(), v.values.end(), [](double x) { return x == 0 || x == 1; });
    const auto yes = static_cast<std::uint64_t>(std::count(v.values.begin(), v.values.end(), 1.0));
    const Interval interval = yes_or_no && v.n > 1 ? wilson(yes, v.n) : mean_interval(v.values);
    row.mean = v.values.empty() ? 0 : interval.value;
    row.has_interval = interval.known();
    row.low = row.has_interval ? interval.low : row.mean;
    row.high = row.has_interval ? interval.high : row.mean;
    // A share lies in [0, 1], a count or a time is not negative, whatever Student says.
    row.low = std::max(0.0, row.low);
    if (figure_unit(id) == FigureUnit::kShare) row.high = std::min(1.0, row.high);
    out.rows.push_back(std::move(row));
  }
  return out;
}

nlohmann::ordered_json to_json(const Summary& summary, Lang lang) {
  nlohmann::ordered_json measures = nlohmann::ordered_json::array();
  for (const Summary::Row& row : summary.rows) {
    nlohmann::ordered_json one{{"id", row.id},
                               {"label", figure_label(row.id, lang)},
                               {"unit", unit_name(figure_unit(row.id))},
                               {"n", row.n},
                               {"replications", row.replications}};
    one["value"] = row.n ? nlohmann::ordered_json(row.mean) : nlohmann::ordered_json();
    if (row.has_interval) {
      one["low"] = row.low;
      one["high"] = row.high;
    }
    measures.push_back(std::move(one));
  }
  return {{"replications", summary.replications},
          {"measures", measures},
          {"response_histogram", {{"bin_s", 10}, {"counts", summary.response_histogram}}}};
}

Summary summary_from_json(const nlohmann::ordered_json& json) {
  Summary out;
  out.replications = json.at("replications").get<std::uint64_t>();
  for (const auto& one : json.at("measures")) {
    Summary::Row row;
    row.id = one.at("id").get<std::string>();
    row.n = one.at("n").get<std::uint64_t>();
    row.replications = one.at("replications").get<std::uint64_t>();
    row.mean = one.at("value").is_number() ? one.at("value").get<double>() : 0;
    row.has_interval = one.contains("low");
    row.low = row.has_interval ? one.at("low").get<double>() : row.mean;
    row.high = row.has_interval ? one.at("high").get<double>() : row.mean;
    out.rows.push_back(std::move(row));
  }
  out.response_histogram =
      json.at("response_histogram").at("counts").get<std::vector<std::uint64_t>>();
  return out;
}

namespace {

std::string number(double value, FigureUnit unit, Lang lang) {
  switch (unit) {
    case FigureUnit::kSeconds:
      return plain_span(value, lang);
    case FigureUnit::kShare:
      return plain_percent(value);
    case FigureUnit::kCount:
      return fmt::format("{:.1f}", value);
    case FigureUnit::kRatio:
      return fmt::format("{:.2f}", value);
  }
  return {};
}

// The bounds of an interval, in the unit of the value.
std::string bounds(const Summary::Row& row, Lang lang) {
  const FigureUnit unit = figure_unit(row.id);
  if (unit == FigureUnit::kShare)
    return plain_percent_number(row.low) + "-" + plain_percent_number(row.high);
  if (unit != FigureUnit::kSeconds) {
    const int places = unit == FigureUnit::kRatio ? 2 : 1;
    return fmt::format("{:.{}f}-{:.{}f}", row.low, places, row.high, places);
  }
  const SpanUnit span = span_unit(row.mean);
  // Thousands of milliseconds are seconds, as the bounds' own unit says.
  const SpanUnit wide = span_unit(std::max(std::abs(row.low), std::abs(row.high)));
  if (span.seconds < 1 && wide.seconds > span.seconds)
    return wide.number(row.low) + "-" + wide.number(row.high) + " " + std::string(wide.name(lang));
  return span.number(row.low) + "-" + span.number(row.high);
}

// What people read: single units, types and steps are in --json and the report.
bool for_people(const Summary::Row& row) {
  if (row.n == 0) return false;
  const std::string_view id = row.id;
  for (const char* many : {"calls.type.", "tasks.type.", "calls.district.", "calls.hour.",
                           "calls.fleet.", "patrol.fleet."})
    if (id.starts_with(many)) return false;
  if (id.starts_with("zones.")) return false;
  if (id.find(".step.") != std::string_view::npos) return false;
  if (id.find(".at_panel_s") != std::string_view::npos) return false;  // a contact: no time passes
  if (id.starts_with("utilisation.")) return std::count(id.begin(), id.end(), '.') == 1;
  if (id.starts_with("calls.priority."))
    return id.find(".response_s.") != std::string_view::npos || id.ends_with(".n");
  return true;
}

std::string with_interval(const Summary::Row& row, Lang lang) {
  const FigureUnit unit = figure_unit(row.id);
  std::string out = number(row.mean, unit, lang);
  if (row.has_interval)
    out += " [" + number(row.low, unit, lang) + ", " + number(row.high, unit, lang) + "]";
  return out;
}

// A table of fleets: those under `prefix` by how large "prefix.NAME." + `by` is, the largest first;
// intervals beneath. `columns`: title and figure of a fleet.
using Columns = std::vector<std::pair<std::string, std::string>>;
template <class ColumnsOf>
std::string fleet_table(const Summary& summary, Lang lang, const char* title,
                        const std::string& prefix, const std::string& by, ColumnsOf columns_of) {
  constexpr std::size_t kMost = 12, kName = 24, kValue = 16;
  const bool zh = lang == Lang::kZh;
  std::vector<std::pair<double, std::string>> fleets;
  for (const Summary::Row& row : summary.rows)
    if (row.id.starts_with(prefix) && row.id.ends_with("." + by))
      fleets.emplace_back(
          -row.mean, row.id.substr(prefix.size(), row.id.size() - prefix.size() - by.size() - 1));
  if (fleets.empty()) return {};
  std::stable_sort(fleets.begin(), fleets.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string out, head = padded(title, kName);
  for (std::size_t f = 0; f < fleets.size() && f < kMost; ++f) {
    std::string values = padded(fleets[f].second, kName), intervals(kName, ' ');
    bool any = false;
    const Columns columns = columns_of(fleets[f].second);
    for (const auto& [name, figure] : columns) {
      if (f == 0) head += padded(name, kValue);
      const Summary::Row* row = summary.find(figure);
      const bool known = row && row->n > 0;
      values += padded(known ? number(row->mean, figure_unit(figure), lang) : "-", kValue);
      const bool interval = known && row->has_interval;
      any = any || interval;
      intervals += padded(interval ? bounds(*row, lang) : "", kValue);
    }
    out += values + "\n";
    if (any) out += intervals + "\n";
  }
  if (fleets.size() > kMost)
    out += zh ? fmt::format("另有 {} 个编队见 --json。\n", fleets.size() - kMost)
              : fmt::format("{} more fleets are in --json.\n", fleets.size() - kMost);
  return head + "\n" + out + "\n";
}

// Per fleet the calls at which it was first, how soon, and how busy it was; nothing with one fleet.
std::string fleets_text(const Summary& summary, Lang lang) {
  const bool zh = lang == Lang::kZh;
  const auto columns = [&](const std::string& fleet) {
    const std::string id = "calls.fleet." + fleet;
    Columns out = {{zh ? "警情数" : "calls", id + ".n"}};
    for (const Summary::Row& row : summary.rows)
      if (row.id.starts_with(id + ".within."))
        out.emplace_back("<= " + row.id.substr(id.size() + 8) + (zh ? " 秒" : " s"), row.id);
    out.emplace_back(zh ? "中位数" : "median", id + ".response_s.p50");
    out.emplace_back(zh ? "p90" : "p90", id + ".response_s.p90");
    out.emplace_back(zh ? "忙碌率" : "at work", "utilisation.fleet." + fleet);
    return out;
  };
  return fleet_table(summary, lang, zh ? "按编队（首达警情）" : "by fleet, first there",
                     "calls.fleet.", "n", columns);
}

// Per fleet the times between its own visits of a point.
std::string patrols_text(const Summary& summary, Lang lang) {
  const bool zh = lang == Lang::kZh;
  const auto columns = [&](const std::string& fleet) {
    const std::string id = "patrol.fleet." + fleet;
    return Columns{{zh ? "到访次数" : "visits", id + ".visits"},
                   {zh ? "间隔中位数" : "median", id + ".interval_s.p50"},
                   {zh ? "间隔p90" : "p90", id + ".interval_s.p90"},
                   {zh ? "最长" : "longest", id + ".longest_s"},
                   {zh ? "不规律度" : "irregularity", id + ".irregularity"}};
  };
  return fleet_table(summary, lang, zh ? "按编队（巡逻到访间隔）" : "by fleet, own visits",
                     "patrol.fleet.", "visits", columns);
}

}  // namespace

// One line per span with mean and quantiles side by side and, beneath them, their intervals; one
// line per count or share.
std::string to_text(const Summary& summary, Lang lang) {
  const bool zh = lang == Lang::kZh;
  constexpr std::size_t kName = 48, kValue = 16;
  std::string spans = padded(zh ? "时间" : "times", kName) + padded(zh ? "均值" : "mean", kValue) +
                      padded(zh ? "中位数" : "median", kValue) + padded("p90", kValue) + "p95\n";
  std::string rest;
  for (const Summary::Row& row : summary.rows) {
    if (!for_people(row)) continue;
    if (figure_unit(row.id) != FigureUnit::kSeconds) {
      rest += padded(figure_label(row.id, lang), kName) + with_interval(row, lang) + "\n";
      continue;
    }
    if (!row.id.ends_with(".mean")) continue;
    const std::string span = row.id.substr(0, row.id.size() - 5);
    std::string values = padded(figure_label(span, lang), kName), intervals(kName, ' ');
    for (const char* figure : {".mean", ".p50", ".p90", ".p95"}) {
      const Summary::Row* const r = summary.find(span + figure);
      // A quantile of a handful of alarms would only repeat the mean.
      if (!r || (r->id != row.id && r->n < 5 * r->replications)) continue;
      values += padded(plain_span(r->mean, lang), kValue);
      if (r->has_interval) intervals += padded(bounds(*r, lang), kValue);
    }
    spans += values + "\n";
    if (row.has_interval) spans += intervals + "\n";
  }
  if (summary.replications > 1)
    rest += zh ? "均值下方及方括号内为多次运行的 95 % 置信区间。\n"
               : "Beneath the values and in brackets: 95 % intervals over the replications.\n";
  return spans + "\n" + fleets_text(summary, lang) + patrols_text(summary, lang) + rest;
}

}  // namespace vedette
