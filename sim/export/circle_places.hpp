// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

#include "export/layers.hpp"
#include "space/road_graph.hpp"

namespace vedette::gis {

/// Where calls come from and people live.
struct CirclePlace {
  NodeId node;
  double calls_per_day = 0;
  double population = 0;
};

/// How many places, how many calls a day and inhabitants they have.
struct PlaceSums {
  std::size_t places = 0;
  double calls = 0, people = 0;
};

/// Of those places that are within.
template <class Within>
PlaceSums sums_of(const std::vector<CirclePlace>& places, Within within) {
  PlaceSums sums;
  for (const CirclePlace& p : places) {
    if (!within(p)) continue;
    ++sums.places;
    sums.calls += p.calls_per_day;
    sums.people += p.population;
  }
  return sums;
}

/// Nothing where the whole is nothing.
inline Value share_of(double part, double whole_of_it) {
  return real(whole_of_it > 0 ? part / whole_of_it : std::nan(""));
}

}  // namespace vedette::gis
