// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

namespace vedette {

/// Where in a task its sensor stands: all, half or none of the task's delay is still ahead of the
/// adversary when he is detected.
enum class SensorLocation { kBeginning, kMiddle, kEnd };

/// One step of an adversary's path.
struct PathTask {
  std::string name;
  double p_detection = 0;
  double mean_s = 0, sd_s = 0;  ///< delay, taken as normal
  SensorLocation location = SensorLocation::kBeginning;
};

/// The guards' side: probability that an alarm is communicated, and the time from it to the stop.
struct ResponseForce {
  double p_communication = 1;
  double mean_s = 0, sd_s = 0;
};

struct EasiStep {
  double p_first_detection;  ///< detected here and nowhere before
  double remaining_s;        ///< mean delay still ahead when detected here
  double remaining_sd_s;     ///< with the response's own spread
  double p_response;         ///< P(response in time | detected here)
};

struct EasiResult {
  double p_interruption;
  double p_detection;  ///< anywhere on the path
  double delay_s;      ///< mean delay of the whole path
  std::vector<EasiStep> steps;
};

/// Probability of interruption by the EASI formula: P_I = P_C sum_i PD_i prod_{j<i}(1 - PD_j)
/// Phi((TM_i - RFT) / sqrt(TV_i + s_RFT^2)) (Garcia, *The Design and Evaluation of Physical
/// Protection Systems*, 2nd ed. 2008, ch. 14; Bennett, SAND77-1082). Times are unclipped normals.
/// Without any spread the response is in time when TM_i >= RFT (a tie counts: "within" means at
/// most). Throws std::invalid_argument on probabilities outside [0, 1] and negative times or
/// spreads.
EasiResult easi(std::span<const PathTask> tasks, const ResponseForce& response);

/// Phi((ahead - needed) / sd), or 1 / 0 without spread: P(a normal race is won, ties counting).
double p_in_time(double ahead_s, double needed_s, double sd_s);

/// The share of a task's delay ahead of the adversary: 1, 1/2 or 0.
double share_ahead(SensorLocation location);

/// Throws std::invalid_argument where a value is out of its range.
void check(const PathTask& task);
void check(const ResponseForce& response);

}  // namespace vedette
