// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cover/circles.hpp"
#include "world/world.hpp"

namespace vedette::cli {

/// Who sets out in `circles`.
struct SourceChoice {
  /// "stations", "units" (on duty, from their posts), "both", or names of stations, fleets and
  /// units, in which * stands for any letters.
  std::vector<std::string> from{"stations"};
  std::uint32_t district = kNoIndex;
  Duration turnout{0};
  std::optional<int> hour;  ///< of the day: its traffic, roads and shifts; none: free roads
};

/// They, those who drive alike together; a unit's `reach` is its bound. `unknown`: a name that
/// nothing bears.
std::vector<CircleDrivers> circle_drivers(const World& world, const SourceChoice& choice,
                                          std::string& unknown);

/// Names that may be asked for, besides the three words.
std::vector<std::string> source_names(const World& world);

}  // namespace vedette::cli
