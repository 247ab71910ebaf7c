// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "document_support.hpp"
#include "world/document/canonical.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

// The document as canonical JSON, or its findings.
std::string read(std::string_view text) {
  Diagnostics diagnostics;
  const Document document = load_document_text(text, "f.yaml", any_schema(), {}, diagnostics);
  return diagnostics.has_errors() ? text_of(diagnostics) : document.root.dump();
}

std::string place_text(const Place& place) {
  return fmt::format("{}:{}", place.line, place.column);
}

}  // namespace

TEST_CASE("plain scalars are typed without surprises") {
  CHECK(read("[true, False, null, ~, , 5, -7, +3, 0, 2.5, -.5, 5., 1e3, 1E-2]") ==
        "[true,false,null,null,null,5,-7,3,0,2.5,-0.5,5.0,1000.0,0.01]");
  CHECK(
      read(
          "[yes, no, on, off, 007, 0x1F, 0o7, 1_000, 12:30, 1.2.3, e5, ., -, 1e, '5', \"true\"]") ==
      R"(["yes","no","on","off","007","0x1F","0o7","1_000","12:30","1.2.3",)"
      R"("e5",".","-","1e","5","true"])");
  CHECK(read("9223372036854775807") == "9223372036854775807");
  CHECK(read("9223372036854775808") == "9.223372036854776e+18");
  CHECK(read("!!str 12") == "\"12\"");
  CHECK(read("12: a\ntrue: b") == R"({"12":"a","true":"b"})");
  CHECK(read("a: .inf") ==
        "f.yaml:1:4: error: '.inf' is not a finite number\n"
        "  hint: put it in quotes if it is text\n");
  CHECK(read("a: -.INF").find("not a finite number") != std::string::npos);
  CHECK(read("a: .nan").find("not a finite number") != std::string::npos);
  CHECK(read("a: 1e999").find("f.yaml:1:4: error: number '1e999' is out of range") == 0);
}

TEST_CASE("values and keys know their place") {
  Diagnostics diagnostics;
  const Document document = load_document_text(
      "name: x\ncameras:\n  north-gate:\n    at: [1.5, 2]\n    städte/orte: {a~b: 5}\n", "f.yaml",
      any_schema(), {}, diagnostics);
  REQUIRE(text_of(diagnostics) == "");
  CHECK(place_text(document.place_of("")) == "1:1");
  CHECK(place_text(document.place_of("/name")) == "1:7");
  CHECK(place_text(document.key_place_of("/cameras")) == "2:1");
  CHECK(place_text(document.key_place_of("/cameras/north-gate")) == "3:3");
  CHECK(place_text(document.place_of("/cameras/north-gate/at")) == "4:9");
  CHECK(place_text(document.place_of("/cameras/north-gate/at/1")) == "4:15");
  CHECK(place_text(document.key_place_of("/cameras/north-gate/at/1")) == "4:15");
  CHECK(place_text(document.place_of("/cameras/north-gate/städte~1orte/a~0b")) == "5:24");
  SECTION("what is not there has the place of its owner") {
    CHECK(place_text(document.place_of("/cameras/north-gate/at/7")) == "4:9");
    CHECK(place_text(document.place_of("/cameras/north-gate/hfov/x")) == "4:5");
  }
}

TEST_CASE("every bad text is told at its place") {
  struct Case {
    std::string_view text;
    std::string expected;
  };
  const Case cases[] = {
      {"a: 1\nb:\n  c: 1\n  c: 2\na: 3\n",
       "f.yaml:4:3: error: key 'c' comes twice in this map\n"
       "  hint: the first one is at line 3, column 3\n"
       "f.yaml:5:1: error: key 'a' comes twice in this map\n"
       "  hint: the first one is at line 1, column 1\n"},
      {"", "f.yaml: error: the file is empty\n"},
      {"# only a comment\n", "f.yaml: error: the file is empty\n"},
      {"---\n...\n", "f.yaml: error: the file is empty\n"},
      {"a: 1\n---\nb: 2\n",
       "f.yaml:2:1: error: a second document starts here\n  hint: one file holds one document: "
       "look "
       "for '---', or for indentation that ends the first one too early\n"},
      {"a:\n  b: 1\n\tc: 2\n",
       "f.yaml:3:1: error: tab in the indentation\n  hint: indent with spaces\n"},
      {"a: b: c\n",
       "f.yaml:1:5: error: a ':' cannot stand here\n  hint: put text that holds ': ' in quotes, "
       "and "
       "look at the indentation\n"},
      {"a:\n  b: 1\n c: 2\n",
       "f.yaml:3:2: error: unexpected text in this map\n  hint: look at the indentation\n"},
      {"a: 1\nb: [1, 2\n", "f.yaml:2:4: error: this '[' is never closed\n"},
      {"a: 1\nb: {c: 2\n", "f.yaml:2:4: error: this '{' is never closed\n"},
      {"? [1]\n: 2\n", "f.yaml:1:3: error: a key must be text, found a list\n"},
      {"~: 2\n", "f.yaml:1:1: error: a key must be text, found nothing\n"},
      {"a: &x {k: 1}\nb:\n  <<: *x\n",
       "f.yaml:3:3: error: merge keys ('<<') are not supported\n  hint: use 'include', or repeat "
       "the value with an alias\n"},
      {"a: !car 5\n", "f.yaml:1:4: error: the tag '!car' is not supported\n"},
      {"a: *x\n", "f.yaml:1:4: error: there is no anchor of this name\n"
       "  hint: an alias *name repeats a value that was marked &name before it\n"},
      {"a: &x [*x]\n", "f.yaml:1:8: error: this alias stands inside the value that it repeats\n"},
      {std::string_view("a: b\0c\n", 7),
       "f.yaml:1:5: error: NUL byte\n  hint: this is not a text file\n"},
      {"a: é\nb: \xFFz\n",
       "f.yaml:2:4: error: not valid UTF-8 (byte 0xff)\n  hint: save the file as UTF-8\n"},
      {"a: \xED\xA0\x80\n",
       "f.yaml:1:4: error: not valid UTF-8 (byte 0xed)\n  hint: save the file as UTF-8\n"},
      {"\xFF\xFE"
       "a",
       "f.yaml:1:1: error: the file is UTF-16\n  hint: save it as UTF-8\n"},
      {"a: 1\x04\nb: 2", "f.yaml:1:5: error: control character 0x04\n"},
      {"a: 1\rb: 2",
       "f.yaml:1:5: error: carriage return without a line feed\n"
       "  hint: save the file with Unix or Windows line ends\n"},
  };
  for (const Case& c : cases) CHECK(read(c.text) == c.expected);
}

