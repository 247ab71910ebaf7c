// SPDX-License-Identifier: Apache-2.0
#include "cover/timely_detection.hpp"

namespace vedette {

TimelyDetection timely_detection(std::span<const PathTask> tasks, const ResponseForce& response) {
  check(response);
  TimelyDetection result;
  double after_s = 0, p_unseen = 1;
  // Outwards from the goal; what lies ahead never shrinks, so the first timely task found is the
  // last one on the path, and all before it are timely too.
  for (std::size_t i = tasks.size(); i-- > 0;) {
    check(tasks[i]);
    const double ahead_s = share_ahead(tasks[i].location) * tasks[i].mean_s + after_s;
    after_s += tasks[i].mean_s;
    if (!result.critical_point && ahead_s >= response.mean_s) {
      result.critical_point = i;
      result.remaining_s = ahead_s;
      result.time_to_spare_s = ahead_s - response.mean_s;
    }
    if (result.critical_point) p_unseen *= 1 - tasks[i].p_detection;
  }
  result.p_interruption = response.p_communication * (1 - p_unseen);
  return result;
}

}  // namespace vedette
