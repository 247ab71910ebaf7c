// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>

namespace vedette::view {

/// A point in pixels of the map, from its upper left corner.
struct ScreenPoint {
  float x = 0, y = 0;
};

/// A rectangle of the world in metres; empty until something is added.
struct WorldBox {
  double x0 = 1e300, y0 = 1e300, x1 = -1e300, y1 = -1e300;
  bool empty() const { return x0 > x1; }
  void add(double x, double y) {
    x0 = std::min(x0, x), y0 = std::min(y0, y), x1 = std::max(x1, x), y1 = std::max(y1, y);
  }
  void add(const WorldBox& b) {
    if (!b.empty()) add(b.x0, b.y0), add(b.x1, b.y1);
  }
};

/// What of a map's sides is taken by other things, pixels.
struct Insets {
  float left = 0, top = 0, right = 0, bottom = 0;
};

/// What part of the world the map shows: north is up, metres to pixels.
struct MapView {
  double x_m = 0, y_m = 0;  ///< in the middle
  double px_per_m = 0.1;
  float width = 100, height = 100;  ///< pixels

  static constexpr double kLeast = 1e-5, kMost = 200;

  ScreenPoint screen_from_world(double x, double y) const {
    return {static_cast<float>((x - x_m) * px_per_m + width / 2),
            static_cast<float>((y_m - y) * px_per_m + height / 2)};
  }
  double world_x(float screen_x) const { return (screen_x - width / 2) / px_per_m + x_m; }
  double world_y(float screen_y) const { return y_m - (screen_y - height / 2) / px_per_m; }

  /// Keeps the world under the cursor in place.
  void zoom_at(float sx, float sy, double factor) {
    const double x = world_x(sx), y = world_y(sy);
    px_per_m = std::clamp(px_per_m * factor, kLeast, kMost);
    x_m += x - world_x(sx);
    y_m += y - world_y(sy);
  }
  void pan(float dx, float dy) {
    x_m -= dx / px_per_m;
    y_m += dy / px_per_m;
  }
  /// Shows all of the box with a margin of `share` of the map on each side, within the insets.
  void fit(const WorldBox& box, double share = 0.05, const Insets& in = {}) {
    if (box.empty() || !(box.x1 - box.x0 < 1e9) || !(box.y1 - box.y0 < 1e9)) return;
    const double room = 1 - 2 * share;
    const double w = std::max(box.x1 - box.x0, 20.0), h = std::max(box.y1 - box.y0, 20.0);
    const double wide = std::max(1.0, static_cast<double>(width - in.left - in.right) * room),
                 high = std::max(1.0, static_cast<double>(height - in.top - in.bottom) * room);
    px_per_m = std::clamp(std::min(wide / w, high / h), kLeast, kMost);
    x_m = (box.x0 + box.x1) / 2 - (in.left - in.right) / 2 / px_per_m;
    y_m = (box.y0 + box.y1) / 2 + (in.top - in.bottom) / 2 / px_per_m;
  }
  WorldBox box() const {
    WorldBox b;
    b.add(world_x(0), world_y(0));
    b.add(world_x(width), world_y(height));
    return b;
  }
  bool operator==(const MapView&) const = default;
};

/// The longest of 1, 2, 5 times a power of ten metres that is at most `most_px` long.
inline double scale_bar_m(double px_per_m, double most_px) {
  const double metres = most_px / px_per_m;
  const double power = std::pow(10.0, std::floor(std::log10(metres)));
  for (const double m : {5.0, 2.0, 1.0})
    if (m * power <= metres) return m * power;
  return power;
}

}  // namespace vedette::view
