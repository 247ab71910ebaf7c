// SPDX-License-Identifier: Apache-2.0
// What can happen to a site's devices while a run goes on. Injects, outages and the equipment's
// failures call these; several causes may hold a device down at once, each ends with its own
// "back". Sensors: set_seeing (site_processes.hpp). Doors: power_lost, power_back (access.hpp).
#pragma once

#include <cstdint>
#include <string_view>

namespace vedette {

class Run;

/// The camera gives no picture from now on. `known`: the operators have been told, so that nobody
/// waits for it; else whoever calls it up waits out his patience.
void camera_lost(Run& run, std::uint32_t camera, bool known);
/// One cause less, with the same `known`.
void camera_back(Run& run, std::uint32_t camera, bool known);
/// How far it still shows enough, as a share of what the scenario says (dirt, a lamp that is out,
/// less resolution); 1: as the scenario says. The last one to say holds.
void set_camera_range(Run& run, std::uint32_t camera, double factor);
/// The guard is away, for this reason as his state says it (a constant word); what he is doing for
/// an alarm he ends first.
void guard_lost(Run& run, std::uint32_t guard, std::string_view why);
void guard_back(Run& run, std::uint32_t guard);
/// The operator's console is dead, or he is away: what he is doing about an alarm he ends first.
void operator_lost(Run& run, std::uint32_t op);
void operator_back(Run& run, std::uint32_t op);

}  // namespace vedette
