// SPDX-License-Identifier: Apache-2.0
#include "viz/map/map_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vedette::view {

namespace {

/// A picture of what stands still, somewhat larger than the map, so that it can be moved under the
/// map's frame for a while before it must be drawn anew.
struct Cached {
  Canvas canvas;
  std::string key;
  MapView view;  ///< that it was drawn for, its margins included
  MapView last;  ///< of the map in the frame before
};

/// Of the map's width and height, on each side; whole steps of the grid that dots lie on.
float margin(float size) {
  return std::floor(size / 8 / 12) * 12;
}
/// So much of the map may be without a picture, and so far may the picture be scaled, while moving.
constexpr float kMostBare = 0.08f;
constexpr double kMostScaled = 1.8;

// Everything but the view that the still picture depends on.
std::string key_of(const MapArea& m) {
  const Session& s = m.ui.session;
  std::string key = fmt::format("{}|{}x{}|{}|{}|{}|{}", static_cast<const void*>(&m.doc),
                                m.view.width, m.view.height, m.ui.colours.dark, m.ui.scale,
                                s.design_version, static_cast<int>(s.settings.lang));
  for (const Layer& l : s.settings.layers.in_order())
    key += fmt::format("|{}{}{:.2f}", static_cast<int>(l.id), l.on, l.opacity);
  if (s.heat && m.on(LayerId::kHeat))
    key += fmt::format("|h{}{}|{}", static_cast<int>(s.heat->kind), s.heat->at.us, s.heat->hour);
  key += fmt::format("|l{}", s.level);
  key += fmt::format("|d{}{}{}{}", s.difference, m.second, s.split, s.pairs.size());
  return key;
}

// Where the picture drawn for `c.view` lies under the map.
void place(Cached& c, const MapView& view, ImVec2 at) {
  Canvas& p = c.canvas;
  p.x0 = at.x, p.y0 = at.y, p.x1 = at.x + view.width, p.y1 = at.y + view.height;
  p.step = static_cast<float>(c.view.px_per_m / view.px_per_m);
  const ScreenPoint corner = c.view.screen_from_world(view.world_x(0), view.world_y(0));
  p.u0 = corner.x, p.v0 = corner.y;
  if (p.step == 1) p.u0 = std::round(p.u0), p.v0 = std::round(p.v0);
}

// The share of the map that the picture does not reach.
float bare(const Canvas& p) {
  const float w = p.x1 - p.x0, h = p.y1 - p.y0;
  const auto covered = [&](float u, float size, float length) {
    const float from = std::max(0.0f, -u / p.step), to = std::min(length, (size - u) / p.step);
    return std::max(0.0f, to - from) / length;
  };
  return 1 - covered(p.u0, static_cast<float>(p.width), w) *
                 covered(p.v0, static_cast<float>(p.height), h);
}

// While the map moves, the picture that is there is moved and scaled; drawn anew when the map
// stands again, or when too little of the picture is left.
bool still_good(Cached& c, const MapView& view, ImVec2 at) {
  place(c, view, at);
  if (c.view.x_m == view.x_m && c.view.y_m == view.y_m && c.view.px_per_m == view.px_per_m)
    return true;
  if (c.last == view) return false;
  const double scaled = c.view.px_per_m / view.px_per_m;
  return bare(c.canvas) < kMostBare && scaled < kMostScaled && scaled > 1 / kMostScaled;
}

bool overlap(const ImVec4& a, const ImVec4& b) {
  return a.x < b.z && b.x < a.z && a.y < b.w && b.y < a.w;
}

// As large as it goes without lying under legend, scale bar, arrow or storeys; where keeping clear
// of them would cost more than a third, as large as it goes.
void fit_box(Ui& ui, const Document& doc, MapView& view, const WorldBox& box, double share) {
  if (box.empty()) return;
  view.fit(box, share);
  const MapView whole = view;
  MapView best = view;
  bool found = false;
  const auto boxes = [&] {
    return furniture_boxes(MapArea{ui, doc, view, nullptr, {0, 0}});
  };
  const ImVec4 legend = legend_box(MapArea{ui, doc, view, nullptr, {0, 0}});
  const float bar = ui.px(44), arrow = ui.px(62), column = ui.px(50);
  for (const float left : {0.0f, legend.z})
    for (const float bottom : {0.0f, bar, view.height - legend.y})
      for (const float right : {0.0f, column})
        for (const float top : {0.0f, arrow}) {
          view.fit(box, share, {left, top, right, bottom});
          const ScreenPoint a = view.screen_from_world(box.x0, box.y1),
                            b = view.screen_from_world(box.x1, box.y0);
          const auto others = boxes();
          if (std::any_of(others.begin(), others.end(), [&](const ImVec4& o) {
                return overlap({a.x, a.y, b.x, b.y}, o);
              }))
            continue;
          if (!found || view.px_per_m > best.px_per_m) best = view;
          found = true;
        }
  view = found && best.px_per_m > whole.px_per_m * 0.66 ? best : whole;
}

void fit(Ui& ui, MapView& view) {
  Session& s = ui.session;
  const Scene& scene = s.main->scene;
  const auto show = [&](const WorldBox& box, double share = 0.03) {
    fit_box(ui, *s.main, view, box, share);
  };
  if (s.fit == Session::Fit::kSite) show(scene.site_box());
  if (s.fit == Session::Fit::kCity) show(scene.city_box());
  if (s.fit == Session::Fit::kAll) show(scene.box());
  if (s.fit == Session::Fit::kSelected) {
    if (const auto at = s.place_of(s.selected)) {
      view.x_m = (*at)[0];
      view.y_m = (*at)[1];
      // Near enough to see a street or a perimeter zone, not nearer than the user already is.
      WorldBox site = scene.site_box();
      const bool on_site = !site.empty() && (*at)[0] >= site.x0 - 20 && (*at)[0] <= site.x1 + 20 &&
                           (*at)[1] >= site.y0 - 20 && (*at)[1] <= site.y1 + 20;
      if (on_site) {
        show(site, 0.06);
      } else {
        view.px_per_m = std::max(view.px_per_m, 0.25);
      }
    }
  }
  s.fit_wanted = false;
}

void one_map(Ui& ui, Gui& gui, const Document& doc, Cached& cached, ImVec2 at, ImVec2 size,
             bool second, bool hovered) {
  Session& s = ui.session;
  MapView& view = s.view;
  // A map as it was fitted is fitted anew when its frame changes (a panel, a second recording).
  static MapView fitted;
  if (!second && view == fitted && (view.width != size.x || view.height != size.y))
    s.fit_wanted = true;
  view.width = size.x;
  view.height = size.y;
  if (s.fit_wanted) {
    fit(ui, view);
    fitted = view;
  }
  const MapArea whole{ui, doc, view, nullptr, {0, 0}, second};
  const std::string key = key_of(whole);
  if (key != cached.key || !still_good(cached, view, at)) {
    cached.key = key;
    cached.view = view;
    cached.view.width += 2 * margin(size.x), cached.view.height += 2 * margin(size.y);
    MapArea still{ui, doc, cached.view, nullptr, {0, 0}, second, &gui};
    still.d = gui.begin_canvas(cached.canvas, static_cast<int>(cached.view.width),
                               static_cast<int>(cached.view.height));
    draw_static(still);
    gui.end_canvas(cached.canvas, ui.colours.land);
    place(cached, view, at);
  }
  // Until it stands another frame is wanted.
  const bool stands = cached.view.x_m == view.x_m && cached.view.y_m == view.y_m &&
                      cached.view.px_per_m == view.px_per_m;
  if (!stands) s.view_moves = true;
  cached.last = view;
  ImDrawList* d = ImGui::GetWindowDrawList();
  const ImVec2 end{at.x + size.x, at.y + size.y};
  d->PushClipRect(at, end, true);
  if (!stands && bare(cached.canvas) > 0) d->AddRectFilled(at, end, ui.colours.land);
  gui.show_canvas(d, cached.canvas);
  const MapArea area{ui, doc, view, d, at, second};
  draw_live(area);
  if (!second) draw_tool(area, hovered);
  draw_furniture(area);
  d->PopClipRect();
  map_mouse(area, view, hovered);
}

}  // namespace

