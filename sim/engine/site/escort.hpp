// SPDX-License-Identifier: Apache-2.0
// Escorts outside the walls: a trip by vehicle to a place in the city and back, with staff who are
// missing on the site meanwhile, and with alarm zones and cameras that travel along
// (docs/threats.md).
#pragma once

#include "engine/site/site_state.hpp"

namespace vedette {

class Run;

/// Puts the escorts on the calendar; their alarm zones are disarmed until they set out.
void start_escorts(Run& run);

/// Where an alarm of this zone is: its spot; of one that travels, where its escort is now.
struct ZonePlace {
  double x_m = 0, y_m = 0;
  NodeId junction;  ///< where the police come; invalid: the site's gate
};
ZonePlace place_of_zone(Run& run, std::uint32_t zone);

/// A threat of the escort begins, or is over: it stands still meanwhile, then turns back.
void escort_in_trouble(Run& run, std::uint32_t escort);
void escort_out_of_trouble(Run& run, std::uint32_t escort);

}  // namespace vedette
