// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "world/document/located.hpp"
#include "world/import/log_filter.hpp"
#include "world/import/log_stamp.hpp"

namespace vedette {

/// What one kind of log is made of. The first stamp dates the row.
struct LogWords {
  struct Span {
    std::string_view name;
    std::size_t from, to;  ///< stamps that it lies between where no column has it
  };
  std::vector<std::string_view> stamps;
  std::vector<Span> spans;
  std::vector<std::string_view> numbers, texts;
};
const LogWords& call_log_words();   ///< received … cleared; process … whole
const LogWords& alarm_log_words();  ///< raised … cleared; acknowledge, assess, clear, whole

/// Rows left out for one reason; the first hundred by line.
struct DroppedLogRows {
  std::string why;
  std::size_t rows = 0;
  std::vector<int> lines;
  std::string example;  ///< the text that the first of them was left out for
};

struct LogRow {
  std::size_t row = 0;
  std::vector<std::optional<Stamp>> stamps;  ///< in the order of the words
  std::vector<std::optional<double>> spans;  ///< seconds; nothing where it is not known
  std::vector<std::optional<double>> numbers;
};

/// A log with its rows read, filtered, and its spans found.
class LogTable {
 public:
  /// `section` has `columns` (key of the words → column) and may have `dates`, `seconds_per_unit`,
  /// `keep`, `limits`, `unreadable` (log_words.schema in docs/calibration.md). Findings go to the
  /// list, at most 20 for the cells of one column; after errors the result must not be used.
  static LogTable read(CsvTable table, const LogWords& words, const Located& section,
                       Diagnostics& diagnostics);

  std::size_t rows() const { return table_.rows(); }
  const std::vector<LogRow>& kept() const { return kept_; }
  const std::vector<DroppedLogRows>& dropped() const { return dropped_; }
  bool has(std::string_view key) const { return column(key).has_value(); }
  /// The cell without blanks around it; "" where the section names no such column.
  std::string text(const LogRow& row, std::string_view key) const;
  int line(const LogRow& row) const { return table_.place(row.row, 0).line; }
  Place place(const LogRow& row, std::string_view key) const;
  const CsvTable& table() const { return table_; }
  /// Drops the kept rows whose day is not in [from, until).
  void keep_days(std::int64_t from, std::int64_t until, const std::string& why);

  /// What there is of one span among the kept rows.
  struct SpanValues {
    std::vector<double> values;            ///< within its limits, in the order of the rows
    std::size_t missing = 0, outside = 0;  ///< not known; not within the limits
    LogBounds bounds;
  };
  SpanValues span(std::string_view name) const;
  bool in_limits(const LogRow& row, std::size_t span) const;
  std::size_t span_index(std::string_view name) const;  ///< must exist

 private:
  friend class LogReader;
  std::optional<std::size_t> column(std::string_view key) const;
  void drop(const LogRow& row, const std::string& why, const std::string& example);

  CsvTable table_;
  const LogWords* words_ = nullptr;
  std::vector<std::pair<std::string, std::size_t>> columns_;
  std::vector<LogRow> kept_;
  std::vector<DroppedLogRows> dropped_;
  std::vector<LogBounds> limits_;  // of each span
};

}  // namespace vedette
