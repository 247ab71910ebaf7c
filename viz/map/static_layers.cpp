// SPDX-License-Identifier: Apache-2.0
// What stands still: cells, heat, circles, roads, site, cameras' fields, stations, names.
#include <algorithm>
#include <array>
#include <cmath>

#include "viz/map/map_panel.hpp"

namespace vedette::view {

namespace {

constexpr std::size_t kManyDevices = 3000;

void heat(const MapArea& m) {
  const Session& s = m.ui.session;
  const Scene& scene = m.doc.scene;
  HeatField field;
  double most = 0;
  const bool change = s.shows_change(m.second);
  if (change) {
    field = change_by_place(scene, *s.store(), s.pairs);
    for (const double v : field.value) most = std::max(most, std::abs(v));
  } else if (m.second && m.doc.heat) {
    field = s.heat_of(m.doc);
    if (s.heat) field.high = s.heat->high;  // one scale for both
  } else if (s.heat) {
    field = *s.heat;
  }
  const auto colour = [&](std::size_t i) {
    if (!field.n[i])
      return m.shade(LayerId::kHeat, faded(m.ui.colours.no_data, change ? 0.35 : 0.6));
    return m.shade(LayerId::kHeat, change ? change_colour(field.value[i], most)
                                          : cividis(scaled_share(field, field.value[i])));
  };
  if (field.by_cell && field.value.size() == scene.geometry.cells.size()) {
    std::vector<Colour> colours(field.value.size());
    for (std::size_t i = 0; i < colours.size(); ++i) colours[i] = colour(i);
    fill_cells(m, colours);
  } else if (field.value.size() == scene.geometry.areas.size()) {
    for (std::size_t i = 0; i < field.value.size(); ++i) {
      const auto& a = scene.geometry.areas[i];
      if (a.node < scene.geometry.city.nodes.size())
        m.d->AddCircleFilled(m.screen(scene.geometry.city.nodes[a.node].at), m.ui.px(5), colour(i),
                             12);
    }
  }
}

void circles(const MapArea& m) {
  const Session& s = m.ui.session;
  const std::size_t marks = s.circles.marks_us.size();
  const float wide =
      std::clamp(static_cast<float>(m.view.px_per_m * 34), m.ui.px(2.2f), m.ui.px(16));
  const auto draw = [&](const BandPiece& p, Colour colour, float width) {
    const ImVec2 a = m.screen(p.x0, p.y0), b = m.screen(p.x1, p.y1);
    if (m.sees(a, 400) || m.sees(b, 400))
      m.d->AddLine(a, b, m.shade(LayerId::kCircles, colour), width);
  };
  // On bright ground (heat, the light theme) the bright bands have a dark rim.
  if (m.on(LayerId::kHeat) || !m.ui.colours.dark)
    for (const BandPiece& p : s.bands) draw(p, rgb(0x17202A, 0xC0), wide + m.ui.px(1.6f));
  // The far ones first: what is reached soon lies on top.
  for (std::size_t band = marks + 1; band-- > 0;)
    for (const BandPiece& p : s.bands)
      if (p.band == band) draw(p, band_colour(band, marks), wide);
}

void cells(const MapArea& m) {
  const auto& all = m.doc.scene.geometry.cells;
  if (all.empty()) return;
  const WorldBox box = m.doc.scene.city_box();
  const double side =
      std::sqrt((box.x1 - box.x0) * (box.y1 - box.y0) / static_cast<double>(all.size()));
  const double px = side * m.view.px_per_m;
  if (px < 3) return;  // a grey veil rather than a grid
  const Colour c = m.shade(LayerId::kCells, faded(m.ui.colours.cell_line, px < 12 ? 0.55 : 1));
  for (const auto& cell : all) outline(m, cell.corners, c, m.ui.px(1));
}

// Main roads from 55 km/h on, minor below 35; one speed everywhere counts as the middle.
int rank_of(const RecordedGeometry::Road& r) {
  const double kmh = r.travel_s > 0 ? r.length_m / r.travel_s * 3.6 : 0;
  return kmh >= 55 ? 0 : kmh >= 35 ? 1 : 2;
}

void roads(const MapArea& m) {
  const auto& g = m.doc.scene.geometry.city;
  const Palette& p = m.ui.colours;
  const double scale = m.view.px_per_m;
  static constexpr double kWidth_m[] = {16, 11, 7};
  const Colour colours[] = {p.road_major, p.road_middle, p.road_minor};
  const auto& closed = m.ui.session.design.closed_roads;
  // The bands of the circles are drawn along every road: a road on top would hide its own.
  const bool banded = m.on(LayerId::kCircles) && !m.ui.session.bands.empty() &&
                      m.layer(LayerId::kCircles).opacity > 0.5f;
  for (int rank = banded ? -1 : 2; rank >= 0; --rank) {
    const float wide = std::clamp(static_cast<float>(kWidth_m[rank] * scale),
                                  m.ui.px(rank == 0   ? 1.6f
                                          : rank == 1 ? 1.1f
                                                      : 0.8f),
                                  m.ui.px(14));
    for (const auto& r : g.roads) {
      if (rank_of(r) != rank) continue;
      const ImVec2 a = m.screen(g.nodes[r.from].at), b = m.screen(g.nodes[r.to].at);
      if (!m.sees(a, 600) && !m.sees(b, 600)) continue;
      // A side street shorter than a pixel is left out of the picture.
      if (rank == 2 && std::abs(a.x - b.x) + std::abs(a.y - b.y) < 1.5f) continue;
      m.d->AddLine(a, b, m.shade(LayerId::kRoads, colours[rank]), wide);
    }
  }
  for (const std::uint32_t i : closed) {
    const ImVec2 a = m.screen(g.nodes[g.roads[i].from].at), b = m.screen(g.nodes[g.roads[i].to].at);
    m.d->AddLine(a, b, p.warning, m.ui.px(4));
    const ImVec2 c{(a.x + b.x) / 2, (a.y + b.y) / 2};
    m.d->AddCircleFilled(c, m.ui.px(8), p.warning);
    m.d->AddRectFilled({c.x - m.ui.px(5), c.y - m.ui.px(1.5f)},
                       {c.x + m.ui.px(5), c.y + m.ui.px(1.5f)}, p.halo);
  }
}

// So many that they would hide each other: squares of three pixels, the more in one the stronger.
void dots(const MapArea& m) {
  static Bitmap bitmap;
  constexpr int kSide = 3;
  bitmap.width = static_cast<int>(m.view.width / kSide) + 1;
  bitmap.height = static_cast<int>(m.view.height / kSide) + 1;
  static std::vector<std::uint8_t> count;
  count.assign(static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height), 0);
  for (const RecordedEntity& e : m.doc.scene.entities) {
    if (e.kind != EntityKind::kCamera && e.kind != EntityKind::kDoor) continue;
    const ImVec2 s = m.screen(e.x_m, e.y_m);
    if (!(s.x >= 0 && s.y >= 0 && s.x < m.view.width && s.y < m.view.height)) continue;
    auto& n = count[static_cast<std::size_t>(s.y / kSide) * static_cast<std::size_t>(bitmap.width) +
                    static_cast<std::size_t>(s.x / kSide)];
    n = static_cast<std::uint8_t>(std::min(n + 1, 4));
  }
  std::array<Colour, 5> shades{};
  static constexpr double kShare[] = {0, 0.3, 0.45, 0.6, 0.75};
  for (std::size_t i = 1; i < shades.size(); ++i)
    shades[i] = m.shade(LayerId::kDevices, faded(okabe::kSky, kShare[i]));
  bitmap.pixels.resize(count.size());
  for (std::size_t i = 0; i < count.size(); ++i) bitmap.pixels[i] = shades[count[i]];
  m.gui->draw_bitmap(m.d, bitmap, 0, 0, kSide);
}

void devices(const MapArea& m) {
  const auto& all = m.doc.scene.entities;
  std::size_t count = 0;
  for (const RecordedEntity& e : all)
    count += e.kind == EntityKind::kCamera || e.kind == EntityKind::kDoor ||
             e.kind == EntityKind::kSensor || e.kind == EntityKind::kPost;
  const Palette& p = m.ui.colours;
  if (count > kManyDevices || m.view.px_per_m < 0.02) {
    dots(m);
    return;
  }
  for (const auto& c : m.ui.session.design.cameras) {
    const ImVec2 s = m.screen(c.at);
    if (!m.sees(s, 20) || !m.ui.session.on_level(c.floor)) continue;
    const float a = static_cast<float>((c.azimuth_deg - 90) * 3.14159265 / 180), r = m.ui.px(6);
    const ImVec2 tip{s.x + std::cos(a) * r, s.y + std::sin(a) * r};
    const auto side = [&](float off) {
      return ImVec2{s.x + std::cos(a + off) * r * 0.8f, s.y + std::sin(a + off) * r * 0.8f};
    };
    m.d->AddTriangleFilled(tip, side(2.4f), side(-2.4f), m.shade(LayerId::kDevices, okabe::kSky));
  }
  for (const RecordedEntity& e : all) {
    const ImVec2 s = m.screen(e.x_m, e.y_m);
    if (!m.sees(s, 10) || !m.ui.session.on_level(e.floor)) continue;
    const float r = m.ui.px(3.5f);
    if (e.kind == EntityKind::kDoor && m.doc.scene.leafless(EntityId(&e - all.data()))) {
      m.d->AddRectFilled({s.x - r, s.y - r}, {s.x + r, s.y + r},
                         m.shade(LayerId::kDevices, p.halo));
      m.d->AddRect({s.x - r, s.y - r}, {s.x + r, s.y + r},
                   m.shade(LayerId::kDevices, okabe::kYellow), 0, 0, m.ui.px(1.5f));
    } else if (e.kind == EntityKind::kCheckpoint) {
      m.d->AddCircle(s, m.ui.px(3), m.shade(LayerId::kDevices, p.dim), 8, m.ui.px(1.2f));
    } else if (e.kind == EntityKind::kPost) {
      m.d->AddQuadFilled({s.x, s.y - r}, {s.x + r, s.y}, {s.x, s.y + r}, {s.x - r, s.y},
                         m.shade(LayerId::kDevices, okabe::kPurple));
    }
  }
}

void stations(const MapArea& m) {
  const auto& g = m.doc.scene.geometry;
  for (const auto& st : m.second ? g.stations : m.ui.session.design.stations) {
    if (st.node >= g.city.nodes.size()) continue;
    const ImVec2 s = m.screen(g.city.nodes[st.node].at);
    if (!m.sees(s, 20)) continue;
    const float r = m.ui.px(6.5f);
    // A shield.
    const ImVec2 shield[] = {{s.x - r, s.y - r},
                             {s.x + r, s.y - r},
                             {s.x + r, s.y + r * 0.2f},
                             {s.x, s.y + r * 1.2f},
                             {s.x - r, s.y + r * 0.2f}};
    m.d->AddConvexPolyFilled(shield, 5, m.shade(LayerId::kStations, okabe::kBlue));
    m.d->AddPolyline(shield, 5, m.shade(LayerId::kStations, rgb(0xFFFFFF)), ImDrawFlags_Closed,
                     m.ui.px(1.4f));
  }
}

}  // namespace

