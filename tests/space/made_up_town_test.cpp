// SPDX-License-Identifier: Apache-2.0
#include "space/made_up_town.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "space/strong_parts.hpp"

using namespace vedette;

namespace {

std::string content(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

PointMm place(const MadeUpTown& town, std::uint32_t junction) {
  return millimetres(town.junctions[junction].x_m, town.junctions[junction].y_m);
}

bool cross(PointMm a, PointMm b, PointMm c, PointMm d) {
  return turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0;
}

std::size_t bridges(const MadeUpTown& town) {
  std::size_t count = 0;
  for (const auto& r : town.roads)
    for (std::size_t i = 0; i + 1 < town.river.size(); ++i)
      count += cross(place(town, r.from), place(town, r.to), town.river[i], town.river[i + 1]);
  return count;
}

std::size_t crossing_roads(const MadeUpTown& town) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < town.roads.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const auto &r = town.roads[i], &s = town.roads[j];
      if (r.from == s.from || r.from == s.to || r.to == s.from || r.to == s.to) continue;
      count +=
          cross(place(town, r.from), place(town, r.to), place(town, s.from), place(town, s.to));
    }
  return count;
}

}  // namespace

TEST_CASE("the first town is what the generator makes") {
  const MadeUpTown town = made_up_town({});
  const std::filesystem::path folder = std::string(VEDETTE_SOURCE_DIR) + "/data/towns/first-town";
  CHECK(junctions_csv(town) == content(folder / "junctions.csv"));
  CHECK(roads_csv(town) == content(folder / "roads.csv"));
  CHECK(stations_csv(town) == content(folder / "stations.csv"));
  CHECK(river_csv(town) == content(folder / "river.csv"));
}

TEST_CASE("made-up towns look like towns, whatever the seed") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    INFO("seed " << seed);
    const MadeUpTown town = made_up_town({seed, 123.456, 6});
    CHECK(town.junctions.size() > 420);
    CHECK(town.junctions.size() < 580);
    CHECK(strong_parts(road_graph(town)).count == 1);
    CHECK(bridges(town) == 3);
    CHECK(crossing_roads(town) == 0);

    std::int64_t calls = 0;
    std::set<std::uint32_t> districts;
    for (const auto& j : town.junctions) {
      CHECK((j.x_m >= 0 && j.x_m <= 8000 && j.y_m >= 0 && j.y_m <= 6000));
      CHECK(j.millicalls_per_day >= 0);
      calls += j.millicalls_per_day;
      districts.insert(j.district);
    }
    CHECK(calls == 123'456);
    CHECK(districts.size() == 4);
    CHECK(town.stations.size() == 6);
    for (const auto& r : town.roads) CHECK(r.length_m > 40);

    // The plot for a facility: free of roads, at the gate.
    const PointMm sw = millimetres(town.plot_x_m, town.plot_y_m);
    const PointMm ne{sw.x + 400'000, sw.y + 300'000}, nw{sw.x, ne.y}, se{ne.x, sw.y};
    CHECK((sw.x >= 0 && ne.y <= 6'000'000));
    for (const auto& r : town.roads) {
      const PointMm a = place(town, r.from), b = place(town, r.to);
      CHECK_FALSE((cross(a, b, sw, ne) || cross(a, b, nw, se)));
      for (const PointMm p : {a, b})
        CHECK_FALSE((p.x >= sw.x && p.x <= ne.x && p.y >= sw.y && p.y <= ne.y));
    }
    const auto& gate = town.junctions[town.gate_junction];
    CHECK(gate.x_m == Approx(town.plot_x_m + 200));
    CHECK(town.plot_y_m - gate.y_m < 150);
  }
}

TEST_CASE("calls and stations do not move the streets; nonsense is refused") {
  const MadeUpTown town = made_up_town({}), other = made_up_town({1, 0, 0});
  CHECK(roads_csv(town) == roads_csv(other));
  CHECK(other.stations.empty());
  CHECK_THROWS_AS(made_up_town({1, -1, 6}), InputError);
  CHECK_THROWS_AS(made_up_town({1, 90, 101}), InputError);
}
