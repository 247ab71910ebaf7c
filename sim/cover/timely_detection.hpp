// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "cover/easi.hpp"

namespace vedette {

struct TimelyDetection {
  /// The last task whose detection still leaves time for the response; none: no detection is
  /// timely.
  std::optional<std::size_t> critical_point;
  double p_interruption = 0;   ///< P_C (1 - prod of 1 - PD up to the critical point)
  double remaining_s = 0;      ///< delay ahead on detection at the critical point
  double time_to_spare_s = 0;  ///< that minus the response time
};

/// Interruption by timely detection with mean times alone: detection counts up to the critical
/// detection point, where the delay still ahead is at least the response time (Garcia 2008, ch.
/// 13). Spreads are ignored. Throws std::invalid_argument as easi() does.
TimelyDetection timely_detection(std::span<const PathTask> tasks, const ResponseForce& response);

}  // namespace vedette
