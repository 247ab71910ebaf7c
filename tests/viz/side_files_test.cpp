// SPDX-License-Identifier: Apache-2.0
// Notes, settings, layers, search.
#include <catch2/catch.hpp>
#include <fstream>

#include "record/scratch.hpp"
#include "viz/core/notes.hpp"
#include "viz/core/search.hpp"
#include "viz/core/settings.hpp"

using namespace vedette;
using namespace vedette::view;
using vedette::test::Scratch;

TEST_CASE("notes are kept in order of time and read again") {
  const Scratch scratch("view_notes");
  const std::string path = scratch / "a.vdt.notes.json";
  Notes notes(path);
  notes.add({Time{5'000'000}, "later 稍后", "guard-1", 1.5, 2.5});
  CHECK(notes.add({Time{1'000'000}, "", "", {}, {}}) == 0);
  notes.change(0, "first");
  const Notes again(path);
  REQUIRE(again.all().size() == 2);
  CHECK(again.all()[0].text == "first");
  CHECK(again.all()[1].text == "later 稍后");
  CHECK(again.all()[1].x_m == 1.5);
  notes.remove(0);
  notes.remove(99);
  CHECK(Notes(path).all().size() == 1);
}

TEST_CASE("a foreign file of notes is left as it is") {
  const Scratch scratch("view_notes_foreign");
  const std::string path = scratch / "a.json";
  std::ofstream(path) << "my diary";
  Notes notes(path);
  CHECK_FALSE(notes.problem().empty());
  notes.add({Time{1}, "x", "", {}, {}});
  CHECK(read_file(path) == "my diary");
}

TEST_CASE("settings survive, whatever is in the file") {
  Settings s;
  s.dark = false;
  s.scale = 1.5f;
  s.lang = Lang::kZh;
  s.layers.move(LayerId::kRoads, 3);
  s.layers[LayerId::kCircles].on = true;
  s.layers[LayerId::kHeat].opacity = 0.25f;
  const Settings again = settings_from_json(to_json(s));
  CHECK(to_json(again) == to_json(s));
  CHECK_FALSE(again.dark);
  CHECK(again.layers[LayerId::kHeat].opacity == 0.25f);
  for (const char* bad :
       {"", "3", "{\"scale\": 1e9, \"layers\": [3, {\"layer\": 7}], \"left\": \"x\"}"}) {
    const Settings taken = settings_from_json(bad);
    CHECK(taken.scale <= kMostScale);
    CHECK(taken.left == Settings().left);
  }
}

TEST_CASE("what is found fits, the best first") {
  SearchIndex index;
  for (const char* name : {"cam-10", "camera room", "west cam-1", "cam-1", "guard-1", "一号楼"})
    index.add(name, 0, 0);
  const auto names = [&](const char* query) {
    std::vector<std::string> out;
    for (const std::uint32_t i : index.find(query, 10)) out.push_back(index[i].label);
    return out;
  };
  CHECK(names("CAM-1") == std::vector<std::string>{"cam-1", "cam-10", "west cam-1"});
  CHECK(names("west cam") == std::vector<std::string>{"west cam-1"});
  CHECK(names("一号") == std::vector<std::string>{"一号楼"});
  CHECK(names("zzz").empty());
  CHECK(names("").size() == 6);
}
