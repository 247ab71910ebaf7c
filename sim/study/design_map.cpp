// SPDX-License-Identifier: Apache-2.0
#include "study/design_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "base/hash.hpp"
#include "record/geometry_of.hpp"
#include "space/polygon.hpp"

namespace vedette {

namespace {

double coarse(std::int64_t mm) {
  return std::round(static_cast<double>(mm) / 100) / 10;
}
double fine(std::int64_t mm) {
  return std::round(static_cast<double>(mm) / 10) / 100;
}

// No class is compiled: the speed tells. Main from 55 km/h on, minor below 35.
std::size_t road_class(const RecordedGeometry::Road& road) {
  const double kmh = road.travel_s > 0 ? road.length_m / road.travel_s * 3.6 : 0;
  return kmh >= 55 ? 0 : kmh >= 35 ? 1 : 2;
}

Json roads_of(const RecordedGeometry::Graph& city) {
  std::array<Json, 3> by_class{Json::array(), Json::array(), Json::array()};
  for (const RecordedGeometry::Road& r : city.roads) {
    Json& lines = by_class[road_class(r)];
    for (const std::uint32_t end : {r.from, r.to}) {
      lines.push_back(coarse(city.nodes[end].at.x));
      lines.push_back(coarse(city.nodes[end].at.y));
    }
  }
  return by_class;
}

Json line_of(const RecordedGeometry::Line& l) {
  return {fine(l.a.x), fine(l.a.y), fine(l.b.x), fine(l.b.y)};
}

void put_city(const World& world, const RecordedGeometry& g, Json& out) {
  out["roads"] = roads_of(g.city);
  const auto at = [&](std::uint32_t node) { return g.city.nodes.at(node).at; };
  const auto name = [&](EntityId e) { return world.entities[e.index()].name; };
  if (!g.cells.empty()) {
    Json cells = Json::array();
    for (const RecordedGeometry::Area& c : g.cells) {
      Json ring = Json::array();
      for (const PointMm& p : c.corners) {
        ring.push_back(coarse(p.x));
        ring.push_back(coarse(p.y));
      }
      cells.push_back({{"name", name(c.entity)}, {"ring", std::move(ring)}});
    }
    out["cells"] = std::move(cells);
  } else {
    Json areas = Json::array();
    for (const RecordedGeometry::DemandArea& a : g.areas)
      areas.push_back({coarse(at(a.node).x), coarse(at(a.node).y)});
    out["areas"] = std::move(areas);
  }
  Json stations = Json::array(), units = Json::array();
  for (const RecordedGeometry::Station& s : g.stations)
    stations.push_back(
        {{"name", name(s.entity)}, {"x", coarse(at(s.node).x)}, {"y", coarse(at(s.node).y)}});
  // Those of one fleet at one place together, in the order of their first.
  std::vector<std::tuple<std::string, std::uint32_t, int>> together;
  std::map<std::pair<std::string, std::uint32_t>, std::size_t> known;
  for (const RecordedGeometry::Unit& u : g.units) {
    if (u.home_node >= g.city.nodes.size()) continue;
    const auto [place, fresh] = known.try_emplace({u.fleet, u.home_node}, together.size());
    if (fresh) together.emplace_back(u.fleet, u.home_node, 0);
    ++std::get<2>(together[place->second]);
  }
  for (const auto& [fleet, node, n] : together)
    units.push_back(
        {{"fleet", fleet}, {"n", n}, {"x", coarse(at(node).x)}, {"y", coarse(at(node).y)}});
  out["stations"] = std::move(stations);
  out["units"] = std::move(units);
}

void put_site(const World& world, const RecordedGeometry& g, Json& out) {
  Json buildings = Json::array(), walls = Json::array(), fences = Json::array();
  for (const RecordedGeometry::Area& b : g.buildings) {
    Json ring = Json::array();
    for (const PointMm& p : b.corners) ring.push_back({fine(p.x), fine(p.y)});
    buildings.push_back(std::move(ring));
  }
  for (const RecordedGeometry::Line& l : g.ground_walls()) {
    // What is inside a building is not drawn here.
    const PointMm middle{(l.a.x + l.b.x) / 2, (l.a.y + l.b.y) / 2};
    const bool inside =
        std::any_of(g.buildings.begin(), g.buildings.end(),
                    [&](const RecordedGeometry::Area& b) { return contains(b.corners, middle); });
    if (!inside) walls.push_back(line_of(l));
  }
  for (const RecordedGeometry::Line& l : g.fences) fences.push_back(line_of(l));
  out["site"] = {{"buildings", std::move(buildings)},
                 {"walls", std::move(walls)},
                 {"fences", std::move(fences)}};
  Json zones = Json::array(), cameras = Json::array(), guards = Json::array();
  for (const RecordedGeometry::Line& z : g.zones)
    zones.push_back({{"name", world.entities[z.entity.index()].name}, {"line", line_of(z)}});
  for (const RecordedGeometry::Camera& c : g.cameras)
    if (c.floor == 0)
      cameras.push_back({{"at", {fine(c.at.x), fine(c.at.y)}},
                         {"azimuth_deg", c.azimuth_deg},
                         {"hfov_deg", c.hfov_deg},
                         {"range_m", c.range_m}});
  for (const Guard& guard : world.site.guards) {
    if (!guard.post.valid() || guard.post.index() >= g.walk.nodes.size()) continue;
    const RecordedGeometry::Node& node = g.walk.nodes[guard.post.index()];
    if (node.floor == 0)
      guards.push_back({{"name", world.entities[guard.entity.index()].name},
                        {"x", fine(node.at.x)},
                        {"y", fine(node.at.y)}});
  }
  out["zones"] = std::move(zones);
  out["cameras"] = std::move(cameras);
  out["guards"] = std::move(guards);
}

}  // namespace

Json design_map(const World& world, const MapMarks& marks) {
  const RecordedGeometry g = geometry_of(world);
  Json out{{"marks", {{"calls_s", marks.calls.seconds()}, {"alarms_s", marks.alarms.seconds()}}}};
  if (world.city.present && world.city.roads) put_city(world, g, out);
  if (world.site.present) put_site(world, g, out);
  return out;
}

void StudyMaps::add(std::size_t design, const std::string& map) {
  if (map.empty() || design >= designs.size() || !designs[design].empty()) return;
  const Json whole = Json::parse(map, nullptr, false);
  if (!whole.is_object()) return;
  for (const auto& [part, content] : whole.items()) {
    std::string text = content.dump(-1, ' ', false, Json::error_handler_t::replace);
    const std::string name = sha256_hex(text);
    parts.try_emplace(name, std::move(text));
    designs[design][part] = name;
  }
}

void StudyMaps::merge(const StudyMaps& other) {
  for (std::size_t d = 0; d < designs.size() && d < other.designs.size(); ++d) {
    if (!designs[d].empty() || other.designs[d].empty()) continue;
    designs[d] = other.designs[d];
    for (const auto& [part, name] : designs[d])
      if (const auto at = other.parts.find(name); at != other.parts.end()) parts.insert(*at);
  }
}

}  // namespace vedette
