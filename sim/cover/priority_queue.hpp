// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace vedette {

/// Calls of one urgency. Rates and times in the same unit.
struct PriorityClass {
  double arrival_rate = 0;
  double mean_service = 0;
  double service_cv = 1;  ///< coefficient of variation: 1 exponential, 0 fixed
};

struct PriorityResult {
  std::vector<double> mean_wait;  ///< per class, most urgent first; infinite where it never settles
  double mean_wait_all = 0;       ///< over all arrivals
  double utilisation = 0;         ///< offered load / servers
};

/// Mean waits in one line with priorities and no interruption of a service once begun, most urgent
/// class first, first come first served within a class: W_k = W_0 / ((1 - s_{k-1})(1 - s_k)) with
/// s_k the load of classes 1..k (Cobham, Operations Research 2(1), 1954; Kleinrock, *Queueing
/// Systems* vol. 2, 3.31). Where lower classes overload the server, the upper ones still have
/// finite waits behind an always busy server. Throws std::invalid_argument on values out of range.
PriorityResult priority_queue(std::span<const PriorityClass> classes);

/// The same for `servers` servers and one exponential service time for all classes (Cobham 1954).
PriorityResult priority_queue(std::span<const double> arrival_rates, double mean_service,
                              int servers);

}  // namespace vedette
