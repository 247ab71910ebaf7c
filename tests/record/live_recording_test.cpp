// SPDX-License-Identifier: Apache-2.0
// Recordings that are being written.
#include <filesystem>

#include "base/diagnostics.hpp"
#include "record/live_writer.hpp"
#include "record/scratch.hpp"

using namespace vedette;
using namespace vedette::test;

TEST_CASE("a recording can be read while it is written, and closes all the same") {
  const Scratch scratch("live");
  const World world = small_world();
  const std::string path = scratch / "run.vdt";
  const SharedProgress shared;
  const pid_t child = ::fork();
  if (child == 0) write_forever(path, world, *shared.it, false, 0.02);
  while (shared.it->marks.load() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));

  const EntityId car = entity_named(world, "car-0");
  RecordingReader reader(path);
  std::uint64_t before = 0;
  int grown = 0;
  for (int i = 0; i < 60; ++i) {
    const std::uint64_t events = reader.last_event();
    CHECK(events >= before);
    grown += events > before;
    if (events > 1) check_before_last(reader, car, events);
    before = events;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(grown > 10);
  CHECK_FALSE(reader.info().complete);
  // The log is cut back while we look.
  CHECK(std::filesystem::file_size(path + "-wal") < (100u << 20));

  shared.it->stop = true;
  std::atomic<bool> over{false};
  std::thread reaper([&] {
    CHECK(exit_code(child) == 0);
    over = true;
  });
  while (!over) reader.last_event();
  reaper.join();
  CHECK(reader.info().complete);
  CHECK_FALSE(std::filesystem::exists(path + "-wal"));
  CHECK_FALSE(std::filesystem::exists(path + "-shm"));
  CHECK(reader.last_event() >= before);
  check_before_last(reader, car, reader.last_event());
}

TEST_CASE("a reader and a second writer find out about each other") {
  const Scratch scratch("two");
  const World world = small_world();
  const std::string path = scratch / "run.vdt";
  const SharedProgress shared;
  const pid_t child = ::fork();
  if (child == 0) write_forever(path, world, *shared.it, true, 0.02);
  while (shared.it->marks.load() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  try {
    Recording(path, world, {});
    FAIL("a recording that is being written was overwritten");
  } catch (const InputError& error) {
    CHECK(error.diagnostic.message == "is in use by another program");
  }
  RecordingReader reader(path);
  shared.it->stop = true;
  CHECK(exit_code(child) == 0);
  CHECK(reader.info().complete);

  // Replaced under a reader that had let go of it.
  { Recording again(path, world, {}); }
  RecordingReader unfinished(path);
  { Recording again(path, world, {}); }
  CHECK(unfinished.last_event() == 0);
  RunInfo other;
  other.seed = 2;
  { Recording again(path, world, other); }
  try {
    unfinished.last_event();
    FAIL("another recording was taken for the same");
  } catch (const InputError& error) {
    CHECK(error.diagnostic.message == "was replaced by another recording");
  }
}
