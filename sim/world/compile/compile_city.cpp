// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <map>
#include <set>

#include "space/strong_parts.hpp"
#include "world/compile/context.hpp"
#include "world/compile/patrol_grid.hpp"

namespace vedette {

namespace {

// As the schema's bound of city.demand.calls_per_day.
constexpr double kMostCallsPerDay = 1e7;

struct Junctions {
  std::map<std::string, NodeId> by_name;
  std::set<std::string> refused;  // named in the file, but faulty: not to be complained about again
  std::vector<PointMm> places;
  std::vector<std::uint32_t> district;
  std::vector<double> calls_per_day;
};

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
  const auto district = table.find("district"), calls = table.find("calls_per_day");
  Junctions out;
  std::map<std::string, std::uint32_t> districts;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string name(table.text(row, *id));
    const auto xm = number_within(c, table, row, *x, -kMaxMetres, kMaxMetres);
    const auto ym = number_within(c, table, row, *y, -kMaxMetres, kMaxMetres);
    const bool counts = calls && !table.empty(row, *calls);
    const auto rate = counts ? number_within(c, table, row, *calls, 0, kMostCallsPerDay) : 0.0;
    if (name.empty()) c.error(table.place(row, *id), "a junction needs an id");
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
    out.district.push_back(district_index);
    out.calls_per_day.push_back(rate.value_or(0));
  }
  double sum = 0;
  for (const double rate : out.calls_per_day) sum += rate;
  if (sum > kMostCallsPerDay)
    c.error(table.place(0, *calls), fmt::format("calls_per_day add up to {}: at most {}",
                                                number_text(sum), number_text(kMostCallsPerDay)));
  return out;
}

void read_roads(CompileContext& c, const CsvTable& table, const Junctions& junctions,
                double default_kmh, RoadGraphBuilder& builder) {
  Diagnostics& d = c.diagnostics();
  const auto from = c.column(table, "from"), to = c.column(table, "to");
  if (!from || !to) return;
  const auto length = table.find("length_m"), speed = table.find("speed_kmh"),
             oneway = table.find("oneway");
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
    std::optional<double> metres = 0, kmh = default_kmh;
    const bool measured = length && !table.empty(row, *length);
    if (measured) metres = number_within(c, table, row, *length, 0, kMaxMetres);
    if (speed && !table.empty(row, *speed)) {
      kmh = table.number(row, *speed, d);
      if (kmh && !(*kmh > 0 && *kmh <= 300)) {
        c.error(table.place(row, *speed),
                fmt::format("speed_kmh {} is not in (0, 300]", number_text(*kmh)));
        kmh = std::nullopt;
      }
    }
    bool both_ways = true;
    if (oneway && !table.empty(row, *oneway)) {
      const auto word = table.text(row, *oneway);
      if (word == "1" || word == "true" || word == "yes")
        both_ways = false;
      else if (word != "0" && word != "false" && word != "no")
        c.error(table.place(row, *oneway), fmt::format("oneway is 0 or 1, not '{}'", word));
    }
    if (!a || !b || !metres || !kmh) continue;
    if (!measured) {
      const PointMm pa = junctions.places[a->index()], pb = junctions.places[b->index()];
      const double dx = static_cast<double>(pa.x - pb.x), dy = static_cast<double>(pa.y - pb.y);
      metres = std::sqrt(dx * dx + dy * dy) / 1000;
    }
    try {
      const double seconds_there = *metres / (*kmh / 3.6);
      builder.add_arc(*a, *b, seconds_there, *metres, table.place(row, *from));
      if (both_ways) builder.add_arc(*b, *a, seconds_there, *metres, table.place(row, *from));
    } catch (const InputError& e) {
      c.error(e);
    }
  }
}

void add_station(CompileContext& c, const std::string& name, const Place& name_place,
                 const std::string& junction, const Place& place,
                 const std::vector<std::uint32_t>& district_of_node) {
  if (name.empty()) c.error(name_place, "a station needs an id");
  const bool twice = c.find_entity(EntityKind::kStation, name).valid();
  if (twice) c.error(name_place, fmt::format("station '{}' is there twice", name));
  const auto node = c.junction(junction, place);
  if (!node || twice || name.empty()) return;
  const auto& n = c.world().city.roads->node(*node);
  c.world().city.stations.push_back({c.add_entity(EntityKind::kStation, name, n.x_m, n.y_m), *node,
                                     district_of_node[node->index()]});
}

