// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "study/validation/data_folder.hpp"
#include "study/validation/inputs.hpp"

namespace vedette::validation {

/// Distances or times from some places to others, with names on both sides.
struct NamedTable {
  std::vector<std::string> rows, columns;
  std::vector<double> values;   ///< rows x columns; infinity where there is no way
  std::vector<double> weights;  ///< of the columns, where the file gives them; else empty
};

/// What stands under `key`: a list of lists (null = no way), whose rows and columns are named by
/// the lists under `row_key` and `column_key` (default 1, 2, …); or a file with the columns
/// `source`, `target` and `value_key`, one line for each pair (a pair that is not there: no way),
/// where these lists choose among the names. Throws InputError at the place of what is wrong,
/// DataAbsent.
NamedTable read_table(const Inputs& inputs, std::string_view key, std::string_view value_key,
                      std::string_view row_key, std::string_view column_key,
                      const DataFolder& data);

/// Where `bad`: an InputError at the first of `keys` that the inputs hold, as it means something
/// only with something else (`why`).
void refuse_beside(const Inputs& inputs, bool bad, std::initializer_list<std::string_view> keys,
                   std::string_view why);

/// Where `name` stands in `names`; an InputError at `place` with the nearest name as a hint.
std::size_t index_of(const std::vector<std::string>& names, const std::string& name,
                     std::string_view what, const Place& place);
/// The same for every name that the list under `key` holds.
std::vector<std::uint32_t> indices_of(const std::vector<std::string>& names, const Inputs& inputs,
                                      std::string_view key, std::string_view what);

}  // namespace vedette::validation
