// SPDX-License-Identifier: Apache-2.0
#include "cover/blockade.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <stdexcept>
#include <tuple>

#include "base/random.hpp"
#include "space/road_graph.hpp"
#include "support/seed.hpp"

using namespace vedette;

namespace {

std::vector<Duration> times(const std::vector<std::int64_t>& given) {
  std::vector<Duration> all;
  for (const std::int64_t t : given) all.push_back(t < 0 ? kUnreachable : Duration{t});
  return all;
}

// Every way to give each exit a unit or none: exits left open, longest, total.
using Merit = std::tuple<std::size_t, std::int64_t, std::int64_t>;
Merit best_of_all(std::size_t units, std::size_t exits, const std::vector<Duration>& t) {
  Merit best{exits + 1, 0, 0};
  std::vector<bool> used(units, false);
  const std::function<void(std::size_t, Merit)> go = [&](std::size_t exit, Merit now) {
    if (exit == exits) {
      best = std::min(best, now);
      return;
    }
    auto [open, longest, total] = now;
    go(exit + 1, {open + 1, longest, total});
    for (std::size_t u = 0; u < units; ++u) {
      const Duration d = t[u * exits + exit];
      if (used[u] || d >= kUnreachable) continue;
      used[u] = true;
      go(exit + 1, {open, std::max(longest, d.us), total + d.us});
      used[u] = false;
    }
  };
  go(0, {0, 0, 0});
  return best;
}

}  // namespace

TEST_CASE("a blockade: the longest time first, then the total") {
  // Least total would be 1 + 9 = 10 with a longest time of 9.
  const Blockade b = best_blockade(2, 2, times({1, 6, 6, 9}));
  CHECK(b.closed == 2);
  CHECK(b.longest.us == 6);
  CHECK(b.total.us == 12);
  CHECK(b.unit_of_exit == std::vector<std::uint32_t>{1, 0});
}

TEST_CASE("with too few units or no way as many exits as possible are closed") {
  const Blockade one = best_blockade(1, 3, times({7, 3, 5}));
  CHECK(one.closed == 1);
  CHECK(one.total.us == 3);
  CHECK(one.unit_of_exit == std::vector<std::uint32_t>{Blockade::kOpen, 0, Blockade::kOpen});
  // Unit 0 alone reaches exit 1: it has to go there although exit 0 is nearer.
  const Blockade forced = best_blockade(2, 2, times({1, 100, 50, -1}));
  CHECK(forced.closed == 2);
  CHECK(forced.longest.us == 100);
  CHECK(forced.total.us == 150);
  const Blockade none = best_blockade(2, 1, times({-1, -1}));
  CHECK(none.closed == 0);
  CHECK(none.unit_of_exit == std::vector<std::uint32_t>{Blockade::kOpen});
  CHECK(best_blockade(0, 2, {}).closed == 0);
  CHECK(best_blockade(3, 0, {}).closed == 0);
  CHECK_THROWS_AS(best_blockade(2, 2, times({1, 2, 3})), std::invalid_argument);
  const std::vector<Duration> negative{{-5}};
  CHECK_THROWS_AS(best_blockade(1, 1, negative), std::invalid_argument);
}

TEST_CASE("a blockade is as good as the best of all") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  Stream random = Random(seed, 0).stream("blockade", "test");
  for (int round = 0; round < 600; ++round) {
    const std::size_t units = 1 + random.below(6), exits = 1 + random.below(6);
    const std::uint64_t spread = 1 + random.below(30), holes = random.below(4);
    std::vector<Duration> t;
    for (std::size_t i = 0; i < units * exits; ++i)
      t.push_back(random.below(6) < holes
                      ? kUnreachable
                      : Duration{static_cast<std::int64_t>(random.below(spread))});
    const Blockade ours = best_blockade(units, exits, t);
    CAPTURE(round, units, exits);
    CHECK(Merit{exits - ours.closed, ours.longest.us, ours.total.us} ==
          best_of_all(units, exits, t));
    // What it says is what it does.
    std::vector<bool> used(units, false);
    std::int64_t total = 0;
    for (std::size_t e = 0; e < exits; ++e) {
      const std::uint32_t u = ours.unit_of_exit[e];
      if (u == Blockade::kOpen) continue;
      CHECK_FALSE(used[u]);
      used[u] = true;
      total += t[u * exits + e].us;
    }
    CHECK(total == ours.total.us);
  }
}
