// SPDX-License-Identifier: Apache-2.0
#include "export/patrol_circles_layer.hpp"

#include <cmath>
#include <memory>
#include <set>

#include "export/circle_shape.hpp"
#include "export/layers.hpp"
#include "export/polygon_union.hpp"

namespace vedette::gis {

namespace {

// The roads reached within each mark by who reaches the junctions so soon.
std::vector<std::vector<Rings>> shapes(const PatrolCircleQuestion& q,
                                       const std::vector<Duration>& times) {
  std::vector<Circles::Reach> reach;
  for (const Duration t : times)
    reach.push_back({t, t == kUnreachable ? Circles::kNoSource : std::uint32_t{0}});
  const RoadGraph& roads = *q.drivers.roads;
  std::vector<std::vector<Rings>> out;
  PolygonUnion shape;
  std::set<Piece> inside;
  for (const Duration mark : q.marks) {
    std::vector<Polygon> more;
    const auto take = [&](const Piece& p) {
      if (inside.insert(p).second) more.push_back(around(p, q.buffer_m));
    };
    for (std::size_t n = 0; n < times.size(); ++n) {
      // With little time left no road is driven on: the junction itself.
      if (times[n] > mark || mark - times[n] > 2 * kSecond) continue;
      const PointMm at = millimetres(roads.node(NodeId(n)).x_m, roads.node(NodeId(n)).y_m);
      take({at, at});
    }
    for (const Piece& p : reached_pieces(q.drivers, reach, mark)) take(p);
    shape.add(more);
    out.push_back(shape.polygons());
  }
  return out;
}

}  // namespace

Layer patrol_circles_layer(const PatrolCircleQuestion& q) {
  Layer layer;
  layer.name = "circles_of_patrols";
  layer.description = q.description;
  layer.shape = ShapeKind::kPolygons;
  layer.fields = {
      {"mark_min", FieldKind::kReal},         {"mark_s", FieldKind::kReal},
      {"share_of_time", FieldKind::kReal},    {"areas_within", FieldKind::kInteger},
      {"areas", FieldKind::kInteger},         {"calls_per_day_within", FieldKind::kReal},
      {"share_calls", FieldKind::kReal},      {"population_within", FieldKind::kReal},
      {"share_population", FieldKind::kReal}, {"area_km2", FieldKind::kReal},
      {"buffer_m", FieldKind::kReal}};
  const PlaceSums all = sums_of(q.places, [](const CirclePlace&) { return true; });
  auto features = std::make_shared<std::vector<Feature>>();
  for (std::size_t s = 0; s < q.shares.size(); ++s) {
    auto polygons = shapes(q, q.times[s]);
    for (std::size_t k = 0; k < q.marks.size(); ++k) {
      const PlaceSums within = sums_of(q.places, [&](const CirclePlace& p) {
        return q.times[s][p.node.index()] <= q.marks[k];
      });
      double km2 = 0;
      for (const Rings& rings : polygons[k]) km2 += area_m2(rings) / 1e6;
      features->push_back(
          {{q.marks[k].seconds() / 60, q.marks[k].seconds(), q.shares[s], whole(within.places),
            whole(q.places.size()), within.calls, share_of(within.calls, all.calls),
            real(all.people > 0 ? within.people : std::nan("")),
            share_of(within.people, all.people), km2, q.buffer_m},
           {},
           std::move(polygons[k])});
    }
  }
  layer.each = [features](const std::function<void(const Feature&)>& take) {
    for (const Feature& f : *features) take(f);
  };
  return layer;
}

}  // namespace vedette::gis
