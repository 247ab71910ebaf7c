// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viz/panels/widgets.hpp"

namespace vedette::view {

/// The part of the time bar right of the lanes' names, and how time lies on it.
struct Bar {
  Ui& ui;
  ImDrawList* d;
  ImVec2 at, size;  ///< of the lanes' part, right of the names
  double position_of(float x) const {
    const Session& s = ui.session;
    return s.shown0 + (s.shown1 - s.shown0) * (x - at.x) / size.x;
  }
  float x_of(Time t) const {
    const Session& s = ui.session;
    return at.x +
           static_cast<float>((s.axis.position(t) - s.shown0) / (s.shown1 - s.shown0)) * size.x;
  }
};

/// Their lines, or their labels: those stand above what is left out.
void draw_ticks(const Bar& b, bool labels);
/// Left-out stretches, hatched.
void draw_cuts(const Bar& b);
/// How much happens where: all lanes together.
void draw_density(const Bar& b, float y, float h);
/// Marks of a lane as pills with counts; states as bands. Returns the mark under the mouse.
std::uint32_t draw_lane(const Bar& b, const Lane& lane, float y, float h, bool hovered_row);
/// Loop, notes, the moment under the mouse, the cursor.
void draw_cursor(const Bar& b);

}  // namespace vedette::view
