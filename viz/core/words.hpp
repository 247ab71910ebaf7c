// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/lang.hpp"

namespace vedette::view {

/// One text of the viewer in every language; both end with a zero byte.
struct Word {
  std::string_view key, en, zh;
};

std::span<const Word> words();
/// Those of words_study.cpp and words_equipment.cpp; `words` has them too.
std::span<const Word> more_words();
std::span<const Word> equipment_words();
/// The text of `key`; "?" for a key that is not there (tests look for them).
const char* text(std::string_view key, Lang lang);
bool has_text(std::string_view key);

/// All letters of all words, those of figures among them.
std::string letters_of_words();

}  // namespace vedette::view
