// SPDX-License-Identifier: Apache-2.0
#include "cover/circles.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "base/csv.hpp"

using namespace vedette;

namespace {

const std::vector<Duration> kMarks{kMinute, {3 * kMinute.us}, {5 * kMinute.us}};

// The folder of published data sets, or "" (and a line that says so).
std::string data_folder(const std::string& part) {
  const char* given = std::getenv("VEDETTE_DATA");
  const std::string folder =
      (given != nullptr ? std::string(given)
                        : std::string(VEDETTE_SOURCE_DIR) + "/../shared/data") +
      "/" + part;
  if (std::filesystem::exists(folder)) return folder;
  std::printf("skipped: no data set %s (set VEDETTE_DATA)\n", part.c_str());
  return {};
}

struct City {
  RoadGraph graph;
  std::vector<CircleTarget> targets;  // every junction
  std::map<NodeId, std::string> district;
  std::vector<CircleSource> platforms;

  std::vector<CircleTarget> targets_of(const std::string& d) const {
    std::vector<CircleTarget> some;
    for (const CircleTarget& t : targets)
      if (district.at(t.node) == d) some.push_back(t);
    return some;
  }
  std::vector<CircleSource> platforms_of(const std::string& d) const {
    std::vector<CircleSource> some;
    for (const CircleSource& s : platforms)
      if (district.at(s.node) == d) some.push_back(s);
    return some;
  }
};

// 1 mm on the map is 100 m, cars drive 60 km/h, roads are straight and go both ways. With `only`
// the city is cut down to one district.
City police_platforms(const std::string& folder, const std::string& only = {}) {
  constexpr double kMetresPerMapMm = 100, kSpeedMps = 60 / 3.6;
  City city;
  RoadGraphBuilder builder;
  std::map<std::string, NodeId, std::less<>> by_id;
  const CsvTable nodes = CsvTable::read(folder + "/nodes.csv");
  for (std::size_t r = 0; r < nodes.rows(); ++r) {
    const std::string id(nodes.text(r, nodes.column("node")));
    const std::string district(nodes.text(r, nodes.column("district")));
    if (!only.empty() && district != only) continue;
    const NodeId n = builder.add_node(*nodes.number(r, nodes.column("x_mm")) * kMetresPerMapMm,
                                      *nodes.number(r, nodes.column("y_mm")) * kMetresPerMapMm, id);
    by_id[id] = n;
    city.targets.push_back({id, n, *nodes.number(r, nodes.column("incidents_per_day"))});
    city.district[n] = district;
  }
  const RoadGraph places = [&] {
    RoadGraphBuilder copy = builder;
    return copy.build();
  }();
  const CsvTable roads = CsvTable::read(folder + "/roads.csv");
  for (std::size_t r = 0; r < roads.rows(); ++r) {
    const auto a = by_id.find(roads.text(r, 0)), b = by_id.find(roads.text(r, 1));
    if (a == by_id.end() || b == by_id.end()) continue;
    const auto &p = places.node(a->second), &q = places.node(b->second);
    const double dx = q.x_m - p.x_m, dy = q.y_m - p.y_m;
    const double length = std::sqrt(dx * dx + dy * dy);
    builder.add_arc(a->second, b->second, length / kSpeedMps, length);
    builder.add_arc(b->second, a->second, length / kSpeedMps, length);
  }
  city.graph = builder.build();
  const CsvTable platforms = CsvTable::read(folder + "/platforms.csv");
  for (std::size_t r = 0; r < platforms.rows(); ++r)
    if (const auto n = by_id.find(platforms.text(r, 1)); n != by_id.end())
      city.platforms.push_back({n->second, {0}});
  return city;
}

// JEMSS road files: a few lines, a header that starts with `index` and ends with a comma that the
// rows do not have, rows, and a line with a single comma.
CsvTable jemss_table(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  text.erase(0, text.find("index,"));
  text.erase(text.find(",\r\n"), 1);
  if (text.ends_with("\n,\r\n")) text.resize(text.size() - 3);
  return CsvTable::parse(std::move(text), path);
}

RoadGraph jemss_roads(const std::string& folder) {
  RoadGraphBuilder builder;
  const CsvTable nodes = jemss_table(folder + "/nodes.csv");
  for (std::size_t r = 0; r < nodes.rows(); ++r) builder.add_node(0, 0);
  const CsvTable arcs = jemss_table(folder + "/arcs.csv");
  const auto from = arcs.column("fromNode"), to = arcs.column("toNode"),
             siren = arcs.column("mode_1");
  for (std::size_t r = 0; r < arcs.rows(); ++r)
    builder.add_arc(NodeId(static_cast<std::size_t>(*arcs.number(r, from)) - 1),
                    NodeId(static_cast<std::size_t>(*arcs.number(r, to)) - 1),
                    *arcs.number(r, siren) * 86400, 0);
  return builder.build();
}

Circles jemss_circles(const RoadGraph& graph, const std::vector<std::size_t>& from) {
  std::vector<CircleSource> sources;
  for (const std::size_t id : from) sources.push_back({NodeId(id - 1), {0}});
  std::vector<CircleTarget> targets;
  for (std::size_t i = 0; i < graph.node_count(); ++i)
    targets.push_back({std::to_string(i + 1), NodeId(i), 1});
  const std::vector<Duration> marks{seconds(60), seconds(180), seconds(300), seconds(480),
                                    seconds(600)};
  return response_circles(graph, sources, targets, marks);
}

}  // namespace

