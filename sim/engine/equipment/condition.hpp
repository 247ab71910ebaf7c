// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "world/equipment.hpp"

// The condition of everything that can be down: docs/equipment.md.
namespace vedette {

class Run;

/// One cause that keeps an element down. Given once to take_down() and once, the same, to
/// bring_back().
struct Down {
  DownCause cause = DownCause::kOwn;
  EntityId by;         ///< what did it, if anything of the scenario did
  bool known = false;  ///< somebody knows of it
};

/// One cause more. The first takes the element down, and with it what it takes along.
void take_down(Run& run, std::uint32_t element, const Down& why);
/// One cause less; the last brings it back. The cause must have been counted.
void bring_back(Run& run, std::uint32_t element, const Down& why);
/// Somebody learns of a cause that nobody knew; `why.known` is set.
void becomes_known(Run& run, std::uint32_t element, Down& why);
/// Works badly from now on (or not any more) as the failure type says.
void set_degraded(Run& run, std::uint32_t element, std::uint32_t type, bool on);

/// False of a sensor that goes silently without power.
bool power_loss_known(const Run& run, std::uint32_t element);

bool is_up(const Run& run, std::uint32_t element);
/// By the index of the camera: no picture can come; and those at the desks know.
bool camera_down(const Run& run, std::uint32_t camera);
bool camera_known_down(const Run& run, std::uint32_t camera);
/// Factors of what still works: of the time to judge by a camera's picture; of a sensor's
/// detection; the delay of a host.
double camera_assessment_factor(const Run& run, std::uint32_t camera);
double sensor_detection_factor(const Run& run, std::uint32_t sensor);
Duration host_delay(const Run& run, HostId host);

}  // namespace vedette
