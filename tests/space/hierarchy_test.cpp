// SPDX-License-Identifier: Apache-2.0
#include "space/hierarchy.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <set>
#include <vector>

#include "space/first_arcs.hpp"
#include "space/hierarchy_search.hpp"
#include "space/hierarchy_sweep.hpp"
#include "space/made_up_town.hpp"
#include "space/random_graphs.hpp"
#include "space/shortest_paths.hpp"
#include "space/travel_rows.hpp"
#include "space/travel_table.hpp"
#include "support/seed.hpp"

using namespace vedette;
using testing::seed;

namespace {

using Direction = ShortestPaths::Direction;

std::size_t below(std::mt19937_64& random, std::size_t n) {
  return static_cast<std::size_t>(random() % n);
}

// Streets both ways and one way, all of a few lengths: many ways tie.
RoadGraph grid(std::mt19937_64& random, std::size_t wide, std::size_t high) {
  RoadGraphBuilder b;
  for (std::size_t i = 0; i < wide * high; ++i)
    b.add_node(static_cast<double>(i % wide), static_cast<double>(i / wide));
  const auto street = [&](std::size_t from, std::size_t to) {
    const double s = static_cast<double>(1 + below(random, 3));
    if (below(random, 5)) b.add_arc(NodeId(from), NodeId(to), s, 1);
    if (below(random, 5)) b.add_arc(NodeId(to), NodeId(from), s, 1);
  };
  for (std::size_t i = 0; i < wide * high; ++i) {
    if (i % wide + 1 < wide) street(i, i + 1);
    if (i + wide < wide * high) street(i, i + wide);
  }
  return b.build();
}

// Mostly doors: circles of arcs that take no time.
RoadGraph doors(std::mt19937_64& random, std::size_t nodes, std::size_t arcs) {
  RoadGraphBuilder b;
  for (std::size_t i = 0; i < nodes; ++i) b.add_node(0, 0);
  for (std::size_t i = 0; i < arcs; ++i)
    b.add_arc(NodeId(below(random, nodes)), NodeId(below(random, nodes)),
              below(random, 4) ? 0 : static_cast<double>(below(random, 3)), 1);
  return b.build();
}

// So long that some routes are over the limit.
RoadGraph endless(std::mt19937_64& random, std::size_t nodes) {
  RoadGraphBuilder b;
  for (std::size_t i = 0; i < nodes; ++i) b.add_node(0, 0);
  for (std::size_t i = 0; i + 1 < nodes; ++i) {
    b.add_arc(NodeId(i), NodeId(i + 1), 1e6 - static_cast<double>(below(random, 2)), 1);
    b.add_arc(NodeId(i + 1), NodeId(i), 1e6, 1);
  }
  b.add_arc(NodeId(0), NodeId(nodes - 1), 9e5, 1);
  return b.build();
}

RoadGraph any_graph(std::mt19937_64& random, int kind) {
  const std::size_t n = 1 + below(random, 60);
  if (kind == 0) return random_graph(random, n, below(random, 5 * n));
  if (kind == 1) return grid(random, 1 + below(random, 9), 1 + below(random, 9));
  if (kind == 2) return doors(random, n, below(random, 4 * n));
  return endless(random, 2 + below(random, 30));
}

Ticks walked(const RoadGraph& g, NodeId from, NodeId to, const std::vector<ArcId>& way) {
  Ticks sum = 0;
  std::set<std::uint32_t> passed{from.value};
  for (const ArcId arc : way) {
    REQUIRE(g.arc(arc).from == from);
    from = g.arc(arc).to;
    REQUIRE(passed.insert(from.value).second);
    sum += g.arc(arc).ticks;
  }
  REQUIRE(from == to);
  return sum;
}

}  // namespace

