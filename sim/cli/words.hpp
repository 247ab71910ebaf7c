// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>

#include "base/lang.hpp"

namespace vedette::cli {

/// A sentence that the program prints, in every language; {} stands for a value (fmt's rules). All
/// languages of a sentence take the same values.
struct Sentence {
  std::string_view key, en, zh;
};
std::span<const Sentence> sentences();
/// Those of studies among them.
std::span<const Sentence> study_sentences();
/// Those of equipment.
std::span<const Sentence> equipment_sentences();
/// Those of `vedette place`.
std::span<const Sentence> place_sentences();
/// Throws std::out_of_range for an unknown key (a mistake of the programmer).
std::string_view sentence(std::string_view key, Lang lang);

template <class... Values>
std::string say(std::string_view key, Lang lang, const Values&... values) {
  return fmt::format(fmt::runtime(sentence(key, lang)), values...);
}

/// Two decimals, or as many as it takes that only all reads 100.00 and only nothing 0.00; what
/// areas' rounding leaves is nothing.
std::string shown_percent(double share);

}  // namespace vedette::cli
