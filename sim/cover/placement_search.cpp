// SPDX-License-Identifier: Apache-2.0
// Local search with row weights, for prices, rows of several needs, and classes with some to spare.
#include <algorithm>

#include "base/random.hpp"
#include "cover/placement.hpp"

namespace vedette {

namespace {

class Search {
 public:
  Search(const PlacementProblem& problem, std::span<const std::uint32_t> start, std::int64_t budget,
         std::uint64_t seed, double enough)
      : p_(problem),
        budget_(budget),
        enough_(enough),
        column_(p_.columns()),
        row_(p_.rows()),
        short_of_(p_.classes()),
        stream_(Random(seed, 0).stream("placement", "row")) {
    for (std::uint32_t r = 0; r < row_.size(); ++r) becomes_short(r);
    for (std::uint32_t c = 0; c < column_.size(); ++c)
      column_[c].score = static_cast<std::int64_t>(p_.rows_of(c).size());
    for (const std::uint32_t c : start)
      if (!column_[c].in) add(c);
  }

  std::vector<std::uint32_t> run(std::uint64_t work, const PlacementProgress& progress) {
    std::vector<std::uint32_t> best = chosen_;
    best_price_ = price_;
    best_short_ = all_short_;
    work_ = 0;
    while (work_ < work) {
      if (progress && step_ % 4096 == 0) progress(PlacementStage::kSearch, work_, work);
      ++step_;
      ++work_;
      if (budget_ > 0) {
        if (all_short_ < best_short_) {
          best = chosen_;
          best_short_ = all_short_;
        }
        if (all_short_ == 0 || good_enough()) break;
      } else if (violated_ == 0) {
        best = chosen_;
        best_price_ = price_;
        if (chosen_.empty() || good_enough()) break;
        remove(least_loss(kNone));
        continue;
      }
      if (const std::uint32_t gone = least_loss(last_); gone != kNone) remove(gone);
      refill();
      bump();
    }
    if (budget_ > 0 ? all_short_ < best_short_ : violated_ == 0 && price_ < best_price_)
      best = chosen_;
    std::sort(best.begin(), best.end());
    return best;
  }

 private:
  static constexpr std::uint32_t kNone = 0xffffffffu;
  static constexpr unsigned kTabu = 4;      // steps that a column stays out, and as many drawn
  static constexpr unsigned kSample = 2;    // rows looked at where some may be missed
  static constexpr unsigned kMostAdds = 4;  // columns that come in one step
  struct Column {
    std::int64_t score = 0;     // in: weight that falls short without it; out: that it would help
    std::uint64_t changed = 0;  // step in which it came or went last
    std::uint64_t free = 0;     // not before this step it may come
    std::uint32_t at = 0;       // in chosen_
    bool in = false;
  };
  struct Row {
    std::uint32_t covers = 0;  // chosen columns that cover it
    std::uint32_t weight = 1;
    std::uint32_t at = 0;  // in short_of_
  };

  bool good_enough() const {
    if (enough_ < 0) return false;
    return budget_ > 0 ? static_cast<double>(p_.rows() - best_short_) >= enough_
                       : static_cast<double>(best_price_) <= enough_;
  }
  bool spare(std::uint32_t of_class) const { return p_.may_miss(of_class) > 0; }
  bool violates(std::uint32_t k) const { return short_of_[k].size() > p_.may_miss(k); }

  void becomes_short(std::uint32_t r) {
    const std::uint32_t k = p_.class_of(r);
    const bool before = violates(k);
    row_[r].at = static_cast<std::uint32_t>(short_of_[k].size());
    short_of_[k].push_back(r);
    violated_ += violates(k) && !before;
    ++all_short_;
  }
  void is_met(std::uint32_t r) {
    const std::uint32_t k = p_.class_of(r);
    const bool before = violates(k);
    row_[short_of_[k].back()].at = row_[r].at;
    short_of_[k][row_[r].at] = short_of_[k].back();
    short_of_[k].pop_back();
    violated_ -= before && !violates(k);
    --all_short_;
  }

  bool older(std::uint32_t a, std::uint32_t b) const {
    return column_[a].changed != column_[b].changed ? column_[a].changed < column_[b].changed
                                                    : a < b;
  }
  // a's score for its price is less than b's.
  bool less(std::uint32_t a, std::uint32_t b) const {
    return static_cast<__int128>(column_[a].score) * p_.price(b) <
           static_cast<__int128>(column_[b].score) * p_.price(a);
  }

  // The chosen column that loses least for its price, of equal ones the one that waited longest.
  std::uint32_t least_loss(std::uint32_t except) {
    std::uint32_t best = kNone;
    for (const std::uint32_t c : chosen_) {
      if (c == except) continue;
      if (best == kNone || less(c, best) || (!less(best, c) && older(c, best))) best = c;
    }
    work_ += chosen_.size() / 4;
    return best;
  }

  bool fits(std::uint32_t column) const {
    const std::int64_t then = price_ + p_.price(column);
    return budget_ > 0 ? then <= budget_ : then < best_price_;
  }

