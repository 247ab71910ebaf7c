// SPDX-License-Identifier: Apache-2.0
#include "space/travel_table.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "space/random_graphs.hpp"
#include "space/shortest_paths.hpp"

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
  CHECK(some.memory_bytes() == 2 * 50 * 12 + 50 * 4);
  const std::vector<NodeId> wrong{NodeId(50)};
  CHECK_THROWS_AS(TravelTable(g, wrong), InputError);
}

TEST_CASE("a table of 582 nodes is quickly built") {
  std::mt19937_64 random(1);
  const auto g = std::make_shared<const RoadGraph>(random_graph(random, 582, 1856));
  const auto begin = std::chrono::steady_clock::now();
  const TravelTable table(g);
  const auto built = std::chrono::steady_clock::now();
  const TravelTable siren = table.scaled(1.3);
  const auto scaled = std::chrono::steady_clock::now();
  const auto ms = [](auto d) { return std::chrono::duration<double, std::milli>(d).count(); };
  std::printf("582 nodes: built in %.1f ms, scaled in %.1f ms, %zu bytes\n", ms(built - begin),
              ms(scaled - built), table.memory_bytes());
  CHECK(ms(built - begin) < 2000);  // far above what is usual: not a benchmark
}
