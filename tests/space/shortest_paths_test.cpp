// SPDX-License-Identifier: Apache-2.0
#include "space/shortest_paths.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <catch2/catch.hpp>

#include "space/random_graphs.hpp"

using namespace vedette;

namespace {

using Direction = ShortestPaths::Direction;

std::vector<Ticks> boost_times(const RoadGraph& g, std::size_t source, Direction direction) {
  using Graph =
      boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property,
                            boost::property<boost::edge_weight_t, Ticks>>;
  Graph graph(g.node_count());
  for (std::size_t a = 0; a < g.arc_count(); ++a) {
    auto [from, to] = std::pair(g.arc(ArcId(a)).from.index(), g.arc(ArcId(a)).to.index());
    if (direction == Direction::kReverse) std::swap(from, to);
    boost::add_edge(from, to, g.arc(ArcId(a)).ticks, graph);
  }
  std::vector<Ticks> times(g.node_count());
  boost::dijkstra_shortest_paths(graph, source, boost::distance_map(times.data()));
  return times;
}

std::vector<std::vector<Ticks>> floyd_warshall(const RoadGraph& g) {
  const std::size_t n = g.node_count();
  std::vector<std::vector<Ticks>> t(n, std::vector<Ticks>(n, kUnreachableTicks));
  for (std::size_t i = 0; i < n; ++i) t[i][i] = 0;
  for (std::size_t a = 0; a < g.arc_count(); ++a) {
    const auto& arc = g.arc(ArcId(a));
    auto& cell = t[arc.from.index()][arc.to.index()];
    cell = std::min(cell, arc.ticks);
  }
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        if (t[i][k] != kUnreachableTicks && t[k][j] != kUnreachableTicks)
          t[i][j] = std::min(t[i][j], t[i][k] + t[k][j]);
  return t;
}

}  // namespace

TEST_CASE("shortest paths agree with Boost.Graph and Floyd-Warshall on random graphs") {
  std::mt19937_64 random(Catch::rngSeed());
  INFO("seed " << Catch::rngSeed());
  for (int round = 0; round < 40; ++round) {
    const std::size_t n = 2 + random() % 60;
    const RoadGraph g = random_graph(random, n, random() % (4 * n));
    const auto all = floyd_warshall(g);
    ShortestPaths paths(g);
    for (std::size_t s = 0; s < n; ++s)
      for (const Direction direction : {Direction::kForward, Direction::kReverse}) {
        paths.run(NodeId(s), direction);
        const auto boost = boost_times(g, s, direction);
        for (std::size_t v = 0; v < n; ++v) {
          REQUIRE(paths.ticks(NodeId(v)) == boost[v]);
          REQUIRE(boost[v] == (direction == Direction::kForward ? all[s][v] : all[v][s]));
          REQUIRE(paths.time(NodeId(v)) == rounded(boost[v]));
        }
      }
  }
}

TEST_CASE("many sources: the nearest, of equals the first; a bound; the tree") {
  std::mt19937_64 random(Catch::rngSeed());
  INFO("seed " << Catch::rngSeed());
  for (int round = 0; round < 60; ++round) {
    const std::size_t n = 2 + random() % 60;
    const RoadGraph g = random_graph(random, n, random() % (4 * n));
    std::vector<ShortestPaths::Source> sources;
    for (std::size_t s = 0; s <= random() % 6; ++s)
      sources.push_back({NodeId(random() % n), seconds(static_cast<double>(random() % 3))});
    ShortestPaths one(g), many(g), bounded(g);
    many.run(sources);
    const Duration bound = seconds(2);
    bounded.run(sources, Direction::kForward, bound);
    std::vector<Ticks> best(n, kUnreachableTicks);
    std::vector<std::uint32_t> nearest(n, ShortestPaths::kNoSource);
    for (std::uint32_t s = 0; s < sources.size(); ++s) {
      one.run(sources[s].node);
      for (std::size_t v = 0; v < n; ++v) {
        if (!one.reached(NodeId(v))) continue;
        const Ticks t = one.ticks(NodeId(v)) + sources[s].start.us * kTicksPerMicrosecond;
        if (t >= best[v]) continue;
        best[v] = t;
        nearest[v] = s;
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      const NodeId v(i);
      REQUIRE(many.ticks(v) == best[i]);
      REQUIRE(many.source(v) == nearest[i]);
      REQUIRE(bounded.reached(v) == (rounded(best[i]) <= bound));
      if (!many.reached(v)) continue;
      if (const ArcId arc = many.arc(v); arc.valid()) {
        REQUIRE(g.arc(arc).to == v);
        REQUIRE(many.ticks(g.arc(arc).from) + g.arc(arc).ticks == best[i]);
        REQUIRE(many.source(g.arc(arc).from) == nearest[i]);
      } else {
        REQUIRE(sources[nearest[i]].node == v);
      }
    }
    REQUIRE(std::is_sorted(many.order().begin(), many.order().end(),
                           [&](NodeId a, NodeId b) { return many.ticks(a) < many.ticks(b); }));
  }
}

TEST_CASE("times are rounded once, at the end, and 'within' includes the mark") {
  RoadGraphBuilder b;
  for (int i = 0; i < 11; ++i) b.add_node(i, 0);
  // Ten arcs of 0.1 us: each alone rounds to nothing, together they are 1 us.
  for (std::size_t i = 0; i < 10; ++i) b.add_arc(NodeId(i), NodeId(i + 1), 1e-7, 1);
  const RoadGraph g = b.build();
  ShortestPaths paths(g);
  paths.run(NodeId(0), Direction::kForward, Duration{1});
  CHECK(paths.time(NodeId(4)).us == 0);
  CHECK(paths.time(NodeId(5)).us == 1);  // halves up, like llround
  CHECK(paths.time(NodeId(10)).us == 1);
}

TEST_CASE("endless ways count as unreachable; bad sources are refused") {
  RoadGraphBuilder b;
  for (int i = 0; i < 21; ++i) b.add_node(i, 0);
  for (std::size_t i = 0; i < 20; ++i) b.add_arc(NodeId(i), NodeId(i + 1), 1e6, 1);
  const RoadGraph g = b.build();
  ShortestPaths paths(g);
  paths.run(NodeId(0));
  CHECK(paths.time(NodeId(9)) == seconds(9e6));
  CHECK(paths.time(NodeId(10)) == kUnreachable);
  CHECK(Time{0} + kUnreachable + kUnreachable < kNever);
  CHECK_THROWS_AS(paths.run(NodeId(21)), InputError);
  const std::vector<ShortestPaths::Source> late{{NodeId(0), Duration{-1}}};
  CHECK_THROWS_AS(paths.run(late), InputError);
}
