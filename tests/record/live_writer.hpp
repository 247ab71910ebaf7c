// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>

#include <catch2/catch.hpp>

#include "record/recording.hpp"
#include "record/recording_reader.hpp"
#include "record/small_world.hpp"

namespace vedette::test {

inline std::int64_t now_ns() {
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
[[noreturn]] inline void write_forever(const std::string& path, const World& world,
                                       Progress& progress, bool slowly, double commit_every_s) {
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

inline std::uint64_t events_before(const Progress& progress, std::int64_t moment_ns) {
  std::uint64_t events = 0;
  for (int i = 0; i < progress.marks.load(std::memory_order_acquire); ++i)
    if (progress.all[i].at_ns <= moment_ns) events = progress.all[i].events;
  return events;
}

/// A commit may come between an event and its state, but not before the state of the one before.
inline void check_before_last(RecordingReader& reader, EntityId car, std::uint64_t events) {
  const std::uint64_t n = events - 2;
  const Time t{static_cast<std::int64_t>(n) * 1000};
  CHECK(reader.state_at(car, t) == (n % 2 ? "free" : "driving"));
  CHECK(reader.position_at(car, t).x_m == 1);
}

inline int exit_code(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace vedette::test
