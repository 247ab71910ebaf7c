// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "document_support.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

std::string load(const TemporaryFolder& folder, const std::string& name,
                 Document* document = nullptr) {
  Diagnostics diagnostics;
  Document loaded = load_document(folder.path(name), any_schema(), {}, diagnostics);
  if (document) *document = std::move(loaded);
  return folder.without_folder(text_of(diagnostics));
}

}  // namespace

TEST_CASE("a file that cannot be read is an error that names it") {
  const TemporaryFolder folder;
  CHECK(load(folder, "none.yaml") == "none.yaml: error: no such file: 'none.yaml'\n");
  folder.write("file.yaml", "a: 1");
  CHECK(load(folder, "file.yaml/x.yaml").find("no such file") != std::string::npos);
  std::filesystem::create_directory(folder.path("dir.yaml"));
  CHECK(load(folder, "dir.yaml") == "dir.yaml: error: 'dir.yaml' is a directory, not a file\n");
  REQUIRE(mkfifo(folder.path("pipe.yaml").c_str(), 0600) == 0);
  CHECK(load(folder, "pipe.yaml") == "pipe.yaml: error: 'pipe.yaml' is not a regular file\n");
  folder.write("big.yaml", "a: 1");
  std::filesystem::resize_file(folder.path("big.yaml"), (256u << 20) + 1);  // takes no room
  CHECK(load(folder, "big.yaml") ==
        "big.yaml: error: 'big.yaml' is too large: 256 MB, at most 256 MB are read\n");
  if (geteuid() != 0) {  // the superuser may read everything
    folder.write("closed.yaml", "a: 1");
    std::filesystem::permissions(folder.path("closed.yaml"), std::filesystem::perms::none);
    CHECK(load(folder, "closed.yaml").find("no permission to read?") != std::string::npos);
  }
}

TEST_CASE("included files lie under the including one, maps merge, the rest is replaced") {
  const TemporaryFolder folder;
  folder.write("models/base.yaml",
               "cam: {hfov_deg: 60, range_m: 40}\nlist: [1, 2, 3]\nname: base\n");
  folder.write("models/more.json", R"({"cam": {"range_m": 45}, "extra": true})");
  folder.write("s/scenario.yaml",
               "include: [../models/base.yaml, ../models/more.json]\n"
               "name: mine\n"
               "cam:\n  hfov_deg: 90\nlist: [7]\n");
  Document document;
  REQUIRE(load(folder, "s/scenario.yaml", &document) == "");
  CHECK(document.root.dump() ==
        R"({"cam":{"hfov_deg":90,"range_m":45},"list":[7],"name":"mine","extra":true})");
  REQUIRE(document.files.size() == 3);
  CHECK(folder.without_folder(document.files[0]) == "s/scenario.yaml");
  CHECK(folder.without_folder(document.files[1]) == "models/base.yaml");
  CHECK(folder.without_folder(document.files[2]) == "models/more.json");

  const auto place = [&](const char* pointer) {
    const Place at = document.place_of(pointer);
    return fmt::format("{}:{}:{}", folder.without_folder(at.file), at.line, at.column);
  };
  CHECK(place("/cam/hfov_deg") == "s/scenario.yaml:4:13");
  CHECK(place("/cam/range_m") == "models/more.json:1:21");
  CHECK(place("/extra") == "models/more.json:1:35");
  CHECK(place("/list/0") == "s/scenario.yaml:5:8");
  CHECK(place("/cam") == "s/scenario.yaml:4:3");
}

TEST_CASE("an overlay keeps its own name and description, whole, and takes over no foreign one") {
  const TemporaryFolder folder;
  folder.write("base/scenario.yaml",
               "vedette: 1\nname: {en: Day, zh: 一天}\nstart: now\n"
               "description: {en: a day, zh: 一天的经过}\nsite: {a: 1, b: 2}\n");
  const auto read = [&](const std::string& more) {
    folder.write("over/scenario.yaml", "include: [../base/scenario.yaml]\n" + more);
    Document document;
    REQUIRE(load(folder, "over/scenario.yaml", &document) == "");
    return document;
  };
  Document d = read("name: {en: Drill}\ndescription: {en: a drill}\nsite: {b: 3}\n");
  CHECK(d.root["name"].dump() == R"({"en":"Drill"})");
  CHECK(d.root["description"].dump() == R"({"en":"a drill"})");
  CHECK(d.root["site"].dump() == R"({"a":1,"b":3})");
  CHECK(d.place_of("/site/b").line == 4);
  d = read("name: {en: Drill}\n");
  CHECK_FALSE(d.root.contains("description"));
  CHECK(d.place_of("/site/a").line == 5);
  d = read("site: {b: 3}\n");
  CHECK(d.root["name"]["zh"] == "一天");
  CHECK(d.root["description"]["en"] == "a day");
}