TEST_CASE("circles of a small town: within includes the mark, turnout counts, weights share") {
  RoadGraphBuilder b;
  const NodeId a = b.add_node(0, 0), m = b.add_node(1, 0), c = b.add_node(2, 0),
               alone = b.add_node(9, 9);
  for (const auto& [f, t] : {std::pair(a, m), std::pair(m, a), std::pair(m, c), std::pair(c, m)})
    b.add_arc(f, t, 60, 1000);
  const RoadGraph g = b.build();
  const std::vector<CircleTarget> targets{{"a", a, 1}, {"m", m, 2}, {"c", c, 4}, {"x", alone, 3}};
  const std::vector<CircleSource> late{{a, {0}}, {c, seconds(60)}};

  Circles r = response_circles(g, late, targets, kMarks);
  CHECK(r.targets == 4);
  CHECK(r.within == std::vector<std::size_t>{3, 3, 3});
  CHECK(r.share[0] == 0.75);
  CHECK(r.weighted_share[0] == 0.7);
  CHECK(r.reach[1].source == 0);
  CHECK(r.reach[2].time == kMinute);
  CHECK(r.reach[2].source == 1);
  CHECK(r.reach[3].source == Circles::kNoSource);
  CHECK(r.longest_s == 60);
  CHECK(r.mean_s == 40);
  CHECK(r.weighted_mean_s == Approx(360. / 7));
  CHECK(r.missed == std::vector<std::string>{"x"});
  CHECK(r.unreachable == r.missed);
  CHECK(targets_by_source(r, 2) == std::vector<std::vector<std::uint32_t>>{{0, 1}, {2}});

  const std::vector<CircleSource> one{{a, {0}}};
  r = response_circles(g, one, targets, std::vector<Duration>{{kMinute.us - 1}});
  CHECK(r.within == std::vector<std::size_t>{1});
  CHECK(r.missed == std::vector<std::string>{"m", "c", "x"});
  r = response_circles(g, one, targets, kMarks, 2);  // with siren: half the time
  CHECK(r.longest_s == 60);

  r = response_circles(g, {}, {}, {});
  CHECK((r.targets == 0 && r.mean_s == 0 && r.missed.empty()));
  const std::vector<CircleTarget> outside{{"o", NodeId(4), 1}}, nothing{{"n", a, -1}};
  CHECK_THROWS_AS(response_circles(g, one, outside, kMarks), InputError);
  CHECK_THROWS_AS(response_circles(g, one, nothing, kMarks), InputError);
  CHECK_THROWS_AS(response_circles(g, one, targets, kMarks, 0), InputError);
  CHECK_THROWS_AS(response_circles(g, one, targets, std::vector<Duration>{{-1}}), InputError);
}

TEST_CASE("police platforms: the circles of district A as published") {
  const std::string folder = data_folder("police-platforms");
  if (folder.empty()) return;
  const City city = police_platforms(folder);
  CHECK(city.graph.node_count() == 582);
  CHECK(city.graph.arc_count() == 2 * 928);
  const std::vector<std::string> holes{"28", "29", "38", "39", "61", "92"};

  // Sources and targets of A, roads of the whole city. The roads of A alone give the same: no way
  // from a platform of A to a junction of A is shorter through another district.
  const City alone = police_platforms(folder, "A");
  for (const City* roads : {&city, &alone}) {
    const Circles a =
        response_circles(roads->graph, roads->platforms_of("A"), roads->targets_of("A"), kMarks);
    CHECK(a.targets == 92);
    CHECK(roads->platforms_of("A").size() == 20);
    CHECK(a.longest_s / 60 == Approx(5.700525).margin(5e-7));
    CHECK(a.mean_s / 60 == Approx(1.121955).margin(5e-7));
    CHECK(a.within == std::vector<std::size_t>{49, 86, 91});
    const Circles three = response_circles(roads->graph, roads->platforms_of("A"),
                                           roads->targets_of("A"), std::vector{kMarks[1]});
    CHECK(three.missed == holes);
  }

  // All 80 platforms: some junctions of A are nearer to one outside.
  const Circles all = response_circles(city.graph, city.platforms, city.targets_of("A"), kMarks);
  CHECK(city.platforms.size() == 80);
  CHECK(all.mean_s / 60 == Approx(1.117833).margin(1e-6));
  CHECK(all.within == std::vector<std::size_t>{49, 86, 91});
}

TEST_CASE("Manhattan and Edmonton: circles with siren as published") {
  if (const std::string folder = data_folder("roads/manhattan"); !folder.empty()) {
    const RoadGraph graph = jemss_roads(folder);
    const Circles one = jemss_circles(graph, {5722});
    CHECK(one.within == std::vector<std::size_t>{31, 629, 3604, 8081, 10672});
    CHECK(one.longest_s == Approx(1062.052).margin(5e-4));
    CHECK(one.mean_s == Approx(515.5745).margin(5e-5));
    const Circles eight = jemss_circles(graph, {5722, 8630, 16237, 6462, 15321, 599, 808, 8724});
    CHECK(eight.within == std::vector<std::size_t>{383, 4819, 13705, 16783, 16811});
    CHECK(eight.longest_s == Approx(520.479).margin(5e-4));
    CHECK(eight.mean_s == Approx(226.2587).margin(5e-5));
  }
  if (const std::string folder = data_folder("roads/edmonton"); !folder.empty()) {
    const Circles one = jemss_circles(jemss_roads(folder), {26674});
    CHECK(one.within == std::vector<std::size_t>{77, 1049, 2898, 7898, 12917});
    CHECK(one.longest_s == Approx(1966.471).margin(5e-4));
  }
}
