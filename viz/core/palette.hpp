// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "viz/core/colour.hpp"

namespace vedette::view {

/// The colours of one theme.
struct Palette {
  bool dark = true;
  Colour window, panel, raised, line, text, dim, accent, accent_text, warning;
  Colour land, block, road_major, road_middle, road_minor, cell_line, district_line, building,
      building_line, wall, fence, zone, path, no_data, halo, cursor;
};

const Palette& dark_palette();
const Palette& light_palette();

/// What somebody in a state is doing, for colours and for counting; every word has one.
enum class Activity : std::uint8_t {
  kFree,
  kOrdered,
  kMoving,
  kWorking,
  kAway,
  kOff,
  kFault,
  kOther
};

/// By the words that the simulator's states use; kOther for a word that is not known here.
Activity activity_of(std::string_view state);
Colour colour_of(Activity activity);
/// Key of the activity's name in the table of words.
std::string_view activity_key(Activity activity);

/// Of an incident: real alarm, nuisance, call by priority, task.
Colour incident_colour(int kind, int priority, bool real);

}  // namespace vedette::view
