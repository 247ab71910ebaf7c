// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "space/polygon.hpp"

namespace vedette {

/// Divides the rectangle around the points (wider by `margin_mm` on every side) among `regions`:
/// what lies around a point belongs to its region, and borders run half-way between neighbouring
/// points of different regions, neighbours being those of a Delaunay mesh. The regions do not
/// overlap and leave nothing out: their areas add up to the rectangle's, to the mm². Per region its
/// rings, outer ones anticlockwise and holes clockwise, the largest first; none where it has no
/// point. `region_of` has one entry (< regions) a point; points at one place go with the first.
std::vector<std::vector<Polygon>> point_regions(std::span<const PointMm> points,
                                                std::span<const std::uint32_t> region_of,
                                                std::size_t regions, std::int64_t margin_mm);

/// One closed border around them all: rings joined by bridges without width, there and back. Inside
/// by the even-odd rule, and the signed area, are those of the rings.
Polygon bridged(std::vector<Polygon> rings);

}  // namespace vedette
