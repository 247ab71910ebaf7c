// SPDX-License-Identifier: Apache-2.0
#include "viz/core/playback.hpp"

#include <algorithm>
#include <cmath>

namespace vedette::view {

namespace {

constexpr double kSpeeds[] = {0.1, 0.25, 0.5, 1,   2,    5,    10,   20,    30,
                              60,  120,  300, 600, 1200, 3000, 6000, 10'000};

// Begins to wait at `from`; breaks when `until` has not come after the limit.
void waits(std::vector<Time>& out, Time from, Time until, double limit_s) {
  if (from == kUnset) return;
  const Time limit = from + seconds(limit_s);
  if (until == kUnset || until > limit) out.push_back(limit);
}

}  // namespace

std::string_view break_rule_key(BreakRule::Kind kind) {
  static constexpr std::string_view kKeys[] = {
      "break.alarm_waits", "break.call_waits", "break.late",    "break.real_alarm",
      "break.intruder",    "break.failure",    "break.selected"};
  return kKeys[static_cast<std::size_t>(kind)];
}

bool break_rule_has_limit(BreakRule::Kind kind) {
  return kind <= BreakRule::Kind::kLate;
}

std::vector<Time> break_moments(const Store& store, const BreakRule& rule, EntityId selected) {
  using Kind = BreakRule::Kind;
  std::vector<Time> out;
  for (const Incident& n : store.incidents()) {
    const bool alarm = n.kind == IncidentKind::kAlarm, call = n.kind == IncidentKind::kCall;
    if (rule.kind == Kind::kAlarmWaits && alarm)
      waits(out, n[Stage::kQueued], n[Stage::kAcknowledged], rule.limit_s);
    if (rule.kind == Kind::kCallWaits && call)
      waits(out, n[Stage::kPoliceCalled], n[Stage::kPoliceDispatched], rule.limit_s);
    if (rule.kind == Kind::kLate && call)
      waits(out, n[Stage::kPoliceCalled], n[Stage::kPoliceArrived], rule.limit_s);
    if (rule.kind == Kind::kRealAlarm && alarm && n.real) out.push_back(store.begin_of(n));
  }
  for (const LoggedEvent& e : store.events())
    if ((rule.kind == Kind::kIntruder && e.topic == Topic::kIntruder) ||
        (rule.kind == Kind::kSelected && selected.valid() &&
         (e.subject == selected || e.other == selected)))
      out.push_back(e.at);
  if (rule.kind == Kind::kFailure)
    for (const std::uint32_t who : store.conditions().ailing()) {
      const ConditionSpan* before = nullptr;
      for (const ConditionSpan& s : store.conditions().of(EntityId(who))) {
        const bool goes_on = before && before->to == s.from && before->what == s.what;
        if (!goes_on && s.what != Condition::kPlanned) out.push_back(s.from);
        before = &s;
      }
    }
  std::sort(out.begin(), out.end());
  std::erase_if(out, [&](Time t) { return t > store.end(); });
  return out;
}

void Playback::faster() {
  for (const double s : kSpeeds)
    if (s > speed * 1.001) {
      speed = s;
      return;
    }
}

void Playback::slower() {
  for (std::size_t i = std::size(kSpeeds); i-- > 0;)
    if (kSpeeds[i] < speed * 0.999) {
      speed = kSpeeds[i];
      return;
    }
}

void Playback::seek(Time t, TimeRange all) {
  now = std::clamp(t, all.from, all.to);
  follow_end = false;
}

bool Playback::advance(double real_s, const TimeAxis& axis, const std::vector<Time>& breaks) {
  if (!playing) return false;
  const TimeRange within = loop ? *loop : axis.all();
  const Time before = now;
  const Duration step = seconds(std::clamp(real_s, 0.0, 1.0) * speed);
  Time to = reverse ? now - step : now + step;
  // A cut takes no time: whoever enters it leaves it at the other end.
  if (const TimeRange* cut = axis.cut_at(to)) to = reverse ? cut->from - Duration{1} : cut->to;
  if (!reverse) {
    const auto b = std::upper_bound(breaks.begin(), breaks.end(), before);
    if (b != breaks.end() && *b <= to && *b <= within.to) {
      now = *b;
      playing = false;
      return true;
    }
  }
  const bool over = reverse ? to <= within.from : to >= within.to;
  if (!over) {
    now = to;
  } else if (loop) {
    now = reverse ? within.to : within.from;
  } else {
    now = reverse ? within.from : within.to;
    playing = false;
    follow_end = !reverse;
  }
  return false;
}

}  // namespace vedette::view
