// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "cover/intruder_trial.hpp"
#include "cover/placement_judge.hpp"
#include "world/world.hpp"

namespace vedette::cli {

struct PlaceQuestion {
  std::string scenario;  ///< as it was named
  bool night = false;
  double effort = 1;  ///< times the usual work of search and bound
  std::uint64_t seed = 1;
  std::uint64_t intruders = 2'000;
  double speed_mps = 2.0, needed_s = 2, response_s = 60;
  PlacementProgress progress{};  ///< or nothing
};

/// Everything that `vedette place` tells.
struct PlaceAnswer {
  PlacementField field;
  CameraPlacement placement;
  PlacementField judged;  ///< the parts in the cells that decide, as all shares of parts
  PlacementVerdict verdict;
  std::vector<double> before_shares;  ///< by part
  std::vector<double> greedy_curve, chosen_curve;  ///< shares of all that is asked for
  std::size_t greedy_cameras = 0, searches = 1;    ///< see JudgedPlacement
  CameraPlan after;
  TrialComparison trial;  ///< before, after
  double watched_m2 = 0;  ///< in cells of site.coverage, as what follows
  double before_m2 = 0, after_m2 = 0;               ///< seen at the level of the rest
  double before_expected_m2 = 0, after_expected_m2 = 0;
};

PlaceAnswer place_site(const World& world, const PlaceQuestion& question);

/// The document that --json prints; with `map` also what the page draws.
nlohmann::ordered_json to_json(const World& world, const PlaceQuestion& question,
                               const PlaceAnswer& answer, bool map);

/// A scenario that includes the given one and has the cameras that were chosen in place of those
/// outside. `scenario` as seen from where the text will stand.
std::string placed_scenario(const World& world, const PlaceAnswer& answer,
                            const std::string& scenario);

}  // namespace vedette::cli
