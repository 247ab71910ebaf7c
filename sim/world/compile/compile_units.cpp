// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "world/compile/city_parts.hpp"
#include "world/compile/patrol_grid.hpp"

namespace vedette {

std::int32_t seconds_of_day(const Located& hh_mm) {
  const std::string text = hh_mm.value().get<std::string>();
  return std::stoi(text.substr(0, 2)) * 3600 + std::stoi(text.substr(3, 2)) * 60;
}

namespace {

Breaks read_breaks(CompileContext& c, const Located& list) {
  Breaks breaks;
  for (std::size_t b = 0; b < list.size(); ++b)
    breaks.emplace_back(seconds(3600 * c.number(list.at(b).find("after_h"), 0)),
                        seconds(60 * c.number(list.at(b).find("minutes"), 0)));
  std::sort(breaks.begin(), breaks.end());
  return breaks;
}

}  // namespace

void compile_shifts(CompileContext& c) {
  c.world().city.shifts.push_back({"always", 0, 0, {}});
  const auto shifts = c.root().find("shifts");
  for (std::size_t i = 0; shifts && i < shifts->size(); ++i) {
    Shift shift{shifts->key(i),
                seconds_of_day(*shifts->at(i).find("from")),
                seconds_of_day(*shifts->at(i).find("to")),
                {}};
    if (const auto breaks = shifts->at(i).find("breaks")) shift.breaks = read_breaks(c, *breaks);
    for (const char* end : {"from", "to"})
      if (seconds_of_day(*shifts->at(i).find(end)) > 86400)
        c.error(shifts->at(i).find(end)->place(), "a day ends at 24:00");
    c.world().city.shifts.push_back(shift);
  }
}

namespace {

// More would not be a city any more, but a slip of the keyboard.
constexpr std::size_t kMostUnits = 100000;

std::shared_ptr<const Finds> read_finds(CompileContext& c, const std::optional<Located>& at) {
  if (!at) return nullptr;
  auto finds = std::make_shared<Finds>();
  finds->chance = c.number(at->find("chance"), 0);
  finds->type = c.call_type(*at->find("type"));
  finds->report_s = c.duration(at->find("report_s"));
  finds->review_s = c.duration(at->find("review_s"));
  finds->accepted = c.number(at->find("accepted"), 1);
  finds->follow_up_after = seconds(3600 * c.number(at->find("follow_up_after_h"), 0));
  return finds;
}

std::shared_ptr<const StopChecks> read_checks(CompileContext& c, const std::optional<Located>& at) {
  if (!at) return nullptr;
  auto checks = std::make_shared<StopChecks>();
  checks->chance = c.number(at->find("chance"), 0);
  checks->duration_s = c.duration(at->find("duration_s"));
  checks->hit = c.number(at->find("hit"), 0);
  return checks;
}

// What a fleet's units have in common.
Unit read_fleet(CompileContext& c, const Typed& fleet, const std::string& name) {
  const City& city = c.world().city;
  Unit unit;
  unit.fleet = name;
  unit.turnout_s = c.duration(fleet.find("turnout_s"));
  unit.turnout_on_patrol_s = c.duration(fleet.find("turnout_on_patrol_s"));
  unit.pause_s = c.duration(fleet.find("pause_s"));
  unit.handover_s = c.duration(fleet.find("handover_s"));
  if (const auto reach = fleet.find("reach_min")) unit.reach = seconds(60 * c.number(reach, 0));
  unit.finds = read_finds(c, fleet.find("finds"));
  unit.checks = read_checks(c, fleet.find("stop_checks"));
  if (const auto list = fleet.find("capabilities")) {
    unit.capabilities = 0;
    for (std::size_t i = 0; i < list->size(); ++i) unit.capabilities |= c.capability(list->at(i));
  }
  if (const auto mode = fleet.find("mode")) {
    const auto& modes = city.road_states.front().modes;
    for (std::size_t m = 0; m < modes.size(); ++m)
      if (modes[m].name == mode->value().get<std::string>())
        unit.mode = static_cast<std::uint32_t>(m);
  }
  if (const auto shift = fleet.find("shift"))
    for (std::size_t s = 0; s < city.shifts.size(); ++s)
      if (city.shifts[s].name == shift->value().get<std::string>())
        unit.shift = static_cast<std::uint32_t>(s);
  if (const auto breaks = fleet.find("breaks"))
    unit.breaks = std::make_shared<const Breaks>(read_breaks(c, *breaks));
  return unit;
}

// Busiest cells first, so that few units patrol where most calls are.
std::vector<std::uint32_t> busiest_cells(const City& city) {
  std::vector<std::pair<double, std::uint32_t>> order;
  for (std::uint32_t i = 0; i < city.cells.size(); ++i) {
    double calls = 0;
    for (const NodeId node : city.cells[i].nodes) calls += city.areas[node.index()].calls_per_day;
    order.push_back({-calls, i});
  }
  std::sort(order.begin(), order.end());
  std::vector<std::uint32_t> cells;
  for (const auto& [calls, cell] : order) cells.push_back(cell);
  return cells;
}

bool lists(const Located& texts, const std::string& text) {
  for (std::size_t i = 0; i < texts.size(); ++i)
    if (texts.at(i).value() == text) return true;
  return false;
}

std::vector<NodeId> points_of(const City& city, const std::vector<std::uint32_t>& cells) {
  std::vector<NodeId> points;
  for (const std::uint32_t cell : cells)
    points.insert(points.end(), city.cells[cell].nodes.begin(), city.cells[cell].nodes.end());
  return points;
}

// The cells of each of `count` units. Where there are more units than cells, some share one: those
// with most calls first.
std::vector<std::vector<std::uint32_t>> shared_cells(CompileContext& c, std::size_t count) {
  auto parts = count ? balanced_parts(c, count) : std::vector<std::vector<std::uint32_t>>{};
  std::erase_if(parts, [](const auto& part) { return part.empty(); });
  const std::size_t own = parts.size();
  if (own == 0) return parts;
  std::vector<std::size_t> order(own);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto calls = [&](std::size_t part) {
    double sum = 0;
    for (const NodeId node : points_of(c.world().city, parts[part]))
      sum += c.world().city.areas[node.index()].calls_per_day;
    return sum;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return calls(a) > calls(b); });
  for (std::size_t k = own; k < count; ++k) parts.push_back(parts[order[(k - own) % own]]);
  return parts;
}

// Who waits for somebody that does not exist waits for ever: that is worth a warning.
void warn_of_missing_units(CompileContext& c) {
  const City& city = c.world().city;
  const auto models = c.root().find("models");
  const auto types = models ? models->find("call_types") : std::nullopt;
  if (!types || city.units.empty()) return;
  for (std::size_t i = 0; i < types->size(); ++i) {
    const CallType& type = city.call_types[i];
    const auto uses = [&](const auto& work) { return work.type == i; };
    const bool asked = type.share > 0 ||
                       std::any_of(city.streams.begin(), city.streams.end(), uses) ||
                       std::any_of(city.posts.begin(), city.posts.end(), uses) ||
                       std::any_of(city.blockades.begin(), city.blockades.end(), uses);
    if (!asked) continue;
    const auto need = [&](Capabilities capability, std::uint32_t count) {
      const auto have = static_cast<std::uint32_t>(
          std::count_if(city.units.begin(), city.units.end(),
                        [&](const Unit& unit) { return (unit.capabilities & capability) != 0; }));
      if (have >= count) return;
      std::size_t bit = 0;
      while (!(capability >> bit & 1)) ++bit;
      c.diagnostics().warning(
          types->at(i).key_place(),
          fmt::format("calls of type '{}' need {} unit(s) that can do '{}', and there are {}: they "
                      "will never be over",
                      type.name, count, city.capabilities[bit], have));
    };
    need(type.capability, type.units);
    for (const CallIn& service : type.calls_in) need(service.capability, service.count);
  }
}

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
    Unit unit = read_fleet(c, fleet, name);
    const auto route = fleet.find("route");
    const Duration stagger = seconds(60 * c.number(fleet.find("stagger_min"), 0));
    std::int64_t added = 0;
    const auto count = fleet.find("count")->value().get<std::size_t>();
    const Located at = *fleet.find("at");
    std::vector<std::pair<std::string, NodeId>> places;
    if (at.value() == "places") {
      if (!fleet.find("places"))
        c.error(at.place(), "a fleet at: places needs the places where its units stand");
      else
        places = named_places(c, *fleet.find("places"), name);
    }
    const std::size_t posts = at.value() == "stations" ? city.stations.size()
                              : at.value() == "places" ? places.size()
                                                       : 1;
    if (city.units.size() + count * posts > kMostUnits) {
      c.error(fleet.find("count")->place(),
              fmt::format("{} units with those before: at most {}",
                          city.units.size() + count * posts, kMostUnits));
      return;
    }
    const auto add = [&](const std::string& unit_name, NodeId home, std::uint32_t beat) {
      if (c.find_entity(EntityKind::kUnit, unit_name).valid()) {
        c.error(fleets->at(f).key_place(), fmt::format("there is a unit '{}' already", unit_name),
                "rename this fleet: units are called FLEET-STATION-NUMBER or FLEET-NUMBER");
        return;
      }
      const auto& node = city.roads->node(home);
      unit.entity = c.add_entity(EntityKind::kUnit, unit_name, node.x_m, node.y_m);
      unit.home = home;
      unit.beat = beat;
      city.units.push_back(unit);
      if (stagger.us > 0 && added > 0) {
        Breaks later = unit.breaks ? *unit.breaks : city.shifts[unit.shift].breaks;
        for (auto& [after, how_long] : later) after = after + Duration{added * stagger.us};
        city.units.back().breaks = std::make_shared<const Breaks>(std::move(later));
      }
      ++added;
    };
    // A unit for each of these lists of cells; those with the same cells share a beat.
    const auto add_sharing = [&](const std::vector<std::vector<std::uint32_t>>& cells_of) {
      struct Shared {
        std::size_t units = 0, added = 0;
        std::uint32_t beat = kNoIndex;
        std::vector<std::pair<std::uint32_t, Duration>> starts;
      };
      std::map<std::vector<std::uint32_t>, Shared> shared;
      for (const auto& cells : cells_of) ++shared[cells].units;
      for (std::size_t k = 0; k < cells_of.size(); ++k) {
        Shared& s = shared[cells_of[k]];
        if (s.added == 0) {
          s.beat = add_beat(c, cells_of[k], points_of(city, cells_of[k]), route);
          drop_gap_too_short(c, unit, city.beats[s.beat], s.units, route);
          s.starts = tour_starts(city, unit, city.beats[s.beat], s.units);
        }
        std::tie(unit.tour_start, unit.tour_wait) = s.starts[s.added++];
        add(fmt::format("{}-{}", name, k + 1), city.beats[s.beat].points[unit.tour_start], s.beat);
      }
    };
    if (at.value() == "stations") {
      if (city.stations.empty() && count > 0 && !c.stations_faulty)
        c.error(at.place(), "there is no station where these units could wait");
      const auto chosen = fleet.find("stations");
      for (std::size_t i = 0; chosen && i < chosen->size(); ++i) {
        const std::string wanted = c.text(chosen->at(i));
        if (!c.find_entity(EntityKind::kStation, wanted).valid() && !c.stations_faulty)
          c.error(chosen->at(i).place(), fmt::format("there is no station '{}'", wanted));
      }
      for (const Station& station : city.stations) {
        if (chosen && !lists(*chosen, c.world().entities[station.entity.index()].name)) continue;
        // By value: add() makes the list of entities grow.
        const std::string station_name = c.world().entities[station.entity.index()].name;
        for (std::size_t k = 0; k < count; ++k)
          add(fmt::format("{}-{}-{}", name, station_name, k + 1), station.node, kNoIndex);
      }
      continue;
    }
    if (at.value() == "places") {
      for (const auto& [place, node] : places) {
        if (count == 0) break;
        const std::uint32_t beat = add_beat(c, {}, {node, node}, route);
        for (std::size_t k = 0; k < count; ++k)
          add(count == 1 ? place : fmt::format("{}-{}", place, k + 1), node, beat);
      }
      continue;
    }
    if (at.value() == "beat") {
      const auto list = fleet.find("beat");
      if (!list) {
        c.error(at.place(), "a fleet at: beat needs the junctions of its beat");
        continue;
      }
      std::vector<NodeId> points;
      for (std::size_t i = 0; i < list->size(); ++i)
        if (const auto node = c.junction(c.text(list->at(i)), list->at(i).place()))
          points.push_back(*node);
      if (points.empty() || count == 0) continue;
      const std::uint32_t beat = add_beat(c, {}, points, route);
      drop_gap_too_short(c, unit, city.beats[beat], count, route);
      const auto starts = tour_starts(city, unit, city.beats[beat], count);
      for (std::size_t k = 0; k < count; ++k) {
        std::tie(unit.tour_start, unit.tour_wait) = starts[k];
        add(fmt::format("{}-{}", name, k + 1), points[unit.tour_start], beat);
      }
      continue;
    }
    if (city.cells.empty()) {
      if (count > 0 && !c.root().find("city")->find("cells"))
        c.error(at.place(), "there is no cell to patrol", "give city.cells columns and rows");
      continue;
    }
    if (at.value() == "all_cells") {
      add_sharing(shared_cells(c, count));
      continue;
    }
    const std::vector<std::uint32_t> order = busiest_cells(city);
    std::vector<std::vector<std::uint32_t>> own_cell(count);
    for (std::size_t k = 0; k < count; ++k) own_cell[k] = {order[k % order.size()]};
    add_sharing(own_cell);
  }
  space_fleets_on_tours(c);
  warn_of_missing_units(c);
}

}  // namespace vedette
