// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "engine/kernel/calendar.hpp"
#include "engine/mover.hpp"
#include "record/event.hpp"
#include "world/world.hpp"

namespace vedette {

/// One alarm on its way through the duty room and to its end.
struct AlarmCase : std::enable_shared_from_this<AlarmCase> {
  Incident* incident = nullptr;
  std::uint32_t zone = 0;
  Stream random;                ///< the alarm's own draws
  bool confirmed = false;       ///< a second technology of the zone has reported too
  std::uint32_t under_way = 0;  ///< guards and police still concerned with it
  std::vector<struct IntruderState*> intruders;  ///< whose crossing it reports
  std::shared_ptr<struct PlanRun> plan;          ///< what is done about it (plan_run.hpp)
};

struct GuardState {
  Mover mover;
  bool free = true;
  bool absent = false;  ///< an inject has taken him away
  AlarmCase* order = nullptr;
  ProcessRef process;
  Time busy_since = kUnset;
};

struct IntruderState {
  bool present = false;  ///< has crossed and is not yet through with the tasks
  bool detected = false;
  bool interrupted = false;
  bool done = false;
  ProcessRef process;
};

/// Null without a site (response_state.cpp).
std::shared_ptr<struct ResponseState> make_response_state(const World& world, Calendar& calendar);

/// What changes on the site during a run.
struct SiteState {
  SiteState(const World& world, Calendar& calendar)
      : guards(world.site.guards.size()),
        intruders(world.site.intruders.size()),
        open_case(world.site.zones.size(), nullptr),
        response(make_response_state(world, calendar)) {}

  std::vector<GuardState> guards;
  std::vector<IntruderState> intruders;
  std::vector<AlarmCase*> open_case;  ///< per zone: the newest alarm that is not judged yet
  std::vector<std::shared_ptr<AlarmCase>> all_cases;  ///< those that are not closed
  std::shared_ptr<struct ResponseState> response;     ///< rooms, plans, injects; null: no site
};

}  // namespace vedette
