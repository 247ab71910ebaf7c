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

std::vector<Piece> reached_pieces(const RoadGraph& roads, std::span<const Circles::Reach> reach,
                                  double speed_factor, Duration mark) {
  // Per street the shares reached from its end with the lower number and from the other.
  std::map<std::pair<NodeId, NodeId>, std::pair<double, double>> streets;
  for (std::size_t i = 0; i < roads.arc_count(); ++i) {
    const RoadGraph::Arc& arc = roads.arc(ArcId(i));
    const Circles::Reach& from = reach[arc.from.index()];
    if (arc.closed() || arc.from == arc.to || from.source == Circles::kNoSource || from.time > mark)
      continue;
    const double left_s = (mark - from.time).seconds(), takes_s = arc.seconds() / speed_factor;
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

std::vector<std::vector<Rings>> circle_polygons(const RoadGraph& roads, const Circles& circles,
                                                std::span<const NodeId> sources,
                                                double speed_factor, double buffer_m) {
  std::vector<std::vector<Rings>> out;
  PolygonUnion shape;
  std::set<Piece> inside;
  std::vector<Polygon> more;
  for (const NodeId source : sources)
    more.push_back(around({place(roads, source), place(roads, source)}, buffer_m));
  for (const Duration mark : circles.marks) {
    for (const Piece& p : reached_pieces(roads, circles.reach, speed_factor, mark))
      if (inside.insert(p).second) more.push_back(around(p, buffer_m));
    shape.add(more);
    more.clear();
    out.push_back(shape.polygons());
  }
  return out;
}

}  // namespace vedette::gis
