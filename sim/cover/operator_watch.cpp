// SPDX-License-Identifier: Apache-2.0
#include "cover/operator_watch.hpp"

#include "base/require.hpp"

namespace vedette {

double share_of_events_seen(double monitors) {
  require(monitors >= 1, "monitors", monitors, "in [1, inf)");
  constexpr double kTrials[][2] = {{1, 0.85}, {4, 0.74}, {6, 0.58}, {9, 0.53}};
  for (int i = 1; i < 4; ++i) {
    const auto& [low, seen_low] = kTrials[i - 1];
    const auto& [high, seen_high] = kTrials[i];
    if (monitors <= high)
      return seen_low + (monitors - low) / (high - low) * (seen_high - seen_low);
  }
  return kTrials[3][1];
}

}  // namespace vedette