TEST_CASE("aliases are expanded, with the place of the alias") {
  Diagnostics diagnostics;
  const Document document =
      load_document_text("a: &x {k: [1, 2]}\nb: *x\n", "f.yaml", any_schema(), {}, diagnostics);
  REQUIRE(text_of(diagnostics) == "");
  CHECK(document.root.dump() == R"({"a":{"k":[1,2]},"b":{"k":[1,2]}})");
  CHECK(place_text(document.place_of("/b")) == "2:4");
  CHECK(place_text(document.place_of("/b/k/1")) == "1:15");
}

TEST_CASE("a byte order mark and Windows line ends are no matter") {
  CHECK(read("\xEF\xBB\xBF"
             "a: 1\r\nb:\r\n  - x\r\n") == R"({"a":1,"b":["x"]})");
}

TEST_CASE("alias bombs and deep nesting end with an error, soon and in little memory") {
  SECTION("aliases of aliases") {
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 30; ++i) {
      bomb += fmt::format("a{0}: &a{0} [", i);
      for (int k = 0; k < 10; ++k) bomb += fmt::format("*a{}, ", i - 1);
      bomb += "]\n";
    }
    CHECK(read(bomb).find("error: too many values: at most 2000000") != std::string::npos);
  }
  SECTION("brackets") {
    const std::string expected = "f.yaml:1:101: error: nested deeper than 100 maps and lists\n";
    CHECK(read(std::string(100, '[') + std::string(100, ']')).starts_with("[[["));
    CHECK(read(std::string(101, '[') + std::string(101, ']')) == expected);
    CHECK(read(std::string(200'000, '[')).find("nested deeper than 100") != std::string::npos);
    CHECK(read("[[1, 2], [3, [4") == "f.yaml:1:14: error: this '[' is never closed\n");
  }
  SECTION("deep by aliases") {
    std::string text = "a0: &a0 [x]\n";
    for (int i = 1; i < 120; ++i) text += fmt::format("a{0}: &a{0} [*a{1}]\n", i, i - 1);
    CHECK(read(text).find("nested deeper") != std::string::npos);
  }
  SECTION("one piece of many megabytes") {
    std::string text = "[";
    while (text.size() < (5u << 20)) text += std::string(1000, 'x') + ",";
    CHECK(read(text).find("error: a list, map or text in one piece of more than 4 MB") !=
          std::string::npos);
  }
  SECTION("many keys in one map take linear time") {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += fmt::format("k{}: 1\n", i);
    CHECK(read(text).starts_with(R"({"k0":1,)"));
  }
}

TEST_CASE("canonical text is the same for the same meaning") {
  const auto canonical = [](std::string_view text) {
    Diagnostics diagnostics;
    return canonical_text(load_document_text(text, "f.yaml", any_schema(), {}, diagnostics).root);
  };
  CHECK(canonical("b: 8.0\na: {z: [1, 2.50], y: -0.0}\n") == R"({"a":{"y":0,"z":[1,2.5]},"b":8})");
  CHECK(canonical("{a: {y: 0, z: [1.0, 2.5]}, b: 8}") == R"({"a":{"y":0,"z":[1,2.5]},"b":8})");
  CHECK(canonical("t: \"é\\n\\\"\"\nn: null\nl: []\nm: {}\nf: 1e300\ni: 9007199254740993") ==
        R"({"f":1e+300,"i":9007199254740993,"l":[],"m":{},"n":null,"t":"é\n\""})");
}
