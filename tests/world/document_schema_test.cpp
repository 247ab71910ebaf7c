// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <stdexcept>

#include "document_support.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

std::string check(std::string_view schema_text, std::string_view text) {
  const Schema schema(schema_text);
  Diagnostics diagnostics;
  load_document_text(text, "s.yaml", schema, {}, diagnostics);
  return text_of(diagnostics);
}

}  // namespace

TEST_CASE("a good document has no findings") {
  CHECK(findings("name: x\nstart_s: 5\nweather: {night: true}\n"
                 "cameras: {gate: {kind: ptz, hfov_deg: 360, at: [1, 2]}}\n"
                 "units:\n  a: {count: 2, turnout_s: {kind: uniform, low: 1, high: 2}}\n") == "");
}

TEST_CASE("unknown and missing keys") {
  CHECK(findings("name: x\ncameras:\n  gate:\n    kind: dome\n    hfov_degs: 90\n") ==
        "s.yaml:5:5: error: unknown key 'hfov_degs' in camera\n"
        "  hint: did you mean 'hfov_deg'?\n");
  CHECK(findings("name: x\ncameras: {gate: {kind: dome, hfov_deg: 90, range_km: 1}}\n") ==
        "s.yaml:2:44: error: unknown key 'range_km' in camera\n"
        "  hint: did you mean 'range_m'? it is in metres, not in kilometres\n");
  CHECK(findings("name: x\nunits: {a: {turnout_min: 1}}\n") ==
        "s.yaml:2:13: error: unknown key 'turnout_min' in unit\n"
        "  hint: did you mean 'turnout_s'? it is in seconds, not in minutes\n");
  CHECK(findings("name: x\nunits: {a: {turnout: 1}}\n") ==
        "s.yaml:2:13: error: unknown key 'turnout' in unit\n"
        "  hint: did you mean 'turnout_s' (seconds)?\n");
  CHECK(findings("name: x\nunits: {a: {colour: 1}}\n") ==
        "s.yaml:2:13: error: unknown key 'colour' in unit\n  hint: keys here: count, turnout_s\n");
  CHECK(findings("cameras:\n  gate: {}\n") ==
        "s.yaml:1:1: error: 'name' is missing in the scenario\n"
        "s.yaml:2:3: error: 'hfov_deg' is missing in camera\n"
        "s.yaml:2:3: error: 'kind' is missing in camera\n");
}

TEST_CASE("wrong kinds of values") {
  CHECK(findings("name: 5\n") ==
        "s.yaml:1:7: error: name must be text, found 5\n  hint: put it in quotes\n");
  CHECK(findings("name: x\nstart_s: 50 s\n") ==
        "s.yaml:2:10: error: start_s must be a number (s), found text '50 s'\n"
        "  hint: write the bare number, in s\n");
  CHECK(findings("name: x\nstart_s: '50'\n") ==
        "s.yaml:2:10: error: start_s must be a number (s), found text '50'\n"
        "  hint: write the number without quotes\n");
  CHECK(findings("name: x\nstart_s: 007\n").find("without leading zeros") != std::string::npos);
  CHECK(findings("name: x\nweather: {night: yes}\n") ==
        "s.yaml:2:18: error: night must be true or false, found text 'yes'\n"
        "  hint: write true or false\n");
  CHECK(findings("name: x\npoints: [[1, 2], [3, a]]\n") ==
        "s.yaml:2:22: error: points[1][1] must be a number, found text 'a'\n");
  CHECK(findings("name: x\nunits: {a: {count: 2.5}}\n") ==
        "s.yaml:2:20: error: count must be a whole number, found 2.5\n");
  CHECK(findings("name: x\nunits: {a: {count: 2.0}}\n") == "");
  CHECK(findings("name:\n") == "s.yaml:1:1: error: name must be text, found nothing\n");
  CHECK(findings("[1]") == "s.yaml:1:1: error: the document must be a map, found a list\n");
}

TEST_CASE("values out of range") {
  CHECK(findings("name: x\ncameras: {gate: {kind: dome, hfov_deg: 400}}\n") ==
        "s.yaml:2:40: error: hfov_deg 400 is not in (0, 360]\n");
  CHECK(findings("name: x\nunits: {a: {count: -1}}\n") ==
        "s.yaml:2:20: error: count -1 must be at least 0\n");
  CHECK(findings("name: x\nweather: {fog_m: 0}\n") ==
        "s.yaml:2:18: error: fog_m 0 must be greater than 0\n");
  CHECK(findings("name: ''\n") == "s.yaml:1:7: error: name must not be empty\n");
  CHECK(findings("name: x\npoints: [[1], [1, 2, 3]]\n") ==
        "s.yaml:2:10: error: points[0] must have at least 2 items, found 1\n"
        "s.yaml:2:15: error: points[1] must have at most 2 items, found 3\n");
  CHECK(findings("name: x\ndoors: [{id: a}, {id: b}, {id: a}]\n") ==
        "s.yaml:2:27: error: doors[2] repeats item [0]\n");
  CHECK(check(R"({"multipleOf": 0.1})", "0.3") == "");
  CHECK(check(R"({"multipleOf": 5})", "7") ==
        "s.yaml:1:1: error: the document 7 is not a multiple of 5\n");
}

