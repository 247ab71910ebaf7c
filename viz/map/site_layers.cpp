// SPDX-License-Identifier: Apache-2.0
// The site that stands still: areas, rooms, walls, doors of the storey shown; cameras' fields, the
// density of their pictures, blind spots.
#include <algorithm>
#include <cmath>

#include "viz/map/map_panel.hpp"

namespace vedette::view {

namespace {

using Floor = RecordedGeometry::Floor;

void lines(const MapArea& m, const std::vector<RecordedGeometry::Line>& all, Colour c, float wide) {
  for (const auto& l : all) m.d->AddLine(m.screen(l.a), m.screen(l.b), c, wide);
}

void fill(const MapArea& m, const Polygon& corners, Colour colour) {
  const ImDrawListFlags kept = m.d->Flags;
  m.d->Flags &= ~ImDrawListFlags_AntiAliasedFill;  // or the seams of the triangles would show
  for (const auto& t : triangles_of(corners))
    m.d->AddTriangleFilled(m.screen(t[0]), m.screen(t[1]), m.screen(t[2]), colour);
  m.d->Flags = kept;
}

// The better guarded, the stronger.
void areas(const MapArea& m, const Floor& floor) {
  std::vector<const RecordedGeometry::SiteArea*> order;
  for (const auto& a : floor.areas) order.push_back(&a);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return a->level < b->level; });
  for (const auto* a : order) {
    const double share = std::clamp(a->level, 0, 5) / 5.0;
    fill(m, a->corners, m.shade(LayerId::kSite, faded(okabe::kPurple, 0.03 + 0.10 * share)));
    outline(m, a->corners, m.shade(LayerId::kSite, faded(okabe::kPurple, 0.25 + 0.3 * share)),
            m.ui.px(1));
  }
}

Colour lock_colour(const MapArea& m, const std::string& lock) {
  if (lock == "badge") return okabe::kYellow;
  if (lock == "key") return okabe::kOrange;
  return m.ui.colours.dim;
}

void doors(const MapArea& m, const Floor& floor) {
  for (const auto& d : floor.doors) {
    const ImVec2 a = m.screen(d.a), b = m.screen(d.b);
    if (d.a == d.b || !m.sees(a, 30)) continue;
    // The gap in the wall, then the leaf.
    m.d->AddLine(a, b, m.shade(LayerId::kSite, m.ui.colours.halo), m.ui.px(5));
    m.d->AddLine(a, b, m.shade(LayerId::kDevices, lock_colour(m, d.lock)),
                 m.ui.px(d.vehicles ? 3.2f : 2.2f));
  }
}

void stairs(const MapArea& m) {
  for (const auto& s : m.doc.scene.geometry.stairs) {
    const auto& on = s.floors;
    if (std::none_of(on.begin(), on.end(),
                     [&](std::uint32_t f) { return m.ui.session.on_level(f); }))
      continue;
    const ImVec2 p = m.screen(s.at);
    const float r = std::clamp(static_cast<float>(m.view.px_per_m * 1.2), m.ui.px(2), m.ui.px(7));
    const Colour c = m.shade(LayerId::kSite, m.ui.colours.text);
    for (int i = -1; i <= 1; ++i) {
      const float y = p.y + static_cast<float>(i) * r * 0.7f;
      m.d->AddLine({p.x - r, y}, {p.x + r, y}, c, m.ui.px(1));
    }
    m.d->AddRect({p.x - r, p.y - r * 1.2f}, {p.x + r, p.y + r * 1.2f}, c);
  }
}

void storey(const MapArea& m, const Floor& floor, float wide) {
  const Palette& p = m.ui.colours;
  areas(m, floor);
  for (const auto& room : floor.rooms)
    outline(m, room.corners, m.shade(LayerId::kSite, faded(p.building_line, 0.7)), m.ui.px(1));
  lines(m, floor.walls, m.shade(LayerId::kSite, p.wall), wide);
  lines(m, floor.glass, m.shade(LayerId::kSite, faded(okabe::kSky, 0.8)), m.ui.px(1.4f));
  doors(m, floor);
}

