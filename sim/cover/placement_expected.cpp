// SPDX-License-Identifier: Apache-2.0
#include "cover/placement_expected.hpp"

#include <algorithm>
#include <queue>

namespace vedette {

namespace {

// P(dark) of every row, while columns are added one by one.
class Darkness {
 public:
  Darkness(const PlacementProblem& problem, const FailureModel& failures)
      : p_(problem),
        f_(failures),
        dark_(p_.rows(), 1.0),
        count_(p_.rows(), 0),
        of_cause_(f_.cause_down.size()),
        rows_(p_.classes(), 0.0) {}

  // What a column adds to the expected rows of classes that `counts` says; of class k to gain[k].
  template <class Counts>
  double gain(std::uint32_t column, const Counts& counts) const {
    double sum = 0;
    for (const std::uint32_t r : p_.rows_of(column))
      if (counts(p_.class_of(r))) sum += gain_at(column, r);
    return sum;
  }

  void add(std::uint32_t column) {
    for (const std::uint32_t r : p_.rows_of(column)) {
      rows_[p_.class_of(r)] += gain_at(column, r);
      const double factor = f_.factor(column, of_cause_, r);
      const std::uint32_t g = f_.cause[column];
      if (g != FailureModel::kNoCause) {
        auto& all = of_cause_[g];
        if (all.empty()) all.assign(p_.rows(), 1.0f);
        all[r] = static_cast<float>(static_cast<double>(all[r]) * f_.down[column]);
      }
      dark_[r] *= factor;
      ++count_[r];
    }
  }
  const std::vector<double>& rows() const { return rows_; }

 private:
  double gain_at(std::uint32_t column, std::uint32_t r) const {
    if (p_.need(r) > 1) return count_[r] + 1 == p_.need(r) ? 1 : 0;
    return dark_[r] * (1 - f_.factor(column, of_cause_, r));
  }

  const PlacementProblem& p_;
  const FailureModel& f_;
  std::vector<double> dark_;
  std::vector<std::uint32_t> count_;
  std::vector<std::vector<float>> of_cause_;  // product of p_i; filled at the cause's first column
  std::vector<double> rows_;
};

}  // namespace

std::vector<double> expected_rows(const PlacementProblem& problem, const FailureModel& failures,
                                  std::span<const std::uint32_t> chosen) {
  Darkness dark(problem, failures);
  for (const std::uint32_t c : chosen) dark.add(c);
  return dark.rows();
}

std::vector<std::uint32_t> greedy_expected(const PlacementProblem& problem,
                                           const FailureModel& failures,
                                           std::span<const std::uint32_t> start,
                                           std::span<const double> at_least, std::int64_t budget) {
  Darkness dark(problem, failures);
  std::vector<std::uint32_t> chosen(start.begin(), start.end());
  std::vector<bool> taken(problem.columns(), false);
  for (const std::uint32_t c : chosen) {
    dark.add(c);
    taken[c] = true;
  }
  const auto open = [&](std::uint32_t k) {
    return budget > 0 || dark.rows()[k] < at_least[k] - 1e-9;
  };
  const auto rate = [&](std::uint32_t c) {
    return dark.gain(c, open) / static_cast<double>(problem.price(c));
  };
  std::int64_t price = problem.price_of(chosen);
  std::priority_queue<RatedColumn> queue;
  for (std::uint32_t c = 0; c < problem.columns(); ++c)
    if (!taken[c]) queue.push({rate(c), c});
  while (!queue.empty()) {
    bool any = false;
    for (std::uint32_t k = 0; k < problem.classes(); ++k) any = any || open(k);
    if (!any) break;
    const RatedColumn top = queue.top();
    queue.pop();
    if (budget > 0 && price + problem.price(top.column) > budget) continue;
    const double now = rate(top.column);
    if (now <= 1e-12) continue;
    if (!queue.empty() && RatedColumn{now, top.column} < queue.top()) {
      queue.push({now, top.column});
      continue;
    }
    dark.add(top.column);
    chosen.push_back(top.column);
    price += problem.price(top.column);
  }
  return chosen;
}

}  // namespace vedette