void map_panel(Ui& ui, Gui& gui) {
  static Cached first, other;
  Session& s = ui.session;
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const ImVec2 size{std::max(50.0f, std::floor(room.x)), std::max(50.0f, std::floor(room.y))};
  ImGui::InvisibleButton("map", size,
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight |
                             ImGuiButtonFlags_MouseButtonMiddle);
  ui.mark("map");
  const bool over = ImGui::IsItemHovered() || ImGui::IsItemActive();
  const float mouse = ImGui::GetMousePos().x;
  if (!s.other || !s.split) {
    one_map(ui, gui, *s.main, first, at, size, false, over);
    map_menu(ui);
    return;
  }
  const float half = std::floor(size.x / 2) - 1;
  // The map on which a button was pressed keeps the mouse until it is released.
  static bool on_second = false;
  bool held = false;
  for (const int button : {0, 1, 2})
    held = held || (ImGui::IsMouseDown(button) && !ImGui::IsMouseClicked(button)) ||
           ImGui::IsMouseReleased(button);
  if (!held) on_second = mouse >= at.x + half + 1;
  one_map(ui, gui, *s.main, first, at, {half, size.y}, false, over && !on_second);
  one_map(ui, gui, *s.other, other, {at.x + half + 2, at.y}, {half, size.y}, true,
          over && on_second);
  ImGui::GetWindowDrawList()->AddRectFilled({at.x + half, at.y}, {at.x + half + 2, at.y + size.y},
                                            ui.colours.accent);
  map_menu(ui);
}

}  // namespace vedette::view
