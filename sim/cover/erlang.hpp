// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vedette {

/// Share of calls lost in M/M/c/c at `load` erlangs (arrival rate x mean service), `servers` >= 0
/// (Erlang 1917; B(c) = a B(c-1) / (c + a B(c-1)), Cooper, *Introduction to Queueing Theory*, ch.
/// 3).
double erlang_b(double load, int servers);
/// Share of calls that wait in M/M/c; 1 where load >= servers (Erlang 1917).
double erlang_c(double load, int servers);
/// Fewest servers for which erlang_c(load, servers) is at most `p`.
int servers_for_wait(double load, double p);

/// A waiting line for `servers` equal servers, Poisson arrivals, exponential service. Rates and
/// times in the same unit. All functions throw std::invalid_argument on values out of range.
struct Mmc {
  double arrival_rate = 0;
  double mean_service = 0;
  int servers = 1;
};

/// Steady state; without one (load >= servers) waits are infinite and p_wait is 1.
struct MmcResult {
  double load;         ///< erlangs
  double utilisation;  ///< of a server, at most 1
  double p_wait;
  double mean_wait;   ///< Wq, over all arrivals
  double mean_queue;  ///< Lq, waiting
  double mean_time;   ///< W = Wq + service
};
MmcResult mmc(const Mmc& line);
/// P(wait > t): C exp(-(c mu - lambda) t).
double mmc_wait_exceeds(const Mmc& line, double t);
/// The wait that a share p of all arrivals does not exceed (0 while p <= 1 - P(wait)).
double mmc_wait_quantile(const Mmc& line, double p);

/// The same with room for `capacity` >= servers in all; who finds it full is lost.
struct MmckResult {
  double p_lost;
  double p_wait;     ///< of those who enter
  double mean_wait;  ///< of those who enter
  double mean_queue;
  double utilisation;
};
MmckResult mmck(const Mmc& line, int capacity);

}  // namespace vedette
