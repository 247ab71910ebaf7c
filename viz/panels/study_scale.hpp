// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <string>

#include "viz/core/comparison.hpp"
#include "viz/panels/widgets.hpp"

namespace vedette::view {

/// From the least to the greatest of what is drawn, with a little room.
struct Scale {
  double low = 1e300, high = -1e300;
  void add(double v) {
    if (std::isfinite(v)) low = std::min(low, v), high = std::max(high, v);
  }
  /// No further than a figure of that unit can go: shares lie between none and all.
  void finish(const std::string& unit) {
    if (low > high) low = 0, high = 1;
    const double room = std::max((high - low) * 0.06, std::abs(high) * 1e-6 + 1e-9);
    const bool positive = low >= 0, share = unit == "share" && positive && high <= 1;
    low -= room, high += room;
    if (positive) low = std::max(low, 0.0);
    if (share) high = std::min(high, 1.0);
    if (high <= low) high = low + 1e-9;
  }
  float x(double v, float x0, float w) const {
    return x0 + static_cast<float>(std::clamp((v - low) / (high - low), 0.0, 1.0)) * w;
  }
};

/// The ends and the middle of the scale, as many as there is room for, on one line of small words.
inline void draw_scale(const Ui& ui, const Scale& scale, const std::string& unit, ImVec2 at,
                       float w) {
  ImDrawList* d = ImGui::GetWindowDrawList();
  const ImFont* font = ui.small;
  float used = at.x - 1;
  const std::string last = figure_text(scale.high, unit);
  const float last_w = font->CalcTextSizeA(font->FontSize, 1e9f, 0, last.c_str()).x;
  const float end = at.x + w - last_w;
  for (const double part : {0.0, 0.5, 1.0}) {
    const std::string text = figure_text(scale.low + part * (scale.high - scale.low), unit);
    const float wide = font->CalcTextSizeA(font->FontSize, 1e9f, 0, text.c_str()).x;
    const float x = at.x + static_cast<float>(part) * (w - wide);
    const bool fits = x > used && (part == 1.0 || x + wide + ui.px(6) < end);
    if (!fits) continue;
    d->AddText(font, font->FontSize, {x, at.y}, ui.colours.dim, text.c_str());
    used = x + wide + ui.px(6);
  }
}

/// Whether the difference is beyond chance, and for the better.
inline Colour difference_colour(const Ui& ui, const StudyValue& v, int goal) {
  if (!v.has_interval() || goal == 0 || (v.low <= 0 && v.high >= 0)) return ui.colours.dim;
  return (v.mean > 0) == (goal > 0) ? rgb(0x2FBF9B) : ui.colours.warning;
}

}  // namespace vedette::view
