// SPDX-License-Identifier: Apache-2.0
#include "world/response.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace vedette {

namespace {

constexpr std::string_view kActions[] = {
    "acknowledge", "assess",      "call_up", "notify",   "lock",
    "unlock",      "lockdown",    "release", "light",    "dispatch_guards",
    "escalate",    "call_police", "report",  "announce", "task",
};
constexpr std::string_view kOwners[] = {"platform", "operator", "sub_room", "commander", "guard"};
constexpr std::string_view kMoments[] = {"received",      "acknowledged",  "confirmed",
                                         "dismissed",     "guard_arrived", "police_arrived",
                                         "police_at_spot"};
static_assert(std::size(kActions) == static_cast<std::size_t>(StepAction::kCount));
static_assert(std::size(kOwners) == static_cast<std::size_t>(StepOwner::kCount));
static_assert(std::size(kMoments) == static_cast<std::size_t>(PlanMoment::kCount));

template <class Enum, std::size_t N>
Enum named(const std::string_view (&names)[N], std::string_view name) {
  return static_cast<Enum>(std::find(std::begin(names), std::end(names), name) - std::begin(names));
}

template <class T>
bool fits(const std::vector<T>& any_of, T value) {
  return any_of.empty() || std::find(any_of.begin(), any_of.end(), value) != any_of.end();
}

}  // namespace

std::string_view name_of(StepAction action) {
  return kActions[static_cast<std::size_t>(action)];
}
std::string_view name_of(StepOwner owner) {
  return kOwners[static_cast<std::size_t>(owner)];
}
std::string_view name_of(PlanMoment moment) {
  return kMoments[static_cast<std::size_t>(moment)];
}
StepAction action_named(std::string_view name) {
  return named<StepAction>(kActions, name);
}
StepOwner owner_named(std::string_view name) {
  return named<StepOwner>(kOwners, name);
}
PlanMoment moment_named(std::string_view name) {
  return named<PlanMoment>(kMoments, name);
}

std::uint32_t plan_for(const Response& response, std::uint32_t alarm_type, std::uint32_t zone,
                       int priority, std::int64_t second_of_day) {
  for (std::uint32_t i = 0; i < response.plans.size(); ++i) {
    const Plan& plan = response.plans[i];
    const bool now = plan.from_s < plan.to_s
                         ? second_of_day >= plan.from_s && second_of_day < plan.to_s
                         : second_of_day >= plan.from_s || second_of_day < plan.to_s;
    if (now && fits(plan.alarm_types, alarm_type) && fits(plan.zones, zone) &&
        fits(plan.levels, priority))
      return i;
  }
  return static_cast<std::uint32_t>(response.plans.size() - 1);
}

}  // namespace vedette
