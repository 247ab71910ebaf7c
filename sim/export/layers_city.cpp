// SPDX-License-Identifier: Apache-2.0
// The city: junctions, roads, stations, districts, patrol cells, response circles.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <utility>

#include "export/circles_layer.hpp"
#include "export/layers.hpp"
#include "report/call_group.hpp"
#include "report/report_parts.hpp"

namespace vedette::gis {

namespace {

using report::CallGroup;

std::string mark_s(Duration mark) {
  return number_name(mark.seconds());
}

/// All features of a layer, made once.
std::function<void(const std::function<void(const Feature&)>&)> all(std::vector<Feature> features) {
  auto shared = std::make_shared<const std::vector<Feature>>(std::move(features));
  return [shared](const std::function<void(const Feature&)>& take) {
    for (const Feature& f : *shared) take(f);
  };
}

// --- calls of the recording by place -------------------------------------------------------------

/// The recorded calls of each demand area, or of each group of them.
class CallsByPlace {
 public:
  /// `group_of_area`: per area; kNoIndex: in none.
  CallsByPlace(const Material& m, const std::vector<std::uint32_t>& group_of_area,
               std::size_t groups)
      : m_(m), groups_(groups) {
    std::map<EntityId, std::uint32_t> group_of;
    for (std::size_t a = 0; a < m.geometry.areas.size(); ++a)
      if (group_of_area[a] < groups) group_of[m.geometry.areas[a].entity] = group_of_area[a];
    for (const Incident& i : m.incidents) {
      if (i.kind != IncidentKind::kCall || report::received(i) == kUnset) continue;
      if (const auto at = group_of.find(i.place); at != group_of.end())
        groups_[at->second].add(report::response(i));
    }
  }
  static void add_fields(const Material& m, std::vector<Field>& out) {
    if (!m.recorded) return;
    out.push_back({"calls", FieldKind::kInteger});
    out.push_back({"unreached", FieldKind::kInteger});
    out.push_back({"response_median_s", FieldKind::kReal});
    out.push_back({"response_p90_s", FieldKind::kReal});
    for (const Duration mark : m.marks)
      out.push_back({"share_within_" + mark_s(mark) + "_s", FieldKind::kReal});
  }
  void add_values(std::size_t group, std::vector<Value>& out) const {
    if (!m_.recorded) return;
    const CallGroup& calls = groups_[group];
    out.push_back(whole(calls.n()));
    out.push_back(whole(calls.unreached()));
    out.push_back(real(calls.quantile_s(0.5)));
    out.push_back(real(calls.quantile_s(0.9)));
    for (const Duration mark : m_.marks)
      out.push_back(real(calls.n() == 0 ? std::nan("") : calls.share_within(mark)));
  }

