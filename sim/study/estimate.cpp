// SPDX-License-Identifier: Apache-2.0
#include "study/estimate.hpp"

#include <algorithm>
#include <cmath>

#include "base/portable_math.hpp"
#include "measure/labels.hpp"
#include "study/two_stage.hpp"

namespace vedette {

namespace {

// The values that are there.
std::vector<double> known(const std::vector<double>& series) {
  std::vector<double> out;
  for (const double x : series)
    if (!std::isnan(x)) out.push_back(x);
  return out;
}

}  // namespace

Interval series_interval(const Study& study, const std::vector<double>& series, double level) {
  const std::vector<double> values = known(series);
  std::size_t first = values.size();
  if (study.rule.kind == RuleKind::kSequential) {
    const std::size_t stage = std::min<std::size_t>(study.rule.first, series.size());
    first = static_cast<std::size_t>(
        std::count_if(series.begin(), series.begin() + static_cast<std::ptrdiff_t>(stage),
                      [](double x) { return !std::isnan(x); }));
  }
  const Interval out = two_stage_interval(values, first, level);
  return out.low < out.high ? out : Interval{out.value};
}

PairedComparison compare_designs(const Study& study, const StudyResults& results, std::size_t a,
                                 std::size_t b, std::string_view measure, double level) {
  const std::uint64_t last = std::min(results.complete_to(a), results.complete_to(b));
  const auto mine = results.series(a, measure, last), theirs = results.series(b, measure, last);
  std::vector<double> x, y;
  std::size_t first = 0;
  for (std::uint64_t r = 0; r < last; ++r) {
    if (std::isnan(mine[r]) || std::isnan(theirs[r])) continue;
    x.push_back(mine[r]);
    y.push_back(theirs[r]);
    first += r < study.rule.first;
  }
  const bool share = figure_unit(measure) == FigureUnit::kShare;
  if (study.rule.kind != RuleKind::kSequential) return compare_paired(x, y, level, 0, share);
  return compare_paired(x, y, level, std::max<std::size_t>(1, first), share);
}

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
  if (study.rule.kind == RuleKind::kSequential) out.kind = IntervalKind::kTwoStage;
  out.mean = series_interval(study, series, level);
  if (!out.mean.known()) out.kind = IntervalKind::kNone;
  // A share lies in [0, 1], and no figure is negative.
  if (out.mean.known()) out.mean.low = std::max(0.0, out.mean.low);
  if (out.mean.known() && share) out.mean.high = std::min(1.0, out.mean.high);
  return out;
}

}  // namespace vedette
