// SPDX-License-Identifier: Apache-2.0
// Local search with row weights.
#include <algorithm>
#include <stdexcept>

#include "base/random.hpp"
#include "cover/set_cover.hpp"

namespace vedette {

namespace {

class Search {
 public:
  Search(const SetCover& cover, std::span<const std::uint32_t> start, std::uint64_t seed)
      : cover_(cover),
        rows_of_(cover.rows_of_columns()),
        column_(cover.columns()),
        row_(cover.rows()),
        stream_(Random(seed, 0).stream("set cover", "row")) {
    for (std::uint32_t r = 0; r < row_.size(); ++r) {
      row_[r].at = uncovered_.size();
      uncovered_.push_back(r);
    }
    for (std::uint32_t c = 0; c < column_.size(); ++c)
      column_[c].score = static_cast<std::int64_t>(rows_of_[c].size());
    for (const std::uint32_t c : start)
      if (!column_[c].in) add(c);
    if (!uncovered_.empty()) throw std::invalid_argument("the start is no cover");
  }

  std::vector<std::uint32_t> run(std::uint64_t steps) {
    std::vector<std::uint32_t> best = chosen_;
    for (step_ = 1; step_ <= steps; ++step_) {
      while (uncovered_.empty()) {
        best = chosen_;
        if (best.empty()) return best;
        remove(least_loss(kNone));
      }
      // Swap: the column that costs least goes, one of an uncovered row comes.
      if (!chosen_.empty()) {
        const std::uint32_t gone = least_loss(last_added_);
        if (gone != kNone) {
          remove(gone);
          column_[gone].changed = step_;
        }
      }
      const std::uint32_t row = uncovered_[stream_.below(uncovered_.size())];
      const std::uint32_t come = best_of(row);
      add(come);
      column_[come].changed = step_;
      last_added_ = come;
      for (const std::uint32_t r : uncovered_) {
        ++row_[r].weight;
        for (const std::uint32_t c : cover_.row(r)) ++column_[c].score;
      }
    }
    if (uncovered_.empty()) best = chosen_;  // each cover found is smaller than the one before
    std::sort(best.begin(), best.end());
    return best;
  }

 private:
  static constexpr std::uint32_t kNone = 0xffffffffu;
  struct Column {
    bool in = false;
    bool may_come = true;       // a neighbour changed since it went
    std::int64_t score = 0;     // weight that it covers alone (in), or would newly cover (out)
    std::uint64_t changed = 0;  // step in which it came or went last
    std::size_t at = 0;         // in chosen_
  };
  struct Row {
    std::int64_t weight = 1;
    std::uint32_t covers = 0;  // chosen columns that cover it
    std::size_t at = 0;        // in uncovered_
  };

  // The chosen column that covers least alone, of equal ones the one that waited longest.
  std::uint32_t least_loss(std::uint32_t except) const {
    std::uint32_t best = kNone;
    for (const std::uint32_t c : chosen_) {
      if (c == except) continue;
      if (best == kNone || column_[c].score < column_[best].score ||
          (column_[c].score == column_[best].score && older(c, best)))
        best = c;
    }
    return best;
  }
  // The column of the row that covers most, among those that may come; all may if none does.
  std::uint32_t best_of(std::uint32_t row) const {
    std::uint32_t best = kNone;
    for (const bool any : {false, true}) {
      for (const std::uint32_t c : cover_.row(row)) {
        if (!any && !column_[c].may_come) continue;
        if (best == kNone || column_[c].score > column_[best].score ||
            (column_[c].score == column_[best].score && older(c, best)))
          best = c;
      }
      if (best != kNone) break;
    }
    return best;
  }
  bool older(std::uint32_t a, std::uint32_t b) const {
    return column_[a].changed != column_[b].changed ? column_[a].changed < column_[b].changed
                                                    : a < b;
  }

  void free_neighbours(std::uint32_t row) {
    for (const std::uint32_t c : cover_.row(row)) column_[c].may_come = true;
  }

  void add(std::uint32_t added) {
    column_[added].in = true;
    column_[added].at = chosen_.size();
    chosen_.push_back(added);
    for (const std::uint32_t r : rows_of_[added]) {
      free_neighbours(r);
      Row& row = row_[r];
      if (++row.covers == 1) {  // `added` now covers it alone, nobody else would newly
        for (const std::uint32_t c : cover_.row(r))
          if (c != added) column_[c].score -= row.weight;
        row_[uncovered_.back()].at = row.at;
        uncovered_[row.at] = uncovered_.back();
        uncovered_.pop_back();
      } else if (row.covers == 2) {  // the other one covers it no longer alone
        for (const std::uint32_t c : cover_.row(r))
          if (c != added && column_[c].in) column_[c].score -= row.weight;
      }
    }
  }

  void remove(std::uint32_t gone) {
    column_[gone].in = false;
    column_[chosen_.back()].at = column_[gone].at;
    chosen_[column_[gone].at] = chosen_.back();
    chosen_.pop_back();
    for (const std::uint32_t r : rows_of_[gone]) {
      free_neighbours(r);
      Row& row = row_[r];
      if (--row.covers == 0) {
        for (const std::uint32_t c : cover_.row(r))
          if (c != gone) column_[c].score += row.weight;
        row.at = uncovered_.size();
        uncovered_.push_back(r);
      } else if (row.covers == 1) {
        for (const std::uint32_t c : cover_.row(r))
          if (column_[c].in) column_[c].score += row.weight;
      }
    }
    column_[gone].may_come = false;
  }

  const SetCover& cover_;
  std::vector<std::vector<std::uint32_t>> rows_of_;
  std::vector<Column> column_;
  std::vector<Row> row_;
  std::vector<std::uint32_t> chosen_, uncovered_;
  std::uint32_t last_added_ = kNone;
  std::uint64_t step_ = 0;
  Stream stream_;
};

}  // namespace

std::vector<std::uint32_t> improve_cover(const SetCover& cover,
                                         std::span<const std::uint32_t> start, std::uint64_t steps,
                                         std::uint64_t seed) {
  return Search(cover, start, seed).run(steps);
}

}  // namespace vedette
