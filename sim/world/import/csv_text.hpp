// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vedette {

/// Writes a table that CsvTable reads back as it was: LF line ends, quotes only where needed.
class CsvText {
 public:
  explicit CsvText(const std::vector<std::string>& columns) { row(columns); }
  void row(const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) text_ += ',';
      text_ += quoted(cells[i]) ? with_quotes(cells[i]) : cells[i];
    }
    text_ += '\n';
  }
  const std::string& text() const { return text_; }

 private:
  // A row that starts with # would be a comment, an empty row none; blanks at an end would be lost
  // in other programs.
  static bool quoted(std::string_view cell) {
    if (cell.empty()) return false;
    return cell.find_first_of(",\"\r\n") != std::string_view::npos || cell.front() == '#' ||
           cell.front() == ' ' || cell.back() == ' ';
  }
  static std::string with_quotes(std::string_view cell) {
    std::string out = "\"";
    for (const char c : cell) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
  }
  std::string text_;
};

/// Whole millimetres as metres: 38350000 → "38350", 500 → "0.5".
std::string metres_text(std::int64_t mm);

}  // namespace vedette
