// SPDX-License-Identifier: Apache-2.0
#include "space/travel_table.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <thread>

#include "space/random_graphs.hpp"
#include "space/shortest_paths.hpp"
#include "support/seed.hpp"

using namespace vedette;

TEST_CASE("a travel table agrees with searches, and its legs add up to the microsecond") {
  std::mt19937_64 random(Catch::rngSeed());
  INFO("seed " << Catch::rngSeed());
  for (int round = 0; round < 30; ++round) {
    const std::size_t n = 1 + random() % 40;
    const auto g = std::make_shared<const RoadGraph>(random_graph(random, n, random() % (4 * n)));
    const TravelTable table(g);
    ShortestPaths paths(*g);
    for (std::size_t f = 0; f < n; ++f) {
      paths.run(NodeId(f));
      for (std::size_t t = 0; t < n; ++t) {
        const NodeId from(f), to(t);
        REQUIRE(table.time(from, to) == paths.time(to));
        REQUIRE(table.times_to(to)[f] == paths.time(to).us);
        const TravelTable::Towards rows = table.towards(to);
        REQUIRE(rows);
        Ticks ticks = 0;
        NodeId here = from;
        for (const RoadGraph::Step* step; (step = rows.next(here)); here = step->node) {
          REQUIRE(step->node == table.next_hop(here, to));
          ticks += step->ticks;
        }
        REQUIRE((here == to) == paths.reached(to));
        if (here == to) REQUIRE(microseconds(ticks, 1) == table.time(from, to).us);
        if (!paths.reached(to) || f == t) {
          REQUIRE(table.next_hop(from, to) == from);
          continue;
        }
        Duration sum{0};
        std::size_t hops = 0;
        for (NodeId at = from; at != to; at = table.next_hop(at, to)) {
          const Duration leg = table.first_leg(at, to);
          REQUIRE(leg.us >= 0);
          REQUIRE(std::abs(leg.seconds() - g->arc(table.next_arc(at, to)).seconds()) < 1.1e-6);
          sum = sum + leg;
          REQUIRE(++hops <= n);
        }
        REQUIRE(sum == table.time(from, to));
      }
    }
  }
}

TEST_CASE("another speed without another search") {
  std::mt19937_64 random(Catch::rngSeed());
  INFO("seed " << Catch::rngSeed());
  for (int round = 0; round < 30; ++round) {
    const std::size_t n = 1 + random() % 40;
    const auto g = std::make_shared<const RoadGraph>(random_graph(random, n, random() % (4 * n)));
    const TravelTable table(g);
    for (const double factor : {1.0, 1.3, 0.7}) {
      const TravelTable scaled = table.scaled(factor), built(g, {}, factor);
      const TravelTable again = scaled.scaled(factor);
      for (std::size_t f = 0; f < n; ++f)
        for (std::size_t t = 0; t < n; ++t) {
          REQUIRE(scaled.time(NodeId(f), NodeId(t)) == built.time(NodeId(f), NodeId(t)));
          REQUIRE(again.time(NodeId(f), NodeId(t)) == built.time(NodeId(f), NodeId(t)));
          REQUIRE(scaled.next_arc(NodeId(f), NodeId(t)) == table.next_arc(NodeId(f), NodeId(t)));
        }
    }
  }
  const auto empty = std::make_shared<const RoadGraph>();
  CHECK_THROWS_AS(TravelTable(empty, {}, 0), InputError);
  CHECK_THROWS_AS(TravelTable(empty).scaled(std::nan("")), InputError);
}