void fill_cells(const MapArea& m, const std::vector<Colour>& colour) {
  const Scene& scene = m.doc.scene;
  // Without antialiasing: neighbouring triangles would show their seams.
  const ImDrawListFlags kept = m.d->Flags;
  m.d->Flags &= ~ImDrawListFlags_AntiAliasedFill;
  for (std::size_t i = 0; i < scene.cell_triangles.size(); ++i) {
    const Colour c = colour[scene.triangle_cell[i]];
    if (!(c >> 24)) continue;
    const auto& t = scene.cell_triangles[i];
    m.d->AddTriangleFilled(m.screen(t[0]), m.screen(t[1]), m.screen(t[2]), c);
  }
  m.d->Flags = kept;
}

Colour band_colour(std::size_t band, std::size_t marks) {
  // viridis from the bright end; beyond the last mark a dull violet.
  static constexpr Colour kBands[] = {rgb(0xFDE725), rgb(0x5EC962), rgb(0x2A788E), rgb(0x3B528B)};
  return band >= marks ? rgb(0x6D4A6B) : kBands[std::min<std::size_t>(band, 3)];
}

Colour change_colour(double change, double most) {
  const double share = most > 0 ? std::clamp(change / most, -1.0, 1.0) : 0;
  const Colour middle = rgb(0x9AA0A6);
  return share < 0 ? mixed(middle, rgb(0x0072B2), std::sqrt(-share))
                   : mixed(middle, rgb(0xD55E00), std::sqrt(share));
}

