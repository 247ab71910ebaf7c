// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/lang.hpp"
#include "base/time.hpp"

namespace vedette::view {

struct TimeRange {
  Time from, to;
  bool operator==(const TimeRange&) const = default;
};

/// Maps time to a position along the time bar and back, leaving out idle stretches. Positions are
/// in shown microseconds: outside of cuts one is a microsecond, a cut is `kCutShare` of the whole.
/// Monotone and piecewise linear; inside a cut the map is steep but still has its inverse.
class TimeAxis {
 public:
  static constexpr double kCutShare = 0.008;

  TimeAxis() = default;
  /// The whole stretch, nothing left out.
  explicit TimeAxis(TimeRange all) : TimeAxis(all, {}) {}
  /// `cuts` in order, disjoint, within `all`.
  TimeAxis(TimeRange all, std::vector<TimeRange> cuts);

  double position(Time t) const;
  Time time(double position) const;
  double length() const { return length_; }
  const TimeRange& all() const { return all_; }
  std::span<const TimeRange> cuts() const { return cuts_; }
  /// The cut that t lies in, if any.
  const TimeRange* cut_at(Time t) const;

 private:
  struct Piece {
    Time from, to;
    double at, length;
  };
  TimeRange all_{{0}, {1}};
  std::vector<TimeRange> cuts_;
  std::vector<Piece> pieces_{{{0}, {1}, 0, 1}};
  double length_ = 1;
};

/// Stretches longer than `longest_idle` in which none of the spans lies, less `margin` at each end.
std::vector<TimeRange> idle_stretches(TimeRange all, std::vector<TimeRange> spans,
                                      Duration longest_idle, Duration margin);

/// Time of day and what remains, for people.
struct Clock {
  /// `start`: ISO 8601 with offset, as a recording says it; anything else counts as midnight.
  explicit Clock(const std::string& start);
  Clock() = default;
  std::int64_t second_of_day0 = 0;
  /// "02:28:31", with days as "2d 02:28:31"; `decimals` of a second.
  std::string of_day(Time t, int decimals = 0) const;
  /// Of the bar's ticks: no seconds when they are zero.
  std::string tick(Time t) const;
};
/// "1 h 04 min", "2 min 05 s", "4.7 s"; "1 小时 04 分", "2 分 05 秒", "4.7 秒"
std::string span_text(Duration d, Lang lang = Lang::kEn);
/// "2:28:40", "8920", "2h", "150s", "1d 3:00": seconds from the beginning; throws nothing, false if
/// it is none of these.
bool parse_time(const std::string& text, Time& out);

}  // namespace vedette::view
