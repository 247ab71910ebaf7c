// SPDX-License-Identifier: Apache-2.0
// The mouse on the map: pan, zoom, select, and the tools that edit.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "viz/map/map_panel.hpp"

namespace vedette::view {

namespace {

/// What the mouse holds from press to release.
struct Held {
  bool moved = false;
  int camera = -1;
  bool turning = false;
  int station = -1;
  std::set<std::uint32_t> painted;
};
Held held;

double squared(ImVec2 a, ImVec2 b) {
  const double x = a.x - b.x, y = a.y - b.y;
  return x * x + y * y;
}

Selection under(const MapArea& m, ImVec2 mouse) {
  Selection best;
  double nearest = std::pow(m.ui.px(14), 2);
  const auto offer = [&](Selection s, ImVec2 at, double bonus) {
    const double d = squared(at, mouse) * bonus;
    if (d < nearest) nearest = d, best = s;
  };
  if (m.doc.store) {
    for (const std::uint32_t i : m.doc.now.open) {
      const Incident& n = m.doc.store->incidents()[i];
      offer(Selection::of(n.id), m.screen(n.x_m, n.y_m), 0.6);
    }
    for (const std::uint32_t who : m.doc.store->lively()) {
      const Standing& w = m.doc.now.who[who];
      if (!w.word || m.doc.store->activity(w.word) == Activity::kOff) continue;
      if (!m.ui.session.on_level(w.floor)) continue;
      if (w.x_m != 0 || w.y_m != 0)
        offer(Selection::of(EntityId(who)), m.screen(w.x_m, w.y_m), 0.8);
    }
  }
  const auto& g = m.doc.scene.geometry;
  for (const auto& c : m.ui.session.design.cameras)
    if (m.ui.session.on_level(c.floor)) offer(Selection::of(c.entity), m.screen(c.at), 1);
  for (const auto& s : m.ui.session.design.stations)
    if (s.node < g.city.nodes.size())
      offer(Selection::of(s.entity), m.screen(g.city.nodes[s.node].at), 1);
  if (m.view.px_per_m > 0.02 || m.doc.scene.entities.size() < 20'000)
    for (std::uint32_t i = 0; i < m.doc.scene.entities.size(); ++i) {
      const RecordedEntity& e = m.doc.scene.entities[i];
      if (!m.ui.session.on_level(e.floor)) continue;
      if (e.kind == EntityKind::kDoor || e.kind == EntityKind::kCheckpoint ||
          e.kind == EntityKind::kPost || e.kind == EntityKind::kZone)
        offer(Selection::of(EntityId(i)), m.screen(e.x_m, e.y_m), 1.2);
    }
  if (best.any()) return best;
  // Nothing near: the patrol cell under the mouse.
  const PointMm p = millimetres(m.view.world_x(mouse.x - m.at.x), m.view.world_y(mouse.y - m.at.y));
  if (p.x > -kMaxMm && p.x < kMaxMm && p.y > -kMaxMm && p.y < kMaxMm && m.on(LayerId::kCells))
    for (const auto& c : g.cells)
      if (contains(c.corners, p)) return Selection::of(c.entity);
  return {};
}

int nearest_camera(const MapArea& m, ImVec2 mouse) {
  int best = -1;
  double nearest = std::pow(m.ui.px(16), 2);
  const auto& all = m.ui.session.design.cameras;
  for (int i = 0; i < static_cast<int>(all.size()); ++i) {
    const auto& c = all[static_cast<std::size_t>(i)];
    if (!m.ui.session.on_level(c.floor)) continue;
    if (const double d = squared(m.screen(c.at), mouse); d < nearest) nearest = d, best = i;
  }
  return best;
}

std::uint32_t nearest_node(const MapArea& m, ImVec2 mouse, double within_px) {
  std::uint32_t best = kNoIndex;
  double nearest = within_px * within_px;
  const auto& nodes = m.doc.scene.geometry.city.nodes;
  for (std::uint32_t i = 0; i < nodes.size(); ++i)
    if (const double d = squared(m.screen(nodes[i].at), mouse); d < nearest) nearest = d, best = i;
  return best;
}

int nearest_road(const MapArea& m, ImVec2 p) {
  int best = -1;
  double nearest = std::pow(m.ui.px(12), 2);
  const auto& g = m.doc.scene.geometry.city;
  for (int i = 0; i < static_cast<int>(g.roads.size()); ++i) {
    const auto& r = g.roads[static_cast<std::size_t>(i)];
    const ImVec2 a = m.screen(g.nodes[r.from].at), b = m.screen(g.nodes[r.to].at);
    const double vx = b.x - a.x, vy = b.y - a.y, l = vx * vx + vy * vy;
    const double t = l > 0 ? std::clamp(((p.x - a.x) * vx + (p.y - a.y) * vy) / l, 0.0, 1.0) : 0;
    const double d =
        squared({static_cast<float>(a.x + vx * t), static_cast<float>(a.y + vy * t)}, p);
    if (d < nearest) nearest = d, best = i;
  }
  return best;
}

int nearest_station(const MapArea& m, ImVec2 mouse) {
  int best = -1;
  double nearest = std::pow(m.ui.px(18), 2);
  const auto& all = m.ui.session.design.stations;
  for (int i = 0; i < static_cast<int>(all.size()); ++i) {
    const std::uint32_t node = all[static_cast<std::size_t>(i)].node;
    if (node >= m.doc.scene.geometry.city.nodes.size()) continue;
    if (const double d = squared(m.screen(m.doc.scene.geometry.city.nodes[node].at), mouse);
        d < nearest)
      nearest = d, best = i;
  }
  return best;
}

// Press: take hold of what is under the mouse. Shift at a camera turns it.
void press(const MapArea& m, ImVec2 mouse) {
  Session& s = m.ui.session;
  held = {};
  if (s.tool == Tool::kMoveCamera) {
    held.camera = nearest_camera(m, mouse);
    held.turning = ImGui::GetIO().KeyShift;
  }
  if (s.tool == Tool::kMoveStation) held.station = nearest_station(m, mouse);
}

void drag_camera(const MapArea& m, ImVec2 mouse) {
  Session& s = m.ui.session;
  const auto& c = s.design.cameras[static_cast<std::size_t>(held.camera)];
  Edit e;
  e.name = s.entity_name(c.entity);
  const double x = m.view.world_x(mouse.x - m.at.x), y = m.view.world_y(mouse.y - m.at.y);
  if (held.turning) {
    e.kind = Edit::Kind::kTurnCamera;
    const double dx = x - static_cast<double>(c.at.x) / 1000,
                 dy = y - static_cast<double>(c.at.y) / 1000;
    if (dx == 0 && dy == 0) return;
    e.azimuth_deg = std::round(std::fmod(std::atan2(dx, dy) * 180 / 3.14159265358979 + 360, 360));
  } else {
    e.kind = Edit::Kind::kMoveCamera;
    e.x_m = rounded_to_mm(x), e.y_m = rounded_to_mm(y);
  }
  s.edits.add(std::move(e));
  s.refresh_design();
}

void drag(const MapArea& m, MapView& view, ImVec2 mouse, ImVec2 delta) {
  Session& s = m.ui.session;
  if (held.camera >= 0) return drag_camera(m, mouse);
  if (held.station >= 0) {
    const std::uint32_t node = nearest_node(m, mouse, 1e9);
    const auto& st = s.design.stations[static_cast<std::size_t>(held.station)];
    if (node == kNoIndex || node == st.node) return;
    s.edits.add({Edit::Kind::kMoveStation, s.entity_name(st.entity), 0, 0, 0, {node}});
    return s.refresh_design();
  }
  if (s.tool == Tool::kPaint) {
    const float brush = m.ui.px(26);
    const auto& nodes = m.doc.scene.geometry.city.nodes;
    for (std::uint32_t i = 0; i < nodes.size(); ++i)
      if (squared(m.screen(nodes[i].at), mouse) < brush * brush) held.painted.insert(i);
    return;
  }
  s.follow = false;
  view.pan(delta.x, delta.y);
}

void release(const MapArea& m, ImVec2 mouse) {
  Session& s = m.ui.session;
  if (s.tool == Tool::kPaint && !held.painted.empty()) {
    // Not the name of a fleet that is there: an overlay would take its beat away.
    const auto& units = m.doc.scene.geometry.units;
    std::size_t number = s.design.patrols.size();
    std::string name;
    do {
      name = fmt::format("painted-{}", ++number);
    } while (std::any_of(units.begin(), units.end(),
                         [&](const auto& unit) { return unit.fleet == name; }));
    s.edits.add({Edit::Kind::kPaint, name, 0, 0, 0, {held.painted.begin(), held.painted.end()}});
    s.edits.finish_drag();
    s.refresh_design();
  } else if (s.tool == Tool::kCloseRoad && !held.moved) {
    if (const int r = nearest_road(m, mouse); r >= 0) {
      const auto& road = m.doc.scene.geometry.city.roads[static_cast<std::size_t>(r)];
      s.edits.add({Edit::Kind::kCloseRoad, "", 0, 0, 0, {road.from, road.to}});
      s.edits.finish_drag();
      s.refresh_design();
    }
  } else if (held.camera >= 0 || held.station >= 0) {
    s.edits.finish_drag();
    s.refresh_design();
  } else if (s.tool == Tool::kSelect && !held.moved) {
    const Selection found = under(m, mouse);
    s.select(found);
    if (found.any()) s.set_tab(found.incident.valid() ? UpperTab::kIncident : UpperTab::kInspector);
  }
  held = {};
}

}  // namespace

void map_mouse(const MapArea& m, MapView& view, bool hovered) {
  Session& s = m.ui.session;
  const ImGuiIO& io = ImGui::GetIO();
  if (!hovered) return;
  const ImVec2 mouse = io.MousePos;
  for (const LevelChip& c : level_chips(m))
    if (mouse.x >= c.a.x && mouse.x < c.b.x && mouse.y >= c.a.y && mouse.y < c.b.y) {
      if (ImGui::IsMouseClicked(0)) s.level = c.level;
      return;
    }
  if (io.MouseWheel != 0)
    view.zoom_at(mouse.x - m.at.x, mouse.y - m.at.y, std::pow(1.25, io.MouseWheel));
  if (ImGui::IsMouseClicked(0)) press(m, mouse);
  const bool far = squared(io.MouseClickedPos[0], mouse) > std::pow(m.ui.px(4), 2);
  if (ImGui::IsMouseDown(0) && (far || held.moved || s.tool == Tool::kPaint)) {
    held.moved = held.moved || far;
    drag(m, view, mouse, io.MouseDelta);
  }
  if (ImGui::IsMouseReleased(0)) release(m, mouse);
  if (ImGui::IsMouseDragging(1) || ImGui::IsMouseDragging(2))
    view.pan(io.MouseDelta.x, io.MouseDelta.y);
  if (ImGui::IsMouseReleased(1) && squared(io.MouseClickedPos[1], mouse) < 16) {
    const Selection found = under(m, mouse);
    if (found.any()) {
      s.select(found);
      s.set_tab(found.incident.valid() ? UpperTab::kIncident : UpperTab::kInspector);
    }
    ImGui::OpenPopup("map_menu");
  }
  if (s.tool == Tool::kSelect && !ImGui::IsMouseDown(0)) {
    const Selection found = under(m, mouse);
    s.hovered = found;
    if (found.incident.valid())
      ImGui::SetTooltip("%s", s.incident_title(*s.incident(found.incident)).c_str());
    else if (found.entity.valid())
      ImGui::SetTooltip("%s", s.entity_name(found.entity).c_str());
  }
}

void map_menu(Ui& ui) {
  if (!ImGui::BeginPopup("map_menu")) return;
  ui.shut_on_escape();
  for (const char* id : {"map.follow", "map.fit_selected", "note", "what_if.camera", "what_if.road",
                         "what_if.station", "what_if.paint"}) {
    const Command* c = ui.commands.find(id);
    if (!c) continue;
    const bool enabled = c->enabled(ui.session);
    if (ImGui::MenuItem(ui.tr("command." + c->id), c->key.c_str(), false, enabled))
      c->run(ui.session);
    ui.mark("menu:" + c->id);
  }
  ImGui::EndPopup();
}

void draw_tool(const MapArea& m, bool hovered) {
  const Session& s = m.ui.session;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto& nodes = m.doc.scene.geometry.city.nodes;
  const auto dots = [&](const auto& list, Colour c) {
    for (const std::uint32_t n : list)
      if (n < nodes.size()) m.d->AddCircleFilled(m.screen(nodes[n].at), m.ui.px(5), c, 10);
  };
  for (const auto& patrol : s.design.patrols) dots(patrol.nodes, faded(okabe::kPurple, 0.7));
  if (!hovered || s.tool == Tool::kSelect) return;
  ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (s.tool == Tool::kPaint) {
    dots(held.painted, okabe::kPurple);
    m.d->AddCircle(mouse, m.ui.px(26), okabe::kPurple, 32, m.ui.px(1.5f));
  }
  if (s.tool == Tool::kCloseRoad)
    if (const int r = nearest_road(m, mouse); r >= 0) {
      const auto& road = m.doc.scene.geometry.city.roads[static_cast<std::size_t>(r)];
      m.d->AddLine(m.screen(nodes[road.from].at), m.screen(nodes[road.to].at), m.ui.colours.warning,
                   m.ui.px(4));
    }
  if (s.tool == Tool::kMoveCamera)
    if (const int c = nearest_camera(m, mouse); c >= 0)
      m.d->AddCircle(m.screen(s.design.cameras[static_cast<std::size_t>(c)].at), m.ui.px(11),
                     m.ui.colours.accent, 24, m.ui.px(2));
}

}  // namespace vedette::view
