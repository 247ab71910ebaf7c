// SPDX-License-Identifier: Apache-2.0
#include "cover/placement.hpp"

#include <algorithm>
#include <queue>
#include <stdexcept>

namespace vedette {

std::uint32_t PlacementProblem::add_class(std::uint64_t may_miss) {
  may_miss_.push_back(may_miss);
  return static_cast<std::uint32_t>(may_miss_.size() - 1);
}

std::uint32_t PlacementProblem::add_row(std::uint32_t of_class, std::uint8_t need) {
  if (of_class >= classes() || need == 0)
    throw std::invalid_argument("a row of no class, or that needs nothing");
  class_.push_back(of_class);
  need_.push_back(need);
  return static_cast<std::uint32_t>(need_.size() - 1);
}

std::uint32_t PlacementProblem::add_column(std::int64_t price,
                                           std::span<const std::uint32_t> rows) {
  if (!row_begin_.empty()) throw std::invalid_argument("the problem is frozen");
  if (price < 1) throw std::invalid_argument("a column without a price");
  const auto begin = static_cast<std::ptrdiff_t>(by_column_.size());
  by_column_.insert(by_column_.end(), rows.begin(), rows.end());
  if (!std::is_sorted(by_column_.begin() + begin, by_column_.end()))
    std::sort(by_column_.begin() + begin, by_column_.end());
  if (std::adjacent_find(by_column_.begin() + begin, by_column_.end()) != by_column_.end() ||
      (!rows.empty() && by_column_.back() >= need_.size()))
    throw std::invalid_argument("a column names a row twice, or one that is not there");
  column_begin_.push_back(by_column_.size());
  price_.push_back(price);
  return static_cast<std::uint32_t>(price_.size() - 1);
}

void PlacementProblem::freeze() {
  row_begin_.assign(rows() + 1, 0);
  for (const std::uint32_t r : by_column_) ++row_begin_[r + 1];
  for (std::size_t r = 0; r < rows(); ++r) row_begin_[r + 1] += row_begin_[r];
  by_row_.resize(by_column_.size());
  std::vector<std::size_t> next(row_begin_.begin(), row_begin_.end() - 1);
  for (std::uint32_t c = 0; c < columns(); ++c)
    for (const std::uint32_t r : rows_of(c)) by_row_[next[r]++] = c;
}

std::vector<std::uint64_t> PlacementProblem::missed(std::span<const std::uint32_t> chosen) const {
  std::vector<std::uint8_t> left(need_);
  for (const std::uint32_t c : chosen)
    for (const std::uint32_t r : rows_of(c)) left[r] -= left[r] > 0;
  std::vector<std::uint64_t> out(classes(), 0);
  for (std::size_t r = 0; r < rows(); ++r) out[class_[r]] += left[r] > 0;
  return out;
}

std::vector<std::uint64_t> PlacementProblem::out_of_reach() const {
  std::vector<std::uint64_t> out(classes(), 0);
  for (std::uint32_t r = 0; r < rows(); ++r) out[class_[r]] += columns_of(r).size() < need_[r];
  return out;
}

std::int64_t PlacementProblem::price_of(std::span<const std::uint32_t> chosen) const {
  std::int64_t sum = 0;
  for (const std::uint32_t c : chosen) sum += price_[c];
  return sum;
}

namespace {

// Most for its price first, then the lowest column.
struct Worth {
  std::uint64_t gain;
  std::int64_t price;
  std::uint32_t column;
  bool operator<(const Worth& o) const {
    const auto mine = static_cast<unsigned __int128>(gain) * static_cast<std::uint64_t>(o.price),
               theirs = static_cast<unsigned __int128>(o.gain) * static_cast<std::uint64_t>(price);
    return mine != theirs ? mine < theirs : column > o.column;
  }
};

class Greedy {
 public:
  explicit Greedy(const PlacementProblem& problem)
      : p_(problem), left_(problem.rows()), short_(problem.classes(), 0) {
    for (std::uint32_t r = 0; r < p_.rows(); ++r) {
      left_[r] = p_.need(r);
      ++short_[p_.class_of(r)];
    }
  }

  GreedyPlacement run(std::int64_t budget, bool to_the_end) {
    GreedyPlacement out;
    out.enough = SIZE_MAX;
    // With a budget every row counts to the end; else those of classes that are not met yet. When
    // all are, and the curve is asked for, the others count again.
    all_count_ = budget > 0;
    fill();
    std::int64_t price = 0;
    std::uint64_t covered = 0;
    if (met()) out.enough = 0;
    while (true) {
      if (!all_count_ && met()) {
        if (!to_the_end) break;
        all_count_ = true;
        fill();
      }
      if (queue_.empty()) break;
      const Worth top = queue_.top();
      queue_.pop();
      if (budget > 0 && price + top.price > budget) continue;  // it never gets cheaper
      const std::uint64_t now = gain(top.column);
      if (now < top.gain) {
        if (now > 0) queue_.push({now, top.price, top.column});
        continue;
      }
      price += top.price;
      for (const std::uint32_t r : p_.rows_of(top.column)) {
        if (left_[r] == 0) continue;
        ++covered;
        if (--left_[r] == 0) --short_[p_.class_of(r)];
      }
      taken_[top.column] = true;
      out.steps.push_back({top.column, price, covered});
      if (out.enough == SIZE_MAX && met()) out.enough = out.steps.size();
    }
    return out;
  }

 private:
  bool open(std::uint32_t of_class) const { return short_[of_class] > p_.may_miss(of_class); }
  bool met() const {
    for (std::uint32_t k = 0; k < p_.classes(); ++k)
      if (open(k)) return false;
    return true;
  }
  std::uint64_t gain(std::uint32_t column) const {
    std::uint64_t sum = 0;
    for (const std::uint32_t r : p_.rows_of(column))
      sum += left_[r] > 0 && (all_count_ || open(p_.class_of(r)));
    return sum;
  }
  void fill() {
    taken_.resize(p_.columns(), false);
    queue_ = {};
    for (std::uint32_t c = 0; c < p_.columns(); ++c) {
      if (taken_[c]) continue;
      const std::uint64_t now = gain(c);
      if (now > 0) queue_.push({now, p_.price(c), c});
    }
  }

  const PlacementProblem& p_;
  std::vector<std::uint8_t> left_;
  std::vector<std::uint64_t> short_;
  std::vector<bool> taken_;
  std::priority_queue<Worth> queue_;
  bool all_count_ = false;
};

}  // namespace

GreedyPlacement greedy_placement(const PlacementProblem& problem, std::int64_t budget,
                                 bool to_the_end) {
  return Greedy(problem).run(budget, to_the_end);
}

}  // namespace vedette
