// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "base/time.hpp"
#include "world/equipment.hpp"

namespace vedette {

/// What is different in a run from a moment on: everything before `at` is as without it.
struct RunChange {
  Time at;
  /// Begin at `at` or later.
  std::vector<ElementOutage> outages;
  /// Of the world's own (Equipment::outages, by index): what of them lies after `at` is left out.
  std::vector<bool> ends_outage;
  /// Per unit of the world: comes into being at `at`; is withdrawn at `at` (after the call in
  /// hand).
  std::vector<bool> unit_begins, unit_ends;
  /// Trials that are compared with one another: who calls up a dead camera tells nobody, so that
  /// one failure shortens no other's time to repair.
  bool nobody_reports = false;
  /// Called at `at`, before anything else of that moment: puts the changed values into the world
  /// that is being run (world/staged_world.hpp).
  std::function<void()> take_over;
};

}  // namespace vedette
