// SPDX-License-Identifier: Apache-2.0
#include "cover/md1.hpp"

#include <cstddef>
#include <limits>
#include <vector>

#include "base/portable_math.hpp"
#include "base/require.hpp"

namespace vedette {

Mg1Result mg1(double arrival_rate, double mean_service, double service_cv) {
  require_not_negative("arrival rate", arrival_rate);
  require_positive("mean service", mean_service);
  require_not_negative("service cv", service_cv);
  const double rho = arrival_rate * mean_service;
  const double wait = rho < 1 ? rho * mean_service * (1 + service_cv * service_cv) / (2 * (1 - rho))
                              : std::numeric_limits<double>::infinity();
  return {rho, wait, arrival_rate * wait, wait + mean_service};
}

Mg1Result md1(double arrival_rate, double service) {
  return mg1(arrival_rate, service, 0);
}

double md1_wait_cdf(double arrival_rate, double service, double t) {
  require_not_negative("arrival rate", arrival_rate);
  require_positive("service", service);
  const double rho = arrival_rate * service;
  require(rho < 1, "load", rho, "in [0, 1)");
  if (t < 0) return 0;
  require(t / service < 1e4, "wait", t, "below 10,000 services");
  const std::size_t k = static_cast<std::size_t>(t / service) + 1;  // (k-1) D <= t < k D
  // Arrivals during one service: a_0 and the tails P(more than n); the queue that a departure
  // leaves behind, in the recursion with positive terms (Ramaswami 1988): p_{n+1} a_0 = p_0 tail_n
  // + sum_{i=1..n} p_i tail_{n-i+1}.
  std::vector<double> tail(k + 42), p(k + 2), below(k + 1);
  const double a0 = portable::exp(-rho);
  double arrivals = a0;
  for (std::size_t n = 0; n < tail.size(); ++n)
    tail[n] = arrivals *= rho / static_cast<double>(n + 1);  // P(exactly n + 1) so far
  for (std::size_t n = tail.size() - 1; n-- > 0;) tail[n] += tail[n + 1];
  p[0] = 1 - rho;
  for (std::size_t n = 0; n + 1 < p.size(); ++n) {
    double sum = p[0] * tail[n];
    for (std::size_t i = 1; i <= n; ++i) sum += p[i] * tail[n - i + 1];
    p[n + 1] = sum / a0;
  }
  // below[n] = P(at most n waiting).
  below[0] = p[0] + p[1];
  for (std::size_t n = 1; n < below.size(); ++n) below[n] = below[n - 1] + p[n + 1];
  const double x = arrival_rate * (static_cast<double>(k) * service - t);
  double term = portable::exp(-x), sum = 0;
  for (std::size_t j = 0; j < k; ++j) {
    sum += below[k - j - 1] * term;
    term *= x / static_cast<double>(j + 1);
  }
  return sum;
}

}  // namespace vedette
