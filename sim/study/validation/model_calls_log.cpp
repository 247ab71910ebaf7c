// SPDX-License-Identifier: Apache-2.0
// Model calls_log: what a log of calls says, in the words of the mappings of `import calls`; and
// model table: figures of columns of any CSV table.
#include <algorithm>
#include <map>
#include <set>

#include "base/fit_goodness.hpp"
#include "study/validation/model.hpp"
#include "world/import/log_exposure.hpp"

namespace vedette::validation {

namespace {

// The file, or the rows that stand in the case itself.
CsvTable table_of(const Inputs& inputs, const DataFolder& data) {
  if (!inputs.has("text")) return data.table(inputs.text("file", ""), inputs.text("header", ""));
  const Place place = inputs.value("text").place();
  return CsvTable::parse(inputs.text("text", ""), place.file + " (text)");
}

// All findings are told; the first is thrown, as a case has one verdict.
void throw_first(const Diagnostics& found) {
  for (const Diagnostic& d : found.sorted())
    if (d.severity == Severity::kError) throw InputError{d};
}

// One entry for each named sample.
class Samples {
 public:
  void add(const std::string& name, std::vector<double> values, Figures& into) {
    std::sort(values.begin(), values.end());
    Accumulator all;
    for (const double x : values) all.add(x);
    put(into, "count", name, static_cast<double>(values.size()));
    if (values.empty()) return;
    put(into, "sum" + unit, name, all.sum());
    put(into, "mean" + unit, name, all.mean());
    put(into, "min" + unit, name, values.front());
    put(into, "max" + unit, name, values.back());
    for (int p = 1; p < 100; ++p)
      put(into, "p" + std::to_string(p) + unit, name, quantile_sorted(values, p / 100.0));
    put(into, "median" + unit, name, quantile_sorted(values, 0.5));
    if (values.size() < 2) return;
    put(into, "sd" + unit, name, all.sd());
    if (all.mean() != 0) put(into, "cv", name, all.sd() / all.mean());
  }
  std::string unit;  ///< "_s" behind the names of figures that have one

 private:
  static void put(Figures& into, const std::string& figure, const std::string& name, double x) {
    Figure& f = into[figure];
    f.values.push_back(x);
    f.names.push_back(name);
  }
};

Figure counts_by_name(const std::map<std::string, double>& counts) {
  Figure out;
  for (const auto& [name, n] : counts) {
    out.names.push_back(name);
    out.values.push_back(n);
  }
  return out;
}

template <class Counts>
Figure counts_by_number(const Counts& counts, std::span<const char* const> names) {
  Figure out;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    out.values.push_back(static_cast<double>(counts[i]));
    out.names.push_back(names.empty() ? std::to_string(i) : names[i]);
  }
  return out;
}

void add_days(LogTable& log, const std::optional<Located>& section, Figures& out) {
  Diagnostics found;
  const auto exposure = find_exposure(log, section, false, found);
  throw_first(found);
  const DemandCounts counts = count_demand(log, *exposure);
  std::set<std::int64_t> dates;
  std::map<std::string, double> by_date;
  for (const LogRow& row : log.kept()) {
    dates.insert(row.stamps[0]->day());
    ++by_date[date_text(row.stamps[0]->day())];
  }
  static constexpr const char* kDays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  out["dates"] = number(static_cast<double>(dates.size()));
  out["days"] = number(exposure->count());
  out["calls_per_day"] = number(static_cast<double>(counts.all) / exposure->count());
  out["by_hour"] = counts_by_number(counts.by_hour, {});
  out["by_weekday"] = counts_by_number(counts.by_weekday, kDays);
  out["by_date"] = counts_by_name(by_date);
  if (counts.index_days == counts.index_days) out["dispersion_days"] = number(counts.index_days);
  if (counts.index_hours == counts.index_hours)
    out["dispersion_hours"] = number(counts.index_hours);
  if (counts.index_cells == counts.index_cells) out["dispersion_week"] = number(counts.index_cells);
}

}  // namespace

Figures calls_log_figures(const Inputs& inputs, const DataFolder& data) {
  Diagnostics found;
  LogTable log = LogTable::read(table_of(inputs, data), call_log_words(), inputs.located(), found);
  throw_first(found);
  Figures out;
  out["rows"] = number(static_cast<double>(log.rows()));
  if (log.has("received")) add_days(log, inputs.located().find("exposure"), out);
  out["taken"] = number(static_cast<double>(log.kept().size()));
  out["dropped"] = number(static_cast<double>(log.rows() - log.kept().size()));
  Samples samples;
  samples.unit = "_s";
  for (const LogWords::Span& span : call_log_words().spans) {
    LogTable::SpanValues values = log.span(span.name);
    if (values.missing < log.kept().size())
      samples.add(std::string(span.name), std::move(values.values), out);
  }
  for (const char* key : {"type", "priority", "station"}) {
    if (!log.has(key)) continue;
    std::map<std::string, double> counts;
    for (const LogRow& row : log.kept()) ++counts[canonical_name(log.text(row, key))];
    out["by_" + std::string(key)] = counts_by_name(counts);
  }
  return out;
}

Figures table_figures(const Inputs& inputs, const DataFolder& data) {
  const CsvTable table = table_of(inputs, data);
  Diagnostics found;
  const auto filters = read_filters(inputs.located().find("keep"), table, {}, found);
  const Located columns = inputs.value("columns");
  std::vector<std::pair<std::string, std::size_t>> wanted;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string name = name_of(columns.at(i).value());
    wanted.emplace_back(canonical_name(name), table.column(name));
  }
  const bool weighted = inputs.has("weight");
  const std::size_t weight = weighted ? table.column(inputs.text("weight", "")) : 0;
  throw_first(found);
  std::vector<std::size_t> kept;
  const auto met = [&](std::size_t row, const LogFilter& filter) {
    if (!filter.column) return true;
    if (!filter.text_met(std::string(table.text(row, *filter.column)))) return false;
    if (!filter.bounds.any()) return true;
    const auto value = table.number(row, *filter.column);
    return value && filter.bounds.contain(*value);
  };
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (std::all_of(filters.begin(), filters.end(),
                    [&](const LogFilter& filter) { return met(row, filter); }))
      kept.push_back(row);

  Figures out;
  out["rows"] = number(static_cast<double>(table.rows()));
  out["taken"] = number(static_cast<double>(kept.size()));
  Samples samples;
  for (const auto& [name, column] : wanted) {
    std::vector<double> values;
    WeightedMean mean;
    std::set<std::string> distinct;
    for (const std::size_t row : kept) {
      if (table.empty(row, column)) continue;
      distinct.insert(std::string(table.text(row, column)));
      const auto value = table.number(row, column);
      if (!value) continue;  // a column of texts is counted only
      values.push_back(*value);
      if (!weighted) continue;
      if (const auto w = table.number(row, weight)) mean.add(*value, *w);
    }
    Figure& count = out["distinct"];
    count.names.push_back(name);
    count.values.push_back(static_cast<double>(distinct.size()));
    if (mean.weight() > 0) {
      Figure& figure = out["weighted_mean"];
      figure.names.push_back(name);
      figure.values.push_back(mean.mean());
    }
    samples.add(name, std::move(values), out);
  }
  return out;
}

}  // namespace vedette::validation
