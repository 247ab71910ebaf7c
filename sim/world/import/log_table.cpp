// SPDX-License-Identifier: Apache-2.0
#include "world/import/log_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace vedette {

namespace {

constexpr std::size_t kLinesListed = 100;
constexpr int kErrorsOfAColumn = 20;

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

}  // namespace

const LogWords& call_log_words() {
  static const LogWords words{{"received", "notified", "en_route", "arrived", "cleared"},
                              {{"process", 0, 1},
                               {"turnout", 1, 2},
                               {"travel", 2, 3},
                               {"unit_response", 1, 3},
                               {"total_response", 0, 3},
                               {"on_scene", 3, 4},
                               {"whole", 0, 4}},
                              {"x", "y"},
                              {"type", "priority", "station"}};
  return words;
}

const LogWords& alarm_log_words() {
  static const LogWords words{
      {"raised", "acknowledged", "assessed", "cleared"},
      {{"acknowledge", 0, 1}, {"assess", 1, 2}, {"clear", 2, 3}, {"whole", 0, 3}},
      {},
      {"zone", "type", "verdict", "judged", "picture"}};
  return words;
}

/// Reads the cells of all rows, then the filters.
class LogReader {
 public:
  LogReader(LogTable& log, const LogWords& words, const Located& section, Diagnostics& diagnostics)
      : log_(log), words_(words), section_(section), diagnostics_(diagnostics) {}

  void read() {
    read_columns();
    read_options();
    if (diagnostics_.has_errors()) return;
    for (std::size_t row = 0; row < log_.table_.rows(); ++row) read_row(row);
    for (const auto& [column, count] : faulty_)
      if (count > kErrorsOfAColumn)
        diagnostics_.error(log_.table_.header_place(),
                           fmt::format("{} more cells of column '{}' cannot be read",
                                       count - kErrorsOfAColumn, log_.table_.columns()[column]),
                           "unreadable: drop leaves their rows out");
  }

 private:
  void read_columns() {
    const Located columns = *section_.find("columns");
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string name = columns.at(i).value().get<std::string>();
      if (const auto found = log_.table_.find(name)) {
        log_.columns_.emplace_back(columns.key(i), *found);
        continue;
      }
      const std::string near = nearest(name, log_.table_.columns());
      std::string hint = "columns:";
      for (const std::string& c : log_.table_.columns()) hint += " " + c;
      diagnostics_.error(columns.at(i).place(),
                         fmt::format("{} has no column '{}'", log_.table_.file(), name),
                         near.empty() ? hint : fmt::format("did you mean '{}'?", near));
    }
  }

  void read_options() {
    if (const auto dates = section_.find("dates")) {
      const std::string word = dates->value().get<std::string>();
      order_ = word == "day-first"     ? DateOrder::kDayFirst
               : word == "month-first" ? DateOrder::kMonthFirst
                                       : DateOrder::kYearFirst;
    }
    if (const auto unit = section_.find("seconds_per_unit")) unit_s_ = unit->value().get<double>();
    if (const auto word = section_.find("unreadable")) drop_unreadable_ = word->value() == "drop";
    std::vector<std::string> spans;
    for (const LogWords::Span& span : words_.spans) spans.emplace_back(span.name);
    filters_ = read_filters(section_.find("keep"), log_.table_, spans, diagnostics_);
    const auto limits = section_.find("limits");
    for (const LogWords::Span& span : words_.spans) {
      const auto own = limits ? limits->find(span.name) : std::nullopt;
      LogBounds bounds = own ? read_bounds(*own) : LogBounds{};
      // Nothing takes no time: a zero is a stamp that was not set, or one click for two stages.
      if (!bounds.above && !bounds.at_least) bounds.above = 0;
      log_.limits_.push_back(bounds);
    }
  }

  // A cell that cannot be read: an error, or the reason to drop its row.
  void unreadable(std::size_t row, std::size_t column, const char* what) {
    const std::string text = trimmed(log_.table_.text(row, column)).substr(0, 60);
    const std::string& name = log_.table_.columns()[column];
    if (drop_unreadable_) {
      if (!why_.empty()) return;
      why_ = fmt::format("'{}' is {}", name, what);
      example_ = text;
    } else if (++faulty_[column] <= kErrorsOfAColumn) {
      diagnostics_.error(log_.table_.place(row, column),
                         fmt::format("'{}' in column '{}' is {}", text, name, what));
    }
  }

  std::optional<double> number(std::size_t row, std::size_t column) {
    if (trimmed(log_.table_.text(row, column)).empty()) return std::nullopt;
    const auto value = log_.table_.number(row, column);
    if (!value || std::abs(*value) > 1e15) {
      unreadable(row, column, "no number");
      return std::nullopt;
    }
    return value;
  }

  void read_row(std::size_t row) {
    why_.clear();
    example_.clear();
    LogRow r;
    r.row = row;
    for (const std::string_view key : words_.stamps) {
      r.stamps.emplace_back();
      const auto column = log_.column(key);
      if (!column) continue;
      const std::string text = trimmed(log_.table_.text(row, *column));
      if (text.empty()) continue;
      r.stamps.back() = read_stamp(text, order_);
      if (!r.stamps.back()) unreadable(row, *column, "no date and time");
    }
    for (const LogWords::Span& span : words_.spans) {
      std::optional<double> seconds;
      if (const auto column = log_.column(span.name)) {
        seconds = number(row, *column);
        if (seconds) *seconds *= unit_s_;
      } else if (r.stamps[span.from] && r.stamps[span.to]) {
        seconds = (*r.stamps[span.to] - *r.stamps[span.from]).seconds();
      }
      r.spans.push_back(seconds);
    }
    for (const std::string_view key : words_.numbers) {
      const auto column = log_.column(key);
      r.numbers.push_back(column ? number(row, *column) : std::nullopt);
    }
    if (why_.empty() && log_.column(words_.stamps[0]) && !r.stamps[0])
      why_ = fmt::format("no time in column '{}'",
                         log_.table_.columns()[*log_.column(words_.stamps[0])]);
    for (const LogFilter& filter : filters_) filter_row(r, filter);
    if (why_.empty())
      log_.kept_.push_back(std::move(r));
    else
      log_.drop(r, why_, example_);
  }

  void filter_row(const LogRow& r, const LogFilter& filter) {
    if (!why_.empty()) return;
    std::string text;
    bool met = filter.when_met(r.stamps[0]);
    if (!met && r.stamps[0]) text = date_text(r.stamps[0]->day());
    if (filter.column) {
      text = trimmed(log_.table_.text(r.row, *filter.column));
      met = met && filter.text_met(text);
      if (filter.bounds.any()) {
        const auto value = number(r.row, *filter.column);
        if (!why_.empty()) return;  // unreadable
        met = met && value && filter.bounds.contain(*value);
      }
    } else if (filter.span) {
      const auto value = r.spans[*filter.span];
      text = value ? number_text(*value) : "";
      met = met && value && filter.bounds.contain(*value);
    }
    if (met) return;
    why_ = filter.why;
    example_ = text.substr(0, 60);
  }

  LogTable& log_;
  const LogWords& words_;
  Located section_;
  Diagnostics& diagnostics_;
  DateOrder order_ = DateOrder::kYearFirst;
  double unit_s_ = 1;
  bool drop_unreadable_ = false;
  std::vector<LogFilter> filters_;
  std::map<std::size_t, int> faulty_;  // cells of each column
  std::string why_, example_;          // of the row at hand
};

