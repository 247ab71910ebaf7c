// SPDX-License-Identifier: Apache-2.0
// Damaged files of each kind in the window: shown or refused in a sentence, never a crash. Keys go
// through all panels and layers, so that everything is asked for what the file says.
#include <catch2/catch.hpp>
#include <filesystem>
#include <random>

#include "record/scratch.hpp"
#include "support/seed.hpp"
#include "viz/program.hpp"

using namespace vedette;
using namespace vedette::test;

namespace {

constexpr const char* kScenarios = VEDETTE_SOURCE_DIR "/scenarios/";

// Keys that cannot be used with a file do nothing.
constexpr const char* kTour = R"(
at 2:29:05
key 1
key 2
key 6
key Shift+S
key I
key .
key P
key W
key G
key Shift+5
key Shift+7
key PageUp
key Shift+C
key E
key >
key Space
frames 10
key Space
key ,
key End
key X
key Shift+L
key Ctrl+L
key T
key Home
key Ctrl+F
text a
key Escape
key Y
frames 2
state
)";

// Bytes changed anywhere behind the first pages, or broken off as by a full disk.
std::string damaged(std::string bytes, int changes, std::size_t first, std::mt19937_64& random) {
  if (random() % 4 == 0) {
    bytes.resize(bytes.size() / 3 + random() % (bytes.size() / 2));
    if (random() % 2) return bytes;
  }
  for (int k = 0; k < changes && bytes.size() > first; ++k)
    bytes[first + random() % (bytes.size() - first)] = static_cast<char>(random());
  return bytes;
}

// A piece left out, a piece twice, or letters changed.
std::string damaged_text(std::string text, std::mt19937_64& random) {
  const std::size_t at = random() % text.size(),
                    size = std::min<std::size_t>(1 + random() % 60, text.size() - at);
  switch (random() % 3) {
    case 0:
      text.erase(at, size);
      break;
    case 1:
      text.insert(at, text.substr(at, size));
      break;
    default:
      for (int i = 0; i < 3; ++i)
        text[random() % text.size()] = static_cast<char>('0' + random() % 10);
  }
  return text;
}

void tour(const std::string& file, const std::string& script) {
  const Outcome o = view(file + " --size 500x400 --script " + script);
  INFO(o.err);
  CHECK((o.exit_code == 0 || o.exit_code == 2));
  if (o.exit_code == 2) CHECK(o.err.find("error: ") != std::string::npos);
}

}  // namespace

TEST_CASE("damaged recordings never crash the window") {
  if (!can_draw()) return;
  const std::uint64_t seed = testing::seed();
  const Scratch scratch("view_damaged_recording");
  write_bytes(scratch / "tour", kTour);
  const std::string events = scratch / "events.vdt";
  REQUIRE(simulate(std::string("run ") + kScenarios + "first-response --record events -o " +
                   events + " >/dev/null")
              .exit_code == 0);
  std::mt19937_64 random(seed);
  for (const std::string& kind : {day_recording(), drill_recording(), events}) {
    const std::string bytes = bytes_of(kind);
    for (int i = 0; i < rounds(4); ++i) {
      CAPTURE(seed, kind, i);
      write_bytes(scratch / "bad.vdt", damaged(bytes, i % 2 ? 200 : 12, 8192, random));
      tour(scratch / "bad.vdt", scratch / "tour");
    }
  }
}

TEST_CASE("damaged results of a study never crash the window") {
  if (!can_draw()) return;
  const std::uint64_t seed = testing::seed();
  const Scratch scratch("view_damaged_study");
  write_bytes(scratch / "tour", kTour);
  const std::string bytes = bytes_of(study_results());
  std::mt19937_64 random(seed);
  for (int i = 0; i < rounds(6); ++i) {
    CAPTURE(seed, i);
    write_bytes(scratch / "bad.vds", damaged(bytes, i % 2 ? 60 : 6, 100, random));
    tour(scratch / "bad.vds", scratch / "tour");
  }
}

TEST_CASE("damaged scenarios never crash the window") {
  if (!can_draw()) return;
  const std::uint64_t seed = testing::seed();
  const Scratch scratch("view_damaged_scenario");
  write_bytes(scratch / "tour",
              "at 2:29:05\nkey 2\nkey 6\nkey Shift+S\nkey PageUp\nkey Shift+C\nkey >\n"
              "key Shift+L\nkey Shift+1\nkey Shift+4\nkey T\nkey Ctrl+L\nstate\n");
  std::mt19937_64 random(seed);
  for (const char* name : {"first-response", "escape-drill", "wuhai-centre"}) {
    const std::string home = std::string(kScenarios) + name;
    const auto full = [](std::string text) {  // what a copy includes lies elsewhere
      for (std::size_t at = 0; (at = text.find("../../", at)) != std::string::npos;)
        text.replace(at, 6, std::string(VEDETTE_SOURCE_DIR) + "/");
      return text;
    };
    for (const auto& entry : std::filesystem::directory_iterator(home))
      write_bytes(scratch / entry.path().filename().string(),
                  full(bytes_of(entry.path().string())));
    const std::string text = bytes_of(scratch / "scenario.yaml");
    for (int i = 0; i < rounds(3); ++i) {
      CAPTURE(seed, name, i);
      write_bytes(scratch / "scenario.yaml", damaged_text(text, random));
      tour(scratch / "scenario.yaml", scratch / "tour");
    }
  }
}
