// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "base/require.hpp"
#include "cover/hypercube.hpp"
#include "cover/hypercube_line.hpp"
#include "cover/hypercube_partial.hpp"

namespace vedette {
namespace {

/// What M/M/N says of a district whose units share the calls evenly.
struct Even {
  double r = 0;  // workload of each
  double p_all_busy = 0;
  std::vector<double> q;  // Larson's Q(N, r, j)
};

Even even_share(double load, std::size_t units, bool queue) {
  const std::vector<double> p = busy_units(load, units, queue);
  Even even;
  even.p_all_busy = p[units];
  even.r = load / static_cast<double>(units) * (queue ? 1 : 1 - p[units]);
  even.q = correction_factors(p, even.r);
  return even;
}

/// Tells the rate of calls that reach each unit free or not: told(unit, atom, rate), by
/// dispatch[unit][atom] / (1 - workload). Units that are asked once in 1e18 calls are left out.
template <class Told>
void offered(const HypercubeModel& model, const Even& even, const std::vector<double>& workload,
             Told told) {
  for (std::size_t j = 0; j < model.atoms.size(); ++j) {
    const double all = model.atoms[j].call_rate;
    double all_before_busy = all;
    const std::vector<std::size_t>& list = model.atoms[j].preference;
    for (std::size_t k = 0; k < list.size() && all_before_busy > 1e-18 * all; ++k) {
      told(list[k], j, all_before_busy * even.q[k]);
      all_before_busy *= workload[list[k]];
    }
  }
}

double weighted(const std::vector<double>& a, const std::vector<double>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

}  // namespace

HypercubeResult hypercube_approximate(const HypercubeModel& model, int most_iterations,
                                      const std::vector<double>& start) {
  check(model);
  require(most_iterations >= 1, "iterations", most_iterations, "in [1, inf)");
  const std::size_t units = model.service_rate.size(), atoms = model.atoms.size();
  for (const HypercubeAtom& atom : model.atoms)
    if (atom.preference.size() != units) return hypercube_partial(model, most_iterations, start);
  const std::vector<double>& mu = model.service_rate;
  double calls = 0;
  for (const HypercubeAtom& atom : model.atoms) calls += atom.call_rate;
  const double service = std::accumulate(mu.begin(), mu.end(), 0.0);

  HypercubeResult result;
  result.dispatch.assign(units, std::vector<double>(atoms, 0.0));
  std::vector<double> reaching(units);
  // Until workloads are known, all units count alike.
  Even even = even_share(calls * static_cast<double>(units) / service, units, model.queue);
  std::vector<double>& rho = result.workload;
  rho.assign(units, even.r);
  for (double moved = 1; moved > 1e-12 && result.iterations < most_iterations;
       ++result.iterations) {
    std::fill(reaching.begin(), reaching.end(), 0.0);
    offered(model, even, rho,
            [&](std::size_t n, std::size_t, double rate) { reaching[n] += rate; });
    // rho_n = (1 - rho_n) V_n + the share of the calls that waited.
    const double waited = model.queue ? calls * even.p_all_busy / service : 0;
    std::vector<double> fresh(units);
    for (std::size_t n = 0; n < units; ++n) {
      const double v = reaching[n] / mu[n];
      fresh[n] = (v + waited) / (1 + v);
    }
    // All calls that are not lost must be served.
    const double served = calls * (model.queue ? 1 : 1 - even.p_all_busy);
    const double scale = served / weighted(fresh, mu);
    moved = 0;
    for (std::size_t n = 0; n < units; ++n) {
      fresh[n] = std::min(fresh[n] * scale, 1 - 1e-9);
      moved = std::max(moved, std::fabs(fresh[n] - rho[n]));
      rho[n] = fresh[n];
    }
    const double mean_service = std::accumulate(rho.begin(), rho.end(), 0.0) / weighted(rho, mu);
    const double load = std::min(calls * mean_service,
                                 model.queue ? static_cast<double>(units) * (1 - 1e-9) : 1e300);
    even = even_share(load, units, model.queue);
  }

  offered(model, even, rho,
          [&](std::size_t n, std::size_t j, double rate) { result.dispatch[n][j] = rate; });
  result.p_all_busy = even.p_all_busy;
  if (model.queue) {
    result.mean_queue = even.p_all_busy * (calls / service) / (1 - calls / service);
    result.mean_wait = result.mean_queue / calls;
  } else {
    result.p_lost = even.p_all_busy;
  }
  double sum = 0;
  for (std::size_t n = 0; n < units; ++n)
    for (std::size_t j = 0; j < atoms; ++j) {
      double& f = result.dispatch[n][j];
      f *= 1 - rho[n];
      if (model.queue) f += model.atoms[j].call_rate * even.p_all_busy * mu[n] / service;
      sum += f;
    }
  result.unit_share.assign(units, 0.0);
  for (std::size_t n = 0; n < units; ++n)
    for (std::size_t j = 0; j < atoms; ++j) {
      const HypercubeAtom& atom = model.atoms[j];
      double& f = result.dispatch[n][j];
      f /= sum;
      result.unit_share[n] += f;
      if (n != (atom.home == HypercubeAtom::kFirstChoice ? atom.preference[0] : atom.home))
        result.inter_area += f;
    }
  return result;
}

}  // namespace vedette
