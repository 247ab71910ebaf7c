// SPDX-License-Identifier: Apache-2.0
#include "space/travel_use.hpp"

#include <algorithm>
#include <cmath>

namespace vedette {

namespace {

// Seconds, measured (docs/performance.md).
constexpr double kPair = 1.2e-8;     // of a table
constexpr double kTableWay = 1e-7;   // a time of a table, or a few steps of its way
constexpr double kTableUnit = 1e-9;  // one of those among whom the nearest is looked for
constexpr double kLabel = 1.5e-5;    // made
constexpr double kLabelWay = 4e-5;   // a way unpacked
constexpr double kLabelUnit = 2e-8;
constexpr double kSearchUnit = 4e-9;
constexpr double kSearch = 1e-6;  // beside the nodes it looks at
// So many pairs are made in any case: they take a twentieth of a second.
constexpr double kFewPairs = 4e6;

}  // namespace

double hierarchy_seconds(const RoadGraph& graph) {
  double crossings = 0;
  for (std::size_t n = 0; n < graph.node_count(); ++n)
    crossings += std::max(graph.out(NodeId(n)).size(), graph.in(NodeId(n)).size()) > 2;
  return 1e-6 * static_cast<double>(graph.node_count()) + 4.5e-7 * crossings * std::sqrt(crossings);
}

TravelSource travel_source(const RoadGraph& graph, std::size_t rows, bool may_be_table,
                           const TravelUse& use) {
  const double nodes = static_cast<double>(graph.node_count());
  const double pairs = nodes * static_cast<double>(rows);
  if (may_be_table && pairs <= kFewPairs) return TravelSource::kTable;
  const double hierarchy = hierarchy_seconds(graph);
  const double scans = use.nearest * use.among;
  const double questions = use.nearest + use.ways;
  const double table = hierarchy + pairs * kPair + scans * kTableUnit + use.ways * kTableWay;
  const double labels = hierarchy + std::min(2 * nodes, 2 * questions) * kLabel +
                        scans * kLabelUnit + use.ways * kLabelWay;
  const double looked_at = nodes * (use.nearest / std::max(1.0, use.among) + use.ways * use.spread);
  const double searches =
      scans * kSearchUnit + questions * kSearch + looked_at * kSearchSecondsPerNode;
  if (may_be_table && table <= std::min(labels, searches)) return TravelSource::kTable;
  return searches < labels ? TravelSource::kSearches : TravelSource::kLabels;
}

}  // namespace vedette
