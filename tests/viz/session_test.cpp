// SPDX-License-Identifier: Apache-2.0
// The session without a window: commands, selection, events, comparison.
#include "viz/core/session.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

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

namespace {

// What is said after running again with a program that does what the shell's words say.
std::string after_run(const Scratch& scratch, const std::string& words, bool& broken_off) {
  const std::string program = scratch / "program";
  std::ofstream(program) << "#!/bin/sh\n" << words << "\n";
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  Session s;
  s.vedette_path = program;
  s.scenario_path = std::string(VEDETTE_SOURCE_DIR) + "/scenarios/first-response";
  s.open(s.scenario_path);
  s.run_again();
  for (int i = 0; i < 1000 && s.busy(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    s.tick(1);
  }
  CHECK_FALSE(s.busy());
  broken_off = s.other != nullptr && s.other->broken_off.has_value();
  return s.message;
}

}  // namespace

TEST_CASE("a run in the background that dies is told with its exit code") {
  const Scratch scratch("view_dies");
  bool broken_off = false;
  CHECK_THAT(after_run(scratch, "exit 7", broken_off),
             Catch::Contains("exit code 7") && Catch::Contains("--vedette"));
  CHECK_FALSE(broken_off);
  CHECK_THAT(after_run(scratch, "echo no room on the disk; exit 3", broken_off),
             Catch::Contains("exit code 3") && Catch::Contains("no room on the disk"));
  // The half of a recording is there to see, and nobody takes it for one that goes on.
  const std::string half = scratch / "half.vdt";
  const World world = small_world();
  RunInfo info;
  Recording recording(half, world, info, 0);
  recording.pulse();
  const std::string copy =
      "for f in " + half + "*; do cp $f \"$4${f#" + half + "}\"; done; sleep 0.1; ";
  for (const char* end : {"exit 1", "kill -ABRT $$"}) {
    CAPTURE(end);
    const std::string message = after_run(scratch, copy + end, broken_off);
    CHECK_THAT(message, Catch::Contains(end[0] == 'e' ? "exit code 1" : "exit code 134"));
    CHECK(broken_off);
  }
}

TEST_CASE("what differs between two scenarios is named with both values") {
  const std::vector<std::string> told = changed_settings(
      R"({"name": "A", "units": {"cars": {"count": 7}}, "seed": 3, "rule": "nearest"})",
      R"({"name": "B", "units": {"cars": {"count": 4}}, "seed": 3, "roads": [1]})");
  CHECK(told == std::vector<std::string>{"roads.0  - -> 1", "rule  nearest -> -",
                                         "units.cars.count  7 -> 4"});
  CHECK(changed_settings("", "{}").empty());
}

TEST_CASE("a study's file is no scenario, and is said to be a study") {
  const Scratch scratch("view_study_file");
  std::ofstream(scratch / "study.yaml") << "vedette: 1\nstudy: Cars\nscenario: x\n";
  for (const std::string& path : {scratch / "study.yaml", scratch / ""}) {
    CAPTURE(path);
    std::string told;
    try {
      Session s;
      s.open(path);
    } catch (const InputError& error) {
      told = to_text(error.diagnostic);
    }
    CHECK_THAT(told, Catch::Contains("is a study") && Catch::Contains("vedette study") &&
                         !Catch::Contains("unknown key"));
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
  for (const FigureRow& r : s.figures()) CHECK(r.delta() == 0);
  s.close_other();
  CHECK(s.pairs.empty());
  CHECK_THROWS_AS(s.open_other(scratch / "none.vdt"), InputError);
}

TEST_CASE("the worst case behind a figure of an hour, a fleet or a type is of these") {
  const Scratch scratch("view_worst");
  record(scratch / "a.vdt", 5);
  Session s;
  s.open(scratch / "a.vdt");
  const auto response = [](const Incident& n) {
    return n.has(Stage::kPoliceCalled) && n.has(Stage::kPoliceArrived)
               ? n.between(Stage::kPoliceCalled, Stage::kPoliceArrived)
               : Duration{-1};
  };
  const std::int64_t start = s.main->clock.second_of_day0;
  std::size_t checked = 0;
  for (const FigureRow& r : s.figures()) {
    if (!r.id.starts_with("calls.") || r.id.find(".within.") == std::string::npos) continue;
    const bool hour = r.id.starts_with("calls.hour."), type = r.id.starts_with("calls.type.");
    const bool fleet = r.id.starts_with("calls.fleet.");
    if (!hour && !type && !fleet) continue;
    CAPTURE(r.id);
    const auto belongs = [&](const Incident& n) {
      if (hour)
        return (n[Stage::kPoliceCalled].us / kSecond.us + start) % 86'400 / 3'600 ==
               std::stoi(r.id.substr(11, 2));
      if (type) return r.id.starts_with("calls.type." + s.store()->call_types()[n.type].name + ".");
      for (const auto& u : s.store()->geometry().units)
        if (u.entity == n.responder) return r.id.starts_with("calls.fleet." + u.fleet + ".");
      return false;
    };
    Duration longest{-1};
    for (const Incident& n : s.store()->incidents())
      if (n.kind == IncidentKind::kCall && response(n) > longest && belongs(n))
        longest = response(n);
    if (longest < Duration{0}) {
      CHECK_FALSE(r.worst.valid());
      continue;
    }
    REQUIRE(r.worst.valid());
    CHECK(response(*s.incident(r.worst)) == longest);
    CHECK(belongs(*s.incident(r.worst)));
    ++checked;
  }
  CHECK(checked > 0);
}
