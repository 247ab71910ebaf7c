// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "viz/core/edits.hpp"
#include "viz/core/scene.hpp"

namespace vedette::view {

/// Response circles of a design: how soon somebody from the nearest station can be anywhere.
struct CircleField {
  std::vector<double> node_s;         ///< per junction of the city, seconds; infinite: never
  std::vector<std::uint32_t> source;  ///< per junction the station, kNoIndex if none
  std::vector<std::int64_t> marks_us;
  std::vector<double> share;           ///< per mark: of the places of demand
  std::vector<double> weighted_share;  ///< per mark: of the calls
  double longest_s = 0, mean_s = 0;
};

/// Empty without roads or stations. Travel by siren, turnout 0; within means at most.
/// `hour` of the day: its traffic; -1: free roads.
CircleField circles_of(const Scene& scene, const Design& design, int hour = -1);

/// A piece of a road within one band: 0 within the first mark, 1 the second, …, marks.size()
/// beyond.
struct BandPiece {
  float x0, y0, x1, y1;  ///< metres
  std::uint8_t band;
};
/// Roads cut where the time, linear between their ends, passes a mark.
std::vector<BandPiece> bands_of(const Scene& scene, const CircleField& field);

}  // namespace vedette::view
