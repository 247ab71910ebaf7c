// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "viz/core/scene.hpp"
#include "viz/core/store.hpp"

namespace vedette::view {

/// What a heat layer tells of a place.
enum class HeatKind : std::uint8_t {
  kResponse,  ///< mean response time of the calls received so far, seconds
  kWithin,    ///< share of them reached within the middle mark
  kVisits,    ///< visits of patrols per day so far
  kIdle,      ///< time since the last visit, seconds
  kCount
};
std::string_view heat_key(HeatKind kind);

/// A value per patrol cell, or per place of demand where there are no cells. `n` = 0: no data.
struct HeatField {
  HeatKind kind = HeatKind::kResponse;
  bool by_cell = true;
  std::vector<double> value;
  std::vector<std::uint32_t> n;
  double low = 0, high = 1;  ///< of the scale: rounded bounds of what occurs
  Time at;
  int hour = -1;  ///< of the day; -1: all so far
};

/// What is needed to answer for any moment quickly; made once per recording.
class HeatSource {
 public:
  HeatSource(const Scene& scene, const Store& store);
  /// At t, from what had happened by then. Less than 10 ms for a city day.
  HeatField at(HeatKind kind, Time t) const { return within(kind, {{kNow, t}}, t); }
  /// Of one hour of the day, of every day of the recording: calls reached and visits made in it;
  /// idleness at the end of that hour of the first day. `second_of_day0`: at time 0.
  HeatField of_hour(HeatKind kind, int hour, std::int64_t second_of_day0) const;
  bool by_cell() const { return by_cell_; }

 private:
  struct Call {
    Time answered;
    float response_s;
    bool within;
  };
  static constexpr Time kNow{INT64_MIN};
  /// From what happened in from < t <= to of any of the stretches; `t`: what idleness is about.
  HeatField within(HeatKind kind, const std::vector<std::pair<Time, Time>>& stretches,
                   Time t) const;

  bool by_cell_ = true;
  Time end_;
  std::vector<std::vector<Call>> calls_;   // per place, in order of arrival
  std::vector<std::vector<Time>> visits_;  // per place, in order
};

/// What most of the values (95 %) do not exceed; where the largest is not twice that, the largest.
double most_of(std::vector<double> values);
/// Where a value lies on the field's scale, 0..1.
double scaled_share(const HeatField& field, double value);

}  // namespace vedette::view
