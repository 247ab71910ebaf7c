// SPDX-License-Identifier: Apache-2.0
#include "cover/easi.hpp"

#include <cmath>

#include "base/portable_math.hpp"
#include "base/require.hpp"

namespace vedette {

double share_ahead(SensorLocation location) {
  switch (location) {
    case SensorLocation::kBeginning:
      return 1;
    case SensorLocation::kMiddle:
      return 0.5;
    case SensorLocation::kEnd:
      return 0;
  }
  return 0;
}

double p_in_time(double ahead_s, double needed_s, double sd_s) {
  if (sd_s == 0) return ahead_s >= needed_s ? 1 : 0;
  return portable::normal_cdf((ahead_s - needed_s) / sd_s);
}

void check(const PathTask& task) {
  require_probability("detection probability", task.p_detection);
  require_not_negative("delay mean", task.mean_s);
  require_not_negative("delay sd", task.sd_s);
}

void check(const ResponseForce& response) {
  require_probability("communication probability", response.p_communication);
  require_not_negative("response mean", response.mean_s);
  require_not_negative("response sd", response.sd_s);
}

EasiResult easi(std::span<const PathTask> tasks, const ResponseForce& response) {
  check(response);
  EasiResult result{0, 0, 0, std::vector<EasiStep>(tasks.size())};
  // From the goal outwards: what is still ahead at each task.
  double after_s = 0, after_variance = 0;
  for (std::size_t i = tasks.size(); i-- > 0;) {
    const PathTask& task = tasks[i];
    check(task);
    const double w = share_ahead(task.location);
    EasiStep& step = result.steps[i];
    step.remaining_s = w * task.mean_s + after_s;
    step.remaining_sd_s =
        std::sqrt(w * w * task.sd_s * task.sd_s + after_variance + response.sd_s * response.sd_s);
    step.p_response = p_in_time(step.remaining_s, response.mean_s, step.remaining_sd_s);
    after_s += task.mean_s;
    after_variance += task.sd_s * task.sd_s;
  }
  result.delay_s = after_s;
  double p_unseen = 1, sum = 0;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    EasiStep& step = result.steps[i];
    step.p_first_detection = p_unseen * tasks[i].p_detection;
    sum += step.p_first_detection * step.p_response;
    p_unseen *= 1 - tasks[i].p_detection;
  }
  result.p_interruption = response.p_communication * sum;
  result.p_detection = 1 - p_unseen;
  return result;
}

}  // namespace vedette
