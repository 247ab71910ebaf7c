// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"

namespace vedette {

/// Whether a cell says yes (1, true, t, yes, y, 是, 有, 单行 …) or no (0, false, f, no, n, 否, 无,
/// 双行 …), whatever its capitals; nothing where it says neither, or is empty.
std::optional<bool> truth_of(std::string_view word);

/// A table read from a CSV file (RFC 4180): the first row names the columns. Fields may be in
/// double quotes ("" for a quote) and then span lines; CRLF or LF; a UTF-8 byte order mark is
/// skipped, so are empty lines and lines that start with `#`. Strict: a row with another number of
/// fields than the header, a repeated column name, text after a closing quote or an unclosed one
/// are errors.
class CsvTable {
 public:
  /// Throws InputError when the file cannot be read or is not such a table.
  static CsvTable read(const std::string& path, char separator = ',');
  /// The same from text; `file` names it in messages.
  static CsvTable parse(std::string text, std::string file, char separator = ',');

  const std::string& file() const { return file_; }
  const std::vector<std::string>& columns() const { return columns_; }
  std::size_t rows() const { return columns_.empty() ? 0 : cells_.size() / columns_.size(); }

  /// Index of a column, if there.
  std::optional<std::size_t> find(std::string_view name) const;
  /// Index of a column; throws InputError with the nearest name as a hint.
  std::size_t column(std::string_view name) const;
  /// The same, but adds to the list instead of throwing.
  std::optional<std::size_t> column(std::string_view name, Diagnostics& diagnostics) const;

  /// Valid as long as the table (or a copy of it) lives. Not trimmed.
  std::string_view text(std::size_t row, std::size_t column) const {
    return cells_[row * columns_.size() + column].view(data_->data());
  }
  bool empty(std::size_t row, std::size_t column) const { return text(row, column).empty(); }
  /// The cell as a finite number (blanks around it allowed), nothing if it is none.
  std::optional<double> number(std::size_t row, std::size_t column) const;
  /// The same; a cell that is no number is added to the list.
  std::optional<double> number(std::size_t row, std::size_t column, Diagnostics& diagnostics) const;
  std::optional<std::int64_t> integer(std::size_t row, std::size_t column) const;
  std::optional<std::int64_t> integer(std::size_t row, std::size_t column,
                                      Diagnostics& diagnostics) const;
  /// Where the cell stands (line of its row; columns count bytes from 1).
  Place place(std::size_t row, std::size_t column) const;
  Place header_place() const { return {file_, header_line_, 1}; }

 private:
  struct Cell {
    std::uint64_t offset = 0;  // into *data_ (quoted fields are unescaped in place)
    std::uint32_t length = 0;
    std::uint32_t column = 0;  // byte column in its line, from 1
    std::string_view view(const char* data) const { return {data + offset, length}; }
  };

  std::string file_;
  int header_line_ = 1;
  std::shared_ptr<const std::string> data_;
  std::vector<std::string> columns_;
  std::vector<Cell> cells_;  // row by row
  std::vector<int> lines_;   // of each row
};

}  // namespace vedette
