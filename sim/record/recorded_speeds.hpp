// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>

namespace vedette {

/// How fast the recorded roads, whose times are ordinary and free ones, are driven.
struct RecordedSpeeds {
  double siren_factor = 1;  ///< how many times as fast with a siren
  bool siren_known = false;
  std::array<double, 24> by_hour;  ///< of the day, relative to free roads
  bool even = true;                ///< all of these are 1
  RecordedSpeeds() { by_hour.fill(1); }
};

/// From the effective scenario that a recording carries (world_json): the city's own figures, else
/// those of its road type. What is missing or out of bounds stays as above. Siren times that were
/// measured road by road are not in a recording.
RecordedSpeeds recorded_speeds(const std::string& world_json);

}  // namespace vedette
