// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/distribution.hpp"
#include "base/time.hpp"

namespace vedette::validation {

/// Normal times without clipping may be negative, but a calendar cannot go back. So every such time
/// is prolonged by a constant that no draw can undercut, and what it is compared with (the other
/// side of a race, the end of a chain) by the same constant: the outcome is that of the unclipped
/// times. Stream::normal() never leaves 8.3 standard deviations.
inline Duration head_start(double mean_s, double sd_s) {
  const double lead = 9 * sd_s - mean_s;
  return sd_s > 0 && lead > 0 ? seconds(lead) : Duration{0};
}

/// The same for any distribution: the others have no negative draws.
inline Duration head_start(const Distribution& time) {
  if (time.kind() != Distribution::Kind::kNormal) return Duration{0};
  return head_start(time.parameter(0), time.parameter(1));
}

}  // namespace vedette::validation
