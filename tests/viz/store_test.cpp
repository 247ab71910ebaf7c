// SPDX-License-Identifier: Apache-2.0
// The store in memory says what the recording says.
#include "viz/core/store.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>

#include "base/diagnostics.hpp"
#include "record/recording.hpp"
#include "record/recording_reader.hpp"
#include "record/scratch.hpp"
#include "record/small_world.hpp"
#include "support/seed.hpp"
#include "viz/core/session.hpp"

using namespace vedette;
using namespace vedette::test;

namespace {

RunInfo run_info() {
  RunInfo info;
  info.seed = 7;
  info.replication = 1;
  info.level = RecordLevel::kFull;
  return info;
}

void record(const std::string& path, std::uint64_t seed, int steps) {
  const World world = small_world();
  Recording recording(path, world, run_info(), 0.0);
  play(world, seed, steps, {&recording}, true, [](int, Time) {});
}

}  // namespace

TEST_CASE("the store answers as the reader does, at any moment") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  const Scratch scratch("view_store");
  const std::string path = scratch / "run.vdt";
  record(path, seed, 400);
  const view::Store store(path);
  RecordingReader reader(path);
  std::mt19937_64 random(seed);
  view::Snapshot now;
  for (int i = 0; i < 200; ++i) {
    const Time t{static_cast<std::int64_t>(random() % 2'000'000'000)};
    store.snapshot(t, now);
    for (std::uint32_t who = 0; who < store.entities().size(); ++who) {
      const RecordedPosition at = reader.position_at(EntityId(who), t);
      CHECK(now.who[who].x_m == Approx(at.x_m).margin(0.001));
      CHECK(now.who[who].y_m == Approx(at.y_m).margin(0.001));
      CHECK(now.who[who].moving == at.moving);
      CHECK(store.word(now.who[who].word) == reader.state_at(EntityId(who), t));
    }
    std::size_t open = 0;
    for (const Incident& n : reader.incidents())
      open += store.begin_of(n) <= t && store.end_of(n) > t;
    CHECK(now.open.size() == open);
  }
  CHECK(store.events().size() == reader.last_event());
}

TEST_CASE("a growing recording is followed to the end") {
  const Scratch scratch("view_live");
  const std::string path = scratch / "run.vdt";
  const World world = small_world();
  auto recording = std::make_unique<Recording>(path, world, run_info(), 0.0);
  recording->pulse();
  view::Store store(path);
  std::size_t grown = 0;
  play(world, 3, 300, {recording.get()}, true, [&](int step, Time) {
    recording->pulse();
    if (step % 50 == 0) grown += store.update();
  });
  recording.reset();
  store.update();
  CHECK(grown >= 4);
  CHECK(store.info().complete);
  const view::Store whole(path);
  CHECK(store.events().size() == whole.events().size());
  CHECK(store.incidents().size() == whole.incidents().size());
  for (std::uint32_t i = 0; i < store.entities().size(); ++i)
    CHECK(store.legs(EntityId(i)).size() == whole.legs(EntityId(i)).size());
}

TEST_CASE("whatever the bytes, opening answers or says one sentence") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  const Scratch scratch("view_fuzz");
  const std::string good = scratch / "good.vdt", bad = scratch / "bad.vdt";
  record(good, 5, 120);
  std::ifstream in(good, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  std::mt19937_64 random(seed);
  int refused = 0;
  for (int round = 0; round < 150; ++round) {
    std::string broken = bytes;
    const int kind = round % 3;
    if (kind == 0) broken.resize(random() % broken.size());
    for (int i = 0; kind == 1 && i < 40; ++i)
      broken[random() % broken.size()] = static_cast<char>(random());
    if (kind == 2) {
      const std::size_t at = random() % (broken.size() - 600);
      std::fill_n(broken.begin() + static_cast<std::ptrdiff_t>(at), 512, '\0');
    }
    std::ofstream(bad, std::ios::binary | std::ios::trunc) << broken;
    try {
      view::Session session;
      session.open(bad);
      for (const double s : {0.0, 50.0, 500.0, 1e6}) {
        session.seek(Time{} + seconds(s));
        session.settings.layers[view::LayerId::kHeat].on = true;
        session.tick(0.6);
        session.next_event(1);
      }
      session.state_json();
    } catch (const InputError& error) {
      ++refused;
      CHECK_FALSE(error.diagnostic.message.empty());
    }
  }
  CHECK(refused > 50);
}
