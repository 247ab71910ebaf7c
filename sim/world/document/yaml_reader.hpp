// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "world/document/tree_builder.hpp"

namespace vedette {

/// One YAML document → located JSON. Scalars are typed as plain_scalar says; quoted ones are text;
/// keys are always text (`12:` is the key "12"). Aliases are expanded; merge keys (`<<`), tags
/// other than !!str, !!map and !!seq, tabs as indentation, keys that are lists or maps and a
/// second document are errors. An empty text gives null.
///
/// Keys that come twice are added to `diagnostics`; anything else throws InputError, at its place.
/// `file` is the index to stamp on the places, `name` what people call the file; `first_column`
/// is the column at which the text's first line begins.
Tree read_yaml(std::string_view text, std::uint32_t file, const std::string& name,
               ReadBudget& budget, Diagnostics& diagnostics, std::uint32_t first_column = 1);

}  // namespace vedette
