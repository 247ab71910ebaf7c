// SPDX-License-Identifier: Apache-2.0
// How good a placement can be at best: by subgradients, by CBC, and all put together.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "cover/mixed_integer.hpp"
#include "cover/placement.hpp"
#include "cover/set_cover.hpp"

namespace vedette {

namespace {

// Subgradient steps on the prices of rows.
class Lagrange {
 public:
  Lagrange(const PlacementProblem& problem, std::int64_t budget)
      : p_(problem),
        budget_(budget),
        u_(p_.rows()),
        slope_(p_.rows()),
        worth_(p_.columns()),
        in_class_(p_.classes()) {
    for (std::uint32_t r = 0; r < p_.rows(); ++r) in_class_[p_.class_of(r)].push_back(r);
    for (std::uint32_t r = 0; r < p_.rows(); ++r) u_[r] = first_price(r);
  }

  double run(double near, std::uint64_t work, const PlacementProgress& progress) {
    const bool most = budget_ > 0;
    double best = most ? total_need() : 0, step = 1;
    // The direction keeps some of the one before (Camerini, Fratta & Maffioli 1975).
    std::vector<double> at = u_, way(u_.size(), 0.0);
    std::uint64_t no_better = 0;
    const std::uint64_t a_round = p_.entries() + 4 * p_.rows() + 1;
    const auto patience = std::clamp<std::uint64_t>(work / a_round / 50, 5, 200);
    for (std::uint64_t done = 0; done < work && step > 1e-5; done += a_round) {
      if (progress) progress(PlacementStage::kBound, done, work);
      const double bound = most ? budget_round() : price_round();
      if (most ? bound < best - 1e-9 * best : bound > best + 1e-9 * std::fabs(best)) {
        best = bound;
        at = u_;
        no_better = 0;
      } else if (++no_better >= patience) {
        step /= 2;
        no_better = 0;
        u_ = at;
        continue;
      }
      double norm = 0;
      for (std::size_t r = 0; r < way.size(); ++r) {
        way[r] = slope_[r] + 0.7 * way[r];
        norm += way[r] * way[r];
      }
      const double distance = most ? bound - near : near - bound;
      if (norm == 0 || distance <= 0) break;
      const double length = step * distance / norm;
      for (std::size_t r = 0; r < u_.size(); ++r)
        u_[r] = most ? std::clamp(u_[r] - length * way[r], 0.0, 1.0)
                     : std::max(0.0, u_[r] + length * way[r]);
    }
    return best;
  }

 private:
  // The least price for a row: what the best of its columns costs for each of its rows.
  double first_price(std::uint32_t r) const {
    double least = 1e300;
    for (const std::uint32_t c : p_.columns_of(r))
      least = std::min(
          least, static_cast<double>(p_.price(c)) / static_cast<double>(p_.rows_of(c).size()));
    if (least == 1e300) least = 0;
    return budget_ > 0 ? 0.5 : least;
  }
  double total_need() const {
    double sum = 0;
    for (std::uint32_t r = 0; r < p_.rows(); ++r) sum += p_.need(r);
    return sum;
  }
  void value_columns() {
    for (std::uint32_t c = 0; c < p_.columns(); ++c) {
      double sum = 0;
      for (const std::uint32_t r : p_.rows_of(c)) sum += u_[r];
      worth_[c] = sum;
    }
  }

  // Leaves in slope_ what each row would still need.
  double price_round() {
    value_columns();
    double bound = 0;
    for (std::uint32_t k = 0; k < p_.classes(); ++k) {
      auto& rows = in_class_[k];
      const auto value = [&](std::uint32_t r) { return p_.need(r) * u_[r]; };
      const std::size_t free = std::min<std::size_t>(p_.may_miss(k), rows.size());
      std::nth_element(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(free), rows.end(),
                       [&](std::uint32_t a, std::uint32_t b) {
                         return value(a) != value(b) ? value(a) > value(b) : a < b;
                       });
      for (std::size_t i = 0; i < rows.size(); ++i) {
        slope_[rows[i]] = i < free ? 0.0 : p_.need(rows[i]);
        if (i >= free) bound += value(rows[i]);
      }
    }
    for (std::uint32_t c = 0; c < p_.columns(); ++c) {
      const double reduced = static_cast<double>(p_.price(c)) - worth_[c];
      if (reduced >= 0) continue;
      bound += reduced;
      for (const std::uint32_t r : p_.rows_of(c)) slope_[r] -= 1;
    }
    return bound;
  }

