// SPDX-License-Identifier: Apache-2.0
#include "study/frontier.hpp"

#include <algorithm>
#include <cmath>

#include "study/analysis.hpp"
#include "study/estimate.hpp"
#include "study/multiple_comparison.hpp"

namespace vedette {

namespace {

// +1: more is better; 0: no direction.
int direction(const StudyMeasure& m) {
  if (m.goal != 0) return m.goal;
  return m.at_least ? 1 : m.at_most ? -1 : 0;
}

struct Priced {
  std::size_t design;
  double cost;
  Interval mean;
};

Json interval(const Interval& i) {
  return {{"mean", number_or_null(i.value)},
          {"low", number_or_null(i.low)},
          {"high", number_or_null(i.high)}};
}

// What b has more than a, replication by replication.
Interval gain(const StudyContents& c, std::size_t a, std::size_t b, const std::string& measure) {
  const std::uint64_t last = std::min(c.results.complete_to(a), c.results.complete_to(b));
  const auto before = c.results.series(a, measure, last),
             after = c.results.series(b, measure, last);
  std::vector<double> x, y;
  for (std::uint64_t r = 0; r < last; ++r) {
    if (std::isnan(before[r]) || std::isnan(after[r])) continue;
    x.push_back(after[r]);
    y.push_back(before[r]);
  }
  return compare_paired(x, y, c.study.confidence, 0).difference;
}

Json frontier(const StudyContents& c, const StudyMeasure& m, int sign) {
  std::vector<Priced> all;
  for (std::size_t d = 0; d < c.study.designs.size(); ++d) {
    if (!c.study.designs[d].cost) continue;
    const Interval mean =
        estimate(c.study, c.results, d, m.id, c.results.complete_to(d), c.study.confidence).mean;
    if (!std::isnan(mean.value)) all.push_back({d, *c.study.designs[d].cost, mean});
  }
  if (all.size() < 2) return {};
  std::stable_sort(all.begin(), all.end(), [&](const Priced& a, const Priced& b) {
    return a.cost != b.cost ? a.cost < b.cost : sign * a.mean.value > sign * b.mean.value;
  });
  Json steps = Json::array();
  const Priced* before = nullptr;
  for (const Priced& one : all) {
    if (before && sign * one.mean.value <= sign * before->mean.value) continue;
    Json step{{"design", c.study.designs[one.design].name}, {"cost", one.cost}};
    step.update(interval(one.mean));
    if (before) {
      const Interval more = gain(c, before->design, one.design, m.id);
      step["gain"] = interval(more);
      step["per_cost"] = number_or_null(more.value / (one.cost - before->cost));
      step["sure"] = more.known() && (more.low > 0 || more.high < 0);
    }
    steps.push_back(std::move(step));
    before = &one;
  }
  return {{"measure", m.id}, {"steps", std::move(steps)}};
}

}  // namespace

Json frontiers(const StudyContents& contents, const std::vector<StudyMeasure>& measures) {
  Json out = Json::array();
  for (const StudyMeasure& m : measures)
    if (const int sign = direction(m); sign != 0)
      if (Json one = frontier(contents, m, sign); !one.is_null()) out.push_back(std::move(one));
  return out;
}

}  // namespace vedette
