// SPDX-License-Identifier: Apache-2.0
// What the map draws, in metres.
#include <array>
#include <cmath>

#include "report/report_parts.hpp"

namespace vedette::report {

namespace {

// Decimetres are finer than any screen, and short in JSON.
double coarse(std::int64_t mm) {
  return std::round(static_cast<double>(mm) / 100) / 10;
}
double metres(std::int64_t mm) {
  return static_cast<double>(mm) / 1000;
}

ReportData ring(const Polygon& corners) {
  auto out = ReportData::array();
  for (const PointMm& p : corners) {
    out.push_back(metres(p.x));
    out.push_back(metres(p.y));
  }
  return out;
}

ReportData line(const RecordedGeometry::Line& l) {
  return {metres(l.a.x), metres(l.a.y), metres(l.b.x), metres(l.b.y)};
}

// No road class is recorded: the speed on it tells. Main from 55 km/h on, minor below 35.
int road_class(const RecordedGeometry::Road& road) {
  const double kmh = road.travel_s > 0 ? road.length_m / road.travel_s * 3.6 : 0;
  return kmh >= 55 ? 0 : kmh >= 35 ? 1 : 2;
}

// Tenths of a second; null: nobody comes.
ReportData reach_s(Duration t) {
  return t == kUnreachable ? ReportData(nullptr) : ReportData(std::round(t.seconds() * 10) / 10);
}

ReportData roads(const RecordedGeometry::Graph& city, const std::optional<StationReach>& reach) {
  auto times = std::array{ReportData::array(), ReportData::array(), ReportData::array()};
  auto lines = std::array{ReportData::array(), ReportData::array(), ReportData::array()};
  for (const RecordedGeometry::Road& r : city.roads) {
    const PointMm a = city.nodes.at(r.from).at, b = city.nodes.at(r.to).at;
    const auto k = static_cast<std::size_t>(road_class(r));
    lines[k].push_back({coarse(a.x), coarse(a.y), coarse(b.x), coarse(b.y)});
    if (!reach) continue;
    for (const std::uint32_t end : {r.from, r.to})
      times[k].push_back(reach_s(reach->node_time.at(end)));
  }
  const int classes = !lines[0].empty() + !lines[1].empty() + !lines[2].empty();
  auto out = ReportData::array();
  for (int k = 0; k < 3; ++k) {
    // One speed everywhere says nothing about the roads' rank: all are drawn as the middle one.
    if (auto& some = lines[static_cast<std::size_t>(k)]; !some.empty()) {
      out.push_back({{"class", classes == 1 ? 1 : k}, {"lines", std::move(some)}});
      if (reach) out.back()["reach_s"] = std::move(times[static_cast<std::size_t>(k)]);
    }
  }
  return out;
}

// A district has no outline; its name stands in the middle of its demand areas.
ReportData districts(const Material& m, const RecordedGeometry& g) {
  struct Sum {
    double x = 0, y = 0;
    int n = 0;
  };
  std::map<std::uint32_t, Sum> sums;
  for (const RecordedGeometry::DemandArea& a : g.areas) {
    if (a.district == kNoIndex || a.node >= g.city.nodes.size()) continue;
    Sum& sum = sums[a.district];
    sum.x += metres(g.city.nodes[a.node].at.x);
    sum.y += metres(g.city.nodes[a.node].at.y);
    ++sum.n;
  }
  auto out = ReportData::array();
  std::uint32_t index = 0;
  for (const RecordedEntity& e : m.entities) {
    if (e.kind != EntityKind::kDistrict) continue;
    if (const auto at = sums.find(index++); at != sums.end()) {
      const Sum& sum = at->second;
      out.push_back({{"name", e.name}, {"x", sum.x / sum.n}, {"y", sum.y / sum.n}});
    }
  }
  return out;
}

ReportData places(const Material& m, EntityKind kind) {
  auto out = ReportData::array();
  for (const RecordedEntity& e : m.entities)
    if (e.kind == kind) out.push_back({{"name", e.name}, {"x", e.x_m}, {"y", e.y_m}});
  return out;
}

ReportData label(const std::string& en, const std::string& zh) {
  return {{"en", en}, {"zh", zh}};
}

// The ground first, then the floors above and below it, building by building.
ReportData floors(const Material& m, const RecordedGeometry& g) {
  auto out = ReportData::array();
  for (const RecordedGeometry::Floor& f : g.floors) {
    ReportData one{{"building", f.building}, {"floor", f.floor}};
    for (const char* key : {"walls", "glass", "rooms", "areas", "doors"})
      one[key] = ReportData::array();
    for (const auto& l : f.walls) one["walls"].push_back(line(l));
    for (const auto& l : f.glass) one["glass"].push_back(line(l));
    for (const auto& r : f.rooms)
      one["rooms"].push_back({{"name", label(r.label_en, r.label_zh)}, {"ring", ring(r.corners)}});
    for (const auto& a : f.areas)
      one["areas"].push_back(
          {{"name", label(a.label_en, a.label_zh)}, {"level", a.level}, {"ring", ring(a.corners)}});
    for (const auto& d : f.doors)
      one["doors"].push_back(
          {{"name", m.entities.at(d.entity.index()).name},
           {"lock", d.lock},
           {"line", {metres(d.a.x), metres(d.a.y), metres(d.b.x), metres(d.b.y)}}});
    out.push_back(std::move(one));
  }
  return out;
}

ReportData site(const Material& m, const RecordedGeometry& g) {
  if (g.buildings.empty() && g.fences.empty() && g.ground_walls().empty() && g.cameras.empty() &&
      g.zones.empty())
    return nullptr;
  ReportData out;
  out["buildings"] = ReportData::array();
  for (const RecordedGeometry::Area& b : g.buildings)
    out["buildings"].push_back({{"name", b.name}, {"ring", ring(b.corners)}});
  out["floors"] = floors(m, g);
  out["fences"] = ReportData::array();
  for (const auto& l : g.fences.empty() ? g.zones : g.fences) out["fences"].push_back(line(l));
  out["cameras"] = ReportData::array();
  for (const RecordedGeometry::Camera& c : g.cameras)
    out["cameras"].push_back({{"name", m.entities.at(c.entity.index()).name},
                              {"x", metres(c.at.x)},
                              {"y", metres(c.at.y)},
                              {"azimuth_deg", c.azimuth_deg},
                              {"hfov_deg", c.hfov_deg},
                              {"range_m", c.range_m},
                              {"floor", c.floor}});
  return out;
}

}  // namespace

ReportData map(const Material& m, const RecordedGeometry& g,
               const std::optional<StationReach>& reach) {
  ReportData out;
  out["roads"] = roads(g.city, reach);
  out["reach"] = reach ? reach_json(*reach) : ReportData(nullptr);
  out["cells"] = ReportData::array();
  const std::map<std::uint32_t, CallGroup> calls = calls_by_cell(m, g);
  for (std::uint32_t k = 0; k < g.cells.size(); ++k) {
    const RecordedGeometry::Area& c = g.cells[k];
    const bool named = c.entity.valid() && c.entity.index() < m.entities.size();
    out["cells"].push_back(
        {{"name", named ? m.entities[c.entity.index()].name : c.name}, {"ring", ring(c.corners)}});
    if (const auto at = calls.find(k); at != calls.end()) {
      out["cells"].back()["n"] = at->second.n();
      out["cells"].back()["within"] = shares(m, at->second);
    }
  }
  out["districts"] = districts(m, g);
  out["stations"] = places(m, EntityKind::kStation);
  out["site"] = site(m, g);
  const bool nothing = out["roads"].empty() && out["cells"].empty() && out["stations"].empty() &&
                       out["site"].is_null();
  return nothing && m.incidents.empty() ? ReportData(nullptr) : out;
}

}  // namespace vedette::report
