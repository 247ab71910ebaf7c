// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "world/document/located.hpp"
#include "world/import/import_report.hpp"

namespace vedette {

/// The file that a section of a mapping means: `in` itself, or the one that it names in the folder
/// `in` (or beside the file `in`). "" after having said what is wrong.
std::string source_file(const std::string& in, const Located& section, Diagnostics& diagnostics);

/// A foreign CSV file as one section of a mapping's `tables` describes it: which file, which
/// header, and which column stands for what. Cells are read without the blanks around them.
class SourceTable {
 public:
  /// Opens the file that `section` names, in the folder `in`, or `in` itself if that is a file and
  /// the section names none. Findings (no such file, no such column, no table) go to the list; then
  /// nothing is returned. Every key of `columns` that the section has must name a column.
  static std::optional<SourceTable> open(const std::string& in, const std::string& role,
                                         const Located& section,
                                         const std::vector<std::string_view>& columns,
                                         Diagnostics& diagnostics);

  std::size_t rows() const { return table_.rows(); }
  bool has(std::string_view key) const { return columns_.count(key) > 0; }
  /// The cell; "" where the mapping names no such column.
  std::string text(std::size_t row, std::string_view key) const;
  bool empty(std::size_t row, std::string_view key) const { return text(row, key).empty(); }
  /// The cell as a finite number; a cell that is none is reported.
  std::optional<double> number(std::size_t row, std::string_view key,
                               Diagnostics& diagnostics) const;
  Place place(std::size_t row, std::string_view key) const;
  /// The same for columns by their own name (must exist).
  std::string cell(std::size_t row, std::string_view column) const;
  Place header_place() const { return table_.header_place(); }
  bool has_column(std::string_view name, Diagnostics& diagnostics) const;

  /// Line of the row in the file.
  int line(std::size_t row) const { return table_.place(row, 0).line; }
  /// What the report says of the file, all rows taken.
  const ImportedTable& whole() const { return whole_; }

 private:
  SourceTable() = default;

  CsvTable table_;
  std::map<std::string, std::size_t, std::less<>> columns_;  // key in the mapping → column
  ImportedTable whole_;
};

}  // namespace vedette
