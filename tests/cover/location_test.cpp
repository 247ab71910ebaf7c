// SPDX-License-Identifier: Apache-2.0
#include "cover/location.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <stdexcept>

#include "base/csv.hpp"
#include "base/random.hpp"
#include "cover/median_bound.hpp"
#include "cover/mixed_integer.hpp"
#include "support/seed.hpp"

using namespace vedette;

namespace {

constexpr double kNoWay = DistanceTable::kNoWay;

// Every choice of p of the sites, each at most `each` times, on top of the standing ones.
void for_all(const LocationProblem& problem, std::size_t p, std::size_t each,
             const std::function<void(const std::vector<std::uint32_t>&)>& look) {
  std::vector<std::uint32_t> sites;
  const std::function<void(std::uint32_t)> go = [&](std::uint32_t from) {
    if (sites.size() == p) {
      std::vector<std::uint32_t> all = sites;
      all.insert(all.end(), problem.standing.begin(), problem.standing.end());
      look(all);
      return;
    }
    for (std::uint32_t s = from; s < problem.table.sites; ++s) {
      const auto here = static_cast<std::size_t>(std::count(sites.begin(), sites.end(), s));
      if (here == each || std::count(problem.standing.begin(), problem.standing.end(), s) > 0)
        continue;
      sites.push_back(s);
      go(s);
      sites.pop_back();
    }
  };
  go(0);
}

DistanceTable random_table(Stream& random) {
  DistanceTable table;
  table.sites = 2 + random.below(5);
  table.targets = 1 + random.below(9);
  const std::uint64_t holes = random.below(3);
  const bool whole = random.below(2) == 0;
  for (std::size_t i = 0; i < table.sites * table.targets; ++i) {
    const double d = whole ? static_cast<double>(random.below(12)) : 12 * random.uniform();
    table.distance.push_back(random.below(8) < holes ? kNoWay : d);
  }
  for (std::size_t t = 0; t < table.targets; ++t)
    table.weight.push_back(whole ? static_cast<double>(random.below(9)) : random.uniform() * 1e-3);
  return table;
}

bool near(double a, double b) {
  return a == b || std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

}  // namespace

TEST_CASE("a mixed-integer programme by hand, and one without a solution") {
  MixedInteger knapsack;  // 5a + 4b + 3c, 2a + 3b + c <= 5, whole: a = 2, b = 0, c = 1
  for (const double worth : {5, 4, 3}) knapsack.add_column(0, 10, -worth, true);
  const std::vector<MixedInteger::Entry> row{{0, 2}, {1, 3}, {2, 1}}, c{{2, 1}};
  knapsack.add_row(row, RowSense::kAtMost, 5);
  knapsack.add_row(c, RowSense::kAtMost, 1);
  const MixedIntegerAnswer answer = knapsack.solve();
  CHECK(answer.status == MixedIntegerStatus::kOptimal);
  CHECK(answer.objective == -13);
  CHECK(answer.values == std::vector<double>{2, 0, 1});
  CHECK(answer.gap() == 0);
  knapsack.add_row(row, RowSense::kAtLeast, 6);
  CHECK(knapsack.solve().status == MixedIntegerStatus::kInfeasible);
  MixedInteger wrong;
  CHECK_THROWS_AS(wrong.add_row(row, RowSense::kEqual, 0), std::invalid_argument);
  CHECK_THROWS_AS(wrong.add_column(1, 0, 0, false), std::invalid_argument);
}

TEST_CASE("a line of five places, by hand") {
  // Places 0..4, a kilometre apart; every place is a site and a target of weight 1 2 1 1 5.
  DistanceTable table{5, 5, {}, {1, 2, 1, 1, 5}};
  for (int s = 0; s < 5; ++s)
    for (int t = 0; t < 5; ++t) table.distance.push_back(std::abs(s - t));
  const LocationProblem line{table};
  CHECK(max_covering(line, 1, 1).sites == std::vector<std::uint32_t>{3});  // 1 + 1 + 5
  CHECK(max_covering(line, 1, 1).objective == 7);
  CHECK(p_median(line, 1).objective == 13);  // at 3: 3 + 4 + 1 + 0 + 5
  CHECK(p_median(line, 2).sites == std::vector<std::uint32_t>{1, 4});
  CHECK(p_median(line, 2).objective == 3);
  CHECK(p_center(line, 1).objective == 2);
  CHECK(p_center(line, 2).objective == 1);
  CHECK(fewest_sites(line, 1).sites.size() == 2);
  CHECK(ways_to_cover(line, 2, 1) == 3);  // 1 with 3, 1 with 4, 0 with 3
  const LocationProblem with_one{table, {1}};
  CHECK(fewest_sites(with_one, 1).objective == 1);
  CHECK(ways_to_cover(with_one, 1, 1) == 2);  // 3 or 4
  // Two units, half of the time busy: both where 5 is near, (1 + 1 + 5) 3/4, or one at 1 as well,
  // (1 + 2 + 1 + 1 + 5) / 2 + 1/4 for place 2: 5.25 in both ways.
  CHECK(max_expected_covering(line, 2, 1, 0.5, 2).objective == Approx(5.25));
  CHECK(max_expected_covering(line, 2, 1, 0.5, 1).objective == Approx(5.25));
  CHECK_THROWS_AS(p_median(line, 6), std::invalid_argument);
  CHECK_THROWS_AS(max_covering(line, 1, -1), std::invalid_argument);
  table.weight[0] = -1;
  CHECK_THROWS_AS(p_median(line, 1), std::invalid_argument);
}

TEST_CASE("locations are as good as the best of all choices") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  Stream random = Random(seed, 0).stream("location", "test");
  for (int round = 0; round < 150; ++round) {
    const DistanceTable table = random_table(random);
    LocationProblem problem{table};
    if (random.below(3) == 0)
      problem.standing.push_back(static_cast<std::uint32_t>(random.below(2)));
    const std::size_t p = random.below(table.sites - problem.standing.size() + 1);
    const double radius = 1 + 5 * random.uniform(), busy = random.uniform();
    CAPTURE(round, p, table.sites, table.targets);
    double covered = 0, sum = kNoWay, longest = kNoWay, expected = 0;
    for_all(problem, p, 1, [&](const std::vector<std::uint32_t>& sites) {
      const LocationFigures f = location_figures(table, sites, radius, busy);
      covered = std::max(covered, f.covered);
      // A target without weight has to be reached as well.
      if (f.longest < kNoWay) sum = std::min(sum, f.sum);
      longest = std::min(longest, f.longest);
    });
    for_all(problem, p, 2, [&](const std::vector<std::uint32_t>& sites) {
      expected = std::max(expected, location_figures(table, sites, radius, busy).expected_covered);
    });

    const LocationAnswer most = max_covering(problem, p, radius);
    CHECK(most.proven);
    CHECK(most.sites.size() == p);
    CHECK(near(most.objective, covered));
    const LocationAnswer median = p_median(problem, p), center = p_center(problem, p);
    CHECK(median.feasible == (sum < kNoWay));
    CHECK(center.feasible == (longest < kNoWay));
    if (median.feasible) CHECK(near(median.objective, sum));
    if (center.feasible) CHECK(near(center.objective, longest));
    CHECK(near(max_expected_covering(problem, p, radius, busy, 2).objective, expected));

    // Fewest sites, and how many ways.
    const LocationAnswer fewest = fewest_sites(problem, radius);
    bool found = false;
    for (std::size_t k = 0; k <= table.sites - problem.standing.size() && !found; ++k) {
      std::uint64_t ways = 0;
      for_all(problem, k, 1, [&](const std::vector<std::uint32_t>& sites) {
        const auto units = location_figures(table, sites, radius, 0).units;
        ways += std::count(units.begin(), units.end(), 0u) == 0 ? 1 : 0;
      });
      CHECK(ways_to_cover(problem, k, radius) == ways);
      if (ways == 0) continue;
      found = true;
      CHECK(fewest.objective == static_cast<double>(k));
      CHECK(fewest.proven);
    }
    CHECK(fewest.feasible == found);
  }
}

