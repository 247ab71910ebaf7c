// SPDX-License-Identifier: Apache-2.0
#include "record/recorded_geometry.hpp"

#include <nlohmann/json.hpp>

namespace vedette::recording {

namespace {

using sqlite::Statement;

/// Calls f(row) for each row of a query; rowids (column 0) must rise.
template <class F>
void each(Rows& rows, std::string_view sql, F&& f) {
  Statement& s = rows.connection().statement(sql);
  const sqlite::ResetGuard guard{s};
  Rows::Rising rising;
  while (s.step()) {
    rising.next(rows, s);
    f(s);
  }
}

RecordedGeometry::Graph* graph_of(RecordedGeometry& g, const Rows& rows, const Statement& s) {
  const std::string layer = s.text(1);
  if (layer == "city") return &g.city;
  if (layer == "walk") return &g.walk;
  rows.damaged("a road is on no known layer");
}

void read_graphs(Rows& rows, RecordedGeometry& g) {
  each(rows, "SELECT rowid, layer, id, x_mm, y_mm, name, floor FROM nodes", [&](Statement& s) {
    RecordedGeometry::Graph* graph = graph_of(g, rows, s);
    if (s.integer(2) != static_cast<std::int64_t>(graph->nodes.size()))
      rows.damaged("its junctions are not in order");
    graph->nodes.push_back({rows.point(s, 3), s.text(5), rows.floor(s, 6)});
  });
  each(rows, "SELECT rowid, layer, from_node, to_node, length_m, travel_s, one_way FROM roads",
       [&](Statement& s) {
         RecordedGeometry::Graph* graph = graph_of(g, rows, s);
         const auto last = static_cast<std::int64_t>(graph->nodes.size()) - 1;
         graph->roads.push_back({static_cast<std::uint32_t>(rows.integer(s, 2, 0, last)),
                                 static_cast<std::uint32_t>(rows.integer(s, 3, 0, last)),
                                 rows.metres(s, 4), rows.metres(s, 5), s.integer(6) != 0});
       });
}

Polygon corners_of(const Rows& rows, const std::string& json) {
  const auto parsed = nlohmann::json::parse(json, nullptr, false);
  if (!parsed.is_array()) rows.damaged("an area has no corners");
  Polygon corners;
  for (const auto& p : parsed) {
    if (!p.is_array() || p.size() != 2 || !p[0].is_number_integer() || !p[1].is_number_integer())
      rows.damaged("an area has no corners");
    const PointMm corner{p[0].get<std::int64_t>(), p[1].get<std::int64_t>()};
    if (corner.x < -kMaxMm || corner.x > kMaxMm || corner.y < -kMaxMm || corner.y > kMaxMm)
      rows.damaged("an area is out of bounds");
    corners.push_back(corner);
  }
  return corners;
}

void read_shapes(Rows& rows, RecordedGeometry& g) {
  each(rows, "SELECT rowid, kind, entity, name, corners FROM polygons", [&](Statement& s) {
    auto& list = s.text(1) == "cell" ? g.cells : g.buildings;
    list.push_back({rows.entity(s, 2), s.text(3), corners_of(rows, s.text(4))});
  });
}

void read_floors(Rows& rows, RecordedGeometry& g) {
  each(rows, "SELECT rowid, id, building, floor, base_m FROM floors ORDER BY id",
       [&](Statement& s) {
         if (s.integer(1) != static_cast<std::int64_t>(g.floors.size()))
           rows.damaged("its floors are not in order");
         g.floors.emplace_back();
         g.floors.back().building = s.text(2);
         g.floors.back().floor = static_cast<int>(rows.integer(s, 3, -1000, 1000));
         g.floors.back().base_m = rows.metres(s, 4);
       });
  const auto floor = [&](Statement& s, int column) -> RecordedGeometry::Floor& {
    const std::uint32_t index = rows.floor(s, column);
    if (index >= g.floors.size()) rows.damaged("a floor does not exist");
    return g.floors[index];
  };
  each(rows, "SELECT rowid, kind, entity, x0_mm, y0_mm, x1_mm, y1_mm, floor, height_m FROM lines",
       [&](Statement& s) {
         const std::string kind = s.text(1);
         auto& list = kind == "wall"    ? floor(s, 7).walls
                      : kind == "glass" ? floor(s, 7).glass
                      : kind == "fence" ? g.fences
                                        : g.zones;
         list.push_back({rows.entity(s, 2), rows.point(s, 3), rows.point(s, 5), rows.metres(s, 8)});
       });
  each(
      rows, "SELECT rowid, name, label_en, label_zh, floor, corners FROM rooms", [&](Statement& s) {
        floor(s, 4).rooms.push_back({s.text(1), s.text(2), s.text(3), corners_of(rows, s.text(5))});
      });
  each(rows, "SELECT rowid, entity, label_en, label_zh, level, floor, corners FROM site_areas",
       [&](Statement& s) {
         floor(s, 5).areas.push_back({rows.somebody(s, 1), s.text(2), s.text(3),
                                      static_cast<int>(rows.integer(s, 4, -1'000'000, 1'000'000)),
                                      corners_of(rows, s.text(6))});
       });
  each(rows, "SELECT rowid, entity, x0_mm, y0_mm, x1_mm, y1_mm, floor, lock, vehicles FROM doors",
       [&](Statement& s) {
         floor(s, 6).doors.push_back({rows.somebody(s, 1), rows.point(s, 2), rows.point(s, 4),
                                      s.text(7), s.integer(8) != 0});
       });
  each(rows, "SELECT rowid, name, x_mm, y_mm, floors FROM stairs", [&](Statement& s) {
    RecordedGeometry::Stairs stairs{s.text(1), rows.point(s, 2), {}};
    const auto list = nlohmann::json::parse(s.text(4), nullptr, false);
    if (!list.is_array()) rows.damaged("stairs lead nowhere");
    for (const auto& f : list) {
      if (!f.is_number_unsigned() || f.get<std::uint64_t>() >= g.floors.size())
        rows.damaged("stairs lead nowhere");
      stairs.floors.push_back(f.get<std::uint32_t>());
    }
    g.stairs.push_back(std::move(stairs));
  });
}

void read_cameras(Rows& rows, RecordedGeometry& g) {
  each(rows,
       "SELECT rowid, entity, x_mm, y_mm, azimuth_deg, hfov_deg, range_m, floor, kind, height_m, "
       "tilt_deg, vfov_deg, pixels_across, pixels_up FROM cameras",
       [&](Statement& s) {
         RecordedGeometry::Camera c{rows.entity(s, 1), rows.point(s, 2), rows.metres(s, 4),
                                    rows.metres(s, 5), rows.metres(s, 6)};
         c.floor = rows.floor(s, 7);
         c.kind = s.text(8);
         c.height_m = rows.metres(s, 9);
         if (!s.is_null(10)) c.tilt_deg = rows.metres(s, 10);
         c.vfov_deg = rows.metres(s, 11);
         c.pixels_across = rows.metres(s, 12);
         c.pixels_up = rows.metres(s, 13);
         g.cameras.push_back(std::move(c));
       });
}

void read_city(Rows& rows, RecordedGeometry& g) {
  each(rows, "SELECT rowid, entity, node, calls_per_day, district, cell FROM areas",
       [&](Statement& s) {
         g.areas.push_back({rows.entity(s, 1), rows.index_or_none(s, 2), rows.metres(s, 3),
                            rows.index_or_none(s, 4), rows.index_or_none(s, 5)});
       });
  each(rows, "SELECT rowid, entity, node, district FROM stations", [&](Statement& s) {
    g.stations.push_back({rows.entity(s, 1), rows.index_or_none(s, 2), rows.index_or_none(s, 3)});
  });
  each(rows, "SELECT rowid, entity, fleet, home_node, cell FROM units", [&](Statement& s) {
    g.units.push_back(
        {rows.entity(s, 1), s.text(2), rows.index_or_none(s, 3), rows.index_or_none(s, 4)});
  });
  // Whoever draws may use these without looking.
  const auto check = [&](std::uint32_t node) {
    if (node != kNoIndex && node >= g.city.nodes.size()) rows.damaged("a junction does not exist");
  };
  for (const auto& a : g.areas) {
    check(a.node);
    if (a.cell != kNoIndex && a.cell >= g.cells.size()) rows.damaged("a cell does not exist");
  }
  for (const auto& s : g.stations) check(s.node);
  for (const auto& u : g.units) {
    check(u.home_node);
    if (u.cell != kNoIndex && u.cell >= g.cells.size()) rows.damaged("a cell does not exist");
  }
}

}  // namespace

RecordedGeometry read_geometry(Rows& rows) {
  RecordedGeometry g;
  read_graphs(rows, g);
  read_shapes(rows, g);
  read_floors(rows, g);
  read_cameras(rows, g);
  read_city(rows, g);
  return g;
}

}  // namespace vedette::recording
