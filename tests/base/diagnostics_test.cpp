// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostics.hpp"

#include <catch2/catch.hpp>

#include "base/csv.hpp"

using namespace vedette;

TEST_CASE("findings that differ in words and numbers alone are told twenty times, then counted") {
  Diagnostics found;
  for (int i = 2; i < 1007; ++i)
    found.error({"roads.csv", i, 5}, "'wide " + std::to_string(i) + "' in column 'way' is no word",
                "yes or no");
  for (int i = 2; i < 23; ++i)  // one too many: no line is saved
    found.error({"roads.csv", i, 1}, "a length of -" + std::to_string(i) + ".5 is below 0");
  for (int i = 2; i < 32; ++i) found.error({"roads.csv", i, 9}, "'x' in column 'speed' is no word");
  found.warning({"roads.csv", 3, 5}, "'wide' in column 'way' is no word");
  found.error({"roads.csv", 4, 7}, "the car's speed isn't known");
  const auto told = without_repeats(found.sorted());
  REQUIRE(told.size() == 21 + 21 + 21 + 2);
  std::vector<std::string> more;
  for (const Diagnostic& d : told)
    if (d.message.find("more like it") != std::string::npos) more.push_back(to_text(d));
  REQUIRE(more.size() == 2);
  CHECK(more[0] ==
        "roads.csv:22:5: error: and 985 more like it: 'wide 22' in column 'way' is no word");
  CHECK(more[1] == "roads.csv:22:9: error: and 10 more like it: 'x' in column 'speed' is no word");
  // The rest stands in its order, and few findings stay as they are.
  CHECK(told.front().message == "a length of -2.5 is below 0");
  CHECK(without_repeats(told, 1000).size() == told.size());
  CHECK(without_repeats({}).empty());
}

TEST_CASE("words for yes and no") {
  for (const char* yes : {"1", "T", "true", "TRUE", " Yes ", "y", "是", "单行"})
    CHECK(truth_of(yes) == true);
  for (const char* no : {"0", "F", "false", "No", "n", "否", "双向", "无"})
    CHECK(truth_of(no) == false);
  for (const char* neither : {"", "maybe", "2", "-1", "yesno"}) CHECK_FALSE(truth_of(neither));
}
