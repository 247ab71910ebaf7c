// SPDX-License-Identifier: Apache-2.0
#include "measure/plain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vedette {

namespace {

struct Step {
  double below_s;  ///< what is rounded up to this takes the next unit
  SpanUnit unit;
};

// Seconds go on to ten minutes: response times are compared in them.
constexpr Step kSteps[] = {
    {0.9995e-3, {1e-6, 0, "µs", "微秒"}}, {0.9995, {1e-3, 0, "ms", "毫秒"}},
    {599.95, {1, 1, "s", "秒"}},          {7197, {60, 1, "min", "分钟"}},
    {172'620, {3600, 1, "h", "小时"}},
};
constexpr SpanUnit kDays{86400, 1, "d", "天"};

}  // namespace

std::string SpanUnit::number(double of) const {
  const std::string text = fmt::format("{:.{}f}", of / seconds, decimals);
  // No minus before nothing.
  return text.find_first_of("123456789") == std::string::npos && text.front() == '-'
             ? text.substr(1)
             : text;
}

SpanUnit span_unit(double of) {
  const double size = std::abs(of);
  SpanUnit unit = kDays;
  for (const Step& step : kSteps)
    if (size < step.below_s) {
      unit = step.unit;
      break;
    }
  if (size == 0) return {1, 0, "s", "秒"};
  // Three figures of what is short.
  const double in_unit = size / unit.seconds;
  if (unit.seconds < 1)
    unit.decimals = in_unit < 9.995 ? 2 : in_unit < 99.95 ? 1 : 0;
  else if (in_unit < 9.995)
    unit.decimals = 2;
  return unit;
}

std::string plain_span(double of, Lang lang) {
  if (!std::isfinite(of)) return "–";
  const SpanUnit unit = span_unit(of);
  return unit.number(of) + " " + std::string(unit.name(lang));
}

std::string plain_percent_number(double share, int decimals) {
  const double percent = 100 * share;
  if (!std::isfinite(percent)) return "–";
  // How far it is from what it must not be taken for.
  const double near = std::min(std::abs(percent), std::abs(100 - percent));
  constexpr double kAbout = 1 + 1e-6;  // 99.95 is not quite 99.95
  double half = 0.5 * std::pow(0.1, decimals);
  for (; near > 0 && near <= half * kAbout && decimals < 9; half /= 10)
    ++decimals;
  return fmt::format("{:.{}f}", percent, decimals);
}

std::string plain_percent(double share) {
  return plain_percent_number(share) + " %";
}

}  // namespace vedette
