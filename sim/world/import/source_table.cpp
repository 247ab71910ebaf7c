// SPDX-License-Identifier: Apache-2.0
#include "world/import/source_table.hpp"

#include <algorithm>
#include <filesystem>

#include "base/hash.hpp"
#include "world/document/text_file.hpp"

namespace vedette {

namespace fs = std::filesystem;

namespace {

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

// Puts other names in place of the header line, so that all rows keep their lines.
std::string with_header(const std::string& text, const Json& names, char separator) {
  std::size_t at = 0;
  while (at < text.size() && (text[at] == '#' || text[at] == '\n' || text[at] == '\r')) {
    const std::size_t end = text.find('\n', at);
    at = end == std::string::npos ? text.size() : end + 1;
  }
  std::string header;
  for (const Json& name : names) {
    if (!header.empty()) header += separator;
    header += '"';
    for (const char c : name.get<std::string>()) {
      if (c == '"') header += c;
      header += c;
    }
    header += '"';
  }
  return text.substr(0, at) + header + text.substr(std::min(text.find('\n', at), text.size()));
}

// Blanks out lines at the beginning; those that follow keep their numbers.
std::string without_lines(const std::string& text, int lines) {
  std::size_t at = 0;
  for (int i = 0; i < lines && at < text.size(); ++i)
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  return std::string(static_cast<std::size_t>(
                         std::count(text.begin(), text.begin() + static_cast<long>(at), '\n')),
                     '\n') +
         text.substr(at);
}

// Spreadsheets leave rows of separators alone behind; they hold nothing.
std::string without_empty_rows(const std::string& text, char separator) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line(text.data() + at, end - at);
    const bool empty = line.find_first_not_of(std::string{separator, '\r'}) == line.npos;
    if (!empty) out += line;
    if (end < text.size()) out += '\n';
    at = end + 1;
  }
  return out;
}

std::vector<std::string> csv_files(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    if (entry.is_regular_file(ignored)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

std::string source_file(const std::string& in, const Located& section, Diagnostics& diagnostics) {
  std::error_code ignored;
  const bool is_folder = fs::is_directory(in, ignored);
  const auto name = section.find("file");
  if (!name) {
    if (!is_folder) return in;
    diagnostics.error(section.key_place(), "no 'file' is named, and a whole folder is imported",
                      "give file: NAME.csv, or import one file");
    return {};
  }
  const fs::path folder = is_folder ? fs::path(in) : fs::path(in).parent_path();
  const fs::path path = (folder / name->value().get<std::string>()).lexically_normal();
  if (!fs::exists(path, ignored)) {
    const std::string near = nearest(name->value().get<std::string>(), csv_files(folder));
    diagnostics.error(name->place(), "no such file: '" + path.string() + "'",
                      near.empty() ? "" : "did you mean '" + near + "'?");
    return {};
  }
  return path.string();
}

std::optional<SourceTable> SourceTable::open(const std::string& in, const std::string& role,
                                             const Located& section,
                                             const std::vector<std::string_view>& columns,
                                             Diagnostics& diagnostics) {
  const std::string path = source_file(in, section, diagnostics);
  if (path.empty()) return std::nullopt;
  const auto separator = section.find("separator");
  const std::string mark = separator ? separator->value().get<std::string>() : ",";
  if (mark.size() != 1 || mark == "\"" || mark == "\n" || mark == "\r") {
    diagnostics.error(separator->place(), "the separator is one plain character",
                      "for example \",\", \";\" or \"\\t\"");
    return std::nullopt;
  }
  SourceTable out;
  try {
    const auto named = section.find("file");
    std::string bytes = read_text_file(path, named ? named->place() : Place{path, 0, 0});
    out.whole_.role = role;
    const fs::path shown = named ? named->value().get<std::string>() : path;
    out.whole_.file = (named && shown.is_relative() ? shown : shown.filename()).string();
    out.whole_.sha256 = sha256_hex(bytes);
    std::string text(checked_text(bytes, path));
    if (text.find('"') == std::string::npos) text = without_empty_rows(text, mark[0]);
    if (const auto skip = section.find("skip_lines"))
      text = without_lines(text, skip->value().get<int>());
    if (const auto header = section.find("header"))
      text = with_header(text, header->value(), mark[0]);
    out.table_ = CsvTable::parse(std::move(text), path, mark[0]);
  } catch (const InputError& e) {
    diagnostics.error(e.diagnostic.place, e.diagnostic.message, e.diagnostic.hint);
    return std::nullopt;
  }
  bool complete = true;
  for (const std::string_view key : columns) {
    const auto name = section.find(key);
    if (!name) continue;
    const auto column = out.table_.column(name->value().get<std::string>(), diagnostics);
    if (column)
      out.columns_.emplace(key, *column);
    else
      complete = false;
  }
  if (!complete) return std::nullopt;
  out.whole_.rows = out.whole_.taken = out.table_.rows();
  return out;
}

std::string SourceTable::text(std::size_t row, std::string_view key) const {
  const auto it = columns_.find(key);
  return it == columns_.end() ? std::string() : trimmed(table_.text(row, it->second));
}

std::optional<double> SourceTable::number(std::size_t row, std::string_view key,
                                          Diagnostics& diagnostics) const {
  return table_.number(row, columns_.find(key)->second, diagnostics);
}

Place SourceTable::place(std::size_t row, std::string_view key) const {
  return table_.place(row, columns_.find(key)->second);
}

std::string SourceTable::cell(std::size_t row, std::string_view column) const {
  return trimmed(table_.text(row, *table_.find(column)));
}

bool SourceTable::has_column(std::string_view name, Diagnostics& diagnostics) const {
  return table_.column(name, diagnostics).has_value();
}

}  // namespace vedette
