// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/distribution.hpp"

namespace vedette {

/// The sum of independent stages (sensor, transmission, queue, assessment, dispatch, travel …):
/// what the whole chain takes. Exact where there is a formula, else by convolution on a fine grid:
/// - exponential, Erlang and constant stages: phase type, P(T > t) = sum of a row of exp(Q t), by
///   uniformisation with positive terms only, so that equal, close and very unlike rates are all
///   safe (Neuts 1981; Jensen 1953); relative error about 1e-12.
/// - normal and constant stages: normal.
/// - one stage beside constants: its own distribution.
/// - anything else: FFT convolution on 2^18 cells, each stage cut at 1e-9 of its probability (up to
///   1e-6 for heavy tails). For continuous stages the distribution function is right to 1e-7 up to
///   a coefficient of variation of 0.5, 1e-5 up to 2, 1e-3 up to 5; jumps (repeated values of an
///   empirical sample) move by up to half a cell, cell_width().
class StageSum {
 public:
  enum class Method { kPhaseType, kNormal, kSingle, kConvolution };

  /// Throws std::invalid_argument when there is no stage or more than 400 exponential phases.
  explicit StageSum(std::vector<Distribution> stages);

  double mean() const { return mean_; }
  double sd() const;
  Method method() const { return method_; }
  /// 0 unless by convolution.
  double cell_width() const { return cell_; }

  /// P(sum <= t).
  double cdf(double t) const;
  /// P(sum > t) without cancellation (phase type).
  double exceeds(double t) const;
  /// Least t with P(sum <= t) >= p, 0 < p < 1.
  double quantile(double p) const;

 private:
  void convolve();

  std::vector<Distribution> stages_;  // without the constants
  Method method_ = Method::kSingle;
  double mean_ = 0, variance_ = 0, shift_ = 0;
  std::vector<double> rates_;  // phase type: one per phase, in order
  double origin_ = 0, cell_ = 0;
  std::vector<double> cumulative_;  // convolution: P(sum <= origin + i * cell)
};

/// P(sum of independent exponential phases > t); rates > 0, any order, any size of differences.
double phases_exceed(const std::vector<double>& rates, double t);

}  // namespace vedette
