// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "world/camera_plan.hpp"

namespace vedette {

/// A place where a camera may be put.
struct PlacementSpot {
  std::string name;  ///< "wall-west-3", "pole-07"
  PointMm at;
  std::optional<double> facing_deg;  ///< off the wall; a camera there looks within 90 degrees of it
  double height_m = 0;
  std::int64_t price = 0;  ///< of mounting there, for each camera
};

/// A type of camera that may be bought: its lens, pixels and failures as a pose without a place.
struct PlacementType {
  CameraPose pose;
  std::int64_t price = 1;
  std::string label_en{}, label_zh{};  ///< what people call it
};

/// How well a part of what is watched must be seen.
struct PlacementNeed {
  std::string name;         ///< of the area; empty: everything that no area names
  std::uint32_t level = 0;  ///< of a coverage map: 0 seen at all, then the profile's
  double share = 1;
  std::string label_en{}, label_zh{};  ///< what people call it
};

struct PlacementAsset {
  std::string name;
  PointMm at;
  std::uint8_t cameras = 1;
  std::uint32_t level = 0;
  std::string label_en{}, label_zh{};  ///< what people call it
};

/// What several cameras hang on: each candidate on the nearest.
struct PlacementCause {
  std::string name;
  PointMm at;
  double unavailability = 0;
  std::string label_en{}, label_zh{};  ///< what people call it
};

/// site.placement: where cameras may be put, what they cost and what they are to see. On the
/// ground.
struct Placement {
  PointMm origin;  ///< of the site: places of a scenario are relative to it
  std::vector<PlacementSpot> spots;
  double pole_spacing_m = 0;  ///< poles on a grid over what is watched; 0: none
  double pole_height_m = 0;
  std::int64_t pole_price = 0;
  int azimuths = 8;
  std::vector<PlacementType> types;
  PlacementNeed rest;  ///< everything else
  std::vector<PlacementNeed> areas;
  std::vector<PlacementAsset> assets;
  std::vector<PlacementCause> causes;
  std::int64_t budget = 0;          ///< 0: none
  double sample_m = 1;              ///< cells that the search counts
  std::vector<std::uint32_t> keep;  ///< cameras of the site that stay
  bool with_failures = false;       ///< shares are of what is expected to be seen
};

}  // namespace vedette
