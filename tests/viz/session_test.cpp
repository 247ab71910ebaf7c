// SPDX-License-Identifier: Apache-2.0
// The session without a window: commands, selection, events, comparison.
#include "viz/core/session.hpp"

#include <catch2/catch.hpp>

#include "base/diagnostics.hpp"
#include "record/recording.hpp"
#include "record/scratch.hpp"
#include "record/small_world.hpp"
#include "viz/core/commands.hpp"

using namespace vedette;
using namespace vedette::test;
using namespace vedette::view;

namespace {

void record(const std::string& path, std::uint64_t seed) {
  const World world = small_world();
  RunInfo info;
  info.level = RecordLevel::kFull;
  Recording recording(path, world, info, 0);
  play(world, seed, 300, {&recording}, true, [](int, Time) {});
}

}  // namespace

TEST_CASE("keys move the cursor as the table says") {
  const Scratch scratch("view_session");
  record(scratch / "a.vdt", 1);
  Session s;
  s.open(scratch / "a.vdt");
  const Commands commands;
  CHECK(commands.press("Right", s));
  CHECK(s.play.now == Time{1'000'000});
  CHECK(commands.press("Shift+Right", s));
  CHECK(s.play.now == Time{11'000'000});
  CHECK(commands.press("Left", s));
  CHECK(s.play.now == Time{10'000'000});
  const Time before = s.play.now;
  CHECK(commands.press(".", s));
  CHECK(s.play.now > before);
  CHECK(commands.press("Space", s));
  s.tick(0.1);
  CHECK(s.play.now == Time{s.play.now});
  CHECK(commands.press("End", s));
  CHECK(s.play.now == s.range().to);
  CHECK(commands.press("Home", s));
  CHECK(s.play.now == Time{0});
  CHECK_FALSE(commands.press("F", s));  // nothing is selected
  CHECK_FALSE(commands.press("no such key", s));
  CHECK(commands.press("M", s));
  CHECK(s.notes.all().size() == 1);
}

TEST_CASE("next and previous event on a selected incident are its stages") {
  const Scratch scratch("view_next");
  record(scratch / "a.vdt", 2);
  Session s;
  s.open(scratch / "a.vdt");
  const Incident* chosen = nullptr;
  for (const Incident& n : s.store()->incidents())
    if (s.store()->stages(s.store()->index_of(n.id)).size() >= 4) chosen = &n;
  REQUIRE(chosen);
  s.go_to(chosen->id);
  CHECK(s.selected.incident == chosen->id);
  CHECK(s.play.now == s.store()->begin_of(*chosen));
  for (const StageMark& st : s.store()->stages(s.store()->index_of(chosen->id))) {
    if (st.at <= s.play.now) continue;
    s.next_event(1);
    CHECK(s.play.now == st.at);
  }
}

TEST_CASE("two recordings are compared, call by call") {
  const Scratch scratch("view_compare");
  record(scratch / "a.vdt", 3);
  record(scratch / "b.vdt", 3);
  Session s;
  s.open(scratch / "a.vdt");
  s.open_other(scratch / "b.vdt");
  std::size_t answered = 0;
  for (const Incident& n : s.store()->incidents())
    answered += n.kind == IncidentKind::kCall && n.has(Stage::kPoliceCalled) &&
                n.has(Stage::kPoliceArrived);
  CHECK(s.pairs.size() == answered);
  for (const CallPair& p : s.pairs) CHECK(p.change_s == 0);
  for (const FigureRow& r : s.figures) CHECK(r.delta() == 0);
  s.close_other();
  CHECK(s.pairs.empty());
  CHECK_THROWS_AS(s.open_other(scratch / "none.vdt"), InputError);
}
