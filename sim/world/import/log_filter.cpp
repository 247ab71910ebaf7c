// SPDX-License-Identifier: Apache-2.0
#include "world/import/log_filter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace vedette {

namespace {

constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::vector<std::string> words(const Located& at) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < at.size(); ++i) {
    const Json& value = at.at(i).value();
    out.push_back(value.is_string() ? value.get<std::string>() : number_text(value));
  }
  return out;
}

std::optional<std::int64_t> day_of(const Located& at, Diagnostics& diagnostics) {
  const auto stamp = read_stamp(at.value().get<std::string>(), DateOrder::kYearFirst);
  if (stamp) return stamp->day();
  diagnostics.error(at.place(), fmt::format("there is no such day: {}", at.value().dump()),
                    "write it as \"2019-04-01\"");
  return std::nullopt;
}

// The condition in words, where the writer gives no reason.
std::string told(const Located& at, const LogFilter& filter) {
  std::string subject;
  for (const char* key : {"column", "span"})
    if (const auto name = at.find(key)) subject = name->value().get<std::string>();
  if (filter.bounds.any()) return fmt::format("{} is not in: {}", subject, filter.bounds.text());
  if (filter.in) return subject + " is none of those kept";
  if (filter.not_in) return subject + " is one of those left out";
  if (filter.not_empty) return subject + " is empty";
  return "outside the days and hours kept";
}

}  // namespace

bool LogBounds::contain(double x) const {
  return (!above || x > *above) && (!at_least || x >= *at_least) && (!at_most || x <= *at_most) &&
         (!below || x < *below);
}

std::string LogBounds::text() const {
  std::string out;
  if (above) out += number_text(*above) + " < ";
  if (at_least) out += number_text(*at_least) + " <= ";
  out += "x";
  if (at_most) out += " <= " + number_text(*at_most);
  if (below) out += " < " + number_text(*below);
  return out;
}

LogBounds read_bounds(const Located& at) {
  const auto number = [&](const char* key) {
    const auto found = at.find(key);
    return found ? std::optional(found->value().get<double>()) : std::nullopt;
  };
  return {number("above"), number("at_least"), number("at_most"), number("below")};
}

bool LogFilter::when_met(const std::optional<Stamp>& at) const {
  if (!from_day && !until_day && weekdays.empty() && hours.empty()) return true;
  if (!at) return false;
  const auto among = [](const std::vector<int>& list, int x) {
    return list.empty() || std::find(list.begin(), list.end(), x) != list.end();
  };
  return (!from_day || at->day() >= *from_day) && (!until_day || at->day() < *until_day) &&
         among(weekdays, at->weekday()) && among(hours, at->hour());
}

bool LogFilter::text_met(const std::string& text) const {
  const auto among = [&](const std::vector<std::string>& list) {
    return std::find(list.begin(), list.end(), text) != list.end();
  };
  return (!in || among(*in)) && (!not_in || !among(*not_in)) && !(not_empty && text.empty());
}

std::vector<LogFilter> read_filters(const std::optional<Located>& keep, const CsvTable& table,
                                    const std::vector<std::string>& spans,
                                    Diagnostics& diagnostics) {
  std::vector<LogFilter> filters;
  for (std::size_t i = 0; keep && i < keep->size(); ++i) {
    const Located at = keep->at(i);
    LogFilter filter;
    filter.bounds = read_bounds(at);
    if (const auto name = at.find("column")) {
      const std::string text = name->value().get<std::string>();
      filter.column = table.find(text);
      if (!filter.column) {
        const std::string near = nearest(text, table.columns());
        diagnostics.error(name->place(), fmt::format("{} has no column '{}'", table.file(), text),
                          near.empty() ? "" : fmt::format("did you mean '{}'?", near));
      }
    }
    if (const auto name = at.find("span")) {
      const auto found = std::find(spans.begin(), spans.end(), name->value().get<std::string>());
      if (found == spans.end()) {
        const std::string near = nearest(name->value().get<std::string>(), spans);
        diagnostics.error(name->place(), fmt::format("there is no span {}", name->value().dump()),
                          near.empty() ? "" : fmt::format("did you mean '{}'?", near));
      } else {
        filter.span = static_cast<std::size_t>(found - spans.begin());
      }
    }
    if (const auto list = at.find("in")) filter.in = words(*list);
    if (const auto list = at.find("not_in")) filter.not_in = words(*list);
    if (const auto flag = at.find("not_empty")) filter.not_empty = flag->value().get<bool>();
    if (const auto day = at.find("from")) filter.from_day = day_of(*day, diagnostics);
    if (const auto day = at.find("until")) filter.until_day = day_of(*day, diagnostics);
    if (const auto list = at.find("weekdays"))
      for (const std::string& word : words(*list))
        filter.weekdays.push_back(
            static_cast<int>(std::find(kDays.begin(), kDays.end(), word) - kDays.begin()));
    if (const auto list = at.find("hours"))
      for (std::size_t h = 0; h < list->size(); ++h)
        filter.hours.push_back(list->at(h).value().get<int>());

    const bool of_value = filter.bounds.any(),
               of_text = filter.in || filter.not_in || filter.not_empty;
    const bool has_column = at.find("column").has_value(), has_span = at.find("span").has_value();
    const bool of_time =
        at.find("from") || at.find("until") || at.find("weekdays") || at.find("hours");
    if ((of_value && has_column == has_span) || (of_text && !has_column))
      diagnostics.error(at.place(), "of what is this a condition?",
                        of_text ? "name a 'column'" : "name a 'column' or a 'span'");
    else if (!of_value && !of_text && !of_time)
      diagnostics.error(at.place(), "this keeps every row",
                        "say above, at_least, at_most, below, in, not_in, not_empty, from, until, "
                        "weekdays or hours");
    const auto why = at.find("why");
    filter.why = why ? why->value().get<std::string>() : told(at, filter);
    filters.push_back(std::move(filter));
  }
  return filters;
}

}  // namespace vedette
