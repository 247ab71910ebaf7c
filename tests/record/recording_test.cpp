// SPDX-License-Identifier: Apache-2.0
#include "record/recording.hpp"

#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>
#include <filesystem>

#include <catch2/catch.hpp>

#include "base/diagnostics.hpp"
#include "record/recording_reader.hpp"
#include "record/scratch.hpp"
#include "record/small_world.hpp"

using namespace vedette;
using namespace vedette::test;

namespace {

std::string message_of(auto&& f) {
  try {
    f();
  } catch (const InputError& error) {
    return error.diagnostic.message;
  } catch (const RecordError& error) {
    return error.what();
  }
  return "no error";
}

void record(const std::string& path, const World& world, double commit_every_s, int steps = 3000,
            RecordLevel level = RecordLevel::kFull) {
  RunInfo info;
  info.level = level;
  info.vedette_version = "0.1.0";
  Recording recording(path, world, info, commit_every_s);
  play(world, 7, steps, {&recording});
  recording.add_summary("figures", R"({"n":1})");
  recording.close();
}

}  // namespace

TEST_CASE("a recording's bytes do not depend on when it was committed") {
  const Scratch scratch("bytes");
  const World world = small_world();
  record(scratch / "each.vdt", world, 0);
  record(scratch / "once.vdt", world, 1e6);
  record(scratch / "usual.vdt", world, 0.005);
  const std::string each = bytes_of(scratch / "each.vdt");
  REQUIRE(each.size() > 100'000);
  // Not a plain ==, which would print both files.
  CHECK((each == bytes_of(scratch / "once.vdt")));
  CHECK((each == bytes_of(scratch / "usual.vdt")));
  for (const char* left : {"each.vdt-wal", "each.vdt-shm", "each.vdt-journal"})
    CHECK_FALSE(std::filesystem::exists(scratch / left));

  SECTION("nor on what stood there before") {
    record(scratch / "each.vdt", world, 1e6, 50);
    CHECK(bytes_of(scratch / "each.vdt").size() < each.size());
    record(scratch / "each.vdt", world, 1e6);
    CHECK((each == bytes_of(scratch / "each.vdt")));
  }
}

TEST_CASE("a recording overwrites only its like") {
  const Scratch scratch("overwrite");
  const World world = small_world();
  write_bytes(scratch / "letter.vdt", "Dear reader,\n");
  CHECK(message_of([&] { Recording(scratch / "letter.vdt", world, {}); }) ==
        "exists and is not a recording: not overwritten");
  CHECK(bytes_of(scratch / "letter.vdt") == "Dear reader,\n");
  CHECK(message_of([&] { Recording(scratch / "no/such/folder.vdt", world, {}); }) ==
        "cannot be written");
  CHECK(message_of([&] { Recording(scratch / "", world, {}); }) == "is not a file");
  write_bytes(scratch / "empty.vdt", "");
  CHECK(message_of([&] { Recording(scratch / "empty.vdt", world, {}); }) == "no error");

  // What a killed run left beside it must not be read into the new file.
  write_bytes(scratch / "new.vdt-wal", "old log");
  record(scratch / "new.vdt", world, 1e6, 50);
  CHECK(RecordingReader(scratch / "new.vdt").info().complete);
}

TEST_CASE("a recording without its end can be read and says so") {
  const Scratch scratch("open_end");
  const World world = small_world();
  {
    Recording recording(scratch / "run.vdt", world, {});
    play(world, 7, 500, {&recording}, false);
  }
  RecordingReader reader(scratch / "run.vdt");
  CHECK_FALSE(reader.info().complete);
  CHECK(reader.info().end > Time{0});
  CHECK(reader.incidents().size() > 50);
}

TEST_CASE("levels keep what they promise") {
  const Scratch scratch("levels");
  const World world = small_world();
  record(scratch / "none.vdt", world, 1e6, 500, RecordLevel::kNone);
  record(scratch / "events.vdt", world, 1e6, 500, RecordLevel::kEvents);
  RecordingReader none(scratch / "none.vdt"), events(scratch / "events.vdt");
  const EntityId car = entity_named(world, "car-1");
  CHECK(none.last_event() == 0);
  CHECK(events.last_event() > 100);
  CHECK(none.incidents().size() == events.incidents().size());
  CHECK(none.tallies().size() == events.tallies().size());
  CHECK(none.tallies().size() > 50);
  CHECK(events.states(car, Time{0}, kNever).size() > 10);
  CHECK(events.segments(car, Time{0}, kNever).empty());
}

TEST_CASE("a full disk ends the run with a sentence and keeps what there is") {
  const Scratch scratch("full_disk");
  const World world = small_world();
  const std::string path = scratch / "run.vdt";
  const pid_t child = ::fork();
  if (child == 0) {
    // Files may not grow beyond 1 MB here: the nearest thing to a full disk.
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1 << 20, 1 << 20};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    int result = 1;
    try {
      Recording recording(path, world, {}, 0.001);
      try {
        play(world, 7, 1'000'000, {&recording});
        result = 2;
      } catch (const RecordError& error) {
        const std::string text = error.what();
        result = text.find("disk") != std::string::npos ? 0 : 3;
        recording.pulse();  // no harm after it
        recording.close();
      }
    } catch (...) {
      result = 4;
    }
    ::_exit(result);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  RecordingReader reader(path);
  CHECK_FALSE(reader.info().complete);
  CHECK(reader.incidents().size() > 100);
}
