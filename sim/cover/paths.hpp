// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cover/easi.hpp"

namespace vedette {

/// One way through a layer: the tasks done on it, in order.
struct PathAlternative {
  std::string name;
  std::vector<PathTask> tasks;
};

/// A protection layer (or a common stretch: one alternative), from the outside in.
struct PathLayer {
  std::vector<PathAlternative> alternatives;
};

/// One way through all layers.
struct AdversaryPath {
  std::vector<std::size_t> choice;  ///< alternative per layer
  std::string name;                 ///< the names of the real choices, "fence>window"
  double p_interruption = 0;        ///< EASI
  double p_timely = 0;              ///< timely detection on mean times
  double p_detection = 0;
  double delay_s = 0;
};

struct PathSet {
  std::vector<AdversaryPath> paths;  ///< weakest (least P_I) first; ties in order of choice
  std::size_t weakest = 0;           ///< index into paths: least P_I
  std::size_t quickest = 0;          ///< least delay
  std::size_t stealthiest = 0;       ///< least probability of detection
};

/// All paths through the layers, each with its own full formula: P_I is not additive along a path
/// (what a detection is worth depends on all delay that follows), so no shortest-path search finds
/// the weakest. Throws std::invalid_argument for a layer without alternatives, out-of-range values,
/// or more than `most_paths` paths.
PathSet path_set(const std::vector<PathLayer>& layers, const ResponseForce& response,
                 std::size_t most_paths = 1'000'000);

}  // namespace vedette