  double budget_round() {
    value_columns();
    double bound = 0;
    for (std::uint32_t r = 0; r < p_.rows(); ++r) {
      bound += p_.need(r) * (1 - u_[r]);
      slope_[r] = -static_cast<double>(p_.need(r));
    }
    std::vector<std::uint32_t> order;
    for (std::uint32_t c = 0; c < p_.columns(); ++c)
      if (worth_[c] > 0) order.push_back(c);
    const auto rate = [&](std::uint32_t c) { return worth_[c] / static_cast<double>(p_.price(c)); };
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return rate(a) != rate(b) ? rate(a) > rate(b) : a < b;
    });
    auto left = static_cast<double>(budget_);
    for (const std::uint32_t c : order) {
      if (left <= 0) break;
      const double part = std::min(1.0, left / static_cast<double>(p_.price(c)));
      bound += part * worth_[c];
      left -= part * static_cast<double>(p_.price(c));
      for (const std::uint32_t r : p_.rows_of(c)) slope_[r] += part;
    }
    return bound;
  }

  const PlacementProblem& p_;
  const std::int64_t budget_;
  std::vector<double> u_, slope_, worth_;
  std::vector<std::vector<std::uint32_t>> in_class_;
};

// The linear or whole-numbered programme, rows with the same columns counted once:
//   least sum of prices,   sum of x over the row's columns + need s >= need,
//                          sum over a class of (rows in one) s <= may miss; or
//   most sum of z (<= need, <= sum of x),   sum of prices <= budget.
class Programme {
 public:
  Programme(const PlacementProblem& problem, std::int64_t budget) : p_(problem), budget_(budget) {
    std::map<std::pair<std::uint64_t, std::vector<std::uint32_t>>, std::uint32_t> seen;
    for (std::uint32_t r = 0; r < p_.rows(); ++r) {
      const auto columns = p_.columns_of(r);
      const std::uint64_t kind = static_cast<std::uint64_t>(p_.class_of(r)) << 8 | p_.need(r);
      const auto [at, fresh] = seen.try_emplace({kind, {columns.begin(), columns.end()}},
                                                static_cast<std::uint32_t>(rows_.size()));
      if (fresh) {
        rows_.push_back({r, 1});
        entries_ += columns.size();
      } else {
        rows_[at->second].second += 1;
      }
    }
  }
  std::size_t entries() const { return entries_; }
  std::size_t rows() const { return rows_.size(); }

  /// As a problem to be made as small as possible; with a budget the objective is less than 0.
  MixedIntegerAnswer solve(bool whole, int node_limit) const {
    MixedInteger problem;
    for (std::uint32_t c = 0; c < p_.columns(); ++c)
      problem.add_column(0, 1, budget_ > 0 ? 0 : static_cast<double>(p_.price(c)), whole);
    std::vector<std::vector<MixedInteger::Entry>> spare(p_.classes());
    std::vector<MixedInteger::Entry> row;
    for (const auto& [r, count] : rows_) {
      row.clear();
      for (const std::uint32_t c : p_.columns_of(r)) row.push_back({c, 1});
      const double need = p_.need(r);
      if (budget_ > 0) {
        row.push_back({problem.add_column(0, need, -count, false), -1});
        problem.add_row(row, RowSense::kAtLeast, 0);
        continue;
      }
      const std::uint32_t k = p_.class_of(r);
      if (p_.may_miss(k) > 0) {
        // With one column needed s is 0 or 1 by itself.
        const std::uint32_t s = problem.add_column(0, 1, 0, whole && need > 1);
        row.push_back({s, need});
        spare[k].push_back({s, count});
      }
      problem.add_row(row, RowSense::kAtLeast, need);
    }
    for (std::uint32_t k = 0; k < p_.classes(); ++k)
      if (!spare[k].empty())
        problem.add_row(spare[k], RowSense::kAtMost, static_cast<double>(p_.may_miss(k)));
    if (budget_ > 0) {
      row.clear();
      for (std::uint32_t c = 0; c < p_.columns(); ++c)
        row.push_back({c, static_cast<double>(p_.price(c))});
      problem.add_row(row, RowSense::kAtMost, static_cast<double>(budget_));
    }
    return problem.solve(node_limit);
  }

