// SPDX-License-Identifier: Apache-2.0
// Recordings whose writer was killed.
#include <array>
#include <csignal>
#include <filesystem>
#include <random>

#include "base/diagnostics.hpp"
#include "record/live_writer.hpp"
#include "record/scratch.hpp"
#include "support/seed.hpp"

using namespace vedette;
using namespace vedette::test;

TEST_CASE("a run killed at any moment keeps all but the last second") {
  const Scratch scratch("kill");
  const World world = small_world();
  const std::uint64_t seed = testing::seed();
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
    // A recording of an earlier round may stand there: removed, so that what is found is this
    // one's.
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
    const std::uint64_t soon = events_before(
        *shared.it, killed_ns - static_cast<std::int64_t>(commit_every_s * 1e9) - 100'000'000);
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
      CHECK(
          (m == "no such file" || m.find("before its beginning was written") != std::string::npos));
    }
  }
  INFO("before the beginning: " << broken_at_birth);
  CHECK(with_events > 50);
}
