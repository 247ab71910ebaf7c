// SPDX-License-Identifier: Apache-2.0
#include "report/words.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

namespace {

using vedette::Word;

std::vector<Word> all_words() {
  std::vector<Word> out;
  for (const auto table : {vedette::page_words(), vedette::map_words(), vedette::term_words(),
                           vedette::equipment_words(), vedette::single_words(),
                           vedette::study_words(), vedette::placement_words()})
    out.insert(out.end(), table.begin(), table.end());
  return out;
}

// The {values} that a text asks for.
std::multiset<std::string> values(std::string_view text) {
  std::multiset<std::string> out;
  for (std::size_t at = 0; (at = text.find('{', at)) != std::string_view::npos; ++at) {
    const std::size_t close = text.find('}', at);
    REQUIRE(close != std::string_view::npos);
    out.emplace(text.substr(at + 1, close - at - 1));
  }
  return out;
}

// Latin words of two letters and more outside {values}.
std::set<std::string> latin_words(std::string_view text) {
  std::set<std::string> out;
  std::string word;
  bool inside = false;
  for (const char c : std::string(text) + ' ') {
    if (c == '{') inside = true;
    const bool letter = !inside && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    if (c == '}') inside = false;
    if (letter) {
      word += c;
      continue;
    }
    if (word.size() > 1) out.insert(word);
    word.clear();
  }
  return out;
}

bool has_chinese(std::string_view text) {
  // U+4E00 to U+9FFF are E4 B8 80 to E9 BF BF in UTF-8.
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0xe4 && byte <= 0xe9) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("every word is there in both languages, once, with the same values") {
  std::set<std::string> keys;
  for (const Word& w : all_words()) {
    INFO(w.key);
    CHECK(keys.insert(std::string(w.key)).second);
    CHECK_FALSE(w.en.empty());
    CHECK_FALSE(w.zh.empty());
    CHECK(values(w.en) == values(w.zh));
  }
  CHECK(keys.size() > 150);
}

TEST_CASE("the languages do not mix") {
  const std::set<std::string> allowed = {"JavaScript", "SHA", "Hyndman", "Fan"};
  for (const Word& w : all_words()) {
    INFO(w.key);
    CHECK_FALSE(has_chinese(w.en));
    for (const std::string& latin : latin_words(w.zh)) CHECK(allowed.count(latin) == 1);
  }
}

TEST_CASE("a word is found by key and language") {
  using vedette::Lang;
  CHECK(vedette::word("layer.stations", Lang::kZh) == "警务工作站");
  CHECK(vedette::word("layer.stations", Lang::kEn) == "Stations");
  CHECK_THROWS_AS(vedette::word("no.such", Lang::kEn), std::out_of_range);
  CHECK(vedette::words_json(Lang::kZh, true).size() == all_words().size());
  CHECK(vedette::words_json(Lang::kZh).size() < all_words().size());
}
