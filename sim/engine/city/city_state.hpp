// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <vector>

#include "cover/expected_coverage.hpp"
#include "engine/kernel/calendar.hpp"
#include "engine/kernel/resource.hpp"
#include "engine/mover.hpp"
#include "record/event.hpp"
#include "world/world.hpp"

namespace vedette {

struct UnitState;

/// A call for service, or another piece of work, on its way through the command centre and to its
/// end: so many units of one capability to one place. Services that the officers call in are cases
/// of their own that share the incident; `main` is then the first case.
struct CallCase {
  Incident* incident = nullptr;
  CallCase* main = nullptr;  ///< itself, or the case that called this one in
  NodeId node;
  std::uint32_t cell = kNoIndex;
  std::uint32_t missing = 1;  ///< units still to be assigned
  Capabilities capability = 1;
  std::uint8_t priority = 2;
  bool simple = true;                 ///< one unit, and nothing may take it away: the ordinary call
  bool waiting = false;               ///< stands in the line
  bool over = false;                  ///< cleared; whoever is there is free again
  bool scene_set = false;             ///< somebody has arrived
  bool expired = false;               ///< its window has passed
  Stream random;                      ///< the call's own draws: type, time on scene, turnout …
  Duration on_scene;                  ///< work left
  Duration off_road;                  ///< the last leg, from the junction to the place
  std::int64_t rank = 0;              ///< place in the line by urgency; lower goes first
  std::uint64_t number = 0;           ///< order of becoming ready for dispatch
  struct AlarmCase* alarm = nullptr;  ///< the alarm that made this call
  const Post* post = nullptr;         ///< the post that it mans
  Time until = kNever;                ///< when the post's window ends
  // Of a case with several units, in `main`:
  std::uint32_t on_the_way = 0;      ///< asked for and not there yet, called-in ones included
  std::vector<CallCase*> called_in;  ///< to be ended with it
  std::vector<UnitState*> crew;      ///< those on the scene
  ProcessRef scene;
};

/// Calls that wait for a unit: most urgent first, then first come first served. With ageing,
/// urgency is the moment at which the call would count as top priority.
struct WaitsBefore {
  bool operator()(const CallCase* a, const CallCase* b) const {
    return a->rank != b->rank ? a->rank < b->rank : a->number < b->number;
  }
};

/// Whether a unit may be sent: what dispatch asks of every unit for every call, apart from the rest
/// so that it can be asked of hundreds at a glance.
struct Readiness {
  Capabilities capabilities = 0;
  bool free = false;               ///< may be sent now
  std::uint8_t soft_priority = 0;  ///< may be taken from its order by anything more urgent; 0: no
  bool under_way = false;          ///< and that only by the rule of pre-emption
};

/// What dispatch asks of those who may be sent comes first, on one cache line; what a patrol
/// changes from point to point follows on the next.
struct alignas(64) UnitState {
  Readiness* ready = nullptr;  ///< its own of CityState::ready
  bool on_duty = false;
  bool driving = false;    ///< a change of the roads concerns it
  bool siren = false;      ///< its present leg is driven with siren
  bool rerouted = false;   ///< such a change has come
  std::uint32_t mode = 0;  ///< of City::modes
  CallCase* order = nullptr;
  Duration reach = kUnreachable;  ///< not sent to what it needs longer to get to
  Mover mover;
  ProcessRef process;
  bool covers = false;  ///< counts in CityState::cover at `post`
  NodeId post;          ///< where it waits: home, or where move-up has sent it
  std::uint32_t tour_index = 0;
  std::uint32_t next_break = 0;
  std::uint64_t finds = 0;
  Time work_until = kNever;  ///< of interruptible work on the scene
  Time on_duty_since{0};
  Time busy_since = kUnset;
};

/// What patrols know of a junction.
struct PatrolPoint {
  Time last_visit = kUnset;      ///< kUnset: never
  std::uint32_t heading_to = 0;  ///< units on patrol that are on their way to it
  EntityId place;                ///< its demand area
};

/// What changes in the city during a run.
struct CityState {
  CityState(const World& world, Calendar& calendar);
  ~CityState();

  std::vector<UnitState> units;
  std::vector<Readiness> ready;  ///< per unit
  std::set<CallCase*, WaitsBefore> waiting;
  std::uint64_t next_number = 0;
  Resource desk;
  std::vector<EntityId> desks;
  std::vector<Time> desk_busy_since;                 ///< kUnset: free
  std::unique_ptr<class CallMix> mix;                ///< when calls come and of which types
  std::vector<std::unique_ptr<CallCase>> all_cases;  ///< owns; reused through free_cases
  std::vector<CallCase*> free_cases;
  Capabilities asked_by_calls = 0;  ///< capabilities that calls for service need
  bool may_be_taken = false;        ///< some order may be taken away from a unit
  std::size_t road_state = 0;       ///< of City::road_states
  std::vector<PatrolPoint> points;  ///< per junction
  std::vector<Time> none_overdue;   ///< per beat with a maximum gap: until then no point of it is
  /// Per beat, made when first drawn from by weight (draw_by_weight.hpp).
  std::vector<std::vector<std::uint16_t>> draw_from;
  Resource reviewers;
  // With move-up:
  CoveredBy covered_by;              ///< per station: areas within the standard
  std::vector<std::uint32_t> cover;  ///< per area: free units whose post covers it
  std::vector<double> calls_at;      ///< per area: calls a day
  std::vector<double> busy_powers;   ///< of the share of time that a unit is busy
};

/// Whether the unit waits inside, so that leaving takes it the full turnout time.
inline bool waits_inside(const Unit& about, const UnitState& unit, Time now) {
  return about.beat == kNoIndex && !unit.mover.moving(now);
}

/// How long it takes to leave, from where it is now.
inline const Distribution& turnout_of(const Unit& about, const UnitState& unit, Time now) {
  return waits_inside(about, unit, now) ? about.turnout_s : about.turnout_on_patrol_s;
}

}  // namespace vedette
