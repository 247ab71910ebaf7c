// SPDX-License-Identifier: Apache-2.0
// Response circles on the map: how soon somebody from the nearest station can be anywhere.
#include <algorithm>
#include <cmath>

#include "base/diagnostics.hpp"
#include "record/recorded_speeds.hpp"
#include "report/report_parts.hpp"
#include "space/road_graph.hpp"
#include "space/shortest_paths.hpp"

namespace vedette::report {

namespace {

// As the recording has the roads, driven with a siren. Throws InputError on lengths and times that
// are out of bounds.
RoadGraph roads_of(const RecordedGeometry::Graph& city, double siren_factor) {
  RoadGraphBuilder builder;
  for (const RecordedGeometry::Node& n : city.nodes)
    builder.add_node(static_cast<double>(n.at.x) / 1000, static_cast<double>(n.at.y) / 1000);
  for (const RecordedGeometry::Road& r : city.roads) {
    const double s = r.travel_s / siren_factor;
    builder.add_arc(NodeId(r.from), NodeId(r.to), s, r.length_m);
    if (!r.one_way) builder.add_arc(NodeId(r.to), NodeId(r.from), s, r.length_m);
  }
  return builder.build();
}

}  // namespace

std::optional<StationReach> station_reach(const Material& m, const RecordedGeometry& g,
                                          const std::string& world_json) {
  std::vector<ShortestPaths::Source> sources;
  for (const RecordedGeometry::Station& s : g.stations)
    if (s.node < g.city.nodes.size()) sources.push_back({NodeId(s.node), {}});
  if (sources.empty() || g.city.roads.empty()) return std::nullopt;
  StationReach out;
  out.siren_factor = recorded_speeds(world_json).siren_factor;
  try {
    const RoadGraph graph = roads_of(g.city, out.siren_factor);
    ShortestPaths paths(graph);
    paths.run(sources);
    for (std::size_t n = 0; n < g.city.nodes.size(); ++n)
      out.node_time.push_back(paths.time(NodeId(n)));
  } catch (const InputError&) {  // a damaged recording
    return std::nullopt;
  }
  double calls = 0;
  std::size_t places = 0;
  out.share.assign(m.info.marks_us.size(), 0);
  out.share_of_calls.assign(m.info.marks_us.size(), 0);
  for (const RecordedGeometry::DemandArea& a : g.areas) {
    if (a.node >= out.node_time.size()) continue;
    ++places;
    calls += a.calls_per_day;
    for (std::size_t k = 0; k < m.info.marks_us.size(); ++k)
      if (out.node_time[a.node] <= Duration{m.info.marks_us[k]}) {
        out.share[k] += 1;
        out.share_of_calls[k] += a.calls_per_day;
      }
  }
  for (double& s : out.share) s = places > 0 ? s / static_cast<double>(places) : 0;
  for (double& s : out.share_of_calls) s = calls > 0 ? s / calls : 0;
  return out;
}

ReportData reach_json(const StationReach& reach) {
  return {{"siren_factor", reach.siren_factor},
          {"within", reach.share},
          {"within_calls", reach.share_of_calls}};
}

}  // namespace vedette::report
