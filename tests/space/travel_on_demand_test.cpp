// SPDX-License-Identifier: Apache-2.0
#include "space/travel_on_demand.hpp"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <memory>
#include <random>
#include <thread>

#include "space/random_graphs.hpp"
#include "space/shortest_paths.hpp"
#include "space/travel_table.hpp"
#include "support/seed.hpp"

using namespace vedette;

namespace {

using Graph = std::shared_ptr<const RoadGraph>;

// A grid of streets: all alike, so that most ways tie, or with quick streets, one-way streets, gaps
// and closed roads.
Graph random_grid(std::mt19937_64& random, std::size_t side) {
  RoadGraphBuilder b;
  const bool even = random() % 2 == 0;
  for (std::size_t y = 0; y < side; ++y)
    for (std::size_t x = 0; x < side; ++x)
      b.add_node(200 * static_cast<double>(x), 200 * static_cast<double>(y));
  const auto street = [&](std::size_t from, std::size_t to, std::size_t line) {
    if (!even && random() % 8 == 0) return;
    const double kmh = even ? 60 : line % 4 == 0 ? 80 : 20 + static_cast<double>(random() % 30);
    b.add_arc(NodeId(from), NodeId(to), 720 / kmh, 200);
    if (even || random() % 8 != 0) b.add_arc(NodeId(to), NodeId(from), 720 / kmh, 200);
  };
  for (std::size_t y = 0; y < side; ++y)
    for (std::size_t x = 0; x < side; ++x) {
      if (x + 1 < side) street(y * side + x, y * side + x + 1, y);
      if (y + 1 < side) street(y * side + x, (y + 1) * side + x, x);
    }
  const RoadGraph graph = b.build();
  std::vector<double> seconds;
  for (std::size_t a = 0; a < graph.arc_count(); ++a)
    seconds.push_back(!even && random() % 20 == 0 ? std::numeric_limits<double>::infinity()
                                                  : graph.arc(ArcId(a)).seconds());
  return std::make_shared<const RoadGraph>(graph.with_seconds(seconds));
}

Graph any_graph(std::mt19937_64& random) {
  if (random() % 2 == 0) return random_grid(random, 2 + random() % 10);
  const std::size_t n = 1 + random() % 80;
  return std::make_shared<const RoadGraph>(random_graph(random, n, random() % (4 * n)));
}

// What every source of times must answer: one full search by Dijkstra's algorithm from each
// destination, and the ways of the table of all pairs.
class Oracle {
 public:
  explicit Oracle(const Graph& graph) : nodes_(graph->node_count()), table_(graph) {
    ShortestPaths paths(*graph);
    for (std::size_t to = 0; to < nodes_; ++to) {
      paths.run(NodeId(to), ShortestPaths::Direction::kReverse);
      for (std::size_t n = 0; n < nodes_; ++n) ticks_.push_back(paths.ticks(NodeId(n)));
    }
  }
  Ticks ticks(NodeId from, NodeId to) const { return ticks_[to.index() * nodes_ + from.index()]; }
  bool agrees(const TravelOnDemand& source, NodeId from, NodeId to) const {
    const RoadGraph::Step* const step = source.first_step(from, to);
    const auto way = source.way(from, to);
    const auto same = table_.way(from, to);
    return source.ticks(from, to) == ticks(from, to) &&
           source.at_least(from, to) <= ticks(from, to) &&
           (step ? step->arc : ArcId{}) == table_.next_arc(from, to) &&
           std::equal(way.begin(), way.end(), same.begin(), same.end(),
                      [&](const WayStop& a, const TravelTable::Stop& b) {
                        return a.node == b.node && a.left == ticks(a.node, to);
                      });
  }
  // Rows are asked in any order, some up to a bound, some twice.
  bool agrees(const OnDemandRow& row, NodeId to, std::mt19937_64& random) const {
    for (int i = 0; i < 6; ++i) {
      const NodeId from(random() % nodes_);
      const Ticks exact = ticks(from, to);
      const Ticks most = random() % 3 == 0 ? kUnreachableTicks
                         : exact == kUnreachableTicks || random() % 3 == 0
                             ? static_cast<Ticks>(random() % 2'000'000'000'000'000)
                             : exact + static_cast<Ticks>(random() % 3) - 1;
      const Ticks found = row.up_to(from, most);
      if (exact <= most ? found != exact : found <= most) return false;
      if (row.at_least(from) > exact) return false;
    }
    return true;
  }

 private:
  std::size_t nodes_;
  TravelTable table_;
  std::vector<Ticks> ticks_;
};

}  // namespace

TEST_CASE("found on demand, times and ways are those of full searches, whatever is kept") {
  CAPTURE(testing::seed());
  std::mt19937_64 random(testing::seed());
  for (int round = 0; round < 60; ++round) {
    CAPTURE(round);
    const Graph graph = any_graph(random);
    const std::size_t n = graph->node_count();
    const Oracle oracle(graph);
    const std::size_t room = random() % 2 ? 1'000'000'000 : random() % (20 * n);
    const std::uint64_t never = std::numeric_limits<std::uint64_t>::max();
    // Labels at once, never, and after some of the questions.
    for (const std::uint64_t most_work : {std::uint64_t{0}, never, random() % (60 * n)}) {
      const auto source = std::make_shared<const TravelOnDemand>(graph, room, most_work);
      for (int i = 0; i < 200; ++i) {
        const NodeId from(random() % n), to(random() % 3 ? random() % n : n / 2);
        REQUIRE(oracle.agrees(*source, from, to));
        REQUIRE(oracle.agrees(OnDemandRow(source, to), to, random));
        const OnDemandRow one(source, to), other(source, NodeId(random() % n));
        REQUIRE(oracle.agrees(one, to, random));
        REQUIRE(oracle.agrees(*source, from, to));
        REQUIRE(oracle.agrees(one, to, random));
      }
      REQUIRE(source->has_labels() ==
              (most_work != never && (most_work == 0 || source->has_labels())));
    }
  }
}

TEST_CASE("searches go over to labels when they have been as much work") {
  CAPTURE(testing::seed());
  std::mt19937_64 random(testing::seed());
  const Graph graph = random_grid(random, 20);
  const TravelOnDemand searches(graph, 0, 100);
  CHECK_FALSE(searches.has_labels());
  (void)searches.ticks(NodeId(0), NodeId(1));
  CHECK_FALSE(searches.has_labels());
  for (int i = 0; i < 50; ++i) (void)searches.ticks(NodeId(random() % 400), NodeId(random() % 400));
  CHECK(searches.has_labels());
  CHECK(searches.memory_bytes() == 0);
  // A destination that is asked for often has a row soon.
  const TravelOnDemand home(graph, 4 * 400 * sizeof(Ticks), 1'000'000'000);
  for (std::size_t i = 0; i < 400; ++i) (void)home.ticks(NodeId(i), NodeId(0));
  CHECK(home.memory_bytes() > 400 * sizeof(Ticks));
  CHECK(home.memory_bytes() < 2 * 400 * sizeof(Ticks));
  CHECK_FALSE(home.has_labels());
}

TEST_CASE("threads that share a source find the same") {
  CAPTURE(testing::seed());
  std::mt19937_64 random(testing::seed());
  for (int round = 0; round < 4; ++round) {
    const Graph graph = random_grid(random, 12);
    const Oracle oracle(graph);
    const auto source =
        std::make_shared<const TravelOnDemand>(graph, 40 * 144 * sizeof(Ticks), 20'000);
    std::atomic<int> wrong{0};
    const auto ask = [&](std::uint64_t with) {
      std::mt19937_64 own(with);
      for (int i = 0; i < 400; ++i) {
        const NodeId from(own() % 144), to(own() % 144);
        const OnDemandRow row(source, to);
        wrong += !oracle.agrees(row, to, own) || !oracle.agrees(*source, from, to);
      }
    };
    std::thread other(ask, random());
    ask(random());
    other.join();
    REQUIRE(wrong == 0);
    REQUIRE(source->has_labels());
  }
}

TEST_CASE("bounds in microseconds, at any speed") {
  CAPTURE(testing::seed());
  std::mt19937_64 random(testing::seed());
  for (int round = 0; round < 20; ++round) {
    const Graph graph = any_graph(random);
    const std::size_t n = graph->node_count();
    const double factor = std::ldexp(1 + static_cast<double>(random() % 1000) / 1000.0,
                                     static_cast<int>(random() % 8) - 4);
    const TravelTable all(graph, {}, factor);
    const TravelTable found(
        std::make_shared<const TravelOnDemand>(graph, 0, std::uint64_t{1} << 60), factor);
    for (int i = 0; i < 100; ++i) {
      const NodeId from(random() % n), to(random() % n);
      const std::int64_t exact = all.time(from, to).us;
      const TimesRow row = found.times_to(to);
      REQUIRE(row.at_least(from) <= exact);
      for (const std::int64_t most : {exact - 1, exact, exact + 1, std::int64_t{0}}) {
        const std::int64_t us = found.times_to(to).up_to(from, most);
        REQUIRE((exact <= most ? us == exact : us > most));
      }
      REQUIRE(row[from.index()] == exact);
      REQUIRE(found.time(from, to).us == exact);
      REQUIRE(found.times_from(from) == all.times_from(from));
    }
  }
}

TEST_CASE("the source of times follows from sizes and use") {
  std::mt19937_64 random(1);
  const Graph small = random_grid(random, 40), big = random_grid(random, 150);
  const auto source = [](const Graph& graph, bool room, const TravelUse& use) {
    return travel_source(*graph, graph->node_count(), room, use);
  };
  // Few pairs: a table whatever is asked.
  CHECK(source(small, true, {}) == TravelSource::kTable);
  CHECK(source(small, true, {0, 0, 1, 1}) == TravelSource::kTable);
  // Few questions on a big map: nothing prepared; many: everything, as far as there is room.
  const TravelUse few{2'000, 1'000, 80, 0.02}, many{2e9, 1e9, 80, 0.5};
  CHECK(source(big, true, few) == TravelSource::kSearches);
  CHECK(source(big, false, few) == TravelSource::kSearches);
  CHECK(source(big, true, many) == TravelSource::kTable);
  CHECK(source(big, false, many) == TravelSource::kLabels);
  CHECK(source(big, false, {}) == TravelSource::kLabels);
}
