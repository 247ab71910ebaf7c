// SPDX-License-Identifier: Apache-2.0
#include "study/validation/data_folder.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "world/document/text_file.hpp"

namespace vedette::validation {

namespace {

// Blanks out what is no part of the table; line numbers stay.
std::string only_table(const std::string& text, const std::string& header,
                       const std::string& file) {
  std::string out;
  bool begun = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    at = end + 1;
    if (!begun && line.starts_with(header + ",")) {
      begun = true;
      line.erase(line.find_last_not_of(',') + 1);
    }
    if (begun && line.find_first_not_of(',') != std::string::npos) out += line;
    out += '\n';
  }
  if (!begun)
    throw InputError{{{file, 0, 0}, Severity::kError, "no line begins with '" + header + ",'", ""}};
  return out;
}

}  // namespace

DataFolder DataFolder::usual(const std::string& given) {
  std::vector<std::string> folders;
  if (!given.empty()) folders.push_back(given);
  if (const char* named = std::getenv("VEDETTE_DATA"); named && *named) folders.push_back(named);
  folders.push_back("../shared/data");
  return DataFolder(std::move(folders));
}

std::string DataFolder::path(const std::string& name) const {
  for (const std::string& folder : folders_) {
    const std::filesystem::path path = std::filesystem::path(folder) / name;
    std::error_code ignored;
    if (std::filesystem::is_regular_file(path, ignored)) return path.string();
  }
  throw DataAbsent{name};
}

CsvTable DataFolder::table(const std::string& name, const std::string& header) const {
  const std::string file = path(name);
  if (header.empty()) return CsvTable::read(file);
  return CsvTable::parse(only_table(read_text_file(file, {file, 0, 0}), header, file), file);
}

}  // namespace vedette::validation
