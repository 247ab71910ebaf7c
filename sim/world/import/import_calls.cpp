// SPDX-License-Identifier: Apache-2.0
#include "world/import/import_calls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "world/import/call_places.hpp"
#include "world/import/csv_text.hpp"
#include "world/import/import_calls_types.hpp"

namespace vedette {

namespace {

LogTable::SpanValues span_of_rows(const LogTable& log, std::string_view name,
                                  const std::vector<std::size_t>& rows) {
  const std::size_t index = log.span_index(name);
  LogTable::SpanValues out;
  out.bounds = log.span(name).bounds;
  for (const std::size_t i : rows) {
    const LogRow& row = log.kept()[i];
    if (!row.spans[index])
      ++out.missing;
    else if (log.in_limits(row, index))
      out.values.push_back(*row.spans[index]);
    else
      ++out.outside;
  }
  return out;
}

void add_demand(LogModels& models, const Document& mapping, const DemandCounts& counts,
                const Exposure& exposure, Diagnostics& diagnostics) {
  const std::string name = given_name(mapping, "demand", "measured-week");
  const std::string period =
      fmt::format("{}: {} calls on {} days, {} to {}", models.log_name(), counts.all,
                  exposure.days.size(), date_text(exposure.first), date_text(exposure.last));
  if (!models.has("demand", name))
    models.type("demand", name)["label"] = {{"en", "Measured demand"}, {"zh", "实测警情分布"}};
  models.set("demand", name, "by_hour", counts.by_hour,
             fmt::format("{}; calls by hour of receipt; variance over mean of the hours {:.3g}",
                         period, counts.index_hours));
  Json week = Json::array();
  for (std::size_t w = 0; w < 7; ++w) {
    if (exposure.of_weekday[w] == 0) {
      diagnostics.warning(mapping.place_of("/log"),
                          "some weekday is never seen in this log: by_weekday is not written");
      return;
    }
    week.push_back(six_digits(static_cast<double>(counts.by_weekday[w]) /
                              static_cast<double>(exposure.of_weekday[w])));
  }
  models.set("demand", name, "by_weekday", std::move(week),
             period + "; calls a day on each weekday, Monday first");
}

void add_types(LogModels& models, const OpenedLog& opened, const CallTypes& types,
               std::vector<SampleFit>& fits, Json& report, Diagnostics& diagnostics) {
  SampleFit all = fit_sample("on_scene", opened.log.span("on_scene"));
  report = Json::array();
  const auto calls = static_cast<double>(opened.log.kept().size());
  for (const CallTypes::Type& type : types.types) {
    const auto n = static_cast<double>(type.rows.size());
    const Interval share = wilson(type.rows.size(), opened.log.kept().size());
    Json& made = models.type("call_types", type.name);
    if (!made.contains("label")) {
      made["label"] = {{"en", type.label}};
      if (!type.label_zh.empty()) made["label"]["zh"] = type.label_zh;
    }
    models.set("call_types", type.name, "share", six_digits(n / calls),
               fmt::format("{}: {} of {} calls", models.log_name(), type.rows.size(),
                           opened.log.kept().size()));
    models.set("call_types", type.name, "priority", type.priority, type.priority_source);
    SampleFit own =
        types.types.size() == 1
            ? all
            : fit_sample("on_scene:" + type.name, span_of_rows(opened.log, "on_scene", type.rows));
    const bool enough = own.sorted.size() >= kLeastValues;
    if (enough)
      models.set("call_types", type.name, "on_scene_s", own, "on-scene-" + type.name,
                 "arrived to cleared of this type");
    else if (all.any() && !made.contains("on_scene_s"))
      models.set("call_types", type.name, "on_scene_s", all, "on-scene",
                 "arrived to cleared of all calls, as this type has too few");
    else if (!made.contains("on_scene_s"))
      diagnostics.error(opened.mapping.place_of("/log/columns"),
                        fmt::format("the log tells no time on the scene of '{}'", type.name),
                        "name columns 'arrived' and 'cleared', or 'on_scene', or give "
                        "models.call_types with on_scene_s");
    report.push_back({{"type", type.name},
                      {"label", type.label},
                      {"calls", type.rows.size()},
                      {"share", six_digits(share.value)},
                      {"share_low", six_digits(share.low)},
                      {"share_high", six_digits(share.high)},
                      {"priority", type.priority},
                      {"on_scene", to_json(own)}});
  }
  fits.push_back(std::move(all));
}

std::string calls_csv(const OpenedLog& opened, const CallTypes& types, const CallPlaces& places) {
  const LogTable& log = opened.log;
  const std::size_t on_scene = log.span_index("on_scene");
  const bool times = log.span("on_scene").values.size() > 0;
  std::vector<std::string> header{"at_s", "type", "priority"};
  if (places.any) header.insert(header.end(), {"x_m", "y_m"});
  if (times) header.push_back("on_scene_s");
  std::vector<std::size_t> order(log.kept().size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto at = [&](std::size_t i) { return log.kept()[i].stamps[0]->local_us; };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return at(a) < at(b); });
  const std::int64_t midnight = log.kept()[order[0]].stamps[0]->day() * kDay.us;
  CsvText out(header);
  for (const std::size_t i : order) {
    const LogRow& row = log.kept()[i];
    const CallTypes::Type& type = types.types[types.of_row[i]];
    std::vector<std::string> cells{
        number_text(Duration{at(i) - midnight}.seconds()), type.name,
        std::to_string(types.priority_of_row[i].value_or(type.priority))};
    if (places.any) {
      const auto& at_m = places.of_row[i];
      cells.push_back(at_m ? number_text(at_m->first) : "");
      cells.push_back(at_m ? number_text(at_m->second) : "");
    }
    if (times)
      cells.push_back(log.in_limits(row, on_scene) ? number_text(*row.spans[on_scene]) : "");
    out.row(cells);
  }
  return out.text();
}

}  // namespace