TEST_CASE("a hierarchy agrees with Dijkstra's algorithm to the tick, in every question") {
  CAPTURE(seed());
  std::mt19937_64 random(seed());
  for (int round = 0; round < 160; ++round) {
    CAPTURE(round);
    const RoadGraph g = any_graph(random, round % 4);
    const std::size_t n = g.node_count();
    const Hierarchy h(g), quick(g, Hierarchy::Effort::kQuick);
    const Hierarchy cored(g, static_cast<std::uint32_t>(below(random, 12)));
    HierarchySweep cored_forward(cored, Direction::kForward);
    HierarchySweep cored_reverse(cored, Direction::kReverse);
    REQUIRE((h.node_count() == n && quick.node_count() == n));
    HierarchySearch search(h), quick_search(quick);
    HierarchySweep quick_forward(quick, Direction::kForward);
    HierarchySweep quick_reverse(quick, Direction::kReverse);
    HierarchySweep forward(h, Direction::kForward), reverse(h, Direction::kReverse);
    ShortestPaths paths(g);
    std::vector<NodeId> sources, targets;
    std::vector<std::vector<Ticks>> times(n);
    for (std::size_t s = 0; s < n; ++s) {
      forward.run(NodeId(s));
      reverse.run(NodeId(s));
      quick_forward.run(NodeId(s));
      quick_reverse.run(NodeId(s));
      cored_forward.run(NodeId(s));
      cored_reverse.run(NodeId(s));
      paths.run(NodeId(s), Direction::kReverse);
      for (std::size_t t = 0; t < n; ++t) {
        REQUIRE(reverse.ticks(0, NodeId(t)) == paths.ticks(NodeId(t)));
        REQUIRE(quick_reverse.ticks(0, NodeId(t)) == paths.ticks(NodeId(t)));
        REQUIRE(cored_reverse.ticks(0, NodeId(t)) == paths.ticks(NodeId(t)));
      }
      paths.run(NodeId(s));
      for (std::size_t t = 0; t < n; ++t) {
        const Ticks exact = paths.ticks(NodeId(t));
        times[s].push_back(exact);
        REQUIRE(forward.ticks(0, NodeId(t)) == exact);
        REQUIRE(search.ticks(NodeId(s), NodeId(t)) == exact);
        REQUIRE(quick_forward.ticks(0, NodeId(t)) == exact);
        REQUIRE(cored_forward.ticks(0, NodeId(t)) == exact);
        REQUIRE(quick_search.ticks(NodeId(s), NodeId(t)) == exact);
        const auto way = search.way(g);
        if (exact == kUnreachableTicks)
          REQUIRE(way.empty());
        else
          REQUIRE(walked(g, NodeId(s), NodeId(t), way) == exact);
      }
      if (below(random, 3) == 0) sources.push_back(NodeId(s));
      if (below(random, 3) == 0) targets.push_back(NodeId(s));
    }
    const auto between = ticks_between(h, sources, targets);
    REQUIRE(ticks_between(cored, sources, targets) == between);
    for (std::size_t s = 0; s < sources.size(); ++s)
      for (std::size_t t = 0; t < targets.size(); ++t)
        REQUIRE(between[s * targets.size() + t] == times[sources[s].index()][targets[t].index()]);
    for (std::size_t s = 0; s < sources.size(); s += 8) {
      const std::span some(sources.data() + s, std::min<std::size_t>(8, sources.size() - s));
      forward.run(some);
      for (std::size_t lane = 0; lane < some.size(); ++lane)
        for (std::size_t t = 0; t < n; ++t)
          REQUIRE(forward.ticks(lane, NodeId(t)) == times[some[lane].index()][t]);
    }
  }
}

TEST_CASE(
    "tables take the arcs of Dijkstra's algorithm, where ways tie and arcs take no time too") {
  CAPTURE(seed());
  std::mt19937_64 random(seed() + 1);
  for (int round = 0; round < 160; ++round) {
    CAPTURE(round);
    const auto g = std::make_shared<const RoadGraph>(any_graph(random, round % 4));
    const std::size_t n = g->node_count();
    for (const std::size_t expected : {1, 10, 10000}) {
      const TravelRows rows(g, expected);
      TravelRows::Worker worker(rows);
      ShortestPaths paths(*g);
      const std::size_t at_once = 1 + below(random, 8);
      for (std::size_t d = 0; d < n; d += at_once) {
        std::vector<NodeId> to;
        for (std::size_t i = d; i < std::min(n, d + at_once); ++i) to.push_back(NodeId(i));
        std::vector<TravelTimes> times(to.size());
        std::vector<TravelSlots> slots(to.size());
        rows.make(worker, to, 1, times.data(), slots.data());
        for (std::size_t i = 0; i < to.size(); ++i) {
          paths.run(to[i], Direction::kReverse);
          const bool wide = times[i].narrow.empty();
          bool far = false;
          for (std::size_t v = 0; v < n; ++v) {
            const Duration time = paths.time(NodeId(v));
            far = far || (paths.reached(NodeId(v)) && time.us >= 0xffffffff);
            REQUIRE((wide ? times[i].wide[v] == time.us
                          : times[i].narrow[v] ==
                                (paths.reached(NodeId(v)) ? time.us : std::int64_t{kNoTime})));
            const std::uint8_t slot = slots[i].narrow[v];
            REQUIRE((slot == 255 ? ArcId{} : g->out(NodeId(v))[slot].arc) == paths.arc(NodeId(v)));
          }
          REQUIRE(wide == far);
        }
      }
    }
  }
}

