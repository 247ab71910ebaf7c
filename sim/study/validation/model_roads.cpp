// SPDX-License-Identifier: Apache-2.0
// Model road_import: what is read from a map before anything is cut off.
#include "study/validation/model.hpp"
#include "world/document/text_file.hpp"
#include "world/import/geojson_file.hpp"
#include "world/import/osm_file.hpp"

namespace vedette::validation {

namespace {

std::set<std::string, std::less<>> names(const Inputs& inputs, std::string_view key) {
  if (!inputs.has(key)) return {};
  return inputs.value(key).value().get<std::set<std::string, std::less<>>>();
}

Figure count(std::size_t value) {
  return number(static_cast<double>(value));
}

Figures network_figures(const RoadLines& lines, std::size_t ways) {
  const LineNetwork network = cut_at_junctions(lines);
  std::size_t oneway = 0, loops = 0;
  for (const LineNetwork::Road& road : network.roads) {
    oneway += road.oneway;
    loops += road.from == road.to;
  }
  return {{"drivable_ways", count(ways)},
          {"routing_nodes", count(network.junctions.size())},
          {"roads", count(network.roads.size())},
          {"oneway_roads", count(oneway)},
          {"loops", count(loops)},
          {"length_km", number(network.length_m / 1000)},
          {"strong_nodes", count(network.strong_junctions())}};
}

}  // namespace

Figures road_import_figures(const Inputs& inputs, const DataFolder& data) {
  const Located file = inputs.value("file");
  const std::string path = data.path(file.value().get<std::string>());
  const std::string bytes = read_text_file(path, file.place());
  if (inputs.text("kind", "osm") == "geojson") {
    Diagnostics found;
    const GeoJsonRoads map = read_geojson(bytes, path, {}, found);
    if (found.has_errors()) throw InputError{found.sorted().front()};
    return network_figures(map.lines, map.lines.lines.size());
  }
  OsmOrder order;
  order.highways = names(inputs, "classes");
  if (order.highways.empty())
    order.highways.insert(usual_drivable_highways().begin(), usual_drivable_highways().end());
  order.closed = names(inputs, "leave_out_access");
  const OsmRoads osm = read_osm(bytes, path, order);
  Figures figures = network_figures(osm.lines, osm.drivable_ways);
  figures["closed_ways"] = count(osm.closed_ways.size());
  figures["missing_nodes"] = count(osm.missing_nodes);
  return figures;
}

}  // namespace vedette::validation
