// SPDX-License-Identifier: Apache-2.0
// How many calls there are, when, where and of which types.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "world/compile/city_parts.hpp"
#include "world/compile/extent.hpp"

namespace vedette {

WeekRates week_rates(CompileContext& c, const Typed& profile) {
  WeekRates out;
  out.fill(1.0);
  const auto hours = profile.find("by_hour");
  const auto days = profile.find("by_weekday");
  const auto relative = [&](const std::optional<Located>& list, std::size_t n,
                            std::vector<double>& rates) {
    rates.assign(n, 1.0);
    if (!list) return;
    double total = 0;
    for (std::size_t i = 0; i < n; ++i) total += list->value()[i].get<double>();
    if (!(total > 0))
      c.error(list->place(), n == 24 ? "every hour has rate 0" : "every weekday has rate 0");
    else
      for (std::size_t i = 0; i < n; ++i)
        rates[i] = list->value()[i].get<double>() * static_cast<double>(n) / total;
  };
  std::vector<double> by_hour, by_day;
  relative(hours, 24, by_hour);
  relative(days, 7, by_day);
  for (std::size_t h = 0; h < out.size(); ++h) out[h] = by_day[h / 24] * by_hour[h % 24];
  return out;
}

namespace {

constexpr int kFarFromRoads_m = 500;

// A column of a trace; -1 where there is none.
struct TraceColumns {
  std::size_t at = 0;
  std::optional<std::size_t> junction, x, y, type, priority, on_scene;
};

// Where the calls of a trace stand, and how far from the roads.
struct TracePlaces {
  std::size_t placed = 0, far = 0, absurd = 0;
  double furthest_m = 0;
  double city_m = 0;  // diagonal of the box of all junctions
  Extent box;

