// SPDX-License-Identifier: Apache-2.0
// Who and what is there to be used while a run goes on; several reasons may hold at once, each ends
// with its own call. What fails or loses its power: engine/equipment/condition.hpp.
// Sensors: set_seeing (site_processes.hpp). Doors: power_lost, power_back (access.hpp).
#pragma once

#include <cstdint>
#include <string_view>

namespace vedette {

class Run;

/// The camera is put away: carried, worn or in its case, so that nobody asks it for a picture.
void put_camera_away(Run& run, std::uint32_t camera);
/// One reason less to have it away.
void set_camera_up(Run& run, std::uint32_t camera);
/// The guard is away, for this reason as his state says it (a constant word); what he is doing for
/// an alarm he ends first.
void guard_lost(Run& run, std::uint32_t guard, std::string_view why);
void guard_back(Run& run, std::uint32_t guard);
/// The operator's console is dead, or he is away: what he is doing about an alarm he ends first.
void operator_lost(Run& run, std::uint32_t op);
void operator_back(Run& run, std::uint32_t op);

}  // namespace vedette
