// SPDX-License-Identifier: Apache-2.0
#include "base/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>
#include <utility>

namespace vedette {
namespace {

[[noreturn]] void fail(Place place, std::string message, std::string hint = {}) {
  throw InputError{{std::move(place), Severity::kError, std::move(message), std::move(hint)}};
}

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
    if (!text.empty() && text.front() == '-') return {};
  }
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

/// Walks through the text field by field; quoted fields are unescaped where they stand.
class Scanner {
 public:
  Scanner(std::string& text, const std::string& file, char separator)
      : text_(text), file_(file), separator_(separator) {
    if (text_.starts_with("\xef\xbb\xbf")) line_start_ = at_ = 3;
  }

  /// Moves to the next line that holds fields; false at the end.
  bool next_row() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '#') {
        const std::size_t end = text_.find('\n', at_);
        at_ = end == std::string::npos ? text_.size() : end;
        if (at_ == text_.size()) return false;
        new_line();
      } else if (c == '\n') {
        new_line();
      } else if (c == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n')) {
        ++at_;
      } else {
        return true;
      }
    }
    return false;
  }

  struct Field {
    std::size_t offset, length;
    int column;
    bool last;  // of its row
  };

  Field field() {
    const int column = static_cast<int>(at_ - line_start_) + 1;
    if (at_ < text_.size() && text_[at_] == '"') return quoted(column);
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') ++at_;
    std::size_t end = at_;
    if (end > begin && text_[end - 1] == '\r' && (at_ == text_.size() || text_[at_] == '\n')) --end;
    return {begin, end - begin, column, finish_field()};
  }

  int line() const { return line_; }

 private:
  Field quoted(int column) {
    const Place start{file_, line_, column};
    const std::size_t begin = ++at_;
    std::size_t to = begin;
    for (;; ++at_) {
      if (at_ >= text_.size()) fail(start, "this quoted field is never closed");
      if (text_[at_] == '"') {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
        ++at_;
      } else if (text_[at_] == '\n') {
        ++line_;
        line_start_ = at_ + 1;
      }
      text_[to++] = text_[at_];
    }
    ++at_;
    if (at_ < text_.size() && text_[at_] == '\r' &&
        (at_ + 1 == text_.size() || text_[at_ + 1] == '\n'))
      ++at_;
    if (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n')
      fail({file_, line_, static_cast<int>(at_ - line_start_) + 1},
           "text after the closing quote of a field", "write a quote inside a field as \"\"");
    return {begin, to - begin, column, finish_field()};
  }

  /// Steps over the separator (false) or the end of the line (true).
  bool finish_field() {
    if (at_ >= text_.size()) return true;
    if (text_[at_] == separator_) {
      ++at_;
      return false;
    }
    new_line();
    return true;
  }

  void new_line() {
    ++at_;
    ++line_;
    line_start_ = at_;
  }

  std::string& text_;
  const std::string& file_;
  char separator_;
  std::size_t at_ = 0, line_start_ = 0;
  int line_ = 1;
};

std::string read_all(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) fail({path, 0, 0}, "cannot open this file");
  std::string text;
  char chunk[1 << 16];
  std::size_t n = 0;
  while ((n = std::fread(chunk, 1, sizeof chunk, file)) > 0) text.append(chunk, n);
  const bool bad = std::ferror(file);
  std::fclose(file);
  if (bad) fail({path, 0, 0}, "cannot read this file");
  return text;
}

}  // namespace

CsvTable CsvTable::read(const std::string& path, char separator) {
  return parse(read_all(path), path, separator);
}

CsvTable CsvTable::parse(std::string text, std::string file, char separator) {
  CsvTable table;
  table.file_ = std::move(file);
  Scanner scan(text, table.file_, separator);
  if (!scan.next_row()) fail({table.file_, 0, 0}, "no header row: the file holds no data");
  table.header_line_ = scan.line();
  for (bool last = false; !last;) {
    const Scanner::Field f = scan.field();
    last = f.last;
    std::string name(trimmed({text.data() + f.offset, f.length}));
    if (table.find(name))
      fail({table.file_, table.header_line_, f.column},
           fmt::format("column '{}' stands twice", name));
    table.columns_.push_back(std::move(name));
  }
  const std::size_t width = table.columns_.size();
  while (scan.next_row()) {
    const int line = scan.line();
    std::size_t count = 0;
    for (bool last = false; !last; ++count) {
      const Scanner::Field f = scan.field();
      last = f.last;
      if (count < width)
        table.cells_.push_back(
            {f.offset, static_cast<std::uint32_t>(f.length), static_cast<std::uint32_t>(f.column)});
    }
    if (count != width)
      fail({table.file_, line, 1},
           fmt::format("{} fields in this row, {} in the header", count, width));
    table.lines_.push_back(line);
  }
  table.data_ = std::make_shared<const std::string>(std::move(text));
  return table;
}

std::optional<std::size_t> CsvTable::find(std::string_view name) const {
  const auto it = std::find(columns_.begin(), columns_.end(), name);
  if (it == columns_.end()) return {};
  return static_cast<std::size_t>(it - columns_.begin());
}

std::optional<std::size_t> CsvTable::column(std::string_view name, Diagnostics& diagnostics) const {
  const std::optional<std::size_t> index = find(name);
  if (index) return index;
  const std::string close = nearest(name, columns_);
  std::string hint = close.empty() ? "columns:" : fmt::format("did you mean '{}'?", close);
  if (close.empty())
    for (const std::string& c : columns_) hint += " " + c;
  diagnostics.error(header_place(), fmt::format("no column '{}'", name), std::move(hint));
  return {};
}

std::size_t CsvTable::column(std::string_view name) const {
  Diagnostics found;
  if (const auto index = column(name, found)) return *index;
  throw InputError{found.all().front()};
}

std::optional<double> CsvTable::number(std::size_t row, std::size_t column) const {
  const std::optional<double> value = parse_number<double>(text(row, column));
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<double> CsvTable::number(std::size_t row, std::size_t column,
                                       Diagnostics& diagnostics) const {
  const std::optional<double> value = number(row, column);
  if (!value)
    diagnostics.error(place(row, column), fmt::format("'{}' in column '{}' is not a number",
                                                      text(row, column), columns_[column]));
  return value;
}

std::optional<std::int64_t> CsvTable::integer(std::size_t row, std::size_t column) const {
  return parse_number<std::int64_t>(text(row, column));
}

std::optional<std::int64_t> CsvTable::integer(std::size_t row, std::size_t column,
                                              Diagnostics& diagnostics) const {
  const std::optional<std::int64_t> value = integer(row, column);
  if (!value)
    diagnostics.error(place(row, column), fmt::format("'{}' in column '{}' is not a whole number",
                                                      text(row, column), columns_[column]));
  return value;
}

std::optional<bool> truth_of(std::string_view word) {
  std::string small(trimmed(word));
  for (char& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  for (const char* yes : {"1", "true", "t", "yes", "y", "是", "真", "有", "单行", "单向", "单行道"})
    if (small == yes) return true;
  for (const char* no :
       {"0", "false", "f", "no", "n", "否", "不是", "假", "无", "双行", "双向", "双行道"})
    if (small == no) return false;
  return std::nullopt;
}

Place CsvTable::place(std::size_t row, std::size_t column) const {
  const Cell& cell = cells_[row * columns_.size() + column];
  return {file_, lines_[row], static_cast<int>(cell.column)};
}

}  // namespace vedette
