// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "export/circles_layer.hpp"

namespace vedette::gis {

/// What is reached of the roads by those whose places change, and for how much of the time.
struct PatrolCircleQuestion {
  std::string description;  ///< of the layer: one sentence
  CircleDrivers drivers;    ///< as whom the last stretch of a road is driven; its sources are none
  std::vector<CirclePlace> places;
  std::vector<Duration> marks;  ///< ascending
  std::vector<double> shares;   ///< of the time, 0 < share <= 1
  /// [share][junction]: within which it is reached in that share of the time; kUnreachable.
  std::vector<std::vector<Duration>> times;
  double buffer_m = 60;
};

/// The layer `circles_of_patrols`: one feature for each share and mark, all within `buffer_m` of
/// the roads that are reached from a junction reached in that share of the time.
Layer patrol_circles_layer(const PatrolCircleQuestion& question);

}  // namespace vedette::gis
