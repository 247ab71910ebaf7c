// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "support/made_up_city.hpp"

namespace vedette::testing {

namespace {

std::string heading(const MadeUpCity& city, std::string_view columns) {
  return fmt::format(
      "# A city that does not exist, made by the generator make_city with seed {}.\n{}\n",
      city.seed, columns);
}

std::string metres(std::int64_t dm) {
  return fmt::format("{}.{}", dm / 10, dm % 10);
}

// Files count junctions from 1.
std::vector<std::uint32_t> named(const MadeUpCity::Line& line) {
  std::vector<std::uint32_t> out;
  for (const std::uint32_t j : line) out.push_back(j + 1);
  return out;
}

// There and back again, so that the tour does not jump from its end to its beginning.
MadeUpCity::Line and_back(MadeUpCity::Line line) {
  for (std::size_t i = line.size(); i-- > 2;) line.push_back(line[i - 1]);
  return line;
}

std::string fleet(const std::string& name, std::string_view type, int count,
                  const MadeUpCity::Line& beat, std::string_view rule, std::string_view more = "") {
  return fmt::format("  {}: {{type: {}, count: {}{}, at: beat, beat: [{}], route: {{rule: {}}}}}\n",
                     name, type, count, more, fmt::join(named(beat), ", "), rule);
}

}  // namespace

std::string junctions_csv(const MadeUpCity& city) {
  std::string out = heading(city, "id,x_m,y_m,district,calls_per_day,population");
  for (std::size_t j = 0; j < city.junctions.size(); ++j) {
    const MadeUpCity::Junction& at = city.junctions[j];
    out += fmt::format("{},{},{},{},{}.{:03},{}\n", j + 1, metres(at.x_dm), metres(at.y_dm),
                       city.districts[at.district], at.millicalls / 1000, at.millicalls % 1000,
                       at.people);
  }
  return out;
}

std::string roads_csv(const MadeUpCity& city) {
  std::string out = heading(city, "from,to,speed_kmh,oneway");
  for (const MadeUpCity::Road& r : city.roads)
    out += fmt::format("{},{},{},{}\n", r.from + 1, r.to + 1, r.speed_kmh, r.oneway ? 1 : 0);
  return out;
}

std::string places_csv(const MadeUpCity& city, const std::vector<MadeUpCity::Place>& places) {
  std::string out = heading(city, "id,name,junction");
  for (const MadeUpCity::Place& p : places)
    out += fmt::format("{},{},{}\n", p.id, p.name, p.junction + 1);
  return out;
}

std::string railway_csv(const MadeUpCity& city) {
  std::string out = heading(city, "section,junction");
  for (std::size_t s = 0; s < city.railway.size(); ++s)
    for (const std::uint32_t j : city.railway[s]) out += fmt::format("R{},{}\n", s + 1, j + 1);
  return out;
}

std::string fleets_yaml(const MadeUpCity& city) {
  std::string out = fmt::format(
      "# Fleets that belong to places of a city that does not exist, made by the generator\n"
      "# make_city with seed {}.\nunits:\n",
      city.seed);
  const auto standing = [&](std::string_view id, std::string_view type, int count,
                            std::string_view file) {
    out += fmt::format("  {}: {{type: {}, count: {}, at: places, places: {}}}\n", id, type, count,
                       file);
  };
  out += "  # inner-ring checkpoints 环城卡口\n";
  standing("inner-gates", "gate-team", 1, "checkpoints_inner.csv");
  out += "  # police checkpoints 公安检查站\n";
  standing("police-gates", "checkpoint-team", 1, "checkpoints_police.csv");
  out += "  # radiating patrols of the work stations 警务工作站辐射巡逻\n";
  for (std::size_t s = 0; s < city.radiating.size(); ++s)
    out += fleet(city.stations[s].id + "-patrol", "station-patrol", 1, city.radiating[s],
                 "longest_idle");
  out += "  # the towns apart have police of their own 旗县区派出所\n";
  for (std::size_t t = 0; t < city.outlying.size(); ++t)
    out += fleet(fmt::format("B{:02}", t + 1), "town-car", 3, city.outlying[t], "random");
  out += "  # fire brigade 消防救援站, gas company 燃气抢险点\n";
  standing("fire", "fire-engine", 3, "fire_stations.csv");
  standing("gas", "gas-crew", 2, "gas_depots.csv");
  out += "  # railway line, there and back 铁路沿线联合巡逻\n";
  for (std::size_t s = 0; s < city.railway.size(); ++s)
    for (const char* shift : {"day", "late"})
      out += fleet(fmt::format("rail-R{}-{}", s + 1, shift), "rail-patrol", 1,
                   and_back(city.railway[s]), "fixed_tour", fmt::format(", shift: {}", shift));
  out += "  # horses in the park 骑警\n";
  out += fleet("horses", "horse-patrol", 4, city.park, "random", ", shift: day");
  return out;
}

}  // namespace vedette::testing
