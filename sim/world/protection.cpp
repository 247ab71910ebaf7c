// SPDX-License-Identifier: Apache-2.0
#include "world/protection.hpp"

namespace vedette {

namespace {

constexpr std::string_view kAttacks[] = {"any", "walk", "run",   "crawl", "climb", "jump", "bridge",
                                         "cut", "dig",  "force", "throw", "press", "fire", "leave"};
static_assert(std::size(kAttacks) == kAttackModes);
constexpr std::string_view kAlarms[] = {"intrusion", "door",      "motion", "duress", "medical",
                                        "fire",      "ankle_tag", "cordon", "tamper"};
static_assert(std::size(kAlarms) == kAlarmKinds);
constexpr std::string_view kThreats[] = {"intrusion", "escape", "throw_over",   "disturbance",
                                         "medical",   "fire",   "escort_escape"};
static_assert(std::size(kThreats) == static_cast<std::size_t>(ThreatKind::kCount));

template <class Enum, std::size_t N>
std::optional<Enum> from_name(const std::string_view (&names)[N], std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace

std::string_view attack_name(AttackMode mode) {
  return kAttacks[static_cast<std::size_t>(mode)];
}
std::optional<AttackMode> attack_from(std::string_view name) {
  return from_name<AttackMode>(kAttacks, name);
}
std::string_view alarm_kind_name(AlarmKind kind) {
  return kAlarms[static_cast<std::size_t>(kind)];
}
std::optional<AlarmKind> alarm_kind_from(std::string_view name) {
  return from_name<AlarmKind>(kAlarms, name);
}
std::string_view threat_name(ThreatKind kind) {
  return kThreats[static_cast<std::size_t>(kind)];
}
std::optional<ThreatKind> threat_from(std::string_view name) {
  return from_name<ThreatKind>(kThreats, name);
}

}  // namespace vedette
