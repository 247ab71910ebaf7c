// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vedette {

/// What was probably meant by an unknown key: the key (empty = no guess) and a sentence about it.
struct KeyHint {
  std::string key;
  std::string text;
};

/// Quantities carry their unit in the key, so a wrong or missing unit is looked for first
/// (`range_km` or `range` for `range_m`), then a slip of spelling. Without a guess the sentence
/// lists the keys there are, if these are few.
KeyHint key_hint(std::string_view unknown, const std::vector<std::string>& known);

}  // namespace vedette
