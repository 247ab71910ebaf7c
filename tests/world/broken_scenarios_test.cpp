// SPDX-License-Identifier: Apache-2.0
// Every file of tests/scenarios/broken/ is told what the .expected file beside it says, in the very
// words and at the very place. After a wanted change of words: VEDETTE_ACCEPT=1, and read the diff.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

#include "document_support.hpp"
#include "support/seed.hpp"
#include "world/load.hpp"

using namespace vedette;
using namespace vedette::testing;
namespace fs = std::filesystem;

namespace {

// Messages name the files as they were given: bare, so one has to be there.
class WorkingFolder {
 public:
  explicit WorkingFolder(const fs::path& folder) : before_(fs::current_path()) {
    fs::current_path(folder);
  }
  ~WorkingFolder() {
    std::error_code ignored;
    fs::current_path(before_, ignored);
  }
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;

 private:
  fs::path before_;
};

const fs::path kFolder = fs::path(VEDETTE_SOURCE_DIR) / "tests" / "scenarios" / "broken";

std::string contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The numbered files, in order; what they include has no number.
std::vector<std::string> cases() {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() == ".yaml" && name[0] >= '0' && name[0] <= '9')
      found.push_back(name);
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string told(const std::string& file) {
  Diagnostics diagnostics;
  const bool good = check_file(file, diagnostics);
  CHECK(good != diagnostics.has_errors());
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    CHECK_FALSE(diagnostic.place.file.empty());
    CHECK_FALSE(diagnostic.message.empty());
  }
  return text_of(diagnostics);
}

std::string told_with(const std::string& override) {
  Diagnostics diagnostics;
  (void)load_world("base.yaml", {override}, diagnostics);
  return text_of(diagnostics);
}

// Small changes of the kind that people make, and some that only a damaged disk makes.
class Slip {
 public:
  explicit Slip(std::uint64_t seed) : random_(seed) {}

  std::string slipped(std::string text) {
    for (std::size_t n = 1 + pick(3); n > 0; --n) slip(text);
    return text;
  }

 private:
  std::size_t pick(std::size_t n) { return static_cast<std::size_t>(random_() % n); }

  void slip(std::string& text) {
    static const char* const kValues[] = {"0",    "-1", "1e300", "0.0000001", "7",    "\"7\"",
                                          "~",    "[]", "{}",    "a",         "true", ".5",
                                          "post", "S1", "1e9",   "[1, 2]"};
    const std::size_t at = pick(text.size());
    const std::size_t line = text.rfind('\n', at) + 1;
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    switch (pick(7)) {
      case 0:  // a line is gone
        text.erase(line, end - line);
        break;
      case 1:  // a line twice
        text.insert(line, text.substr(line, end - line));
        break;
      case 2:  // one character too few
        text.erase(at, 1);
        break;
      case 3:  // neighbours swapped
        if (at + 1 < text.size()) std::swap(text[at], text[at + 1]);
        break;
      case 4: {  // a word from elsewhere
        const std::string other = word(text, pick(text.size()));
        replace_word(text, at, other);
        break;
      }
      case 5:  // another value
        replace_word(text, at, kValues[pick(std::size(kValues))]);
        break;
      default:
        text[at] = static_cast<char>(pick(256));
    }
    if (text.empty()) text = "\n";
  }

  static bool in_word(char c) {
    return std::string_view(" \n,:{}[]\"").find(c) == std::string_view::npos;
  }
  static std::pair<std::size_t, std::size_t> bounds(const std::string& text, std::size_t at) {
    while (at < text.size() && !in_word(text[at])) ++at;
    std::size_t begin = at, end = at;
    while (begin > 0 && in_word(text[begin - 1])) --begin;
    while (end < text.size() && in_word(text[end])) ++end;
    return {begin, end};
  }
  static std::string word(const std::string& text, std::size_t at) {
    const auto [begin, end] = bounds(text, at);
    return text.substr(begin, end - begin);
  }
  static void replace_word(std::string& text, std::size_t at, const std::string& by) {
    const auto [begin, end] = bounds(text, at);
    text.replace(begin, end - begin, by);
  }

