// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "base/distribution.hpp"
#include "base/statistics.hpp"
#include "study/validation/model.hpp"

namespace vedette::validation {

/// One waiting line on the calendar: Poisson arrivals of several classes, most urgent first, for
/// equal servers; nobody is pushed out.
struct QueueOrder {
  struct Class {
    double arrivals_per_s = 0;
    Distribution service;
  };
  std::vector<Class> classes;
  std::size_t servers = 1;
  std::size_t capacity = 0;  ///< room in all; who finds it full is lost; 0 = no limit
  /// Quantiles of the wait and times t of P(wait > t), over all classes.
  std::vector<double> quantiles, exceeds;
};

/// Intervals from independent replications (Student's t), each started empty, warmed up, and
/// counted over the calls that come after.
struct QueueFindings {
  std::vector<Interval> mean_wait;  ///< per class
  Interval mean_wait_all, mean_time, p_wait, p_lost;
  std::vector<Interval> quantiles, exceeds;
};

QueueFindings simulate_queue(const QueueOrder& order, const SimulateOptions& options);

}  // namespace vedette::validation