TEST_CASE("a bare number over a map with a count sets the count only") {
  const TemporaryFolder folder;
  folder.write("base.yaml", "units: {night: {count: 8, crew: 2}, day: {crew: 1}}\n");
  folder.write("s.yaml", "include: base.yaml\nunits: {night: 6, day: 4}\n");
  Document document;
  REQUIRE(load(folder, "s.yaml", &document) == "");
  CHECK(document.root.dump() == R"({"units":{"night":{"count":6,"crew":2},"day":4}})");
  CHECK(document.place_of("/units/night/count").line == 2);
  CHECK(folder.without_folder(document.place_of("/units/night").file) == "base.yaml");

  const Schema schema(R"({"properties": {"units": {"additionalProperties":
      {"type": "object", "x-shorthand": "n"}}}})");
  Diagnostics diagnostics;
  document = load_document(folder.path("s.yaml"), schema, {}, diagnostics);
  CHECK(document.root.dump() ==
        R"({"units":{"night":{"count":8,"crew":2,"n":6},"day":{"crew":1,"n":4}}})");
}

TEST_CASE("bad includes are told where they stand") {
  const TemporaryFolder folder;
  folder.write("a.yaml", "include: [b.yaml]\n");
  folder.write("b.yaml", "x: 1\ninclude:\n  - ./c.yaml\n");
  const std::filesystem::path here = std::filesystem::path(folder.path("")).parent_path();
  folder.write("c.yaml", fmt::format("include: [../{}/b.yaml]\n", here.filename().string()));
  CHECK(load(folder, "a.yaml") ==
        "c.yaml:1:11: error: files include one another: b.yaml → c.yaml → b.yaml\n");
  folder.write("self.yaml", "include: self.yaml\n");
  CHECK(load(folder, "self.yaml") ==
        "self.yaml:1:10: error: files include one another: self.yaml → self.yaml\n");
  folder.write("missing.yaml", "include: [none.yaml, no/x.yaml]\ny: 1\n");
  CHECK(load(folder, "missing.yaml") ==
        "missing.yaml:1:11: error: included file not found: 'none.yaml'\n"
        "missing.yaml:1:22: error: included file not found: 'no/x.yaml'\n");
  folder.write("wrong.yaml", "include: {a: 1}\n");
  CHECK(load(folder, "wrong.yaml") ==
        "wrong.yaml:1:10: error: include must name files, found a map\n");
  folder.write("wrong2.yaml", "include: [x.yaml, 5]\n");
  CHECK(load(folder, "wrong2.yaml") ==
        "wrong2.yaml:1:19: error: include must name files, found 5\n");
  folder.write("list.yaml", "[1, 2]\n");
  folder.write("of_list.yaml", "include: [list.yaml]\n");
  CHECK(load(folder, "of_list.yaml") ==
        "of_list.yaml:1:11: error: 'list.yaml' holds a list, only a map can be included\n");
  folder.write("syntax.yaml", "a: [\n");
  folder.write("of_syntax.yaml", "include: [syntax.yaml]\nb: 1\n");
  CHECK(load(folder, "of_syntax.yaml") == "syntax.yaml:1:4: error: this '[' is never closed\n");
  folder.write("of_dir.yaml", "include: ['.']\n");
  CHECK(load(folder, "of_dir.yaml").find("of_dir.yaml:1:11: error: ") == 0);
}

TEST_CASE("one file in many places is fine, but the tree of includes is bounded") {
  const TemporaryFolder folder;
  folder.write("f0.yaml", "x: 1\n");
  for (int i = 1; i < 20; ++i) {
    folder.write(fmt::format("f{}.yaml", i),
                 fmt::format("include: [f{0}.yaml, f{0}.yaml]\n", i - 1));
  }
  Document document;
  CHECK(load(folder, "f5.yaml", &document) == "");
  CHECK(document.files.size() == 6);
  CHECK(load(folder, "f19.yaml").find("too many files are included: at most 1000") !=
        std::string::npos);
}
