// SPDX-License-Identifier: Apache-2.0
// Writes the files of a made-up city: make_city FOLDER [SEED [CALLS_PER_DAY [SCHOOLS]]]
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "support/made_up_city.hpp"

int main(int argc, char** argv) {
  using namespace vedette::testing;
  if (argc < 2 || argc > 5) {
    std::cerr << "usage: make_city FOLDER [SEED [CALLS_PER_DAY [SCHOOLS]]]\n";
    return 2;
  }
  CityOrder order;
  if (argc > 2) order.seed = std::strtoull(argv[2], nullptr, 10);
  if (argc > 3) order.calls_per_day = std::strtod(argv[3], nullptr);
  if (argc > 4) order.schools = static_cast<std::uint32_t>(std::strtoul(argv[4], nullptr, 10));
  try {
    const MadeUpCity city = made_up_city(order);
    const std::filesystem::path folder = argv[1];
    std::filesystem::create_directories(folder);
    const auto write = [&](const char* name, const std::string& text) {
      std::ofstream out(folder / name, std::ios::binary);
      out << text;
      if (!out.flush()) throw std::runtime_error("cannot write " + (folder / name).string());
    };
    write("junctions.csv", junctions_csv(city));
    write("roads.csv", roads_csv(city));
    write("stations.csv", places_csv(city, city.stations));
    write("checkpoints_inner.csv", places_csv(city, city.inner_gates));
    write("checkpoints_police.csv", places_csv(city, city.police_gates));
    write("schools.csv", places_csv(city, city.schools));
    write("parcel_outlets.csv", places_csv(city, city.outlets));
    write("fire_stations.csv", places_csv(city, city.fire));
    write("gas_depots.csv", places_csv(city, city.gas));
    write("railway.csv", railway_csv(city));
    write("fleets.yaml", fleets_yaml(city));
    std::printf("%zu junctions, %zu roads, %zu stations, %zu + %zu checkpoints, %zu schools\n",
                city.junctions.size(), city.roads.size(), city.stations.size(),
                city.inner_gates.size(), city.police_gates.size(), city.schools.size());
  } catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return 3;
  }
}