TEST_CASE("medians on a plane: the relaxation holds and leaves out nothing of the best choice") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  Stream random = Random(seed, 0).stream("median", "test");
  for (int round = 0; round < 20; ++round) {
    DistanceTable table;
    table.sites = 24;
    table.targets = 60;
    const auto place = [&] { return std::pair{100 * random.uniform(), 100 * random.uniform()}; };
    std::vector<std::pair<double, double>> sites, targets;
    for (std::size_t s = 0; s < table.sites; ++s) sites.push_back(place());
    for (std::size_t t = 0; t < table.targets; ++t) targets.push_back(place());
    for (const auto& [x, y] : sites)
      for (const auto& [u, v] : targets) table.distance.push_back(std::hypot(x - u, y - v));
    for (std::size_t t = 0; t < table.targets; ++t)
      table.weight.push_back(static_cast<double>(random.below(5)));
    LocationProblem problem{table};
    if (round % 3 == 0) problem.standing = {5};
    const std::size_t p = 2 + static_cast<std::size_t>(round % 2);
    CAPTURE(round, p);
    double least = kNoWay;
    std::vector<std::uint32_t> best;
    for_all(problem, p, 1, [&](const std::vector<std::uint32_t>& all) {
      const double sum = location_figures(table, all, 0, 0).sum;
      if (sum < least) least = sum, best = all;
    });
    const MedianBound known = median_bound(problem, p);
    CHECK(known.lower <= least * (1 + 1e-9));
    CHECK(known.lower > 0.9 * least);
    CHECK(known.cost >= least * (1 - 1e-9));
    CHECK(known.sites.size() == p);
    for (const std::uint32_t s : best) CHECK_FALSE(known.out[s]);
    const LocationAnswer answer = p_median(problem, p);
    CHECK(answer.proven);
    CHECK(answer.sites.size() == p);
    CHECK(near(answer.objective, least));
  }
}

