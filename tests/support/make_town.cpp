// SPDX-License-Identifier: Apache-2.0
// Writes the files of a made-up town: make_town FOLDER [SEED [CALLS_PER_DAY [STATIONS]]]
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/diagnostics.hpp"
#include "space/made_up_town.hpp"

int main(int argc, char** argv) {
  using namespace vedette;
  if (argc < 2 || argc > 5) {
    std::cerr << "usage: make_town FOLDER [SEED [CALLS_PER_DAY [STATIONS]]]\n";
    return 2;
  }
  TownOrder order;
  if (argc > 2) order.seed = std::strtoull(argv[2], nullptr, 10);
  if (argc > 3) order.calls_per_day = std::strtod(argv[3], nullptr);
  if (argc > 4) order.stations = static_cast<std::uint32_t>(std::strtoul(argv[4], nullptr, 10));
  try {
    const MadeUpTown town = made_up_town(order);
    const std::filesystem::path folder = argv[1];
    std::filesystem::create_directories(folder);
    const auto write = [&](const char* name, const std::string& text) {
      std::ofstream out(folder / name, std::ios::binary);
      out << text;
      if (!out.flush()) throw std::runtime_error("cannot write " + (folder / name).string());
    };
    write("junctions.csv", junctions_csv(town));
    write("roads.csv", roads_csv(town));
    write("stations.csv", stations_csv(town));
    write("river.csv", river_csv(town));
    std::printf(
        "%zu junctions, %zu roads; plot 400 m x 300 m from (%.1f, %.1f), gate at junction %u\n",
        town.junctions.size(), town.roads.size(), town.plot_x_m, town.plot_y_m,
        town.gate_junction + 1);
  } catch (const InputError& e) {
    std::cerr << to_text(e.diagnostic) << '\n';
    return 2;
  } catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return 3;
  }
}