  std::mt19937_64 random_;
};

}  // namespace

TEST_CASE("broken scenarios are told what is wrong, and where") {
  const WorkingFolder here(kFolder);
  const bool accept = std::getenv("VEDETTE_ACCEPT") != nullptr;
  CHECK(told("base.yaml").empty());
  const auto files = cases();
  CHECK(files.size() >= 45);
  for (const std::string& file : files) {
    CAPTURE(file);
    const fs::path expected = fs::path(file).replace_extension(".expected");
    const std::string text = told(file);
    if (accept) std::ofstream(expected, std::ios::binary) << text;
    CHECK_FALSE(text.empty());
    CHECK(text == contents(expected));
  }
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() != ".expected") continue;
    CAPTURE(entry.path().filename().string());
    CHECK(fs::exists(fs::path(entry.path()).replace_extension(".yaml")));
  }
  CHECK(told("no-such.yaml") == "no-such.yaml: error: no such file: 'no-such.yaml'\n");
}

TEST_CASE("the scenarios and models that come with the program have no findings") {
  const WorkingFolder here(VEDETTE_SOURCE_DIR);
  for (const auto& entry : fs::directory_iterator("scenarios")) {
    CAPTURE(entry.path().string());
    if (entry.is_directory()) CHECK(told(entry.path().string()).empty());
  }
  for (const char* models :
       {"models/city.yaml", "models/site.yaml", "models/network.yaml", "models/protection.yaml",
        "models/weather.yaml", "models/adversary.yaml"})
    CHECK(told(models).empty());
}

TEST_CASE("overrides of a scenario are checked like the file") {
  const WorkingFolder here(kFolder);
  CHECK(told_with("duration_h=2").find("never comes") != std::string::npos);
  CHECK(told_with("units.cars.turnout_s={constant: 3}").empty());
  CHECK(told_with("units.cars=3").empty());
  CHECK(told_with("units.carz.count=1") ==
        "--set units.carz: error: unknown path: units has no 'carz'\n"
        "  hint: did you mean 'cars'?\n");
  CHECK(told_with("site.cameras.cam-1.azimuth=3") ==
        "--set site.cameras.cam-1.azimuth: error: "
        "unknown path: site.cameras.cam-1 has no 'azimuth'\n"
        "  hint: did you mean 'azimuth_deg' (degrees)?\n");
  CHECK(told_with("network.outages.3.from_s=1") ==
        "--set network.outages.3: error: unknown path: network.outages has no item '3'\n"
        "  hint: items are 0 to 0\n");
  CHECK(told_with("duration_h") ==
        "--set duration_h: error: no '='\n  hint: write --set PATH=VALUE\n");
  CHECK(told_with("units.cars.count=-1") ==
        "--set units.cars.count=-1:1:18: error: count -1 is not in [0, 100000]\n");
  CHECK(told_with("units.cars.shift=evening") ==
        "--set units.cars.shift=evening:1:18: error: there is no 'evening' in shifts\n");
  CHECK(told_with("city.roads=no-such.csv") ==
        "--set city.roads=no-such.csv:1:12: error: no such file: 'no-such.csv'\n");
}

TEST_CASE("a good scenario with slips is loaded or told what is wrong, and never crashes") {
  CAPTURE(seed());
  const WorkingFolder here(kFolder);
  const std::string good = contents("base.yaml");
  Slip slip(seed());
  int loaded = 0, refused = 0;
  for (int round = 0; round < 2000; ++round) {
    const std::string text = slip.slipped(good);
    Diagnostics diagnostics;
    const auto world = load_world_text(text, "slip.yaml", {}, diagnostics);
    bool named = diagnostics.has_errors() == (world == nullptr);
    for (const Diagnostic& d : diagnostics.all())
      named = named && !d.place.file.empty() && !d.message.empty();
    if (!named) {
      CAPTURE(text, text_of(diagnostics));
      FAIL("neither a World nor findings that name their file");
    }
    ++(world ? loaded : refused);
  }
  CHECK(loaded > 50);
  CHECK(refused > 1000);
}
