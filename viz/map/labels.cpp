// SPDX-License-Identifier: Apache-2.0
#include "viz/map/labels.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace vedette::view {

namespace {

constexpr float kSquare = 4;  // pixels

}  // namespace

Labels::Labels(const MapArea& m)
    : m_(m),
      columns_(static_cast<int>(m.view.width / kSquare) + 1),
      rows_(static_cast<int>(m.view.height / kSquare) + 1),
      taken_([]() -> std::vector<std::uint8_t>& {
        static std::vector<std::uint8_t> kept;
        return kept;
      }()) {
  taken_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_), 0);
  for (const ImVec4& box : furniture_boxes(m)) block({box.x, box.y}, {box.z, box.w});
}

void Labels::put(ImVec2 at, const std::string& text, Colour colour, float gap, bool must) {
  if (!text.empty() && m_.sees(at, must ? 80.0f : 0.0f))
    asked_.push_back({at, text, colour, gap, must, false});
}

void Labels::put_middle(ImVec2 at, const std::string& text, Colour colour) {
  if (!text.empty() && m_.sees(at, 0)) asked_.push_back({at, text, colour, 0, false, true});
}

void Labels::block(ImVec2 middle, float r) {
  block({middle.x - r, middle.y - r}, {middle.x + r, middle.y + r});
}

void Labels::block(ImVec2 a, ImVec2 b) {
  const auto square = [](float x, int most) {
    return std::clamp(static_cast<int>(std::floor(x / kSquare)), -1, most);
  };
  const int x0 = std::max(0, square(a.x - m_.at.x, columns_)),
            x1 = std::min(columns_ - 1, square(b.x - m_.at.x, columns_));
  const int y0 = std::max(0, square(a.y - m_.at.y, rows_)),
            y1 = std::min(rows_ - 1, square(b.y - m_.at.y, rows_));
  for (int y = y0; y <= y1; ++y)
    for (int x = x0; x <= x1; ++x)
      taken_[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) +
             static_cast<std::size_t>(x)] = 1;
}

bool Labels::free(ImVec2 a, ImVec2 b) const {
  if (a.x < m_.at.x || a.y < m_.at.y || b.x > m_.at.x + m_.view.width ||
      b.y > m_.at.y + m_.view.height)
    return false;
  const auto square = [](float x) { return static_cast<int>(x / kSquare); };
  for (int y = square(a.y - m_.at.y); y <= square(b.y - m_.at.y); ++y)
    for (int x = square(a.x - m_.at.x); x <= square(b.x - m_.at.x); ++x)
      if (taken_[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) +
                 static_cast<std::size_t>(x)])
        return false;
  return true;
}

void Labels::show(const Asked& l, ImVec2 at, ImVec2 size) const {
  const ImFont* font = m_.ui.small;
  const float pad = m_.ui.px(2);
  // Lines below do not run through the words.
  m_.d->AddRectFilled({at.x - pad, at.y}, {at.x + size.x + pad, at.y + size.y},
                      l.must ? faded(m_.ui.colours.panel, 0.92)
                             : faded(m_.ui.colours.halo, 0.75 * (l.colour >> 24) / 255.0),
                      m_.ui.px(3));
  const Colour halo = faded(m_.ui.colours.halo, 0.8 * (l.colour >> 24) / 255.0);
  for (const auto& [x, y] : {std::pair(-1, 0), std::pair(1, 0), std::pair(0, -1), std::pair(0, 1)})
    m_.d->AddText(font, font->FontSize,
                  {at.x + static_cast<float>(x), at.y + static_cast<float>(y)}, halo,
                  l.text.c_str());
  m_.d->AddText(font, font->FontSize, at, l.colour, l.text.c_str());
}

void Labels::draw(const Asked& l) {
  const ImFont* font = m_.ui.small;
  const ImVec2 size = font->CalcTextSizeA(font->FontSize, 1e9f, 0, l.text.c_str());
  const float half_x = size.x / 2, half_y = size.y / 2, above = l.middle ? size.y : l.gap;
  std::array<ImVec2, 4> places{ImVec2{l.at.x + l.gap, l.at.y - half_y},
                               ImVec2{l.at.x - l.gap - size.x, l.at.y - half_y},
                               ImVec2{l.at.x - half_x, l.at.y + above},
                               ImVec2{l.at.x - half_x, l.at.y - above - size.y}};
  if (l.middle) {
    places[0] = places[1] = {l.at.x - half_x, l.at.y - half_y};
    places[2].y = l.at.y + half_y, places[3].y = l.at.y - half_y - size.y;
  }
  for (ImVec2 p : places) {
    p = {std::round(p.x), std::round(p.y)};
    if (!free({p.x - 1, p.y}, {p.x + size.x + 1, p.y + size.y})) continue;
    block(p, {p.x + size.x, p.y + size.y});
    return show(l, p, size);
  }
  if (!l.must) return;
  // What is selected is named whatever lies there, but within the map.
  const ImVec2 p{
      std::clamp(places[0].x, m_.at.x, std::max(m_.at.x, m_.at.x + m_.view.width - size.x)),
      std::clamp(places[0].y, m_.at.y, std::max(m_.at.y, m_.at.y + m_.view.height - size.y))};
  block(p, {p.x + size.x, p.y + size.y});
  show(l, p, size);
}

void Labels::draw() {
  for (const bool must : {true, false})
    for (const Asked& label : asked_)
      if (label.must == must) draw(label);
}

}  // namespace vedette::view
