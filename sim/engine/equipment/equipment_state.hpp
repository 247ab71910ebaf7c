// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "base/random.hpp"
#include "engine/kernel/calendar.hpp"
#include "engine/kernel/mailbox.hpp"
#include "engine/kernel/signal.hpp"
#include "world/equipment.hpp"

namespace vedette {

/// One failure from its beginning to its repair.
struct Ticket {
  explicit Ticket(Calendar& calendar) : noticed(calendar), repaired(calendar) {}
  std::uint32_t element = 0;
  std::uint32_t type = 0;
  Time failed;
  bool down = false;  ///< not (any more) only degraded
  bool over = false;
  Signal noticed;  ///< somebody knows
  Signal repaired;
  Stream draws;  ///< of its repair
};

/// What a technician does: a repair, or planned work.
struct Job {
  std::shared_ptr<Ticket> ticket;      ///< null: planned work
  std::uint32_t work = 0, number = 0;  ///< Equipment::maintenance, how many before it
  bool has_part = false;               ///< a spare that came is kept for it
};

struct ElementState {
  std::array<std::uint16_t, kDownCauses> causes{};  ///< how many of each keep it down
  std::uint32_t down = 0;                           ///< their sum
  std::uint32_t known = 0;                          ///< how many of them somebody knows of
  std::vector<std::uint32_t> degraded;              ///< failure types under which it works badly
  std::vector<std::uint32_t> struck;                ///< by common causes, and not mended yet
  bool fault_shown = false;  ///< a sensor: its zone is at fault by it
  bool along_known = false;  ///< somebody knows that what it took along is down
  // The span that is told when it ends: counted to one cause at a time.
  DownCause reason = DownCause::kOwn;
  EntityId by;
  Time since = kUnset;
};

enum class PowerSource : std::uint8_t { kMains, kGenerator, kBattery, kNone };

struct SupplyState {
  double energy_wh = 0;
  double drain_w = 0;     ///< out of the battery; negative: into it
  Time at;                ///< of energy_wh
  std::vector<bool> fed;   ///< per group
  std::vector<bool> shed;  ///< per group: let go of, until there is input again
  bool dead = false;       ///< nothing is fed
  PowerSource source = PowerSource::kMains;
  bool updating = false;
  std::uint32_t wakes = 0;  ///< older wakes are void
};

struct SpareState {
  std::uint32_t stock = 0, ordered = 0, orders = 0;
  std::vector<Job> waiting;  ///< jobs that lack one
};

struct PostState {
  std::uint32_t out = 0;              ///< sensors of the zone that are known to be down
  std::uint32_t guard = 0xffffffffu;  ///< who stands there
  Time since;
};

/// What changes about equipment during a run.
struct EquipmentState {
  EquipmentState(const Equipment& plan, Calendar& calendar);

  std::vector<ElementState> elements;
  std::vector<std::shared_ptr<Ticket>> hidden;  ///< failures that nobody has noticed
  Mailbox<Job> jobs;
  std::vector<SpareState> spares;
  std::vector<SupplyState> supplies;
  bool generator_runs = false;
  bool generator_wanted = false;          ///< mains are out, it is not
  std::uint32_t generator_calls = 0;  ///< times that it was called for or sent home
  std::vector<PostState> posts;       ///< per zone, where guards stand in for sensors
  std::vector<Time> uncovered_since;  ///< per zone: no picture; kUnset: there is one
  bool coverage_due = false;          ///< it will be looked at later in this moment
};

}  // namespace vedette
