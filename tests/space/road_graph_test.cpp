// SPDX-License-Identifier: Apache-2.0
#include "space/road_graph.hpp"

#include <catch2/catch.hpp>
#include <functional>
#include <limits>

#include "space/strong_parts.hpp"

using namespace vedette;

namespace {

std::string refusal(const std::function<void()>& action) {
  try {
    action();
  } catch (const InputError& e) {
    return to_text(e.diagnostic);
  }
  return "accepted";
}

}  // namespace

TEST_CASE("a road graph keeps what was added, coordinates to the millimetre") {
  RoadGraphBuilder b;
  const NodeId a = b.add_node(0.00049, -1.2345678, "a"), c = b.add_node(3, 4, "c");
  const ArcId there = b.add_arc(a, c, 1.5, 5), back = b.add_arc(c, a, 2.5, 5);
  b.add_arc(a, c, 0, 0);
  const RoadGraph g = b.build();
  CHECK(b.node_count() == 0);
  CHECK(g.node_count() == 2);
  CHECK(g.arc_count() == 3);
  CHECK(g.node(a).x_m == 0);
  CHECK(g.node(a).y_m == -1.235);
  CHECK(g.arc(back).seconds() == 2.5);
  REQUIRE(g.out(a).size() == 2);
  CHECK(g.out(a)[0].arc == there);
  REQUIRE(g.in(a).size() == 1);
  CHECK(g.in(a)[0].node == c);
  CHECK(g.find("c") == c);
  CHECK_FALSE(g.find("b").has_value());
  CHECK(g.nearest_node(2, 2) == c);

  const std::vector<double> other{4, 5, 6};
  const RoadGraph slower = g.with_seconds(other);
  CHECK(slower.arc(back).seconds() == 5);
  CHECK(slower.out(a)[1].ticks == 6'000'000'000'000);
  CHECK(g.arc(back).seconds() == 2.5);
}

TEST_CASE("what is wrong is refused when it is added, with the place to blame") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  RoadGraphBuilder b;
  const NodeId a = b.add_node(0, 0, "a"), c = b.add_node(1, 0, "a");
  const Place line{"roads.csv", 7, 3};
  CHECK(refusal([&] { b.add_node(nan, 0, "", line); }) ==
        "roads.csv:7:3: error: node at (nan, 0) m: coordinates not in [-1000000, 1000000]");
  CHECK(refusal([&] { b.add_node(0, 1e300, "", line); }) != "accepted");
  CHECK(refusal([&] { b.add_arc(a, c, -1, 1, line); }) ==
        "roads.csv:7:3: error: travel time -1 s not in [0, 1000000]");
  CHECK(refusal([&] { b.add_arc(a, c, nan, 1); }) != "accepted");
  CHECK(refusal([&] { b.add_arc(a, c, 1e12, 1); }) != "accepted");
  CHECK(refusal([&] { b.add_arc(a, c, 1, -0.5); }) != "accepted");
  CHECK(refusal([&] { b.add_arc(a, c, 1, nan); }) != "accepted");
  CHECK(refusal([&] { b.add_arc(a, NodeId(2), 1, 1); }) != "accepted");
  CHECK(refusal([&] { b.add_arc(NodeId{}, a, 1, 1); }) != "accepted");
  CHECK(b.arc_count() == 0);
  CHECK(refusal([&] { b.build(); }).ends_with("two nodes are named 'a'"));
}

TEST_CASE("the largest strongly connected part is found and the rest reported") {
  //  0 <-> 1 -> 2 -> 3 -> 4 -> 2     5 alone
  RoadGraphBuilder b;
  for (int i = 0; i < 6; ++i) b.add_node(i, 0, std::string(1, static_cast<char>('0' + i)));
  const auto road = [&](std::size_t f, std::size_t t) {
    b.add_arc(NodeId(f), NodeId(t), 9000.123456789, 10);
  };
  road(0, 1), road(1, 0), road(1, 2), road(2, 3), road(3, 4), road(4, 2);
  const RoadGraph g = b.build();
  const StrongParts parts = strong_parts(g);
  CHECK(parts.count == 3);
  CHECK(parts.part_of == std::vector<std::uint32_t>{0, 0, 1, 1, 1, 2});
  const LargestStrongPart part = largest_strong_part(g);
  CHECK(part.parts == 3);
  CHECK(part.kept == std::vector<NodeId>{NodeId(2), NodeId(3), NodeId(4)});
  CHECK(part.kept_arcs == std::vector<ArcId>{ArcId(3), ArcId(4), ArcId(5)});
  CHECK(part.dropped == std::vector<NodeId>{NodeId(0), NodeId(1), NodeId(5)});
  CHECK(part.dropped_arcs == 3);
  CHECK(part.dropped_length_m == 30);
  CHECK(part.graph.node(NodeId(0)).name == "2");
  CHECK(part.graph.arc(ArcId(0)).ticks == g.arc(ArcId(3)).ticks);
  CHECK(largest_strong_part(RoadGraph()).parts == 0);
}

TEST_CASE("a chain of a million nodes does not exhaust the stack") {
  RoadGraphBuilder b;
  constexpr std::size_t kNodes = 1'000'000;
  for (std::size_t i = 0; i < kNodes; ++i) b.add_node(0, 0);
  for (std::size_t i = 0; i < kNodes; ++i) b.add_arc(NodeId(i), NodeId((i + 1) % kNodes), 1, 1);
  CHECK(strong_parts(b.build()).count == 1);
}

TEST_CASE("an infinite time closes an arc, another opens it again") {
  RoadGraphBuilder b;
  const NodeId a = b.add_node(0, 0, "a"), c = b.add_node(1, 0);
  const ArcId one = b.add_arc(a, c, 5, 10), two = b.add_arc(a, c, 7, 10);
  const RoadGraph g = b.build();
  const double never = std::numeric_limits<double>::infinity();
  const std::vector<double> times{never, 7}, again{5, 7}, bad{-never, 7};
  const RoadGraph closed = g.with_seconds(times);
  REQUIRE(closed.arc_count() == 2);
  CHECK(closed.arc(one).closed());
  CHECK(closed.arc(one).seconds() == never);
  CHECK(closed.arc(one).length_m == 10);
  REQUIRE(closed.out(a).size() == 1);
  CHECK(closed.out(a)[0].arc == two);
  REQUIRE(closed.in(c).size() == 1);
  CHECK(closed.find("a") == a);
  CHECK(closed.with_seconds(again).out(a).size() == 2);
  CHECK_THROWS_AS(g.with_seconds(bad), InputError);
}
