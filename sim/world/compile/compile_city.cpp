// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "space/strong_parts.hpp"
#include "world/compile/city_parts.hpp"
#include "world/compile/patrol_grid.hpp"

namespace vedette {

namespace {

// As the schema's bound of city.demand.calls_per_day.
constexpr double kMostCallsPerDay = 1e7;

struct Junctions {
  std::map<std::string, NodeId> by_name;
  std::set<std::string> refused;  // named in the file, but faulty: not to be complained about again
  std::vector<PointMm> places;
  std::vector<JunctionFacts> facts;
};

// Measured times with siren, arc by arc in the order of adding; -1: not measured.
using SirenSeconds = std::vector<double>;

// A cell's number within bounds, else an error that names the column.
std::optional<double> number_within(CompileContext& c, const CsvTable& table, std::size_t row,
                                    std::size_t column, double low, double high) {
  const auto value = table.number(row, column, c.diagnostics());
  if (!value || (*value >= low && *value <= high)) return value;
  c.error(table.place(row, column),
          fmt::format("{} {} is not in [{}, {}]", table.columns()[column], number_text(*value),
                      number_text(low), number_text(high)));
  return std::nullopt;
}

std::optional<Junctions> read_junctions(CompileContext& c, const CsvTable& table,
                                        RoadGraphBuilder& builder) {
  const auto id = c.column(table, "id"), x = c.column(table, "x_m"), y = c.column(table, "y_m");
  if (!id || !x || !y) return std::nullopt;
  if (table.rows() == 0) {
    c.error(table.header_place(), "there is no junction in this file");
    return std::nullopt;
  }
  const auto district = table.find("district"), calls = table.find("calls_per_day"),
             people = table.find("population");
  Junctions out;
  std::map<std::string, std::uint32_t> districts;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string name(table.text(row, *id));
    const auto xm = number_within(c, table, row, *x, -kMaxMetres, kMaxMetres);
    const auto ym = number_within(c, table, row, *y, -kMaxMetres, kMaxMetres);
    const bool counts = calls && !table.empty(row, *calls);
    const auto rate = counts ? number_within(c, table, row, *calls, 0, kMostCallsPerDay) : 0.0;
    if (name.empty()) c.error(table.place(row, *id), "a junction needs an id");
    const bool peopled = people && !table.empty(row, *people);
    const auto inhabitants = peopled ? number_within(c, table, row, *people, 0, 1e8) : 0.0;
    if (!xm || !ym) out.refused.insert(name);
    if (!xm || !ym || name.empty()) continue;
    if (out.by_name.count(name)) {
      c.error(table.place(row, *id), fmt::format("junction '{}' is there twice", name));
      continue;
    }
    out.by_name[name] = builder.add_node(*xm, *ym, name, table.place(row, *x));
    out.places.push_back(millimetres(*xm, *ym));
    std::uint32_t district_index = kNoIndex;
    if (district && !table.empty(row, *district)) {
      const std::string word(table.text(row, *district));
      const auto [it, fresh] =
          districts.emplace(word, static_cast<std::uint32_t>(c.world().city.districts.size()));
      if (fresh)
        c.world().city.districts.push_back({word, c.add_entity(EntityKind::kDistrict, word, 0, 0)});
      district_index = it->second;
    }
    out.facts.push_back({district_index, rate.value_or(0), inhabitants.value_or(0)});
  }
  double sum = 0;
  for (const JunctionFacts& facts : out.facts) sum += facts.calls_per_day;
  if (sum > kMostCallsPerDay)
    c.error(table.place(0, *calls), fmt::format("calls_per_day add up to {}: at most {}",
                                                number_text(sum), number_text(kMostCallsPerDay)));
  return out;
}

void read_roads(CompileContext& c, const CsvTable& table, const Junctions& junctions,
                double default_kmh, RoadGraphBuilder& builder, SirenSeconds& siren) {
  Diagnostics& d = c.diagnostics();
  const auto from = c.column(table, "from"), to = c.column(table, "to");
  if (!from || !to) return;
  const auto length = table.find("length_m"), speed = table.find("speed_kmh"),
             oneway = table.find("oneway"), measured_s = table.find("seconds"),
             measured_siren_s = table.find("siren_seconds");
  std::vector<std::string> names;
  for (const auto& [name, id] : junctions.by_name) names.push_back(name);
  const auto end_of = [&](std::size_t row, std::size_t column) -> std::optional<NodeId> {
    const std::string name(table.text(row, column));
    const auto it = junctions.by_name.find(name);
    if (it != junctions.by_name.end()) return it->second;
    if (junctions.refused.count(name)) return std::nullopt;
    const std::string near = nearest(name, names);
    c.error(table.place(row, column), fmt::format("there is no junction '{}'", name),
            near.empty() ? "" : fmt::format("did you mean '{}'?", near));
    return std::nullopt;
  };
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto a = end_of(row, *from), b = end_of(row, *to);
    std::optional<double> metres = 0;
    double kmh = default_kmh;
    bool times_good = true;
    const bool measured = length && !table.empty(row, *length);
    if (measured) metres = number_within(c, table, row, *length, 0, kMaxMetres);
    if (speed && !table.empty(row, *speed)) {
      const auto given = table.number(row, *speed, d);
      kmh = given.value_or(kmh);
      times_good = given && kmh > 0 && kmh <= 300;
      if (given && !times_good)
        c.error(table.place(row, *speed),
                fmt::format("speed_kmh {} is not in (0, 300]", number_text(kmh)));
    }
    std::optional<double> seconds_given, siren_given;
    for (const auto& [column, value] :
         {std::pair(measured_s, &seconds_given), std::pair(measured_siren_s, &siren_given)}) {
      if (!column || table.empty(row, *column)) continue;
      *value = number_within(c, table, row, *column, 0, kMaxArcSeconds);
      times_good = times_good && value->has_value();
    }
    bool both_ways = true;
    if (oneway && !table.empty(row, *oneway)) {
      const auto word = table.text(row, *oneway);
      const auto said = truth_of(word);
      both_ways = said != true;
      if (!said)
        c.error(table.place(row, *oneway), fmt::format("oneway is 0 or 1, not '{}'", word));
    }
    if (!a || !b || !metres || !times_good) continue;
    if (!measured) {
      const PointMm pa = junctions.places[a->index()], pb = junctions.places[b->index()];
      const double dx = static_cast<double>(pa.x - pb.x), dy = static_cast<double>(pa.y - pb.y);
      metres = std::sqrt(dx * dx + dy * dy) / 1000;
    }
    try {
      const double seconds_there = seconds_given.value_or(*metres / (kmh / 3.6));
      builder.add_arc(*a, *b, seconds_there, *metres, table.place(row, *from));
      if (both_ways) builder.add_arc(*b, *a, seconds_there, *metres, table.place(row, *from));
      siren.resize(builder.arc_count(), siren_given.value_or(-1));
    } catch (const InputError& e) {
      c.error(e);
    }
  }
}

