// SPDX-License-Identifier: Apache-2.0
// What is done to a covering problem exactly: taking out what is dominated, counting covers.
#include <algorithm>
#include <bit>
#include <limits>

#include "cover/set_cover.hpp"

namespace vedette {

namespace {

// Sets of whole numbers below `width`, as words.
class BitRows {
 public:
  BitRows(std::size_t count, std::size_t width)
      : words_((width + 63) / 64), bits_(count * words_, 0) {}
  void set(std::size_t i, std::size_t bit) { bits_[i * words_ + bit / 64] |= 1ull << (bit % 64); }
  bool has(std::size_t i, std::size_t bit) const {
    return (bits_[i * words_ + bit / 64] >> (bit % 64) & 1) != 0;
  }
  bool inside(std::size_t a, std::size_t b) const {
    for (std::size_t w = 0; w < words_; ++w)
      if ((bits_[a * words_ + w] & ~bits_[b * words_ + w]) != 0) return false;
    return true;
  }

 private:
  std::size_t words_;
  std::vector<std::uint64_t> bits_;
};

// Of `lists` (each below `width`), those that are inside another one: `small` they are taken out,
// otherwise those that contain another. Of equal ones the first stays.
std::vector<bool> dominated(const std::vector<std::vector<std::uint32_t>>& lists, std::size_t width,
                            bool inside_goes) {
  BitRows bits(lists.size(), width);
  std::vector<std::vector<std::uint32_t>> holders(width);
  for (std::uint32_t i = 0; i < lists.size(); ++i)
    for (const std::uint32_t e : lists[i]) {
      bits.set(i, e);
      holders[e].push_back(i);
    }
  std::vector<bool> goes(lists.size(), false);
  for (std::uint32_t i = 0; i < lists.size(); ++i) {
    if (lists[i].empty()) {
      goes[i] = inside_goes;
      continue;
    }
    // Whoever contains list i holds its rarest element.
    const std::uint32_t rarest = *std::min_element(
        lists[i].begin(), lists[i].end(),
        [&](std::uint32_t a, std::uint32_t b) { return holders[a].size() < holders[b].size(); });
    for (const std::uint32_t other : holders[rarest]) {
      if (other == i || goes[i]) continue;
      if (goes[other] || lists[other].size() < lists[i].size() || !bits.inside(i, other)) continue;
      const bool equal = lists[other].size() == lists[i].size();
      if (inside_goes)
        goes[i] = !equal || other < i;
      else if (!equal || other > i)
        goes[other] = true;
    }
  }
  return goes;
}

}  // namespace

ReducedCover reduced(const SetCover& cover) {
  std::vector<std::vector<std::uint32_t>> rows;
  for (std::size_t r = 0; r < cover.rows(); ++r)
    rows.emplace_back(cover.row(r).begin(), cover.row(r).end());
  std::vector<bool> column_gone(cover.columns(), false);
  for (;;) {
    const std::size_t rows_before = rows.size();
    const std::vector<bool> gone = dominated(rows, cover.columns(), false);
    std::size_t kept = 0;
    for (std::size_t r = 0; r < rows.size(); ++r)
      if (!gone[r]) std::swap(rows[kept++], rows[r]);
    rows.resize(kept);

    std::vector<std::vector<std::uint32_t>> columns(cover.columns());
    for (std::uint32_t r = 0; r < rows.size(); ++r)
      for (const std::uint32_t c : rows[r]) columns[c].push_back(r);
    const std::vector<bool> out = dominated(columns, rows.size(), true);
    bool columns_changed = false;
    for (std::size_t c = 0; c < out.size(); ++c) {
      columns_changed = columns_changed || (out[c] && !column_gone[c]);
      column_gone[c] = column_gone[c] || out[c];
    }
    for (auto& row : rows) std::erase_if(row, [&](std::uint32_t c) { return column_gone[c]; });
    if (!columns_changed && rows.size() == rows_before) break;
  }
  ReducedCover result;
  std::vector<std::uint32_t> number(cover.columns(), 0);
  for (std::uint32_t c = 0; c < cover.columns(); ++c)
    if (!column_gone[c]) {
      number[c] = static_cast<std::uint32_t>(result.columns.size());
      result.columns.push_back(c);
    }
  result.cover = SetCover(result.columns.size());
  for (auto& row : rows) {
    for (std::uint32_t& c : row) c = number[c];
    result.cover.add_row(row);
  }
  return result;
}

namespace {

class Counter {
 public:
  Counter(const SetCover& cover, std::uint64_t step_limit)
      : cover_(cover),
        rows_of_(cover.rows_of_columns()),
        banned_(cover.columns(), false),
        covers_(cover.rows(), 0),
        free_(cover.columns()),
        uncovered_(cover.rows()),
        steps_left_(step_limit) {}

