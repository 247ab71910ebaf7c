// SPDX-License-Identifier: Apache-2.0
// Our checker against valijson: both must agree on what is valid.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <random>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "document_support.hpp"
#include "support/seed.hpp"
#include "world/document/schema_check.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

const std::vector<std::string>& schemas() {
  static const std::vector<std::string> all = {
      std::string(kSmallSchema),
      R"({"type": ["string", "null"], "minLength": 2, "maxLength": 3, "pattern": "^a"})",
      R"({"type": "number", "minimum": -1, "exclusiveMaximum": 3})",
      R"({"type": "integer", "exclusiveMinimum": 0, "maximum": 10, "multipleOf": 2})",
      R"({"type": "array", "items": {"type": ["integer", "string"]}, "minItems": 1, "maxItems": 3,
          "uniqueItems": true})",
      R"({"type": "object", "minProperties": 1, "maxProperties": 2,
          "patternProperties": {"^a": {"type": "integer"}, "b$": {"minimum": 2}},
          "additionalProperties": {"type": "string"}})",
      R"({"type": "object", "patternProperties": {"^[ab]": {}}, "additionalProperties": false})",
      R"({"propertyNames": {"pattern": "^[a-c]*$", "maxLength": 2}})",
      R"({"enum": [1, "a", null, [1], {"a": 1}, 2.5]})",
      R"({"const": {"a": [1, "b"]}})",
      R"({"oneOf": [{"type": "integer"}, {"type": "number", "minimum": 2}, {"type": "string"}]})",
      R"({"anyOf": [{"type": "object", "required": ["a"]}, {"type": "number", "minimum": 2},
                    {"type": "array", "items": {"$ref": "#"}}]})",
      R"({"type": "object", "required": ["kind"], "oneOf": [
           {"properties": {"kind": {"const": "a"}, "a": {"type": "integer"}}, "required": ["a"]},
           {"properties": {"kind": {"enum": ["b", "c"]}, "b": {"type": "string"}}}]})",
      R"({"$ref": "#/definitions/tree", "definitions": {"tree": {"type": "object",
           "additionalProperties": false, "properties": {"a": {"type": "integer"},
           "b": {"type": "array", "items": {"$ref": "#/definitions/tree"}}}}}})",
      R"({"type": "object", "properties": {"a": true, "b": false}, "additionalProperties": false})",
      R"({"type": "boolean"})",
  };
  return all;
}

// Random documents, mostly near to what the schema wants.
class Generator {
 public:
  Generator(const Json& root, std::uint64_t seed) : root_(root), random_(seed) {}

  Json make(const Json& schema, int depth) {
    if (depth > 5 || chance(depth == 0 ? 10 : 3) || !schema.is_object()) return anything(depth);
    if (const auto ref = schema.find("$ref"); ref != schema.end())
      return make(
          *ref == "#" ? root_ : root_.at(Json::json_pointer(ref->get<std::string>().substr(1))),
          depth);
    for (const char* several : {"oneOf", "anyOf"})
      if (const auto branches = schema.find(several); branches != schema.end()) {
        Json made = make((*branches)[pick(branches->size())], depth);
        if (!schema.contains("properties") || !made.is_object()) return made;
      }
    if (const auto found = schema.find("const"); found != schema.end()) return *found;
    if (const auto found = schema.find("enum"); found != schema.end())
      return (*found)[pick(found->size())];
    std::string type = "any";
    if (const auto found = schema.find("type"); found != schema.end())
      type = found->is_array() ? (*found)[pick(found->size())] : *found;
    if (type == "object" || schema.contains("properties")) return map(schema, depth);
    if (type == "array") {
      Json list = Json::array();
      for (std::size_t n = pick(5); n > 0; --n)
        list.push_back(schema.contains("items") ? make(schema["items"], depth + 1)
                                                : anything(depth + 1));
      return list;
    }
    if (type == "integer") return static_cast<int>(pick(16)) - 3;
    if (type == "number") return number();
    if (type == "string") return text();
    if (type == "boolean") return chance(50);
    if (type == "null") return nullptr;
    return anything(depth);
  }

