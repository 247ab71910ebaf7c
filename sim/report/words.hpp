// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string_view>

#include "base/lang.hpp"

namespace vedette {

/// One text of the report in every language. `{name}` stands for a value that the page fills in;
/// all languages of a word name the same values.
struct Word {
  std::string_view key;
  std::string_view en;
  std::string_view zh;
};

/// Headings, labels, sentences and units of the page.
std::span<const Word> page_words();
/// What the figures mean and how far they reach.
std::span<const Word> term_words();

/// The text of `key`. Throws std::out_of_range for a key that is in neither table.
std::string_view word(std::string_view key, Lang lang);
/// {key: text} of both tables: what the page's script reads.
nlohmann::ordered_json words_json(Lang lang);

}  // namespace vedette
