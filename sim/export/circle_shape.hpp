// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "cover/circles.hpp"
#include "export/layer.hpp"
#include "space/road_graph.hpp"

namespace vedette::gis {

inline constexpr double kBufferMetres = 60;

/// A straight piece of road, or a place where both ends are one.
struct Piece {
  PointMm a, b;
  constexpr auto operator<=>(const Piece&) const = default;
};

/// What the drivers reach of the roads within `mark`, when they reach the nodes as `reach` says
/// (one per node): arcs from one end or both, the last of them cut where the mark falls, in
/// proportion to time. A street in both directions is one piece or two. Sorted, each once;
/// junctions where nothing begins are not in it.
std::vector<Piece> reached_pieces(const CircleDrivers& drivers,
                                  std::span<const Circles::Reach> reach, Duration mark);

/// All within `radius_m` of a piece, in whole millimetres: the hull of two 32-cornered polygons
/// whose corners lie on the circle, so that at most 0.5 % of the radius is missing. Of two pieces
/// in one direction from the same end the longer one's contains the shorter one's.
Polygon around(const Piece& piece, double radius_m);

/// The response circle of each mark (ascending): all within `buffer_m` of the roads that somebody
/// reaches, as polygons without shared points. Each holds the one before, up to the rounding to
/// 1 mm. Holes under 1 m² are filled. A mark that nobody leaves in has none.
std::vector<std::vector<Rings>> circle_polygons(std::span<const CircleDrivers> drivers,
                                                std::span<const Duration> marks, double buffer_m);

}  // namespace vedette::gis
