// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viz/core/store.hpp"
#include "viz/core/time_axis.hpp"

namespace vedette::view {

/// When to pause by itself.
struct BreakRule {
  enum class Kind : std::uint8_t {
    kAlarmWaits,  ///< an alarm has stood in the operators' queue for over `limit_s`
    kCallWaits,   ///< a call has waited for a unit for over `limit_s`
    kLate,        ///< nobody on the scene of a call after `limit_s`
    kRealAlarm,   ///< a real alarm is sensed
    kIntruder,    ///< an intruder does something
    kFailure,     ///< a device fails
    kSelected,    ///< anything happens to what is selected
    kCount
  };
  Kind kind = Kind::kAlarmWaits;
  double limit_s = 60;
  bool on = false;
};
/// Key of the rule's name; whether it has a limit.
std::string_view break_rule_key(BreakRule::Kind kind);
bool break_rule_has_limit(BreakRule::Kind kind);

/// The moments at which a rule breaks, in order of time.
std::vector<Time> break_moments(const Store& store, const BreakRule& rule, EntityId selected);

/// The cursor and how it moves.
struct Playback {
  static constexpr double kSlowest = 0.1, kFastest = 10'000;

  Time now{0};
  bool playing = false, reverse = false, follow_end = false;
  double speed = 10;
  std::optional<TimeRange> loop;

  void faster();
  void slower();
  /// Moves by `real_s` of wall time; jumps over cuts, stays within the loop or `all`, stops at the
  /// end and at the first of `breaks` (sorted) that it passes. Returns whether it was broken.
  bool advance(double real_s, const TimeAxis& axis, const std::vector<Time>& breaks);
  void seek(Time t, TimeRange all);
};

}  // namespace vedette::view
