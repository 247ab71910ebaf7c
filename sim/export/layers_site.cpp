// SPDX-License-Identifier: Apache-2.0
// The site: buildings, walls, fences, zones, cameras, doors.
#include "export/layers.hpp"

namespace vedette::gis {

namespace {

void add_lines(const Material& m, const char* name, const char* description,
               const std::vector<RecordedGeometry::Line>& lines, std::vector<Layer>& out) {
  if (lines.empty()) return;
  Layer layer;
  layer.name = name;
  layer.description = description;
  layer.shape = ShapeKind::kLine;
  layer.fields = {{"name"}};
  layer.each = [&m, &lines](const auto& take) {
    for (const RecordedGeometry::Line& l : lines) {
      if (l.a == l.b) continue;
      take({{named(m.name(l.entity))}, {l.a, l.b}, {}});
    }
  };
  out.push_back(std::move(layer));
}

void add_buildings(const Material& m, std::vector<Layer>& out) {
  if (m.geometry.buildings.empty()) return;
  Layer layer;
  layer.name = "buildings";
  layer.description = "Buildings of the site.";
  layer.shape = ShapeKind::kPolygons;
  layer.fields = {{"name"}};
  layer.each = [&m](const auto& take) {
    for (const RecordedGeometry::Area& b : m.geometry.buildings)
      if (b.corners.size() >= 3) take({{b.name}, {}, {{b.corners}}});
  };
  out.push_back(std::move(layer));
}

void add_cameras(const Material& m, std::vector<Layer>& out) {
  if (m.geometry.cameras.empty()) return;
  Layer layer;
  layer.name = "cameras";
  layer.description = "Cameras; the azimuth is clockwise from north.";
  layer.fields = {{"name"},
                  {"azimuth_deg", FieldKind::kReal},
                  {"hfov_deg", FieldKind::kReal},
                  {"range_m", FieldKind::kReal}};
  layer.each = [&m](const auto& take) {
    for (const RecordedGeometry::Camera& c : m.geometry.cameras)
      take({{m.name(c.entity), c.azimuth_deg, c.hfov_deg, c.range_m}, {c.at}, {}});
  };
  out.push_back(std::move(layer));
}

void add_doors(const Material& m, std::vector<Layer>& out) {
  bool any = false;
  for (const RecordedEntity& e : m.entities) any = any || e.kind == EntityKind::kDoor;
  if (!any) return;
  Layer layer;
  layer.name = "doors";
  layer.description = "Doors and gates of the site.";
  layer.fields = {{"name"}};
  layer.each = [&m](const auto& take) {
    for (const RecordedEntity& e : m.entities)
      if (e.kind == EntityKind::kDoor) take({{e.name}, {millimetres(e.x_m, e.y_m)}, {}});
  };
  out.push_back(std::move(layer));
}

}  // namespace

void add_site_layers(const Material& m, std::vector<Layer>& out) {
  add_buildings(m, out);
  add_lines(m, "walls", "Walls of the site: they block a camera's view.", m.geometry.walls, out);
  add_lines(m, "fences", "Fences of the site.", m.geometry.fences, out);
  add_lines(m, "zones", "Perimeter zones, each guarded by its sensors.", m.geometry.zones, out);
  add_cameras(m, out);
  add_doors(m, out);
}

}  // namespace vedette::gis
