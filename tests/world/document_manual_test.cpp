// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "document_support.hpp"
#include "world/document/canonical.hpp"
#include "world/document/schema_manual.hpp"

using namespace vedette;
using namespace vedette::testing;

TEST_CASE("the manual tells kind, unit, bounds, default and meaning of each key") {
  const std::string manual = schema_manual(small_schema());
  CAPTURE(manual);
  const auto has = [&](const std::string& text) { return manual.find(text) != std::string::npos; };
  CHECK(manual.starts_with("# the scenario\n\n| key | kind | required, default | meaning |\n"));
  CHECK(has("| `name` | text | required | What the scenario is called. |\n"));
  CHECK(has("| `start_s` | number (s), ≥ 0 | `0` |  |\n"));
  CHECK(has("| `weather` | [map](#weather) |  |  |\n"));
  CHECK(has("\n## weather\n\n| key |"));
  CHECK(has("| `cameras` | map of name → [camera](#camera) |  |  |\n"));
  CHECK(has("| `points` | list of [point](#point) |  |  |\n"));
  CHECK(has("| `doors` | list of [map](#doors), no repeats |  |  |\n"));
  CHECK(has("\n## camera\n\nA camera at a fixed place.\n"));
  CHECK(has("| `kind` | `bullet`, `dome`, `ptz` | required |  |\n"));
  CHECK(has("| `hfov_deg` | number (deg), > 0, ≤ 360 | required |  |\n"));
  CHECK(has("| `watches` | name of one of `doors` |  |  |\n"));
  CHECK(has("```yaml\ngate:\n  kind: dome\n  hfov_deg: 90\n  at: [1, 2.5]\n```\n"));
  CHECK(has("A bare number stands for `count`.\n"));
  CHECK(
      has("| `turnout_s` | number, ≥ 0 or [map](#unitturnout_s-kind-exponential) or "
          "[map](#unitturnout_s-kind-uniform) |  |  |\n"));
  CHECK(has("\n## point\n\nKind: list of number, exactly 2.\n"));
}

TEST_CASE("JSON printed as YAML reads back as the same") {
  const Json cases[] = {
      Json::parse(R"({"a": {"b": [{"c": 1, "d": [[1, 2], [3]]}, [], {}, "x"]}, "e f": "yes"})"),
      Json::parse(R"(["true", "5", "a: b", "- x", "", " a", "é\n", null, true, 1.5e300, "12:30"])"),
      Json::parse(R"({"l": [[{"a": 1}], {"b": {"c": {}}}], "null": null, "007": "0x1"})"),
      Json::parse("5"),
  };
  for (const Json& json : cases) {
    const std::string text = yaml_text(json);
    CAPTURE(text);
    Diagnostics diagnostics;
    const Document document = load_document_text(text, "f.yaml", any_schema(), {}, diagnostics);
    CHECK(text_of(diagnostics) == "");
    CHECK(canonical_text(document.root) == canonical_text(json));
  }
}
