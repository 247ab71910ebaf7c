// SPDX-License-Identifier: Apache-2.0
#include "world/import/log_exposure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/fit_goodness.hpp"
#include "world/import/fit_sample.hpp"

namespace vedette {

namespace {

constexpr std::int64_t kLongestDays = 36600;  // a century: more is a wrong year

std::optional<std::int64_t> given_day(const std::optional<Located>& section, const char* key,
                                      Diagnostics& diagnostics) {
  const auto at = section ? section->find(key) : std::nullopt;
  if (!at) return std::nullopt;
  const auto stamp = read_stamp(at->value().get<std::string>(), DateOrder::kYearFirst);
  if (!stamp)
    diagnostics.error(at->place(), fmt::format("there is no such day: {}", at->value().dump()),
                      "write it as \"2019-04-01\"");
  return stamp ? std::optional(stamp->day()) : std::nullopt;
}

int weekday_of(std::int64_t day) {
  return Stamp{day * kDay.us, std::nullopt}.weekday();
}

Json rate(std::uint64_t count, double days) {
  const Interval n = poisson_interval(count);
  return {{"calls", count},
          {"per_day", six_digits(n.value / days)},
          {"low", six_digits(n.low / days)},
          {"high", six_digits(n.high / days)}};
}

}  // namespace

std::optional<Exposure> find_exposure(LogTable& log, const std::optional<Located>& section,
                                      bool calendar_by_default, Diagnostics& diagnostics) {
  const auto from = given_day(section, "from", diagnostics);
  const auto until = given_day(section, "until", diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  if (from && until && *from >= *until) {
    diagnostics.error(section->find("until")->place(), "this is not after 'from'",
                      "'until' is the day after the last");
    return std::nullopt;
  }
  if (from || until)
    log.keep_days(from.value_or(INT64_MIN), until.value_or(INT64_MAX), "outside the period");
  if (log.kept().empty()) {
    diagnostics.error(log.table().header_place(), "no row of this log is left",
                      log.dropped().empty() ? "it has none"
                                            : "most are dropped because: " + log.dropped()[0].why);
    return std::nullopt;
  }
  std::set<std::int64_t> with_rows;
  for (const LogRow& row : log.kept()) with_rows.insert(row.stamps[0]->day());
  Exposure out;
  out.first = from.value_or(*with_rows.begin());
  out.last = until ? *until - 1 : *with_rows.rbegin();
  if (out.last - out.first >= kLongestDays) {
    diagnostics.error(log.table().header_place(),
                      fmt::format("the rows reach from {} to {}: more than a hundred years",
                                  date_text(out.first), date_text(out.last)),
                      "is 'dates' right? give exposure: {from, until}");
    return std::nullopt;
  }
  const auto word = section ? section->find("days") : std::nullopt;
  out.calendar = word ? word->value() == "calendar" : calendar_by_default;
  for (std::int64_t day = out.first; day <= out.last; ++day) {
    const bool rows = with_rows.count(day) > 0;
    if (!rows) ++out.without_rows;
    if (!rows && !out.calendar) continue;
    out.days.push_back(day);
    ++out.of_weekday[static_cast<std::size_t>(weekday_of(day))];
  }
  return out;
}

DemandCounts count_demand(const LogTable& log, const Exposure& exposure) {
  DemandCounts out;
  const std::size_t days = exposure.days.size();
  std::vector<std::array<std::uint64_t, 24>> grid(days);
  for (const LogRow& row : log.kept()) {
    const Stamp& at = *row.stamps[0];
    const auto day = static_cast<std::size_t>(
        std::lower_bound(exposure.days.begin(), exposure.days.end(), at.day()) -
        exposure.days.begin());
    const auto hour = static_cast<std::size_t>(at.hour());
    ++grid[day][hour];
    ++out.by_hour[hour];
    ++out.by_weekday[static_cast<std::size_t>(at.weekday())];
    ++out.all;
  }
  Dispersion hours, cells, whole;
  for (std::size_t h = 0; h < 24; ++h) {
    std::vector<std::uint64_t> all;
    std::array<std::vector<std::uint64_t>, 7> of_weekday;
    for (std::size_t d = 0; d < days; ++d) {
      all.push_back(grid[d][h]);
      of_weekday[static_cast<std::size_t>(weekday_of(exposure.days[d]))].push_back(grid[d][h]);
    }
    Dispersion one;
    one.add(all);
    out.index_of_hour[h] = one.index();
    hours.add(all);
    for (const auto& cell : of_weekday) cells.add(cell);
  }
  std::vector<std::uint64_t> sums;
  for (const auto& day : grid) {
    std::uint64_t sum = 0;
    for (const std::uint64_t n : day) sum += n;
    sums.push_back(sum);
  }
  whole.add(sums);
  out.index_hours = hours.index();
  out.p_hours = hours.p_value();
  out.index_cells = cells.index();
  out.p_cells = cells.p_value();
  out.index_days = whole.index();
  out.p_days = whole.p_value();
  return out;
}

Json to_json(const Exposure& exposure) {
  return {{"counted_as", exposure.calendar ? "every day from the first to the last"
                                           : "dates with at least one row"},
          {"first", date_text(exposure.first)},
          {"last", date_text(exposure.last)},
          {"days", exposure.days.size()},
          {"days_without_rows", exposure.without_rows},
          {"days_of_weekday", exposure.of_weekday}};
}

Json to_json(const DemandCounts& counts, const Exposure& exposure) {
  const auto known = [](double x) { return x == x ? Json(six_digits(x)) : Json(nullptr); };
  Json hours = Json::array(), weekdays = Json::array(), indices = Json::array();
  for (const std::uint64_t n : counts.by_hour) hours.push_back(rate(n, exposure.count()));
  for (std::size_t w = 0; w < 7; ++w) {
    const auto days = static_cast<double>(exposure.of_weekday[w]);
    weekdays.push_back(days > 0 ? rate(counts.by_weekday[w], days) : Json(nullptr));
  }
  for (const double x : counts.index_of_hour) indices.push_back(known(x));
  const auto spread = [&](double index, double p) {
    return Json{{"index", known(index)}, {"p_poisson", known(p)}};
  };
  return {{"all", rate(counts.all, exposure.count())},
          {"by_hour", std::move(hours)},
          {"by_weekday", std::move(weekdays)},
          {"dispersion",
           {{"hours_of_the_day", spread(counts.index_hours, counts.p_hours)},
            {"hours_of_the_week", spread(counts.index_cells, counts.p_cells)},
            {"days", spread(counts.index_days, counts.p_days)},
            {"by_hour", std::move(indices)}}}};
}

}  // namespace vedette
