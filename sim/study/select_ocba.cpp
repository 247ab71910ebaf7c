// SPDX-License-Identifier: Apache-2.0
#include "study/select_ocba.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/portable_math.hpp"
#include "base/statistics.hpp"

namespace vedette {

namespace {

std::size_t best_of(const std::vector<double>& means) {
  return static_cast<std::size_t>(std::max_element(means.begin(), means.end()) - means.begin());
}

}  // namespace

std::vector<double> ocba_shares(const std::vector<double>& means, const std::vector<double>& sds) {
  const std::size_t k = means.size(), b = best_of(means);
  std::vector<double> shares(k, 0);
  // What never varied still gets a little: its spread is taken as a thousandth of the largest.
  const double largest = *std::max_element(sds.begin(), sds.end());
  if (!(largest > 0)) return std::vector<double>(k, 1.0 / static_cast<double>(k));
  const auto sd = [&](std::size_t i) { return std::max(sds[i], largest / 1000); };
  double squares = 0;
  for (std::size_t i = 0; i < k; ++i) {
    if (i == b) continue;
    const double lead = std::max(means[b] - means[i], sd(i) / 1000);
    shares[i] = sd(i) * sd(i) / (lead * lead);
    squares += shares[i] * shares[i] / (sd(i) * sd(i));
  }
  shares[b] = k > 1 ? sd(b) * std::sqrt(squares) : 1;
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  for (double& share : shares) share /= sum;
  return shares;
}

OcbaResult select_ocba(const SelectionData& data, const OcbaOptions& options) {
  const std::size_t k = data.designs;
  OcbaResult out;
  std::vector<std::uint64_t> n(k, options.first);
  std::vector<Accumulator> seen(k);
  std::vector<double> means(k), sds(k);
  for (;;) {
    for (std::size_t i = 0; i < k; ++i)
      if (data.available(i) < n[i]) {
        out.wanted = n;
        return out;
      }
    for (std::size_t i = 0; i < k; ++i) {
      while (seen[i].count() < n[i]) seen[i].add(data.value(i, seen[i].count()));
      means[i] = seen[i].mean();
      sds[i] = seen[i].sd();
    }
    const std::uint64_t spent = std::accumulate(n.begin(), n.end(), std::uint64_t{0});
    if (spent >= options.budget || k < 2) break;
    const std::uint64_t total = std::min(options.budget, spent + options.step);
    const std::vector<double> shares = ocba_shares(means, sds);
    // What a design has beyond its share stays; the new runs go where most is missing.
    std::vector<double> missing(k);
    for (std::size_t i = 0; i < k; ++i)
      missing[i] = shares[i] * static_cast<double>(total) - static_cast<double>(n[i]);
    for (std::uint64_t run = spent; run < total; ++run) {
      const std::size_t i = best_of(missing);
      ++n[i];
      missing[i] -= 1;
    }
  }
  out.done = true;
  out.wanted = n;
  out.best = best_of(means);
  out.chance = 1;
  for (std::size_t i = 0; i < k; ++i) {
    if (i == out.best) continue;
    const std::size_t b = out.best;
    const double error = std::sqrt(seen[b].variance() / static_cast<double>(n[b]) +
                                   seen[i].variance() / static_cast<double>(n[i]));
    const double lead = means[b] - means[i];
    out.chance -= error > 0 ? portable::normal_cdf(-lead / error) : lead > 0 ? 0 : 0.5;
  }
  out.chance = std::max(0.0, out.chance);
  return out;
}

}  // namespace vedette