bool of_storey(const MapArea& m, const FieldFan& fan) {
  return m.ui.session.on_level(fan.floor);
}

}  // namespace

void outline(const MapArea& m, const Polygon& corners, Colour colour, float wide) {
  for (const PointMm& p : corners) m.d->_Path.push_back(m.screen(p));
  m.d->PathStroke(colour, ImDrawFlags_Closed, wide);
}

void draw_site(const MapArea& m) {
  const Scene& scene = m.doc.scene;
  const Palette& p = m.ui.colours;
  const WorldBox box = scene.site_box();
  if (box.empty()) return;
  const ImVec2 a = m.screen(box.x0, box.y1), b = m.screen(box.x1, box.y0);
  m.d->AddRectFilled(a, b, m.shade(LayerId::kSite, p.block));
  // From far off a site is only a mark on the map.
  if (b.x - a.x < m.ui.px(14)) {
    const ImVec2 c{(a.x + b.x) / 2, (a.y + b.y) / 2};
    m.d->AddRect({c.x - m.ui.px(7), c.y - m.ui.px(7)}, {c.x + m.ui.px(7), c.y + m.ui.px(7)},
                 p.accent, m.ui.px(2), 0, m.ui.px(2));
    return;
  }
  const bool ground = m.ui.session.level == 1;
  for (const auto& t : scene.building_triangles)
    m.d->AddTriangleFilled(m.screen(t[0]), m.screen(t[1]), m.screen(t[2]),
                           m.shade(LayerId::kSite, faded(p.building, ground ? 1 : 0.45)));
  for (const auto& building : scene.geometry.buildings)
    outline(m, building.corners, m.shade(LayerId::kSite, p.building_line), m.ui.px(1.2f));
  const float wide =
      std::clamp(static_cast<float>(m.view.px_per_m * 0.4), m.ui.px(1.4f), m.ui.px(4));
  const auto& floors = scene.geometry.floors;
  // Above the ground what lies below stays as a shadow.
  if (!ground && !floors.empty())
    lines(m, floors[0].walls, m.shade(LayerId::kSite, faded(p.wall, 0.22)), m.ui.px(1));
  for (std::uint32_t f = 0; f < floors.size(); ++f)
    if (m.ui.session.on_level(f)) storey(m, floors[f], wide);
  lines(m, scene.geometry.fences, m.shade(LayerId::kSite, faded(p.fence, ground ? 1 : 0.4)),
        m.ui.px(1.2f));
  stairs(m);
}

void fill_fan(const MapArea& m, const FieldFan& fan, double near_m, double far_m, Colour colour) {
  const ImDrawListFlags kept = m.d->Flags;
  m.d->Flags &= ~ImDrawListFlags_AntiAliasedFill;  // or the seams of the fan would show
  for (std::size_t i = 0; i + 1 < fan.rays.size(); ++i) {
    const FieldRay &a = fan.rays[i], &b = fan.rays[i + 1];
    if (a.end - a.first != b.end - b.first) continue;  // a hair beside a corner
    for (std::uint32_t k = 0; k < a.end - a.first; ++k) {
      const auto cut = [&](const FieldRay& r, std::size_t end) {
        return std::clamp<double>(fan.seen[r.first + k][end], near_m, far_m);
      };
      const double a0 = cut(a, 0), a1 = cut(a, 1), b0 = cut(b, 0), b1 = cut(b, 1);
      if (a1 <= a0 && b1 <= b0) continue;
      const auto at = [&](const FieldRay& r, double distance) {
        return m.screen(fan.x_m + r.x * distance, fan.y_m + r.y * distance);
      };
      const ImVec2 p = at(a, a1), q = at(b, b0);
      if (b1 > b0) m.d->AddTriangleFilled(p, at(b, b1), q, colour);
      if (a1 > a0) m.d->AddTriangleFilled(at(a, a0), p, q, colour);
    }
  }
  m.d->Flags = kept;
}

