// SPDX-License-Identifier: Apache-2.0
#include "support/made_up_city.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>

namespace vedette {
namespace {

std::string content(const std::string& name) {
  std::ifstream in(std::string(VEDETTE_SOURCE_DIR) + "/data/towns/baotou-like/" + name,
                   std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("the city of the flagship is what its generator makes") {
  const testing::MadeUpCity city = testing::made_up_city({});
  CHECK(city.junctions.size() >= 5500);
  CHECK(city.junctions.size() <= 6500);
  CHECK(junctions_csv(city) == content("junctions.csv"));
  CHECK(roads_csv(city) == content("roads.csv"));
  CHECK(places_csv(city, city.stations) == content("stations.csv"));
  CHECK(places_csv(city, city.inner_gates) == content("checkpoints_inner.csv"));
  CHECK(places_csv(city, city.police_gates) == content("checkpoints_police.csv"));
  CHECK(places_csv(city, city.schools) == content("schools.csv"));
  CHECK(places_csv(city, city.outlets) == content("parcel_outlets.csv"));
  CHECK(places_csv(city, city.fire) == content("fire_stations.csv"));
  CHECK(places_csv(city, city.gas) == content("gas_depots.csv"));
  CHECK(railway_csv(city) == content("railway.csv"));
  CHECK(fleets_yaml(city) == content("fleets.yaml"));
}

}  // namespace vedette
