// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>

#include "space/polygon.hpp"

namespace vedette {

/// Two sides of one ring, or of two, that meet where they should not. Side i goes from corner i to
/// the next one.
struct SidesMeet {
  std::size_t first = 0, second = 0;
  bool cross = false;  ///< each goes through the other's inside; else they touch or overlap
};

/// The first two sides of a ring (in order of their numbers) that meet elsewhere than neighbours do
/// at their common corner. Corners that repeat the one before them are passed over. Exact; n log n
/// where few sides lie over one another in x.
std::optional<SidesMeet> own_sides_meet(const Polygon& ring);

/// The first side of `one` that crosses (not only touches) a side of `other`.
std::optional<SidesMeet> sides_cross(const Polygon& one, const Polygon& other);

}  // namespace vedette
