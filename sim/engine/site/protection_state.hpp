// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.hpp"
#include "base/time.hpp"

namespace vedette {

struct IntruderState;

/// A report of a sensor at the panel. `who` is null for a nuisance report; `random` has the draws
/// of this one report.
struct SensorReport {
  std::uint32_t sensor = 0;
  IntruderState* who = nullptr;
  Time occurred;
  Stream random;
  bool tamper = false;  ///< somebody covers the sensor or opens it
};

/// What changes about sensors and zones during a run.
struct ProtectionState {
  struct Recent {
    std::uint32_t sensor;
    Time at;
  };
  struct Held {
    SensorReport report;
    Time at;
  };
  std::vector<std::uint32_t> blind;   ///< per sensor: what keeps it from seeing, counted
  std::vector<std::uint32_t> faults;  ///< per zone: of its sensors
  std::vector<std::uint8_t> access;   ///< per zone: disarmed
  std::vector<Recent> recent;         ///< reports within the verification window
  std::vector<Held> held;             ///< reports that wait for being verified
};

}  // namespace vedette
