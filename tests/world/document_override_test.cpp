// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "document_support.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

constexpr std::string_view kText =
    "name: x\n"
    "units: {night_cars: {count: 8, turnout_s: 60}}\n"
    "cameras: {north-gate: {kind: dome, hfov_deg: 90, at: [1, 2]}}\n"
    "doors: [{id: front, delay_s: 5}, {id: back}]\n";

// The document with one override, or its findings.
std::string with(const std::string& set, Document* out = nullptr) {
  Diagnostics diagnostics;
  Document document = load_document_text(kText, "s.yaml", small_schema(), {set}, diagnostics);
  const std::string text = diagnostics.has_errors() ? text_of(diagnostics) : document.root.dump();
  if (out) *out = std::move(document);
  return text;
}

}  // namespace

TEST_CASE("an override replaces what is there") {
  CHECK(with("name=y").starts_with(R"({"name":"y",)"));
  CHECK(with("name='5'").starts_with(R"({"name":"5",)"));
  CHECK(with("units.night_cars.turnout_s=90").find(R"({"count":8,"turnout_s":90})") !=
        std::string::npos);
  CHECK(with("cameras.north-gate.at=[3, 4.5]").find(R"("at":[3,4.5])") != std::string::npos);
  CHECK(with("cameras.north-gate.at.1=7").find(R"("at":[1,7])") != std::string::npos);
  CHECK(with("doors.back.delay_s=9").find(R"({"id":"back","delay_s":9})") != std::string::npos);
  CHECK(with("doors.0.delay_s=9").find(R"({"id":"front","delay_s":9})") != std::string::npos);
}

TEST_CASE("null takes an entry away") {
  Document document;
  CHECK(with("units.night_cars.count=null", &document).find(R"({"turnout_s":60})") !=
        std::string::npos);
  CHECK(document.place_of("/units/night_cars/turnout_s").column == 43);
  CHECK(with("cameras={north-gate: null}").find(R"("cameras":{})") != std::string::npos);
  CHECK(with("doors.back.delay_s=null").find("unknown path") == std::string::npos);
}

TEST_CASE("a bare number over a unit sets its count only") {
  Document document;
  CHECK(with("units.night_cars=6", &document).find(R"({"count":6,"turnout_s":60})") !=
        std::string::npos);
  const Place count = document.place_of("/units/night_cars/count");
  CHECK(count.file == "--set units.night_cars=6");
  CHECK(count.line == 1);
  CHECK(count.column == 18);
  CHECK(document.key_place_of("/units/night_cars/count").column == 7);
  CHECK(document.place_of("/units/night_cars").file == "s.yaml");
}

TEST_CASE("keys that the schema declares may be new, others never") {
  CHECK(with("start_s=5").ends_with(R"("start_s":5})"));
  CHECK(with("weather.fog_m=100").ends_with(R"("weather":{"fog_m":100}})"));
  CHECK(with("cameras.north-gate.range_m=20").find(R"("range_m":20)") != std::string::npos);
  CHECK(with("units.nigth_cars=6") ==
        "--set units.nigth_cars: error: unknown path: units has no 'nigth_cars'\n"
        "  hint: did you mean 'night_cars'?\n");
  CHECK(with("units.nigth_cars.count=6") ==
        "--set units.nigth_cars: error: unknown path: units has no 'nigth_cars'\n"
        "  hint: did you mean 'night_cars'?\n");
  CHECK(with("cameras.north-gate.range_km=2") ==
        "--set cameras.north-gate.range_km: error: unknown path: cameras.north-gate has no "
        "'range_km'\n  hint: did you mean 'range_m'? it is in metres, not in kilometres\n");
  CHECK(with("weather.fog=5") ==
        "--set weather.fog: error: unknown path: weather has no 'fog'\n"
        "  hint: did you mean 'fog_m' (metres)?\n");
  CHECK(with("units={day-cars: {count: 2}}").find(R"("day-cars":{"count":2})") !=
        std::string::npos);
}

