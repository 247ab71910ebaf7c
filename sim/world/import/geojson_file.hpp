// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "world/import/line_network.hpp"

namespace vedette {

/// What the features' properties mean. Properties not named here are left behind.
struct GeoJsonOrder {
  std::string speed, oneway, highway;                     ///< names of properties; "": none
  double speed_kmh_per_unit = 1;                          ///< of a speed that is a number
  std::map<std::string, double, std::less<>> speeds_kmh;  ///< by class, where there is no speed
  bool gcj02 = false;                                     ///< the coordinates, else WGS 84
};

struct GeoJsonRoads {
  RoadLines lines;  ///< points and lines are numbered from 1, as they come
  std::size_t features = 0;
  std::vector<std::int64_t> not_lines;  ///< features by number: no LineString or MultiLineString
};

/// Lines of a GeoJSON FeatureCollection (RFC 7946). Two lines meet where they share a position,
/// rounded to 1e-7 degrees (1 cm). What is wrong goes to the list, at its place.
GeoJsonRoads read_geojson(std::string_view text, const std::string& name, const GeoJsonOrder& order,
                          Diagnostics& diagnostics);

}  // namespace vedette
