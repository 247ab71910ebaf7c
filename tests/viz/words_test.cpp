// SPDX-License-Identifier: Apache-2.0
// Every text of the viewer is there in both languages.
#include "viz/core/words.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "record/event.hpp"
#include "record/plan_step.hpp"
#include "viz/core/commands.hpp"
#include "viz/core/conditions.hpp"
#include "viz/core/palette.hpp"
#include "viz/core/playback.hpp"
#include "world/world.hpp"

using namespace vedette;
using namespace vedette::view;

TEST_CASE("every word has a text in both languages, once") {
  std::set<std::string_view> seen;
  for (const Word& w : words()) {
    CAPTURE(w.key);
    CHECK_FALSE(w.en.empty());
    CHECK_FALSE(w.zh.empty());
    CHECK(seen.insert(w.key).second);
    const bool other_language = w.key == "command.view.language";
    const bool chinese = std::any_of(w.zh.begin(), w.zh.end(), [](char c) { return c & 0x80; });
    CHECK(chinese != other_language);
  }
}

TEST_CASE("no panel asks for a word that is not there") {
  const std::filesystem::path root = std::string(VEDETTE_SOURCE_DIR) + "/viz";
  const std::regex asked(R"re((?:tr|nothing)\("([^"]+)"\)|\bselect_row\(ui, "([^"]+)")re");
  int found = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(root)) {
    if (file.path().extension() != ".cpp") continue;
    std::ifstream in(file.path());
    const std::string code((std::istreambuf_iterator<char>(in)), {});
    for (std::sregex_iterator m(code.begin(), code.end(), asked), end; m != end; ++m) {
      const std::string key = (*m)[1].matched ? (*m)[1] : (*m)[2];
      CAPTURE(file.path().filename().string(), key);
      CHECK(has_text(key));
      ++found;
    }
  }
  CHECK(found > 40);
}

TEST_CASE("commands, stages, topics, kinds, layers and activities have names") {
  std::set<std::string> keys, menus;
  std::string menu;
  const Commands commands;
  for (const Command& c : commands.all()) {
    CAPTURE(c.id);
    CHECK(has_text("command." + c.id));
    CHECK(has_text(c.menu));
    CHECK(!c.key.empty());
    CHECK(keys.insert(c.key).second);                        // a key does one thing
    if (menu != c.menu) CHECK(menus.insert(c.menu).second);  // a heading stands there once
    menu = c.menu;
  }
  const auto check = [](const std::string& key) {
    CAPTURE(key);
    CHECK(has_text(key));
  };
  for (std::size_t i = 0; i < kStages; ++i)
    check("stage." + std::string(stage_name(static_cast<Stage>(i))));
  for (std::size_t i = 0; i < kLayers; ++i)
    check("layer." + std::string(layer_name(static_cast<LayerId>(i))));
  for (int i = 0; i <= static_cast<int>(Activity::kOther); ++i)
    check(std::string(activity_key(static_cast<Activity>(i))));
  for (int i = 0; i < static_cast<int>(BreakRule::Kind::kCount); ++i)
    check(std::string(break_rule_key(static_cast<BreakRule::Kind>(i))));
  for (int i = 0; i < static_cast<int>(Topic::kCount); ++i)
    check("topic." + std::string(topic_name(static_cast<Topic>(i))));
  for (int i = 0; i < static_cast<int>(EntityKind::kCount); ++i)
    check("kind." + std::string(entity_kind_name(static_cast<EntityKind>(i))));
  for (int i = 0; i < static_cast<int>(StepOutcome::kCount); ++i)
    check("outcome." + std::string(outcome_name(static_cast<StepOutcome>(i))));
  for (int i = 0; i < static_cast<int>(Condition::kCount); ++i)
    check(std::string(condition_key(static_cast<Condition>(i))));
  for (int i = 0; i <= static_cast<int>(KnownTo::kNotSaid); ++i)
    check(std::string(known_key(static_cast<KnownTo>(i))));
  for (int i = 1; i < static_cast<int>(Repair::kCount); ++i)
    check(std::string(repair_key(static_cast<Repair>(i))));
  for (int i = 0; i < static_cast<int>(HeatKind::kCount); ++i)
    check(std::string(heat_key(static_cast<HeatKind>(i))));
}