std::optional<LogImport> import_calls(const std::string& in, const std::string& mapping,
                                      Diagnostics& diagnostics) {
  auto opened = open_log(in, mapping, "calls", call_log_words(), diagnostics);
  if (!opened) return std::nullopt;
  const CallTypes types = find_call_types(*opened, diagnostics);
  const CallPlaces places = find_call_places(*opened, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;

  LogImport out;
  LogModels models(opened->mapping);
  out.report = report_head(*opened, "calls", mapping);
  const DemandCounts counts = count_demand(opened->log, opened->exposure);
  add_demand(models, opened->mapping, counts, opened->exposure, diagnostics);
  out.report["demand"] = to_json(counts, opened->exposure);
  Json type_report;
  Json figures = Json::object();
  for (const LogWords::Span& span : call_log_words().spans) {
    if (span.name == "on_scene") continue;
    out.fits.push_back(fit_sample(std::string(span.name), opened->log.span(span.name)));
    const SampleFit& fit = out.fits.back();
    if (!fit.any()) continue;
    if (span.name == "process")
      models.set("dispatch", given_name(opened->mapping, "dispatch", "measured-centre"),
                 "handling_s", fit, "process", "received to notified");
    if (span.name == "turnout") {
      const std::string unit = given_name(opened->mapping, "unit", "measured-unit");
      models.set("units", unit, "turnout_s", fit, "turnout", "notified to on the way");
      bool file = false;
      const bool best = opened->mapping.root.value("when_none_fits", "") == "best";
      models.assume("units", unit, "turnout_on_patrol_s",
                    duration_of(fit, best, "turnout.csv", file),
                    "as when waiting at home, whose turnout is measured");
      models.assume("units", unit, "pause_s", {{"exponential", {{"mean", 240}}}},
                    "visible standing at a patrol point, four minutes on average");
    }
  }
  add_types(models, *opened, types, out.fits, type_report, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  for (const SampleFit& fit : out.fits)
    if (fit.any() || fit.outside > 0) figures[fit.name] = to_json(fit);
  out.report["figures"] = std::move(figures);
  out.report["types"] = std::move(type_report);
  if (!places.report.is_null()) out.report["places"] = places.report;

  out.folder.files.emplace_back("calls.csv", calls_csv(*opened, types, places));
  models.write_to(out);
  finish(out, std::move(*opened));
  return out;
}

}  // namespace vedette
