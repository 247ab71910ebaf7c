// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "engine/equipment/equipment_state.hpp"
#include "engine/kernel/process.hpp"

namespace vedette {

class Run;

/// Puts failures, repairs, planned work, power and set outages on the calendar.
void start_equipment(Run& run);
/// Tells the sinks what is down at the end.
void finish_equipment(Run& run, Time end);

/// An element that is out for a time, as the scenario or somebody who asks says.
Process outage(Run& run, ElementOutage what);

// The parts (failures.cpp, repairs.cpp, planned_maintenance.cpp, power.cpp, coverage.cpp,
// compensation.cpp) ------------------------------------------------------------------------------
void start_failures(Run& run);
void start_repairs(Run& run);
void start_maintenance(Run& run);
void start_power(Run& run);

/// The element fails now in the way of `type`, until it is repaired.
Task<> broken(Run& run, std::uint32_t element, std::uint32_t type, DownCause cause, Stream draws);
/// Unnoticed failures of the element are noticed now.
void notice_failures(Run& run, std::uint32_t element);
/// Somebody has called the camera up and seen that it is dead: its failure is noticed now, and that
/// of its own host.
void dead_camera_reported(Run& run, std::uint32_t camera);
/// An operator has looked at what the camera shows: what he notices he reports, that there is
/// nothing, or (by chance) that the picture is bad.
void picture_looked_at(Run& run, std::uint32_t camera, EntityId by);
/// A job for the technicians.
void add_job(Run& run, Job job);
/// Planned work that a technician has come for.
Task<> carry_out_maintenance(Run& run, std::uint32_t work, std::uint32_t number);

/// A supply, the mains or the generator has gone down or come back.
void power_changed(Run& run, std::uint32_t element);
/// What cameras, hosts and links show of the alarm zones is looked at again, later in this moment.
void look_at_coverage(Run& run);
/// A sensor is known to be out, or is not any more.
void sensor_known_out(Run& run, std::uint32_t sensor, bool out);
/// The guard goes off duty: somebody else takes the post at which he stands in for a sensor.
void leave_post(Run& run, std::uint32_t guard);

}  // namespace vedette