void add_station(CompileContext& c, const std::string& name, const Place& name_place,
                 const std::string& junction, const Place& place,
                 const std::vector<JunctionFacts>& facts) {
  if (name.empty()) c.error(name_place, "a station needs an id");
  const bool twice = c.find_entity(EntityKind::kStation, name).valid();
  if (twice) c.error(name_place, fmt::format("station '{}' is there twice", name));
  const auto node = c.junction(junction, place);
  if (!node || twice || name.empty()) return;
  const auto& n = c.world().city.roads->node(*node);
  c.world().city.stations.push_back({c.add_entity(EntityKind::kStation, name, n.x_m, n.y_m), *node,
                                     facts[node->index()].district});
}

void read_stations(CompileContext& c, const Located& city,
                   const std::vector<JunctionFacts>& facts) {
  const auto stations = city.find("stations");
  if (!stations) return;
  if (!stations->value().is_string()) {
    for (std::size_t i = 0; i < stations->size(); ++i) {
      const Located junction = *stations->at(i).find("junction");
      add_station(c, stations->key(i), stations->at(i).key_place(), c.text(junction),
                  junction.place(), facts);
    }
    return;
  }
  const CsvTable* table = c.csv(*stations);
  if (!table) c.stations_faulty = true;
  if (!table) return;
  const auto id = c.column(*table, "id"), junction = c.column(*table, "junction");
  if (!id || !junction) return;
  for (std::size_t row = 0; row < table->rows(); ++row)
    add_station(c, std::string(table->text(row, *id)), table->place(row, *id),
                std::string(table->text(row, *junction)), table->place(row, *junction), facts);
}

// Siren times of the arcs that were kept; empty where none was measured.
SirenSeconds kept_siren_seconds(const RoadGraph& whole, const LargestStrongPart& part,
                                const SirenSeconds& siren, double siren_factor) {
  SirenSeconds out;
  if (std::none_of(siren.begin(), siren.end(), [](double s) { return s >= 0; })) return out;
  for (const ArcId arc : part.kept_arcs) {
    const double measured = siren[arc.index()];
    out.push_back(measured >= 0 ? measured : whole.arc(arc).seconds() / siren_factor);
  }
  return out;
}

