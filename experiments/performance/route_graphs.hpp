// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "space/road_graph.hpp"

namespace vedette {

/// Road graphs to measure on.
struct RouteGraph {
  std::string name;
  std::shared_ptr<const RoadGraph> graph;
  std::vector<NodeId> places;  // police platforms, precinct houses
};

/// $VEDETTE_DATA or ../shared/data; a graph whose files are not there is left out.
/// 582 junctions and 80 platforms, at 60 km/h.
std::optional<RouteGraph> police_platforms();
/// JEMSS's Manhattan and Edmonton, ordinary driving; in Manhattan with the precinct houses.
std::optional<RouteGraph> jemss_city(const std::string& name);
/// side x side crossings: every eighth street is quick, one block in ten is missing, one in five is
/// one-way. Made from its size alone.
RouteGraph grid_city(std::size_t side);

}  // namespace vedette
