// SPDX-License-Identifier: Apache-2.0
#include "base/fit_goodness.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/portable_math.hpp"

namespace vedette {

double ks_distance(std::span<const double> sorted, const Distribution& distribution) {
  const double n = static_cast<double>(sorted.size());
  double distance = 0;
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t end = i + 1;
    while (end < sorted.size() && sorted[end] == sorted[i]) ++end;
    const double p = distribution.cdf(sorted[i]);
    distance =
        std::max({distance, p - static_cast<double>(i) / n, static_cast<double>(end) / n - p});
    i = end;
  }
  return distance;
}

double ks_p_value(double distance, std::uint64_t n) {
  const double root = std::sqrt(static_cast<double>(n));
  const double t = (root + 0.12 + 0.11 / root) * distance;
  if (t < 0.2) return 1;  // the series is 1 to 15 digits there, but converges slowly
  double sum = 0;
  for (int k = 1; k <= 100; ++k) {
    const double term = portable::exp(-2.0 * k * k * t * t);
    sum += k % 2 == 1 ? term : -term;
    if (term < 1e-17) break;
  }
  return std::clamp(2 * sum, 0.0, 1.0);
}

double clock_step_s(std::span<const double> sample) {
  if (sample.empty()) return 0;
  for (const double step :
       {3600.0, 900.0, 300.0, 60.0, 30.0, 15.0, 10.0, 5.0, 1.0, 0.1, 0.01, 0.001}) {
    const bool fits = std::all_of(sample.begin(), sample.end(), [&](double x) {
      const double steps = std::floor(x / step + 0.5);
      return std::abs(x - steps * step) <= 1e-7 * step;
    });
    if (fits) return step;
  }
  return 0;
}

double ks_bootstrap_p(const FamilyFit& fit, double distance, std::size_t n,
                      const Observation& observation, Stream random, int samples) {
  // Observed as in the log: the time begins anywhere between two steps of the clock.
  const auto draw = [&] {
    double x = 0;
    for (int tries = 0; tries < 1000; ++tries) {
      x = fit.distribution.sample(random);
      if (observation.step_s > 0)
        x = std::floor(random.uniform() + x / observation.step_s) * observation.step_s;
      if (x > observation.above && x <= observation.at_most) return x;
    }
    return std::clamp(x, std::max(observation.above, 1e-6), observation.at_most);
  };
  std::vector<double> sample(n);
  int exceeded = 0;
  for (int done = 1; done <= samples; ++done) {
    for (double& x : sample) x = draw();
    std::sort(sample.begin(), sample.end());
    const auto again = fit_family(fit.family, sample);
    if (!again || ks_distance(sample, again->distribution) >= distance) ++exceeded;
    if (exceeded == kBootstrapEnough) return static_cast<double>(exceeded) / done;
  }
  return static_cast<double>(exceeded + 1) / (samples + 1);
}

double chi_square_tail(double x, double dof) {
  return x <= 0 ? 1 : portable::gamma_q(dof / 2, x / 2);
}

void Dispersion::add(std::span<const std::uint64_t> counts) {
  if (counts.size() < 2) return;
  double sum = 0;
  for (const std::uint64_t n : counts) sum += static_cast<double>(n);
  if (sum <= 0) return;
  const double mean = sum / static_cast<double>(counts.size());
  for (const std::uint64_t n : counts) {
    const double d = static_cast<double>(n) - mean;
    chi_square_ += d * d / mean;
  }
  dof_ += static_cast<double>(counts.size() - 1);
}

double Dispersion::index() const {
  return dof_ > 0 ? chi_square_ / dof_ : std::numeric_limits<double>::quiet_NaN();
}

double Dispersion::p_value() const {
  return dof_ > 0 ? chi_square_tail(chi_square_, dof_) : std::numeric_limits<double>::quiet_NaN();
}

Interval poisson_interval(std::uint64_t count, double level) {
  const double n = static_cast<double>(count), tail = (1 - level) / 2;
  // P(Poisson(m) >= count) = P(count, m) of the incomplete gamma function, increasing in m.
  const auto solve = [&](double shape, double target) {
    double low = 0, high = shape + 10 + 10 * std::sqrt(shape);
    for (int i = 0; i < 200 && high - low > 1e-13 * high; ++i) {
      const double middle = (low + high) / 2;
      (portable::gamma_p(shape, middle) < target ? low : high) = middle;
    }
    return (low + high) / 2;
  };
  return {n, count == 0 ? 0 : solve(n, tail), solve(n + 1, 1 - tail)};
}

}  // namespace vedette
