// SPDX-License-Identifier: Apache-2.0
// The published figures of the police platforms, by the whole way from foreign tables to the World.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "cover/circles.hpp"
#include "import_support.hpp"
#include "world/load.hpp"

using namespace vedette;
using namespace vedette::testing;

TEST_CASE("the police platforms, imported, give the published circles") {
  const char* given = std::getenv("VEDETTE_DATA");
  const std::string data = given ? given : std::string(VEDETTE_SOURCE_DIR) + "/../shared/data";
  if (!std::filesystem::exists(data + "/police-platforms")) {
    std::printf("skipped: no data set police-platforms (set VEDETTE_DATA)\n");
    return;
  }
  const TemporaryFolder folder;
  Diagnostics diagnostics;
  const auto import = import_roads(
      data + "/police-platforms",
      std::string(VEDETTE_SOURCE_DIR) + "/data/mappings/police-platforms.yaml", diagnostics);
  REQUIRE(text_of(diagnostics) == "");
  REQUIRE(import);
  REQUIRE(write_import(*import, folder.path("city"), diagnostics));
  for (const ImportedTable& table : import->report.tables) CHECK(table.dropped_rows() == 0);
  CHECK(import->report.totals["roads"] == 928);
  CHECK(import->report.totals["calls_per_day"] == 674.5);

  const auto world = load_world(folder.path("city"), {}, diagnostics);
  CHECK(text_of(diagnostics) == "");
  REQUIRE(world);
  const City& city = world->city;
  CHECK(city.roads->node_count() == 582);
  CHECK(city.roads->arc_count() == 2 * 928);
  CHECK(city.stations.size() == 80);
  CHECK(city.units.size() == 80);
  CHECK(city.districts.size() == 6);

  std::vector<CircleSource> all, a_only;
  std::vector<CircleTarget> targets;
  for (const Station& station : city.stations) {
    all.push_back({station.node, {0}});
    if (city.districts[station.district].name == "A") a_only.push_back(all.back());
  }
  for (const DemandArea& area : city.areas)
    if (city.districts[area.district].name == "A")
      targets.push_back({city.roads->node(area.node).name, area.node, area.calls_per_day});
  CHECK(a_only.size() == 20);
  const std::vector<Duration> marks{kMinute, {3 * kMinute.us}, {5 * kMinute.us}};
  const Circles circles = response_circles(*city.roads, a_only, targets, marks, city.siren_factor);
  CHECK(circles.targets == 92);
  CHECK(circles.within == std::vector<std::size_t>{49, 86, 91});
  CHECK(circles.longest_s == Approx(342.0315).margin(5e-5));
  CHECK(circles.mean_s / 60 == Approx(1.121955).margin(5e-7));
  const Circles three = response_circles(*city.roads, a_only, targets,
                                         std::vector<Duration>{kMinute, {3 * kMinute.us}}, 1);
  CHECK(three.missed == std::vector<std::string>{"28", "29", "38", "39", "61", "92"});
  CHECK(response_circles(*city.roads, all, targets, marks, 1).mean_s / 60 ==
        Approx(1.117833).margin(5e-7));
}