void read_stations(CompileContext& c, const Located& city,
                   const std::vector<std::uint32_t>& district_of_node) {
  const auto stations = city.find("stations");
  if (!stations) return;
  if (!stations->value().is_string()) {
    for (std::size_t i = 0; i < stations->size(); ++i) {
      const Located junction = *stations->at(i).find("junction");
      add_station(c, stations->key(i), stations->at(i).key_place(), c.text(junction),
                  junction.place(), district_of_node);
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
                std::string(table->text(row, *junction)), table->place(row, *junction),
                district_of_node);
}

void read_demand(CompileContext& c, const Located& city, const Junctions& junctions) {
  City& out = c.world().city;
  out.by_hour.fill(1.0);
  double sum = 0;
  for (const double rate : junctions.calls_per_day) sum += rate;
  double scale = 1;
  if (const auto demand = city.find("demand")) {
    if (const auto wanted = demand->find("calls_per_day")) {
      if (sum > 0)
        scale = wanted->value().get<double>() / sum;
      else if (wanted->value().get<double>() > 0)
        c.error(wanted->place(), "no junction has calls_per_day: nothing to scale");
    }
    const Typed profile = c.typed(*demand, "demand", "profile");
    if (const auto hours = profile.find("by_hour")) {
      double total = 0;
      for (std::size_t h = 0; h < 24; ++h) total += hours->value()[h].get<double>();
      if (!(total > 0))
        c.error(hours->place(), "every hour has rate 0");
      else
        for (std::size_t h = 0; h < 24; ++h)
          out.by_hour[h] = hours->value()[h].get<double>() * 24 / total;
    }
  }
  for (std::size_t i = 0; i < out.roads->node_count(); ++i) {
    const auto& node = out.roads->node(NodeId(i));
    out.areas.push_back({c.add_entity(EntityKind::kArea, node.name, node.x_m, node.y_m), NodeId(i),
                         junctions.calls_per_day[i] * scale, junctions.district[i], kNoIndex});
  }
}

// Every call type of models/ is known to the run (a site's alarm may use one that the city does not
// list); only those listed in city.call_types happen by themselves.
void read_call_types(CompileContext& c, const Located& city) {
  std::set<std::string> listed;
  const auto list = city.find("call_types");
  if (list)
    for (std::size_t i = 0; i < list->size(); ++i)
      listed.insert(list->at(i).value().get<std::string>());
  const auto models = c.root().find("models");
  const auto types = models ? models->find("call_types") : std::nullopt;
  double total = 0;
  for (std::size_t i = 0; types && i < types->size(); ++i) {
    const Located type = types->at(i);
    CallType call;
    call.name = types->key(i);
    c.label(type.find("label"), call.name, call.label_en, call.label_zh);
    if (listed.count(call.name)) call.share = c.number(type.find("share"), 0);
    call.priority = static_cast<int>(c.number(type.find("priority"), 2));
    call.on_scene_s = c.duration(type.find("on_scene_s"));
    total += call.share;
    c.world().city.call_types.push_back(std::move(call));
  }
  double calls = 0;
  for (const DemandArea& area : c.world().city.areas) calls += area.calls_per_day;
  if (calls > 0 && !(total > 0)) {
    c.error(list ? list->place() : city.key_place(),
            "there are calls but no call type with a share",
            "list types of models.call_types under city.call_types");
    return;
  }
  for (CallType& call : c.world().city.call_types)
    if (total > 0) call.share /= total;
}

void read_dispatch(CompileContext& c, const Located& city) {
  Dispatch& out = c.world().city.dispatch;
  const auto dispatch = city.find("dispatch");
  if (!dispatch) return;
  const Typed typed = c.typed(*dispatch, "dispatch");
  out.handling_s = c.duration(typed.find("handling_s"));
  if (c.text(dispatch->find("rule")) == "own_cell_first") out.rule = DispatchRule::kOwnCellFirst;
  if (const auto desks = dispatch->find("desks")) {
    out.desks = desks->value().get<std::uint32_t>();
    for (std::uint32_t i = 0; i < out.desks; ++i)
      c.add_entity(EntityKind::kDispatcher, fmt::format("desk-{}", i + 1), 0, 0);
  }
  if (const auto returning = dispatch->find("returning_units_respond"))
    out.returning_units_respond = returning->value().get<bool>();
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
  read_roads(c, *road_table, *junctions, c.number(speeds.find("default_speed_kmh"), 50), builder);
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
                                        "are dropped: {}{}",
                                        part.dropped.size(), whole.node_count(), names,
                                        part.dropped.size() > 5 ? " …" : ""));
    for (const NodeId node : part.dropped) c.dropped_junctions.insert(whole.node(node).name);
  }
  Junctions kept;
  for (const NodeId old : part.kept) {
    kept.district.push_back(junctions->district[old.index()]);
    kept.calls_per_day.push_back(junctions->calls_per_day[old.index()]);
  }
  out.roads = std::make_shared<RoadGraph>(std::move(part.graph));
  out.siren_factor = c.number(speeds.find("siren_factor"), 1);
  out.travel = std::make_shared<TravelTable>(out.roads);
  out.siren = out.siren_factor == 1.0
                  ? out.travel
                  : std::make_shared<TravelTable>(out.travel->scaled(out.siren_factor));
  out.present = true;
  const int errors_so_far = c.diagnostics().errors();
  read_stations(c, *city, kept.district);
  if (c.diagnostics().errors() > errors_so_far) c.stations_faulty = true;
  read_demand(c, *city, kept);
  read_call_types(c, *city);
  read_dispatch(c, *city);
  make_patrol_grid(c, *city);
}

}  // namespace vedette
