// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "world/import/log_import.hpp"

namespace vedette {

/// The types of calls that a log tells apart.
struct CallTypes {
  struct Type {
    std::string name, label, label_zh;
    std::vector<std::size_t> rows;  ///< of log.kept()
    int priority = 2;
    std::string priority_source;
  };
  std::vector<Type> types;          ///< most calls first
  std::vector<std::size_t> of_row;  ///< index into types
  std::vector<std::optional<int>> priority_of_row;
};

/// From the columns `type` and `priority` and the mapping's `types`, `priorities`,
/// `other_priority`, `least_rows`. Words that the mapping does not know are told all at once.
CallTypes find_call_types(const OpenedLog& opened, Diagnostics& diagnostics);

}  // namespace vedette
