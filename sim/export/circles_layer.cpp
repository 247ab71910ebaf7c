// SPDX-License-Identifier: Apache-2.0
#include "export/circles_layer.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "export/circle_shape.hpp"
#include "export/layers.hpp"

namespace vedette::gis {

namespace {

Value share_of(double part, double whole_of_it) {
  return real(whole_of_it > 0 ? part / whole_of_it : std::nan(""));
}

}  // namespace

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
  double calls = 0, people = 0;
  for (const CirclePlace& p : q.places) calls += p.calls_per_day, people += p.population;
  auto features = std::make_shared<std::vector<Feature>>();
  for (std::size_t k = 0; k < q.marks.size(); ++k) {
    std::size_t within = 0;
    double calls_within = 0, people_within = 0, km2 = 0;
    for (const CirclePlace& p : q.places) {
      if (circles.reach[p.node.index()].time > q.marks[k]) continue;
      ++within;
      calls_within += p.calls_per_day;
      people_within += p.population;
    }
    for (const Rings& rings : shapes[k]) km2 += area_m2(rings) / 1e6;
    features->push_back(
        {{q.marks[k].seconds() / 60, q.marks[k].seconds(), whole(sources), whole(circles.within[k]),
          whole(circles.targets), circles.share[k], whole(within), whole(q.places.size()),
          share_of(static_cast<double>(within), static_cast<double>(q.places.size())), calls_within,
          share_of(calls_within, calls), real(people > 0 ? people_within : std::nan("")),
          share_of(people_within, people), km2, q.buffer_m},
         {},
         std::move(shapes[k])});
  }
  layer.each = [features](const std::function<void(const Feature&)>& take) {
    for (const Feature& f : *features) take(f);
  };
  return layer;
}

}  // namespace vedette::gis
