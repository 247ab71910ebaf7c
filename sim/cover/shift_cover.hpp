// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vedette {

/// Fewest people on shifts that begin at set times of the day, so that in each period at least
/// `required` are on duty: set covering with people in place of sets (Dantzig, Operations Research
/// 2(3), 1954, on Edie's toll booths). Periods divide the day evenly and follow one another round
/// the clock.
struct ShiftCoverProblem {
  std::vector<int> required;  ///< by period, >= 0
  int length = 8;             ///< of a shift, in periods, 1 … number of periods
  std::vector<int> starts;    ///< periods in which shifts may begin; none: any
  int most_starts = 0;        ///< at most so many different ones; 0: any number
  int node_limit = 20'000;
};

struct ShiftCoverAnswer {
  bool feasible = false;
  std::vector<int> people;   ///< by period: who begin then
  std::vector<int> on_duty;  ///< by period
  int total = 0;             ///< people
  int bound = 0;             ///< nobody gets along with fewer
  bool proven = false;
};

/// Solved exactly, by branch and cut (MixedInteger). Throws std::invalid_argument on numbers that
/// make no sense.
ShiftCoverAnswer cover_shifts(const ShiftCoverProblem& problem);

/// Fewest servers of M/M/c for which at most a share 1 - `share` of arrivals waits longer than
/// `wait_s` (Erlang's waiting formula, hour by hour: stationary independent periods, Green, Kolesar
/// & Soares, Operations Research 49(4), 2001). 0 where nothing arrives.
int servers_for(double arrivals_per_s, double service_s, double wait_s, double share);

}  // namespace vedette
