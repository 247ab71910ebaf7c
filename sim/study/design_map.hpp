// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "study/place_counts.hpp"
#include "world/document/located.hpp"
#include "world/world.hpp"

namespace vedette {

/// What stands where in a design, as the page of a study draws it: an object of parts, each there
/// only where the scenario has it. Metres, y to the north, decimetres in the city.
///
///     marks     {calls_s, alarms_s}
///     roads     [[x, y, x, y, …] main, ordinary, minor]: four numbers a road
///     cells     [{name, ring: [x, y, …]}]; areas [[x, y]] where there are none: places of calls
///     stations  [{name, x, y}]
///     units     [{fleet, n, x, y}]: those that begin at one place
///     site      {buildings: [[[x, y]]], walls: [[x, y, x, y]], fences: [[x, y, x, y]]}
///     zones     [{name, line: [x, y, x, y]}]
///     cameras   [{at: [x, y], azimuth_deg, hfov_deg, range_m}]: those on the ground
///     guards    [{name, x, y}]: posts on the ground
Json design_map(const World& world, const MapMarks& marks);

/// Maps of all designs of a study: parts that are alike are kept once, under their SHA-256.
struct StudyMaps {
  std::map<std::string, std::string> parts;                 ///< name by content: JSON
  std::vector<std::map<std::string, std::string>> designs;  ///< by design: part → name; empty: none

  /// Takes a design's map (JSON text as design_map makes it). The first one stays.
  void add(std::size_t design, const std::string& map);
  /// The other file's maps where there are none here.
  void merge(const StudyMaps& other);
};

}  // namespace vedette
