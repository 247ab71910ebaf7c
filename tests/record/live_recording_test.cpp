// SPDX-License-Identifier: Apache-2.0
// Recordings that are being written, and those whose writer was killed.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <thread>

#include <catch2/catch.hpp>

#include "base/diagnostics.hpp"
#include "record/recording.hpp"
#include "record/recording_reader.hpp"
#include "record/scratch.hpp"
#include "record/small_world.hpp"

using namespace vedette;
using namespace vedette::test;

namespace {

std::int64_t now_ns() {
  return std::chrono::steady_clock::now().time_since_epoch().count();
}

/// What the writer tells the watcher, outside of the file: how far it was at which moment of the
/// wall clock. Shared memory, so that it outlives a kill.
struct Progress {
  static constexpr int kSlots = 1 << 16;
  struct Mark {
    std::int64_t at_ns;
    std::uint64_t events;
  };
  std::atomic<int> marks{0};
  std::atomic<bool> stop{false};
  Mark all[kSlots];
};

struct SharedProgress {
  Progress* it;
  SharedProgress() {
    void* memory = ::mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    REQUIRE(memory != MAP_FAILED);
    it = new (memory) Progress;
  }
  ~SharedProgress() { ::munmap(it, sizeof(Progress)); }
};

/// Writes events at full speed (or slowly) until told to stop, marking its progress.
[[noreturn]] void write_forever(const std::string& path, const World& world, Progress& progress,
                                bool slowly, double commit_every_s) {
  try {
    Recording recording(path, world, {}, commit_every_s);
    const EntityId car = entity_named(world, "car-0");
    std::uint64_t n = 0;
    while (!progress.stop.load(std::memory_order_relaxed)) {
      const int batch = slowly ? 3 : 500;
      for (int i = 0; i < batch; ++i, ++n) {
        const Time t{static_cast<std::int64_t>(n) * 1000};
        recording.event({t, Topic::kUnitState, car, {}, {}, n % 2 ? "free" : "driving"});
        recording.state({t, car, n % 2 ? "free" : "driving"});
        recording.segment({car, t, t + microseconds(900), 1, 2, static_cast<double>(n % 1000), 4});
      }
      recording.pulse();
      const int slot = progress.marks.load(std::memory_order_relaxed);
      if (slot < Progress::kSlots) {
        progress.all[slot] = {now_ns(), n};
        progress.marks.store(slot + 1, std::memory_order_release);
      }
      if (slowly) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    recording.finish(Time{static_cast<std::int64_t>(n) * 1000});
    recording.close();
    ::_exit(0);
  } catch (...) {
    ::_exit(9);
  }
}

std::uint64_t events_before(const Progress& progress, std::int64_t moment_ns) {
  std::uint64_t events = 0;
  for (int i = 0; i < progress.marks.load(std::memory_order_acquire); ++i)
    if (progress.all[i].at_ns <= moment_ns) events = progress.all[i].events;
  return events;
}

/// A commit may come between an event and its state, but not before the state of the one before.
void check_before_last(RecordingReader& reader, EntityId car, std::uint64_t events) {
  const std::uint64_t n = events - 2;
  const Time t{static_cast<std::int64_t>(n) * 1000};
  CHECK(reader.state_at(car, t) == (n % 2 ? "free" : "driving"));
  CHECK(reader.position_at(car, t).x_m == 1);
}

std::uint64_t seed_of_test() {
  if (const char* text = std::getenv("VEDETTE_TEST_SEED")) return std::strtoull(text, nullptr, 10);
  return std::random_device{}();
}

int exit_code(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("a run killed at any moment keeps all but the last second") {
  const Scratch scratch("kill");
  const World world = small_world();
  const std::uint64_t seed = seed_of_test();
  std::mt19937_64 random(seed);
  INFO("VEDETTE_TEST_SEED=" << seed);
  int with_events = 0, broken_at_birth = 0;
  for (int round = 0; round < 200; ++round) {
    const SharedProgress shared;
    const std::string path = scratch / ("run" + std::to_string(round % 2) + ".vdt");
    const bool slowly = random() % 4 == 0;
    const double commit_every_s = std::array{0.3, 0.02, 0.0}[random() % 3];
    // Mostly early and often, now and then after some commits.
    const auto wait = std::chrono::microseconds(random() % (round % 10 == 1 ? 700'000 : 30'000));
    // A recording of an earlier round may stand there: removed, so that what is found is this one's.
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path + suffix);
    const pid_t child = ::fork();
    if (child == 0) write_forever(path, world, *shared.it, slowly, commit_every_s);
    if (round % 4 != 0)  // a quarter dies anywhere, even before its beginning is written
      while (shared.it->marks.load() == 0) std::this_thread::yield();
    std::this_thread::sleep_for(wait);
    const std::int64_t killed_ns = now_ns();
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);

    INFO("round " << round << ", killed after " << wait.count() << " us");
    const std::uint64_t due = events_before(*shared.it, killed_ns - 1'000'000'000);
    const std::uint64_t soon =
        events_before(*shared.it, killed_ns - static_cast<std::int64_t>(commit_every_s * 1e9) -
                                      100'000'000);
    try {
      RecordingReader reader(path);
      const std::uint64_t events = reader.last_event();
      CHECK_FALSE(reader.info().complete);
      CHECK(events >= due);
      CHECK(events >= soon);  // the usual loss is one interval
      CHECK(reader.events_from(1, SIZE_MAX).size() == events);
      if (events > 1) {
        ++with_events;
        check_before_last(reader, entity_named(world, "car-0"), events);
      }
    } catch (const InputError& error) {
      // Only a run that had not yet begun may leave nothing.
      ++broken_at_birth;
      INFO(error.diagnostic.message);
      CHECK(shared.it->marks.load() == 0);
      const std::string& m = error.diagnostic.message;
      CHECK((m == "no such file" || m.find("before its beginning was written") != std::string::npos));
    }
  }
  CHECK(with_events > 50);
  WARN("killed 200 times: " << with_events << " with events, " << broken_at_birth
                            << " before the beginning");
}

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
  try {
    unfinished.last_event();
    WARN("the new file got the inode of the old");
  } catch (const InputError& error) {
    CHECK(error.diagnostic.message == "was replaced by another recording");
  }
}
