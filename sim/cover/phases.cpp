// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/portable_math.hpp"
#include "cover/stages.hpp"

namespace vedette {
namespace {

/// Most expected jumps in one step: exp(-500) is far from underflow.
constexpr double kMostJumps = 500;

/// Upper triangular, row by row.
using Matrix = std::vector<double>;

/// exp(Q h) of the chain of phases, Q leaving phase i for i + 1 at rates[i], by uniformisation:
/// sum over k of Poisson(k; fastest h) P^k. `rows` = 1 gives the first row alone.
Matrix step_matrix(const std::vector<double>& rates, double fastest, double h, std::size_t rows) {
  const std::size_t n = rates.size();
  Matrix power(rows * n, 0.0), sum(rows * n, 0.0);
  for (std::size_t i = 0; i < rows; ++i) power[i * n + i] = 1;
  const double jumps = fastest * h;
  double weight = portable::exp(-jumps), left = 1 - weight;
  for (int k = 0;; ++k) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += weight * power[i];
    // Past the mode the weights fall faster than any power of P can grow.
    if (k > jumps && weight < 1e-18 && left < 1e-12) break;
    for (std::size_t i = 0; i < rows; ++i) {
      double* row = &power[i * n];
      for (std::size_t j = n; j-- > i;) {
        row[j] *= 1 - rates[j] / fastest;
        if (j > i) row[j] += row[j - 1] * (rates[j - 1] / fastest);
      }
    }
    weight *= jumps / (k + 1);
    left -= weight;
    if (k > 20 * jumps + 2000) break;
  }
  return sum;
}

Matrix square(const Matrix& m, std::size_t n) {
  Matrix out(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t k = i; k < n; ++k)
      for (std::size_t j = k; j < n; ++j) out[i * n + j] += m[i * n + k] * m[k * n + j];
  return out;
}

}  // namespace

double phases_exceed(const std::vector<double>& rates, double t) {
  if (t <= 0) return 1;
  const std::size_t n = rates.size();
  const double fastest = *std::max_element(rates.begin(), rates.end());
  int squarings = 0;
  double h = t;
  while (fastest * h > kMostJumps && squarings < 60) {
    h /= 2;
    ++squarings;
  }
  Matrix m = step_matrix(rates, fastest, h, squarings == 0 ? 1 : n);
  for (int i = 0; i < squarings; ++i) m = square(m, n);
  double alive = 0;
  for (std::size_t j = n; j-- > 0;) alive += m[j];
  return std::min(1.0, alive);
}

}  // namespace vedette
