// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cover/doubts.hpp"
#include "world/world.hpp"

namespace vedette {

/// What a formula says about a figure that a run measures too. The two need not agree: the formula
/// knows nothing of the run's hours of rush, tasks, breaks, several units a call or units on the
/// move. Where they differ, the difference is what these cost; where they should agree and do not,
/// something is wrong.
struct Companion {
  std::string figure;      ///< id of the figure (measure/figures.hpp)
  std::string_view model;  ///< "erlang", "hypercube" or "square-root"
  double value = 0;        ///< in the figure's unit; infinite: no steady state in some hour
  bool applies = true;     ///< false: the value means nothing, and the doubts say why
  std::vector<Doubt> doubts;
};

/// Hour by hour of the run (a week at most) in steady state, the hours weighted by their calls
/// (stationary independent periods: Green, Kolesar, Soares, Operations Research 49(4), 2001):
/// - utilisation of call-takers, and the time from call to dispatch: waits of Erlang's formula at
///   the desks and for a unit, and handling;
/// - utilisation of units (of each fleet, where some units answer none of these calls) and, where
///   all wait at fixed places, the time from dispatch to scene: hypercube model (busy_circles.hpp,
///   with its assumptions);
/// - travel time: square-root law over the grid's area (or the convex hull of the demand), free
///   units scattered at random, at the roads' mean speed.
/// Units are the police and who shares calls with them; without calls or units there are no
/// companions. What a
/// formula takes for granted and this world does not give is among its doubts: where it is too far
/// off, it does not apply.
std::vector<Companion> companions(const World& world);

}  // namespace vedette
