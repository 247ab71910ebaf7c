// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cover/circles.hpp"
#include "record/reach_question.hpp"
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

/// The same asked of a run: the units where they are at each moment, the stations where they stand.
/// `free_only`: units only while they could be sent.
ReachQuestion reach_question(const World& world, const SourceChoice& choice, bool free_only,
                             std::string& unknown);

/// Whether some unit that is asked about goes about without a call: it patrols, or moves up.
bool some_go_about(const World& world, const ReachQuestion& question);

/// Names that may be asked for, besides the three words.
std::vector<std::string> source_names(const World& world);

}  // namespace vedette::cli