TEST_CASE("San Francisco, 16 stores and 205 tracts: the published answers") {
  const char* given = std::getenv("VEDETTE_DATA");
  const std::string folder =
      (given != nullptr ? std::string(given)
                        : std::string(VEDETTE_SOURCE_DIR) + "/../shared/data") +
      "/location/";
  if (!std::filesystem::exists(folder)) {
    std::printf("skipped: no data set location (set VEDETTE_DATA)\n");
    return;
  }
  const CsvTable file = CsvTable::read(folder + "san-francisco-16x205-distances.csv");
  const CsvTable people = CsvTable::read(folder + "san-francisco-205-demand.csv");
  std::map<std::string, std::uint32_t, std::less<>> sites, tracts;
  DistanceTable table;
  for (std::size_t r = 0; r < file.rows(); ++r) {
    sites.emplace(file.text(r, 1), static_cast<std::uint32_t>(sites.size()));
    tracts.emplace(file.text(r, 2), static_cast<std::uint32_t>(tracts.size()));
  }
  table.sites = sites.size();
  table.targets = tracts.size();
  REQUIRE(table.sites == 16);
  REQUIRE(table.targets == 205);
  table.distance.assign(16 * 205, kNoWay);
  for (std::size_t r = 0; r < file.rows(); ++r)
    table.distance[sites.find(file.text(r, 1))->second * 205 +
                   tracts.find(file.text(r, 2))->second] = *file.number(r, 0);
  table.weight.assign(205, -1);
  for (std::size_t r = 0; r < people.rows(); ++r)
    table.weight[tracts.find(people.text(r, people.column("NAME")))->second] =
        *people.number(r, people.column("POP2000"));

  const LocationProblem city{table};
  const double covered[] = {448255, 671938, 791499, 875247, 927402, 941462};
  for (std::size_t p = 1; p <= 6; ++p)
    CHECK(max_covering(city, p, 5000).objective == covered[p - 1]);
  std::vector<std::uint32_t> four;
  for (const char* name : {"Store_11", "Store_12", "Store_15", "Store_2"})
    four.push_back(sites.find(std::string_view(name))->second);
  std::sort(four.begin(), four.end());
  CHECK(max_covering(city, 4, 5000).sites == four);
  CHECK(p_median(city, 4).objective == Approx(2848268129.7145104).epsilon(1e-14));
  // All 1820 choices of four.
  double sum = kNoWay, longest = kNoWay;
  for_all(city, 4, 1, [&](const std::vector<std::uint32_t>& chosen) {
    const LocationFigures f = location_figures(table, chosen, 5000, 0);
    sum = std::min(sum, f.sum);
    longest = std::min(longest, f.longest);
  });
  CHECK(p_median(city, 4).objective == sum);
  CHECK(p_center(city, 4).objective == longest);
}
