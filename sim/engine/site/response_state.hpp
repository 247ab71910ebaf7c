// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "engine/kernel/calendar.hpp"
#include "engine/kernel/mailbox.hpp"
#include "engine/network/network_processes.hpp"
#include "engine/site/site_state.hpp"
#include "world/response.hpp"

namespace vedette {

/// What becomes of one step of one alarm's plan.
struct StepState {
  enum class Phase : std::uint8_t { kWaiting, kDelayed, kDue, kRunning, kOver };
  Phase phase = Phase::kWaiting;
  std::size_t open = 0;  ///< moments and steps that it still waits for
  Time due = kUnset, start = kUnset;
  EntityId who;
};

/// The plan that an alarm follows.
struct PlanRun {
  std::uint32_t index = 0;  ///< of the plan
  const Plan* plan = nullptr;
  std::vector<StepState> steps;
  std::array<bool, static_cast<std::size_t>(PlanMoment::kCount)> happened{};
  std::uint64_t key = 0;              ///< of the random streams of its steps
  bool taken = false;                 ///< somebody has it, or has had it
  bool closed = false;                ///< the incident is gone
  std::uint32_t at_hand = kNoIndex;   ///< room whose operator is carrying out its steps right now
  bool picture = false;               ///< the wall shows the zone
  std::uint32_t shown_by = kNoIndex;  ///< camera
  std::uint32_t slots = 0;            ///< of the wall that it holds
  std::vector<View> wall;             ///< what the wall shows of it
};

/// What waits in a room: an alarm to be taken, or a step of its plan that became due later.
struct DeskItem {
  std::shared_ptr<AlarmCase> alarm;
  std::uint32_t step = kNoIndex;
};

/// One round or roll-call that is due.
struct PlannedWork {
  std::uint32_t round = 0;
  std::uint64_t number = 0;  ///< of this round, from 0
  Time due;
  std::uint32_t looks_done = 0;
  bool given_up = false, done = false;
};

struct RoomState {
  explicit RoomState(Calendar& calendar) : alarms(calendar), planned(calendar) {}
  Mailbox<DeskItem> alarms;  ///< by priority, then age
  Mailbox<std::shared_ptr<PlannedWork>> planned;
  /// Those who would lay aside what they are doing for something more urgent.
  struct AtWork {
    std::size_t op;
    int priority;
    bool called;
  };
  std::vector<AtWork> at_work;
  std::uint32_t slots_used = 0;
  std::uint32_t watching = 0;  ///< operators who are free, or on a round
  Time handed_over = kUnset;   ///< when it was last counted what waits
};

struct OperatorState {
  ProcessRef process;
  Time busy_since = kUnset;
  Time on_duty_since = Time{0};
  bool on_duty = true;
  bool absent = false;
  std::uint32_t causes = 0;  ///< of being absent (devices.hpp)
  bool idle = false;
  bool gone = false;  ///< waiting to come back
  double trust = 1;
};

struct InjectState {
  bool fired = false;
  bool down = false;      ///< what it fails is out by it
  bool begun = false;     ///< its failure has come, though a battery may still feed what it fails
  bool repaired = false;  ///< another has put it right
  std::uint32_t seen = 0;  ///< how often the moment has come
};

struct ResponseState {
  std::vector<std::unique_ptr<RoomState>> rooms;
  std::vector<OperatorState> operators;
  std::vector<InjectState> injects;
  std::vector<std::uint32_t> camera_away;  ///< reasons why it is not set up (devices.hpp)
  std::vector<bool> door_locked;
  std::vector<bool> zone_lit;
  bool watches_states = false;  ///< an inject waits for somebody's state
};

}  // namespace vedette
