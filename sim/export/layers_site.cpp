// SPDX-License-Identifier: Apache-2.0
// The site: buildings, floors with walls, rooms, areas and doors; fences, zones, cameras, stairs.
#include "export/layers.hpp"

namespace vedette::gis {

namespace {

using Floor = RecordedGeometry::Floor;

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
                  {"range_m", FieldKind::kReal},
                  {"kind"},
                  {"height_m", FieldKind::kReal},
                  {"building"},
                  {"floor", FieldKind::kInteger}};
  layer.each = [&m](const auto& take) {
    for (const RecordedGeometry::Camera& c : m.geometry.cameras) {
      const Floor* const f =
          c.floor < m.geometry.floors.size() ? &m.geometry.floors[c.floor] : nullptr;
      take({{m.name(c.entity), c.azimuth_deg, c.hfov_deg, c.range_m, named(c.kind),
             c.height_m > 0 ? Value(c.height_m) : Value(), named(f ? f->building : std::string()),
             std::int64_t{f ? f->floor : 1}},
            {c.at},
            {}});
    }
  };
  out.push_back(std::move(layer));
}

// One layer of what every floor has a list of; `building` and `floor` say which.
template <class Things, class Take>
void add_of_floors(const Material& m, Layer layer, Things things, Take take_one,
                   std::vector<Layer>& out) {
  bool any = false;
  for (const Floor& f : m.geometry.floors) any = any || !things(f).empty();
  if (!any) return;
  layer.fields.push_back({"building"});
  layer.fields.push_back({"floor", FieldKind::kInteger});
  layer.each = [&m, things, take_one](const auto& take) {
    for (const Floor& f : m.geometry.floors)
      for (const auto& thing : things(f)) {
        auto feature = take_one(thing);
        feature.values.emplace_back(named(f.building));
        feature.values.emplace_back(std::int64_t{f.floor});
        take(feature);
      }
  };
  out.push_back(std::move(layer));
}

void add_floors(const Material& m, std::vector<Layer>& out) {
  const auto layer = [](const char* name, const char* description, ShapeKind shape,
                        std::vector<Field> fields) {
    Layer l;
    l.name = name;
    l.description = description;
    l.shape = shape;
    l.fields = std::move(fields);
    return l;
  };
  add_of_floors(
      m,
      layer("walls", "Walls: they block a camera's view. No building: the ground.",
            ShapeKind::kLine, {{"height_m", FieldKind::kReal}}),
      [](const Floor& f) -> const auto& { return f.walls; },
      [](const RecordedGeometry::Line& l) {
        return Feature{{l.height_m > 0 ? Value(l.height_m) : Value()}, {l.a, l.b}, {}};
      },
      out);
  add_of_floors(
      m, layer("glass", "Glass walls: cameras see through them.", ShapeKind::kLine, {}),
      [](const Floor& f) -> const auto& { return f.glass; },
      [](const RecordedGeometry::Line& l) {
        return Feature{{}, {l.a, l.b}, {}};
      },
      out);
  add_of_floors(
      m,
      layer("rooms", "Rooms of all floors.", ShapeKind::kPolygons,
            {{"name"}, {"label_en"}, {"label_zh"}}),
      [](const Floor& f) -> const auto& { return f.rooms; },
      [](const RecordedGeometry::Room& r) {
        return Feature{{r.name, r.label_en, r.label_zh}, {}, {{r.corners}}};
      },
      out);
  add_of_floors(
      m,
      layer("site_areas",
            "Parts of the site with a security level; the higher, the better guarded.",
            ShapeKind::kPolygons,
            {{"name"}, {"label_en"}, {"label_zh"}, {"level", FieldKind::kInteger}}),
      [](const Floor& f) -> const auto& { return f.areas; },
      [&m](const RecordedGeometry::SiteArea& a) {
        return Feature{
            {m.name(a.entity), a.label_en, a.label_zh, std::int64_t{a.level}}, {}, {{a.corners}}};
      },
      out);
  add_of_floors(
      m,
      layer("doors", "Doors and gates; lock: none, key, badge, or plain without a type.",
            ShapeKind::kPoint, {{"name"}, {"lock"}}),
      [](const Floor& f) -> const auto& { return f.doors; },
      [&m](const RecordedGeometry::Door& d) {
        return Feature{
            {m.name(d.entity), d.lock}, {{(d.a.x + d.b.x) / 2, (d.a.y + d.b.y) / 2}}, {}};
      },
      out);
}

void add_stairs(const Material& m, std::vector<Layer>& out) {
  if (m.geometry.stairs.empty()) return;
  Layer layer;
  layer.name = "stairs";
  layer.description = "Stairs: they join the floors of a building.";
  layer.fields = {
      {"name"}, {"lowest_floor", FieldKind::kInteger}, {"highest_floor", FieldKind::kInteger}};
  layer.each = [&m](const auto& take) {
    for (const RecordedGeometry::Stairs& s : m.geometry.stairs)
      if (!s.floors.empty())
        take({{s.name, std::int64_t{m.geometry.floors[s.floors.front()].floor},
               std::int64_t{m.geometry.floors[s.floors.back()].floor}},
              {s.at},
              {}});
  };
  out.push_back(std::move(layer));
}

}  // namespace

void add_site_layers(const Material& m, std::vector<Layer>& out) {
  add_buildings(m, out);
  add_floors(m, out);
  add_lines(m, "fences", "Fences of the site.", m.geometry.fences, out);
  add_lines(m, "zones", "Perimeter zones, each guarded by its sensors.", m.geometry.zones, out);
  add_cameras(m, out);
  add_stairs(m, out);
}

}  // namespace vedette::gis