  // The best for its price of a row's columns that may come and can be paid.
  void best_of(std::uint32_t row, std::uint32_t& best) {
    const auto columns = p_.columns_of(row);
    work_ += columns.size();
    for (const std::uint32_t c : columns) {
      const Column& column = column_[c];
      if (column.in || column.free > step_ || !fits(c)) continue;
      if (best == kNone || less(best, c) || (!less(c, best) && older(c, best))) best = c;
    }
  }

  // A class that asks for more; with a budget any that is not whole.
  std::uint32_t pick_class() {
    std::uint64_t all = 0;
    const auto asks = [&](std::uint32_t k) {
      return budget_ > 0 ? !short_of_[k].empty() : violates(k);
    };
    for (std::uint32_t k = 0; k < p_.classes(); ++k) all += asks(k) ? short_of_[k].size() : 0;
    std::uint64_t n = stream_.below(all);
    for (std::uint32_t k = 0;; ++k) {
      if (!asks(k)) continue;
      if (n < short_of_[k].size()) return k;
      n -= short_of_[k].size();
    }
  }

  void refill() {
    for (unsigned added = 0; added < kMostAdds; ++added) {
      if (budget_ > 0 ? all_short_ == 0 : violated_ == 0) return;
      const std::uint32_t k = pick_class();
      std::uint32_t come = kNone;
      const unsigned rows = budget_ > 0 || spare(k) ? kSample : 1;
      for (unsigned i = 0; i < rows; ++i)
        best_of(short_of_[k][stream_.below(short_of_[k].size())], come);
      if (come == kNone) return;
      add(come);
      column_[come].changed = step_;
      last_ = come;
    }
  }

  // What must be covered and is not grows heavier.
  void bump() {
    if (budget_ > 0) return;
    for (std::uint32_t k = 0; k < p_.classes(); ++k) {
      if (spare(k)) continue;
      for (const std::uint32_t r : short_of_[k]) {
        ++row_[r].weight;
        const auto columns = p_.columns_of(r);
        work_ += columns.size();
        for (const std::uint32_t c : columns) ++column_[c].score;
      }
    }
  }

  // A column's own score stays when it comes or goes: what it would help it then alone keeps up.
  void add(std::uint32_t added) {
    column_[added].in = true;
    column_[added].at = static_cast<std::uint32_t>(chosen_.size());
    chosen_.push_back(added);
    price_ += p_.price(added);
    const auto rows = p_.rows_of(added);
    work_ += rows.size();
    for (const std::uint32_t r : rows) {
      Row& row = row_[r];
      const std::uint32_t need = p_.need(r);
      ++row.covers;
      if (row.covers == need) {
        is_met(r);
        change(r, added, false, -static_cast<std::int64_t>(row.weight));
      } else if (row.covers == need + 1) {
        change(r, added, true, -static_cast<std::int64_t>(row.weight));
      }
    }
  }

  void remove(std::uint32_t gone) {
    Column& column = column_[gone];
    column.in = false;
    column.changed = step_;
    column.free = step_ + kTabu + stream_.below(kTabu);
    column_[chosen_.back()].at = column.at;
    chosen_[column.at] = chosen_.back();
    chosen_.pop_back();
    price_ -= p_.price(gone);
    const auto rows = p_.rows_of(gone);
    work_ += rows.size();
    for (const std::uint32_t r : rows) {
      Row& row = row_[r];
      const std::uint32_t need = p_.need(r);
      --row.covers;
      if (row.covers + 1 == need) {
        becomes_short(r);
        change(r, gone, false, row.weight);
      } else if (row.covers == need) {
        change(r, gone, true, row.weight);
      }
    }
  }

  // For the row's columns but one, that are in or out.
  void change(std::uint32_t r, std::uint32_t except, bool in, std::int64_t by) {
    const auto columns = p_.columns_of(r);
    work_ += columns.size();
    for (const std::uint32_t c : columns)
      if (column_[c].in == in && c != except) column_[c].score += by;
  }

  const PlacementProblem& p_;
  const std::int64_t budget_;
  const double enough_;
  std::vector<Column> column_;
  std::vector<Row> row_;
  std::vector<std::vector<std::uint32_t>> short_of_;  // by class
  std::vector<std::uint32_t> chosen_;
  std::int64_t price_ = 0, best_price_ = INT64_MAX;
  std::uint64_t all_short_ = 0, best_short_ = 0, violated_ = 0;
  std::uint32_t last_ = kNone;
  std::uint64_t step_ = 0, work_ = 0;
  Stream stream_;
};

}  // namespace

std::vector<std::uint32_t> improve_placement(const PlacementProblem& problem,
                                             std::span<const std::uint32_t> start,
                                             std::int64_t budget, std::uint64_t work,
                                             std::uint64_t seed, double enough,
                                             const PlacementProgress& progress) {
  return Search(problem, start, budget, seed, enough).run(work, progress);
}

}  // namespace vedette
