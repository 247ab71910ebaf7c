// SPDX-License-Identifier: Apache-2.0
#include "viz/core/circles.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/diagnostics.hpp"
#include "cover/circles.hpp"

namespace vedette::view {

namespace {

RoadGraph graph_of(const RecordedGeometry& g, const Design& design) {
  RoadGraphBuilder builder;
  for (const auto& n : g.city.nodes)
    builder.add_node(static_cast<double>(n.at.x) / 1000, static_cast<double>(n.at.y) / 1000);
  for (std::uint32_t i = 0; i < g.city.roads.size(); ++i) {
    if (std::binary_search(design.closed_roads.begin(), design.closed_roads.end(), i)) continue;
    const auto& r = g.city.roads[i];
    builder.add_arc(NodeId(r.from), NodeId(r.to), r.travel_s, r.length_m);
    if (!r.one_way) builder.add_arc(NodeId(r.to), NodeId(r.from), r.travel_s, r.length_m);
  }
  return builder.build();
}

}  // namespace

CircleField circles_of(const Scene& scene, const Design& design, int hour) {
  CircleField field;
  const RecordedGeometry& g = scene.geometry;
  if (g.city.nodes.empty() || design.stations.empty()) return field;
  std::vector<CircleSource> sources;
  std::vector<std::uint32_t> station_of;
  for (std::uint32_t i = 0; i < design.stations.size(); ++i)
    if (design.stations[i].node < g.city.nodes.size()) {
      sources.push_back({NodeId(design.stations[i].node), {}});
      station_of.push_back(i);
    }
  std::vector<CircleTarget> targets;
  for (std::size_t i = 0; i < g.city.nodes.size(); ++i) targets.push_back({"", NodeId(i), 0});
  std::vector<Duration> marks;
  field.marks_us = scene.marks_us;
  if (field.marks_us.empty()) field.marks_us = {60'000'000, 180'000'000, 300'000'000};
  for (const std::int64_t us : field.marks_us) marks.push_back({us});
  const double traffic = hour < 0 ? 1 : scene.speed_by_hour[static_cast<std::size_t>(hour % 24)];
  Circles circles;
  try {
    circles = response_circles(graph_of(g, design), sources, targets, marks,
                               scene.siren_factor * traffic);
  } catch (const InputError&) {  // a damaged recording: times or lengths out of bounds
    return {};
  }
  constexpr double kNever_s = std::numeric_limits<double>::infinity();
  for (const auto& r : circles.reach) {
    field.node_s.push_back(r.time == kUnreachable ? kNever_s : r.time.seconds());
    field.source.push_back(r.source == Circles::kNoSource ? kNoIndex : station_of[r.source]);
  }
  double calls = 0, sum = 0;
  std::size_t reached = 0;
  field.share.assign(marks.size(), 0);
  field.weighted_share.assign(marks.size(), 0);
  for (const auto& a : g.areas) {
    if (a.node >= field.node_s.size()) continue;
    const Duration t = circles.reach[a.node].time;
    calls += a.calls_per_day;
    for (std::size_t m = 0; m < marks.size(); ++m)
      if (t <= marks[m]) field.share[m] += 1, field.weighted_share[m] += a.calls_per_day;
    if (t == kUnreachable) continue;
    field.longest_s = std::max(field.longest_s, t.seconds());
    sum += t.seconds();
    ++reached;
  }
  for (double& s : field.share) s /= std::max<double>(1, static_cast<double>(g.areas.size()));
  for (double& s : field.weighted_share) s = calls > 0 ? s / calls : 0;
  field.mean_s = reached ? sum / static_cast<double>(reached) : 0;
  return field;
}

std::vector<BandPiece> bands_of(const Scene& scene, const CircleField& field) {
  std::vector<BandPiece> out;
  if (field.node_s.empty()) return out;
  const auto& nodes = scene.geometry.city.nodes;
  for (const auto& r : scene.geometry.city.roads) {
    const double ta = field.node_s[r.from], tb = field.node_s[r.to];
    const double ax = static_cast<double>(nodes[r.from].at.x) / 1000,
                 ay = static_cast<double>(nodes[r.from].at.y) / 1000,
                 bx = static_cast<double>(nodes[r.to].at.x) / 1000,
                 by = static_cast<double>(nodes[r.to].at.y) / 1000;
    // An end that nobody reaches leaves the whole road beyond the last mark.
    const bool reached = std::isfinite(ta) && std::isfinite(tb);
    std::vector<double> at{0};
    for (const std::int64_t mark : field.marks_us) {
      const double m = static_cast<double>(mark) * 1e-6;
      if (reached && (ta - m) * (tb - m) < 0) at.push_back((m - ta) / (tb - ta));
    }
    at.push_back(1);
    std::sort(at.begin(), at.end());
    for (std::size_t i = 0; i + 1 < at.size(); ++i) {
      const double middle = (at[i] + at[i + 1]) / 2;
      const double t = !reached ? std::max(ta, tb) : ta + (tb - ta) * middle;
      std::uint8_t band = 0;
      for (const std::int64_t mark : field.marks_us)
        band = static_cast<std::uint8_t>(band + !(t <= static_cast<double>(mark) * 1e-6));
      const auto x = [&](double s) { return static_cast<float>(ax + (bx - ax) * s); };
      const auto y = [&](double s) { return static_cast<float>(ay + (by - ay) * s); };
      out.push_back({x(at[i]), y(at[i]), x(at[i + 1]), y(at[i + 1]), band});
    }
  }
  return out;
}

}  // namespace vedette::view