void draw_static(const MapArea& m) {
  const Session& s = m.ui.session;
  for (const Layer& layer : s.settings.layers.in_order()) {
    if (!layer.on && !(layer.id == LayerId::kHeat && s.shows_change(m.second))) continue;
    switch (layer.id) {
      case LayerId::kHeat:
        heat(m);
        break;
      case LayerId::kCircles:
        circles(m);
        break;
      case LayerId::kCells:
        cells(m);
        break;
      case LayerId::kDistricts:
        draw_districts(m);
        break;
      case LayerId::kRoads:
        roads(m);
        break;
      case LayerId::kSite:
        draw_site(m);
        break;
      case LayerId::kFields:
        draw_fields(m);
        break;
      case LayerId::kDensity:
        draw_densities(m);
        break;
      case LayerId::kBlindSpots:
        draw_blind_spots(m);
        break;
      case LayerId::kPaths:
        for (const auto& r : m.doc.scene.geometry.walk.roads)
          m.d->AddLine(m.screen(m.doc.scene.geometry.walk.nodes[r.from].at),
                       m.screen(m.doc.scene.geometry.walk.nodes[r.to].at),
                       m.shade(LayerId::kPaths, m.ui.colours.path), m.ui.px(1.5f));
        break;
      case LayerId::kPerimeter:
        for (const auto& z : m.doc.scene.geometry.zones)
          m.d->AddLine(m.screen(z.a), m.screen(z.b),
                       m.shade(LayerId::kPerimeter, faded(m.ui.colours.zone, 0.8)), m.ui.px(2));
        break;
      case LayerId::kDevices:
        devices(m);
        break;
      case LayerId::kStations:
        stations(m);
        break;
      default:
        break;  // what moves is drawn every frame
    }
  }
}

}  // namespace vedette::view