  std::optional<std::uint64_t> count(std::size_t size) {
    const std::uint64_t total = from(size);
    if (stopped_) return std::nullopt;
    return total;
  }

 private:
  // n choose k; stops where it does not fit.
  std::uint64_t choose(std::uint64_t n, std::uint64_t k) {
    if (k > n) return 0;
    k = std::min(k, n - k);
    std::uint64_t result = 1;
    for (std::uint64_t i = 1; i <= k; ++i) {
      if (result > std::numeric_limits<std::uint64_t>::max() / (n - k + i)) {
        stopped_ = true;
        return 0;
      }
      result = result * (n - k + i) / i;
    }
    return result;
  }

  std::uint64_t from(std::size_t left) {
    if (stopped_ || steps_left_ == 0) {
      stopped_ = true;
      return 0;
    }
    --steps_left_;
    if (uncovered_ == 0) return choose(free_, left);
    if (left == 0) return 0;

    // The uncovered row with fewest columns left; and is there any hope?
    std::size_t fewest = std::numeric_limits<std::size_t>::max(), row = 0;
    for (std::size_t r = 0; r < cover_.rows(); ++r) {
      if (covers_[r] > 0) continue;
      std::size_t options = 0;
      for (const std::uint32_t c : cover_.row(r)) options += banned_[c] ? 0 : 1;
      if (options < fewest) {
        fewest = options;
        row = r;
      }
    }
    std::size_t most = 0;
    for (std::uint32_t c = 0; c < rows_of_.size(); ++c) {
      if (banned_[c]) continue;
      std::size_t gain = 0;
      for (const std::uint32_t r : rows_of_[c]) gain += covers_[r] == 0 ? 1 : 0;
      most = std::max(most, gain);
    }
    if (most * left < uncovered_) return 0;

    std::uint64_t total = 0;
    std::vector<std::uint32_t> tried;
    for (const std::uint32_t c : cover_.row(row)) {
      if (banned_[c]) continue;
      banned_[c] = true;  // taken here, and forbidden afterwards
      --free_;
      tried.push_back(c);
      for (const std::uint32_t r : rows_of_[c])
        if (covers_[r]++ == 0) --uncovered_;
      total += from(left - 1);
      for (const std::uint32_t r : rows_of_[c])
        if (--covers_[r] == 0) ++uncovered_;
    }
    for (const std::uint32_t c : tried) banned_[c] = false;
    free_ += tried.size();
    return total;
  }

  const SetCover& cover_;
  std::vector<std::vector<std::uint32_t>> rows_of_;
  std::vector<bool> banned_;
  std::vector<std::uint32_t> covers_;
  std::size_t free_, uncovered_;
  std::uint64_t steps_left_;
  bool stopped_ = false;
};

}  // namespace

std::optional<std::uint64_t> count_covers(const SetCover& cover, std::size_t size,
                                          std::uint64_t step_limit) {
  return Counter(cover, step_limit).count(size);
}

}  // namespace vedette
