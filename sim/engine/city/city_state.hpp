// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <vector>

#include "engine/kernel/calendar.hpp"
#include "engine/kernel/resource.hpp"
#include "engine/mover.hpp"
#include "record/event.hpp"
#include "world/world.hpp"

namespace vedette {

/// A call for service on its way through the command centre and to its end.
struct CallCase {
  Incident* incident = nullptr;
  NodeId node;
  std::uint32_t cell = kNoIndex;
  Stream random;  ///< the call's own draws: type, time on scene, turnout …
  Duration on_scene;
  std::uint64_t number = 0;           ///< order of becoming ready for dispatch
  struct AlarmCase* alarm = nullptr;  ///< the alarm that made this call
};

/// Calls that wait for a unit: most urgent first, then first come first served.
struct WaitsBefore {
  bool operator()(const CallCase* a, const CallCase* b) const {
    if (a->incident->priority != b->incident->priority)
      return a->incident->priority < b->incident->priority;
    return a->number < b->number;
  }
};

/// Dispatch looks at every unit for every call: what it looks at comes first, on one cache line.
struct alignas(64) UnitState {
  bool free = false;  ///< may be sent now
  bool on_duty = false;
  Mover mover;
  CallCase* order = nullptr;
  ProcessRef process;
  Time on_duty_since{0};
  Time busy_since = kUnset;
};

/// What changes in the city during a run.
struct CityState {
  CityState(const World& world, Calendar& calendar)
      : units(world.city.units.size()),
        desk(calendar, world.city.dispatch.desks == kNoIndex ? 1 : world.city.dispatch.desks) {
    for (std::size_t i = 0; i < world.entities.size(); ++i)
      if (world.entities[i].kind == EntityKind::kDispatcher) desks.push_back(EntityId(i));
    desk_busy_since.assign(desks.size(), kUnset);
  }

  std::vector<UnitState> units;
  std::set<CallCase*, WaitsBefore> waiting;
  std::uint64_t next_number = 0;
  Resource desk;
  std::vector<EntityId> desks;
  std::vector<Time> desk_busy_since;                 ///< kUnset: free
  std::vector<std::unique_ptr<CallCase>> all_cases;  ///< owns; reused through free_cases
  std::vector<CallCase*> free_cases;
};

}  // namespace vedette
