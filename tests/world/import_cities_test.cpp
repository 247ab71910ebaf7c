// SPDX-License-Identifier: Apache-2.0
// The real cities whose mappings are in data/mappings, and what is published about them.
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "base/csv.hpp"
#include "import_support.hpp"
#include "space/shortest_paths.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

std::string data_folder() {
  const char* given = std::getenv("VEDETTE_DATA");
  return given ? given : std::string(VEDETTE_SOURCE_DIR) + "/../shared/data";
}

// The import of one of our mappings, or nothing (said) where its data are not there.
std::optional<RoadImport> city(const std::string& name, const std::string& in) {
  const std::string path = data_folder() + "/" + in;
  if (!std::filesystem::exists(path)) {
    std::printf("skipped: no data set %s (set VEDETTE_DATA)\n", in.c_str());
    return std::nullopt;
  }
  Diagnostics diagnostics;
  auto import = import_roads(
      path, std::string(VEDETTE_SOURCE_DIR) + "/data/mappings/" + name + ".yaml", diagnostics);
  REQUIRE(text_of(diagnostics) == "");
  REQUIRE(import);
  return import;
}

CsvTable table(const RoadImport& import, const std::string& name) {
  for (const auto& [file, bytes] : import.files)
    if (file == name) return CsvTable::parse(bytes, name);
  throw std::logic_error("no file " + name);
}

}  // namespace

TEST_CASE("Porto Alegre from OpenStreetMap") {
  const auto import = city("porto-alegre", "roads/osm");
  if (!import) return;
  const Json& map = import->report.details["map"];
  CHECK(map["drivable_ways"] == 12281);
  CHECK(map["routing_nodes"] == 15262);
  CHECK(map["length_km"].get<double>() == Approx(1773).epsilon(0.002));
  CHECK(map["missing_nodes"] == 0);
  CHECK(import->report.totals["junctions"] == 15028);
  const Json& demand = import->report.details["demand"];
  CHECK(demand["population"].get<double>() + demand["dropped_population"].get<double>() == 812935);
  CHECK(demand["dropped_population"].get<double>() < 0.01 * 812935);
}

TEST_CASE("East Baltimore from OpenStreetMap, with its police and fire stations") {
  const auto import = city("baltimore", "roads/osm");
  if (!import) return;
  const Json& map = import->report.details["map"];
  CHECK(map["routing_nodes"] == 5650);
  CHECK(map["length_km"].get<double>() == Approx(673).epsilon(0.002));
  CHECK(import->report.totals["stations"] == 15);
}

TEST_CASE("Manhattan by arcs with times: the published circles, from the files written") {
  const auto import = city("manhattan", ".");
  if (!import || !std::filesystem::exists(data_folder() + "/roads/manhattan")) return;
  const CsvTable junctions = table(*import, "junctions.csv"), roads = table(*import, "roads.csv");
  RoadGraphBuilder builder;
  std::map<std::string, NodeId> nodes;
  for (std::size_t row = 0; row < junctions.rows(); ++row) {
    const std::string id(junctions.text(row, junctions.column("id")));
    nodes[id] = builder.add_node(0, 0, id);
  }
  for (std::size_t row = 0; row < roads.rows(); ++row) {
    CHECK(roads.text(row, roads.column("oneway")) == "1");
    builder.add_arc(nodes.at(std::string(roads.text(row, 0))),
                    nodes.at(std::string(roads.text(row, 1))),
                    *roads.number(row, roads.column("siren_seconds")), 0);
  }
  const RoadGraph graph = builder.build();
  CHECK(graph.node_count() == 16811);
  ShortestPaths paths(graph);
  paths.run(nodes.at("5722"));
  const double marks[] = {60, 180, 300, 480, 600};
  std::vector<int> within(5, 0);
  double longest = 0;
  for (std::size_t n = 0; n < graph.node_count(); ++n) {
    const double s = static_cast<double>(paths.time(NodeId(n)).us) / 1e6;
    for (int m = 0; m < 5; ++m) within[static_cast<std::size_t>(m)] += s <= marks[m];
    longest = std::max(longest, s);
  }
  CHECK(within == std::vector<int>{31, 629, 3604, 8081, 10672});
  CHECK(longest == Approx(1062.052).margin(0.0005));

  CHECK(import->report.totals["stations"] == 22);
  CHECK(import->report.totals["districts"] == 22);
  CHECK(import->report.totals["calls_per_day"].get<double>() == Approx(47411 / 1461.0));
}
