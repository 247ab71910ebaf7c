// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "space/lattice.hpp"

namespace vedette {

/// A piece of wall on the lattice with the number of its kind.
struct LatticeWall {
  LatticePoint a, b;
  std::uint32_t kind = 0;
};

/// The same walls cut where they cross, touch or overlap, so that two pieces share at most an end;
/// of pieces that lie on each other one for each kind stays. Pieces without length are dropped. A
/// crossing is rounded to the lattice, which bends walls by less than one unit; cuts are repeated
/// until none is left to do. Throws InputError where that does not end (walls that cross at angles
/// of about a unit).
/// Found through a uniform grid; in the order of their first ends.
std::vector<LatticeWall> noded(std::vector<LatticeWall> walls);

}  // namespace vedette
