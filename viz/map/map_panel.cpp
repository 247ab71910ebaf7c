// SPDX-License-Identifier: Apache-2.0
#include "viz/map/map_panel.hpp"

#include <fmt/format.h>

namespace vedette::view {

namespace {

struct Cached {
  Canvas canvas;
  std::string key;
};

// Everything that the still picture depends on.
std::string key_of(const MapArea& m) {
  const Session& s = m.ui.session;
  std::string key = fmt::format("{}|{:.9g}|{:.9g}|{:.9g}|{}x{}|{}|{}|{}|{}",
                                static_cast<const void*>(&m.doc), m.view.x_m, m.view.y_m,
                                m.view.px_per_m, m.view.width, m.view.height, m.ui.colours.dark,
                                m.ui.scale, s.design_version, static_cast<int>(s.settings.lang));
  for (const Layer& l : s.settings.layers.in_order())
    key += fmt::format("|{}{}{:.2f}", static_cast<int>(l.id), l.on, l.opacity);
  if (s.heat && m.on(LayerId::kHeat))
    key += fmt::format("|h{}{}|{}", static_cast<int>(s.heat->kind), s.heat->at.us, s.heat->hour);
  key += fmt::format("|l{}", s.level);
  key += fmt::format("|d{}{}{}{}", s.difference, m.second, s.split, s.pairs.size());
  return key;
}

void fit(Ui& ui, MapView& view) {
  Session& s = ui.session;
  const Scene& scene = s.main->scene;
  if (s.fit == Session::Fit::kSite) view.fit(scene.site_box());
  if (s.fit == Session::Fit::kCity) view.fit(scene.city_box());
  if (s.fit == Session::Fit::kAll) view.fit(scene.box());
  if (s.fit == Session::Fit::kSelected) {
    if (const auto at = s.place_of(s.selected)) {
      view.x_m = (*at)[0];
      view.y_m = (*at)[1];
      // Near enough to see a street or a perimeter zone, not nearer than the user already is.
      WorldBox site = scene.site_box();
      const bool on_site = !site.empty() && (*at)[0] >= site.x0 - 20 && (*at)[0] <= site.x1 + 20 &&
                           (*at)[1] >= site.y0 - 20 && (*at)[1] <= site.y1 + 20;
      if (on_site) {
        view.fit(site, 0.08);
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
  view.width = size.x;
  view.height = size.y;
  if (s.fit_wanted) fit(ui, view);
  MapArea still{ui, doc, view, nullptr, {0, 0}, second};
  if (const std::string key = key_of(still); key != cached.key) {
    cached.key = key;
    still.d = gui.begin_canvas(cached.canvas, static_cast<int>(size.x), static_cast<int>(size.y));
    draw_static(still);
    gui.end_canvas(cached.canvas, ui.colours.land);
  }
  ImDrawList* d = ImGui::GetWindowDrawList();
  const ImVec2 end{at.x + size.x, at.y + size.y};
  d->PushClipRect(at, end, true);
  gui.show_canvas(d, cached.canvas, at.x, at.y);
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
    return;
  }
  const float half = std::floor(size.x / 2) - 1;
  one_map(ui, gui, *s.main, first, at, {half, size.y}, false, over && mouse < at.x + half);
  one_map(ui, gui, *s.other, other, {at.x + half + 2, at.y}, {half, size.y}, true,
          over && mouse >= at.x + half + 2);
  ImGui::GetWindowDrawList()->AddRectFilled({at.x + half, at.y}, {at.x + half + 2, at.y + size.y},
                                            ui.colours.accent);
}

}  // namespace vedette::view
