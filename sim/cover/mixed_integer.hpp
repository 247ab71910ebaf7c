// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vedette {

enum class RowSense { kAtLeast, kAtMost, kEqual };

enum class MixedIntegerStatus {
  kOptimal,    // proven
  kLimit,      // the node limit was reached; `values` may be empty, `bound` holds
  kInfeasible  // no values satisfy the rows; also where the objective has no bound
};

struct MixedIntegerAnswer {
  MixedIntegerStatus status = MixedIntegerStatus::kInfeasible;
  std::vector<double> values;  // by column, whole ones exactly whole; empty if none were found
  double objective = 0;        // of `values`
  double bound = 0;            // no solution is below
  /// (objective - bound) / |objective|; 0 when optimal.
  double gap() const;
};

/// A linear programme with whole and continuous columns, minimised by branch and cut (COIN-OR CBC,
/// through its C interface): one thread, fixed seeds, a limit on nodes and none on the clock, so
/// that the same programme always gets the same answer. CBC computes in doubles: an objective is
/// optimal to about 1e-9 of its size, and a caller that can should compute it again from the
/// values.
class MixedInteger {
 public:
  struct Entry {
    std::uint32_t column;
    double value;
  };

  /// Returns the column's number. Throws std::invalid_argument where lower > upper or a number is
  /// not finite (`upper` may be infinity).
  std::uint32_t add_column(double lower, double upper, double cost, bool whole);
  /// sum of entries (each column once) >=, <=, = `side`. Throws std::invalid_argument on a column
  /// that is not there.
  void add_row(std::span<const Entry> entries, RowSense sense, double side);

  std::size_t columns() const { return columns_.size(); }
  std::size_t rows() const { return rows_.size(); }

  /// Throws std::runtime_error where CBC gives up, or where its answer breaks a row or a bound.
  MixedIntegerAnswer solve(int node_limit = 1'000'000) const;

 private:
  struct Column {
    double lower, upper, cost;
    bool whole;
  };
  struct Row {
    std::size_t begin, end;  // of entries_
    RowSense sense;
    double side;
  };
  void check(std::span<const double> values) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
  std::vector<Entry> entries_;
};

}  // namespace vedette
