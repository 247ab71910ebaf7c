// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "space/road_graph.hpp"

namespace vedette {

/// What will be asked of travel times, roughly. Tells how they are found, never what they are.
struct TravelUse {
  double ways = 1e18;  // times or ways between two nodes
  double nearest = 0;  // which of `among` nodes is nearest to one
  double among = 1;
  double spread = 1;  // the part of the map that a search for one of the ways goes over
};

/// Three ways to know travel times, each with the same answers (docs/performance.md, "Which way
/// travel times are found").
enum class TravelSource {
  kTable,    // all pairs made beforehand
  kLabels,   // a hierarchy prepared, labels made when first asked for
  kSearches  // nothing prepared
};

/// Seconds that a hierarchy takes to prepare, roughly: crossings count most, in a power of 3/2.
double hierarchy_seconds(const RoadGraph& graph);
/// Seconds that it takes a search to look at a node, roughly.
inline constexpr double kSearchSecondsPerNode = 8e-8;

/// The source that takes least time for that use. A function of the arguments alone: constants for
/// the costs, no clock. `rows`: destinations of a table; `may_be_table`: there is room for one.
TravelSource travel_source(const RoadGraph& graph, std::size_t rows, bool may_be_table,
                           const TravelUse& use);

}  // namespace vedette
