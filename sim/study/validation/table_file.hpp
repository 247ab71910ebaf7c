// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "study/validation/data_folder.hpp"
#include "study/validation/inputs.hpp"

namespace vedette::validation {

/// A table (`file`, `header`) and what the case says about its columns.
struct TableFile {
  const Inputs& given;
  CsvTable table;
  TableFile(const Inputs& inputs, const DataFolder& data)
      : given(inputs), table(data.table(inputs.text("file", ""), inputs.text("header", ""))) {}
  /// The column that `key` names, if it does.
  std::optional<std::size_t> column(std::string_view key) const {
    if (!given.has(key)) return std::nullopt;
    return table.column(given.text(key, ""));
  }
  double number(std::size_t row, std::size_t column) const {
    if (const auto value = table.number(row, column)) return *value;
    throw InputError{{table.place(row, column), Severity::kError,
                      "'" + std::string(table.text(row, column)) + "' is no number", ""}};
  }
  std::string name(std::size_t row, std::size_t column) const {
    return canonical_name(table.text(row, column));
  }
};

}  // namespace vedette::validation
