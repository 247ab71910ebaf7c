// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "world/compile/context.hpp"

namespace vedette {

namespace {

std::int32_t seconds_of_day(const Located& hh_mm) {
  const std::string text = hh_mm.value().get<std::string>();
  return std::stoi(text.substr(0, 2)) * 3600 + std::stoi(text.substr(3, 2)) * 60;
}

}  // namespace

void compile_shifts(CompileContext& c) {
  c.world().city.shifts.push_back({"always", 0, 0});
  const auto shifts = c.root().find("shifts");
  for (std::size_t i = 0; shifts && i < shifts->size(); ++i) {
    Shift shift{shifts->key(i), seconds_of_day(*shifts->at(i).find("from")),
                seconds_of_day(*shifts->at(i).find("to"))};
    for (const char* end : {"from", "to"})
      if (seconds_of_day(*shifts->at(i).find(end)) > 86400)
        c.error(shifts->at(i).find(end)->place(), "a day ends at 24:00");
    c.world().city.shifts.push_back(shift);
  }
}

namespace {

// More would not be a city any more, but a slip of the keyboard.
constexpr std::size_t kMostUnits = 100000;

}  // namespace

// Units of a fleet stand for posts: the k-th car of day and night shift are different units.
void compile_units(CompileContext& c) {
  const auto fleets = c.root().find("units");
  if (!fleets) return;
  City& city = c.world().city;
  if (!city.present) {
    if (!c.root().find("city")) c.error(fleets->key_place(), "units need a city to drive in");
    return;
  }
  for (std::size_t f = 0; f < fleets->size(); ++f) {
    const Typed fleet = c.typed(fleets->at(f), "units");
    const std::string name = fleets->key(f);
    Unit unit;
    unit.fleet = name;
    unit.turnout_s = c.duration(fleet.find("turnout_s"));
    unit.turnout_on_patrol_s = c.duration(fleet.find("turnout_on_patrol_s"));
    unit.pause_s = c.duration(fleet.find("pause_s"));
    if (const auto shift = fleet.find("shift"))
      for (std::size_t s = 0; s < city.shifts.size(); ++s)
        if (city.shifts[s].name == shift->value().get<std::string>())
          unit.shift = static_cast<std::uint32_t>(s);
    const auto count = fleet.find("count")->value().get<std::size_t>();
    const Located at = *fleet.find("at");
    const std::size_t posts = at.value() == "stations" ? city.stations.size() : 1;
    if (city.units.size() + count * posts > kMostUnits) {
      c.error(fleet.find("count")->place(),
              fmt::format("{} units with those before: at most {}",
                          city.units.size() + count * posts, kMostUnits));
      return;
    }
    const auto add = [&](const std::string& unit_name, NodeId home, std::uint32_t cell) {
      if (c.find_entity(EntityKind::kUnit, unit_name).valid()) {
        c.error(fleets->at(f).key_place(), fmt::format("there is a unit '{}' already", unit_name),
                "rename this fleet: units are called FLEET-STATION-NUMBER or FLEET-NUMBER");
        return;
      }
      const auto& node = city.roads->node(home);
      unit.entity = c.add_entity(EntityKind::kUnit, unit_name, node.x_m, node.y_m);
      unit.home = home;
      unit.cell = cell;
      city.units.push_back(unit);
    };
    if (at.value() == "stations") {
      if (city.stations.empty() && count > 0 && !c.stations_faulty)
        c.error(at.place(), "there is no station where these units could wait");
      for (const Station& station : city.stations) {
        // By value: add() makes the list of entities grow.
        const std::string station_name = c.world().entities[station.entity.index()].name;
        for (std::size_t k = 0; k < count; ++k)
          add(fmt::format("{}-{}-{}", name, station_name, k + 1), station.node, kNoIndex);
      }
      continue;
    }
    if (city.cells.empty()) {
      if (count > 0 && !c.root().find("city")->find("cells"))
        c.error(at.place(), "there is no cell to patrol", "give city.cells columns and rows");
      continue;
    }
    // Busiest cells first, so that few units patrol where most calls are.
    std::vector<std::pair<double, std::uint32_t>> order;
    for (std::uint32_t i = 0; i < city.cells.size(); ++i) {
      double calls = 0;
      for (const NodeId node : city.cells[i].nodes) calls += city.areas[node.index()].calls_per_day;
      order.push_back({-calls, i});
    }
    std::sort(order.begin(), order.end());
    for (std::size_t k = 0; k < count; ++k) {
      const std::uint32_t cell = order[k % order.size()].second;
      add(fmt::format("{}-{}", name, k + 1), city.cells[cell].nodes.front(), cell);
    }
  }
}

}  // namespace vedette
