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
std::span<const Word> equipment_words();
/// Of single points of failure.
std::span<const Word> single_words();
/// Of the map: its layers and their keys.
std::span<const Word> map_words();

/// Of the page of a study.
std::span<const Word> study_words();
/// Of the page of a camera placement.
std::span<const Word> placement_words();

/// The text of `key`. Throws std::out_of_range for a key that is in no table.
std::string_view word(std::string_view key, Lang lang);
/// {key: text} of what a report says, or with `study` of all: what the page's script reads.
nlohmann::ordered_json words_json(Lang lang, bool study = false);

}  // namespace vedette
