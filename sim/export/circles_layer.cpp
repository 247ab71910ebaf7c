// SPDX-License-Identifier: Apache-2.0
#include "export/circles_layer.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "export/circle_shape.hpp"
#include "export/layers.hpp"

namespace vedette::gis {

Layer circles_layer(const CircleQuestion& q) {
  Layer layer;
  layer.name = "response_circles";
  layer.description = q.description;
  layer.shape = ShapeKind::kPolygons;
  layer.fields = {
      {"mark_min", FieldKind::kReal},         {"mark_s", FieldKind::kReal},
      {"sources", FieldKind::kInteger},       {"junctions_within", FieldKind::kInteger},
      {"junctions", FieldKind::kInteger},     {"share_junctions", FieldKind::kReal},
      {"areas_within", FieldKind::kInteger},  {"areas", FieldKind::kInteger},
      {"share_areas", FieldKind::kReal},      {"calls_per_day_within", FieldKind::kReal},
      {"share_calls", FieldKind::kReal},      {"population_within", FieldKind::kReal},
      {"share_population", FieldKind::kReal}, {"area_km2", FieldKind::kReal},
      {"buffer_m", FieldKind::kReal}};
  std::size_t sources = 0, nodes = 0;
  for (const CircleDrivers& d : q.drivers) {
    sources += d.sources.size();
    nodes = std::max(nodes, d.roads->node_count());
  }
  std::vector<CircleTarget> junctions;
  for (std::size_t n = 0; n < nodes; ++n) junctions.push_back({{}, NodeId(n), 0});
  const Circles circles = response_circles(q.drivers, junctions, q.marks);
  auto shapes = circle_polygons(q.drivers, q.marks, q.buffer_m);
  const PlaceSums all = sums_of(q.places, [](const CirclePlace&) { return true; });
  auto features = std::make_shared<std::vector<Feature>>();
  for (std::size_t k = 0; k < q.marks.size(); ++k) {
    const PlaceSums within = sums_of(q.places, [&](const CirclePlace& p) {
      return circles.reach[p.node.index()].time <= q.marks[k];
    });
    double km2 = 0;
    for (const Rings& rings : shapes[k]) km2 += area_m2(rings) / 1e6;
    features->push_back(
        {{q.marks[k].seconds() / 60, q.marks[k].seconds(), whole(sources), whole(circles.within[k]),
          whole(circles.targets), circles.share[k], whole(within.places), whole(q.places.size()),
          share_of(static_cast<double>(within.places), static_cast<double>(q.places.size())),
          within.calls, share_of(within.calls, all.calls),
          real(all.people > 0 ? within.people : std::nan("")),
          share_of(within.people, all.people), km2, q.buffer_m},
         {},
         std::move(shapes[k])});
  }
  layer.each = [features](const std::function<void(const Feature&)>& take) {
    for (const Feature& f : *features) take(f);
  };
  return layer;
}

}  // namespace vedette::gis
