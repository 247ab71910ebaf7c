// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "engine/kernel/calendar.hpp"
#include "engine/kernel/mailbox.hpp"
#include "engine/mover.hpp"
#include "record/event.hpp"
#include "world/world.hpp"

namespace vedette {

/// One alarm on its way through the duty room and to its end.
struct AlarmCase {
  Incident* incident = nullptr;
  std::uint32_t zone = 0;
  Stream random;                ///< the alarm's own draws
  bool confirmed = false;       ///< a second technology of the zone has reported too
  std::uint32_t under_way = 0;  ///< guards and police still concerned with it
  std::vector<struct IntruderState*> intruders;  ///< whose crossing it reports
};

struct GuardState {
  Mover mover;
  bool free = true;
  AlarmCase* order = nullptr;
  ProcessRef process;
  Time busy_since = kUnset;
};

struct OperatorState {
  Time busy_since = kUnset;
};

struct IntruderState {
  bool present = false;  ///< has crossed and is not yet through with the tasks
  bool detected = false;
  bool interrupted = false;
  bool done = false;
  ProcessRef process;
};

struct AccessState;  // engine/site/access.hpp

/// What changes on the site during a run.
struct SiteState {
  SiteState(const World& world, Calendar& calendar)
      : guards(world.site.guards.size()),
        operators(world.site.operators.size()),
        intruders(world.site.intruders.size()),
        open_case(world.site.zones.size(), nullptr),
        alarms(calendar) {}

  std::vector<GuardState> guards;
  std::vector<OperatorState> operators;
  std::vector<IntruderState> intruders;
  std::vector<AlarmCase*> open_case;  ///< per zone: the newest alarm that is not judged yet
  Mailbox<AlarmCase*> alarms;         ///< the operators' queue
  std::vector<std::unique_ptr<AlarmCase>> all_cases;  ///< owns
  std::shared_ptr<AccessState> access;                ///< null: all doors are plain
};

}  // namespace vedette
