// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

namespace vedette {

/// Least squares y = b0 + sum b_j x_j over the same points, for many y. The points are factored
/// once (QR by Householder's reflections; Golub & Van Loan, Matrix Computations, 5.2).
class LinearModel {
 public:
  /// Nothing where the points do not tell the inputs apart: fewer than inputs + 2, or (nearly)
  /// dependent columns.
  static std::optional<LinearModel> of(const std::vector<std::vector<double>>& points);

  /// b0, b1, …
  std::vector<double> fit(std::vector<double> y) const;
  /// Share of y's variance over the points that the fit explains; NaN where y does not vary.
  double explained(const std::vector<double>& y) const;

 private:
  std::size_t rows_ = 0, columns_ = 0;
  std::vector<double> qr_, diagonal_;  // reflectors below, R above; column by column
  std::vector<std::vector<double>> points_;
};

}  // namespace vedette