  explicit TracePlaces(const RoadGraph& roads) {
    Extent junctions;
    for (std::size_t i = 0; i < roads.node_count(); ++i)
      junctions.widen(roads.node(NodeId(i)).x_m, roads.node(NodeId(i)).y_m);
    if (roads.node_count() > 0) city_m = junctions.diagonal();
  }
  void add(double x, double y, double off_road_m) {
    box.widen(x, y);
    ++placed;
    furthest_m = std::max(furthest_m, off_road_m);
    if (off_road_m > kFarFromRoads_m) ++far;
    if (off_road_m > std::max(10000.0, city_m)) ++absurd;
  }
  bool look_like_degrees() const { return placed >= 5 && city_m > 2000 && box.like_degrees(); }
};

void tell_places(CompileContext& c, const Place& file, const TracePlaces& places) {
  if (places.look_like_degrees())
    c.diagnostics().warning(
        file,
        fmt::format("all {} calls lie within [{}, {}] and [{}, {}] m: these look like longitude "
                    "and latitude, not metres",
                    places.placed, number_text(places.box.west), number_text(places.box.south),
                    number_text(places.box.east), number_text(places.box.north)),
        "`vedette import calls` places degrees (coordinates: wgs84 or gcj02)");
  if (places.far == 0) return;
  const std::string what =
      fmt::format("{} of {} calls lie more than {} m from every junction, the furthest {:.1f} km",
                  places.far, places.placed, kFarFromRoads_m, places.furthest_m / 1000);
  if (2 * places.absurd > places.placed)
    c.error(file, what,
            "x_m and y_m are metres of the city's plane: not degrees, nor a national grid");
  else
    c.diagnostics().warning(file, what);
}

void read_trace(CompileContext& c, const Located& demand) {
  const auto file = demand.find("trace");
  if (!file) return;
  const CsvTable* table = c.csv(*file);
  if (!table) return;
  City& city = c.world().city;
  if (city.call_types.empty()) {
    c.error(file->place(), "calls need a type: there is none under models.call_types");
    return;
  }
  TraceColumns columns;
  const auto at = c.column(*table, "at_s");
  if (!at) return;
  columns = {*at,
             table->find("junction"),
             table->find("x_m"),
             table->find("y_m"),
             table->find("type"),
             table->find("priority"),
             table->find("on_scene_s")};
  const bool placed = columns.x && columns.y;
  if (!columns.junction && !placed)
    c.error(table->header_place(), "calls need a place: a column junction, or x_m and y_m");
  if (!columns.junction && !placed) return;
  const Typed roads = c.typed(*c.root().find("city"), "roads", "road_type");
  const double off_road_kmh = c.number(roads.find("off_road_kmh"), 0);
  const double start_s = c.number(demand.find("trace_start_s"), 0);
  std::vector<std::string> type_names;
  std::uint16_t first_type = 0;
  bool found_first = false;
  for (std::size_t i = 0; i < city.call_types.size(); ++i) {
    type_names.push_back(city.call_types[i].name);
    if (!found_first && city.call_types[i].share > 0) {
      first_type = static_cast<std::uint16_t>(i);
      found_first = true;
    }
  }
  std::size_t outside = 0;
  TracePlaces places(*city.roads);
  for (std::size_t row = 0; row < table->rows(); ++row) {
    TraceCall call;
    const auto seconds_in = table->number(row, columns.at, c.diagnostics());
    if (!seconds_in) continue;
    if (!(std::fabs(*seconds_in) <= 4e9)) {
      c.error(table->place(row, columns.at), "at_s is not within 4e9 s");
      continue;
    }
    call.at = Time{0} + seconds(*seconds_in - start_s);
    if (call.at < Time{0} || call.at > Time{0} + c.world().horizon) {
      ++outside;
      continue;
    }
    std::optional<NodeId> node;
    double off_road_m = 0;
    if (columns.junction && !table->empty(row, *columns.junction)) {
      node = c.junction(std::string(table->text(row, *columns.junction)),
                        table->place(row, *columns.junction));
    } else if (placed) {
      const auto x = table->number(row, *columns.x, c.diagnostics());
      const auto y = table->number(row, *columns.y, c.diagnostics());
      if (x && y && std::fabs(*x) <= kMaxMetres && std::fabs(*y) <= kMaxMetres) {
        node = city.roads->nearest_node(*x, *y);
        const auto& nearest_to = city.roads->node(*node);
        const double dx = nearest_to.x_m - *x, dy = nearest_to.y_m - *y;
        off_road_m = std::sqrt(dx * dx + dy * dy);
        places.add(*x, *y, off_road_m);
      } else if (x && y)
        c.error(table->place(row, *columns.x), "this place is more than 1,000 km away");
    } else {
      c.error(table->place(row, *columns.junction), "this call has no place");
    }
    if (!node) continue;
    call.area = node->value;
    if (off_road_kmh > 0) call.off_road = seconds(off_road_m / (off_road_kmh / 3.6));
    call.type = first_type;
    if (columns.type && !table->empty(row, *columns.type)) {
      const std::string name(table->text(row, *columns.type));
      const auto it = std::find(type_names.begin(), type_names.end(), name);
      if (it == type_names.end()) {
        const std::string near = nearest(name, type_names);
        c.error(table->place(row, *columns.type), fmt::format("there is no call type '{}'", name),
                near.empty() ? "" : fmt::format("did you mean '{}'?", near));
        continue;
      }
      call.type = static_cast<std::uint16_t>(it - type_names.begin());
    }
    call.priority = static_cast<std::uint8_t>(city.call_types[call.type].priority);
    if (columns.priority && !table->empty(row, *columns.priority)) {
      const auto p = table->number(row, *columns.priority, c.diagnostics());
      if (!p) continue;
      if (*p != std::floor(*p) || *p < 1 || *p > 9) {
        c.error(table->place(row, *columns.priority), "priority is a whole number from 1 to 9");
        continue;
      }
      call.priority = static_cast<std::uint8_t>(*p);
    }
    if (columns.on_scene && !table->empty(row, *columns.on_scene)) {
      const auto s = table->number(row, *columns.on_scene, c.diagnostics());
      if (!s) continue;
      if (!(*s >= 0 && *s <= 31536000)) {
        c.error(table->place(row, *columns.on_scene), "on_scene_s is not in [0, 31536000]");
        continue;
      }
      call.on_scene_s = *s;
    }
    city.trace.push_back(call);
  }
  if (outside > 0)
    c.diagnostics().warning(
        file->place(),
        fmt::format("{} of {} calls lie outside the time of this run and are left out", outside,
                    table->rows()));
  tell_places(c, file->place(), places);
  std::stable_sort(city.trace.begin(), city.trace.end(),
                   [](const TraceCall& a, const TraceCall& b) { return a.at < b.at; });
  city.replays = true;
}

// Half of each road at either end, directions apart.
std::vector<double> road_metres(const RoadGraph& roads) {
  std::vector<double> out(roads.node_count(), 0.0);
  std::set<std::pair<NodeId, NodeId>> ways;
  for (std::size_t a = 0; a < roads.arc_count(); ++a)
    ways.emplace(roads.arc(ArcId(a)).from, roads.arc(ArcId(a)).to);
  for (std::size_t a = 0; a < roads.arc_count(); ++a) {
    const RoadGraph::Arc& arc = roads.arc(ArcId(a));
    // A two-way street is two arcs, each of which counts half of it.
    const double metres = ways.contains({arc.to, arc.from}) ? arc.length_m / 2 : arc.length_m;
    out[arc.from.index()] += metres / 2;
    out[arc.to.index()] += metres / 2;
  }
  return out;
}

}  // namespace

void compile_demand(CompileContext& c, const Located& city, std::span<const JunctionFacts> facts) {
  City& out = c.world().city;
  out.by_hour.fill(1.0);
  double sum = 0, people = 0;
  for (const JunctionFacts& junction : facts) {
    sum += junction.calls_per_day;
    people += junction.population;
  }
  std::vector<double> calls;  // per junction
  for (const JunctionFacts& junction : facts) calls.push_back(junction.calls_per_day);
  if (const auto demand = city.find("demand")) {
    const auto wanted = demand->find("calls_per_day"), spread = demand->find("spread");
    if (spread && c.text(spread) == "by_road_length") {
      calls = road_metres(*out.roads);
      sum = std::accumulate(calls.begin(), calls.end(), 0.0);
      if (!wanted)
        c.error(spread->place(), "calls spread by_road_length need calls_per_day to spread");
    } else if (sum == 0 && people > 0 && wanted) {
      for (std::size_t i = 0; i < calls.size(); ++i) calls[i] = facts[i].population;
      sum = people;
    }
    const double total = c.number(wanted, sum);
    if (sum == 0 && total > 0)
      c.error(wanted->place(), "no junction has calls_per_day: nothing to scale",
              "give the junctions a column calls_per_day or population, spread them "
              "by_road_length, or play a trace");
    const double scale = wanted && sum > 0 ? total / sum : 1;
    for (double& n : calls) n *= scale;
    out.by_hour = week_rates(c, c.typed(*demand, "demand", "profile"));
  }
  for (std::size_t i = 0; i < out.roads->node_count(); ++i) {
    const auto& node = out.roads->node(NodeId(i));
    out.areas.push_back({c.add_entity(EntityKind::kArea, node.name, node.x_m, node.y_m), NodeId(i),
                         calls[i], facts[i].population, facts[i].district, kNoIndex});
  }
}

// Every call type of models/ is known to the run (a site's alarm may use one that the city does not
// list); only those listed in city.call_types happen by themselves.
void compile_call_types(CompileContext& c, const Located& city) {
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
    call.units = static_cast<std::uint32_t>(c.number(type.find("units"), 1));
    call.capability = c.capability(type.find("capability"));
    call.report_s = c.duration(type.find("report_s"));
    if (const auto others = type.find("calls_in"))
      for (std::size_t k = 0; k < others->size(); ++k)
        call.calls_in.push_back(
            {c.capability(others->at(k).find("capability")),
             static_cast<std::uint32_t>(c.number(others->at(k).find("count"), 1))});
    if (const auto interruptible = type.find("interruptible"))
      call.interruptible = interruptible->value().get<bool>();
    if (call.interruptible && (call.units > 1 || !call.calls_in.empty()))
      c.error(type.find("interruptible")->place(), "work of several units cannot be interruptible");
    if (const auto hours = type.find("deadline_h"))
      call.deadline = seconds(3600 * hours->value().get<double>());
    if (type.find("profile"))
      call.by_hour = std::make_shared<WeekRates>(week_rates(c, c.typed(type, "demand", "profile")));
    total += call.share;
    c.world().city.call_types.push_back(std::move(call));
  }
  const auto demand = city.find("demand");
  if (demand) read_trace(c, *demand);
  double calls = 0;
  for (const DemandArea& area : c.world().city.areas) calls += area.calls_per_day;
  if (calls > 0 && !(total > 0) && !c.world().city.replays) {
    c.error(list ? list->place() : city.key_place(),
            "there are calls but no call type with a share",
            "list types of models.call_types under city.call_types");
    return;
  }
  for (CallType& call : c.world().city.call_types)
    if (total > 0) call.share /= total;
}

}  // namespace vedette
