// SPDX-License-Identifier: Apache-2.0
#include "cli/words.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>

namespace vedette::cli {
namespace {

// The values that a sentence takes, in their order: "{:.1f}" and "{}" both count as one.
std::size_t values(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '{'));
}

TEST_CASE("every sentence stands in both languages and takes the same values") {
  std::set<std::string_view> keys;
  for (const Sentence& s : sentences()) {
    CAPTURE(s.key);
    CHECK(keys.insert(s.key).second);
    CHECK_FALSE(s.en.empty());
    CHECK_FALSE(s.zh.empty());
    CHECK(values(s.en) == values(s.zh));
    if (s.en.find_first_of("abcdefghijklmnopqrstuvwxyz") != std::string_view::npos &&
        s.key != "validate.head") {
      const bool chinese = std::any_of(s.zh.begin(), s.zh.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0xe3;
      });
      CHECK(chinese);
    }
  }
}

TEST_CASE("only all reads 100 per cent, and only nothing 0") {
  CHECK(shown_percent(1) == "100.00");
  CHECK(shown_percent(0) == "0.00");
  CHECK(shown_percent(0.5) == "50.00");
  CHECK(shown_percent(0.9999) == "99.99");
  CHECK(shown_percent(0.999995) == "99.9995");
  CHECK(shown_percent(0.00001) == "0.001");
  CHECK(shown_percent(1 - 1e-13) == "100.00");
  CHECK(shown_percent(-1e-13) == "0.00");
}

}  // namespace
}  // namespace vedette::cli
