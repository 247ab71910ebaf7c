// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.hpp"
#include "space/point.hpp"

namespace vedette {

enum class StreetKind { kNone, kLocal, kCollector, kArterial };

/// The streets of a made-up town, before anybody lives there.
struct TownStreets {
  struct Street {
    std::uint32_t a = 0, b = 0;  // indices of nodes
    StreetKind kind = StreetKind::kLocal;
    int name = 0;         // pieces of one street share it
    bool oneway = false;  // from a to b
  };
  struct Node {
    PointMm at;
    std::uint32_t district = 0;  // 0 old town, 1 new town, 2 east, 3 west
  };
  std::vector<Node> nodes;
  std::vector<Street> streets;
  std::vector<PointMm> river;
  double river_width_m = 0;
  std::uint32_t gate = 0;  // where the road to the facility ends
};

/// The middle of the town, where the two main streets cross.
inline constexpr PointMm kTownCentre{3'700'000, 3'000'000};

TownStreets lay_out_streets(const Random& random);

/// Cuts dead ends at the river and the edge of town, thins out suburbs, joins junctions that are
/// too near, removes needless bends and whatever hangs loose.
void tidy_streets(TownStreets& town, const Random& random);

/// Makes pairs of parallel streets in the old town one-way in opposite directions, as long as every
/// junction can still be reached from every other.
void make_oneway_pairs(TownStreets& town, int pairs);

}  // namespace vedette