TEST_CASE("choices and patterns") {
  CHECK(findings("name: x\ncameras: {gate: {kind: dmoe, hfov_deg: 90}}\n") ==
        "s.yaml:2:24: error: kind must be one of bullet, dome, ptz, found text 'dmoe'\n"
        "  hint: did you mean 'dome'?\n");
  CHECK(findings("name: x\ncameras: {North Gate: {kind: dome, hfov_deg: 90}}\n") ==
        "s.yaml:2:11: error: key 'North Gate' must be lower-case letters, digits and dashes, found "
        "text 'North Gate'\n");
  CHECK(check(R"({"pattern": "^[ab]+$"})", "abba") == "");
  CHECK(check(R"({"pattern": "^[ab]+$"})", "abc") ==
        "s.yaml:1:1: error: the document must match ^[ab]+$, found text 'abc'\n");
  CHECK(check(R"({"pattern": "(a+)+$"})", std::string(1'000'000, 'a')).find("is too long") !=
        std::string::npos);
}

TEST_CASE("of several forms the one that was meant is told") {
  CHECK(findings("name: x\nunits: {a: {turnout_s: soon}}\n") ==
        "s.yaml:2:24: error: turnout_s must be a number or a map, found text 'soon'\n");
  CHECK(findings("name: x\nunits: {a: {turnout_s: -1}}\n") ==
        "s.yaml:2:24: error: turnout_s -1 must be at least 0\n");
  CHECK(findings("name: x\nunits: {a: {turnout_s: {kind: uniform, low: 1}}}\n") ==
        "s.yaml:2:13: error: 'high' is missing in turnout_s\n");
  CHECK(findings("name: x\nunits: {a: {turnout_s: {kind: exponential, men: 1}}}\n") ==
        "s.yaml:2:44: error: unknown key 'men' in turnout_s\n  hint: did you mean 'mean'?\n");
  CHECK(findings("name: x\nunits: {a: {turnout_s: {kind: unifrom, low: 1, high: 2}}}\n") ==
        "s.yaml:2:31: error: kind must be one of exponential, uniform, found text 'unifrom'\n"
        "  hint: did you mean 'uniform'?\n");
  CHECK(findings("name: x\nunits: {a: {turnout_s: {low: 1, high: 2}}}\n") ==
        "s.yaml:2:13: error: 'kind' is missing in turnout_s\n");
}

TEST_CASE("exactly one of several keys") {
  constexpr std::string_view kEither =
      R"({"title": "zone", "oneOf": [{"required": ["a"]}, {"required": ["b"]}]})";
  CHECK(check(kEither, "a: 1") == "");
  CHECK(check(kEither, "c: 1") == "s.yaml:1:1: error: 'a' or 'b' is missing in zone\n");
  CHECK(check(kEither, "{a: 1, b: 2}") ==
        "s.yaml:1:1: error: zone is ambiguous: 2 of its 2 possible forms fit\n"
        "  hint: give only one of 'a' or 'b'\n");
}

TEST_CASE("forms within forms take no exponential time") {
  const Schema schema(R"({"$ref": "#/definitions/e", "definitions": {"e": {"oneOf": [
      {"type": "object", "required": ["x"], "properties": {"n": {"$ref": "#/definitions/e"}}},
      {"type": "object", "required": ["y"], "properties": {"n": {"$ref": "#/definitions/e"}}},
      {"type": "object", "required": ["z"],
       "properties": {"n": {"$ref": "#/definitions/e"}}}]}}})");
  std::string text;
  for (int i = 0; i < 95; ++i) text += "{n: ";
  text += "5";
  for (int i = 0; i < 95; ++i) text += "}";
  Diagnostics diagnostics;
  load_document_text(text, "s.yaml", schema, {}, diagnostics);
  CHECK(diagnostics.has_errors());
}

TEST_CASE("a schema outside the subset is refused with its place") {
  const auto refusal = [](std::string_view text) -> std::string {
    try {
      Schema schema(text);
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "";
  };
  CHECK(refusal(R"({"properties": {"a": {"allOf": []}}})") ==
        "schema at #/properties/a: keyword 'allOf' is not in the subset");
  CHECK(refusal(R"({"items": {"type": "float"}})") == "schema at #/items/type: no such type");
  CHECK(refusal(R"({"$ref": "#/definitions/x"})") ==
        "schema at #/$ref: nothing at $ref '#/definitions/x'");
  CHECK(refusal(R"({"definitions": {"a": {"$ref": "#/definitions/b"},
                                      "b": {"$ref": "#/definitions/a"}}})")
            .find("circle") != std::string::npos);
  CHECK(refusal(R"({"pattern": "("})").find("schema at #/pattern") == 0);
  CHECK(refusal("{").find("schema: ") == 0);
  CHECK(refusal(R"({"minimum": "5"})") == "schema at #/minimum: must be a number");
}