LogTable LogTable::read(CsvTable table, const LogWords& words, const Located& section,
                        Diagnostics& diagnostics) {
  LogTable log;
  log.table_ = std::move(table);
  log.words_ = &words;
  LogReader(log, words, section, diagnostics).read();
  return log;
}

std::optional<std::size_t> LogTable::column(std::string_view key) const {
  for (const auto& [name, index] : columns_)
    if (name == key) return index;
  return std::nullopt;
}

std::string LogTable::text(const LogRow& row, std::string_view key) const {
  const auto index = column(key);
  return index ? trimmed(table_.text(row.row, *index)) : std::string();
}

Place LogTable::place(const LogRow& row, std::string_view key) const {
  return table_.place(row.row, column(key).value_or(0));
}

void LogTable::drop(const LogRow& row, const std::string& why, const std::string& example) {
  auto found = std::find_if(dropped_.begin(), dropped_.end(),
                            [&](const DroppedLogRows& d) { return d.why == why; });
  if (found == dropped_.end()) found = dropped_.insert(dropped_.end(), {why, 0, {}, example});
  ++found->rows;
  if (found->lines.size() < kLinesListed) found->lines.push_back(line(row));
}

void LogTable::keep_days(std::int64_t from, std::int64_t until, const std::string& why) {
  std::vector<LogRow> inside;
  for (LogRow& row : kept_) {
    const std::int64_t day = row.stamps[0]->day();
    if (day >= from && day < until)
      inside.push_back(std::move(row));
    else
      drop(row, why, date_text(day));
  }
  kept_ = std::move(inside);
}

std::size_t LogTable::span_index(std::string_view name) const {
  const auto found = std::find_if(words_->spans.begin(), words_->spans.end(),
                                  [&](const LogWords::Span& span) { return span.name == name; });
  return static_cast<std::size_t>(found - words_->spans.begin());
}

bool LogTable::in_limits(const LogRow& row, std::size_t span) const {
  return row.spans[span] && limits_[span].contain(*row.spans[span]);
}

LogTable::SpanValues LogTable::span(std::string_view name) const {
  const std::size_t index = span_index(name);
  SpanValues out;
  out.bounds = limits_[index];
  for (const LogRow& row : kept_) {
    if (!row.spans[index])
      ++out.missing;
    else if (in_limits(row, index))
      out.values.push_back(*row.spans[index]);
    else
      ++out.outside;
  }
  return out;
}

}  // namespace vedette
