// SPDX-License-Identifier: Apache-2.0
#include "study/needed.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "study/two_stage.hpp"

namespace vedette {

namespace {

constexpr std::uint64_t kUncapped = 1'000'000'000'000;

std::vector<double> known(const std::vector<double>& series) {
  std::vector<double> out;
  for (const double x : series)
    if (!std::isnan(x)) out.push_back(x);
  return out;
}

// All designs get the same number, so that they can be paired: the largest that any interval asks
// for, by the first stage's spread alone.
Needed two_stage(const Study& study, const StudyResults& results) {
  const ReplicationRule& rule = study.rule;
  Needed out;
  out.last.assign(study.designs.size(), rule.first);
  for (std::size_t d = 0; d < study.designs.size(); ++d)
    if (results.complete_to(d) < rule.first) return out;
  std::uint64_t count = rule.first;
  // So many values are wanted; replications without the figure bring none.
  const auto ask_values = [&](std::uint64_t wanted, const std::vector<double>& first,
                              std::size_t there) {
    const double runs = std::ceil(static_cast<double>(wanted) * static_cast<double>(first.size()) /
                                  static_cast<double>(there));
    count = std::max(count, static_cast<std::uint64_t>(
                                std::min(runs, static_cast<double>(kUncapped))));
  };
  const auto ask = [&](const std::vector<double>& first, double half_width) {
    const std::vector<double> values = known(first);
    if (values.size() < 2) return;
    ask_values(two_stage_count(values, half_width, study.confidence, kUncapped), first,
               values.size());
  };
  for (const StudyMeasure& m : study.measures) {
    for (std::size_t d = 0; d < study.designs.size(); ++d) {
      const std::vector<double> mine = results.series(d, m.id, rule.first);
      if (m.half_width) {
        if (results.yes_or_no(d, m.id, rule.first))
          ask_values(share_count(*m.half_width, study.confidence, kUncapped), mine,
                     known(mine).size());
        else
          ask(mine, *m.half_width);
      }
      if (!m.difference_half_width || !study.baseline || d == *study.baseline) continue;
      std::vector<double> difference = results.series(*study.baseline, m.id, rule.first);
      for (std::size_t r = 0; r < difference.size(); ++r) difference[r] = mine[r] - difference[r];
      ask(difference, *m.difference_half_width);
    }
  }
  out.asked = count;
  out.last.assign(study.designs.size(), std::min(count, rule.most));
  out.final = true;
  return out;
}

// A replication without the figure counts as the mean of those before it that have it (of the
// first stage, where there is none before): it tells nothing, and nothing that comes later changes
// it.
class Selection {
 public:
  Selection(const Study& study, const StudyResults& results) : study_(study) {
    const StudyMeasure& m = study.measures.front();
    for (std::size_t d = 0; d < study.designs.size(); ++d) {
      available_.push_back(results.complete_to(d));
      series_.push_back(results.series(d, m.id, available_.back()));
      const std::vector<double> first = known(results.series(d, m.id, study.rule.first));
      double sum = 0, n = 0;
      const double start =
          first.empty() ? 0
                        : std::accumulate(first.begin(), first.end(), 0.0) /
                              static_cast<double>(first.size());
      for (double& x : series_.back()) {
        if (std::isnan(x)) x = n > 0 ? sum / n : start;
        sum += x;
        n += 1;
      }
      // The selection looks for the largest.
      if (m.goal < 0)
        for (double& x : series_.back()) x = -x;
    }
  }
  SelectionData data() const {
    return {study_.designs.size(), [this](std::size_t i, std::uint64_t r) { return series_[i][r]; },
            [this](std::size_t i) { return available_[i]; }};
  }

 private:
  const Study& study_;
  std::vector<std::uint64_t> available_;
  std::vector<std::vector<double>> series_;
};

}  // namespace

Needed needed(const Study& study, const StudyResults& results) {
  const ReplicationRule& rule = study.rule;
  Needed out;
  switch (rule.kind) {
    case RuleKind::kFixed:
      out.last.assign(study.designs.size(), rule.count);
      out.final = true;
      break;
    case RuleKind::kSequential:
      return two_stage(study, results);
    case RuleKind::kKn: {
      const Selection selection(study, results);
      const KnOptions options{study.confidence, rule.indifference, rule.first, rule.step,
                              rule.most};
      out.kn = select_kn(selection.data(), options);
      out.final = out.kn->done;
      out.last = out.kn->wanted;
      break;
    }
    case RuleKind::kOcba: {
      const Selection selection(study, results);
      out.ocba = select_ocba(selection.data(), {rule.first, rule.step, rule.budget});
      out.final = out.ocba->done;
      out.last = out.ocba->wanted;
      break;
    }
  }
  return out;
}

std::vector<StudyTask> missing(const Needed& needed, const StudyResults& results, bool again) {
  std::vector<StudyTask> tasks;
  for (std::uint32_t d = 0; d < needed.last.size(); ++d) {
    for (std::uint64_t r = 1; r <= needed.last[d]; ++r) {
      const StudyResults::Run* run = results.find({d, r});
      if (!run || (again && !run->failure.empty())) tasks.push_back({d, r});
    }
  }
  return tasks;
}

}  // namespace vedette
