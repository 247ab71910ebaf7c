// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace vedette {

/// Rows to be covered (sample points, junctions), each by one of the columns that it lists
/// (cameras, posts). Choose the fewest columns.
class SetCover {
 public:
  explicit SetCover(std::size_t columns) : columns_(columns) {}
  /// The row's columns, in any order, named twice is once. Throws std::invalid_argument on a column
  /// that is not there. A row may be empty: then nothing covers all rows.
  void add_row(std::span<const std::uint32_t> columns);

  std::size_t rows() const { return begin_.size() - 1; }
  std::size_t columns() const { return columns_; }
  /// In ascending order.
  std::span<const std::uint32_t> row(std::size_t r) const {
    return {entries_.data() + begin_[r], entries_.data() + begin_[r + 1]};
  }
  /// For each column its rows, ascending.
  std::vector<std::vector<std::uint32_t>> rows_of_columns() const;
  /// Whether every row has one of `chosen`.
  bool covered_by(std::span<const std::uint32_t> chosen) const;

 private:
  std::size_t columns_;
  std::vector<std::uint32_t> begin_{0};
  std::vector<std::uint32_t> entries_;
};

/// Greedy: always the column that covers most rows that are not covered yet, the lowest of equal
/// ones; evaluated lazily (Minoux 1978), since a column's worth only falls. At most
/// H(largest column) times the optimum (Chvatal 1979). Columns in the order of choosing; throws
/// std::invalid_argument where a row is empty (so do the functions below).
std::vector<std::uint32_t> greedy_cover(const SetCover& cover);

/// Local search with row weights (RWLS; Gao, Weise & Li, European Journal of Operational Research
/// 246(3), 2015) from a cover, for so many steps. Returns the best cover found, ascending; never
/// worse than `start`.
std::vector<std::uint32_t> improve_cover(const SetCover& cover,
                                         std::span<const std::uint32_t> start, std::uint64_t steps,
                                         std::uint64_t seed);

struct SetCoverOptions {
  std::uint64_t steps = 20'000;  // of the local search; 0: none
  std::uint64_t seed = 1;
  bool bound = true;        // a lower bound by linear programming, and a proof where
  int node_limit = 20'000;  // branch and cut gets there within this many nodes
  /// Above this many entries in the rows that remain after reduction only the trivial bound is
  /// given.
  std::size_t bound_entries = 2'000'000;
  /// A larger one than this is branched on only where the linear bound comes within `close`
  /// columns: the others would use up their nodes and prove nothing.
  std::size_t easy_entries = 20'000;
  std::size_t close = 2;
};

struct SetCoverAnswer {
  std::vector<std::uint32_t> chosen;  // ascending
  std::size_t greedy = 0;             // columns that greedy takes
  std::size_t lower_bound = 0;        // no cover is smaller
  bool proven = false;                // lower_bound = size of chosen
  double gap() const;                 // (size - lower_bound) / size
};

/// Greedy, local search, then branch and cut on what rows and columns remain after those that
/// others dominate are taken out. The same options give the same answer. The cover is checked row
/// by row; the bound rests on CBC.
SetCoverAnswer fewest_columns(const SetCover& cover, const SetCoverOptions& options = {});

/// Rows that contain another row, and columns whose rows another column covers too, taken out until
/// none are left (of equal ones the lowest stays). Some optimum of `cover` uses only columns that
/// are left.
struct ReducedCover {
  SetCover cover{0};
  std::vector<std::uint32_t> columns;  // number in the original of each that is left
};
ReducedCover reduced(const SetCover& cover);

/// How many sets of exactly `size` columns cover every row; nothing after `step_limit` branches.
/// Exact: it branches on the row with fewest columns left, and each set is counted at the first of
/// that row's columns that it holds.
std::optional<std::uint64_t> count_covers(const SetCover& cover, std::size_t size,
                                          std::uint64_t step_limit = 10'000'000);

}  // namespace vedette
