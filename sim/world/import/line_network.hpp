// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "space/geo_frame.hpp"

namespace vedette {

/// Road lines as maps hold them: through many points, of which few are junctions.
struct RoadLines {
  enum class Way : std::uint8_t { kBoth, kForward, kBackward };
  struct Point {
    std::int64_t id = 0;  // of the map, or its number
    LonLat at;
  };
  struct Line {
    std::int64_t id = 0;                 // of the map, or its number
    std::vector<std::uint32_t> through;  // indices of points, in order; two or more
    std::optional<double> speed_kmh;
    Way way = Way::kBoth;
  };
  std::vector<Point> points;
  std::vector<Line> lines;
};

/// Junctions and the roads between them. A junction is a point at which a line ends or that lines
/// pass twice or more often (a line that passes it twice counts twice).
struct LineNetwork {
  struct Road {
    std::uint32_t from = 0, to = 0;  // indices of junctions; the same for a loop
    double length_m = 0;             // along the line, on the ellipsoid
    std::optional<double> speed_kmh;
    bool oneway = false;  // from → to
    std::int64_t line = 0;
  };
  std::vector<RoadLines::Point> junctions;  // in the order of the points
  std::vector<Road> roads;                  // in the order of the lines
  double length_m = 0;                      // of all lines

  /// Junctions of the largest strongly connected part.
  std::size_t strong_junctions() const;
};

/// Lines cut at their junctions. Parallel roads and loops stay.
LineNetwork cut_at_junctions(const RoadLines& lines);

}  // namespace vedette
