// SPDX-License-Identifier: Apache-2.0
#include "study/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/portable_math.hpp"
#include "measure/labels.hpp"
#include "study/two_stage.hpp"

namespace vedette {

namespace {

// The values that are there, of all and of the first stage.
std::vector<double> known(const std::vector<double>& series) {
  std::vector<double> out;
  for (const double x : series)
    if (!std::isnan(x)) out.push_back(x);
  return out;
}

}  // namespace

Estimate estimate(const Study& study, const StudyResults& results, std::size_t design,
                  std::string_view measure, std::uint64_t last, double level) {
  const std::vector<double> series = results.series(design, measure, last);
  const std::vector<double> values = known(series);
  Estimate out;
  out.n = values.size();
  Accumulator all;
  for (const double x : values) all.add(x);
  out.mean.value = all.mean();
  out.sd = all.sd();
  const bool share = figure_unit(measure) == FigureUnit::kShare;
  if (values.empty()) return out;
  if (share && results.yes_or_no(design, measure, last)) {
    out.kind = IntervalKind::kWilson;
    const auto yes = static_cast<std::uint64_t>(std::count(values.begin(), values.end(), 1.0));
    out.mean = wilson(yes, values.size(), level);
    if (values.size() < 2) out = {{all.mean()}, IntervalKind::kNone, 1, out.sd};
    return out;
  }
  if (values.size() < 2) return out;
  if (all.minimum() == all.maximum()) {
    const double n = static_cast<double>(values.size());
    const double bound = portable::pow((1 - level) / 2, 1 / n);
    if (!share || (all.minimum() != 0 && all.minimum() != 1)) return out;
    out.kind = IntervalKind::kAllAlike;
    out.mean.low = all.minimum() == 1 ? bound : 0;
    out.mean.high = all.minimum() == 1 ? 1 : 1 - bound;
    return out;
  }
  out.kind = IntervalKind::kStudent;
  std::size_t first = values.size();
  if (study.rule.kind == RuleKind::kSequential) {
    out.kind = IntervalKind::kTwoStage;
    const auto end = series.begin() +
                     static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(study.rule.first, last));
    first = static_cast<std::size_t>(
        std::count_if(series.begin(), end, [](double x) { return !std::isnan(x); }));
  }
  out.mean = two_stage_interval(values, first, level);
  if (!out.mean.known()) out.kind = IntervalKind::kNone;
  // The first stage may have seen no spread where there is one: then there is no interval.
  if (out.mean.low == out.mean.high) {
    out.kind = IntervalKind::kNone;
    out.mean.low = out.mean.high = std::numeric_limits<double>::quiet_NaN();
  }
  // A share lies in [0, 1], and no figure is negative.
  if (out.mean.known()) out.mean.low = std::max(0.0, out.mean.low);
  if (out.mean.known() && share) out.mean.high = std::min(1.0, out.mean.high);
  return out;
}

}  // namespace vedette