 private:
  const PlacementProblem& p_;
  const std::int64_t budget_;
  std::vector<std::pair<std::uint32_t, double>> rows_;  // one of them, how many are the same
  std::size_t entries_ = 0;
};

std::uint64_t covered_by(const PlacementProblem& p, std::span<const std::uint32_t> chosen) {
  std::vector<std::uint32_t> count(p.rows(), 0);
  for (const std::uint32_t c : chosen)
    for (const std::uint32_t r : p.rows_of(c)) ++count[r];
  std::uint64_t sum = 0;
  for (std::uint32_t r = 0; r < p.rows(); ++r) sum += std::min<std::uint32_t>(count[r], p.need(r));
  return sum;
}

// Prices are whole numbers of their greatest common divisor, cover is whole: so is every bound.
double whole_bound(const PlacementProblem& p, std::int64_t budget, double bound) {
  if (budget > 0) return std::floor(bound + 1e-6);
  std::int64_t unit = 0;
  for (std::uint32_t c = 0; c < p.columns(); ++c) unit = std::gcd(unit, p.price(c));
  if (unit == 0) return std::max(0.0, bound);
  const auto u = static_cast<double>(unit);
  return std::max(0.0, std::ceil(bound / u - 1e-6) * u);
}

constexpr std::uint64_t kFirstLook = 20;  // the first bound gets this part of the work

class Placing {
 public:
  Placing(PlacementProblem& problem, const PlacementOptions& options)
      : p_(problem), o_(options), most_(options.budget > 0) {}

  PlacementAnswer run() {
    a_.out_of_reach = p_.out_of_reach();
    bool reachable = true;
    for (std::uint32_t k = 0; k < p_.classes(); ++k)
      if (a_.out_of_reach[k] > p_.may_miss(k)) {
        reachable = false;
        p_.set_may_miss(k, a_.out_of_reach[k]);
      }
    for (std::uint32_t r = 0; r < p_.rows(); ++r) a_.wanted += p_.need(r);
    a_.greedy = greedy_placement(p_, o_.budget, true);
    const std::size_t steps =
        most_ ? a_.greedy.steps.size() : std::min(a_.greedy.enough, a_.greedy.steps.size());
    for (std::size_t i = 0; i < steps; ++i) a_.chosen.push_back(a_.greedy.steps[i].column);
    a_.greedy_price = p_.price_of(a_.chosen);
    a_.greedy_covered = covered_by(p_, a_.chosen);
    weigh();
    // A small problem is settled by these; the rest is for what they leave open.
    if (!a_.proven) by_lagrange(o_.bound_work / kFirstLook);
    const bool small = p_.entries() <= o_.linear_entries;
    if (!a_.proven && plain() && small) by_set_covering();
    if (!a_.proven && !plain()) by_programme();
    if (!a_.proven && o_.work > 0) search();
    if (!a_.proven) by_lagrange(o_.bound_work);
    if (!a_.proven && plain() && !small && p_.entries() <= 40 * o_.linear_entries)
      by_set_covering();
    std::sort(a_.chosen.begin(), a_.chosen.end());
    a_.missed = p_.missed(a_.chosen);
    a_.met = reachable;
    for (std::uint32_t k = 0; k < p_.classes(); ++k)
      a_.met = a_.met && a_.missed[k] <= p_.may_miss(k);
    return std::move(a_);
  }

 private:
  double value() const {
    return most_ ? static_cast<double>(a_.covered) : static_cast<double>(a_.price);
  }

  void weigh() {
    a_.price = p_.price_of(a_.chosen);
    a_.covered = covered_by(p_, a_.chosen);
    a_.bound = most_ ? static_cast<double>(a_.wanted) : 0;
    settle(a_.bound, a_.by);
  }

  void settle(double bound, BoundBy by) {
    bound = whole_bound(p_, o_.budget, bound);
    if (most_ ? bound < a_.bound : bound > a_.bound) {
      a_.bound = bound;
      a_.by = by;
    }
    // Rounding of the bound's sums must not put it beyond what is known to exist.
    a_.bound = most_ ? std::max(a_.bound, value()) : std::min(a_.bound, value());
    a_.proven = a_.bound == value();
    a_.gap = most_ ? (a_.bound > 0 ? (a_.bound - value()) / a_.bound : 0)
                   : (value() > 0 ? (value() - a_.bound) / value() : 0);
  }

