// SPDX-License-Identifier: Apache-2.0
#include "cover/priority_queue.hpp"

#include <algorithm>
#include <limits>

#include "base/require.hpp"
#include "cover/erlang.hpp"

namespace vedette {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// `loads` are shares of the whole station's capacity.
PriorityResult waits(double residual, std::span<const double> loads,
                     std::span<const double> rates) {
  PriorityResult result;
  double above = 0, weighted = 0, rate = 0;
  for (std::size_t k = 0; k < loads.size(); ++k) {
    const double upto = above + loads[k];
    const double wait = upto < 1 ? residual / ((1 - above) * (1 - upto)) : kInfinity;
    result.mean_wait.push_back(wait);
    if (rates[k] > 0) weighted += rates[k] * wait;
    rate += rates[k];
    above = upto;
  }
  result.mean_wait_all = rate > 0 ? weighted / rate : 0;
  result.utilisation = above;
  return result;
}

}  // namespace

PriorityResult priority_queue(std::span<const PriorityClass> classes) {
  std::vector<double> loads, rates;
  double residual = 0, room = 1;
  for (const PriorityClass& c : classes) {
    require_not_negative("arrival rate", c.arrival_rate);
    require_positive("mean service", c.mean_service);
    require_not_negative("service cv", c.service_cv);
    loads.push_back(c.arrival_rate * c.mean_service);
    rates.push_back(c.arrival_rate);
    // An overloading class is in service for the time the upper ones leave, the rest never.
    const double busy = std::min(loads.back(), room);
    residual += busy * c.mean_service * (1 + c.service_cv * c.service_cv) / 2;
    room -= busy;
  }
  return waits(residual, loads, rates);
}

PriorityResult priority_queue(std::span<const double> arrival_rates, double mean_service,
                              int servers) {
  require_positive("mean service", mean_service);
  require(servers >= 1, "servers", servers, "in [1, inf)");
  std::vector<double> loads;
  double load = 0;
  for (const double rate : arrival_rates) {
    require_not_negative("arrival rate", rate);
    loads.push_back(rate * mean_service / servers);
    load += rate * mean_service;
  }
  return waits(erlang_c(load, servers) * mean_service / servers, loads, arrival_rates);
}

}  // namespace vedette
