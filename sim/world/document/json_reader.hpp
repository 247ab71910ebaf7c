// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "world/document/tree_builder.hpp"

namespace vedette {

/// One JSON document (RFC 8259, GeoJSON) → located JSON, by nlohmann's parser: yaml-cpp refuses
/// surrogate pairs ("\ud83d\ude00") and is ten times slower. Numbers are typed as in YAML.
/// Keys that come twice are added to `diagnostics`; anything else throws InputError at its place.
/// Parameters as in read_yaml.
Tree read_json(std::string_view text, std::uint32_t file, const std::string& name,
               ReadBudget& budget, Diagnostics& diagnostics);

}  // namespace vedette