// What becomes of the calls at junctions that are dropped: "" where there are none. As
// compile_demand() has it: a total is spread over what is left, by calls or else by inhabitants.
std::string calls_of_dropped(const Located& city, const std::vector<JunctionFacts>& facts,
                             const std::vector<NodeId>& dropped) {
  const auto short_of = [](double v) { return number_text(std::round(v * 100) / 100); };
  double calls = 0, people = 0, lost_calls = 0, lost_people = 0;
  for (const JunctionFacts& junction : facts) {
    calls += junction.calls_per_day;
    people += junction.population;
  }
  for (const NodeId node : dropped) {
    lost_calls += facts[node.index()].calls_per_day;
    lost_people += facts[node.index()].population;
  }
  const auto demand = city.find("demand");
  const auto total = demand ? demand->find("calls_per_day") : std::nullopt;
  const double wanted = total ? total->value().get<double>() : 0;
  if (!total)
    return lost_calls > 0 ? fmt::format("; the {} of {} calls a day there are lost",
                                        short_of(lost_calls), short_of(calls))
                          : std::string();
  const double lost = calls > 0 ? lost_calls : lost_people, all = calls > 0 ? calls : people;
  if (!(lost > 0) || !(wanted > 0) || (calls > 0 && !(calls > lost_calls))) return {};
  return fmt::format(
      "; the {} of {} calls a day there move to the other junctions, "
      "as demand.calls_per_day is their total",
      short_of(wanted * lost / all), short_of(wanted));
}

}  // namespace

void compile_city(CompileContext& c) {
  const auto city = c.root().find("city");
  if (!city) return;
  City& out = c.world().city;
  const CsvTable* junction_table = c.csv(*city->find("junctions"));
  const CsvTable* road_table = c.csv(*city->find("roads"));
  const auto stations = city->find("stations");
  if (stations && stations->value().is_string()) (void)c.csv(*stations);  // told with the others
  if (!junction_table || !road_table) return;
  RoadGraphBuilder builder;
  const int errors_before = c.diagnostics().errors();
  auto junctions = read_junctions(c, *junction_table, builder);
  if (!junctions) return;
  const Typed speeds = c.typed(*city, "roads", "road_type");
  SirenSeconds siren;
  read_roads(c, *road_table, *junctions, c.number(speeds.find("default_speed_kmh"), 50), builder,
             siren);
  if (c.diagnostics().errors() > errors_before) return;

  // Units must be able to come back from wherever they are sent: the largest part of the network
  // in which every junction reaches every other is kept, the rest reported.
  const RoadGraph whole = builder.build();
  LargestStrongPart part = largest_strong_part(whole);
  if (!part.dropped.empty()) {
    std::string names;
    for (std::size_t i = 0; i < part.dropped.size() && i < 5; ++i)
      names += (i ? ", " : "") + whole.node(part.dropped[i]).name;
    c.diagnostics().warning(city->find("roads")->place(),
                            fmt::format("{} of {} junctions cannot be reached and left again and "
                                        "are dropped: {}{}{}",
                                        part.dropped.size(), whole.node_count(), names,
                                        part.dropped.size() > 5 ? " …" : "",
                                        calls_of_dropped(*city, junctions->facts, part.dropped)));
    for (const NodeId node : part.dropped) c.dropped_junctions.insert(whole.node(node).name);
  }
  std::vector<JunctionFacts> facts;
  for (const NodeId old : part.kept) facts.push_back(junctions->facts[old.index()]);
  out.roads = std::make_shared<RoadGraph>(std::move(part.graph));
  out.siren_factor = c.number(speeds.find("siren_factor"), 1);
  if (const auto origin = city->find("geo_origin"))
    out.geo_origin = {origin->value()[0].get<double>(), origin->value()[1].get<double>()};
  double calls_per_day = 0;
  for (const JunctionFacts& junction : facts) calls_per_day += junction.calls_per_day;
  out.present = true;
  const int errors_so_far = c.diagnostics().errors();
  read_stations(c, *city, facts);
  if (c.diagnostics().errors() > errors_so_far) c.stations_faulty = true;
  compile_travel(c, *city, kept_siren_seconds(whole, part, siren, out.siren_factor), calls_per_day);
  compile_demand(c, *city, facts);
  compile_call_types(c, *city);
  compile_dispatch(c, *city);
  make_patrol_grid(c, *city);
  compile_work(c, *city);
}

}  // namespace vedette
