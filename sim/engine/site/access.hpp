// SPDX-License-Identifier: Apache-2.0
// Doors with a state: who passes, what it costs, and what a response plan or a power cut does to
// them. The model is in docs/facility.md; words of events are those of ONVIF's Door Control and
// Access Control services.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "engine/kernel/process.hpp"
#include "engine/kernel/resource.hpp"
#include "engine/kernel/signal.hpp"
#include "world/layout.hpp"

namespace vedette {

class Run;

/// A door during a run.
struct DoorState {
  explicit DoorState(Calendar& calendar) : leaf(calendar, 1), shut(calendar) { shut.fire(); }
  Resource leaf;  ///< one person at a time
  Signal shut;
  bool open = false;
  bool powered = true;
  bool unlocked = false;        ///< by a plan: for everybody
  bool forced = false;          ///< broken: stands open
  bool locked_by_plan = false;  ///< one of the lockdowns
  std::uint32_t lockdowns = 0;
  std::uint32_t passages = 0;  ///< so that an older passage does not shut what is open again
};

/// What changes of all doors during a run; none where no door has a type.
struct AccessState {
  AccessState(const Layout& layout, Calendar& calendar);
  std::vector<std::unique_ptr<DoorState>> doors;
  Signal changed;  ///< some door's mode has; fired and reset at once
  /// Ways that avoid some doors, by their sorted numbers.
  std::map<std::pair<std::vector<std::uint32_t>, double>, std::shared_ptr<const TravelTable>>
      detours;
};

/// Somebody who goes through doors.
struct Passer {
  EntityId who;
  std::uint32_t badge = kNowhere;
  std::uint32_t area = kNowhere;  ///< where the access control believes him to be
  Stream doors;                   ///< of his times at doors
  PersonClass kind = PersonClass::kGuard;
  bool drives = false;  ///< goes by the vehicles' graph
};

enum class Passage { kPassed, kRefused, kInterrupted };

/// Makes the state if some door has a type; before any process begins.
void start_access(Run& run);

/// Goes through a controlled door from side `from` (0 or 1): waits for the leaf, for the lock, for
/// the partner to be shut. Refused: not let through. Interrupted: before the leaf moved; an
/// interrupt after that is kept back until he is through, and `interrupted` is set.
Task<Passage> pass_door(Run& run, std::uint32_t door, int from, Passer& passer, bool& interrupted);

/// How long somebody without a badge needs to get a door open by force; 0 where it stands open or
/// opens for everybody. Draws once.
Duration force_time(Run& run, std::uint32_t door, Stream& random);
/// It has been broken open now, begun at `since`.
void forced_open(Run& run, std::uint32_t door, EntityId who, Time since);
/// Breaks a door open, which then stands open; false: interrupted before.
Task<bool> force_door(Run& run, std::uint32_t door, EntityId who, Stream& random);

/// Whether the door would let him through now, the partner and other people apart.
bool lets_through(const Run& run, std::uint32_t door, int from, const Passer& passer);

/// For response plans: locks down all controlled doors of an area (index into Layout::areas), or
/// ends that. Lockdowns of several areas add up.
void set_lockdown(Run& run, std::uint32_t area, bool on);
/// Opens a door for everybody, or ends that. A locked-down door stays locked down.
void set_unlocked(Run& run, std::uint32_t door, bool on);
/// The same for one door: locked down (on) or opened for everybody; false, and nothing has
/// happened, where the door is not controlled.
bool lock_by_plan(Run& run, std::uint32_t door, bool on);
/// Ends both: the door is as usual again. False where it is not controlled.
bool end_lock_by_plan(Run& run, std::uint32_t door);
/// For the power supply.
void power_lost(Run& run, std::uint32_t door);
void power_back(Run& run, std::uint32_t door);

/// The ways of the site without some doors (sorted), at walking speed; kept for the run.
std::shared_ptr<const TravelTable> ways_without(Run& run, const std::vector<std::uint32_t>& doors,
                                                double speed_factor = 1);

}  // namespace vedette
