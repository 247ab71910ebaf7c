// SPDX-License-Identifier: Apache-2.0
// Scale bar, north, storeys, the name of what is shown.
#include <fmt/format.h>

#include <algorithm>

#include "viz/map/map_panel.hpp"

namespace vedette::view {

namespace {

/// The bar of round length, with room for its words above.
struct ScaleBar {
  std::string text;
  float width;
  ImVec4 box;
};
ScaleBar scale_bar(const MapArea& m) {
  const double metres = scale_bar_m(m.view.px_per_m, std::min(m.ui.px(140), m.view.width * 0.3f));
  ScaleBar out{
      metres >= 1000 ? fmt::format("{:g} km", metres / 1000) : fmt::format("{:g} m", metres),
      static_cast<float>(metres * m.view.px_per_m),
      {}};
  const float x = m.at.x + m.view.width - m.ui.px(18), y = m.at.y + m.view.height - m.ui.px(18);
  const ImFont* font = m.ui.small;
  const float words = font->CalcTextSizeA(font->FontSize, 1e9f, 0, out.text.c_str()).x;
  out.box = {x - std::max(out.width, words) - m.ui.px(6), y - m.ui.px(21), x + m.ui.px(6),
             y + m.ui.px(6)};
  return out;
}

// On a map too small for its words the arrow alone is left out first.
bool has_north(const MapArea& m) {
  return m.view.width > m.ui.px(160) && m.view.height > m.ui.px(160);
}

void scale_and_north(const MapArea& m) {
  const Palette& p = m.ui.colours;
  const ScaleBar bar = scale_bar(m);
  const float w = bar.width, t = m.ui.px(5);
  const float x1 = m.at.x + m.view.width - m.ui.px(18), y = m.at.y + m.view.height - m.ui.px(18);
  const Colour c = p.text;
  m.d->AddRectFilled({bar.box.x, bar.box.y}, {bar.box.z, bar.box.w}, faded(p.panel, 0.75),
                     m.ui.px(4));
  m.d->AddLine({x1 - w, y}, {x1, y}, c, m.ui.px(1.6f));
  m.d->AddLine({x1 - w, y - t}, {x1 - w, y + 1}, c, m.ui.px(1.6f));
  m.d->AddLine({x1, y - t}, {x1, y + 1}, c, m.ui.px(1.6f));
  const ImFont* font = m.ui.small;
  const float tw = font->CalcTextSizeA(font->FontSize, 1e9f, 0, bar.text.c_str()).x;
  m.d->AddText(m.ui.small, font->FontSize, {x1 - w / 2 - tw / 2, y - m.ui.px(18)}, c,
               bar.text.c_str());
  if (!has_north(m)) return;
  const ImVec2 n{m.at.x + m.view.width - m.ui.px(26), m.at.y + m.ui.px(40)};
  const float r = m.ui.px(13);
  m.d->AddCircleFilled(n, r + m.ui.px(5), faded(p.panel, 0.8), 24);
  m.d->AddTriangleFilled({n.x, n.y - r}, {n.x - r * 0.45f, n.y + r * 0.6f}, {n.x, n.y + r * 0.25f},
                         p.text);
  m.d->AddTriangleFilled({n.x, n.y - r}, {n.x + r * 0.45f, n.y + r * 0.6f}, {n.x, n.y + r * 0.25f},
                         p.dim);
  const float nw = m.ui.small->CalcTextSizeA(m.ui.small->FontSize, 1e9f, 0, "N").x;
  m.d->AddText(m.ui.small, m.ui.small->FontSize, {n.x - nw / 2, n.y - r - m.ui.px(19)}, p.text,
               "N");
}

void levels(const MapArea& m) {
  for (const LevelChip& c : level_chips(m)) {
    const bool on = c.level == m.ui.session.level;
    m.d->AddRectFilled(c.a, c.b, on ? m.ui.colours.accent : faded(m.ui.colours.panel, 0.88),
                       m.ui.px(4));
    m.d->AddRect(c.a, c.b, faded(m.ui.colours.line, 0.9), m.ui.px(4));
    const std::string text =
        c.level > 0 ? fmt::format("{} F", c.level) : fmt::format("B {}", 1 - c.level);
    const ImVec2 size = m.ui.small->CalcTextSizeA(m.ui.small->FontSize, 1e9f, 0, text.c_str());
    m.d->AddText(m.ui.small, m.ui.small->FontSize,
                 {(c.a.x + c.b.x - size.x) / 2, (c.a.y + c.b.y - size.y) / 2},
                 on ? m.ui.colours.accent_text : m.ui.colours.text, text.c_str());
    m.ui.marks["level:" + std::to_string(c.level)] = {c.a.x, c.a.y, c.b.x, c.b.y};
  }
}

void name(const MapArea& m) {
  const Session& s = m.ui.session;
  if (!s.other) return;
  const std::string text =
      std::string(m.second  ? "B  "
                  : s.split ? "A  "
                            : "B - A  ") +
      (s.settings.lang == Lang::kZh ? m.doc.scene.name_zh : m.doc.scene.name_en);
  const ImVec2 a{m.at.x + m.ui.px(12), m.at.y + m.ui.px(10)};
  const ImVec2 size = m.ui.bold->CalcTextSizeA(m.ui.bold->FontSize, 1e9f, 0, text.c_str());
  m.d->AddRectFilled({a.x - m.ui.px(7), a.y - m.ui.px(4)},
                     {a.x + size.x + m.ui.px(7), a.y + size.y + m.ui.px(4)},
                     faded(m.ui.colours.panel, 0.9), m.ui.px(4));
  m.d->AddText(m.ui.bold, m.ui.bold->FontSize, a, m.ui.colours.text, text.c_str());
  if (!m.second && s.split) return;
  // What makes the second one another.
  constexpr std::size_t kMost = 4;
  const ImFont* font = m.ui.small;
  float y = a.y + size.y + m.ui.px(6);
  for (std::size_t i = 0; i < std::min(s.changed.size(), kMost + 1); ++i, y += m.ui.px(17)) {
    const std::string line =
        i < kMost ? s.changed[i] : fmt::format("+ {}", s.changed.size() - kMost);
    const float w = font->CalcTextSizeA(font->FontSize, 1e9f, 0, line.c_str()).x;
    m.d->AddRectFilled({a.x - m.ui.px(7), y}, {a.x + w + m.ui.px(7), y + m.ui.px(17)},
                       faded(m.ui.colours.panel, 0.9));
    m.d->AddText(font, font->FontSize, {a.x, y + m.ui.px(1)}, m.ui.colours.text, line.c_str());
  }
}

}  // namespace

std::vector<LevelChip> level_chips(const MapArea& m) {
  std::vector<LevelChip> out;
  if (m.doc.scene.geometry.floors.size() < 2) return out;
  const std::vector<int> all = m.doc.scene.levels();
  const WorldBox& site = m.doc.scene.site_box();
  if (all.size() < 2 || (site.x1 - site.x0) * m.view.px_per_m < m.ui.px(120)) return out;
  const float w = m.ui.px(40), h = m.ui.px(22), x = m.at.x + m.view.width - m.ui.px(46);
  float y = m.at.y + m.ui.px(74);
  for (std::size_t i = all.size(); i-- > 0; y += h + m.ui.px(3))
    out.push_back({all[i], {x, y}, {x + w, y + h}});
  return out;
}

std::vector<ImVec4> furniture_boxes(const MapArea& m) {
  std::vector<ImVec4> out{scale_bar(m).box};
  if (const ImVec4 box = legend_box(m); box.z > box.x) out.push_back(box);
  const float right = m.at.x + m.view.width;
  if (has_north(m))
    out.push_back({right - m.ui.px(46), m.at.y + m.ui.px(6), right - m.ui.px(6),
                   m.at.y + m.ui.px(60)});
  for (const LevelChip& c : level_chips(m)) out.push_back({c.a.x, c.a.y, c.b.x, c.b.y});
  return out;
}

void draw_furniture(const MapArea& m) {
  draw_legend(m);
  scale_and_north(m);
  levels(m);
  name(m);
}

}  // namespace vedette::view
