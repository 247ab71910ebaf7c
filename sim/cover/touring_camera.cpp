// SPDX-License-Identifier: Apache-2.0
#include "cover/touring_camera.hpp"

#include <algorithm>

#include "base/require.hpp"

namespace vedette {

double touring_camera(double tour_s, double dwell_s, double exposed_s, double needed_s) {
  require_positive("tour", tour_s);
  require(dwell_s > 0 && dwell_s <= tour_s, "dwell", dwell_s, fmt::format("in (0, {}]", tour_s));
  require_not_negative("exposure", exposed_s);
  require_not_negative("needed time", needed_s);
  if (dwell_s < needed_s || exposed_s < needed_s) return 0;
  if (dwell_s == tour_s) return 1;  // it never looks away
  return std::min(1.0, (dwell_s + exposed_s - 2 * needed_s) / tour_s);
}

}  // namespace vedette
