// SPDX-License-Identifier: Apache-2.0
#include "cover/availability.hpp"

#include <algorithm>
#include <vector>

#include "base/require.hpp"

namespace vedette {

double availability(double mtbf, double mttr) {
  require_positive("MTBF", mtbf);
  require_not_negative("MTTR", mttr);
  return mtbf / (mtbf + mttr);
}

double series(std::span<const double> availabilities) {
  double all = 1;
  for (const double a : availabilities) {
    require_probability("availability", a);
    all *= a;
  }
  return all;
}

double parallel(std::span<const double> availabilities) {
  double none = 1;
  for (const double a : availabilities) {
    require_probability("availability", a);
    none *= 1 - a;
  }
  return 1 - none;
}

double k_of_n(int k, std::span<const double> availabilities) {
  require(k >= 0, "k", k, "in [0, inf)");
  // working[j] = P(j of those seen so far work).
  std::vector<double> working(availabilities.size() + 1, 0.0);
  working[0] = 1;
  for (std::size_t i = 0; i < availabilities.size(); ++i) {
    const double a = availabilities[i];
    require_probability("availability", a);
    for (std::size_t j = i + 1; j > 0; --j) working[j] = working[j] * (1 - a) + working[j - 1] * a;
    working[0] *= 1 - a;
  }
  double sum = 0;
  for (std::size_t j = working.size(); j-- > static_cast<std::size_t>(k);) sum += working[j];
  return sum;
}

double k_of_n(int k, int n, double a) {
  require(n >= 0 && n <= 10000, "n", n, "in [0, 10000]");
  return k_of_n(k, std::vector<double>(static_cast<std::size_t>(n), a));
}

double k_of_n_repaired(int k, int n, double mtbf, double mttr, int repairmen) {
  require(n >= 0 && n <= 10000, "n", n, "in [0, 10000]");
  require(k >= 0, "k", k, "in [0, inf)");
  require(repairmen >= 1, "repairmen", repairmen, "in [1, inf)");
  require_positive("MTBF", mtbf);
  require_positive("MTTR", mttr);
  // Weights relative to j = 0; scaled down when they grow, so that none overflows.
  double weight = 1, sum = 0, good = 0;
  for (int j = 0; j <= n; ++j) {
    sum += weight;
    if (n - j >= k) good += weight;
    weight *= (n - j) / mtbf * mttr / std::min(j + 1, repairmen);
    if (weight < 1e200) continue;
    weight *= 1e-200;
    sum *= 1e-200;
    good *= 1e-200;
  }
  return good / sum;
}

double expected_down(int n, double a) {
  require(n >= 0, "n", n, "in [0, inf)");
  require_probability("availability", a);
  return n * (1 - a);
}

double down_hours_a_year(double a) {
  require_probability("availability", a);
  return (1 - a) * 8760;
}

double p_dark(std::span<const SharedCause> groups) {
  double dark = 1;
  for (const SharedCause& group : groups) {
    require_probability("group failure probability", group.p_group_down);
    double own = 1;
    for (const double p : group.p_down) {
      require_probability("camera failure probability", p);
      own *= p;
    }
    dark *= group.p_group_down + (1 - group.p_group_down) * own;
  }
  return dark;
}

}  // namespace vedette
