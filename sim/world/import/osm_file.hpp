// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "world/import/line_network.hpp"

namespace vedette {

/// What to take from an OpenStreetMap file.
struct OsmOrder {
  std::set<std::string, std::less<>> highways;            ///< classes that are drivable
  std::map<std::string, double, std::less<>> speeds_kmh;  ///< by class; none: unknown
  bool use_maxspeed = true;                               ///< the tag before the class
  std::set<std::string, std::less<>> closed;              ///< values of `access` that close a way
  std::set<std::string, std::less<>> amenities;           ///< places to take as stations
};
/// motorway, trunk, primary, secondary, tertiary and their links, unclassified, residential,
/// living_street, service.
const std::vector<std::string>& usual_drivable_highways();

/// What an OpenStreetMap file says about driving. Turn restrictions, `maxspeed:forward` and
/// opening hours are not read.
struct OsmRoads {
  struct Amenity {
    std::string id;  ///< "node-1" or "way-2"
    std::string name;
    LonLat at;  ///< of a way: the mean of its nodes
  };
  RoadLines lines;  ///< points are nodes in order of id; a way with nodes missing is cut there
  std::vector<Amenity> amenities;  ///< nodes, then ways, in order of the file

  std::size_t drivable_ways = 0;            ///< of the classes asked for, and open
  std::vector<std::int64_t> closed_ways;    ///< left out for their access
  std::vector<std::int64_t> empty_ways;     ///< left out: no two nodes in a row are in the file
  std::vector<std::int64_t> cut_ways;       ///< some nodes are missing
  std::size_t missing_nodes = 0;            ///< referred to by drivable ways, counted each time
  std::size_t amenities_without_place = 0;  ///< relations, and ways without nodes
  std::size_t speeds_from_tag = 0, speeds_from_class = 0;  ///< of the drivable ways
  std::map<std::string, std::size_t> unread_speeds;        ///< maxspeed not understood, by value
  std::map<std::string, std::size_t> unread_oneways;       ///< oneway not understood: both ways
};

/// Reads an OpenStreetMap file that is in memory; `name` is its name, whose ending tells the format
/// (.osm.pbf or .pbf; .osm or .xml; .osm.gz). Throws InputError at the file where it is none.
OsmRoads read_osm(std::string_view bytes, const std::string& name, const OsmOrder& order);
/// Whether the name ends like that of such a file.
bool is_osm_name(std::string_view name);

/// `maxspeed` in km/h: "50", "50 km/h", "30 mph", "10 knots", and "walk", which is 5 km/h. Nothing
/// for anything else (none, signals, BR:urban, 50;30).
std::optional<double> maxspeed_kmh(std::string_view tag);

/// Which way a road may be driven: `oneway` yes, true, 1; -1, reverse; no, false, 0. Without the
/// tag motorways, their links and roundabouts (`junction` roundabout or circular) are one-way.
/// Nothing for another value.
std::optional<RoadLines::Way> oneway_of(std::string_view oneway, std::string_view highway,
                                        std::string_view junction);

}  // namespace vedette