TEST_CASE("a made-up town from the hierarchy") {
  TownOrder order;
  order.seed = seed();
  CAPTURE(order.seed);
  const RoadGraph g = road_graph(made_up_town(order));
  const Hierarchy h(g);
  ShortestPaths paths(g);
  HierarchySearch search(h);
  std::vector<NodeId> all;
  for (std::size_t n = 0; n < g.node_count(); ++n) all.push_back(NodeId(n));
  const auto between = ticks_between(h, all, all);
  for (std::size_t s = 0; s < all.size(); ++s) {
    paths.run(all[s]);
    for (std::size_t t = 0; t < all.size(); ++t) {
      REQUIRE(between[s * all.size() + t] == paths.ticks(all[t]));
      if ((s + t) % 7 == 0) REQUIRE(search.ticks(all[s], all[t]) == paths.ticks(all[t]));
    }
  }
  CHECK(h.shortcut_count() < g.arc_count() * 2);
}

TEST_CASE("the same graph gives the same hierarchy; what it is asked for is checked") {
  std::mt19937_64 random(5);
  const RoadGraph g = grid(random, 12, 12);
  const Hierarchy a(g), b(g);
  CHECK(a.positions() == b.positions());
  CHECK(a.up().ticks == b.up().ticks);
  CHECK(a.down().piece == b.down().piece);
  CHECK(a.link_count() == a.up().far.size() + a.down().far.size());
  CHECK(a.memory_bytes() > 0);
  for (std::uint32_t p = 0; p < 144; ++p) {
    CHECK(a.position(a.node(p)) == p);
    for (std::uint32_t i = a.up().begin[p]; i < a.up().begin[p + 1]; ++i) CHECK(a.up().far[i] < p);
  }

  HierarchySearch search(a);
  CHECK_THROWS_AS(search.ticks(NodeId(0), NodeId(144)), InputError);
  HierarchySweep sweep(a, Direction::kForward);
  CHECK_THROWS_AS(sweep.run(NodeId(144)), InputError);
  CHECK_THROWS_AS(sweep.run(std::span<const NodeId>()), InputError);
  const std::vector<NodeId> nine(9, NodeId(0)), wrong{NodeId(200)};
  CHECK_THROWS_AS(sweep.run(nine), InputError);
  CHECK_THROWS_AS(HierarchySweep(a, Direction::kForward, wrong), InputError);
  CHECK(Hierarchy(RoadGraph()).link_count() == 0);
}

TEST_CASE("three arcs by hand") {
  // a -2-> b -3-> c, a -6-> c: by b, in 5 s; nobody comes back.
  RoadGraphBuilder builder;
  const NodeId a = builder.add_node(0, 0), b = builder.add_node(1, 0), c = builder.add_node(2, 0);
  const ArcId ab = builder.add_arc(a, b, 2, 1), bc = builder.add_arc(b, c, 3, 1);
  builder.add_arc(a, c, 6, 1);
  const RoadGraph g = builder.build();
  const Hierarchy h(g);
  HierarchySearch search(h);
  CHECK(search.time(a, c) == seconds(5));
  CHECK(search.way(g) == std::vector{ab, bc});
  CHECK(search.time(c, a) == kUnreachable);
  CHECK(search.way(g).empty());
  CHECK(search.ticks(b, b) == 0);
  CHECK(search.way(g).empty());
}
