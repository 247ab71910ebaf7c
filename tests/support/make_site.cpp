// SPDX-License-Identifier: Apache-2.0
// Writes the pieces of the scenario wuhai-centre: make_site FOLDER
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "support/made_up_site.hpp"

int main(int argc, char** argv) {
  using namespace vedette::testing;
  if (argc != 2) {
    std::cerr << "usage: make_site FOLDER\n";
    return 2;
  }
  try {
    const MadeUpSite site = made_up_site();
    const std::filesystem::path folder = argv[1];
    std::filesystem::create_directories(folder);
    const auto write = [&](const char* name, const std::string& text) {
      std::ofstream out(folder / name, std::ios::binary);
      out << text;
      if (!out.flush()) throw std::runtime_error("cannot write " + (folder / name).string());
    };
    write("layout.yaml", site.layout);
    write("perimeter.yaml", site.perimeter);
    write("cameras.yaml", site.cameras);
    write("people.yaml", site.people);
    std::printf("%zu cameras, %zu rooms (%zu machine rooms), %zu doors\n", site.camera_count,
                site.room_count, site.machine_rooms, site.door_count);
  } catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return 3;
  }
}
