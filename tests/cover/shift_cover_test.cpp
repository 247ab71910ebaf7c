// SPDX-License-Identifier: Apache-2.0
#include "cover/shift_cover.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "cover/erlang.hpp"
#include "support/seed.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

// Every way to put at most `most` people on each start.
int fewest_by_definition(const ShiftCoverProblem& p, int most, int most_starts) {
  const auto n = p.required.size();
  std::vector<int> people(n, 0);
  int best = -1;
  for (;;) {
    int total = 0, starts = 0;
    bool enough = true;
    for (const int x : people) total += x, starts += x > 0;
    for (std::size_t t = 0; t < n && enough; ++t) {
      int on = 0;
      for (std::size_t k = 0; k < static_cast<std::size_t>(p.length); ++k)
        on += people[(t + n - k) % n];
      enough = on >= p.required[t];
    }
    if (enough && (most_starts == 0 || starts <= most_starts) && (best < 0 || total < best))
      best = total;
    std::size_t i = 0;
    while (i < n && ++people[i] > most) people[i++] = 0;
    if (i == n) return best;
  }
}

}  // namespace

TEST_CASE("Shifts: a city's buses need 26 drivers") {
  // Periods of four hours, shifts of eight; Taha, Operations Research (bus scheduling): 26.
  const ShiftCoverAnswer answer = cover_shifts({{4, 8, 10, 7, 12, 4}, 2, {}, 0});
  CHECK(answer.feasible);
  CHECK(answer.proven);
  CHECK(answer.total == 26);
  for (std::size_t t = 0; t < 6; ++t)
    CHECK(answer.on_duty[t] >= std::vector<int>{4, 8, 10, 7, 12, 4}[t]);
}

TEST_CASE("Shifts: as few as trying everything") {
  CAPTURE(seed());
  std::mt19937_64 draw(seed());
  for (int round = 0; round < 12; ++round) {
    ShiftCoverProblem p;
    for (int t = 0; t < 5; ++t) p.required.push_back(static_cast<int>(draw() % 4));
    p.length = 1 + static_cast<int>(draw() % 4);
    for (const int starts : {0, 2}) {
      p.most_starts = starts;
      const int best = fewest_by_definition(p, 3, starts);
      const ShiftCoverAnswer answer = cover_shifts(p);
      CHECK(answer.feasible == (best >= 0));
      if (best < 0) continue;
      CHECK(answer.total == best);
      CHECK(answer.bound == best);
    }
  }
}

TEST_CASE("Servers: one fewer would let too many wait") {
  for (const double load : {0.2, 1.5, 7.3}) {
    const int c = servers_for(load / 600, 600, 20, 0.95);
    CHECK(mmc_wait_exceeds({load / 600, 600, c}, 20) <= 0.05);
    if (c - 1 > load) CHECK(mmc_wait_exceeds({load / 600, 600, c - 1}, 20) > 0.05);
  }
  CHECK(servers_for(0, 600, 20, 0.95) == 0);
}
