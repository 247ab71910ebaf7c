// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/fit_goodness.hpp"
#include "base/statistics.hpp"
#include "world/import/log_table.hpp"

namespace vedette {

/// A family fitted to a sample, and how far it is from it.
struct FitCandidate {
  FamilyFit fit;
  double ks = 0;           ///< Kolmogorov-Smirnov distance
  double p_known = 0;      ///< as if the parameters had been known beforehand
  double p_bootstrap = 0;  ///< with the parameters fitted anew to every sample; decides
};

/// Below this a family is refused.
inline constexpr double kLeastP = 0.05;
/// With fewer values nothing is fitted; what they show is kept as a sample.
inline constexpr std::size_t kLeastValues = 20;

/// One measured span of time with all that was found out about it.
struct SampleFit {
  std::string name;
  std::vector<double> sorted;  ///< seconds
  std::size_t missing = 0, outside = 0;
  LogBounds bounds;
  double step_s = 0;  ///< of the log's clock
  Interval mean;      ///< of the values, Student t, 95 %
  double sd = 0, cv = 0;
  std::vector<FitCandidate> candidates;  ///< best AIC first
  std::optional<std::size_t> chosen;     ///< the best AIC of those that are not refused

  bool any() const { return !sorted.empty(); }
  double quantile(double p) const { return quantile_sorted(sorted, p); }
};

/// Fits every family. The bootstrap's draws depend on the name alone: the same log, the same fit.
SampleFit fit_sample(const std::string& name, LogTable::SpanValues values);

Json to_json(const SampleFit& fit);
/// What a scenario writes for it: the chosen family, or (with `best`) the one of least AIC; else
/// {sample: {file, column: seconds}} and `uses_file` is true.
Json duration_of(const SampleFit& fit, bool best, const std::string& file, bool& uses_file);
/// The source to give: which times of what log, how many, mean, and how well the family fits.
std::string source_of(const SampleFit& fit, const std::string& log, const std::string& what,
                      bool best);
/// The sample as a table of one column, `seconds`.
std::string sample_csv(const SampleFit& fit);

/// The candidate for people, as it is written: "gamma(mean 32.57, cv 0.396)".
std::string describe(const FitCandidate& candidate);

/// To six significant digits: what is written for people, and what the log can tell.
double six_digits(double x);

}  // namespace vedette
