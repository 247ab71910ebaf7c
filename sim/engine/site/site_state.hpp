// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "engine/kernel/calendar.hpp"
#include "engine/kernel/signal.hpp"
#include "engine/mover.hpp"
#include "engine/site/protection_state.hpp"
#include "record/event.hpp"
#include "world/escort.hpp"
#include "world/world.hpp"

namespace vedette {

class TourPlan;
struct Threat;

/// One alarm on its way through the duty room and to its end.
struct AlarmCase : std::enable_shared_from_this<AlarmCase> {
  Incident* incident = nullptr;
  std::uint32_t zone = 0;
  Stream random;                                 ///< the alarm's own draws
  bool confirmed = false;                        ///< verified by a second report, see Verification
  std::uint32_t under_way = 0;                   ///< guards and police still concerned with it
  std::vector<struct IntruderState*> intruders;  ///< whose doing it reports, each once
  std::shared_ptr<struct PlanRun> plan;          ///< what is done about it (plan_run.hpp)
  std::vector<std::pair<EntityId, Time>>
      reports;  ///< sensor and time; until they are at the server
};

struct GuardState {
  Mover mover;
  bool free = true;          ///< on duty, there and not on an order
  bool absent = false;       ///< something has taken him away (devices.hpp)
  std::uint32_t causes = 0;  ///< how many things have
  std::string_view why_absent = "absent";
  NodeId stand;  ///< where he stands in for a sensor; invalid: nowhere
  AlarmCase* order = nullptr;
  ProcessRef process;
  Time busy_since = kUnset;
  Time on_duty_since = kUnset;
};

struct IntruderState {
  const Threat* plan = nullptr;
  bool present = false;  ///< has begun and is not yet through with the tasks
  bool detected = false;
  bool interrupted = false;
  bool done = false;
  std::vector<std::uint32_t> guards_there;  ///< have reached an alarm of it, each once
  ProcessRef process;
};

struct AccessState;    // engine/site/access.hpp
struct ResponseState;  // engine/site/response_state.hpp

/// Null without a site (response_state.cpp).
std::shared_ptr<ResponseState> make_response_state(const World& world, Calendar& calendar);

/// An escort during a run.
struct EscortState {
  explicit EscortState(Calendar& calendar) : changed(calendar) {}
  EscortPhase phase = EscortPhase::kWaiting;
  Mover mover;     ///< on the city's roads
  Signal changed;  ///< the phase has; fired and reset at once
  ProcessRef process;
  std::uint32_t trouble = 0;  ///< threats of its own that are under way: it stands still
  bool turns_back = false;    ///< something has happened: straight back to the site
};

/// Two guards who walk a tour together: the first leads.
struct PairState {
  std::uint32_t leader = 0, follower = 0;  ///< guards
  bool wanted = false;                     ///< the leader waits for the other
  bool walking = false;                    ///< under way together
  TourPlan* plan = nullptr;                ///< the leader's
};

/// What changes on the site during a run.
struct SiteState {
  SiteState(const World& world, Calendar& calendar);

  std::map<double, std::shared_ptr<const TravelTable>> running;  ///< by factor of walking speed
  std::vector<GuardState> guards;
  std::vector<IntruderState> intruders;  ///< per threat
  std::vector<PairState> pairs;
  std::vector<std::uint32_t> pair_of;  ///< per guard, or none
  struct TourGap {
    Time last_read = kUnset;
    bool new_shift = false;  ///< nothing has been read since somebody of it came on duty
  };
  std::vector<TourGap> tour_gaps;  ///< per tour
  std::vector<std::unique_ptr<EscortState>> escorts;
  std::vector<std::shared_ptr<struct VisitsState>> visits;  ///< visitors.hpp
  ProtectionState protection;
  std::vector<AlarmCase*> open_case;  ///< per zone: the newest alarm that is not judged yet
  std::vector<std::shared_ptr<AlarmCase>> all_cases;  ///< those that are not closed
  std::shared_ptr<AccessState> access;                ///< null: all doors are plain
  std::shared_ptr<ResponseState> response;            ///< rooms, plans, injects; null: no site
};

}  // namespace vedette
