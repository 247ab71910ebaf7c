// SPDX-License-Identifier: Apache-2.0
// What moves or happens: units, guards, intruders, trails, ways ahead, incidents, faults,
// selection.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "viz/app/look.hpp"
#include "viz/map/labels.hpp"

namespace vedette::view {

namespace {

constexpr Duration kTrail{90'000'000};

bool moves(EntityKind k) {
  return k == EntityKind::kUnit || k == EntityKind::kGuard || k == EntityKind::kIntruder ||
         k == EntityKind::kEscort || k == EntityKind::kVisitor;
}

Activity activity(const MapArea& m, std::uint32_t who) {
  const Store& store = *m.doc.store;
  const std::uint16_t word = m.doc.now.who[who].word;
  // Who never tells a state but moves is an intruder: always of interest.
  if (m.doc.scene.entities[who].kind == EntityKind::kIntruder) return Activity::kWorking;
  return word ? store.activity(word) : Activity::kOff;
}

// One rectangle of the fonts' picture instead of a fan of triangles with a soft rim.
void disc(const MapArea& m, ImVec2 p, float r, Colour colour) {
  const float k = r * 32 / 30;  // the picture has a texel of room around
  m.d->PrimReserve(6, 4);
  m.d->PrimRectUV({p.x - k, p.y - k}, {p.x + k, p.y + k}, m.ui.look.disc0, m.ui.look.disc1, colour);
}

ImVec2 screen_mm(const MapArea& m, std::int32_t x, std::int32_t y) {
  return m.screen(x / 1000.0, y / 1000.0);
}

/// Drawn all at once: thousands of legs, each too short for a call of its own.
std::vector<LineStroke> lines;

// A leg that is at least a pixel long on the map; others are not worth a line.
void leg_line(ImVec2 from, ImVec2 to, Colour colour, float wide) {
  if (std::abs(from.x - to.x) + std::abs(from.y - to.y) < 1) return;
  lines.push_back({from, to, colour, wide});
}

// The last stretch of the way, fading; all of it for whoever is selected.
void trail(const MapArea& m, std::uint32_t who, Colour colour, Duration length) {
  const Time now = m.doc.now.at;
  const auto& legs = m.doc.store->legs(EntityId(who));
  auto leg = legs.begin() + m.doc.now.who[who].leg;
  ImVec2 to = m.screen(m.doc.now.who[who].x_m, m.doc.now.who[who].y_m);
  while (leg != legs.begin()) {
    --leg;
    if (now - leg->t1 > length) break;
    if (leg->t1 <= now) to = screen_mm(m, leg->x1, leg->y1);
    const double age =
        static_cast<double>((now - std::min(leg->t1, now)).us) / static_cast<double>(length.us);
    leg_line(to, screen_mm(m, leg->x0, leg->y0),
             faded(colour, 0.75 * (1 - std::clamp(age, 0.0, 1.0))), m.ui.px(2));
  }
}

// Where it will go in the state that it is in (to a call, say): the recording knows.
void way_ahead(const MapArea& m, std::uint32_t who, Colour colour) {
  const Time now = m.doc.now.at;
  const auto& states = m.doc.store->states(EntityId(who));
  const auto next = states.begin() + m.doc.now.who[who].state;
  const Time until = next == states.end() ? m.doc.store->end() : next->at;
  const auto& legs = m.doc.store->legs(EntityId(who));
  auto leg = legs.begin() + m.doc.now.who[who].leg;
  if (leg != legs.begin() && std::prev(leg)->t1 > now)
    leg_line(m.screen(m.doc.now.who[who].x_m, m.doc.now.who[who].y_m),
             screen_mm(m, std::prev(leg)->x1, std::prev(leg)->y1), colour, m.ui.px(2.2f));
  for (; leg != legs.end() && leg->t0 < until; ++leg)
    leg_line(screen_mm(m, leg->x0, leg->y0), screen_mm(m, leg->x1, leg->y1), colour, m.ui.px(2.2f));
}

struct Shown {
  std::uint32_t who;
  Activity activity;
};

void units(const MapArea& m, Labels& labels) {
  const Session& s = m.ui.session;
  const auto& entities = m.doc.scene.entities;
  static std::vector<Shown> shown;
  shown.clear();
  for (const std::uint32_t who : m.doc.store->lively()) {
    if (!moves(entities[who].kind)) continue;
    const Activity a = activity(m, who);
    const bool chosen = !m.second && s.selected == Selection::of(EntityId(who));
    if (a == Activity::kOff && !chosen) continue;
    // An intruder is there from the first step on; one who comes from afar, for the last minutes.
    if (entities[who].kind == EntityKind::kIntruder) {
      const auto& legs = m.doc.store->legs(EntityId(who));
      if (legs.empty() || legs.front().t0 > m.doc.now.at) continue;
      if (m.doc.now.at < legs.front().t1 - 10 * kMinute) continue;
      // Caught or gone: kept on the map for a while.
      if (m.doc.now.at - legs.back().t1 > 10 * kMinute) continue;
    }
    const Standing& w = m.doc.now.who[who];
    if (m.sees(m.screen(w.x_m, w.y_m), 60)) shown.push_back({who, a});
  }
  // The busy ones lie on top of those on patrol.
  const auto rank = [](Activity a) {
    return a == Activity::kWorking   ? 3
           : a == Activity::kMoving  ? 2
           : a == Activity::kOrdered ? 1
                                     : 0;
  };
  std::stable_sort(shown.begin(), shown.end(), [&](const Shown& a, const Shown& b) {
    return rank(a.activity) < rank(b.activity);
  });
  const bool near = m.view.px_per_m > 0.08;
  const bool many = shown.size() > 250 && !near;
  const auto colour_at = [&](const Shown& u) {
    return entities[u.who].kind == EntityKind::kIntruder ? rgb(0xFF2E63) : colour_of(u.activity);
  };
  lines.clear();
  if (m.on(LayerId::kTrails))
    for (const Shown& u : shown) {
      const bool chosen = !m.second && s.selected == Selection::of(EntityId(u.who));
      const Colour c = m.shade(LayerId::kTrails, colour_at(u));
      if (!many || rank(u.activity) > 0 || chosen)
        trail(m, u.who, c, chosen ? 20 * kTrail : kTrail);
      if (u.activity == Activity::kMoving || chosen) way_ahead(m, u.who, faded(c, 0.8));
    }
  draw_lines(m.d, lines);
  if (!m.on(LayerId::kUnits)) return;
  for (const Shown& u : shown) {
    const Standing& w = m.doc.now.who[u.who];
    const ImVec2 p = m.screen(w.x_m, w.y_m);
    // Whoever is on another storey is a shadow.
    const bool here = s.on_level(w.floor);
    const Colour c = faded(m.shade(LayerId::kUnits, colour_at(u)), here ? 1 : 0.3);
    const bool chosen = !m.second && s.selected == Selection::of(EntityId(u.who));
    const bool guard = entities[u.who].kind == EntityKind::kGuard,
               intruder = entities[u.who].kind == EntityKind::kIntruder;
    const float r = m.ui.px(many && rank(u.activity) == 0 ? 2.0f : near ? 5.5f : many ? 3.0f : 4);
    const Colour halo = faded(m.ui.colours.halo, here ? 0.9 : 0.25);
    if (intruder) {
      const float k = m.ui.px(7);
      m.d->AddTriangleFilled({p.x, p.y - k * 1.3f}, {p.x - k * 1.2f, p.y + k * 0.9f},
                             {p.x + k * 1.2f, p.y + k * 0.9f}, halo);
      m.d->AddTriangleFilled({p.x, p.y - k}, {p.x - k * 0.9f, p.y + k * 0.7f},
                             {p.x + k * 0.9f, p.y + k * 0.7f}, c);
    } else if (guard) {
      m.d->AddRectFilled({p.x - r - 1.5f, p.y - r - 1.5f}, {p.x + r + 1.5f, p.y + r + 1.5f}, halo,
                         m.ui.px(2));
      m.d->AddRectFilled({p.x - r, p.y - r}, {p.x + r, p.y + r}, c, m.ui.px(2));
    } else if (many && rank(u.activity) == 0) {
      m.d->AddRectFilled({p.x - r, p.y - r}, {p.x + r, p.y + r}, c);
    } else {
      disc(m, p, r + 1.5f, halo);
      disc(m, p, r, c);
    }
    if (!many || near) labels.block(p, r + 1);
    if (m.on(LayerId::kNames) && (here || chosen) && (chosen || intruder || near || guard))
      labels.put(p, entities[u.who].name, m.shade(LayerId::kNames, m.ui.colours.text),
                 r + m.ui.px(4), chosen);
  }
}

// The perimeter zone or device that an open alarm is about, and the camera that was called up.
void alarmed_place(const MapArea& m, const Incident& n) {
  const float beat =
      0.55f + 0.45f * std::sin(static_cast<float>(m.doc.now.at.us % 2'000'000) * 3.1416e-6f);
  const Colour c = incident_colour(static_cast<int>(n.kind), n.priority, n.real);
  for (const auto& z : m.doc.scene.geometry.zones)
    if (z.entity == n.place)
      m.d->AddLine(m.screen(z.a), m.screen(z.b), faded(c, 0.4 + 0.6 * beat), m.ui.px(5));
  const auto& events = m.doc.store->events();
  const Time begin = m.doc.store->begin_of(n);
  auto e = std::lower_bound(events.begin(), events.end(), begin,
                            [](const LoggedEvent& a, Time t) { return a.at < t; });
  for (; e != events.end() && e->at <= m.doc.now.at; ++e) {
    if (e->incident != n.id || e->topic != Topic::kMotionAlarm) continue;
    const auto& cameras = m.ui.session.design.cameras;
    for (std::size_t i = 0; i < cameras.size() && i < m.ui.session.fans.size(); ++i) {
      if (cameras[i].entity != e->subject) continue;
      const FieldFan& fan = m.ui.session.fans[i];
      fill_fan(m, fan, 0, fan.range_m, faded(okabe::kYellow, 0.3));
    }
  }
}

void incidents(const MapArea& m, Labels& labels) {
  const Session& s = m.ui.session;
  for (const std::uint32_t i : m.doc.now.open) {
    const Incident& n = m.doc.store->incidents()[i];
    const ImVec2 p = m.screen(n.x_m, n.y_m);
    if (n.kind == IncidentKind::kAlarm) alarmed_place(m, n);
    if (!m.sees(p, 40)) continue;
    const Colour c =
        m.shade(LayerId::kIncidents, incident_colour(static_cast<int>(n.kind), n.priority, n.real));
    const bool chosen = !m.second && s.selected == Selection::of(n.id);
    const float r = m.ui.px(n.kind == IncidentKind::kTask ? 4.0f : 7.5f);
    labels.block(p, r);
    if (n.kind == IncidentKind::kTask) {
      m.d->AddRect({p.x - r, p.y - r}, {p.x + r, p.y + r}, c, 1, 0, m.ui.px(1.6f));
    } else if (n.kind == IncidentKind::kAlarm) {
      m.d->AddQuadFilled({p.x, p.y - r}, {p.x + r, p.y}, {p.x, p.y + r}, {p.x - r, p.y},
                         faded(c, 0.85));
      m.d->AddQuad({p.x, p.y - r}, {p.x + r, p.y}, {p.x, p.y + r}, {p.x - r, p.y},
                   m.ui.colours.halo, m.ui.px(1.2f));
    } else {
      // Filled until somebody is there.
      const bool reached = n.has(Stage::kPoliceArrived) && n[Stage::kPoliceArrived] <= m.doc.now.at;
      m.d->AddCircleFilled(p, r, faded(c, reached ? 0.25 : 0.55), 20);
      m.d->AddCircle(p, r, c, 20, m.ui.px(2));
    }
    if (m.on(LayerId::kNames) &&
        (chosen || (m.view.px_per_m > 0.03 && n.kind != IncidentKind::kTask)))
      labels.put(p, s.incident_title(n), m.ui.colours.text, r + m.ui.px(4), chosen);
  }
}

// Doors whose leaf is drawn: open ones stand ajar, forced and faulty ones are red.
void doors(const MapArea& m) {
  const auto& floors = m.doc.scene.geometry.floors;
  for (std::uint32_t f = 0; f < floors.size(); ++f) {
    if (!m.ui.session.on_level(f)) continue;
    for (const auto& d : floors[f].doors) {
      if (d.a == d.b || !d.entity.valid() || d.entity.index() >= m.doc.now.who.size()) continue;
      const std::uint16_t word = m.doc.now.who[d.entity.index()].word;
      const Activity told = word ? m.doc.store->activity(word) : Activity::kFree;
      const bool fault = told == Activity::kFault;
      if (!fault && !m.doc.store->stands_open(d.entity, m.doc.now.at)) continue;
      const Activity activity = fault ? told : Activity::kMoving;
      const ImVec2 a = m.screen(d.a), b = m.screen(d.b);
      if (!m.sees(a, 30)) continue;
      constexpr float kCos = 0.5f, kSin = 0.866f;  // 60 degrees
      const float x = b.x - a.x, y = b.y - a.y;
      m.d->AddLine(a, {a.x + x * kCos - y * kSin, a.y + x * kSin + y * kCos},
                   m.shade(LayerId::kDevices, colour_of(activity)), m.ui.px(2.4f));
    }
  }
}

// Whoever worked on the selected incident by now, joined with it.
void selected_incident(const MapArea& m) {
  const Session& s = m.ui.session;
  const std::uint32_t i = m.doc.store->index_of(s.selected.incident);
  if (m.second || i == kNoIndex) return;
  const Incident& n = m.doc.store->incidents()[i];
  const ImVec2 p = m.screen(n.x_m, n.y_m);
  m.d->AddCircle(p, m.ui.px(14), m.ui.colours.cursor, 28, m.ui.px(1.8f));
  if (m.doc.store->end_of(n) < m.doc.now.at) return;
  for (const StageMark& st : m.doc.store->stages(i)) {
    if (st.at > m.doc.now.at || !st.who.valid() || st.who.index() >= m.doc.now.who.size()) continue;
    const Standing& w = m.doc.now.who[st.who.index()];
    if (w.x_m == 0 && w.y_m == 0) continue;
    m.d->AddLine(p, m.screen(w.x_m, w.y_m), faded(m.ui.colours.cursor, 0.35), m.ui.px(1));
  }
}

void ring(const MapArea& m, const Selection& sel, Colour colour) {
  if (m.second || !sel.entity.valid()) return;
  const auto at = m.ui.session.place_of(sel);
  if (!at) return;
  const ImVec2 p = m.screen((*at)[0], (*at)[1]);
  m.d->AddCircle(p, m.ui.px(12), colour, 24, m.ui.px(1.8f));
  for (const auto& c : m.doc.scene.geometry.cells)
    if (c.entity == sel.entity) {
      for (const PointMm& corner : c.corners) m.d->_Path.push_back(m.screen(corner));
      m.d->PathStroke(colour, ImDrawFlags_Closed, m.ui.px(2));
    }
}

// Cameras in view, where they are so few that each has room for its name.
std::vector<const RecordedGeometry::Camera*> named_cameras(const MapArea& m) {
  const Session& s = m.ui.session;
  std::vector<const RecordedGeometry::Camera*> in_view;
  if (m.view.px_per_m < 0.5) return in_view;
  for (const auto& c : s.design.cameras)
    if (c.entity.valid() && s.on_level(c.floor) && m.sees(m.screen(c.at), 0)) in_view.push_back(&c);
  const float room = m.view.width * m.view.height / (m.ui.px(150) * m.ui.px(75));
  if (static_cast<float>(in_view.size()) > room) in_view.clear();
  return in_view;
}

// What stands still gets what room is left by what moves.
void names(const MapArea& m, Labels& labels) {
  const Scene& scene = m.doc.scene;
  const Palette& p = m.ui.colours;
  const Lang lang = m.ui.session.settings.lang;
  const auto shade = [&](Colour c) { return m.shade(LayerId::kNames, c); };
  const WorldBox& box = scene.site_box();
  const double site_px = box.empty() ? 0 : (box.x1 - box.x0) * m.view.px_per_m;
  if (m.on(LayerId::kDistricts)) name_districts(m, labels);
  if (m.on(LayerId::kStations))
    for (const auto& st : m.second ? scene.geometry.stations : m.ui.session.design.stations)
      if (st.node < scene.geometry.city.nodes.size() && st.entity.valid())
        labels.put(m.screen(scene.geometry.city.nodes[st.node].at),
                   scene.entity_name(st.entity, lang), shade(p.text), m.ui.px(9));
  if (site_px > m.ui.px(300))
    for (std::size_t b = 0; b < scene.geometry.buildings.size(); ++b)
      labels.put_middle(m.screen(centroid(scene.geometry.buildings[b].corners)),
                        scene.building_name(b, lang), shade(p.text));
  for (std::uint32_t f = 0; f < scene.geometry.floors.size() && site_px > m.ui.px(700); ++f) {
    if (!m.ui.session.on_level(f)) continue;
    for (const auto& r : scene.geometry.floors[f].rooms) {
      const std::string& label = lang == Lang::kZh && !r.label_zh.empty() ? r.label_zh
                                 : !r.label_en.empty()                    ? r.label_en
                                                                          : r.name;
      const float w = m.ui.small->CalcTextSizeA(m.ui.small->FontSize, 1e9f, 0, label.c_str()).x;
      double x0 = 1e300, x1 = -1e300;
      for (const PointMm& c : r.corners) {
        x0 = std::min(x0, static_cast<double>(c.x) / 1000);
        x1 = std::max(x1, static_cast<double>(c.x) / 1000);
      }
      if ((x1 - x0) * m.view.px_per_m < w + m.ui.px(4)) continue;
      labels.put_middle(m.screen(centroid(r.corners)), label, shade(faded(p.text, 0.8)));
    }
  }
  if (site_px > m.ui.px(420))
    for (const auto& z : scene.geometry.zones)
      if (z.entity.valid()) {
        const ImVec2 a = m.screen(z.a), b = m.screen(z.b);
        labels.put({(a.x + b.x) / 2, (a.y + b.y) / 2}, scene.entities[z.entity.index()].name,
                   shade(p.zone), m.ui.px(5));
      }
  for (const auto* c : named_cameras(m))
    labels.put(m.screen(c->at), scene.entities[c->entity.index()].name, shade(p.dim), m.ui.px(7));
}

// Signs that stand still, as far as they are drawn one by one.
void keep_off_signs(const MapArea& m, Labels& labels) {
  const Session& s = m.ui.session;
  const auto& g = m.doc.scene.geometry;
  if (m.on(LayerId::kStations))
    for (const auto& st : m.second ? g.stations : s.design.stations)
      if (st.node < g.city.nodes.size())
        labels.block(m.screen(g.city.nodes[st.node].at), m.ui.px(7));
  // Among very many, names lie where they lie.
  if (m.on(LayerId::kDevices))
    for (const auto* c : named_cameras(m)) labels.block(m.screen(c->at), m.ui.px(4));
}

}  // namespace

void draw_live(const MapArea& m) {
  Session& s = m.ui.session;
  Labels labels(m);
  keep_off_signs(m, labels);
  if (m.doc.store) {
    if (m.on(LayerId::kIncidents)) incidents(m, labels);
    units(m, labels);
    if (m.on(LayerId::kDevices)) doors(m), draw_conditions(m, labels);
    selected_incident(m);
  }
  if (m.on(LayerId::kNames)) names(m, labels);
  if (s.hovered != s.selected) ring(m, s.hovered, faded(m.ui.colours.accent, 0.9));
  ring(m, s.selected, m.ui.colours.cursor);
  labels.draw();
}

}  // namespace vedette::view
