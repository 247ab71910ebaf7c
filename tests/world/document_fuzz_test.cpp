// SPDX-License-Identifier: Apache-2.0
// Broken input never crashes nor hangs: it gives a document, or findings that name the file.
#include <catch2/catch.hpp>
#include <random>

#include "document_support.hpp"
#include "support/seed.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

const std::string kYaml = R"(# yaml-language-server: $schema=scenario.json
name: "a \"site\" with \u00e9 and 'quotes'"
start_s: 1.5e3
weather: {fog_m: 200, night: true}
cameras: &cams
  north-gate: {kind: dome, hfov_deg: 90, at: [1, 2.5]}
  south:
    kind: ptz   # turns
    hfov_deg: 60.
    range_m: 40
units:
  night_cars: {count: 8, turnout_s: {kind: uniform, low: 1, high: 9}}
  guards: &g
    count: 2
  more: *g
points:
  - [0, 0]
  -
    - 1
    - -2
doors:
- id: front
  delay_s: 5
- {id: 'it''s', delay_s: .5}
? notes
: |
  Text in
    several lines

  here.
folded: >-
  one
  line
été: ~
)";
const std::string kJson = R"({"type": "FeatureCollection", "features": [
  {"id": 1, "geometry": {"coordinates": [[1.5, -2e3], []]}, "on": true, "off": null},
  {"name": "caf\u00e9 \ud83d\ude00 \"x\"", "empty": {}}]})";

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : random_(seed) {}
  std::size_t pick(std::size_t n) { return static_cast<std::size_t>(random_() % n); }

  std::string mutate(std::string text) {
    for (std::size_t n = 1 + pick(4); n > 0; --n) one(text);
    return text;
  }

  // Pieces of YAML in any order: reaches the parser's corners sooner than flipped bytes.
  std::string pieces() {
    static const char* const kPieces[] = {
        "\n",    "\n  ",   "\n    ",      "\n- ",  "- ",    ": ", "a",    "b: ",
        "[",     "]",      "{",           "}",     ", ",    "? ", "&x ",  "*x",
        "!t ",   "!!str ", "!<",          "! ",    "'",     "\"", "|\n",  ">-\n",
        "#",     "%",      "%YAML 1.2\n", "---\n", "...\n", "~",  "5",    "\\x",
        "\\u12", "@",      "`",           "<<: ",  "\t",    "é",  "\r\n", "%TAG ! x\n",
        "&",     "*",      "\\",          "|2\n",  ":",     "-"};
    std::string text;
    for (std::size_t n = 1 + pick(30); n > 0; --n) text += kPieces[pick(std::size(kPieces))];
    return text;
  }

 private:
  void one(std::string& text) {
    if (text.empty()) return;
    const std::size_t at = pick(text.size());
    static const char kBytes[] = "{}[]:,-&*!|>'\"%@`#?~ \n\t\r0\\";
    switch (pick(8)) {
      case 0:
        text[at] = static_cast<char>(pick(256));
        break;
      case 1:
        text[at] = static_cast<char>(text[at] ^ (1 << pick(8)));
        break;
      case 2:
        text[at] = kBytes[pick(sizeof kBytes - 1)];
        break;
      case 3:
        text.insert(at, 1, kBytes[pick(sizeof kBytes - 1)]);
        break;
      case 4:
        text.erase(at, 1 + pick(20));
        break;
      case 5:
        text.resize(at);
        break;
      case 6: {  // a line twice
        const std::size_t begin = text.rfind('\n', at) + 1;
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
        if (begin < end) text.insert(begin, text.substr(begin, end - begin));
        break;
      }
      default: {  // a piece moves elsewhere
        const std::string piece = text.substr(at, 1 + pick(30));
        text.insert(pick(text.size()), piece);
      }
    }
  }

  std::mt19937_64 random_;
};

int try_out(const std::string& text, const std::string& name,
            const std::vector<std::string>& overrides = {}) {
  Diagnostics diagnostics;
  const Document document = load_document_text(text, name, small_schema(), overrides, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.place.file.empty() || diagnostic.message.empty()) {
      CAPTURE(text, to_text(diagnostic));
      FAIL("a finding without a file or message");
    }
  }
  if (!diagnostics.has_errors() && document.root.is_null()) {
    CAPTURE(text);
    FAIL("neither a document nor findings");
  }
  return diagnostics.has_errors();
}

}  // namespace

TEST_CASE("mutated YAML, JSON and overrides give a document or findings") {
  CAPTURE(seed());
  Mutator mutator(seed());
  int refused = 0;
  constexpr int kRounds = 3000;
  for (int round = 0; round < kRounds; ++round) refused += try_out(mutator.mutate(kYaml), "f.yaml");
  for (int round = 0; round < kRounds; ++round) refused += try_out(mutator.pieces(), "f.yaml");
  for (int round = 0; round < kRounds; ++round) refused += try_out(mutator.mutate(kJson), "f.json");
  for (int round = 0; round < kRounds; ++round)
    try_out("name: x\nunits: {a: {count: 1}}\ndoors: [{id: a}]\n", "f.yaml",
            {mutator.mutate("units.a.turnout_s={kind: uniform, low: 1, high: 2}"),
             mutator.mutate("doors.a.delay_s=5")});
  CHECK(refused > kRounds / 2);
}