TEST_CASE("a map written out makes a new entry, and + a new item") {
  Document document;
  CHECK(with("units.day-cars={count: 2}", &document).find(R"("day-cars":{"count":2})") !=
        std::string::npos);
  CHECK(document.place_of("/units/day-cars/count").file == "--set units.day-cars={count: 2}");
  CHECK(with("cameras.east.gate={kind: dome, hfov_deg: 60, at: [3, 4]}").find(R"("east")") ==
        std::string::npos);  // one step at a time
  CHECK(with("doors.+={id: side}").find(R"(,{"id":"side"}])") != std::string::npos);
  CHECK(with("cameras.north-gate.range_km={a: 1}").find("unknown path") != std::string::npos);
  CHECK(with("units.day-cars=null").find("unknown path") != std::string::npos);
  CHECK(with("doors.+.delay_s=3") ==
        "--set doors.+: error: unknown path: doors has no item '+'\n"
        "  hint: keys here: front, back\n");
}

TEST_CASE("bad paths and values are told") {
  CHECK(with("doors.fornt.delay_s=9") ==
        "--set doors.fornt: error: unknown path: doors has no item 'fornt'\n"
        "  hint: did you mean 'front'?\n");
  CHECK(
      with("cameras.north-gate.at.2=7") ==
      "--set cameras.north-gate.at.2: error: unknown path: cameras.north-gate.at has no item '2'\n"
      "  hint: items are 0 to 1; + adds one\n");
  CHECK(with("name.x=7") == "--set name.x: error: unknown path: name is text 'x' and has no 'x'\n");
  CHECK(with("name") == "--set name: error: no '='\n  hint: write --set PATH=VALUE\n");
  CHECK(with("=5") == "--set =5:1:1: error: the path is empty\n");
  CHECK(with("units..x=5") == "--set units.: error: empty step in the path\n");
  CHECK(with("name=").starts_with("--set name=:1:6: error: no value after '='"));
  CHECK(with("name=a: b").starts_with("--set name=a: b:1:6: error: a map or list must stand in"));
  CHECK(with("name=[1, ").starts_with("--set name=[1, :1:6: error: this '[' is never closed"));
  CHECK(with("start_s=-3") == "--set start_s=-3:1:9: error: start_s -3 must be at least 0\n");
  CHECK(with("start_s=soon") ==
        "--set start_s=soon:1:9: error: start_s must be a number (s), found text 'soon'\n");
}

TEST_CASE("overrides apply in order, and all bad ones are told") {
  Diagnostics diagnostics;
  load_document_text(kText, "s.yaml", small_schema(), {"nam=1", "name=y", "startt_s=1"},
                     diagnostics);
  CHECK(text_of(diagnostics) ==
        "--set nam: error: unknown path: the document has no 'nam'\n"
        "  hint: did you mean 'name'?\n"
        "--set startt_s: error: unknown path: the document has no 'startt_s'\n"
        "  hint: did you mean 'start_s'?\n");
  Diagnostics none;
  CHECK(load_document_text(kText, "s.yaml", small_schema(), {"name=y", "name=z"}, none)
            .root["name"] == "z");
}

TEST_CASE("a number stands for the map with its shorthand key, and keys may hold dots") {
  const Schema schema(R"({"properties": {"units": {"additionalProperties": {"oneOf": [
      {"type": "integer"}, {"type": "object", "x-shorthand": "count", "additionalProperties": false,
      "properties": {"count": {"type": "integer"}, "crew": {"type": "integer"}}}]}}}})");
  Diagnostics diagnostics;
  const Document document =
      load_document_text("units: {a: 8, b.c: {count: 1}, d: 3}", "s.yaml", schema,
                         {"units.a.crew=2", "units.b.c.crew=7", "units.d=4"}, diagnostics);
  CHECK(text_of(diagnostics) == "");
  CHECK(document.root.dump() ==
        R"({"units":{"a":{"count":8,"crew":2},"b.c":{"count":1,"crew":7},"d":4}})");
}
