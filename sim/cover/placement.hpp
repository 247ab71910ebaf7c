// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace vedette {

/// What a placement is at, with what is done of it and how much there is at most.
enum class PlacementStage { kCandidates, kSearch, kBound, kIntruders };
using PlacementProgress =
    std::function<void(PlacementStage stage, std::uint64_t done, std::uint64_t total)>;

/// What is to be watched, and what each candidate would watch of it. Rows are what is asked for
/// (cells of the plane, assets), each to be covered by `need` of the chosen columns; columns are
/// candidates with a price in whole units of money. Rows fall into classes (the yard, an area, an
/// asset), and of each class so many rows may stay short.
class PlacementProblem {
 public:
  /// Returns its number.
  std::uint32_t add_class(std::uint64_t may_miss);
  void set_may_miss(std::uint32_t of_class, std::uint64_t rows) { may_miss_[of_class] = rows; }
  std::uint32_t add_row(std::uint32_t of_class, std::uint8_t need = 1);
  /// `rows` that are there, any order, each once. Throws std::invalid_argument on a price below 1,
  /// a row that is not there or twice, and once it is frozen.
  std::uint32_t add_column(std::int64_t price, std::span<const std::uint32_t> rows);
  /// After the last column: makes the lists by row.
  void freeze();

  std::size_t rows() const { return need_.size(); }
  std::size_t columns() const { return price_.size(); }
  std::size_t classes() const { return may_miss_.size(); }
  std::size_t entries() const { return by_column_.size(); }
  std::uint64_t may_miss(std::uint32_t of_class) const { return may_miss_[of_class]; }
  std::uint32_t class_of(std::uint32_t row) const { return class_[row]; }
  std::uint8_t need(std::uint32_t row) const { return need_[row]; }
  std::int64_t price(std::uint32_t column) const { return price_[column]; }
  /// Ascending.
  std::span<const std::uint32_t> rows_of(std::uint32_t column) const {
    return {by_column_.data() + column_begin_[column],
            by_column_.data() + column_begin_[column + 1]};
  }
  /// Ascending; once it is frozen.
  std::span<const std::uint32_t> columns_of(std::uint32_t row) const {
    return {by_row_.data() + row_begin_[row], by_row_.data() + row_begin_[row + 1]};
  }

  /// By class: rows that are short with these columns.
  std::vector<std::uint64_t> missed(std::span<const std::uint32_t> chosen) const;
  /// By class: rows that stay short whatever is chosen.
  std::vector<std::uint64_t> out_of_reach() const;
  std::int64_t price_of(std::span<const std::uint32_t> chosen) const;

 private:
  std::vector<std::uint64_t> may_miss_;
  std::vector<std::uint32_t> class_;
  std::vector<std::uint8_t> need_;
  std::vector<std::int64_t> price_;
  std::vector<std::size_t> column_begin_{0}, row_begin_;
  std::vector<std::uint32_t> by_column_, by_row_;
};

/// Greedy: always the column that covers most for its price, of equal ones the lowest; evaluated
/// lazily, since a column's worth only falls (Minoux 1978). At most 1 + ln(largest column) times
/// the least price for covering all (Chvatal 1979; Wolsey 1982 for `need` above 1).
struct PlacementStep {
  std::uint32_t column;
  std::int64_t price;     ///< of all so far
  std::uint64_t covered;  ///< sum over rows of min(need, chosen columns that cover it)
};
struct GreedyPlacement {
  std::vector<PlacementStep> steps;
  std::size_t enough = 0;  ///< so many steps meet every class; more than there are: none do
};
/// With a budget it takes nothing dearer than what is left and stops when nothing is to be had;
/// without one it stops when every class is met, or with `to_the_end` when nothing more is gained.
GreedyPlacement greedy_placement(const PlacementProblem& problem, std::int64_t budget = 0,
                                 bool to_the_end = false);

/// Local search with row weights (Gao, Weise & Li, European Journal of Operational Research 246(3),
/// 2015), extended: rows that need several columns, prices, and classes of which some rows may stay
/// short (there rows have no weight of their own: what may be missed is not to be chased). Ends
/// when it has looked at `work` entries of the matrix, never by the clock. Ascending.
/// Without a budget: the least price that meets every class, from a start that does; never dearer
/// than `start`. With one: the most covered within it, never less than `start`. It also ends where
/// it is as good as `enough` (a bound that is known: a price; rows that are not short), -1: no
/// such.
std::vector<std::uint32_t> improve_placement(const PlacementProblem& problem,
                                             std::span<const std::uint32_t> start,
                                             std::int64_t budget, std::uint64_t work,
                                             std::uint64_t seed, double enough = -1,
                                             const PlacementProgress& progress = {});

/// Lagrangian bound by subgradients (Held, Wolfe & Crowder 1974; for covering Caprara, Fischetti &
/// Toth, Operations Research 47(5), 1999). For any prices u >= 0 of rows no choice that meets the
/// classes is cheaper than
///   sum_r k_r u_r - sum over classes of their may_miss largest k_r u_r
///     + sum_c min(0, price_c - sum over rows of c of u_r),
/// so every round gives a bound; its best comes close to that of the linear programme. With a
/// budget B no choice covers more than (0 <= u_r <= 1)
///   sum_r k_r (1 - u_r) + the most that B buys of columns in parts, each worth the sum of its
///   u_r  (a fractional knapsack; Dantzig 1957).
/// `near`: the price (or cover) of a choice that is known. Ends after `work` entries.
double lagrangian_bound(const PlacementProblem& problem, std::int64_t budget, double near,
                        std::uint64_t work, const PlacementProgress& progress = {});

struct PlacementOptions {
  std::int64_t budget = 0;             ///< 0: none; the least price is looked for
  std::uint64_t work = 1'500'000'000;  ///< entries that the local search looks at
  std::uint64_t bound_work = 3'000'000'000;
  std::uint64_t seed = 1;
  /// Up to so many entries (rows that the same columns cover counted once) CBC solves the linear
  /// programme, and up to so many of these columns and rows it branches.
  std::size_t linear_entries = 60'000;
  std::size_t branch_columns = 500, branch_rows = 2'000;
  int node_limit = 5'000;
  PlacementProgress progress{};  ///< of search and bound, or nothing
};

enum class BoundBy { kLagrange, kLinear, kBranching };

struct PlacementAnswer {
  GreedyPlacement greedy;             ///< to the end: the curve
  std::vector<std::uint32_t> chosen;  ///< ascending
  std::int64_t price = 0, greedy_price = 0;
  std::uint64_t covered = 0, greedy_covered = 0, wanted = 0;  ///< sums of min(need, count); of need
  std::vector<std::uint64_t> missed;                          ///< by class
  std::vector<std::uint64_t> out_of_reach;                    ///< by class
  bool met = false;  ///< every class (without regard to the budget)
  double bound = 0;  ///< no choice is cheaper; with a budget: none covers more
  BoundBy by = BoundBy::kLagrange;
  bool proven = false;
  /// (price - bound) / price, or (bound - covered) / bound.
  double gap = 0;
};

/// All of it: greedy, a first bound, branch and cut where the size allows; where these prove
/// nothing local search and a better bound. Where rows are out of reach, and more than may be
/// missed, those in reach are asked for alone; `met` is false.
PlacementAnswer place(PlacementProblem problem, const PlacementOptions& options = {});

}  // namespace vedette