void draw_fields(const MapArea& m) {
  const Palette& p = m.ui.colours;
  for (const FieldFan& fan : m.ui.session.fans) {
    // From far off a field is smaller than a dot.
    if (fan.rays.empty() || fan.range_m * m.view.px_per_m < 3 || !of_storey(m, fan)) continue;
    const ImVec2 eye = m.screen(fan.x_m, fan.y_m);
    if (!m.sees(eye, static_cast<float>(fan.range_m * m.view.px_per_m))) continue;
    fill_fan(m, fan, 0, fan.range_m,
             m.shade(LayerId::kFields, faded(okabe::kSky, p.dark ? 0.16 : 0.28)));
    m.d->PathLineTo(eye);
    for (const FieldRay& r : fan.rays) {
      const double far = r.end > r.first ? fan.seen[r.end - 1][1] : 0;
      m.d->PathLineTo(m.screen(fan.x_m + r.x * far, fan.y_m + r.y * far));
    }
    m.d->PathStroke(m.shade(LayerId::kFields, faded(okabe::kSky, 0.5)), ImDrawFlags_Closed, 1);
  }
}

Colour density_colour(std::size_t level, std::size_t levels) {
  return cividis(
      levels > 1 ? 0.15 + 0.85 * static_cast<double>(level) / static_cast<double>(levels - 1) : 1);
}

// Bands from far to near; each as far as the level reaches and the next does not, where nothing
// stands in the way.
void draw_densities(const MapArea& m) {
  for (const FieldFan& fan : m.ui.session.fans) {
    if (fan.rays.empty() || fan.range_m * m.view.px_per_m < 6 || !of_storey(m, fan)) continue;
    if (!m.sees(m.screen(fan.x_m, fan.y_m), static_cast<float>(fan.range_m * m.view.px_per_m)))
      continue;
    for (std::size_t k = 0; k < fan.reach_m.size(); ++k) {
      const double far = fan.reach_m[k];
      const double near =
          std::max(fan.near_m, k + 1 < fan.reach_m.size() ? fan.reach_m[k + 1] : 0.0);
      if (far <= near) continue;
      fill_fan(m, fan, near, far,
               m.shade(LayerId::kDensity, faded(density_colour(k, fan.reach_m.size()), 0.42)));
    }
  }
}

// A pixel of a picture for each cell, of the ground and of every floor of the storey.
void draw_blind_spots(const MapArea& m) {
  const Session& s = m.ui.session;
  if (m.second || !s.sight || !m.gui) return;
  static std::vector<Bitmap> bitmaps;
  const auto& planes = s.sight->planes();
  bitmaps.resize(std::max(bitmaps.size(), planes.size()));
  const Colour c = m.shade(LayerId::kBlindSpots, faded(okabe::kVermilion, 0.27));
  for (std::size_t p = 0; p < planes.size(); ++p) {
    const WatchedPlane& plane = *planes[p];
    if (!plane.map || plane.level != s.level) continue;
    const CellGrid& grid = plane.map->grid();
    Bitmap& bitmap = bitmaps[p];
    bitmap.width = grid.columns, bitmap.height = grid.rows;
    const auto columns = static_cast<std::size_t>(grid.columns);
    bitmap.pixels.assign(columns * static_cast<std::size_t>(grid.rows), 0);
    for (const CellSpan& span : plane.frame.regions[0])
      for (std::int32_t column = span.begin; column < span.end; ++column)
        if (plane.map->count(0, span.row, column) == 0)
          bitmap.pixels[static_cast<std::size_t>(grid.rows - 1 - span.row) * columns +
                        static_cast<std::size_t>(column)] = c;
    const ImVec2 corner = m.screen(grid.x0_m, grid.y0_m + grid.rows * grid.cell_m);
    m.gui->draw_bitmap(m.d, bitmap, corner.x, corner.y,
                       static_cast<float>(grid.cell_m * m.view.px_per_m));
  }
}

}  // namespace vedette::view
