// SPDX-License-Identifier: Apache-2.0
#include "cover/stages.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <stdexcept>
#include <utility>

#include "base/portable_math.hpp"
#include "base/require.hpp"

namespace vedette {
namespace {

using Kind = Distribution::Kind;
constexpr std::size_t kCells = std::size_t{1} << 18;
constexpr std::size_t kMostPhases = 400;
constexpr double kLeastTail = 1e-9, kMostTail = 1e-6;  // cut off at each end of a stage

/// Least t with cdf(t) >= p, by bisection from a starting bracket that is widened as needed.
template <class Cdf>
double invert(const Cdf& cdf, double p, double centre, double scale) {
  double low = centre - scale, high = centre + scale;
  while (cdf(high) < p && high - low < 1e300) high += high - low;
  while (cdf(low) >= p && high - low < 1e300) low -= high - low;
  for (int i = 0; i < 200; ++i) {
    const double middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) break;
    (cdf(middle) >= p ? high : low) = middle;
    if (high - low < 1e-13 * std::fabs(high)) break;
  }
  return high;
}

double quantile_of(const Distribution& d, double p) {
  const double scale = std::sqrt(d.variance()) + 1e-9 * (1 + std::fabs(d.mean()));
  return invert([&](double x) { return d.cdf(x); }, p, d.mean(), scale);
}

using Complex = std::complex<double>;

/// In place, iterative, radix 2; `sign` -1 forward, 1 back (not scaled). Own code and own sines, so
/// that the last bits are the same everywhere.
void fft(std::vector<Complex>& x, int sign) {
  const std::size_t n = x.size();
  for (std::size_t i = 1, j = 0; i < n; ++i) {
    std::size_t bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(x[i], x[j]);
  }
  std::vector<Complex> root(n / 2);
  for (std::size_t k = 0; k < n / 2; ++k) {
    const double angle = sign * 2 * portable::kPi * static_cast<double>(k) / static_cast<double>(n);
    root[k] = {portable::cos(angle), portable::sin(angle)};
  }
  for (std::size_t length = 2; length <= n; length *= 2)
    for (std::size_t start = 0; start < n; start += length)
      for (std::size_t k = 0; k < length / 2; ++k) {
        Complex& a = x[start + k];
        Complex& b = x[start + k + length / 2];
        const Complex w = root[k * (n / length)];
        const Complex t{b.real() * w.real() - b.imag() * w.imag(),
                        b.real() * w.imag() + b.imag() * w.real()};
        b = a - t;
        a += t;
      }
}

}  // namespace

StageSum::StageSum(std::vector<Distribution> stages) {
  if (stages.empty()) throw std::invalid_argument("a sum of stages needs a stage");
  bool phases = true, normal = true;
  for (Distribution& d : stages) {
    mean_ += d.mean();
    variance_ += d.variance();
    if (d.variance() == 0) {
      shift_ += d.mean();
      continue;
    }
    phases = phases && (d.kind() == Kind::kExponential || d.kind() == Kind::kErlang);
    normal = normal && d.kind() == Kind::kNormal;
    stages_.push_back(std::move(d));
  }
  if (!stages_.empty() && phases) {
    method_ = Method::kPhaseType;
    for (const Distribution& d : stages_) {
      const bool one = d.kind() == Kind::kExponential;
      const double k = one ? 1 : d.parameter(0);
      if (k + static_cast<double>(rates_.size()) > kMostPhases)
        throw std::invalid_argument(fmt::format("more than {} exponential phases", kMostPhases));
      rates_.insert(rates_.end(), static_cast<std::size_t>(k), k / d.mean());
    }
  } else if (stages_.size() <= 1) {
    method_ = Method::kSingle;
  } else if (normal) {
    method_ = Method::kNormal;
  } else {
    method_ = Method::kConvolution;
    convolve();
  }
}

void StageSum::convolve() {
  // Range and body of all stages; heavy tails are cut earlier so that cells stay fine in the body.
  std::vector<double> low, high;
  double tail = kLeastTail, width = 0, body = 0;
  for (const Distribution& d : stages_) body += quantile_of(d, 0.9) - quantile_of(d, 0.1);
  for (;; tail *= 10) {
    low.clear(), high.clear();
    width = 0;
    for (const Distribution& d : stages_) {
      low.push_back(quantile_of(d, tail));
      high.push_back(quantile_of(d, 1 - tail));
      width += high.back() - low.back();
    }
    if (width < 20 * body || tail >= kMostTail) break;
  }
  cell_ = width / static_cast<double>(kCells - 8 * stages_.size());
  origin_ = 0;
  std::vector<Complex> product(kCells, {1, 0}), mass(kCells);
  for (std::size_t s = 0; s < stages_.size(); ++s) {
    // Each cell's probability is put on its middle; the ends take the tails.
    double before = 0, mean = low[s] + cell_ / 2;
    for (std::size_t i = 0; i < kCells; ++i) {
      const double edge = low[s] + static_cast<double>(i + 1) * cell_;
      const double upto = i + 1 == kCells ? 1 : stages_[s].cdf(edge);
      mass[i] = {upto - before, 0};
      mean += (upto - before) * (static_cast<double>(i) * cell_);
      before = upto;
    }
    origin_ += low[s] + cell_ / 2;
    // A stage of few cells: what rounding did to its mean is undone by moving the whole.
    if (high[s] - low[s] < 1000 * cell_) origin_ += stages_[s].mean() - mean;
    fft(mass, -1);
    for (std::size_t i = 0; i < kCells; ++i)
      product[i] = {product[i].real() * mass[i].real() - product[i].imag() * mass[i].imag(),
                    product[i].real() * mass[i].imag() + product[i].imag() * mass[i].real()};
  }
  fft(product, 1);
  cumulative_.resize(kCells);
  double sum = 0;
  for (std::size_t i = 0; i < kCells; ++i) {
    sum += std::max(0.0, product[i].real() / static_cast<double>(kCells));
    cumulative_[i] = sum;
  }
  for (double& c : cumulative_) c /= sum;
}

double StageSum::sd() const {
  return std::sqrt(variance_);
}

double StageSum::exceeds(double t) const {
  return method_ == Method::kPhaseType ? phases_exceed(rates_, t - shift_) : 1 - cdf(t);
}

double StageSum::cdf(double t) const {
  const double x = t - shift_;
  switch (method_) {
    case Method::kPhaseType:
      return 1 - phases_exceed(rates_, x);
    case Method::kNormal:
      return portable::normal_cdf((t - mean_) / std::sqrt(variance_));
    case Method::kSingle:
      return stages_.empty() ? (x >= 0 ? 1 : 0) : stages_[0].cdf(x);
    case Method::kConvolution: {
      // Masses stand for half a cell to each side: cumulative_[i] belongs to the cell's upper edge.
      const double h = (x - origin_) / cell_ - 0.5;
      if (h < 0) return h > -1 ? (h + 1) * cumulative_[0] : 0;
      if (h >= static_cast<double>(kCells - 1)) return 1;
      const std::size_t i = static_cast<std::size_t>(h);
      return cumulative_[i] + (h - static_cast<double>(i)) * (cumulative_[i + 1] - cumulative_[i]);
    }
  }
  return 0;
}

double StageSum::quantile(double p) const {
  require(p > 0 && p < 1, "p", p, "in (0, 1)");
  if (stages_.empty()) return shift_;
  if (method_ == Method::kNormal)
    return mean_ + std::sqrt(variance_) * portable::normal_quantile(p);
  return invert([&](double t) { return cdf(t); }, p, mean_, std::sqrt(variance_));
}

}  // namespace vedette