  void search() {
    bool once = true;  // then covered rows are rows that are not short
    for (std::uint32_t r = 0; r < p_.rows(); ++r) once = once && p_.need(r) == 1;
    const double enough = most_ && !once ? -1 : a_.bound;
    const auto [bound, by] = std::pair(a_.bound, a_.by);
    a_.chosen = improve_placement(p_, a_.chosen, o_.budget, o_.work, o_.seed, enough, o_.progress);
    weigh();
    settle(bound, by);
  }

  void by_lagrange(std::uint64_t work) {
    settle(lagrangian_bound(p_, o_.budget, value(), work, o_.progress), BoundBy::kLagrange);
  }

  // CBC, where the size allows.
  void by_programme() {
    if (p_.entries() > 40 * o_.linear_entries) return;
    const Programme programme(p_, o_.budget);
    if (programme.entries() > o_.linear_entries) return;
    const double sign = most_ ? -1 : 1;
    const MixedIntegerAnswer linear = programme.solve(false, 0);
    if (linear.status == MixedIntegerStatus::kOptimal)
      settle(sign * linear.bound, BoundBy::kLinear);
    if (a_.proven || p_.columns() > o_.branch_columns || programme.rows() > o_.branch_rows) return;
    const MixedIntegerAnswer found = programme.solve(true, o_.node_limit);
    if (!found.values.empty()) {
      std::vector<std::uint32_t> better;
      for (std::uint32_t c = 0; c < p_.columns(); ++c)
        if (found.values[c] > 0.5) better.push_back(c);
      const bool is_better = most_ ? covered_by(p_, better) > a_.covered
                                   : p_.price_of(better) < a_.price && meets(better);
      if (is_better) {
        a_.chosen = better;
        const double bound = a_.bound;
        const BoundBy by = a_.by;
        weigh();
        settle(bound, by);
      }
    }
    if (found.status != MixedIntegerStatus::kInfeasible)
      settle(sign * found.bound, BoundBy::kBranching);
  }

  // Every row once, for one price: what fewest_columns() answers, which reduces the problem first.
  bool plain() const {
    if (most_) return false;
    for (std::uint32_t k = 0; k < p_.classes(); ++k)
      if (p_.may_miss(k) > 0) return false;
    for (std::uint32_t r = 0; r < p_.rows(); ++r)
      if (p_.need(r) > 1) return false;
    for (std::uint32_t c = 1; c < p_.columns(); ++c)
      if (p_.price(c) != p_.price(0)) return false;
    return true;
  }
  void by_set_covering() {
    SetCover cover(p_.columns());
    for (std::uint32_t r = 0; r < p_.rows(); ++r) cover.add_row(p_.columns_of(r));
    SetCoverOptions options;
    options.node_limit = o_.node_limit;
    const SetCoverAnswer found = fewest_columns(cover, options);
    if (found.chosen.size() < a_.chosen.size()) {
      a_.chosen = found.chosen;
      const auto [bound, by] = std::pair(a_.bound, a_.by);
      weigh();
      settle(bound, by);
    }
    settle(static_cast<double>(found.lower_bound) * static_cast<double>(p_.price(0)),
           found.proven ? BoundBy::kBranching : BoundBy::kLinear);
  }

  bool meets(std::span<const std::uint32_t> chosen) const {
    const auto missed = p_.missed(chosen);
    for (std::uint32_t k = 0; k < p_.classes(); ++k)
      if (missed[k] > p_.may_miss(k)) return false;
    return true;
  }

  PlacementProblem& p_;
  const PlacementOptions& o_;
  const bool most_;
  PlacementAnswer a_;
};

}  // namespace

double lagrangian_bound(const PlacementProblem& problem, std::int64_t budget, double near,
                        std::uint64_t work, const PlacementProgress& progress) {
  return Lagrange(problem, budget).run(near, work, progress);
}

PlacementAnswer place(PlacementProblem problem, const PlacementOptions& options) {
  return Placing(problem, options).run();
}

}  // namespace vedette
