// SPDX-License-Identifier: Apache-2.0
#include "export/circle_shape.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "base/portable_math.hpp"
#include "export/polygon_union.hpp"

namespace vedette::gis {

namespace {

PointMm place(const RoadGraph& roads, NodeId n) {
  return millimetres(roads.node(n).x_m, roads.node(n).y_m);
}

PointMm on_the_way(PointMm a, PointMm b, double share) {
  return {a.x + std::llround(share * static_cast<double>(b.x - a.x)),
          a.y + std::llround(share * static_cast<double>(b.y - a.y))};
}

Piece piece(PointMm a, PointMm b) {
  return a <= b ? Piece{a, b} : Piece{b, a};
}

}  // namespace

std::vector<Piece> reached_pieces(const CircleDrivers& drivers,
                                  std::span<const Circles::Reach> reach, Duration mark) {
  const RoadGraph& roads = *drivers.roads;
  // Per street the shares reached from its end with the lower number and from the other.
  std::map<std::pair<NodeId, NodeId>, std::pair<double, double>> streets;
  for (std::size_t i = 0; i < roads.arc_count(); ++i) {
    const RoadGraph::Arc& arc = roads.arc(ArcId(i));
    const Circles::Reach& from = reach[arc.from.index()];
    if (arc.closed() || arc.from == arc.to || from.source == Circles::kNoSource) continue;
    Duration until = mark;
    if (drivers.most != kUnreachable)
      until = std::min(until, drivers.sources[from.source].turnout + drivers.most);
    if (from.time > until) continue;
    const double left_s = (until - from.time).seconds(),
                 takes_s = arc.seconds() / drivers.speed_factor;
    const double share = left_s >= takes_s ? 1 : left_s / takes_s;
    auto& [low, high] = streets[std::minmax(arc.from, arc.to)];
    double& end = arc.from < arc.to ? low : high;
    end = std::max(end, share);
  }
  std::vector<Piece> out;
  for (const auto& [ends, shares] : streets) {
    const PointMm a = place(roads, ends.first), b = place(roads, ends.second);
    if (shares.first + shares.second >= 1) {
      out.push_back(piece(a, b));
      continue;
    }
    if (shares.first > 0) out.push_back(piece(a, on_the_way(a, b, shares.first)));
    if (shares.second > 0) out.push_back(piece(b, on_the_way(b, a, shares.second)));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Polygon around(const Piece& piece, double radius_m) {
  constexpr int kCorners = 32;
  std::vector<PointMm> points;
  for (int k = 0; k < kCorners; ++k) {
    const double angle = 2 * portable::kPi * k / kCorners;
    const std::int64_t dx = std::llround(1000 * radius_m * portable::cos(angle));
    const std::int64_t dy = std::llround(1000 * radius_m * portable::sin(angle));
    points.push_back({piece.a.x + dx, piece.a.y + dy});
    points.push_back({piece.b.x + dx, piece.b.y + dy});
  }
  return convex_hull(std::move(points));
}

std::vector<std::vector<Rings>> circle_polygons(std::span<const CircleDrivers> drivers,
                                                std::span<const Duration> marks, double buffer_m) {
  std::vector<std::vector<Circles::Reach>> reach;
  for (const CircleDrivers& d : drivers) reach.push_back(reach_of_nodes(d));
  std::vector<std::vector<Rings>> out;
  PolygonUnion shape;
  std::set<Piece> inside;
  std::vector<Polygon> more;
  const auto take = [&](const Piece& p) {
    if (inside.insert(p).second) more.push_back(around(p, buffer_m));
  };
  for (const Duration mark : marks) {
    for (std::size_t d = 0; d < drivers.size(); ++d) {
      const RoadGraph& roads = *drivers[d].roads;
      for (const CircleSource& s : drivers[d].sources)
        if (s.turnout <= mark) take({place(roads, s.node), place(roads, s.node)});
      for (const Piece& p : reached_pieces(drivers[d], reach[d], mark)) take(p);
    }
    shape.add(more);
    more.clear();
    out.push_back(shape.polygons());
  }
  return out;
}

}  // namespace vedette::gis
