// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace vedette {

/// Steady-state availability MTBF / (MTBF + MTTR) (IEC 61703). Every function here throws
/// std::invalid_argument on values out of range.
double availability(double mtbf, double mttr);
/// All must work; any may fail on its own.
double series(std::span<const double> availabilities);
/// One must work.
double parallel(std::span<const double> availabilities);
/// At least k of them (of any availabilities) must work.
double k_of_n(int k, std::span<const double> availabilities);
/// k of n equal ones.
double k_of_n(int k, int n, double availability);
/// k of n equal ones that fail and are repaired in exponential times, with so many repairmen: a
/// birth-death process with rates (n - j) / mtbf up and min(j, repairmen) / mttr down, j being the
/// number down (the machine-repair model; Palm 1947).
double k_of_n_repaired(int k, int n, double mtbf, double mttr, int repairmen);
/// Mean number of n equal units that are down at a time.
double expected_down(int n, double availability);
/// Down hours in a year of 8,760 hours.
double down_hours_a_year(double availability);

/// P(a point is dark): it sees nothing when all cameras that watch it are down. Each group (a
/// switch, a recorder, a power feed) is down with probability `p_group_down` and takes all its
/// cameras along; else camera i is down by itself with probability p_down[i]. Groups are
/// independent: prod_g [q_g + (1 - q_g) prod_i p_i].
struct SharedCause {
  double p_group_down = 0;
  std::span<const double> p_down;
};
double p_dark(std::span<const SharedCause> groups);

}  // namespace vedette
