// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "space/sight_plan.hpp"

namespace vedette {

/// Rings of corners, the outer one first, then holes; either way round, not touching each other.
using Rings = std::vector<std::vector<Offset>>;

/// The rings as opaque walls.
std::vector<BarrierWall> walls_of(const Rings& rings);
/// Enclosed area: of the outer ring less that of the holes.
double area_of(const Rings& rings);
/// The finest lattice (a power of two) that these coordinates leave room for.
double finest_units(const Rings& rings);

struct VertexGuards {
  std::vector<std::uint32_t> guards;  ///< corners, numbered ring after ring, ascending
  std::size_t lower_bound = 0;        ///< no fewer corners see everything
  bool proven = false;                ///< lower_bound = size of guards
  std::size_t witnesses = 0;          ///< points that the proof rests on
  int rounds = 0;
};

/// Fewest corners of a polygon with holes that together see all of it (art gallery problem with
/// vertex guards; Lee & Lin 1986: NP-hard). By witnesses (Couto, de Rezende & de Souza 2011): the
/// fewest corners that see a finite set of points are a lower bound; where they leave something
/// unseen, a point of each unseen part joins the set; where they do not, they are the optimum.
/// Which corner sees a witness is decided in integers on the finest lattice, so the bound is exact
/// (for corners rounded to 40 bits); that nothing is left unseen is checked over slabs in doubles,
/// parts below 1e-10 of the area being taken for rounding.
/// Throws std::invalid_argument where the rings enclose nothing.
VertexGuards fewest_vertex_guards(const Rings& rings);

}  // namespace vedette
