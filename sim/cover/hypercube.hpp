// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace vedette {

/// A piece of the district with its own calls.
struct HypercubeAtom {
  double call_rate = 0;
  std::vector<std::size_t> preference;  ///< unit indices, first choice first
  std::size_t home = kFirstChoice;      ///< the unit whose area it is in
  static constexpr std::size_t kFirstChoice = static_cast<std::size_t>(-1);
};

/// Spatially distributed servers: the first free unit of the atom's list takes the call.
struct HypercubeModel {
  std::vector<double> service_rate;  ///< per unit (mu)
  std::vector<HypercubeAtom> atoms;
  /// True: calls that find all units busy wait (first come, first served, no limit). False: a call
  /// whose listed units are all busy is lost (a list may then name only some of the units).
  bool queue = true;
};

struct HypercubeResult {
  std::vector<double> workload;    ///< share of time busy, per unit
  double p_all_busy = 0;           ///< all units busy, with or without calls waiting
  double p_lost = 0;               ///< share of calls lost (loss system)
  double mean_queue = 0;           ///< calls waiting
  double mean_wait = 0;            ///< over all calls, in the unit of 1 / rate
  double inter_area = 0;           ///< share of served calls answered by another unit than home
  std::vector<double> unit_share;  ///< share of served calls per unit
  std::vector<std::vector<double>> dispatch;  ///< [unit][atom]: share of all served calls
  int iterations = 0;
};

/// Exact steady state by solving the balance equations of the 2^N unit states (Larson, *A hypercube
/// queueing model for facility location and redistricting in urban emergency services*, Computers &
/// Operations Research 1(1), 1974; Larson & Odoni, *Urban Operations Research*, 5.4), Gauss-Seidel
/// to 1e-13. Waiting calls need no states of their own: beyond "all busy" the queue is geometric.
/// Throws std::invalid_argument on no unit or more than 15, bad rates or lists, or an overloaded
/// queue. Service rates may differ; a waiting call goes to the unit that gets free first.
HypercubeResult hypercube_exact(const HypercubeModel& model);

/// Larson's approximation (Operations Research 23(5), 1975; Larson & Odoni 5.5): workloads from N
/// equations, busy units taken as independent but for the correction factors Q(N, rho, j) of random
/// sampling without replacement in M/M/N. Where service rates differ, each unit's own mean service
/// enters its workload and their mean the factors (Jarvis, Management Science 31(2), 1985).
/// Stops after `most_iterations` or when no workload moves by 1e-12. Lists of a loss system may
/// name some of the units only (hypercube_partial); workloads may then be given to `start` with.
HypercubeResult hypercube_approximate(const HypercubeModel& model, int most_iterations = 1000,
                                      const std::vector<double>& start = {});

/// Throws std::invalid_argument as said above.
void check(const HypercubeModel& model);

}  // namespace vedette
