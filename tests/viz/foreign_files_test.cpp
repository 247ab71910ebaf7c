// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes of scenarios, notes, settings and changes: an answer or a sentence.
#include <catch2/catch.hpp>
#include <filesystem>
#include <random>

#include "base/diagnostics.hpp"
#include "record/scratch.hpp"
#include "support/seed.hpp"
#include "viz/core/session.hpp"

using namespace vedette;
using namespace vedette::view;
using namespace vedette::test;

namespace {

/// Bytes changed, a piece left out, or a piece twice.
std::string broken(std::string text, std::mt19937_64& random) {
  if (text.empty()) return text;
  const std::size_t at = random() % text.size(),
                    size = std::min<std::size_t>(1 + random() % 200, text.size() - at);
  switch (random() % 4) {
    case 0:
      text.erase(at, size);
      break;
    case 1:
      text.insert(at, text.substr(at, size));
      break;
    case 2:
      text.resize(at);
      break;
    default:
      for (int i = 0; i < 8; ++i)
        text[random() % text.size()] =
            static_cast<char>(random() % 2 ? random() : '0' + random() % 10);
  }
  return text;
}

}  // namespace

TEST_CASE("a broken scenario is refused in a sentence or shown") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  const std::string home = std::string(VEDETTE_SOURCE_DIR) + "/scenarios/first-response";
  const Scratch scratch("view_foreign_scenario");
  const std::string house = std::string(VEDETTE_SOURCE_DIR) + "/";
  // What it includes is named in full: the copy lies elsewhere.
  std::string text = bytes_of(home + "/scenario.yaml");
  for (std::size_t at = 0; (at = text.find("../../", at)) != std::string::npos;)
    text.replace(at, 6, house);
  for (const auto& entry : std::filesystem::directory_iterator(home))
    if (entry.path().filename() != "scenario.yaml")
      std::filesystem::copy(entry.path(), scratch / entry.path().filename().string(),
                            std::filesystem::copy_options::recursive);
  int refused = 0, shown = 0;
  for (int round = 0; round < 40; ++round) {
    write_bytes(scratch / "scenario.yaml", round == 0 ? text : broken(text, random));
    try {
      Session s;
      s.open(scratch / "scenario.yaml");
      s.refresh_design();
      s.state_json();
      ++shown;
    } catch (const InputError& error) {
      ++refused;
      CHECK_FALSE(to_text(error.diagnostic).empty());
    }
  }
  CHECK(refused > 5);
  CHECK(shown > 0);
}

TEST_CASE("broken notes, settings and changes do no harm") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  const Scratch scratch("view_foreign_side");
  const std::string path = scratch / "run.vdt.notes.json";
  Notes notes(path);
  for (int i = 0; i < 20; ++i)
    notes.add({Time{i * 1'000'000}, "what was seen 看到 " + std::to_string(i), "guard-3", {}, {}});
  Edits edits;
  edits.add({Edit::Kind::kMoveCamera, "cam-1", 5, 6, 0, {}});
  edits.finish_drag();
  edits.add({Edit::Kind::kCloseRoad, "", 0, 0, 0, {0, 1}});
  Settings settings;
  settings.pinned = {"lane.calls", "entity:guard-3"};
  settings.keys["bookmark"] = "F5";
  const std::string of_notes = bytes_of(path), of_edits = edits.to_json(),
                    of_settings = to_json(settings);
  REQUIRE_FALSE(of_notes.empty());
  for (int round = 0; round < 300; ++round) {
    write_bytes(path, broken(of_notes, random));
    Notes again(path);
    for (const Note& n : again.all()) CHECK(n.text.size() < 100'000);
    Edits other;
    other.from_json(broken(of_edits, random));
    const Settings read = settings_from_json(broken(of_settings, random));
    CHECK(read.scale >= kLeastScale);
    CHECK(read.scale <= kMostScale);
    CHECK(read.width > 0);
  }
}
