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

std::string with_interval(const Json& row, const std::string& unit, Lang lang, bool sign) {
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
  if (!row["low"].is_number()) return out;
  const double low = row["low"].get<double>(), high = row["high"].get<double>();
  if (unit == "share" && row["mean"].is_number()) {
    const int fine = fineness(row);
    return fmt::format("{} [{}, {}]", percent(row["mean"].get<double>(), fine), percent(low, fine),
                       percent(high, fine));
  }
  if (unit != "s" || !row["mean"].is_number())
    return out + " [" + number(low, unit, lang) + ", " + number(high, unit, lang) + "]";
  const double mean = row["mean"].get<double>();
  // One unit for all three: that of the largest.
  const SpanUnit span = span_unit(std::max({std::abs(mean), std::abs(low), std::abs(high)}));
  out = plus + (mean == 0 ? "0" : span.number(mean)) + " " + std::string(span.name(lang));
  return out + " [" + span.number(low) + ", " + span.number(high) + "]";
}

std::string change(const Json& x, const std::string& unit, Lang lang, bool sign) {
  std::string text = with_interval({{"mean", x}, {"low", nullptr}, {"high", nullptr}}, unit, lang,
                                   true);
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
