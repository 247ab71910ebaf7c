// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "document_support.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {
Document read(std::string_view text, std::string& found) {
  Diagnostics diagnostics;
  Document document = load_document_text(text, "f.geojson", any_schema(), {}, diagnostics);
  found = text_of(diagnostics);
  return document;
}
std::string found_in(std::string_view text) {
  std::string found;
  read(text, found);
  return found;
}
}  // namespace

TEST_CASE("JSON values and keys know their place, whatever stands in the text") {
  std::string found;
  const Document document = read(
      "{\"type\":\"Feature\\\"}\",\n\t\"geometry\": {\"c\\u00e9\": [ [1.5,-2e1], []  ,true,null,{} "
      "]},\n"
      "\"é\" : \"\\ud83d\\ude00\", \"big\": 18446744073709551615}",
      found);
  REQUIRE(found == "");
  CHECK(document.root.dump() ==
        "{\"type\":\"Feature\\\"}\",\"geometry\":{\"cé\":[[1.5,-20.0],[],true,null,{}]},"
        "\"é\":\"😀\",\"big\":1.8446744073709552e+19}");
  const auto place = [&](const char* pointer) {
    const Place at = document.place_of(pointer), key = document.key_place_of(pointer);
    return fmt::format("{}:{} {}:{}", key.line, key.column, at.line, at.column);
  };
  CHECK(place("") == "1:1 1:1");
  CHECK(place("/type") == "1:2 1:9");
  CHECK(place("/geometry") == "2:2 2:14");
  CHECK(place("/geometry/cé") == "2:15 2:26");
  CHECK(place("/geometry/cé/0/1") == "2:33 2:33");
  CHECK(place("/geometry/cé/1") == "2:40 2:40");
  CHECK(place("/geometry/cé/4") == "2:55 2:55");
  CHECK(place("/é") == "3:1 3:7");
  CHECK(place("/big") == "3:23 3:30");
}

TEST_CASE("bad JSON is told at its place") {
  CHECK(found_in("{\"a\": 1,\n \"a\": 2}") ==
        "f.geojson:2:2: error: key 'a' comes twice in this map\n"
        "  hint: the first one is at line 1, column 2\n");
  CHECK(found_in("{\"a\": 1,\n }").find("f.geojson:2:2: error: JSON: while parsing object key") ==
        0);
  CHECK(found_in("[1, 2").find("f.geojson:1:6: error: JSON: while parsing array") == 0);
  CHECK(found_in("[1] x").find("f.geojson:1:5: error: JSON: ") == 0);
  CHECK(found_in("[1e999]").find("f.geojson:1:6: error: JSON: number overflow") == 0);
  CHECK(found_in("") == "f.geojson: error: the file is empty\n");
  CHECK(found_in(std::string(1'000'000, '[')) ==
        "f.geojson:1:101: error: nested deeper than 100 maps and lists\n");
}
