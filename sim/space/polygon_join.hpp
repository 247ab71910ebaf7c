// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "space/polygon.hpp"

namespace vedette {

/// A polygon with holes: the outer ring, then the holes.
using Rings = std::vector<Polygon>;

/// The union of polygons, as polygons whose insides do not meet. Where they share borders (also a
/// part of an edge only) or lie apart, it is exact: their areas add up to the millimetre. Where
/// edges cross, the crossing is rounded to 1 mm. Parts that touch in corners only are parts of
/// their own; rings touch themselves and each other in points at most.
/// Outer rings run anticlockwise, holes clockwise, without corners in the middle of an edge, each
/// from its smallest corner on; the parts and the holes of each in order. Throws InputError where
/// edges cross at angles too small for the millimetre.
std::vector<Rings> join_polygons(std::span<const Polygon> polygons);

/// Area of the outer ring without the holes.
double area_m2(const Rings& rings);

}  // namespace vedette