 private:
  const Material& m_;
  std::vector<CallGroup> groups_;
};

// --- roads ---------------------------------------------------------------------------------------

Layer roads(const Material& m) {
  Layer layer;
  layer.name = "roads";
  layer.description = "Roads with driving times; a street in both directions is one line.";
  layer.shape = ShapeKind::kLine;
  layer.fields = {{"from_junction"},
                  {"to_junction"},
                  {"one_way", FieldKind::kInteger},
                  {"length_m", FieldKind::kReal},
                  {"travel_s", FieldKind::kReal},
                  {"travel_siren_s", FieldKind::kReal},
                  {"speed_kmh", FieldKind::kReal}};
  layer.each = [&m](const auto& take) {
    const auto& city = m.geometry.city;
    for (const auto& r : city.roads) {
      const double kmh = r.travel_s > 0 ? r.length_m / r.travel_s * 3.6 : std::nan("");
      double siren_s = std::numeric_limits<double>::infinity();
      for (const RoadGraph::Step& step : m.roads->out(NodeId(r.from)))
        if (step.node == NodeId(r.to))
          siren_s = std::min(siren_s, m.roads->arc(step.arc).seconds() / m.siren_speed);
      take({{m.junction(r.from), m.junction(r.to), whole(r.one_way), r.length_m, r.travel_s,
             real(siren_s), real(kmh)},
            {city.nodes[r.from].at, city.nodes[r.to].at},
            {}});
    }
  };
  return layer;
}

/// Index of the smallest mark that holds the time; none: beyond all.
std::optional<std::size_t> mark_of(const Material& m, Duration time) {
  for (std::size_t k = 0; k < m.marks.size(); ++k)
    if (time <= m.marks[k]) return k;
  return std::nullopt;
}

std::string district_name(const Material& m, std::uint32_t district) {
  return district < m.districts.size() ? m.districts[district] : std::string();
}

Layer junctions(const Material& m) {
  Layer layer;
  layer.name = "junctions";
  layer.description =
      "Junctions with their calls a day and the time from the nearest station, by siren, without "
      "turnout.";
  layer.fields = {{"junction"},
                  {"district"},
                  {"cell"},
                  {"calls_per_day", FieldKind::kReal},
                  {"circle_s", FieldKind::kReal},
                  {"circle_min", FieldKind::kReal},
                  {"nearest_station"}};
  struct Place {
    double calls_per_day = 0;
    std::uint32_t district = kNoIndex, cell = kNoIndex;
  };
  auto places = std::make_shared<std::vector<Place>>(m.geometry.city.nodes.size());
  for (const auto& a : m.geometry.areas) {
    if (a.node == kNoIndex) continue;
    Place& p = (*places)[a.node];
    p.calls_per_day += a.calls_per_day;
    if (p.district == kNoIndex) p.district = a.district;
    if (p.cell == kNoIndex) p.cell = a.cell;
  }
  layer.each = [&m, places](const auto& take) {
    for (std::uint32_t n = 0; n < places->size(); ++n) {
      const Place& p = (*places)[n];
      const Circles::Reach& reach = m.circles.reach[n];
      const bool reached = reach.source != Circles::kNoSource;
      const auto mark = reached ? mark_of(m, reach.time) : std::nullopt;
      const auto cell = p.cell < m.geometry.cells.size() ? m.name(m.geometry.cells[p.cell].entity)
                                                         : std::string();
      take({{m.junction(n), named(district_name(m, p.district)), named(cell), p.calls_per_day,
             real(reached ? reach.time.seconds() : std::nan("")),
             real(mark ? m.marks[*mark].seconds() / 60 : std::nan("")),
             named(reached ? m.name(m.geometry.stations[reach.source].entity) : std::string())},
            {m.geometry.city.nodes[n].at},
            {}});
    }
  };
  return layer;
}

Layer stations(const Material& m) {
  Layer layer;
  layer.name = "stations";
  layer.description =
      "Stations with the junctions and calls a day that they reach before any other, by siren.";
  layer.fields = {{"station"},
                  {"junction"},
                  {"district"},
                  {"junctions_first", FieldKind::kInteger},
                  {"calls_per_day_first", FieldKind::kReal}};
  const auto& all_stations = m.geometry.stations;
  std::vector<std::uint64_t> first(all_stations.size());
  std::vector<double> calls(all_stations.size());
  for (const auto& reach : m.circles.reach)
    if (reach.source < first.size()) ++first[reach.source];
  for (const auto& a : m.geometry.areas)
    if (a.node != kNoIndex && m.circles.reach[a.node].source < calls.size())
      calls[m.circles.reach[a.node].source] += a.calls_per_day;
  std::vector<Feature> features;
  for (std::size_t i = 0; i < all_stations.size(); ++i) {
    const auto& s = all_stations[i];
    if (s.node == kNoIndex) continue;
    features.push_back({{m.name(s.entity), m.junction(s.node), named(district_name(m, s.district)),
                         whole(first[i]), calls[i]},
                        {m.geometry.city.nodes[s.node].at},
                        {}});
  }
  layer.each = all(std::move(features));
  return layer;
}

Layer districts(const Material& m) {
  Layer layer;
  layer.name = "districts";
  layer.description = "Districts, each at the middle of its demand areas (they have no outline).";
  layer.fields = {{"district"},
                  {"areas", FieldKind::kInteger},
                  {"stations", FieldKind::kInteger},
                  {"calls_per_day", FieldKind::kReal}};
  CallsByPlace::add_fields(m, layer.fields);
  struct Sum {
    std::int64_t x = 0, y = 0, n = 0;
    std::uint64_t stations = 0;
    double calls = 0;
  };
  std::vector<Sum> sums(m.districts.size());
  std::vector<std::uint32_t> group;
  for (const auto& a : m.geometry.areas) {
    group.push_back(a.district);
    if (a.district >= sums.size() || a.node == kNoIndex) continue;
    Sum& s = sums[a.district];
    s.x += m.geometry.city.nodes[a.node].at.x;
    s.y += m.geometry.city.nodes[a.node].at.y;
    ++s.n;
    s.calls += a.calls_per_day;
  }
  for (const auto& s : m.geometry.stations)
    if (s.district < sums.size()) ++sums[s.district].stations;
  const CallsByPlace calls(m, group, sums.size());
  std::vector<Feature> features;
  for (std::size_t d = 0; d < sums.size(); ++d) {
    const Sum& s = sums[d];
    if (s.n == 0) continue;
    Feature f{{m.districts[d], s.n, whole(s.stations), s.calls}, {{s.x / s.n, s.y / s.n}}, {}};
    calls.add_values(d, f.values);
    features.push_back(std::move(f));
  }
  layer.each = all(std::move(features));
  return layer;
}

Layer cells(const Material& m) {
  Layer layer;
  layer.name = "patrol_cells";
  layer.description = "Patrol cells; level 1 is the finest, the others are made of its cells.";
  layer.shape = ShapeKind::kPolygons;
  layer.fields = {{"cell"},
                  {"level", FieldKind::kInteger},
                  {"level_name"},
                  {"areas", FieldKind::kInteger},
                  {"calls_per_day", FieldKind::kReal},
                  {"area_km2", FieldKind::kReal}};
  CallsByPlace::add_fields(m, layer.fields);
  std::vector<Feature> features;
  for (std::size_t k = 0; k < m.levels.size(); ++k) {
    const Material::Level& level = m.levels[k];
    std::vector<std::uint64_t> areas(level.cells.size());
    std::vector<double> per_day(level.cells.size());
    for (std::size_t a = 0; a < level.cell_of_area.size(); ++a) {
      const std::uint32_t cell = level.cell_of_area[a];
      if (cell >= level.cells.size()) continue;
      ++areas[cell];
      per_day[cell] += m.geometry.areas[a].calls_per_day;
    }
    const CallsByPlace calls(m, level.cell_of_area, level.cells.size());
    for (std::size_t c = 0; c < level.cells.size(); ++c) {
      double m2 = 0;
      for (const Rings& rings : level.shapes[c]) m2 += area_m2(rings);
      Feature f{
          {m.name(level.cells[c]), whole(k + 1), level.name, whole(areas[c]), per_day[c], m2 / 1e6},
          {},
          level.shapes[c]};
      calls.add_values(c, f.values);
      features.push_back(std::move(f));
    }
  }
  layer.each = all(std::move(features));
  return layer;
}

Layer response_circles(const Material& m, double buffer_m) {
  CircleQuestion question;
  question.description = fmt::format(
      "All within {:.10g} m of the roads that the nearest station reaches within the mark, by "
      "siren, without turnout; counts of junctions, demand areas, calls and people.",
      buffer_m);
  CircleDrivers cars{m.roads.get(), m.siren_speed, kUnreachable, {}};
  for (const auto& s : m.geometry.stations)
    if (s.node != kNoIndex) cars.sources.push_back({NodeId(s.node), {}});
  question.drivers.push_back(std::move(cars));
  for (std::size_t i = 0; i < m.geometry.areas.size(); ++i) {
    const auto& a = m.geometry.areas[i];
    const double people = i < m.population.size() ? m.population[i] : 0;
    if (a.node != kNoIndex) question.places.push_back({NodeId(a.node), a.calls_per_day, people});
  }
  question.marks = m.marks;
  question.buffer_m = buffer_m;
  return circles_layer(question);
}

}  // namespace

void add_city_layers(const Material& m, double buffer_m, std::vector<Layer>& out) {
  if (!m.levels.empty()) out.push_back(cells(m));
  const bool has_stations = !m.geometry.stations.empty() && !m.geometry.city.nodes.empty();
  if (has_stations && !m.marks.empty()) out.push_back(response_circles(m, buffer_m));
  if (!m.geometry.city.roads.empty()) out.push_back(roads(m));
  if (!m.geometry.city.nodes.empty()) out.push_back(junctions(m));
  if (!m.districts.empty()) out.push_back(districts(m));
  if (has_stations) out.push_back(stations(m));
}

}  // namespace vedette::gis
