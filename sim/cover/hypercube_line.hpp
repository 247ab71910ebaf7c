// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <numeric>
#include <vector>

namespace vedette {

/// Probability that k of so many alike units are busy, k = 0 to all, under a load in Erlangs
/// (M/M/N without a waiting room; with `queue` the last is that all are busy, whoever waits).
inline std::vector<double> busy_units(double load, std::size_t units, bool queue = false) {
  std::vector<double> p(units + 1);
  p[0] = 1;
  for (std::size_t k = 1; k <= units; ++k) p[k] = p[k - 1] * load / static_cast<double>(k);
  if (queue) p[units] /= 1 - load / static_cast<double>(units);
  const double sum = std::accumulate(p.begin(), p.end(), 0.0);
  for (double& x : p) x /= sum;
  return p;
}

/// Larson's Q(N, r, j) for j = 0, 1, … from busy_units(), each unit busy a share `r` of the time:
/// Q(N, r, j) r^j (1 - r) is the probability that of units asked one after the other, in random
/// order, the first j are busy and the next is free (Larson 1975, from which this is computed).
/// Up to the first j at which r^j (1 - r) is no more than `least`.
inline std::vector<double> correction_factors(std::vector<double> p, double r, double least = -1) {
  const std::size_t units = p.size() - 1;
  std::vector<double> q;
  double independent = 1 - r;
  // p[k] becomes the probability that k units are busy and the first j asked among them.
  for (std::size_t j = 0; j < units && independent > least; ++j) {
    const double others = static_cast<double>(units - j);
    double asked = 0;
    for (std::size_t k = j; k < units; ++k) {
      asked += p[k] * static_cast<double>(units - k) / others;
      p[k] *= static_cast<double>(k - j) / others;
    }
    q.push_back(asked / independent);
    independent *= r;
  }
  return q;
}

}  // namespace vedette
