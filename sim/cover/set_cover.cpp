// SPDX-License-Identifier: Apache-2.0
#include "cover/set_cover.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <queue>
#include <stdexcept>
#include <utility>

#include "cover/mixed_integer.hpp"

namespace vedette {

void SetCover::add_row(std::span<const std::uint32_t> columns) {
  const std::size_t begin = entries_.size();
  for (const std::uint32_t c : columns)
    if (c >= columns_)
      throw std::invalid_argument(fmt::format("a row names column {} of {}", c, columns_));
  entries_.insert(entries_.end(), columns.begin(), columns.end());
  const auto first = entries_.begin() + static_cast<std::ptrdiff_t>(begin);
  std::sort(first, entries_.end());
  entries_.erase(std::unique(first, entries_.end()), entries_.end());
  begin_.push_back(static_cast<std::uint32_t>(entries_.size()));
}

std::vector<std::vector<std::uint32_t>> SetCover::rows_of_columns() const {
  std::vector<std::vector<std::uint32_t>> rows_of(columns_);
  for (std::uint32_t r = 0; r < rows(); ++r)
    for (const std::uint32_t c : row(r)) rows_of[c].push_back(r);
  return rows_of;
}

bool SetCover::covered_by(std::span<const std::uint32_t> chosen) const {
  std::vector<bool> in(columns_, false);
  for (const std::uint32_t c : chosen) in[c] = true;
  for (std::size_t r = 0; r < rows(); ++r) {
    const auto of = row(r);
    if (std::none_of(of.begin(), of.end(), [&](std::uint32_t c) { return in[c]; })) return false;
  }
  return true;
}

std::vector<std::uint32_t> greedy_cover(const SetCover& cover) {
  const auto rows_of = cover.rows_of_columns();
  for (std::size_t r = 0; r < cover.rows(); ++r)
    if (cover.row(r).empty()) throw std::invalid_argument(fmt::format("nothing covers row {}", r));
  // Most rows first, then the lowest column.
  struct Worth {
    std::size_t rows;
    std::uint32_t column;
    bool operator<(const Worth& o) const {
      return rows != o.rows ? rows < o.rows : column > o.column;
    }
  };
  std::priority_queue<Worth> queue;
  for (std::uint32_t c = 0; c < cover.columns(); ++c) queue.push({rows_of[c].size(), c});
  std::vector<bool> covered(cover.rows(), false);
  std::size_t left = cover.rows();
  std::vector<std::uint32_t> chosen;
  while (left > 0) {
    Worth top = queue.top();
    queue.pop();
    const auto& mine = rows_of[top.column];
    const auto now = static_cast<std::size_t>(
        std::count_if(mine.begin(), mine.end(), [&](std::uint32_t r) { return !covered[r]; }));
    if (now < top.rows) {
      queue.push({now, top.column});
      continue;
    }
    for (const std::uint32_t r : mine) covered[r] = true;
    left -= now;
    chosen.push_back(top.column);
  }
  return chosen;
}

double SetCoverAnswer::gap() const {
  return chosen.empty() ? 0
                        : static_cast<double>(chosen.size() - lower_bound) /
                              static_cast<double>(chosen.size());
}

namespace {

// Rows that share no column need a column each: shortest rows first.
std::size_t disjoint_rows(const SetCover& cover) {
  std::vector<std::uint32_t> order(cover.rows());
  for (std::uint32_t r = 0; r < order.size(); ++r) order[r] = r;
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return cover.row(a).size() < cover.row(b).size();
  });
  std::vector<bool> used(cover.columns(), false);
  std::size_t count = 0;
  for (const std::uint32_t r : order) {
    const auto row = cover.row(r);
    if (std::any_of(row.begin(), row.end(), [&](std::uint32_t c) { return used[c]; })) continue;
    for (const std::uint32_t c : row) used[c] = true;
    ++count;
  }
  return count;
}

std::size_t entries(const SetCover& cover) {
  std::size_t count = 0;
  for (std::size_t r = 0; r < cover.rows(); ++r) count += cover.row(r).size();
  return count;
}

MixedIntegerAnswer branch_and_cut(const SetCover& cover, bool whole, int node_limit) {
  MixedInteger problem;
  for (std::size_t c = 0; c < cover.columns(); ++c) problem.add_column(0, 1, 1, whole);
  std::vector<MixedInteger::Entry> row;
  for (std::size_t r = 0; r < cover.rows(); ++r) {
    row.clear();
    for (const std::uint32_t c : cover.row(r)) row.push_back({c, 1});
    problem.add_row(row, RowSense::kAtLeast, 1);
  }
  return problem.solve(node_limit);
}

// A bound that CBC gives in doubles as a whole number; 1e-6 more than its own tolerance.
std::size_t whole_bound(double bound) {
  return bound <= 0 ? 0 : static_cast<std::size_t>(std::ceil(bound - 1e-6));
}

}  // namespace

SetCoverAnswer fewest_columns(const SetCover& cover, const SetCoverOptions& options) {
  SetCoverAnswer answer;
  answer.chosen = greedy_cover(cover);
  answer.greedy = answer.chosen.size();
  if (options.steps > 0)
    answer.chosen = improve_cover(cover, answer.chosen, options.steps, options.seed);
  std::sort(answer.chosen.begin(), answer.chosen.end());
  answer.lower_bound = disjoint_rows(cover);
  const auto raise = [&](std::size_t bound) {
    answer.lower_bound = std::max(answer.lower_bound, std::min(bound, answer.chosen.size()));
  };
  if (options.bound && answer.lower_bound < answer.chosen.size()) {
    const ReducedCover small = reduced(cover);
    if (entries(small.cover) <= options.bound_entries) {
      raise(whole_bound(branch_and_cut(small.cover, false, 0).objective));
      const std::size_t open = answer.chosen.size() - answer.lower_bound;
      const bool worth_it = entries(small.cover) <= options.easy_entries || open <= options.close;
      if (open > 0 && worth_it && options.node_limit > 0) {
        const MixedIntegerAnswer found = branch_and_cut(small.cover, true, options.node_limit);
        std::vector<std::uint32_t> better;
        for (std::size_t c = 0; c < found.values.size(); ++c)
          if (found.values[c] > 0.5) better.push_back(small.columns[c]);
        if (!better.empty() && better.size() < answer.chosen.size()) answer.chosen = better;
        raise(whole_bound(found.bound));
      }
    }
  }
  if (!cover.covered_by(answer.chosen)) throw std::logic_error("set cover: a row is not covered");
  answer.proven = answer.lower_bound == answer.chosen.size();
  return answer;
}

}  // namespace vedette
