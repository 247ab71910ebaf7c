// SPDX-License-Identifier: Apache-2.0
// Visitors: parties come within the visiting hours, wait for a place and for a guard to go along,
// are checked in, walk to where they visit, stay, and walk back (docs/facility.md).
#pragma once

#include <vector>

#include "engine/kernel/resource.hpp"
#include "engine/mover.hpp"

namespace vedette {

class Run;

/// One of Protection::visits during a run.
struct VisitsState {
  VisitsState(Calendar& calendar, std::size_t n)
      : places(calendar, n), line(calendar, 1), taken(n, false), movers(n) {}
  Resource places;
  Resource line;  ///< who is first in line for a guard has it
  std::vector<bool> taken;
  std::vector<Mover> movers;
};

/// Puts the visitors on the calendar.
void start_visits(Run& run);

}  // namespace vedette
