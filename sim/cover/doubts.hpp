// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "world/world.hpp"

namespace vedette {

/// An assumption of a formula that does not hold in this world, by name (measure/theory.cpp has the
/// sentences), with the number that shows it.
struct Doubt {
  std::string_view id;
  double number = 0;
};

/// Of every formula that counts calls and units: calls not for every police unit, several units a
/// call, work that is no call, absences, rules of dispatch.
std::vector<Doubt> doubts_of_all(const World& world);

/// Spread (coefficient of variation) of a call's time with a unit, where that is `service_s` long
/// in the mean, way included.
double service_spread(const City& city, double service_s);

/// A doubt unless the spread is about 1, that of exponential times.
void doubt_spread(std::string_view id, double spread, std::vector<Doubt>& out);

/// What the square-root law takes for granted: an area full of calls, streets like a grid, many
/// free units anywhere in it.
struct LawGround {
  double area_m2 = 0;    ///< of the grid, or of the hull of the places
  double speed_mps = 0;  ///< of the roads by siren, each metre alike
  double filled = 1;     ///< share of the area that has calls: of squares of four places each
  /// Where free units lie as densely as calls come, at p(x) of all per m², the law holds for the
  /// area (integral of sqrt p)^2; its share of the area, over the same squares. 1: calls are even.
  double even = 1;
  std::size_t places = 0;  ///< where units wait, if all wait; 0: some are on the move
  bool walkers = false;    ///< not all units drive at the roads' speed
};
LawGround law_ground(const World& world);

/// How long ways by road take, over that of a grid of streets at the mean speed, for ways of about
/// `metres` between places with calls; 1 is a grid. Ways of more than four times count as four.
double detours(const City& city, const LawGround& ground, double metres);

/// The doubts about the law, where it says `metres` and `free_units` are free on average. True if
/// it may be used at all.
bool law_applies(const City& city, const LawGround& ground, double metres, double free_units,
                 std::vector<Doubt>& out);

}  // namespace vedette
