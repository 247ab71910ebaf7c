// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cover/circles.hpp"
#include "export/circle_places.hpp"
#include "export/layer.hpp"

namespace vedette::gis {

/// Who sets out, and what counts.
struct CircleQuestion {
  std::string description;  ///< of the layer: one sentence
  std::vector<CircleDrivers> drivers;
  std::vector<CirclePlace> places;
  std::vector<Duration> marks;  ///< ascending
  double buffer_m = 60;
};

/// The layer `response_circles`: one feature a mark, with counts of junctions, of places, of their
/// calls and of the people there (nothing where nobody has told how many).
Layer circles_layer(const CircleQuestion& question);

}  // namespace vedette::gis
