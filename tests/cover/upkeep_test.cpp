// SPDX-License-Identifier: Apache-2.0
// Spare parts by formula against a simulated store.
#include "cover/upkeep.hpp"

#include <catch2/catch.hpp>
#include <queue>
#include <random>

#include "support/seed.hpp"

namespace vedette {
namespace {

// Share of demands that find nothing in stock: Poisson demand, exponential or constant lead time,
// what is missing waits.
double simulated(double per_year, double lead_y, bool constant, std::uint32_t s, std::uint32_t q,
                 std::mt19937_64& draw) {
  std::exponential_distribution<double> gap(per_year), lead(1 / lead_y);
  std::priority_queue<double, std::vector<double>, std::greater<>> coming;
  std::int64_t net = s + q, position = s + q;
  double now = 0;
  std::uint64_t missing = 0;
  constexpr std::uint64_t kDemands = 200'000;
  for (std::uint64_t k = 0; k < kDemands; ++k) {
    now += gap(draw);
    while (!coming.empty() && coming.top() <= now) {
      coming.pop();
      net += q;
    }
    missing += net <= 0;
    --net;
    if (--position <= static_cast<std::int64_t>(s)) {
      coming.push(now + (constant ? lead_y : lead(draw)));
      position += q;
    }
  }
  return static_cast<double>(missing) / kDemands;
}

TEST_CASE("spare parts: by hand, and against a simulated store") {
  // One in stock, ordered when it is taken: missing when the one before is still on its way.
  CHECK(chance_missing(0.1, 0, 1) == Approx(1 - std::exp(-0.1)));
  CHECK(chance_missing(2, 1, 1) == Approx(1 - 3 * std::exp(-2.0)));
  CHECK(chance_missing(0, 0, 5) == 0);
  CHECK(reorder_for(0.5, 1, 0.05) == 2);  // P(D >= 2) = 0.09 with reorder point 1, 0.014 with 2
  CHECK(chance_missing(0.8, 0, 1) == Approx(0.550671).epsilon(1e-6));
  CHECK_THROWS_AS(chance_missing(-1, 0, 1), std::invalid_argument);
  CHECK_THROWS_AS(chance_missing(1, 0, 0), std::invalid_argument);
  const std::uint64_t seed = testing::seed();
  INFO("VEDETTE_TEST_SEED=" << seed);
  std::mt19937_64 draw(seed);
  for (const auto& [per_year, s, q] : {std::tuple{4.0, 1u, 1u}, {10.0, 2u, 4u}, {20.0, 3u, 2u}}) {
    const double lead = 0.12;
    INFO(per_year << " a year, s " << s << ", Q " << q);
    CHECK(simulated(per_year, lead, true, s, q, draw) ==
          Approx(chance_missing(per_year * lead, s, q)).margin(0.006));
    if (q == 1)
      CHECK(simulated(per_year, lead, false, s, q, draw) ==
            Approx(chance_missing(per_year * lead, s, q)).margin(0.006));
  }
}

// The same in long double, terms from the mode outwards.
double by_sums(double mean, std::uint32_t s, std::uint32_t q) {
  long double sum = 0;
  for (std::uint32_t k = s + 1; k <= s + q; ++k)
    for (std::uint32_t i = k; i < k + 3000; ++i)
      sum += std::exp(i * std::log(static_cast<long double>(mean)) - mean -
                      std::lgamma(static_cast<long double>(i) + 1));
  return static_cast<double>(sum / q);
}

TEST_CASE("spare parts: a demand of many hundreds, and exact tails of few") {
  for (const double mean : {0.3, 2.0, 40.0, 745.0, 746.0, 768.0})
    for (const auto& [s, q] : {std::pair{0u, 1u}, {3u, 2u}, {750u, 1u}, {800u, 7u}, {899u, 1u}}) {
      INFO("mean " << mean << ", s " << s << ", Q " << q);
      CHECK(chance_missing(mean, s, q) == Approx(by_sums(mean, s, q)).epsilon(1e-9).margin(1e-280));
    }
  CHECK(chance_missing(746, 899, 1) < 1e-7);
  CHECK(chance_missing(746, 899, 1) > 1e-9);
  for (const std::uint32_t q : {1u, 10u, 300u}) {
    const std::uint32_t s = reorder_for(768, q, 0.05);
    INFO("Q " << q << ": " << s);
    CHECK(chance_missing(768, s, q) <= 0.05);
    CHECK(chance_missing(768, s - 1, q) > 0.05);
  }
  CHECK(reorder_for(0.5, 1, 1) == 0);
  CHECK(reorder_for(1e5, 1000, 0.01) > 99'000);
}

}  // namespace
}  // namespace vedette
