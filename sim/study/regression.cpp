// SPDX-License-Identifier: Apache-2.0
#include "study/regression.hpp"

#include <cmath>

namespace vedette {

std::optional<LinearModel> LinearModel::of(const std::vector<std::vector<double>>& points) {
  LinearModel m;
  m.points_ = points;
  m.rows_ = points.size();
  m.columns_ = points.empty() ? 0 : points[0].size() + 1;
  const std::size_t n = m.rows_, k = m.columns_;
  if (k == 0 || n < k + 1) return std::nullopt;
  for (std::size_t j = 0; j < k; ++j)
    for (const auto& point : points) m.qr_.push_back(j == 0 ? 1 : point[j - 1]);
  for (std::size_t j = 0; j < k; ++j) {
    double* const column = m.qr_.data() + j * n;
    double square = 0, whole = 0;
    for (std::size_t i = 0; i < n; ++i) {
      whole += column[i] * column[i];
      if (i >= j) square += column[i] * column[i];
    }
    const double length = std::sqrt(square);
    if (!(length > 1e-9 * std::sqrt(whole))) return std::nullopt;
    const double r = column[j] > 0 ? -length : length;
    column[j] -= r;
    m.diagonal_.push_back(r);
    double norm = 0;
    for (std::size_t i = j; i < n; ++i) norm += column[i] * column[i];
    for (std::size_t c = j + 1; c < k; ++c) {
      double* const other = m.qr_.data() + c * n;
      double dot = 0;
      for (std::size_t i = j; i < n; ++i) dot += column[i] * other[i];
      for (std::size_t i = j; i < n; ++i) other[i] -= 2 * dot / norm * column[i];
    }
  }
  return m;
}

std::vector<double> LinearModel::fit(std::vector<double> y) const {
  for (std::size_t j = 0; j < columns_; ++j) {
    const double* const v = qr_.data() + j * rows_;
    double dot = 0, norm = 0;
    for (std::size_t i = j; i < rows_; ++i) {
      dot += v[i] * y[i];
      norm += v[i] * v[i];
    }
    for (std::size_t i = j; i < rows_; ++i) y[i] -= 2 * dot / norm * v[i];
  }
  std::vector<double> b(columns_);
  for (std::size_t j = columns_; j-- > 0;) {
    double sum = y[j];
    for (std::size_t c = j + 1; c < columns_; ++c) sum -= qr_[c * rows_ + j] * b[c];
    b[j] = sum / diagonal_[j];
  }
  return b;
}

double LinearModel::explained(const std::vector<double>& y) const {
  const std::vector<double> b = fit(y);
  double mean = 0;
  for (const double v : y) mean += v / static_cast<double>(rows_);
  double rest = 0, all = 0;
  for (std::size_t i = 0; i < rows_; ++i) {
    double at = b[0];
    for (std::size_t j = 1; j < columns_; ++j) at += b[j] * points_[i][j - 1];
    rest += (y[i] - at) * (y[i] - at);
    all += (y[i] - mean) * (y[i] - mean);
  }
  return all > 0 ? 1 - rest / all : std::nan("");
}

}  // namespace vedette
