// SPDX-License-Identifier: Apache-2.0
#include "cover/erlang.hpp"

#include <algorithm>
#include <limits>

#include "base/portable_math.hpp"
#include "base/require.hpp"

namespace vedette {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

void check(const Mmc& line) {
  require_not_negative("arrival rate", line.arrival_rate);
  require_positive("mean service", line.mean_service);
  require(line.servers >= 1, "servers", line.servers, "in [1, inf)");
}

}  // namespace

double erlang_b(double load, int servers) {
  require_not_negative("load", load);
  require(servers >= 0, "servers", servers, "in [0, inf)");
  double b = 1;
  for (int c = 1; c <= servers; ++c) b = load * b / (c + load * b);
  return b;
}

double erlang_c(double load, int servers) {
  const double b = erlang_b(load, servers);
  if (load >= servers) return load > 0 ? 1 : 0;
  return b / (1 - load / servers * (1 - b));
}

int servers_for_wait(double load, double p) {
  require_not_negative("load", load);
  require(load < 1e7, "load", load, "in [0, 1e7)");
  require(p > 0 && p <= 1, "p", p, "in (0, 1]");
  double b = 1;
  for (int c = 1;; ++c) {
    b = load * b / (c + load * b);
    if (load < c && b / (1 - load / c * (1 - b)) <= p) return c;
  }
}

MmcResult mmc(const Mmc& line) {
  check(line);
  const double load = line.arrival_rate * line.mean_service;
  const double c = line.servers;
  const double p_wait = erlang_c(load, line.servers);
  const double wait = load < c ? p_wait * line.mean_service / (c - load) : kInfinity;
  return {load,
          std::min(1.0, load / c),
          p_wait,
          wait,
          load < c ? line.arrival_rate * wait : kInfinity,
          wait + line.mean_service};
}

double mmc_wait_exceeds(const Mmc& line, double t) {
  const MmcResult r = mmc(line);
  if (t < 0 || r.load >= line.servers) return 1;
  return r.p_wait * portable::exp(-(line.servers - r.load) / line.mean_service * t);
}

double mmc_wait_quantile(const Mmc& line, double p) {
  require(p >= 0 && p < 1, "p", p, "in [0, 1)");
  const MmcResult r = mmc(line);
  if (r.load >= line.servers) return kInfinity;
  if (r.p_wait <= 1 - p) return 0;
  return portable::log(r.p_wait / (1 - p)) * line.mean_service / (line.servers - r.load);
}

MmckResult mmck(const Mmc& line, int capacity) {
  check(line);
  require(capacity >= line.servers, "capacity", capacity,
          fmt::format("in [{}, inf)", line.servers));
  const double load = line.arrival_rate * line.mean_service;
  // P_n / P_{n-1} = load / min(n, c); rescaled on the way so that no sum overflows.
  double term = 1, sum = 1, waiting = 0, queue = 0, busy = 0;
  for (int n = 1; n <= capacity; ++n) {
    // Whoever finds c or more, but not all places taken, waits.
    if (n - 1 >= line.servers) waiting += term;
    term *= load / std::min(n, line.servers);
    sum += term;
    busy += term * std::min(n, line.servers);
    queue += term * std::max(0, n - line.servers);
    if (term > 1e250) {
      for (double* x : {&term, &sum, &waiting, &queue, &busy}) *x *= 1e-250;
    }
  }
  const double p_lost = term / sum, entering = line.arrival_rate * (1 - p_lost);
  return {p_lost, waiting / (sum - term), entering > 0 ? queue / sum / entering : 0, queue / sum,
          busy / sum / line.servers};
}

}  // namespace vedette
