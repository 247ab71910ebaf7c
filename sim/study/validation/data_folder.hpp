// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/csv.hpp"
#include "world/document/located.hpp"

namespace vedette::validation {

/// Thrown when a case names a data file that is in none of the folders: the case is skipped.
struct DataAbsent {
  std::string file;
};

/// Where the files that cases name are looked for, first come first served. Data sets are not part
/// of the program.
class DataFolder {
 public:
  explicit DataFolder(std::vector<std::string> folders) : folders_(std::move(folders)) {}
  /// `given` (may be empty), then the environment's VEDETTE_DATA, then ../shared/data.
  static DataFolder usual(const std::string& given);

  /// The table of the file that `name` names. With `header`, the table begins at the line whose
  /// first column has that name; empty columns at the end of that line and lines of commas alone
  /// are dropped (the files of JEMSS). Throws DataAbsent, or InputError on a file that is no table.
  CsvTable table(const std::string& name, const std::string& header) const;

  /// The path of the file that `name` names. Throws DataAbsent.
  std::string path(const std::string& name) const;

 private:
  std::vector<std::string> folders_;
};

}  // namespace vedette::validation
