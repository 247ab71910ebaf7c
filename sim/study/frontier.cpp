// SPDX-License-Identifier: Apache-2.0
#include "study/frontier.hpp"

#include <algorithm>
#include <cmath>

#include "study/analysis.hpp"
#include "study/estimate.hpp"

namespace vedette {

namespace {

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
      const Interval more = compare_designs(c.study, c.results, one.design, before->design, m.id,
                                            c.study.confidence)
                                .difference;
      step["gain"] = interval(more);
      step["per_cost"] = number_or_null(more.value / (one.cost - before->cost));
      step["sure"] = more.known() && (sign > 0 ? more.low > 0 : more.high < 0);
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
    if (const int sign = m.direction(); sign != 0)
      if (Json one = frontier(contents, m, sign); !one.is_null()) out.push_back(std::move(one));
  return out;
}

}  // namespace vedette
