// SPDX-License-Identifier: Apache-2.0
#include "viz/core/time_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace vedette::view {

TimeAxis::TimeAxis(TimeRange all, std::vector<TimeRange> cuts) : all_(all), cuts_(std::move(cuts)) {
  if (all_.to <= all_.from) all_.to = all_.from + Duration{1};
  std::int64_t left_out = 0;
  for (const TimeRange& cut : cuts_) left_out += (cut.to - cut.from).us;
  const auto shown = static_cast<double>((all_.to - all_.from).us - left_out);
  const double cut_length = std::max(1.0, shown * kCutShare);
  pieces_.clear();
  double at = 0;
  Time from = all_.from;
  const auto add = [&](Time to, double length) {
    if (to > from) {
      pieces_.push_back({from, to, at, length});
      at += length;
    }
    from = to;
  };
  for (const TimeRange& cut : cuts_) {
    add(cut.from, static_cast<double>((cut.from - from).us));
    add(cut.to, cut_length);
  }
  add(all_.to, static_cast<double>((all_.to - from).us));
  length_ = at;
}

double TimeAxis::position(Time t) const {
  auto p = std::upper_bound(pieces_.begin(), pieces_.end(), t,
                            [](Time a, const Piece& b) { return a < b.from; });
  if (p != pieces_.begin()) --p;
  const double share =
      static_cast<double>((t - p->from).us) / static_cast<double>((p->to - p->from).us);
  // Before and after everything a microsecond is a microsecond, also next to a cut.
  if (t < all_.from) return static_cast<double>((t - all_.from).us);
  if (t > all_.to) return length_ + static_cast<double>((t - all_.to).us);
  return p->at + p->length * share;
}

Time TimeAxis::time(double position) const {
  if (position <= 0) return all_.from + Duration{std::llround(std::max(position, -1e17))};
  if (position >= length_)
    return all_.to + Duration{std::llround(std::min(position - length_, 1e17))};
  auto p = std::upper_bound(pieces_.begin(), pieces_.end(), position,
                            [](double a, const Piece& b) { return a < b.at; });
  if (p != pieces_.begin()) --p;
  const double share = (position - p->at) / p->length;
  return p->from + Duration{std::llround(share * static_cast<double>((p->to - p->from).us))};
}

const TimeRange* TimeAxis::cut_at(Time t) const {
  const auto after = std::upper_bound(cuts_.begin(), cuts_.end(), t,
                                      [](Time a, const TimeRange& b) { return a < b.from; });
  if (after == cuts_.begin()) return nullptr;
  const TimeRange& cut = *std::prev(after);
  return t < cut.to ? &cut : nullptr;
}

std::vector<TimeRange> idle_stretches(TimeRange all, std::vector<TimeRange> spans,
                                      Duration longest_idle, Duration margin) {
  std::sort(spans.begin(), spans.end(),
            [](const TimeRange& a, const TimeRange& b) { return a.from < b.from; });
  std::vector<TimeRange> idle;
  Time busy_until = all.from;
  const auto gap = [&](Time to) {
    if (to - busy_until > longest_idle && to - busy_until > 2 * margin)
      idle.push_back({busy_until + margin, to - margin});
  };
  for (const TimeRange& span : spans) {
    if (span.from >= all.to) break;
    gap(span.from);
    busy_until = std::max(busy_until, span.to);
  }
  gap(all.to);
  return idle;
}

Clock::Clock(const std::string& start) {
  int hour = 0, minute = 0, second = 0;
  const std::size_t t = start.find('T');
  if (t != std::string::npos &&
      std::sscanf(start.c_str() + t + 1, "%2d:%2d:%2d", &hour, &minute, &second) == 3 &&
      hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 61)
    second_of_day0 = hour * 3600 + minute * 60 + second;
}

std::string Clock::of_day(Time t, int decimals) const {
  const std::int64_t us = t.us + second_of_day0 * kSecond.us;
  const std::int64_t day = us >= 0 ? us / kDay.us : -((kDay.us - 1 - us) / kDay.us);
  const std::int64_t rest = us - day * kDay.us;
  const std::int64_t s = rest / kSecond.us;
  std::string text = day > 0 ? fmt::format("{}d ", day) : day < 0 ? fmt::format("{}d ", day) : "";
  text += fmt::format("{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
  if (decimals == 1) text += fmt::format(".{}", rest % kSecond.us / 100'000);
  if (decimals == 3) text += fmt::format(".{:03}", rest % kSecond.us / 1'000);
  return text;
}

std::string Clock::tick(Time t) const {
  std::string text = of_day(t);
  if (text.ends_with(":00")) text.resize(text.size() - 3);
  return text;
}

std::string span_text(Duration d, Lang lang) {
  const bool zh = lang == Lang::kZh;
  const double s = std::abs(d.seconds());
  const std::string sign = d.us < 0 ? "-" : "";
  const char *const sec = zh ? "秒" : "s", *const min = zh ? "分" : "min";
  if (s < 10) return sign + fmt::format("{:.1f} {}", s, sec);
  const std::int64_t whole = std::llround(s);
  if (whole < 60) return sign + fmt::format("{} {}", whole, sec);
  if (whole < 3600) return sign + fmt::format("{} {} {:02} {}", whole / 60, min, whole % 60, sec);
  return sign +
         fmt::format("{} {} {:02} {}", whole / 3600, zh ? "小时" : "h", whole / 60 % 60, min);
}

bool parse_time(const std::string& text, Time& out) {
  double days = 0, parts[3] = {0, 0, 0};
  int n = 0, used = 0;
  const char* rest = text.c_str();
  if (std::sscanf(rest, "%lfd %n", &days, &used) == 1 && used > 0) {
    rest += used;
    if (!*rest) n = 1;
  } else {
    days = 0;
  }
  char unit = 0, more = 0;
  double s = 0;
  if (*rest) {
    if ((n = std::sscanf(rest, "%lf:%lf:%lf%c", &parts[0], &parts[1], &parts[2], &more)) >= 2) {
      if (n > 3 || parts[1] < 0 || parts[2] < 0) return false;
      s = parts[0] * 3600 + parts[1] * 60 + (n == 3 ? parts[2] : 0);
    } else if ((n = std::sscanf(rest, "%lf%c%c", &parts[0], &unit, &more)) >= 1) {
      const double factor = n == 1 || unit == 's' ? 1 : unit == 'm' ? 60 : unit == 'h' ? 3600 : 0;
      if (n > 2 || factor == 0) return false;
      s = parts[0] * factor;
    } else {
      return false;
    }
  } else if (n == 0) {
    return false;
  }
  s += days * 86400;
  if (!(std::abs(s) <= 1e11)) return false;
  out = {std::llround(s * 1e6)};
  return true;
}

}  // namespace vedette::view
