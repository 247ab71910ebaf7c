// SPDX-License-Identifier: Apache-2.0
#include "report/words.hpp"

#include <stdexcept>
#include <string>

namespace vedette {

namespace {

std::string_view in(const Word& word, Lang lang) {
  return lang == Lang::kZh ? word.zh : word.en;
}

}  // namespace

std::string_view word(std::string_view key, Lang lang) {
  for (const auto table : {page_words(), map_words(), term_words(), equipment_words(),
                           single_words(), study_words(), placement_words()}) {
    for (const Word& w : table) {
      if (w.key == key) return in(w, lang);
    }
  }
  throw std::out_of_range("no word " + std::string(key));
}

nlohmann::ordered_json words_json(Lang lang, bool study) {
  auto out = nlohmann::ordered_json::object();
  for (const auto table :
       {page_words(), map_words(), term_words(), equipment_words(), single_words()}) {
    for (const Word& w : table) out[std::string(w.key)] = in(w, lang);
  }
  if (study)
    for (const auto table : {study_words(), placement_words()})
      for (const Word& w : table) out[std::string(w.key)] = in(w, lang);
  return out;
}

}  // namespace vedette