TEST_CASE("positions on the way: arc, offset, next node and the time to it") {
  //  a --10 s, 100 m--> b --0 s--> c --20 s, 400 m--> d
  RoadGraphBuilder b;
  const NodeId a = b.add_node(0, 0), m = b.add_node(100, 0), c = b.add_node(100, 0),
               d = b.add_node(100, 400);
  const ArcId first = b.add_arc(a, m, 10, 100), door = b.add_arc(m, c, 0, 0),
              last = b.add_arc(c, d, 20, 400);
  const TravelTable table(std::make_shared<const RoadGraph>(b.build()));
  CHECK(table.next_arc(m, d) == door);

  RoadPosition p = table.position_at(a, d, seconds(2.5));
  CHECK(p.arc == first);
  CHECK(p.offset_m == 25);
  CHECK(p.next == m);
  CHECK(p.to_next == seconds(7.5));
  CHECK((p.x_m == 25 && p.y_m == 0));

  p = table.position_at(a, d,
                        seconds(10));  // just at b: through the door, at the start of the last
  CHECK(p.arc == last);
  CHECK(p.offset_m == 0);
  CHECK(p.to_next == seconds(20));

  p = table.position_at(a, d, seconds(25));
  CHECK(p.arc == last);
  CHECK((p.x_m == 100 && p.y_m == 300));

  for (const Duration late : {seconds(30), seconds(31)}) {
    p = table.position_at(a, d, late);
    CHECK_FALSE(p.arc.valid());
    CHECK(p.next == d);
    CHECK(p.to_next.us == 0);
    CHECK(p.y_m == 400);
  }
  p = table.position_at(a, d, seconds(-1));
  CHECK((p.arc == first && p.offset_m == 0));
  p = table.position_at(d, a, seconds(1));
  CHECK_FALSE(p.arc.valid());
  CHECK(p.next == d);
  CHECK(p.to_next == kUnreachable);
}

TEST_CASE("chosen destinations give the same times in less memory") {
  std::mt19937_64 random(Catch::rngSeed());
  const auto g = std::make_shared<const RoadGraph>(random_graph(random, 50, 300));
  const TravelTable all(g);
  const std::vector<NodeId> chosen{NodeId(7), NodeId(3), NodeId(7)};
  const TravelTable some(g, chosen);
  CHECK(some.has(NodeId(3)));
  CHECK_FALSE(some.has(NodeId(4)));
  for (const NodeId to : chosen)
    for (std::size_t f = 0; f < 50; ++f)
      REQUIRE(some.time(NodeId(f), to) == all.time(NodeId(f), to));
  CHECK(some.memory_bytes() == 2 * 50 * 5 + 50 * 4);
  const std::vector<NodeId> wrong{NodeId(50)};
  CHECK_THROWS_AS(TravelTable(g, wrong), InputError);
}

TEST_CASE("labels answer as the full table does, whatever is kept, in threads too") {
  CAPTURE(testing::seed());
  std::mt19937_64 random(testing::seed());
  for (int round = 0; round < 6; ++round) {
    const std::size_t n = 50 + random() % 60;
    const auto g = std::make_shared<const RoadGraph>(random_graph(random, n, 3 * n));
    const TravelTable full(g), few(g, {}, 1, 0), more(g, {}, 1, n * 5 * 40),
        most(g, {}, 1, n * 5 * (n - 1));
    const TravelTable siren = full.scaled(1.3), few_siren = few.scaled(1.3);
    REQUIRE_FALSE(full.on_demand());
    REQUIRE((few.on_demand() && more.on_demand() && most.on_demand() && few_siren.on_demand()));
    std::atomic<std::size_t> wrong{0};
    const auto ask = [&](std::uint64_t with) {
      std::mt19937_64 own(with);
      for (int i = 0; i < 3000; ++i) {
        const NodeId from(own() % n), to(own() % n);
        const TimesRow row = few.times_to(to);
        const TimesRow beside = few.times_to(NodeId(own() % n));
        const bool right =
            row[from.index()] == full.time(from, to).us && more.has(to) &&
            more.time(from, to) == full.time(from, to) &&
            most.time(from, to) == full.time(from, to) &&
            most.times_to(to)[from.index()] == full.time(from, to).us &&
            most.next_arc(from, to) == full.next_arc(from, to) &&
            few.next_arc(from, to) == full.next_arc(from, to) &&
            few.first_leg(from, to) == full.first_leg(from, to) &&
            few_siren.time(from, to) == siren.time(from, to) &&
            few_siren.next_hop(from, to) == siren.next_hop(from, to) &&
            few.position_at(from, to, seconds(3)).x_m == full.position_at(from, to, seconds(3)).x_m;
        const auto way = few.way(from, to), same = full.way(from, to);
        const bool same_way =
            std::equal(way.begin(), way.end(), same.begin(), same.end(),
                       [](const TravelTable::Stop& a, const TravelTable::Stop& b) {
                         return a.node == b.node && a.left == b.left;
                       });
        wrong += !right || !same_way || way.empty() != (full.time(from, to) == kUnreachable);
      }
    };
    std::thread other(ask, random());
    ask(random());
    other.join();
    REQUIRE(wrong == 0);
    REQUIRE(few.memory_bytes() == n * 4);
    REQUIRE(more.memory_bytes() > n * 4);
    REQUIRE(more.memory_bytes() <= n * 5 * 40 + n * 4);
  }
}

