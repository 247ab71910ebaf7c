// SPDX-License-Identifier: Apache-2.0
#include "cover/patrol_exposure.hpp"

#include <algorithm>

#include "base/portable_math.hpp"
#include "base/require.hpp"

namespace vedette {
namespace {

/// Integral of 1 - F over [0, d].
double survival_integral(const Distribution& gap, double d) {
  switch (gap.kind()) {
    case Distribution::Kind::kConstant:
      return std::min(d, gap.mean());
    case Distribution::Kind::kExponential:
      return -gap.mean() * portable::expm1(-d / gap.mean());
    case Distribution::Kind::kUniform: {
      const double low = gap.parameter(0), high = gap.parameter(1);
      if (d <= low) return d;
      if (d >= high) return gap.mean();
      const double x = d - low;
      return low + x - x * x / (2 * (high - low));
    }
    default:
      break;
  }
  constexpr int kCells = 20000;
  const double h = d / kCells;
  double sum = 0;
  for (int i = 0; i <= kCells; ++i) {
    const double weight = i == 0 || i == kCells ? 1 : i % 2 ? 4 : 2;
    sum += weight * (1 - gap.cdf(i * h));
  }
  return sum * h / 3;
}

}  // namespace

PatrolExposure patrol_exposure(double exposed_s, const Distribution& between_visits) {
  require_not_negative("exposure", exposed_s);
  require_positive("mean time between visits", between_visits.mean());
  const double p_negative = between_visits.cdf(-1e-9 * between_visits.mean());
  require(p_negative < 1e-3, "probability of a negative gap", p_negative, "in [0, 0.001)");
  return {std::min(1.0, survival_integral(between_visits, exposed_s) / between_visits.mean()),
          between_visits.cdf(exposed_s)};
}

TourFigures tour_figures(double length_m, int patrols, double speed_mps) {
  require_positive("length", length_m);
  require(patrols >= 1, "patrols", patrols, "in [1, inf)");
  require_positive("speed", speed_mps);
  const double interval = length_m / (patrols * speed_mps);
  return {interval, interval / 2};
}

}  // namespace vedette
