// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, a reader answers or says one sentence.
#include <filesystem>
#include <random>

#include <catch2/catch.hpp>

#include "base/diagnostics.hpp"
#include "record/recording.hpp"
#include "record/recording_reader.hpp"
#include "record/scratch.hpp"
#include "record/small_world.hpp"
#include "support/seed.hpp"

using namespace vedette;
using namespace vedette::test;

namespace {

/// Asks everything. Returns the sentence of the first refusal, or "".
std::string read_everything(const std::string& path) {
  std::string refusal;
  const auto ask = [&](auto&& question) {
    try {
      question();
    } catch (const InputError& error) {
      if (refusal.empty()) refusal = error.diagnostic.message;
    }
  };
  ask([&] {
    RecordingReader r(path);
    const RecordingReader::Hold hold(r);
    ask([&] { r.info(); });
    ask([&] { r.geometry(); });
    ask([&] { r.provenance(); });
    ask([&] { r.world_json(); });
    ask([&] { r.summaries(); });
    ask([&] { r.incidents(); });
    ask([&] { r.busy(); });
    ask([&] { r.duty(); });
    ask([&] { r.intrusions(); });
    ask([&] { r.tallies(); });
    ask([&] { r.events_from(0, SIZE_MAX); });
    ask([&] { r.events(Time{0}, Time{60'000'000}); });
    ask([&] { r.stages_of(IncidentId(3)); });
    for (std::size_t i = 0; i < r.entities().size(); ++i) {
      ask([&] { r.state_at(EntityId(i), Time{100'000'000}); });
      ask([&] { r.states(EntityId(i), Time{0}, kNever); });
      ask([&] { r.position_at(EntityId(i), Time{100'000'000}); });
      ask([&] { r.segments(EntityId(i), Time{0}, kNever); });
      ask([&] { r.events_of(EntityId(i), Time{0}, kNever); });
    }
  });
  return refusal;
}

bool is_sentence(const std::string& text) {
  return !text.empty() && text.find('\n') == std::string::npos;
}

}  // namespace

TEST_CASE("what is no recording is refused with a sentence") {
  const Scratch scratch("foreign");
  const World world = small_world();
  CHECK(read_everything(scratch / "missing.vdt") == "no such file");
  CHECK(read_everything(scratch / "") == "is not a file");
  write_bytes(scratch / "empty.vdt", "");
  CHECK(read_everything(scratch / "empty.vdt") ==
        "is empty: the run was broken off before its beginning was written");
  write_bytes(scratch / "text.vdt", "name: a scenario\n");
  CHECK(read_everything(scratch / "text.vdt") == "is not a recording");
  write_bytes(scratch / "big.vdt", std::string(100'000, 'x'));
  CHECK(read_everything(scratch / "big.vdt") == "is not a recording");

  Recording(scratch / "run.vdt", world, {}).close();
  std::string bytes = bytes_of(scratch / "run.vdt");
  bytes[63] = 1;  // user_version: before tasks and tallies
  write_bytes(scratch / "older.vdt", bytes);
  CHECK(read_everything(scratch / "older.vdt") ==
        "is a recording of version 1; this program reads version 5");
  bytes[63] = 9;
  write_bytes(scratch / "newer.vdt", bytes);
  CHECK(read_everything(scratch / "newer.vdt") ==
        "is a recording of version 9; this program reads version 5");
  bytes[68] = 'X';  // application_id
  write_bytes(scratch / "other.vdt", bytes);
  CHECK(read_everything(scratch / "other.vdt") == "is not a recording");
}

TEST_CASE("damaged recordings never crash the reader") {
  const Scratch scratch("fuzz");
  const World world = small_world();
  const std::uint64_t seed = testing::seed();
  INFO("VEDETTE_TEST_SEED=" << seed);
  std::mt19937_64 random(seed);
  for (const bool finish : {true, false}) {
    const std::string good = scratch / "good.vdt";
    {
      Recording recording(good, world, {});
      play(world, 5, 400, {&recording}, finish);
      recording.close();
    }
    REQUIRE(read_everything(good).empty());
    const std::string bytes = bytes_of(good);
    int refused = 0;
    constexpr int kRounds = 300;
    for (int round = 0; round < kRounds; ++round) {
      std::string bad = bytes;
      if (round % 4 == 0) {
        bad.resize(random() % bad.size());
      } else if (round % 4 == 1) {  // a hole
        const std::size_t at = random() % bad.size(), length = random() % 20'000;
        for (std::size_t i = at; i < std::min(bad.size(), at + length); ++i) bad[i] = 0;
      } else {
        for (std::uint64_t n = 1 + random() % 100; n > 0; --n)
          bad[random() % bad.size()] = static_cast<char>(random());
      }
      const std::string path = scratch / "bad.vdt";
      for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(path + suffix);
      write_bytes(path, bad);
      const std::string refusal = read_everything(path);
      if (!refusal.empty()) {
        ++refused;
        CHECK(is_sentence(refusal));
      }
    }
    CHECK(refused > kRounds / 4);
  }
}

TEST_CASE("a damaged log of a killed run is read as far as it is whole") {
  const Scratch scratch("log");
  const World world = small_world();
  std::string file, log;
  {
    Recording recording(scratch / "run.vdt", world, {}, 0);
    play(world, 5, 300, {&recording}, false);
    // What a kill at this moment would leave.
    file = bytes_of(scratch / "run.vdt");
    log = bytes_of(scratch / "run.vdt-wal");
  }
  REQUIRE(log.size() > 100'000);
  const std::uint64_t seed = testing::seed();
  INFO("VEDETTE_TEST_SEED=" << seed);
  std::mt19937_64 random(seed);
  std::size_t most = 0;
  for (int round = 0; round < 100; ++round) {
    const std::string path = scratch / "bad.vdt";
    std::filesystem::remove(path + "-shm");
    std::string bad = log;
    if (round > 0) {
      if (round % 2 == 0) {
        bad.resize(random() % bad.size());
      } else {
        for (int i = 0; i < 5; ++i) bad[random() % bad.size()] = static_cast<char>(random());
      }
    }
    write_bytes(path, file);
    write_bytes(path + "-wal", bad);
    const std::string refusal = read_everything(path);
    if (round == 0) {
      REQUIRE(refusal.empty());
      most = RecordingReader(path).incidents().size();
    }
    if (refusal.empty()) {
      CHECK(RecordingReader(path).incidents().size() <= most);
    } else {
      CHECK(is_sentence(refusal));
    }
  }
  CHECK(most > 30);
}