TEST_CASE(
    "times over 71 minutes and nodes with more than 255 arcs take more room, not less truth") {
  RoadGraphBuilder b;
  const NodeId hub = b.add_node(0, 0);
  for (int i = 1; i <= 300; ++i) {
    const NodeId n = b.add_node(i, 0);
    b.add_arc(hub, n, 1e4 + i, 1);
    b.add_arc(n, hub, 4294.967294 + (i % 3) * 1e-6, 1);
  }
  const TravelTable table(std::make_shared<const RoadGraph>(b.build()));
  CHECK(table.time(hub, NodeId(300)) == seconds(10300));
  CHECK(table.next_hop(hub, NodeId(300)) == NodeId(300));
  CHECK(table.time(NodeId(3), hub).us == 4294967294);
  CHECK(table.time(NodeId(1), hub).us == 4294967295);
  CHECK(table.time(NodeId(2), hub).us == 4294967296);
  CHECK(table.time(NodeId(2), NodeId(2)).us == 0);
  CHECK_FALSE(table.towards(NodeId(300)));  // 300 arcs leave the hub
  const TravelTable fast = table.scaled(100);
  CHECK(fast.time(hub, NodeId(300)) == seconds(103));
  CHECK(fast.memory_bytes() == 301 * 301 * 8 + 301 * 4);
}

TEST_CASE("a table of roads of which some are closed goes round them") {
  CAPTURE(testing::seed());
  std::mt19937_64 random(testing::seed());
  for (int round = 0; round < 20; ++round) {
    const std::size_t n = 5 + random() % 40;
    const RoadGraph g = random_graph(random, n, 4 * n);
    std::vector<double> times;
    RoadGraphBuilder b;  // the roads that are left
    for (std::size_t i = 0; i < n; ++i) b.add_node(0, 0);
    for (std::size_t a = 0; a < g.arc_count(); ++a) {
      const RoadGraph::Arc& arc = g.arc(ArcId(a));
      const bool open = random() % 4 != 0;
      times.push_back(open ? arc.seconds() : std::numeric_limits<double>::infinity());
      if (open) b.add_arc(arc.from, arc.to, arc.seconds(), arc.length_m);
    }
    const auto closed = std::make_shared<const RoadGraph>(g.with_seconds(times));
    const TravelTable table(closed), left(std::make_shared<const RoadGraph>(b.build()));
    for (std::size_t f = 0; f < n; ++f)
      for (std::size_t t = 0; t < n; ++t) {
        REQUIRE(table.time(NodeId(f), NodeId(t)) == left.time(NodeId(f), NodeId(t)));
        const ArcId arc = table.next_arc(NodeId(f), NodeId(t));
        REQUIRE((!arc.valid() || !closed->arc(arc).closed()));
      }
  }
}
