// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/statistics.hpp"

namespace vedette {

/// A point in the unit cube, one coordinate a factor.
using UnitPoint = std::vector<double>;

/// Trajectories of M. D. Morris ("Factorial sampling plans for preliminary computational
/// experiments", Technometrics 33(2), 1991): each starts on the grid {0, 1/(p-1), …, 1} and moves
/// one factor after the other, in random order, by p / (2 (p - 1)). factors + 1 points each.
/// `levels` p even.
std::vector<UnitPoint> morris_points(std::size_t factors, std::size_t trajectories, unsigned levels,
                                     std::uint64_t seed);

/// What a factor does to a figure, in units of the figure over the factor's whole range.
/// Trajectories are drawn one like the other, so that their effects are a sample: Student's
/// intervals.
struct MorrisEffect {
  Interval mean;            ///< of the elementary effects: which way
  Interval mean_absolute;   ///< of their sizes: how much (Campolongo, Cariboni & Saltelli 2007)
  double sd = 0;            ///< interactions and curvature
  std::size_t effects = 0;  ///< elementary effects behind it
  std::vector<double> all;  ///< by trajectory; NaN: not known
  std::size_t largest = 0;  ///< the point at the end of the step that changed most
};
/// `values`: the figure at each of the points, in their order; NaN where it is not known. Points
/// may lie where a factor's levels do and not on the grid: an effect is what a step changes for
/// its length, whatever that is.
std::vector<MorrisEffect> morris_effects(const std::vector<UnitPoint>& points,
                                         const std::vector<double>& values, double level);

}  // namespace vedette
