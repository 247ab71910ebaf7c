// SPDX-License-Identifier: Apache-2.0
#include "cli/study_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/words.hpp"
#include "measure/plain.hpp"
#include "measure/text_columns.hpp"

namespace vedette::cli {

namespace {

// Decimals of per cent: one, or up to four where the interval is so narrow that one would hide it.
int fineness(const Json& row) {
  if (!row["low"].is_number() || !row["high"].is_number()) return 1;
  const double half = 50 * (row["high"].get<double>() - row["low"].get<double>());
  if (!(half > 0)) return 1;
  return std::clamp(static_cast<int>(std::ceil(-std::log10(half) - 1e-9)), 1, 4);
}

std::string percent(double share, int decimals) {
  const std::string plain = plain_percent_number(share);
  const std::string fine = fmt::format("{:.{}f}", 100 * share, decimals);
  return (plain.size() > fine.size() ? plain : fine) + " %";
}

}  // namespace

std::string number(const Json& x, const std::string& unit, Lang lang) {
  if (!x.is_number()) return "–";
  const double v = x.get<double>();
  if (unit == "share") return plain_percent(v);
  if (unit == "s") return plain_span(v, lang);
  return unit == "count" ? fmt::format("{:.1f}", v) : fmt::format("{:.3g}", v);
}

SpanUnit span_in(const Json& analysis, std::size_t i, bool differences) {
  double largest = 0, difference = 0;
  const auto note = [](double& most, const Json& mean) {
    if (mean.is_number()) most = std::max(most, std::abs(mean.get<double>()));
  };
  for (const Json& d : analysis["designs"]) {
    note(largest, d["results"][i]["mean"]);
    if (d.contains("differences")) note(difference, d["differences"][i]["mean"]);
  }
  // Differences in the unit of what differs, where they can be read in it: +0.47 h of 6.2 h; of
  // seconds no milliseconds.
  const SpanUnit unit = span_unit(largest);
  if (!differences || difference == 0 || difference >= 0.01 * unit.seconds) return unit;
  return span_unit(largest < 0.9995 ? difference : std::max(1.0, difference));
}

std::string with_interval(const Json& row, const std::string& unit, Lang lang, bool sign,
                          const SpanUnit* fixed) {
  const std::string plus =
      sign && row["mean"].is_number() && row["mean"].get<double>() > 0 ? "+" : "";
  if (sign && unit == "share" && row["mean"].is_number()) {
    // Differences of shares are points: they may be more than 100.
    const auto points = [&](const char* key) {
      const std::string text = fmt::format("{:.{}f}", 100 * row[key].get<double>(), fineness(row));
      // No minus before nothing.
      return text.find_first_of("123456789") == std::string::npos && text.front() == '-'
                 ? text.substr(1)
                 : text;
    };
    const std::string mean = say("study.points", lang, plus + points("mean"));
    return row["low"].is_number() ? mean + " [" + points("low") + ", " + points("high") + "]"
                                  : mean;
  }
  std::string out = plus + number(row["mean"], unit, lang);
  const bool range = row["low"].is_number(), span = unit == "s" && row["mean"].is_number();
  if (!range && !(span && fixed)) return out;
  if (unit == "share" && row["mean"].is_number()) {
    const int fine = fineness(row);
    return fmt::format("{} [{}, {}]", percent(row["mean"].get<double>(), fine),
                       percent(row["low"].get<double>(), fine),
                       percent(row["high"].get<double>(), fine));
  }
  if (!span)
    return out + " [" + number(row["low"], unit, lang) + ", " + number(row["high"], unit, lang) +
           "]";
  const double mean = row["mean"].get<double>();
  const double low = range ? row["low"].get<double>() : mean,
               high = range ? row["high"].get<double>() : mean;
  // One unit for all three: that of the largest, or of the column.
  const double largest = std::max({std::abs(mean), std::abs(low), std::abs(high)});
  SpanUnit in = span_unit(largest);
  if (fixed && largest > 0) {
    in = *fixed;
    // Three figures of what is short.
    const double size = largest / in.seconds;
    in.decimals = size < 0.09995   ? 4
                  : size < 0.9995  ? 3
                  : size < 9.995   ? 2
                  : in.seconds < 1 ? 0
                                   : 1;
  }
  out = plus + (mean == 0 ? "0" : in.number(mean)) + " " + std::string(in.name(lang));
  return range ? out + " [" + in.number(low) + ", " + in.number(high) + "]" : out;
}

std::string change(const Json& x, const std::string& unit, Lang lang, bool sign) {
  // What rounding leaves of no spread at all is none.
  constexpr double kNothing = 1e-12;
  const Json size = x.is_number() && std::abs(x.get<double>()) < kNothing ? Json(0.0) : x;
  const Json alone{{"mean", size}, {"low", nullptr}, {"high", nullptr}};
  std::string text = with_interval(alone, unit, lang, true);
  if (!sign && text.front() == '+') text.erase(0, 1);
  return text;
}

std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], text_columns(row[i]));
  }
  std::string out;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += row[i];
      if (i + 1 < row.size()) out.append(widths[i] + 2 - text_columns(row[i]), ' ');
    }
    out += "\n";
  }
  return out;
}

}  // namespace vedette::cli
