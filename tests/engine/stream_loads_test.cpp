// SPDX-License-Identifier: Apache-2.0
// What streams get and what they leave: by hand, and against progressive filling in small steps.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/random.hpp"
#include "engine/wires/stream_loads.hpp"
#include "support/seed.hpp"

namespace vedette {
namespace {

TEST_CASE("while a link is not full a message gets what is left") {
  StreamLoads loads({12.5e6});
  for (int i = 0; i < 24; ++i) loads.add({0}, 0.5e6 / 8 * 4);  // 24 cameras of 2 Mbit/s
  CHECK(loads.offered_Bps(0) == 24 * 0.25e6);
  CHECK(loads.level_Bps(0) == 12.5e6 - 6e6);
  CHECK(loads.share(3) == 1);
  CHECK_FALSE(loads.anything_lost());
}

TEST_CASE("on a link that equal streams fill everybody gets the same") {
  StreamLoads loads({12.5e6});
  for (int i = 0; i < 24; ++i) loads.add({0}, 1e6);  // 24 MB/s are wanted, 12.5 are there
  CHECK(loads.anything_lost());
  CHECK(loads.share(0) == Approx(12.5 / 24));
  CHECK(loads.carried_Bps(0) == Approx(12.5e6));
  CHECK(loads.level_Bps(0) == Approx(12.5e6 / 25));  // one more flow among 24
}

TEST_CASE("large streams are cut before small ones") {
  // 10 are there; 1, 2 and 20 are wanted: the small ones get theirs, the large one 7.
  StreamLoads loads({10});
  const auto a = loads.add({0}, 1), b = loads.add({0}, 2), c = loads.add({0}, 20);
  CHECK(loads.share(a) == 1);
  CHECK(loads.share(b) == 1);
  CHECK(loads.share(c) == Approx(7.0 / 20));
  // A message: 1 stays; 2, 7 and it share 9, 2 stays, the others get 3.5.
  CHECK(loads.level_Bps(0) == Approx(3.5));
  loads.remove(c);
  CHECK_FALSE(loads.anything_lost());
  CHECK(loads.level_Bps(0) == 7);
}

TEST_CASE("what one link holds back does not fill the next") {
  // Three streams of 10 through a link of 12 (4 each), then with a fourth of 10 through one of 20.
  StreamLoads loads({12, 20});
  for (int i = 0; i < 3; ++i) loads.add({0, 1}, 10);
  const auto other = loads.add({1}, 10);
  CHECK(loads.share(0) == Approx(0.4));
  CHECK(loads.share(other) == Approx(0.8));
  CHECK(loads.carried_Bps(1) == Approx(20));
  loads.reroute(0, {});
  CHECK(loads.share(0) == 0);
  CHECK(loads.share(1) == Approx(0.6));
  CHECK(loads.share(other) == Approx(0.8));
}

// Raises all rates together in small steps until each stream has its rate or meets a full channel.
std::vector<double> by_steps(const std::vector<double>& capacity,
                             const std::vector<std::vector<std::uint32_t>>& ways,
                             const std::vector<double>& rates) {
  std::vector<double> got(ways.size(), 0), used(capacity.size(), 0);
  std::vector<bool> done(ways.size(), false);
  const double step = 1e-3;
  while (!std::all_of(done.begin(), done.end(), [](bool d) { return d; })) {
    for (std::size_t i = 0; i < ways.size(); ++i) {
      if (done[i]) continue;
      bool full = got[i] + step > rates[i];
      for (const auto c : ways[i]) full |= used[c] + step > capacity[c];
      if (full) {
        done[i] = true;
        continue;
      }
      got[i] += step;
      for (const auto c : ways[i]) used[c] += step;
    }
  }
  return got;
}

TEST_CASE("random networks: as by filling in small steps") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  Stream random(seed, 0, 0, 0);
  for (int round = 0; round < 40; ++round) {
    const std::size_t links = 2 + random.below(5), n = 1 + random.below(12);
    std::vector<double> capacity(links);
    for (double& c : capacity) c = 1 + 9 * random.uniform();
    std::vector<std::vector<std::uint32_t>> ways(n);
    std::vector<double> rates(n);
    StreamLoads loads(capacity);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::uint32_t c = 0; c < links; ++c)
        if (random.below(2) == 0 || (c + 1 == links && ways[i].empty())) ways[i].push_back(c);
      rates[i] = 0.2 + 3 * random.uniform();
      loads.add(ways[i], rates[i]);
    }
    const auto expected = by_steps(capacity, ways, rates);
    for (std::size_t i = 0; i < n; ++i)
      REQUIRE(loads.share(static_cast<StreamLoads::Id>(i)) * rates[i] ==
              Approx(expected[i]).margin(0.02));
    // Taken away one by one nothing is left behind.
    for (std::size_t i = 0; i < n; ++i) loads.remove(static_cast<StreamLoads::Id>(i));
    for (std::uint32_t c = 0; c < links; ++c) REQUIRE(loads.level_Bps(c) == capacity[c]);
  }
}

}  // namespace
}  // namespace vedette
