// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>

namespace vedette {

/// The rectangle around some places.
struct Extent {
  double west = 1e300, east = -1e300, south = 1e300, north = -1e300;
  void widen(double x, double y) {
    west = std::min(west, x), east = std::max(east, x);
    south = std::min(south, y), north = std::max(north, y);
  }
  double diagonal() const {
    return std::sqrt((east - west) * (east - west) + (north - south) * (north - south));
  }
  /// Places all over a city that lie in so few units are longitude and latitude, no metres.
  bool like_degrees() const {
    return west >= -180 && east <= 180 && south >= -90 && north <= 90 && east - west <= 5 &&
           north - south <= 5;
  }
};

}  // namespace vedette
