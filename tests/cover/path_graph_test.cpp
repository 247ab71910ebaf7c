// SPDX-License-Identifier: Apache-2.0
// The search for the weakest path against full enumeration, on graphs made up at random.
#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

#include "cover/path_graph.hpp"
#include "support/seed.hpp"

namespace vedette {
namespace {

PathEdge edge(std::uint32_t from, std::uint32_t to, double pd, double mean, double sd,
              SensorLocation where = SensorLocation::kBeginning, std::string name = {}) {
  return {from, to, {std::move(name), pd, mean, sd, where}};
}

double least(const std::vector<FoundPath>& all, double FoundPath::*what) {
  double best = all.front().*what;
  for (const FoundPath& p : all) best = std::min(best, p.*what);
  return best;
}

TEST_CASE("the paths of the book's layers as a graph") {
  PathGraph g{7, 0, 6, {}};
  g.edges = {edge(0, 1, 0, 10, 3),   edge(0, 1, .5, 30, 9),  edge(1, 2, 0, 12, 3.6),
             edge(2, 3, .9, 90, 27), edge(2, 3, .5, 30, 9),  edge(3, 4, 0, 10, 3),
             edge(4, 5, .9, 90, 27), edge(5, 6, 0, 120, 36)};
  const ResponseForce force{0.95, 300, 90};
  const auto found = find_paths(g, force);
  REQUIRE(found);
  CHECK(found->exact);
  CHECK(found->weakest.p_interruption == Approx(0.226762).margin(5e-7));
  CHECK(found->weakest.edges == std::vector<std::uint32_t>{0, 2, 4, 5, 6, 7});
  CHECK(all_paths(g, force).size() == 4);
}

TEST_CASE("the weakest path is not what adding up finds") {
  // From the hall on, 'short' is the better way for who is unseen so far, 'long' for nobody; but
  // whoever was seen at the entrance is caught only if the rest takes longer than the response.
  PathGraph g{4, 0, 3, {}};
  g.edges = {edge(0, 1, 0.9, 5, 0), edge(1, 2, 0, 50, 0), edge(1, 2, 0.2, 20, 0),
             edge(2, 3, 0.1, 40, 0)};
  const ResponseForce force{1, 90, 0};
  const auto found = find_paths(g, force);
  REQUIRE(found);
  // entrance (0.9 detected): the stealthy way leaves 95 s ahead, in time; the quick one 65 s, not.
  CHECK(found->stealthiest.edges == std::vector<std::uint32_t>{0, 1, 3});
  CHECK(found->weakest.edges == std::vector<std::uint32_t>{0, 2, 3});
  CHECK(found->weakest.p_interruption == 0);
  CHECK(found->stealthiest.p_interruption == Approx(0.9));
}

TEST_CASE("no way, and edges that lead nowhere") {
  PathGraph g{3, 0, 2, {edge(0, 1, 0, 1, 0)}};
  CHECK_FALSE(find_paths(g, {}));
  CHECK(all_paths(g, {}).empty());
  g.edges.push_back(edge(1, 7, 0, 1, 0, SensorLocation::kBeginning, "hole"));
  CHECK_THROWS_WITH(find_paths(g, {}), "'hole' leads nowhere");
  g.edges.back() = edge(1, 2, 1.5, 1, 0);
  CHECK_THROWS_AS(find_paths(g, {}), std::invalid_argument);
}

TEST_CASE("the search agrees with full enumeration on random graphs") {
  const std::uint64_t seed = testing::seed();
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  const auto uniform = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random() >> 11) * 0x1p-53;
  };
  std::size_t searched = 0, reached_by_few_labels = 0;
  for (int round = 0; round < 400; ++round) {
    CAPTURE(round);
    PathGraph g;
    g.nodes = 3 + random() % 6;
    g.start = 0;
    g.target = static_cast<std::uint32_t>(g.nodes - 1);
    const bool no_spread = random() % 4 == 0;
    const std::size_t edges = g.nodes + random() % (2 * g.nodes);
    for (std::size_t e = 0; e < edges; ++e) {
      const auto from = static_cast<std::uint32_t>(random() % g.nodes),
                 to = static_cast<std::uint32_t>(random() % g.nodes);
      const double mean = random() % 5 == 0 ? 0 : uniform(0, 120);
      const double sd = no_spread || random() % 3 == 0 ? 0 : mean * uniform(0, 1.5);
      const double pd = random() % 3 == 0 ? 0 : random() % 8 == 0 ? 1 : uniform(0, 1);
      g.edges.push_back(edge(from, to, pd, mean, sd, static_cast<SensorLocation>(random() % 3)));
    }
    const ResponseForce force{uniform(0.5, 1), uniform(0, 250), no_spread ? 0 : uniform(0, 80)};
    const auto all = all_paths(g, force);
    const auto found = find_paths(g, force);
    REQUIRE(found.has_value() == !all.empty());
    if (!found) continue;
    ++searched;
    CHECK(found->exact);
    CHECK(found->weakest.p_interruption ==
          Approx(least(all, &FoundPath::p_interruption)).margin(1e-12));
    CHECK(found->quickest.delay_s == Approx(least(all, &FoundPath::delay_s)).margin(1e-9));
    CHECK(found->stealthiest.p_detection ==
          Approx(least(all, &FoundPath::p_detection)).margin(1e-12));
    // Each is one of the paths.
    for (const FoundPath* p : {&found->weakest, &found->quickest, &found->stealthiest})
      CHECK(std::any_of(all.begin(), all.end(),
                        [&](const FoundPath& other) { return other.edges == p->edges; }));
    // Cut short, the bound still holds.
    const auto hasty = find_paths(g, force, 2);
    CHECK(hasty->lower_bound <= least(all, &FoundPath::p_interruption) + 1e-12);
    reached_by_few_labels += hasty->exact;
  }
  CHECK(searched > 150);
  CHECK(reached_by_few_labels < searched);
}

