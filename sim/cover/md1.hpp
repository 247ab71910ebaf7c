// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vedette {

struct Mg1Result {
  double utilisation;
  double mean_wait;   ///< infinite where utilisation >= 1
  double mean_queue;  ///< waiting
  double mean_time;   ///< wait + service
};

/// One server, Poisson arrivals, any service time with this mean and coefficient of variation:
/// Wq = lambda E[S^2] / (2 (1 - rho)) (Pollaczek 1930, Khinchine 1932). Throws
/// std::invalid_argument on values out of range.
Mg1Result mg1(double arrival_rate, double mean_service, double service_cv);
/// Fixed service time.
Mg1Result md1(double arrival_rate, double service);
/// P(wait <= t) with fixed service time, arrival_rate * service < 1 (Erlang 1909; in the form with
/// positive terms only of Franx, Operations Research Letters 29, 2001).
double md1_wait_cdf(double arrival_rate, double service, double t);

}  // namespace vedette