 private:
  std::size_t pick(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
  bool chance(unsigned percent) { return pick(100) < percent; }
  // Never a whole number as a fraction (2.0): valijson does not take it for an integer, as
  // draft-07 demands.
  Json number() {
    if (chance(50)) return static_cast<int>(pick(400)) - 5;
    return static_cast<double>(pick(8)) - 2.5;
  }
  std::string text() {
    static const char* const kTexts[] = {"a",    "ab",      "abc",         "abcd", "b",
                                         "c",    "",        "é",           "aé",   "a b",
                                         "dome", "uniform", "exponential", "kind", "5"};
    return kTexts[pick(std::size(kTexts))];
  }

  Json map(const Json& schema, int depth) {
    Json made = Json::object();
    if (const auto properties = schema.find("properties"); properties != schema.end())
      for (const auto& [key, child] : properties->items())
        if (chance(80)) made[key] = make(child, depth + 1);
    if (const auto more = schema.find("additionalProperties");
        more != schema.end() && more->is_object())
      for (std::size_t n = pick(3); n > 0; --n) made[text()] = make(*more, depth + 1);
    if (const auto patterns = schema.find("patternProperties"); patterns != schema.end())
      for (const auto& [key, child] : patterns->items())
        if (chance(60)) made[text()] = make(child, depth + 1);
    if (chance(6)) made[text()] = anything(depth + 1);
    if (chance(6) && !made.empty()) drop(made, pick(made.size()));
    return made;
  }

  static void drop(Json& map, std::size_t i) {
    const std::string key = (entries(map).begin() + static_cast<std::ptrdiff_t>(i))->first;
    map.erase(key);
  }

  Json anything(int depth) {
    switch (pick(depth > 5 ? 5 : 7)) {
      case 0:
        return nullptr;
      case 1:
        return chance(50);
      case 2:
        return number();
      case 3:
      case 4:
        return text();
      case 5: {
        Json list = Json::array();
        for (std::size_t n = pick(4); n > 0; --n) list.push_back(anything(depth + 1));
        return list;
      }
      default: {
        Json made = Json::object();
        for (std::size_t n = pick(4); n > 0; --n) made[text()] = anything(depth + 1);
        return made;
      }
    }
  }

  const Json& root_;
  std::mt19937_64 random_;
};

PlaceNode places_of(const Json& value) {
  PlaceNode node;
  if (value.is_structured())
    for (const Json& child : value) node.children.push_back(places_of(child));
  return node;
}

class Oracle {
 public:
  explicit Oracle(const std::string& text) : schema_text_(nlohmann::json::parse(text)) {
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_text_), schema_);
  }
  bool admits(const Json& document) const {
    const nlohmann::json json = nlohmann::json::parse(document.dump());
    valijson::Validator validator;
    return validator.validate(schema_, valijson::adapters::NlohmannJsonAdapter(json), nullptr);
  }

 private:
  nlohmann::json schema_text_;
  valijson::Schema schema_;
};

std::string our_findings(const Schema& schema, const Json& document) {
  PositionTable table{{"generated"}, places_of(document)};
  Diagnostics diagnostics;
  check_schema(schema, Located(document, table.root, table), diagnostics);
  return text_of(diagnostics);
}

}  // namespace

TEST_CASE("random documents: valijson agrees on what is valid") {
  CAPTURE(seed());
  for (std::size_t s = 0; s < schemas().size(); ++s) {
    const std::string& text = schemas()[s];
    const Schema schema(text);
    const Oracle oracle(text);
    const Json json = Json::parse(text);
    Generator generator(json, seed() * 1000 + s);
    int valid = 0;
    constexpr int kRounds = 1500;
    for (int round = 0; round < kRounds; ++round) {
      const Json document = generator.make(json, 0);
      const std::string found = our_findings(schema, document);
      const bool admitted = oracle.admits(document);
      valid += admitted;
      if (found.empty() == admitted) continue;
      CAPTURE(text, document.dump(), found, admitted);
      CHECK(found.empty() == admitted);
    }
    CAPTURE(text, valid);
    CHECK(valid > kRounds / 50);  // the corpus tries both sides
    CHECK(valid < kRounds - kRounds / 50);
  }
}

TEST_CASE("chosen documents: valijson agrees on what is valid") {
  const std::vector<std::pair<std::string, std::vector<std::string>>> cases = {
      {R"({"minLength": 2})", {R"("é")", R"("éé")", "5"}},
      {R"({"minimum": 0})", {"0", "-0.5", "\"a\"", "1e300", "-1e300"}},
      {R"({"exclusiveMinimum": 0, "exclusiveMaximum": 1})", {"0", "1", "0.5"}},
      {R"({"uniqueItems": true})",
       {"[1, \"1\"]", "[[1], [1]]", "[{\"a\": 1, \"b\": 2}, {\"b\": 2, \"a\": 1}]"}},
      {R"({"required": ["a", "b"]})", {"{}", R"({"a": 1})", R"({"a": 1, "b": null})", "[]"}},
      {R"({"additionalProperties": false})", {"{}", R"({"a": 1})", "[1]"}},
      {R"({"const": null})", {"null", "0", "false", "\"\""}},
      {R"({"pattern": "b"})", {R"("abc")", R"("ac")", "5"}},
      {R"({"items": {"type": "integer"}})", {"[]", "[1, 2]", "[1, \"2\"]", "{}"}},
      {R"({"oneOf": [{"minimum": 0}, {"maximum": 5}]})", {"-1", "3", "9", "\"x\""}},
  };
  for (const auto& [text, documents] : cases) {
    const Schema schema(text);
    const Oracle oracle(text);
    for (const std::string& document : documents) {
      const Json json = Json::parse(document);
      CAPTURE(text, document);
      CHECK(our_findings(schema, json).empty() == oracle.admits(json));
    }
  }
}