TEST_CASE("the search agrees with enumeration where time is short and ways go both ways") {
  const std::uint64_t seed = testing::seed();
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  const auto uniform = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random() >> 11) * 0x1p-53;
  };
  std::size_t undecided = 0, neither = 0;
  for (int round = 0; round < 1500; ++round) {
    CAPTURE(round);
    PathGraph g;
    g.nodes = 5 + random() % 5;
    g.start = 0;
    g.target = static_cast<std::uint32_t>(g.nodes - 1);
    const bool same_share = random() % 2 == 0;
    const std::size_t edges = g.nodes + random() % g.nodes;
    for (std::size_t e = 0; e < edges; ++e) {
      const double mean = random() % 6 == 0 ? 0 : uniform(0, 120);
      const double sd = same_share  ? 0.3 * mean
                        : mean == 0 ? uniform(0, 50)
                                    : mean * uniform(0, 2);
      const double pd = random() % 2 == 0 ? 0 : uniform(0, 0.6);
      g.edges.push_back(edge(static_cast<std::uint32_t>(random() % g.nodes),
                             static_cast<std::uint32_t>(random() % g.nodes), pd, mean, sd,
                             static_cast<SensorLocation>(random() % 3)));
      PathEdge back = g.edges.back();
      std::swap(back.from, back.to);
      g.edges.push_back(back);
    }
    ResponseForce force{1, 0, random() % 4 == 0 ? 0 : uniform(0, 60)};
    const auto some = all_paths(g, force);
    if (some.empty()) continue;
    force.mean_s = uniform(0.3, 1.1) * some[random() % some.size()].delay_s;
    const auto all = all_paths(g, force);
    const auto found = find_paths(g, force);
    REQUIRE(found);
    CHECK(found->exact);
    const double right = least(all, &FoundPath::p_interruption);
    CHECK(found->weakest.p_interruption == Approx(right).margin(1e-12));
    CHECK(find_paths(g, force, 4)->lower_bound <= right + 1e-12);
    if (right < 0.01 || right > 0.99) continue;
    ++undecided;
    neither += right < std::min(found->quickest.p_interruption,
                                found->stealthiest.p_interruption) - 1e-9;
  }
  CHECK(undecided > 100);
  CHECK(neither > 5);
}

TEST_CASE("a yard of many crossings is searched in a moment") {
  // 40 x 40 crossings; some ways are watched. In at the corners of one side, out at another corner.
  constexpr std::uint32_t kSide = 40;
  std::mt19937_64 random(20260302);
  PathGraph g;
  g.nodes = kSide * kSide + 1;
  g.start = kSide * kSide;
  g.target = kSide * kSide - 1;
  const auto both = [&](std::uint32_t a, std::uint32_t b) {
    const double mean = 5 + static_cast<double>(random() % 100) / 10;
    const double pd = random() % 10 == 0 ? 0.3 : 0;
    g.edges.push_back(edge(a, b, pd, mean, 0.3 * mean));
    g.edges.push_back(edge(b, a, pd, mean, 0.3 * mean));
  };
  for (std::uint32_t row = 0; row < kSide; ++row)
    for (std::uint32_t column = 0; column < kSide; ++column) {
      const std::uint32_t here = row * kSide + column;
      if (column + 1 < kSide) both(here, here + 1);
      if (row + 1 < kSide) both(here, here + kSide);
    }
  g.edges.push_back(edge(g.start, 0, 0.9, 20, 6));
  g.edges.push_back(edge(g.start, kSide - 1, 0.7, 60, 18));
  for (const double response_s : {60.0, 300.0, 450.0, 600.0}) {
    const auto found = find_paths(g, {1, response_s, 40});
    REQUIRE(found);
    CHECK(found->exact);
    CHECK(found->labels < 300'000);
    CHECK(found->weakest.p_interruption <= found->quickest.p_interruption);
    CHECK(found->weakest.p_interruption <= found->stealthiest.p_interruption);
  }
}

}  // namespace
}  // namespace vedette
