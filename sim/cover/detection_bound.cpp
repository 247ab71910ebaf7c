// SPDX-License-Identifier: Apache-2.0
#include "cover/detection_bound.hpp"

#include "base/portable_math.hpp"
#include "base/require.hpp"

namespace vedette {
namespace {

void check(std::uint64_t detected, std::uint64_t trials, double confidence) {
  require(trials >= 1, "trials", static_cast<double>(trials), "in [1, inf)");
  require(detected <= trials, "detected", static_cast<double>(detected),
          fmt::format("in [0, {}]", trials));
  require(confidence > 0 && confidence < 1, "confidence", confidence, "in (0, 1)");
}

/// x with I_x(a, b) = p.
double beta_quantile(double a, double b, double p) {
  double low = 0, high = 1;
  for (int i = 0; i < 100; ++i) {
    const double middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) break;
    (portable::beta_p(a, b, middle) < p ? low : high) = middle;
  }
  return low + (high - low) / 2;
}

}  // namespace

double detection_lower_bound(std::uint64_t detected, std::uint64_t trials, double confidence) {
  check(detected, trials, confidence);
  if (detected == 0) return 0;
  const double x = static_cast<double>(detected), n = static_cast<double>(trials);
  if (detected == trials) return portable::pow(1 - confidence, 1 / n);
  return beta_quantile(x, n - x + 1, 1 - confidence);
}

double detection_upper_bound(std::uint64_t detected, std::uint64_t trials, double confidence) {
  check(detected, trials, confidence);
  return 1 - detection_lower_bound(trials - detected, trials, confidence);
}

std::uint64_t tests_to_show(double p, double confidence) {
  require(p > 0 && p < 1, "p", p, "in (0, 1)");
  require(confidence > 0 && confidence < 1, "confidence", confidence, "in (0, 1)");
  // A last step of slack for the rounding of the quotient.
  auto n = static_cast<std::uint64_t>(portable::log1p(-confidence) / portable::log(p));
  while (n < 1 || portable::pow(p, static_cast<double>(n)) > 1 - confidence) ++n;
  return n;
}

}  // namespace vedette
